// bench figures: the living report and the waste dashboard at the API with ten readers, and one changed site-month recomputed.
import { sql } from 'kysely';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { systemActor } from '#platform/db/database.ts';
import { historySeq } from '#platform/history/entry.ts';
import type { Installation } from '../installation.ts';
import { loadSample } from '../sample.ts';
import { startServer } from '../server.ts';
import { cookiesOfReaders, READERS, readingTimes } from './readers.ts';
import { openScratch } from './scratch.ts';

const operator = systemActor('operator');
const CHUNK = 20_000;

/** Fills the table of loads without intake, from one number to another: what is measured is reading, and content hashes are not read. */
export async function fillLoads(
  installation: Installation,
  first: number,
  rows: number,
  tell: (line: string) => void,
): Promise<void> {
  for (let from = first; from < rows; from += CHUNK) {
    await installation.db.as(operator, async (tx) => {
      const seq = await historySeq(tx);
      await sql`
        insert into waste_load (site_id, departed_on, stream_id, treatment, own_mass_tonnes, counting_mass_tonnes, document_type, document_number, document_line, vendor_id,
          id, revision, kind_version, hash_version, content_hash, written_seq, state, submitted_seq, approved_seq)
        select s.ids[1 + n % array_length(s.ids, 1)], date '2022-01-01' + (n / 36 % 912), w.ids[1 + n % array_length(w.ids, 1)],
          (array['recycle_metal','recycle_organic','recycle_inorganic','incineration_with_energy','landfill','composting'])[1 + n % 6], 1 + n % 19, 1 + n % 19, 'weigh_ticket', 'F' || n, 1, v.id,
          gen_random_uuid(), 1, 1, 1, sha256(n::text::bytea), ${seq}, 'approved', ${seq}, ${seq}
        from generate_series(${from}::int, ${Math.min(rows, from + CHUNK) - 1}::int) n,
          (select array_agg(id order by code) as ids from scope_node where type = 'site' and code not in ('CS1', 'YT1')) s,
          (select array_agg(id order by code) as ids from waste_stream where latest and not hazardous) w,
          (select id from suppliers_supplier where latest limit 1) v`.execute(tx);
    });
    if (from % 200_000 === 0) tell(`${from.toLocaleString('en')} loads`);
  }
  await installation.db.asOwner((tx) => sql`analyze waste_load`.execute(tx));
  await installation.db.as(operator, async (tx) => {
    const seq = await historySeq(tx);
    await sql`insert into kpi_dirty (kind, scope_id, month, seq) select distinct 'waste.load', site_id, month, ${seq}::bigint from waste_load where latest`.execute(
      tx,
    );
  });
}

const rounded = (milliseconds: number) => Number(milliseconds.toFixed(1));

/** Loads `rows` loads, then reads with ten readers at once, then changes one site-month. */
export async function benchFigures(options: {
  rows: number | undefined;
  databaseUrl: string | undefined;
  tell: (line: string) => void;
}) {
  const rows = options.rows ?? (options.databaseUrl ? 5_000_000 : 1_000_000);
  const scratch = await openScratch(options.databaseUrl);
  try {
    const { installation } = scratch;
    await loadSample(installation, () => undefined, { withoutLoads: true });
    await fillLoads(installation, 0, rows, options.tell);
    const computing = performance.now();
    await installation.figures.settle();
    const settledSeconds = (performance.now() - computing) / 1000;
    options.tell(`sums of all site-months in ${settledSeconds.toFixed(1)} s`);
    const server = await startServer({ ...installation, settings: { ...installation.settings, sample: true } });
    try {
      const cookies = await cookiesOfReaders(installation, server);
      const pages = {
        report: '/api/v1/report?period=2024-H1',
        dashboard: '/api/v1/dashboards/waste?scope=group&period=2024-H1',
      };
      const api: Record<string, unknown> = {};
      for (const [name, path] of Object.entries(pages))
        api[name] = { ...(await readingTimes(`${server.address}${path}`, cookies)), wantedP95Ms: 50 };
      const recompute = await changeOne(installation);
      const baseline = performance.now();
      await installation.db.as(operator, (tx) =>
        sql`select treatment, sum(counting_mass_tonnes) from waste_load where approved_seq is not null and ended_seq is null and departed_on >= '2024-01-01' and departed_on < '2024-07-01' group by 1`.execute(
          tx,
        ),
      );
      const bareMs = performance.now() - baseline;
      return {
        bench: 'figures',
        database: scratch.database,
        loads: rows,
        readers: READERS,
        sumsOfEverythingSeconds: rounded(settledSeconds),
        api,
        changedSiteMonth: { ms: rounded(recompute), wantedMs: 200 },
        baseline: { what: 'one bare sum by treatment over the records of the half-year', ms: rounded(bareMs) },
        ratioOfDashboardP50ToBare: Number(((api.dashboard as { p50Ms: number }).p50Ms / bareMs).toFixed(3)),
      };
    } finally {
      await server.stop();
    }
  } finally {
    await scratch.close();
  }
}

/** Marks one site-month and waits until the group's figure of the half-year is computed beyond the mark. */
async function changeOne(installation: Installation): Promise<number> {
  const key = { kpi: 'waste.conversion-rate', scopeId: GROUP_ID, period: '2024-H1', basis: 'approved' as const };
  await installation.figures.ask([key], operator);
  await installation.figures.settle();
  const seq = await installation.db.as(operator, async (tx) => {
    const { rows } = await sql<{
      site_id: string;
    }>`select site_id from waste_load where latest and month = '2024-03-01' limit 1`.execute(tx);
    const mark = await historySeq(tx);
    await sql`insert into kpi_dirty (kind, scope_id, month, seq) values ('waste.load', ${rows[0]?.site_id}, '2024-03-01', ${mark})`.execute(
      tx,
    );
    return mark;
  });
  const started = performance.now();
  for (;;) {
    await installation.figures.tick();
    const [figure] = await installation.figures.ask([key], operator);
    if (figure && !figure.stale && figure.computedSeq > seq) return performance.now() - started;
  }
}
