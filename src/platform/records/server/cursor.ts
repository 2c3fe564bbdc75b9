// Where a page of a list ended, so that the next begins behind it whatever was recorded meanwhile.
import { type RawBuilder, sql } from 'kysely';
import { validate as isUuid } from 'uuid';
import { Refused } from './refusal.ts';

/** The last record of a page, in the order of its list. */
export interface Cursor {
  /** what the list was ordered by, with `-` before it where it went down; empty: by id alone */
  order: string;
  /** its value there as text; null where it has none */
  value: string | null;
  id: string;
}

/** What a list is ordered by before the id. */
export interface Order {
  /** as `sort` names it */
  name: string;
  by: RawBuilder<unknown>;
  sqlType: string;
  down: boolean;
  /** where records without a value stand; absent where every record has one */
  nulls: 'first' | 'last' | undefined;
}

/** What callers hand back: opaque to them. */
export const writeCursor = ({ order, value, id }: Cursor): string =>
  Buffer.from(JSON.stringify([order, value, id])).toString('base64url');

/** @throws Refused `wrong_cursor` for anything that is not one of this order */
export function readCursor(text: string, order: Order | undefined): Cursor {
  let said: unknown;
  try {
    said = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw new Refused('wrong_cursor');
  }
  const [name, value, id] = Array.isArray(said) ? said : [];
  const fits = name === (order?.name ?? '') && (value === null || typeof value === 'string') && isUuid(id);
  if (!fits) throw new Refused('wrong_cursor');
  return { order: name, value, id };
}

/** What stands behind a cursor. The first comparison alone bounds it, so that an index of the order can be walked. */
export function behind(cursor: Cursor, order: Order | undefined): RawBuilder<boolean> {
  const later = sql`t.id > ${cursor.id}::uuid`;
  if (!order) return sql<boolean>`${later}`;
  const { by, down, nulls } = order;
  if (cursor.value === null)
    return nulls === 'first'
      ? sql<boolean>`((${by} is null and ${later}) or ${by} is not null)`
      : sql<boolean>`(${by} is null and ${later})`;
  const value = sql`${cursor.value}::${sql.raw(order.sqlType)}`;
  const [upTo, past] = down ? [sql`<=`, sql`<`] : [sql`>=`, sql`>`];
  const among = sql`${by} ${upTo} ${value} and (${by} ${past} ${value} or ${later})`;
  return nulls === 'last' ? sql<boolean>`((${among}) or ${by} is null)` : sql<boolean>`(${among})`;
}

/** The order as SQL, with the id behind it so that no two records stand alike. */
export function orderBy(order: Order | undefined): RawBuilder<unknown> {
  if (!order) return sql`t.id`;
  const nulls = order.nulls === 'first' ? sql`nulls first` : order.nulls === 'last' ? sql`nulls last` : sql``;
  return sql`${order.by} ${sql.raw(order.down ? 'desc' : 'asc')} ${nulls}, t.id`;
}
