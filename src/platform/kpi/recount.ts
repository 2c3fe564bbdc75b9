// Are the stored figures those that the records give? All sums thrown away, made anew, and compared.
import { sql } from 'kysely';
import { type Database, systemActor } from '../db/database.ts';
import type { Kinds } from '../records/server/refs.ts';
import { aggregatesOf, type Kpis } from './declare.ts';
import type { Figures } from './figures.ts';
import { againOf } from './marks.ts';

/** What was compared, and what came out otherwise than it was stored. */
export interface Recount {
  sums: number;
  figures: number;
  /** sums and figures that differ, the first of them named */
  unequal: string[];
}

/** Named when they differ; more than these are counted by nobody. */
const NAMED = 20;

type Stored = ReadonlyMap<string, string>;

async function stored(db: Database): Promise<{ sums: Stored; figures: Stored }> {
  return db.as(systemActor('figures'), async (tx) => {
    const { rows: sums } = await sql<{ key: string; value: string }>`
      select concat_ws(' ', aggregate, site_id, from_on, before_on, carried, dims) as key,
        concat_ws(' ', trim_scale(approved), approved_rows, trim_scale(shown), shown_rows, trim_scale(estimated)) as value from kpi_cell`.execute(
      tx,
    );
    const { rows: figures } = await sql<{ key: string; value: string }>`
      select concat_ws(' ', kpi, version, scope_id, period, basis, id) as key, result::text as value from figure`.execute(
      tx,
    );
    const asMap = (rows: readonly { key: string; value: string }[]) => new Map(rows.map((row) => [row.key, row.value]));
    return { sums: asMap(sums), figures: asMap(figures) };
  });
}

/**
 * Makes every sum and every stored figure anew from what they sum. Nobody should be writing meanwhile.
 * @param world.kinds what sums are taken of: what is recorded and what is worked out
 */
export async function recount(world: { db: Database; figures: Figures; kpis: Kpis; kinds: Kinds }): Promise<Recount> {
  const { db, figures, kpis, kinds } = world;
  await figures.settle();
  const before = await stored(db);
  const aggregates = new Map([...kpis.values()].flatMap(aggregatesOf).map((one) => [one.id, one]));
  await db.as(systemActor('figures'), async (tx) => {
    await sql`delete from kpi_cell`.execute(tx);
    await sql`update figure set stale = true`.execute(tx);
    for (const aggregate of aggregates.values()) {
      const kind = kinds.get(aggregate.of);
      if (!kind) throw new Error(`sums of ${aggregate.id} are taken of ${aggregate.of}, which is nowhere`);
      const site = sql.ref(`${kind.site ?? 'site'}_id`);
      await sql`insert into kpi_dirty (kind, scope_id, month, seq)
        select distinct ${againOf(aggregate)}, ${site}, month, app_seq() from ${sql.table(kind.table)}`.execute(tx);
      const carried = aggregate.carriedIn && kinds.get(aggregate.carriedIn.of);
      if (carried)
        await sql`insert into kpi_dirty (kind, scope_id, month, seq)
          select distinct ${carried.kind}, ${sql.ref(`${carried.site ?? 'site'}_id`)}, month, app_seq() from ${sql.table(carried.table)}`.execute(
          tx,
        );
    }
  });
  await figures.settle();
  const after = await stored(db);
  const differing = (was: Stored, is: Stored) =>
    [...new Set([...was.keys(), ...is.keys()])].filter((key) => was.get(key) !== is.get(key));
  return {
    sums: before.sums.size,
    figures: before.figures.size,
    unequal: [...differing(before.sums, after.sums), ...differing(before.figures, after.figures)].slice(0, NAMED),
  };
}
