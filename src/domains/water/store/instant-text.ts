// An instant as the database reads it, also where it is before or after all others; and as it is told.
import { type RawBuilder, sql } from 'kysely';

/** Milliseconds since 1970, either infinity among them, as text for `timestamptz`. */
export function instantText(ms: number): string {
  if (Number.isFinite(ms)) return new Date(ms).toISOString();
  return ms < 0 ? '-infinity' : 'infinity';
}

/** A column of instants as it is told, ISO 8601 to the second. */
export const toldInstant = (column: string): RawBuilder<string> =>
  sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** Milliseconds since 1970 as a column of instants is told. */
export const toldAs = (ms: number): string => `${new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, 19)}Z`;
