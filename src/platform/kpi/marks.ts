// What a changed reference or dated list does to sums: site-months are marked again, and only where it can have moved one.
import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import type { Kinds } from '../records/server/refs.ts';
import { fieldColumn } from './bind-aggregate.ts';
import type { Aggregate, DatedDimension } from './declare.ts';

/** A mark as it is taken: what was written, of which site and month where it has one. */
export interface Mark {
  kind: string;
  scope_id: string | null;
  month: string | null;
  seq: number;
}

/**
 * The kind of a mark that says "sum this site-month of this aggregate again". Not the aggregate's own kind: a kind that is
 * summed and also asked as a list would mark itself without end.
 */
export const againOf = (aggregate: Pick<Aggregate, 'id'>): string => `again ${aggregate.id}`;

/** Whether what was written can have moved a sum: of a site's own list only entries with the codes that are asked for can. */
export async function movesSums(tx: Tx, kinds: Kinds, aggregate: Aggregate, mark: Mark): Promise<boolean> {
  const asked = Object.values(aggregate.dated ?? {}).filter((dated) => dated.of === mark.kind);
  const [list, siteId] = [kinds.get(mark.kind), mark.scope_id];
  if (!list || siteId === null || asked.length === 0 || !asked.every(({ where, lines }) => where && !lines))
    return true;
  const codes = ({ where }: DatedDimension) =>
    sql`(${sql.join(
      Object.entries(where ?? {}).map(([path, code]) => sql`${sql.ref(`t.${fieldColumn(list, path)}`)} = ${code}`),
      sql` and `,
    )})`;
  const inMonth = mark.month !== null && list.effective ? sql`and t.month = ${mark.month}` : sql``;
  const { rows } = await sql<{ moves: boolean }>`
    select exists (select from ${sql.table(list.table)} t where ${sql.ref(`t.${list.site ?? 'site'}_id`)} = ${siteId} ${inMonth}
      and (${sql.join(asked.map(codes), sql` or `)})) as moves`.execute(tx);
  return rows[0]?.moves === true;
}

/** Marks every site-month of an aggregate again, or those of one site when the list is a site's. */
export async function markAgain(tx: Tx, kinds: Kinds, aggregate: Aggregate, mark: Mark): Promise<void> {
  const kind = kinds.get(aggregate.of);
  if (!kind) return;
  const site = sql.ref(`${kind.site ?? 'site'}_id`);
  await sql`
    insert into kpi_dirty (kind, scope_id, month, seq)
    select distinct ${againOf(aggregate)}, ${site}, month, ${mark.seq}::bigint from ${sql.table(kind.table)}
    where ((approved_seq is not null and ended_seq is null) or (latest and state <> 'approved')) ${mark.scope_id === null ? sql`` : sql`and ${site} = ${mark.scope_id}`}`.execute(
    tx,
  );
}
