// bench substances: what somebody waits who looks for a substance among ten and a hundred thousand, against a bare ILIKE over the same names.
import { createReadStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { identitiesFile, loadIdentities } from '#domains/substances/api/load-identities.ts';
import { listAccounts } from '#platform/access/accounts.ts';
import { systemActor } from '#platform/db/database.ts';
import { tend } from '#platform/db/tend.ts';
import type { Installation } from '../installation.ts';
import { loadSample } from '../sample.ts';
import { startServer } from '../server.ts';
import { readingTimes, signedIn } from './readers.ts';
import { openScratch, percentile } from './scratch.ts';

const operator = systemActor('operator');
/** Names whole and in part in both languages, numbers in several notations, formulas, and what there is not. */
const typed = [
  ...['lead', '铅', '甲醛', 'phthalate', 'ethyl', 'bis hexyl phthalate', 'no such thing'],
  ...['117-81-7', '１１７８１７', '204-211-0', 'PbO', 'C24H38O4'],
];
const REQUESTS = 40;
const ROUNDS = 10;
const rounded = (milliseconds: number) => Number(milliseconds.toFixed(1));

/** The first lines of the file that comes with the program, as a file of their own. */
async function firstOf(path: string, count: number, folder: string): Promise<string> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: createReadStream(path).pipe(createGunzip()) })) {
    lines.push(line);
    if (lines.length > count) break;
  }
  const cut = join(folder, `identities-${count}.tsv.gz`);
  writeFileSync(cut, gzipSync(`${lines.join('\n')}\n`));
  return cut;
}

/** The baseline: every name and number compared with a plain ILIKE, the first fifty as they come, without rank or count. */
async function bare({ db }: Installation): Promise<{ p50Ms: number; p95Ms: number }> {
  const times: number[] = [];
  for (const q of typed)
    for (let round = 0; round < ROUNDS; round++) {
      const started = performance.now();
      await db.as(operator, (tx) =>
        sql`select key, cas, ec, name_en, name_zh, formula from substances_identity
          where edition_id = (select id from substances_identity_edition where state = 'ready' order by edition desc limit 1)
            and (name_en ilike ${`%${q}%`} or name_zh ilike ${`%${q}%`} or cas ilike ${`%${q}%`} or ec ilike ${`%${q}%`} or formula ilike ${`%${q}%`})
          limit 50`.execute(tx),
      );
      times.push(performance.now() - started);
    }
  times.sort((one, other) => one - other);
  return { p50Ms: rounded(percentile(times, 0.5)), p95Ms: rounded(percentile(times, 0.95)) };
}

/** Measures the search through the API, with ten thousand substances and then with all of them. */
export async function benchSubstances(options: { databaseUrl: string | undefined; tell: (line: string) => void }) {
  const scratch = await openScratch(options.databaseUrl);
  try {
    const { installation } = scratch;
    await loadSample(installation, () => undefined, { withoutLoads: true });
    const { settings, db } = installation;
    await installation.figures.settle();
    const whole = identitiesFile(settings.home);
    if (whole === undefined) throw new Error('bench substances: no file of identities');
    const server = await startServer({ ...installation, settings: { ...settings, sample: true } });
    try {
      const reader = (await listAccounts(db)).find(({ grants }) =>
        grants.some(({ role }) => role === 'group_administrator'),
      );
      const cookie = await signedIn(server, reader?.personId ?? '');
      const stages: object[] = [];
      for (const path of [await firstOf(whole, 10_000, scratch.folder), whole]) {
        const started = performance.now();
        const { identities, edition } = await loadIdentities({ db }, path);
        const loadedMs = Math.round(performance.now() - started);
        await tend(db);
        const url = (q: string) => `${server.address}/api/v1/substances/list?q=${encodeURIComponent(q)}`;
        // The first who asks waits for the names to be read into memory.
        const asked = performance.now();
        const first = await fetch(url('lead'), { headers: { cookie } });
        const firstMs = Math.round(performance.now() - asked);
        const { identities: used } = (await first.json()) as { identities: { edition: string } | null };
        if (used?.edition !== edition) throw new Error(`bench substances: ${used?.edition} answers, not ${edition}`);
        const each: Record<string, { p50Ms: number; p95Ms: number }> = {};
        for (const q of typed) {
          const { p50Ms, p95Ms } = await readingTimes(url(q), [cookie], REQUESTS);
          each[q] = { p50Ms, p95Ms };
        }
        const p50Ms = rounded(
          percentile(
            Object.values(each)
              .map((one) => one.p50Ms)
              .sort((a, b) => a - b),
            0.5,
          ),
        );
        const p95Ms = Math.max(...Object.values(each).map((one) => one.p95Ms));
        const baseline = await bare(installation);
        options.tell(`${identities}: p50 ${p50Ms} ms, bare ${baseline.p50Ms} ms`);
        stages.push({
          ...{ identities, loadedMs, firstMs, p50Ms, worstP95Ms: p95Ms, each },
          baseline: { what: 'ILIKE over the same names, numbers and formulas, without HTTP', ...baseline },
          ratioOfBareToP50: Number((baseline.p50Ms / p50Ms).toFixed(2)),
        });
      }
      return { bench: 'substances', database: scratch.database, stages };
    } finally {
      await server.stop();
    }
  } finally {
    await scratch.close();
  }
}
