// The organisation as scope nodes and dated edges, projected from the approved records that declare themselves such.
import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import type { LocalText, RecordKind } from '../records/declare/kind.ts';
import { findLatest } from '../records/server/read.ts';
import { Refused } from '../records/server/refusal.ts';
import { checkShares, type ShareGap } from './shares.ts';

/** The one group of an installation. */
export const GROUP_ID = '00000000-0000-7000-8000-000000000001';

/**
 * Brings nodes and edges to what the newest approved revisions say. A voided edge goes; a voided node stays, since records
 * may name it, but from its first day on it is no part of anything and nothing is expected of it.
 *
 * @returns days from which on the shares of a site that was touched add to less than 1
 * @throws Refused `already_exists` when the id that somebody chose is that of another kind of place, `shares_above_one`
 */
export async function projectOrganisation(
  tx: Tx,
  kind: RecordKind,
  ids: readonly string[],
  seq: number,
): Promise<ShareGap[]> {
  if (!kind.node && !kind.edge) return [];
  await refuseTakenPlace(tx, kind, ids);
  if (kind.node?.type === 'supplier') {
    await projectSuppliers(tx, kind, ids, seq);
    return [];
  }
  const touched = new Set(kind.edge ? await childrenOf(tx, ids) : []);
  for (const record of await findLatest(tx, kind, ids)) {
    if (record.state !== 'approved') continue;
    const { values } = record;
    if (kind.node) {
      const name = values[kind.node.name] as LocalText;
      const zone = kind.node.timeZone ? (values[kind.node.timeZone] as string) : 'Asia/Shanghai';
      const from = kind.node.from ? (values[kind.node.from] as string | null) : null;
      const end = kind.node.before ? (values[kind.node.before] as string | null) : null;
      const before = record.voided ? (from ?? '1900-01-01') : end;
      await sql`insert into scope_node (id, type, code, name_en, name_zh, time_zone, from_on, before_on, seq)
        values (${record.id}, ${kind.node.type}, ${values[kind.calledBy[0] ?? 'code']}, ${name.en}, ${name.zh}, ${zone}, ${from}::date, ${before}::date, ${seq})
        on conflict (id) do update set code = excluded.code, name_en = excluded.name_en, name_zh = excluded.name_zh,
          time_zone = excluded.time_zone, from_on = excluded.from_on, before_on = excluded.before_on, seq = excluded.seq`.execute(
        tx,
      );
      if (record.voided) {
        await sql`delete from scope_edge where id = ${record.id}`.execute(tx);
        continue;
      }
      const parent = kind.node.parent ? (values[kind.node.parent] as string) : GROUP_ID;
      await sql`insert into scope_edge (id, parent_id, child_id, share, from_on, before_on, seq)
        values (${record.id}, ${parent}, ${record.id}, 1, ${from ?? '1900-01-01'}::date, ${before}::date, ${seq})
        on conflict (id) do update set parent_id = excluded.parent_id, from_on = excluded.from_on, before_on = excluded.before_on, seq = excluded.seq`.execute(
        tx,
      );
    }
    if (kind.edge) {
      const { parent, child, share, from, before } = kind.edge;
      touched.add(values[child] as string);
      if (record.voided) {
        await sql`delete from scope_edge where id = ${record.id}`.execute(tx);
        continue;
      }
      await sql`insert into scope_edge (id, parent_id, child_id, share, from_on, before_on, seq)
        values (${record.id}, ${values[parent]}, ${values[child]}, ${values[share]}::numeric, ${values[from]}::date, ${values[before]}::date, ${seq})
        on conflict (id) do update set parent_id = excluded.parent_id, child_id = excluded.child_id, share = excluded.share, from_on = excluded.from_on, before_on = excluded.before_on, seq = excluded.seq`.execute(
        tx,
      );
    }
  }
  return checkShares(tx, [...touched]);
}

/** Suppliers stand beside the organisation, without edges, and there may be thousands of them: all by one statement. */
async function projectSuppliers(tx: Tx, kind: RecordKind, ids: readonly string[], seq: number): Promise<void> {
  const [code, name] = [kind.calledBy[0] ?? 'code', kind.node?.name ?? 'name'];
  const [en, zh] = [sql.ref(`${name}_en`), sql.ref(`${name}_zh`)];
  await sql`insert into scope_node (id, type, code, name_en, name_zh, before_on, seq)
    select id, 'supplier', ${sql.ref(code)}, coalesce(${en}, ${zh}), coalesce(${zh}, ${en}), case when voided then date '1900-01-01' end, ${seq}::bigint
    from ${sql.table(kind.table)} where latest and state = 'approved' and id = any(${`{${ids.join(',')}}`}::uuid[])
    on conflict (id) do update set code = excluded.code, name_en = excluded.name_en, name_zh = excluded.name_zh,
      before_on = excluded.before_on, seq = excluded.seq`.execute(tx);
}

/** What edges lead to now: a correction may take one away from there. */
async function childrenOf(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ child_id: string }>`
    select distinct child_id from scope_edge where id = any(${`{${ids.join(',')}}`}::uuid[])`.execute(tx);
  return rows.map((row) => row.child_id);
}

/** Nodes and edges go by the id of their record: one that is another node's or edge's already would take its place. */
async function refuseTakenPlace(tx: Tx, kind: RecordKind, ids: readonly string[]): Promise<void> {
  const asked = sql`${`{${ids.join(',')}}`}::uuid[]`;
  const taken = kind.node
    ? sql`select from scope_node where id = any(${asked}) and type <> ${kind.node.type}
        union all select from scope_edge where id = any(${asked}) and id <> child_id`
    : sql`select from scope_edge where id = any(${asked}) and id = child_id
        union all select from scope_node where id = any(${asked})`;
  const { rows } = await sql`select from (${taken}) as t limit 1`.execute(tx);
  if (rows.length > 0) throw new Refused('already_exists');
}
