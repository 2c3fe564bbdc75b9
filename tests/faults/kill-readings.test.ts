// `greenfab serve` is killed while gateways send batches of readings and while their hours are worked out: what was acknowledged is
// there, what was not may be sent again, every reading is there once, and what flowed is what the readings give.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { makeMeters } from '#app/bench/readings.ts';
import { openInstallation } from '#app/installation.ts';
import { loadSample } from '#app/sample.ts';
import { readSettings } from '#app/settings.ts';
import { listAccounts } from '#platform/access/accounts.ts';
import { makeKey } from '#platform/access/api-keys.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { systemActor } from '#platform/db/database.ts';
import { layMigrated } from '#platform/db/test-database.ts';
import { freePort } from '../../tools/free-port.mjs';
import { startPostgres } from '../../tools/postgres.mjs';
import { newFolder, own, until } from './loop.ts';

const program = fileURLToPath(new URL('../../src/app/cli.ts', import.meta.url));
const operator = systemActor('operator');
const startLimitMs = 120_000;
const GATEWAYS = 2;
/** Counted twenty at a time, so that there is a middle of counting on a fast machine and on a slow one. */
const METERS = 400;
const STEPS = 8;
const FIRST = Date.parse('2025-01-01T00:00:00Z');
const QUARTER_MS = 15 * 60_000;

/** Runs the program beside its database. */
function run(args: readonly string[], folder: string, databaseUrl: string) {
  const env = { ...process.env, DATABASE_URL: databaseUrl, GREENFAB_SAMPLE: '0' };
  return own(
    spawn(process.execPath, ['--no-warnings', program, ...args, '--data', folder], {
      ...{ env, stdio: ['ignore', 'pipe', 'pipe'] },
    }),
  );
}

async function serve(folder: string, databaseUrl: string, port: number) {
  const child = run(['serve', '--port', String(port)], folder, databaseUrl);
  const ended = once(child, 'exit');
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream as NodeJS.ReadableStream }).on('line', (line) => said.push(line));
  await until(
    'it serves',
    () => {
      if (child.exitCode !== null) throw new Error(`the server ended: ${said.join('\n')}`);
      return said.some((line) => line.startsWith('greenfab serves '));
    },
    startLimitMs,
  );
  return async () => {
    child.kill('SIGKILL');
    await ended;
  };
}

/** The command's answer and how it ended. */
async function answerOf(args: readonly string[], folder: string, databaseUrl: string) {
  const child = run([...args, '--json'], folder, databaseUrl);
  let told = '';
  child.stdout?.on('data', (bytes: Buffer) => {
    told += bytes.toString();
  });
  const [code] = await once(child, 'close');
  return { code, ...JSON.parse(told) };
}

interface Batch {
  gateway: number;
  body: string;
}

const databases: [string, (folder: string) => Promise<string>][] = [
  ['the embedded database', (folder) => layMigrated(folder).then(() => '')],
  [
    'PostgreSQL',
    async () => {
      const server = await startPostgres({ settings: { synchronous_commit: 'on' } });
      onTestFinished(() => server.stop());
      return server.url;
    },
  ],
];

test.each(databases)('readings by HTTP on %s, killed while they are kept and counted', async (_, prepare) => {
  const folder = newFolder();
  const databaseUrl = await prepare(folder);
  const inside = async <T>(work: (of: Awaited<ReturnType<typeof openInstallation>>) => Promise<T>): Promise<T> => {
    const settings = readSettings({ data: folder, port: '0' }, { DATABASE_URL: databaseUrl });
    const installation = await openInstallation(settings, { join: false });
    return work(installation).finally(() => installation.close());
  };
  const { meters, key, meterId } = await inside(async (installation) => {
    const { db } = installation;
    await loadSample(installation, () => undefined, { withoutLoads: true });
    const made = await makeMeters(installation, METERS);
    const writer = (await listAccounts(db)).find(({ grants }) =>
      grants.some(({ role }) => role === 'group_administrator'),
    );
    return db.as(operator, async (tx) => {
      const wanted = { personId: writer?.personId ?? '', name: 'gateway', scopeId: GROUP_ID, days: 1 };
      const { rows } = await sql<{ id: string }>`select id from water_meter where code = 'B-0'`.execute(tx);
      return {
        ...{ meters: made, meterId: rows[0]?.id },
        ...(await makeKey(tx, { ...wanted, actions: ['records.read', 'records.record'] })),
      };
    });
  });

  const port = await freePort();
  const ask = async (path: string, body?: string) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    let answer: { status: number; text: string };
    try {
      const response = await fetch(`http://localhost:${port}/api/v1/water/${path}`, {
        ...{ headers, method: body === undefined ? 'GET' : 'POST', body: body ?? null },
      });
      answer = { status: response.status, text: await response.text() };
    } catch {
      return undefined; // it died before it answered
    }
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return JSON.parse(answer.text);
  };
  let made = 0;
  /** All meters of a gateway after another: those of one batch are of no other. */
  const nextBatch = (gateway: number): Batch => {
    const first = made++ * STEPS;
    const readings = Array.from({ length: STEPS }, (_of, step) => step + first).flatMap((step) =>
      meters
        .filter((_meter, at) => at % GATEWAYS === gateway)
        .map((meter) => ({
          meter,
          at: new Date(FIRST + step * QUARTER_MS).toISOString(),
          count: String(1_000 + step),
        })),
    );
    return { gateway, body: JSON.stringify({ readings }) };
  };
  const readingsIn = (STEPS * METERS) / GATEWAYS;
  const acknowledged: Batch[] = [];
  const unanswered: Batch[] = [];

  /** Each gateway sends one batch after the other, until it is told to end or nobody answers. */
  const send = (goesOn: () => boolean) =>
    Promise.all(
      Array.from({ length: GATEWAYS }, async (_of, gateway) => {
        while (goesOn()) {
          const batch = nextBatch(gateway);
          const answer = await ask('readings', batch.body);
          (answer ? acknowledged : unanswered).push(batch);
          if (!answer) return;
          expect(answer).toEqual({ kept: readingsIn, known: 0 });
        }
      }),
    );
  /** What a gateway does whose server is back: all of a batch was kept, or nothing of it. And what was acknowledged is there, though it is sent once more. */
  const sendAgain = async (sinceAcknowledged: number) => {
    for (const batch of unanswered.splice(0)) {
      const { kept, known } = await ask('readings', batch.body);
      expect([
        [0, readingsIn],
        [readingsIn, 0],
      ]).toContainEqual([kept, known]);
      acknowledged.push(batch);
    }
    for (const { body } of acknowledged.slice(sinceAcknowledged))
      expect(await ask('readings', body)).toEqual({ kept: 0, known: readingsIn });
  };

  let kill = await serve(folder, databaseUrl, port);
  for (const wanted of [1, 6]) {
    const before = acknowledged.length;
    const sending = send(() => true);
    await Promise.race([sending, until('some', () => acknowledged.length >= before + wanted, startLimitMs)]);
    await kill();
    await sending;
    expect(unanswered).toHaveLength(GATEWAYS);
    kill = await serve(folder, databaseUrl, port);
    await sendAgain(before);
  }

  const stand = () =>
    inside(({ db }) =>
      db.as(operator, async (tx) => {
        const { rows } = await sql<{ uncounted: boolean }>`
          select count(*)::int as readings, count(distinct (point, at))::int as instants, count(distinct point)::int as meters,
            sum(count)::float8 as counts, (select count(*)::int from water_marked) > 0 as uncounted from water_reading`.execute(
          tx,
        );
        return rows[0];
      }),
    );
  // In the middle of counting: the first meters have their hours, and those behind them none yet. A kill that came too late on
  // a busy machine proves nothing: then there is more to count, and another.
  const hours = `meters/${meterId}/hours?from=2025-01-01T00:00:00Z&before=2025-12-01T00:00:00Z`;
  let seen = 0;
  const counted = async () => {
    const now = (await ask(hours)).hours.length;
    if (now <= seen) return false;
    seen = now;
    return true;
  };
  await until('its hours', counted, startLimitMs);
  await kill();
  let found = await stand();
  for (let again = 0; again < 5 && found?.uncounted === false; again++) {
    kill = await serve(folder, databaseUrl, port);
    const enough = acknowledged.length + 3 * GATEWAYS;
    await send(() => acknowledged.length < enough);
    await until('its further hours', counted, startLimitMs);
    await kill();
    found = await stand();
  }
  const sent = acknowledged.flatMap(({ body }) => (JSON.parse(body) as { readings: { count: string }[] }).readings);
  expect(found).toEqual({
    ...{ readings: sent.length, instants: sent.length, meters: METERS, uncounted: true },
    counts: sent.reduce((sum, { count }) => sum + Number(count), 0),
  });
  expect(await answerOf(['water', 'recount', '--check'], folder, databaseUrl)).toEqual({
    ...{ code: 0, meters: METERS, unequal: [] },
  });
  // A litre for each step, and readings that are missing in between are no less water.
  const flowed = await inside(({ db }) =>
    db.as(operator, async (tx) => {
      const { rows } = await sql`
        with h as (select point, sum(measured_m3 + interpolated_m3 + estimated_m3) as m3 from water_hour group by 1),
        r as (select point, (max(count) - min(count)) * 0.001 as m3 from water_reading group by 1)
        select count(*)::int as meters from h join r using (point, m3)`.execute(tx);
      return rows[0];
    }),
  );
  expect(flowed).toEqual({ meters: METERS });
});
