// What flowed through one meter by the hour, day or month, as it is drawn; of readings that do not count, which and why.
import { Decimal } from 'decimal.js';
import { type RawBuilder, sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';
import type { BucketSize, RawReading, ReadingExclusion } from '../model/meter.ts';
import type { DrawnFlow, MarkedFinding, ToldInterval } from '../model/one-meter-answer.ts';
import { notExcluded } from './exclusions.ts';
import { stands } from './hours.ts';

/** Days of a factory: the first, and the one after the last. */
export interface Days {
  from: CalendarDate;
  before: CalendarDate;
}

const columns = (from: RawBuilder<unknown>) => sql<
  { [K in Exclude<keyof DrawnFlow, 'atLeast'>]: DrawnFlow[K] } & { lower: boolean[] }
>`
  select coalesce(array_agg(extract(epoch from at)::float8 * 1000 order by at), '{}') as at, coalesce(array_agg(trim_scale(volume)::text order by at), '{}') as "volumeM3",
    coalesce(array_agg(trim_scale(estimated)::text order by at), '{}') as "estimatedM3", coalesce(array_agg(known::float8 order by at), '{}') as "knownSeconds",
    coalesce(array_agg(at_least order by at), '{}') as lower from (${from}) b`;

type LongSize = Exclude<BucketSize, 'hour'>;
const sources: Readonly<Record<LongSize, (point: number, timeZone: string, days: Days) => RawBuilder<unknown>>> = {
  day: (point, zone, { from, before }) => sql`
    select on_day::timestamp at time zone ${zone} as at, measured_m3 + interpolated_m3 + estimated_m3 as volume, estimated_m3 as estimated, known_seconds as known, at_least from water_day
    where point = ${point} and on_day >= ${from}::date and on_day < ${before}::date`,
  month: (point, zone, { from, before }) => sql`
    select month_on::timestamp at time zone ${zone} as at, measured_m3 + interpolated_m3 + estimated_m3 as volume, estimated_m3 as estimated, known_seconds as known, at_least from water_month
    where point = ${point} and month_on >= ${from}::date and month_on < ${before}::date`,
};

/** What flowed in each hour, day or month of some days. Walks the kept table alone, never readings. */
export async function drawnFlow(
  tx: Tx,
  { point, timeZone, by, days }: { point: number; timeZone: string; by: BucketSize; days: Days },
): Promise<DrawnFlow> {
  if (by === 'hour') return drawnHours(tx, { point, timeZone, days });
  const { rows } = await columns(sources[by](point, timeZone, days)).execute(tx);
  const { lower = [], ...rest } = rows[0] ?? { at: [], volumeM3: [], estimatedM3: [], knownSeconds: [] };
  return { ...rest, atLeast: lower.flatMap((isLower, at) => (isLower ? [at] : [])) };
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** The hours of some days, out of the rows of these days: 365 of a year, where there are 8,760 hours. */
async function drawnHours(
  tx: Tx,
  { point, timeZone, days: { from, before } }: { point: number; timeZone: string; days: Days },
): Promise<DrawnFlow> {
  // An array as one text: read by the driver element by element it takes longer than it takes the database to find it.
  const { rows } = await sql<{
    startMs: number;
    minutes: string | null;
    volumeM3: string;
    estimatedM3: string | null;
    knownSeconds: string | null;
    atLeast: string | null;
  }>`
    select extract(epoch from on_day::timestamp at time zone ${timeZone})::float8 * 1000 as "startMs", array_to_string(hour_minutes, ',') as minutes,
      array_to_string(hour_m3, ',') as "volumeM3", array_to_string(hour_estimated_m3, ',') as "estimatedM3",
      array_to_string(hour_known_seconds, ',') as "knownSeconds", array_to_string(hour_at_least, ',') as "atLeast"
    from water_day where point = ${point} and on_day >= ${from}::date and on_day < ${before}::date and hour_m3 is not null order by on_day`.execute(
    tx,
  );
  const drawn: DrawnFlow = { at: [], volumeM3: [], estimatedM3: [], knownSeconds: [], atLeast: [] };
  for (const row of rows) {
    const volumes = row.volumeM3.split(',');
    const [minutes, estimated] = [row.minutes?.split(','), row.estimatedM3?.split(',')];
    const [known, lower] = [row.knownSeconds?.split(','), row.atLeast?.split(',')];
    for (const [n, volume] of volumes.entries()) {
      if (lower?.[n] === 't') drawn.atLeast.push(drawn.at.length);
      drawn.at.push(row.startMs + (minutes ? Number(minutes[n]) * MINUTE_MS : n * HOUR_MS));
      drawn.volumeM3.push(volume);
      drawn.estimatedM3.push(estimated?.[n] ?? '0');
      drawn.knownSeconds.push(known ? Number(known[n]) : HOUR_MS / 1000);
    }
  }
  return drawn;
}

const within = (timeZone: string, { from, before }: Days) => sql`
  from_at < ${before}::date::timestamp at time zone ${timeZone} and before_at > ${from}::date::timestamp at time zone ${timeZone}`;

/** The intervals of some days of which there is something to say, the newest first. */
export async function toldIntervals(tx: Tx, point: number, timeZone: string, days: Days, most: number) {
  const { rows } = await sql<ToldInterval>`
    select to_char(from_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as from, to_char(before_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as before,
      codes, trim_scale(volume_m3)::text as "volumeM3"
    from water_interval where point = ${point} and ${within(timeZone, days)} order by from_at desc limit ${most}`.execute(
    tx,
  );
  return rows;
}

/** What was found at a meter within some days, in time; what was withdrawn is not marked. */
export async function findingsWithin(tx: Tx, point: number, { from, before }: Days): Promise<MarkedFinding[]> {
  const { rows } = await sql<MarkedFinding>`
    select f.id, f.kind, f.unit, f.from_on as from, f.until_on as until, f.usual, f.excess, f.codes, case when a.id is null then 'open' else 'answered' end as state
    from water_finding f left join water_finding_answer a on a.finding = f.id::text and a.approved_seq is not null and a.ended_seq is null and not a.voided
    where f.point = ${point} and f.withdrawn_why is null and f.from_on < ${before}::date and coalesce(f.until_on, f.from_on) >= ${from}::date
      or f.point = ${point} and f.withdrawn_why is null and f.until_on is null and f.from_on < ${before}::date order by f.from_on, f.id`.execute(
    tx,
  );
  return rows;
}

/** How many readings of some days there are, and how many came more than a day after they were taken. */
export async function readingsOfDays(tx: Tx, point: number, timeZone: string, { from, before }: Days) {
  const { rows } = await sql<{ readings: number; late: number }>`
    select count(*)::int as readings, (count(*) filter (where received_at > at + interval '1 day'))::int as late from water_reading
    where point = ${point} and at >= ${from}::date::timestamp at time zone ${timeZone} and at < ${before}::date::timestamp at time zone ${timeZone}`.execute(
    tx,
  );
  return rows[0] ?? { readings: 0, late: 0 };
}

/** A reading that may not count, and those around it by which that is told. */
export interface NearReading extends RawReading {
  path: string;
  /** it is asked about, and not only a neighbour */
  asked: boolean;
  /** false of one by hand whose record was corrected or voided */
  stands: boolean;
}

/** Whether a reading is contradicted hangs on the ones beside it; two, where one of them is doubted itself. */
const NEIGHBOURS = 2;

/**
 * Readings of some days that may not count: of two for one instant, within an interval that says one was left out, before
 * any meter stood there; the newest instants first come into it. With the readings next to each.
 */
export async function doubtedReadings(
  tx: Tx,
  {
    point,
    timeZone,
    days,
    standsFrom,
    exclusions,
    most,
  }: {
    point: number;
    timeZone: string;
    days: Days;
    standsFrom: string;
    exclusions: readonly ReadingExclusion[];
    most: number;
  },
): Promise<NearReading[]> {
  const first = sql`${days.from}::date::timestamp at time zone ${timeZone}`;
  const end = sql`${days.before}::date::timestamp at time zone ${timeZone}`;
  const counts = sql`${stands} and ${notExcluded(exclusions)}`;
  const { rows } = await sql<{
    at: Date;
    count: string;
    sequence: number;
    path: string;
    asked: boolean;
    stands: boolean;
  }>`
    with doubted as (
      select at from (
        select at from water_reading where point = ${point} and at >= ${first} and at < ${end} and ${counts} group by at having count(*) > 1
        union
        select r.at from water_interval i join water_reading r on r.point = i.point and r.at > i.from_at and r.at < i.before_at
          where i.point = ${point} and 'reading_left_out' = any(i.codes) and ${within(timeZone, days)} and r.at >= ${first} and r.at < ${end} and ${notExcluded(exclusions)}
        union
        select at from water_reading where point = ${point} and at >= ${first} and at < ${end} and path = 'hand' and not ${stands}
        union
        (select at from water_reading where point = ${point} and at >= ${first} and at < least(${standsFrom}::timestamptz, ${end}) and ${counts} order by at desc limit ${most})
      ) any_of order by at desc limit ${most}
    ), near as (
      select at, true as asked from doubted
      union all
      select n.at, false from doubted d cross join lateral (
        (select distinct at from water_reading where point = ${point} and at < d.at and ${counts} order by at desc limit ${sql.lit(NEIGHBOURS)})
        union all
        (select distinct at from water_reading where point = ${point} and at > d.at and ${counts} order by at limit ${sql.lit(NEIGHBOURS)})) n
    ), instants as (select at, bool_or(asked) as asked from near group by at)
    select water_reading.at, count, sequence, path, i.asked, ${stands} as stands from instants i join water_reading on point = ${point} and water_reading.at = i.at order by water_reading.at, sequence`.execute(
    tx,
  );
  return rows.map(({ at, count, sequence, path, asked, stands: isKept }) => ({
    ...{ id: String(sequence), atMs: at.getTime(), count: new Decimal(count), sequence, path, asked, stands: isKept },
  }));
}
