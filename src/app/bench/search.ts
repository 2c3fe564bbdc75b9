// bench search: what somebody waits who types, on the sample company, with a million loads, and with many names besides.
import { sql } from 'kysely';
import { listAccounts } from '#platform/access/accounts.ts';
import { systemActor } from '#platform/db/database.ts';
import { tend } from '#platform/db/tend.ts';
import type { Installation } from '../installation.ts';
import { loadSample } from '../sample.ts';
import { type RunningServer, startServer } from '../server.ts';
import { kinds } from '../wiring.ts';
import { fillLoads } from './figures.ts';
import { cookiesOfReaders, READERS, readingTimes, signedIn } from './readers.ts';
import { openScratch, percentile } from './scratch.ts';

const operator = systemActor('operator');
/** Names and parts of names in both languages and pinyin, one letter, numbers of loads, and what there is not. */
const typed = ['wuxi', '无锡', 'wx', 'feiyou', '公司', 'a', 'waste', '转化率', 'F12', 'F123456', 'no such thing'];
const REQUESTS = 30;
/** As many as the sample company has. */
const SAMPLE_LOADS = 40_000;
const NAMES = 50_000;
const ROUNDS = 5;

const rounded = (milliseconds: number) => Number(milliseconds.toFixed(1));

/** What one reader alone and ten at once wait, over everything that is typed. */
async function measure(server: RunningServer, alone: string, cookies: readonly string[]) {
  const url = (q: string) => `${server.address}/api/v1/search?q=${encodeURIComponent(q)}&lang=zh`;
  const each: Record<string, { p50Ms: number; p95Ms: number; tenAtOnceP95Ms: number }> = {};
  for (const q of typed) {
    const { p50Ms, p95Ms } = await readingTimes(url(q), [alone], REQUESTS);
    const together = await readingTimes(url(q), cookies, 10);
    each[q] = { p50Ms, p95Ms, tenAtOnceP95Ms: together.p95Ms };
  }
  const worst = (of: 'p50Ms' | 'p95Ms' | 'tenAtOnceP95Ms') => Math.max(...Object.values(each).map((one) => one[of]));
  return { worstP50Ms: worst('p50Ms'), worstP95Ms: worst('p95Ms'), tenAtOnceWorstP95Ms: worst('tenAtOnceP95Ms'), each };
}

/** The baseline: every text and every number compared with a plain ILIKE, without rank, groups or pinyin. */
async function bare(installation: Installation): Promise<number> {
  const numbers = [...kinds.values()].flatMap((kind) => (kind.foundByNumber ? [kind] : []));
  const times: number[] = [];
  for (const q of typed) {
    for (let round = 0; round < ROUNDS; round++) {
      const started = performance.now();
      await installation.db.as(operator, async (tx) => {
        await sql`select record_id from search_text where called ilike ${`%${q}%`} or said ilike ${`%${q}%`}`.execute(
          tx,
        );
        for (const kind of numbers)
          await sql`select id from ${sql.table(kind.table)} where latest and not voided
            and ${sql.ref(kind.foundByNumber?.replace('.', '_') ?? '')} ilike ${`%${q}%`}`.execute(tx);
      });
      times.push(performance.now() - started);
    }
  }
  times.sort((one, other) => one - other);
  return rounded(percentile(times, 0.5));
}

/** Measures the search three times, each with more to search. */
export async function benchSearch(options: {
  rows: number | undefined;
  databaseUrl: string | undefined;
  tell: (line: string) => void;
}) {
  const rows = options.rows ?? 1_000_000;
  const scratch = await openScratch(options.databaseUrl);
  try {
    const { installation } = scratch;
    // Without its own loads: what it closed would refuse a million more.
    await loadSample(installation, () => undefined, { withoutLoads: true });
    /** Figures are not asked for here: that they are due would only have them worked out while somebody searches. */
    const load = async (first: number, last: number, tell: (line: string) => void) => {
      await fillLoads(installation, first, last, tell);
      await installation.db.as(systemActor('figures'), (tx) => sql`delete from kpi_dirty`.execute(tx));
    };
    await load(0, SAMPLE_LOADS, () => undefined);
    const server = await startServer({ ...installation, settings: { ...installation.settings, sample: true } });
    try {
      const boss = (await listAccounts(installation.db)).find(({ grants }) =>
        grants.some(({ role }) => role === 'group_administrator'),
      );
      const alone = await signedIn(server, boss?.personId ?? '');
      const cookies = await cookiesOfReaders(installation, server);
      const stages: object[] = [];
      const look = async (what: string) => {
        await tend(installation.db);
        const counted = await installation.db.as(operator, (tx) =>
          sql<{ texts: number; loads: number }>`select (select count(*)::int from search_text) as texts,
            (select count(*)::int from waste_load where latest) as loads`.execute(tx),
        );
        const measured = await measure(server, alone, cookies);
        const bareMs = await bare(installation);
        options.tell(`${what}: p95 at most ${measured.worstP95Ms} ms, bare ${bareMs} ms`);
        stages.push({
          ...{ what, ...counted.rows[0], ...measured },
          baseline: { what: 'ILIKE over the same texts and numbers, median', ms: bareMs },
          ratioOfBareToWorstP50: Number((bareMs / measured.worstP50Ms).toFixed(2)),
        });
      };
      await look('the sample company');
      await load(SAMPLE_LOADS, rows, options.tell);
      await look(`${rows.toLocaleString('en')} loads`);
      await installation.db.as(operator, (tx) =>
        sql`insert into search_text select 'waste.bin', gen_random_uuid(), t.scope_id, null, t.code, t.title_en, t.title_zh, t.called, t.latin, t.said
          from search_text t cross join generate_series(1, 1 + ${NAMES} / (select count(*)::int from search_text)) limit ${NAMES}`.execute(
          tx,
        ),
      );
      await look(`${NAMES.toLocaleString('en')} names more`);
      return { bench: 'search', database: scratch.database, readers: READERS, wantedP95Ms: 50, stages };
    } finally {
      await server.stop();
    }
  } finally {
    await scratch.close();
  }
}
