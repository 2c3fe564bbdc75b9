// Customers' lists as they are kept: which are approved, and what each says; of a reader who may not see them there are none.
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { CustomerListKept, ListEntry, ListStanding } from '../model/customer-list.ts';
import { counts } from './known.ts';

const columns = sql`l.id, l.revision, encode(l.content_hash, 'hex') as hash, l.code, l.edition, l.customer, l.name,
  l.from_on::text as "from", l.before_on::text as before, l.markets`;
/** All editions that were approved, whenever they hold, without their rows; or those of one list. */
export async function listEditions(tx: Tx, code?: string): Promise<ListStanding[]> {
  const which: RawBuilder<unknown> = code === undefined ? sql`true` : sql`l.code = ${code}`;
  const { rows } = await sql<ListStanding>`
    select ${columns} from substances_customer_list l where ${counts('l')} and ${which} order by l.code, l.from_on, l.id`.execute(
    tx,
  );
  return rows;
}

/** These editions with what they say. */
export async function readEntries(tx: Tx, lists: readonly ListStanding[]): Promise<CustomerListKept[]> {
  if (lists.length === 0) return [];
  const { rows } = await sql<ListEntry & { listId: string }>`
    select e.record_id as "listId", e.substance, e.cas, trim_scale(e.limit_ppm)::text as "limitPpm", e.per, e.duty, e.from_on::text as "from", e.note
    from unnest(${lists.map(({ id }) => id)}::uuid[], ${lists.map(({ revision }) => revision)}::int[]) as u (id, revision)
    join substances_customer_list_entry e on e.record_id = u.id and e.revision = u.revision order by e.record_id, e.line`.execute(
    tx,
  );
  const byList = Map.groupBy(rows, ({ listId }) => listId);
  return lists.map((list) => ({
    ...list,
    entries: (byList.get(list.id) ?? []).map(({ listId: _, ...entry }) => entry),
  }));
}

/** Those of these editions that name a CAS number, without their rows. */
export async function listsNaming(tx: Tx, lists: readonly ListStanding[], cas: string): Promise<ListStanding[]> {
  if (lists.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select u.id from unnest(${lists.map(({ id }) => id)}::uuid[], ${lists.map(({ revision }) => revision)}::int[]) as u (id, revision)
    where exists (select from substances_customer_list_entry e where e.record_id = u.id and e.revision = u.revision and e.cas = ${cas})`.execute(
    tx,
  );
  const naming = new Set(rows.map(({ id }) => id));
  return lists.filter(({ id }) => naming.has(id));
}

/** The record that holds a list in an edition, approved or not. */
export async function findList(
  tx: Tx,
  { code, edition }: { code: string; edition: string },
): Promise<{ id: string; revision: number } | null> {
  const { rows } = await sql<{ id: string; revision: number }>`
    select id, revision from substances_customer_list where latest and not voided and code = ${code} and edition = ${edition}`.execute(
    tx,
  );
  return rows[0] ?? null;
}
