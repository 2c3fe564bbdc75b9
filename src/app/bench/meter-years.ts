// bench meter-years: a year of a meter is drawn, and readings are sent, where a hundred million are there already. They are laid
// by the database itself; what flowed is counted as always for a meter of each factory, and laid by its pattern for the others.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { sql } from 'kysely';
import { countMarked } from '#domains/water/api/counting.ts';
import { pointsByCode } from '#domains/water/store/readings.ts';
import { listAccounts } from '#platform/access/accounts.ts';
import { type Database, systemActor } from '#platform/db/database.ts';
import type { Installation } from '../installation.ts';
import { loadSample } from '../sample.ts';
import { startServer } from '../server.ts';
import { signedIn } from './readers.ts';
import { BEGINS_AT, FIRST, makeMeters, paceOf, QUARTER_MS, sendToServer } from './readings.ts';
import { openScratch, percentile } from './scratch.ts';

const operator = systemActor('operator');
const figures = systemActor('figures');
const STEPS = 365 * 96 + 1;
const POINTS_AT_ONCE = 20;
const WRITERS = 2;
const LOOKED_AT = 100;
const AGAIN = 3;
const SENT = 200_000;

const seconds = (since: number) => Number(((performance.now() - since) / 1000).toFixed(1));

/** Meters that were made, with the short numbers of their readings, in order. */
interface Laid {
  point: number;
  meterId: string;
  site: string;
  pace: number;
}

/** Readings of a year, a quarter of an hour apart. The keys are made when all are there, as whoever moves years of readings in would. */
async function layReadings(db: Database, all: readonly Laid[]): Promise<void> {
  await db.asOwner(async (tx) => {
    await sql`alter table water_reading drop constraint water_reading_pkey`.execute(tx);
    await sql`drop index water_reading_same`.execute(tx);
  });
  const groups = Array.from({ length: Math.ceil(all.length / POINTS_AT_ONCE) }, (_, at) =>
    all.slice(at * POINTS_AT_ONCE, (at + 1) * POINTS_AT_ONCE),
  ).values();
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      for (const group of groups)
        await db.as(operator, (tx) =>
          sql`insert into water_reading (point, at, count, reported_at, received_at, path, clock)
            select g.point, t.at, ${BEGINS_AT}::numeric + s.step * g.pace, t.at, t.at, 'http', 'as_reported'
            from unnest(${group.map(({ point }) => point)}::integer[], ${group.map(({ pace }) => pace)}::integer[]) g (point, pace)
            cross join generate_series(0, ${STEPS - 1}::integer) s (step)
            cross join lateral (select to_timestamp(${FIRST / 1000}::float8) + s.step * interval '15 minutes' as at) t`.execute(
            tx,
          ),
        );
    }),
  );
}

async function makeKeys(db: Database): Promise<void> {
  await Promise.all([
    db.asOwner((tx) => sql`alter table water_reading add primary key (point, at, sequence)`.execute(tx)),
    db.asOwner((tx) =>
      sql`create unique index water_reading_same on water_reading (point, reported_at, path, count)`.execute(tx),
    ),
  ]);
}

/** Hours, days and months of those that were not counted: those of the meter of the same factory that was, by their pace. */
async function layWhatFlowed(db: Database, counted: readonly Laid[], others: readonly Laid[]): Promise<void> {
  const models = new Map(counted.map((one) => [one.site, one]));
  const modelOf = ({ site }: Laid) => models.get(site) as Laid;
  const pairs = sql`unnest(${others.map(({ point }) => point)}::integer[], ${others.map(({ pace }) => pace)}::numeric[],
    ${others.map((one) => modelOf(one).point)}::integer[], ${others.map((one) => modelOf(one).pace)}::numeric[]) o (point, pace, model, model_pace)`;
  const scaled = (...columns: string[]) =>
    sql.join(columns.map((column) => sql`trim_scale(w.${sql.ref(column)} * o.pace / o.model_pace)`));
  await db.as(figures, async (tx) => {
    await sql`insert into water_hour (point, from_at, measured_m3, interpolated_m3, estimated_m3, known_seconds, at_least, interpolated_in_day_m3,
        estimated_in_day_m3, interpolated_in_month_m3, estimated_in_month_m3, whole_day)
      select o.point, w.from_at, ${scaled('measured_m3', 'interpolated_m3', 'estimated_m3')}, w.known_seconds, w.at_least,
        ${scaled('interpolated_in_day_m3', 'estimated_in_day_m3', 'interpolated_in_month_m3', 'estimated_in_month_m3')}, w.whole_day
      from ${pairs} join water_hour w on w.point = o.model order by o.point, w.from_at`.execute(tx);
    // Day by day, as they come: those of one meter lie as far apart as they would after a year.
    await sql`insert into water_day (point, on_day, measured_m3, interpolated_m3, estimated_m3, interpolated_in_month_m3, estimated_in_month_m3, known_seconds, at_least,
        hour_minutes, hour_m3, hour_estimated_m3, hour_known_seconds, hour_at_least)
      select o.point, w.on_day, ${scaled('measured_m3', 'interpolated_m3', 'estimated_m3', 'interpolated_in_month_m3', 'estimated_in_month_m3')}, w.known_seconds, w.at_least,
        w.hour_minutes, (select array_agg(trim_scale(h.m3 * o.pace / o.model_pace) order by h.n) from unnest(w.hour_m3) with ordinality h (m3, n)),
        w.hour_estimated_m3, w.hour_known_seconds, w.hour_at_least
      from ${pairs} join water_day w on w.point = o.model order by w.on_day, o.point`.execute(tx);
    await sql`insert into water_month (point, month_on, measured_m3, interpolated_m3, estimated_m3, known_seconds, at_least, changed_seq)
      select o.point, w.month_on, ${scaled('measured_m3', 'interpolated_m3', 'estimated_m3')}, w.known_seconds, w.at_least, w.changed_seq
      from ${pairs} join water_month w on w.point = o.model order by o.point, w.month_on`.execute(tx);
  });
}

/** Counts some meters as it is always done. */
async function count(db: Database, some: readonly Laid[]): Promise<void> {
  await db.as(operator, (tx) =>
    sql`insert into water_marked (point, from_at, before_at) select p, to_timestamp(${FIRST / 1000}::float8), to_timestamp(${(FIRST + (STEPS - 1) * QUARTER_MS) / 1000}::float8)
      from unnest(${some.map(({ point }) => point)}::integer[]) p`.execute(tx),
  );
  while (await countMarked(db));
}

/** What is kept of one meter, as one text, to be compared. */
async function keptOf(db: Database, { point }: Laid): Promise<string> {
  const { rows } = await db.as(operator, (tx) =>
    sql<{ kept: string }>`select concat(
        (select md5(string_agg(concat_ws(' ', from_at, trim_scale(measured_m3), trim_scale(interpolated_m3), trim_scale(estimated_m3), known_seconds::float8), ',' order by from_at)) from water_hour where point = ${point}),
        (select md5(string_agg(concat_ws(' ', on_day, trim_scale(measured_m3), trim_scale(interpolated_m3), known_seconds::float8, array_to_string(hour_minutes, ' '), array_to_string(hour_m3, ' ')), ',' order by on_day)) from water_day where point = ${point}),
        (select md5(string_agg(concat_ws(' ', month_on, trim_scale(measured_m3), known_seconds::float8), ',' order by month_on)) from water_month where point = ${point})) as kept`.execute(
      tx,
    ),
  );
  return rows[0]?.kept ?? '';
}

/** Lets the system forget the pages it has read, where it is Linux and ours to tell: what is drawn then is read from the disk. */
function forgetPages(): boolean {
  try {
    execFileSync('sync');
    writeFileSync('/proc/sys/vm/drop_caches', '3');
    return true;
  } catch {
    return false;
  }
}

async function sizes(db: Database) {
  const { rows } = await db.as(operator, (tx) =>
    sql<{ table: string; rows: number; heap: number; indexes: number }>`
      select c.relname as table, c.reltuples::bigint as rows, pg_relation_size(c.oid) as heap, pg_indexes_size(c.oid) as indexes from pg_class c
      where c.relname in ('water_reading', 'water_hour', 'water_day', 'water_month', 'water_interval') order by 4 desc`.execute(
      tx,
    ),
  );
  return rows.map(({ table, rows: about, heap, indexes }) => ({
    ...{ table, rows: about, heapMb: Math.round(heap / 1e6), indexesMb: Math.round(indexes / 1e6) },
  }));
}

/** Milliseconds that meters far apart take to be told of by this address, each for the first time and then again. */
async function drawn(address: string, cookie: string, some: readonly Laid[], pathOf: (one: Laid) => string) {
  const times = async () => {
    const each: number[] = [];
    for (const one of some) {
      const started = performance.now();
      const answer = await fetch(`${address}/api/v1/water/meters/${pathOf(one)}`, { headers: { cookie } });
      const text = await answer.text();
      if (answer.status !== 200) throw new Error(`${answer.status} ${text}`);
      each.push(performance.now() - started);
    }
    each.sort((a, b) => a - b);
    return each;
  };
  const first = await times();
  const again: number[] = [];
  for (let n = 0; n < AGAIN; n++) again.push(...(await times()));
  again.sort((a, b) => a - b);
  const told = (of: readonly number[]) => ({
    p50Ms: Math.round(percentile(of, 0.5)),
    p95Ms: Math.round(percentile(of, 0.95)),
  });
  return { first: told(first), again: told(again) };
}

async function timesOfYear(installation: Installation, all: readonly Laid[]) {
  const server = await startServer({ ...installation, settings: { ...installation.settings, sample: true } });
  try {
    const reader = (await listAccounts(installation.db)).find(({ grants }) =>
      grants.some(({ role }) => role === 'group_administrator'),
    );
    const cookie = await signedIn(server, reader?.personId ?? '');
    const every = Math.max(1, Math.floor(all.length / LOOKED_AT));
    const some = all.filter((_, at) => at % every === 0);
    const of = (pathOf: (one: Laid) => string) => drawn(server.address, cookie, some, pathOf);
    return {
      yearByHour: await of(({ meterId }) => `${meterId}/flow?period=2024&by=hour`),
      yearByDay: await of(({ meterId }) => `${meterId}/flow?period=2024&by=day`),
      yearByMonth: await of(({ meterId }) => `${meterId}/flow?period=2024&by=month`),
      monthByHour: await of(({ meterId }) => `${meterId}/flow?period=2024-06&by=hour`),
    };
  } finally {
    await server.stop();
  }
}

/** Lays so many readings, draws years of them, and sends more. */
export async function benchMeterYears(options: {
  rows: number | undefined;
  databaseUrl: string | undefined;
  tell: (line: string) => void;
}) {
  const { tell } = options;
  const scratch = await openScratch(options.databaseUrl);
  try {
    const { installation } = scratch;
    const { db } = installation;
    await loadSample(installation, () => undefined, { withoutLoads: true });
    await installation.figures.settle();
    const codes = await makeMeters(installation, Math.ceil((options.rows ?? 2_000_000) / STEPS));
    const points = await db.as(operator, (tx) => pointsByCode(tx, codes));
    const all = codes.flatMap((code, at): Laid[] => {
      const found = points.get(code);
      return found ? [{ point: found.point, meterId: found.meterId, site: found.site, pace: paceOf(at) }] : [];
    });
    // That they are new is said of them while nothing has to be counted for it.
    while (await countMarked(db));
    tell(`${all.length} meters`);
    let since = performance.now();
    await layReadings(db, all);
    const laidSeconds = seconds(since);
    tell(`${all.length * STEPS} readings in ${laidSeconds} s`);
    since = performance.now();
    await makeKeys(db);
    const keysSeconds = seconds(since);
    tell(`keys in ${keysSeconds} s`);
    const sites = new Set(all.map(({ site }) => site)).size;
    const [counted, others] = [all.slice(0, sites), all.slice(sites)];
    since = performance.now();
    await count(db, counted);
    const countedSeconds = seconds(since);
    tell(`${counted.length} meters counted in ${countedSeconds} s`);
    since = performance.now();
    await layWhatFlowed(db, counted, others);
    tell(`hours, days and months of the others in ${seconds(since)} s`);
    // What was laid is what counting gives.
    const looked = others.filter((_, at) => at % Math.max(1, Math.floor(others.length / 3)) === 0).slice(0, 3);
    const before = await Promise.all(looked.map((one) => keptOf(db, one)));
    await count(db, looked);
    const after = await Promise.all(looked.map((one) => keptOf(db, one)));
    const equal = before.filter((kept, at) => kept === after[at]).length;
    await db.pool.query('vacuum analyze');
    tell('analysed');
    const disk = await sizes(db);
    const systemForgot = forgetPages();
    tell(
      systemForgot
        ? 'what the system had read is forgotten'
        : 'the system keeps what it has read: times of the first drawing are not cold',
    );
    const year = await timesOfYear(installation, all);
    tell(JSON.stringify(year));
    const { seconds: one, together } = await sendToServer(installation, codes, { rows: SENT, after: STEPS, tell });
    return {
      bench: 'meter-years',
      database: scratch.database,
      ...{ readings: all.length * STEPS, meters: all.length, laidSeconds, keysSeconds },
      ...{ countedMeters: counted.length, countedSeconds, countedAfterBeingLaid: looked.length, equal },
      ...{ disk, systemForgot },
      ...year,
      wantedMs: 200,
      acknowledgedPerSecond: Math.round(SENT / one),
      ofTwoGatewaysPerSecond: Math.round(SENT / together),
    };
  } finally {
    await scratch.close();
  }
}
