// What was chosen for the headings of a factory's own sheets, or of the group's: kept when an import is committed, asked when the next begins.
import { sql } from 'kysely';
import { GROUP_ID } from '../access/organisation.ts';
import type { Tx } from '../db/database.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import { rememberedHeading } from './cells/header.ts';

/** Headings as they are compared, each with the column that a person chose for it; null to leave it out. */
export type RememberedHeadings = Readonly<Record<string, string | null>>;

/** Whose sheets they are: the factory's whose records they hold, or the group's. */
export const headingsOf = ({ owner }: Pick<RecordKind, 'owner'>, siteId: string | null): string | null =>
  owner === 'group' ? GROUP_ID : siteId;

/** What was chosen for sheets of this kind and factory before. A column that its kind no longer has is forgotten. */
export async function rememberedHeadings(
  tx: Tx,
  kind: Pick<RecordKind, 'kind'>,
  siteId: string,
  columnKeys: ReadonlySet<string>,
): Promise<RememberedHeadings> {
  const { rows } = await sql<{ heading: string; column_key: string | null }>`
    select heading, column_key from intake_heading where kind = ${kind.kind} and site_id = ${siteId}`.execute(tx);
  return Object.fromEntries(
    rows
      .filter((row) => row.column_key === null || columnKeys.has(row.column_key))
      .map((row) => [row.heading, row.column_key]),
  );
}

/** Keeps a person's choice of columns by their headings; a heading without text is nothing to go by. */
export async function rememberHeadings(
  tx: Tx,
  kind: Pick<RecordKind, 'kind'>,
  siteId: string,
  headings: ReadonlyMap<number, string>,
  chosen: Readonly<Record<string, string | null>>,
): Promise<void> {
  const choices = new Map<string, string | null>();
  for (const [index, key] of Object.entries(chosen)) {
    const heading = rememberedHeading(headings.get(Number(index)) ?? '');
    if (heading !== '') choices.set(heading, key);
  }
  for (const [heading, key] of choices)
    await sql`insert into intake_heading (kind, site_id, heading, column_key, actor) values (${kind.kind}, ${siteId}, ${heading}, ${key}, app_actor())
      on conflict (kind, site_id, heading) do update set column_key = excluded.column_key, actor = excluded.actor, at = now()`.execute(
      tx,
    );
}
