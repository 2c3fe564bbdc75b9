// bench readings: batches of meter readings by HTTP, to the acknowledgement that they are on disk, against a bare insert of the same.
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { meter, meterSpan } from '#domains/water/records/meter.ts';
import { listAccounts } from '#platform/access/accounts.ts';
import { systemActor } from '#platform/db/database.ts';
import { recordMany } from '#platform/records/server/record.ts';
import type { Installation } from '../installation.ts';
import { loadSample } from '../sample.ts';
import { startServer } from '../server.ts';
import { kinds, todayNow } from '../wiring.ts';
import { signedIn } from './readers.ts';
import { openScratch, watchMemory } from './scratch.ts';

const operator = systemActor('operator');
const BATCH = 10_000;
const METERS = 400;
/** What lies between two readings of a meter, milliseconds. */
export const QUARTER_MS = 15 * 60_000;
const COUNTED_WITHIN_SECONDS = 600;
const GATEWAYS = 2;
/** When the first reading of all is taken, milliseconds since 1970. */
export const FIRST = Date.parse('2024-01-01T00:00:00Z');
/** What every register shows then, counts. */
export const BEGINS_AT = 1_000_000_000;

interface Reading {
  meter: string;
  at: string;
  count: string;
}

/** Meters at the factories of the sample, each with one that counts litres. */
export async function makeMeters({ db }: Installation, count = METERS): Promise<string[]> {
  return db.as(operator, async (tx) => {
    const { rows: sites } = await sql<{ id: string; code: string }>`
      select id, code from scope_node where type = 'site' order by code`.execute(tx);
    const all = Array.from({ length: count }, (_, at) => {
      const site = sites[at % sites.length] as { id: string; code: string };
      return { id: uuidv7(), site: site.id, code: `B-${at}`, called: `${site.code}/B-${at}` };
    });
    const how = { kinds, via: 'system', todayIn: todayNow, limits: {}, approve: true } as const;
    await recordMany(
      tx,
      meter,
      all.map(({ id, site, code }) => ({
        id,
        values: { site, code, name: { en: code, zh: code }, role: 'main', feedsIn: false },
      })),
      how,
    );
    await recordMany(
      tx,
      meterSpan,
      all.map(({ id, site, code }) => ({
        id: uuidv7(),
        values: {
          ...{ site, meter: id, startsAt: '2023-12-01T00:00:00Z', cause: 'installed', serial: code, sends: 'register' },
          ...{ m3PerCount: '0.001', readEveryMinutes: 15 },
        },
      })),
      how,
    );
    return all.map(({ called }) => called);
  });
}

/** What a meter counts in a quarter of an hour. */
export const paceOf = (meter: number) => 1 + (meter % 37);

/** A quarter-hour's readings of all meters after another, in batches as a gateway sends them. */
export function batches(meters: readonly string[], rows: number): Reading[][] {
  const all: Reading[][] = [];
  for (let from = 0; from < rows; from += BATCH) {
    const batch: Reading[] = [];
    for (let n = from; n < Math.min(rows, from + BATCH); n++) {
      const step = Math.floor(n / meters.length);
      const at = new Date(FIRST + step * QUARTER_MS).toISOString();
      const whose = n % meters.length;
      // Each runs on at a pace of its own: a register that goes back at every reading is another measurement.
      batch.push({ meter: meters[whose] as string, at, count: String(BEGINS_AT + step * paceOf(whose)) });
    }
    all.push(batch);
  }
  return all;
}

const WARM_UP = 2;
/** The steps after those before, each register running on: where a year lay between them, its hours would be counted as well. */
const movedBySteps = (all: readonly Reading[][], steps: number): Reading[][] => {
  const paces = new Map<string, number>();
  for (const { meter } of all.flat()) if (!paces.has(meter)) paces.set(meter, paceOf(paces.size));
  return all.map((batch) =>
    batch.map(({ meter, at, count }) => ({
      ...{ meter, at: new Date(Date.parse(at) + steps * QUARTER_MS).toISOString() },
      count: String(Number(count) + steps * (paces.get(meter) as number)),
    })),
  );
};
const stepsOf = (rows: number) => Math.ceil(rows / METERS);
const WARM_UP_STEPS = stepsOf(WARM_UP * BATCH);
/** What is sent first and not measured: a server that has just been started compiles what it runs. */
const warmUp = (meters: readonly string[]) => movedBySteps(batches(meters, WARM_UP * BATCH), -WARM_UP_STEPS);

/** Waits until nothing is marked any more. @returns seconds */
async function countedAfter({ db }: Installation): Promise<number> {
  const started = performance.now();
  for (;;) {
    const marks = await db.as(
      operator,
      async (tx) => (await sql`select from water_marked limit 1`.execute(tx)).rows.length,
    );
    const seconds = (performance.now() - started) / 1000;
    if (marks === 0) return seconds;
    if (seconds > COUNTED_WITHIN_SECONDS) throw new Error('nobody counts the readings');
    await new Promise((rested) => setTimeout(rested, 50));
  }
}

/** The same rows into a table with the same columns, keys and checks, without policies, one statement a batch. */
async function bareInsert({ db }: Installation, all: readonly Reading[][], meters: readonly string[]): Promise<number> {
  await db.asOwner((tx) => sql`create table bench_reading (like water_reading including all)`.execute(tx));
  const points = new Map(meters.map((called, at) => [called, at + 1]));
  const columns = all.map((batch) => ({
    points: batch.map((one) => points.get(one.meter) as number),
    at: batch.map(({ at }) => at),
    counts: batch.map(({ count }) => count),
  }));
  const insert = ({ points: point, at, counts }: (typeof columns)[number]) =>
    db.asOwner((tx) =>
      sql`insert into bench_reading (point, at, count, reported_at, received_at, path, clock)
        select p, a, c, a, now(), 'http', 'as_reported' from unnest(${point}::integer[], ${at}::timestamptz[], ${counts}::numeric[]) g (p, a, c)`.execute(
        tx,
      ),
    );
  for (const one of columns.slice(0, WARM_UP)) await insert(one);
  const started = performance.now();
  for (const one of columns.slice(WARM_UP)) await insert(one);
  const seconds = (performance.now() - started) / 1000;
  await db.asOwner((tx) => sql`drop table bench_reading`.execute(tx));
  return seconds;
}

/** Seconds of one gateway, of the hours after it, and of two gateways; readings go on where those end that are there. */
export async function sendToServer(
  installation: Installation,
  meters: readonly string[],
  { rows, after, tell }: { rows: number; after: number; tell: (line: string) => void },
) {
  const some = meters.slice(0, METERS);
  const all = movedBySteps(batches(some, rows), after + WARM_UP_STEPS);
  const server = await startServer({ ...installation, settings: { ...installation.settings, sample: true } });
  try {
    const writer = (await listAccounts(installation.db)).find(({ grants }) =>
      grants.some(({ role }) => role === 'group_administrator'),
    );
    const cookie = await signedIn(server, writer?.personId ?? '');
    const bodyOf = (readings: Reading[]) => JSON.stringify({ readings });
    const send = async (body: string) => {
      const answer = await fetch(`${server.address}/api/v1/water/readings`, {
        ...{ method: 'POST', body },
        headers: { 'content-type': 'application/json', cookie, origin: installation.settings.url },
      });
      if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
      await answer.arrayBuffer();
    };
    for (const batch of movedBySteps(batches(some, WARM_UP * BATCH), after)) await send(bodyOf(batch));
    const sendAll = async (some: readonly Reading[][], gateways: number) => {
      const left = some.map(bodyOf).values();
      const started = performance.now();
      await Promise.all(
        Array.from({ length: gateways }, async () => {
          for (const body of left) await send(body);
        }),
      );
      return (performance.now() - started) / 1000;
    };
    const memory = watchMemory(installation);
    const seconds = await sendAll(all, 1);
    tell(`one gateway: acknowledged in ${seconds.toFixed(1)} s`);
    const hoursSeconds = await countedAfter(installation);
    tell(`counted ${hoursSeconds.toFixed(1)} s after`);
    const together = await sendAll(movedBySteps(all, stepsOf(rows)), GATEWAYS);
    tell(`two gateways: acknowledged in ${together.toFixed(1)} s`);
    await countedAfter(installation);
    return { seconds, hoursSeconds, together, memory: memory.stop() };
  } finally {
    await server.stop();
  }
}

/** Each gateway sends its batches one after the other, and waits for each acknowledgement. */
export async function benchReadings(options: {
  rows: number | undefined;
  databaseUrl: string | undefined;
  tell: (line: string) => void;
}) {
  const rows = options.rows ?? 500_000;
  const scratch = await openScratch(options.databaseUrl);
  try {
    const { installation } = scratch;
    await loadSample(installation, () => undefined, { withoutLoads: true });
    // As a server does that loads the sample: its first figures are no part of what is measured.
    await installation.figures.settle();
    const meters = await makeMeters(installation);
    const all = batches(meters, rows);
    const bare = async () => {
      const seconds = await bareInsert(installation, [...warmUp(meters), ...all], meters);
      options.tell(`bare insert in ${seconds.toFixed(1)} s`);
      return seconds;
    };
    const bareBefore = await bare();
    const { seconds, hoursSeconds, together, memory } = await sendToServer(installation, meters, {
      ...{ rows, after: -WARM_UP_STEPS, tell: options.tell },
    });
    // The faster of the two, where somebody else had the machine beside one of them.
    const bareSeconds = Math.min(bareBefore, await bare());
    return {
      bench: 'readings',
      database: scratch.database,
      readings: rows,
      batch: BATCH,
      acknowledgedPerSecond: Math.round(rows / seconds),
      ofTwoGatewaysPerSecond: Math.round(rows / together),
      bareInsertPerSecond: Math.round(rows / bareSeconds),
      ratio: Number((bareSeconds / seconds).toFixed(3)),
      ratioOfTwoGateways: Number((bareSeconds / together).toFixed(3)),
      wantedRatio: 0.6,
      hoursWorkedOutAfterSeconds: Number(hoursSeconds.toFixed(1)),
      memory,
    };
  } finally {
    await scratch.close();
  }
}
