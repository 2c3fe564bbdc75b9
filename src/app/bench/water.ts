// bench water: months of a year worked out for the sample’s factories, fifty at most, their figures, the balance at the API with ten readers, and a year of hours of one meter.
import { sql } from 'kysely';
import { waterKpis } from '#domains/water/kpis.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { systemActor } from '#platform/db/database.ts';
import { historySeq } from '#platform/history/entry.ts';
import type { Installation } from '../installation.ts';
import { loadSample } from '../sample.ts';
import { startServer } from '../server.ts';
import { benchMeterYear } from './meter-year.ts';
import { cookiesOfReaders, READERS, readingTimes } from './readers.ts';
import { openScratch } from './scratch.ts';

const operator = systemActor('operator');
const SITES = 50;
const rounded = (milliseconds: number) => Number(milliseconds.toFixed(1));

/**
 * Bills from the 25th to the 24th and entries of a year, without intake; content hashes are not read. What the sample says
 * of a month itself stays. @returns how many
 */
async function fillYear({ db }: Installation): Promise<{ sites: string[]; records: number }> {
  return db.as(operator, async (tx) => {
    const seq = await historySeq(tx);
    const kept = sql`gen_random_uuid(), 1, 1, 1, sha256((s.id::text || m.n || k.name)::bytea), ${seq}::bigint, 'approved', ${seq}::bigint, ${seq}::bigint`;
    const names = sql`id, revision, kind_version, hash_version, content_hash, written_seq, state, submitted_seq, approved_seq`;
    const sites = sql`(select id, row_number() over (order by code) as at from scope_node where type = 'site' order by code limit ${sql.lit(SITES)}) s`;
    const months = sql`(select n, (date '2024-01-01' + n * interval '1 month')::date as first_on from generate_series(0, 12) n) m`;
    const bills = await sql`
      insert into water_bill (site_id, account, number, flow, from_on, through_on, volume_m3, source, destination, quality, ${names})
      select s.id, k.name, k.name || m.n, k.name, (m.first_on - interval '7 days')::date, (m.first_on + interval '1 month' - interval '8 days')::date,
        (1000 + s.at * 37 + m.n * 11) * k.part, k.source, k.destination, 'fresh', ${kept}
      from ${sites}, ${months}, (values ('withdrawal', 1.0, 'municipal', null), ('discharge', 0.7, null, 'sewer')) k (name, part, source, destination)`.execute(
      tx,
    );
    const entries = await sql`
      insert into water_month_entry (site_id, month_on, item, source, destination, use, volume_m3, method, ${names})
      select s.id, m.first_on, k.item, null, k.destination, k.use, (1000 + s.at * 37 + m.n * 11) * k.part, 'Measured', ${kept}
      from ${sites}, ${months}, (values ('a', 'consumed_in_use', 0.2, null, null), ('b', 'loss', 0.03, null, null), ('c', 'storage_change', 0.01, null, null),
        ('d', 'circulated_cooling', 8.0, null, null), ('e', 'reclaimed', 0.3, null, null), ('f', 'use', 0.5, null, 'production'), ('g', 'use', 0.2, null, 'domestic'),
        ('h', 'discharge', 0.01, 'trucked_waste', null)) k (name, item, part, destination, use) where m.n < 12 on conflict do nothing`.execute(
      tx,
    );
    await sql`insert into kpi_dirty (kind, scope_id, month, seq) select distinct 'water.bill', site_id, month, ${seq}::bigint from water_bill`.execute(
      tx,
    );
    const { rows } = await sql<{ id: string }>`select distinct site_id as id from water_bill`.execute(tx);
    return {
      sites: rows.map(({ id }) => id),
      records: Number(bills.numAffectedRows ?? 0) + Number(entries.numAffectedRows ?? 0),
    };
  });
}

/** The whole year: worked out, asked for as figures, read as a balance; against one bare sum over the same records. */
export async function benchWater(options: { databaseUrl: string | undefined; tell: (line: string) => void }) {
  const scratch = await openScratch(options.databaseUrl);
  try {
    const { installation } = scratch;
    await loadSample(installation, () => undefined, { withoutLoads: true });
    const { sites, records } = await fillYear(installation);
    const working = performance.now();
    await installation.figures.settle();
    const workedOutSeconds = (performance.now() - working) / 1000;
    options.tell(`${records} records of ${sites.length} factories worked out in ${workedOutSeconds.toFixed(1)} s`);
    const keys = [GROUP_ID, ...sites].flatMap((scopeId) =>
      waterKpis.map(({ id }) => ({ kpi: id, scopeId, period: '2024', basis: 'approved' as const })),
    );
    const asking = performance.now();
    const figures = await installation.figures.ask(keys, operator);
    const figuresMs = performance.now() - asking;
    const bare = performance.now();
    await installation.db.as(operator, (tx) =>
      sql`select site_id, item, source, destination, use, sum(volume_m3) from (
          select site_id, flow as item, source, destination, null as use, volume_m3 from water_bill where approved_seq is not null and ended_seq is null and through_on between '2024-01-01' and '2024-12-31'
          union all select site_id, item, source, destination, use, volume_m3 from water_month_entry where approved_seq is not null and ended_seq is null and month_on between '2024-01-01' and '2024-12-31') v
        group by 1, 2, 3, 4, 5`.execute(tx),
    );
    const bareMs = performance.now() - bare;
    const server = await startServer({ ...installation, settings: { ...installation.settings, sample: true } });
    try {
      const cookies = await cookiesOfReaders(installation, server, 'records.read');
      const api: Record<string, unknown> = {};
      for (const [name, scope] of Object.entries({ ofTheGroup: 'group', ofOneFactory: sites[0] as string }))
        api[name] = await readingTimes(`${server.address}/api/v1/water/balance?scope=${scope}&period=2024`, cookies);
      return {
        ...{
          bench: 'water',
          database: scratch.database,
          factories: sites.length,
          months: 12,
          records,
          readers: READERS,
        },
        workedOutSeconds: rounded(workedOutSeconds),
        figures: {
          count: figures.length,
          withValue: figures.filter((one) => one && 'value' in one.result.computed).length,
          ms: rounded(figuresMs),
        },
        api,
        meterYear: await benchMeterYear(installation, server, cookies[0] as string),
        baseline: {
          what: 'one bare sum by factory and item over the bills and entries of the year',
          ms: rounded(bareMs),
        },
        ratioOfGroupBalanceP50ToBare: Number(((api.ofTheGroup as { p50Ms: number }).p50Ms / bareMs).toFixed(2)),
      };
    } finally {
      await server.stop();
    }
  } finally {
    await scratch.close();
  }
}
