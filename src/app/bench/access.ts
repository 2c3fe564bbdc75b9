// bench access: what row-level security costs. The statements that the waste dashboard sends for a reader are written down
// as the server sends them, then sent again by turns: as the application's role under its policies, and as the owner without.
import { sql } from 'kysely';
import pg from 'pg';
import { listAccounts } from '#platform/access/accounts.ts';
import { tend } from '#platform/db/tend.ts';
import type { Installation } from '../installation.ts';
import { loadSample } from '../sample.ts';
import { type RunningServer, startServer } from '../server.ts';
import { fillLoads } from './figures.ts';
import { signedIn } from './readers.ts';
import { openScratch, percentile } from './scratch.ts';

const sizes = [40_000, 200_000, 1_000_000];
const WANTED = 1.3;
const ROUNDS = 21;
/** A question takes at most so long over all rounds; of a slow one fewer rounds say as much. */
const LONGEST_MS = 30_000;
const FEWEST_ROUNDS = 7;

interface Statement {
  text: string;
  values: readonly unknown[];
}

/** One transaction of a reader: the statement that says who asks, then what he asks. */
interface Asked {
  who: string;
  statements: Statement[];
}

const half = 'scope=group&period=2024-H1';
/** What the page asks, and what it leads to: the list behind its figures is where most rows are looked at. */
const questions: Readonly<Record<string, { path: string; part: 'dashboard' | 'behind it' }>> = {
  'dashboard of the group': { path: `/dashboards/waste?${half}`, part: 'dashboard' },
  'dashboard of a factory': { path: '/dashboards/waste?scope=site:WX1&period=2024-06', part: 'dashboard' },
  'figures beside it': { path: `/figures?kpi=waste.shipped-mass&${half}`, part: 'dashboard' },
  completeness: { path: `/waste/completeness?scope=group&period=2024-H1`, part: 'dashboard' },
  ranking: { path: `/waste/ranking?${half}`, part: 'behind it' },
  flows: { path: `/waste/flows?${half}`, part: 'behind it' },
  'loads of the half-year, first page with count and sums': {
    path: `/records/waste.load?${half}&count=1`,
    part: 'behind it',
  },
};

type Query = (this: pg.Client, ...given: unknown[]) => unknown;

/** Writes down what reaches the database in the name of one person while `work` runs. */
async function writtenDown(personId: string, work: () => Promise<unknown>): Promise<Asked[]> {
  const open = new Map<pg.Client, Asked>();
  const all: Asked[] = [];
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const send = prototype.query;
  prototype.query = function (...given) {
    const [text, values] = given as [unknown, unknown];
    if (typeof text === 'string') {
      const said = { text, values: Array.isArray(values) ? [...values] : [] };
      if (/^(commit|rollback)\b/i.test(text)) open.delete(this);
      else if (text.includes("'app.actor'")) {
        if (text.includes(`'app.actor', '${personId}'`)) {
          const asked = { who: text, statements: [] };
          open.set(this, asked);
          all.push(asked);
        }
      } else open.get(this)?.statements.push(said);
    }
    return send.apply(this, given);
  };
  try {
    await work();
  } finally {
    prototype.query = send;
  }
  return all.filter(({ statements }) => statements.length > 0);
}

/** Sends transactions again. @returns how long they took, and what came, in whatever order */
async function sendAgain(pool: pg.Pool, asked: readonly Asked[], as: 'role' | 'owner') {
  const client = await pool.connect();
  const answers: unknown[][] = [];
  const each: number[] = [];
  try {
    const started = performance.now();
    for (const { who, statements } of asked) {
      // The owner has the same settings, since statements read them too; only the role and its policies are away.
      await client.query(as === 'role' ? who : who.replace(`set_config('role', 'greenfab_app', true), `, ''));
      for (const one of statements) {
        const sent = performance.now();
        answers.push((await client.query(one.text, [...one.values])).rows);
        each.push(performance.now() - sent);
      }
      await client.query('rollback');
    }
    return { ms: performance.now() - started, answers, each };
  } finally {
    client.release();
  }
}

const inAnyOrder = (answers: readonly unknown[][]) =>
  JSON.stringify(answers.map((rows) => rows.map((row) => JSON.stringify(row)).sort()));
const median = (times: readonly number[]) =>
  percentile(
    [...times].sort((a, b) => a - b),
    0.5,
  );
const rounded = (value: number, digits = 2) => Number(value.toFixed(digits));

interface Measured {
  question: string;
  part: 'dashboard' | 'behind it';
  statements: number;
  rounds: number;
  withPoliciesMs: number;
  withoutMs: number;
  ratio: number;
  costliest: unknown;
}

async function compare(pool: pg.Pool, asked: readonly Asked[]) {
  const [warm, bare] = [await sendAgain(pool, asked, 'role'), await sendAgain(pool, asked, 'owner')];
  // Whoever may read everything is told the same either way: else two different questions would be compared.
  if (inAnyOrder(warm.answers) !== inAnyOrder(bare.answers)) throw new Error('the policies change what is answered');
  const times = { role: [] as number[], owner: [] as number[] };
  const each = { role: [] as number[][], owner: [] as number[][] };
  const rounds = Math.max(FEWEST_ROUNDS, Math.min(ROUNDS, Math.floor(LONGEST_MS / (warm.ms + bare.ms))));
  for (let round = 0; round < rounds; round++)
    for (const as of round % 2 === 0 ? (['role', 'owner'] as const) : (['owner', 'role'] as const)) {
      const sent = await sendAgain(pool, asked, as);
      times[as].push(sent.ms);
      each[as].push(sent.each);
    }
  // The statement that the policies cost most: where to look when the ratio is too large.
  const of = (as: 'role' | 'owner', at: number) => median(each[as].map((round) => round[at] ?? 0));
  const costliest = asked
    .flatMap(({ statements }) => statements)
    .map(({ text }, at) => ({ text, withPoliciesMs: rounded(of('role', at)), withoutMs: rounded(of('owner', at)) }))
    .sort((a, b) => b.withPoliciesMs - b.withoutMs - (a.withPoliciesMs - a.withoutMs))
    .slice(0, 1);
  return { withPolicies: median(times.role), without: median(times.owner), rounds, costliest };
}

/** In this scratch database the owner is bound by no policy; the application's role stays bound by all. */
async function freeOwner({ db }: Installation): Promise<void> {
  await db.asOwner(async (tx) => {
    const { rows } = await sql<{ name: string }>`
      select quote_ident(relname) as name from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity`.execute(
      tx,
    );
    for (const { name } of rows) await sql`alter table ${sql.raw(name)} no force row level security`.execute(tx);
  });
}

async function atOneSize(
  installation: Installation,
  server: RunningServer,
  reader: { personId: string; cookie: string },
) {
  const results: Measured[] = [];
  for (const [name, { path, part }] of Object.entries(questions)) {
    const asked = await writtenDown(reader.personId, async () => {
      const answer = await fetch(`${server.address}/api/v1${path}`, { headers: { cookie: reader.cookie } });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      await answer.arrayBuffer();
    });
    if (asked.length === 0) throw new Error(`${path} asked nothing of the database`);
    const { withPolicies, without, rounds, costliest } = await compare(installation.db.pool, asked);
    results.push({
      ...{ question: name, part, statements: asked.flatMap(({ statements }) => statements).length, rounds },
      ...{ withPoliciesMs: rounded(withPolicies), withoutMs: rounded(without), ratio: rounded(withPolicies / without) },
      costliest,
    });
  }
  const all = (part: Measured['part']) => {
    const of = results.filter((one) => one.part === part);
    const sum = (key: 'withPoliciesMs' | 'withoutMs') => of.reduce((total, one) => total + one[key], 0);
    return rounded(sum('withPoliciesMs') / sum('withoutMs'));
  };
  return { questions: results, ratioOfDashboard: all('dashboard'), ratioBehindIt: all('behind it') };
}

/** The same statements under the policies and without, on three sizes of one company. */
export async function benchAccess({
  databaseUrl,
  rows,
  tell,
}: {
  databaseUrl: string | undefined;
  rows: number | undefined;
  tell: (line: string) => void;
}) {
  const scratch = await openScratch(databaseUrl);
  try {
    const { installation } = scratch;
    await loadSample(installation, () => undefined, { withoutLoads: true });
    await freeOwner(installation);
    const personId = (await listAccounts(installation.db)).find(({ grants }) =>
      grants.some(({ role }) => role === 'group_administrator'),
    )?.personId;
    if (!personId) throw new Error('the sample company has no administrator');
    const results = [];
    let there = 0;
    for (const loads of rows ? [rows] : sizes) {
      await fillLoads(installation, there, loads, tell);
      there = loads;
      await installation.figures.settle();
      await tend(installation.db);
      // A server for each size: what one has kept in memory it does not ask the database for.
      const server = await startServer({ ...installation, settings: { ...installation.settings, sample: true } });
      try {
        const reader = { personId, cookie: await signedIn(server, personId) };
        const result = await atOneSize(installation, server, reader);
        results.push({ loads, ...result });
        tell(
          `${loads.toLocaleString('en')} loads: dashboard ${result.ratioOfDashboard}, behind it ${result.ratioBehindIt}`,
        );
      } finally {
        await server.stop();
      }
    }
    return {
      bench: 'access',
      database: scratch.database,
      sizes: results,
      wanted: { ratioOfDashboard: WANTED },
      worst: Math.max(...results.map(({ ratioOfDashboard }) => ratioOfDashboard)),
    };
  } finally {
    await scratch.close();
  }
}
