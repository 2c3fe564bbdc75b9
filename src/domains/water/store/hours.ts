// What the counting of readings reads and writes: meters in place, readings around an instant, hours, marks.
import { Decimal } from 'decimal.js';
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { MeterSpan, RawReading, ReadingExclusion, registerKinds, spanCauses } from '../model/meter.ts';
import { markChangedExclusions, notExcluded } from './exclusions.ts';
import { instantText } from './instant-text.ts';

const POINTS_AT_ONCE = 20;
/** Whether a reading counts hangs on its neighbours: so many instants are read on either side of what is worked out. */
const CONTEXT = 8;

/** A meter whose readings are to be counted again between two instants. */
export interface Marked {
  point: number;
  meterId: string;
  timeZone: string;
  from: Date;
  before: Date;
}

interface SpanRow {
  startsAt: string;
  cause: (typeof spanCauses)[number];
  sends: (typeof registerKinds)[number];
  m3PerCount: string;
  registerSize: string | null;
  maxM3PerHour: string | null;
  readEveryMinutes: number | null;
  backwardCounts: string | null;
  startCount: string | null;
  endCountBefore: string | null;
}

const decimal = (text: string | null): Decimal | null => (text === null ? null : new Decimal(text));

/** The meters that stood at a point, one after the other. */
export async function spansOf(tx: Tx, meterId: string): Promise<MeterSpan[]> {
  const { rows } = await sql<SpanRow>`
    select starts_at as "startsAt", cause, sends, m3_per_count as "m3PerCount", register_size as "registerSize", max_m3_per_hour as "maxM3PerHour",
      read_every_minutes as "readEveryMinutes", backward_counts as "backwardCounts", start_count as "startCount", end_count_before as "endCountBefore"
    from water_meter_span where meter_id = ${meterId} and approved_seq is not null and ended_seq is null and not voided`.execute(
    tx,
  );
  const inOrder = rows
    .map((row) => ({ row, fromMs: Date.parse(row.startsAt) }))
    .sort((one, other) => one.fromMs - other.fromMs);
  return inOrder.map(({ row, fromMs }, index) => ({
    ...{ fromMs, cause: row.cause, startCount: decimal(row.startCount) },
    endCount: decimal(inOrder[index + 1]?.row.endCountBefore ?? null),
    facts: {
      ...{ kind: row.sends, m3PerCount: new Decimal(row.m3PerCount), registerSize: decimal(row.registerSize) },
      ...{ maxM3PerHour: decimal(row.maxM3PerHour), backwardCounts: new Decimal(row.backwardCounts ?? 0) },
      expectedEveryMs: row.readEveryMinutes === null ? null : row.readEveryMinutes * 60_000,
    },
  }));
}

/** A reading by hand counts while its record stands: one that was corrected or voided stays, and is passed over. */
export const stands = sql`(path <> 'hand' or exists (
  select from water_hand_reading h join water_point p on p.meter_id = h.meter_id
  where p.id = water_reading.point and h.approved_seq is not null and h.ended_seq is null and not h.voided
    and h.read_at::timestamptz = water_reading.reported_at and h.count = water_reading.count))`;

/** The instant so many readings before or after a moment; null where there are not as many. */
export async function step(
  tx: Tx,
  point: number,
  at: Date,
  to: 'earlier' | 'later',
  exclusions: readonly ReadingExclusion[],
): Promise<Date | null> {
  const [beyond, order] = to === 'earlier' ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`];
  const { rows } = await sql<{ at: Date }>`
    select at from (select distinct at from water_reading where point = ${point} and at ${beyond} ${at} and ${stands} and ${notExcluded(exclusions)} order by at ${order} limit ${sql.lit(CONTEXT)}) near
    order by at ${order} offset ${sql.lit(CONTEXT - 1)}`.execute(tx);
  return rows[0]?.at ?? null;
}

/** Readings between two instants, in time; text, so that either may be infinite. */
export async function readingsBetween(tx: Tx, point: number, from: string, to: string): Promise<RawReading[]> {
  const { rows } = await sql<{ at: Date; count: string; sequence: number }>`
    select at, count, sequence from water_reading where point = ${point} and at >= ${from}::timestamptz and at <= ${to}::timestamptz and ${stands} order by at, sequence`.execute(
    tx,
  );
  return rows.map(({ at, count, sequence }) => ({
    ...{ id: String(sequence), atMs: at.getTime(), count: new Decimal(count), sequence },
  }));
}

/**
 * Marks the whole time of every point whose meters in place were changed since they were counted by, and of the others
 * what was taken out or brought back.
 */
export async function markChangedMeters(tx: Tx): Promise<void> {
  await markChangedExclusions(tx);
  await sql`
    with changed as (
      select p.id as point, s.seq from water_point p
      join (select meter_id, max(greatest(approved_seq, ended_seq)) as seq from water_meter_span group by 1) s on s.meter_id = p.meter_id
      where s.seq > p.spans_seq
    ), marked as (
      insert into water_marked (point, from_at, before_at)
      select c.point, min(r.at), max(r.at) from changed c join water_reading r on r.point = c.point group by 1
    ) update water_point p set spans_seq = c.seq from changed c where c.point = p.id`.execute(tx);
}

/** How long marks wait, milliseconds: a burst of readings is let in first, and counted when it is over or takes too long. */
export interface Patience {
  /** no mark is younger */
  quietMs: number;
  /** or one is older */
  longestMs: number;
}

const milliseconds = (ms: number) => sql`${sql.lit(ms)} * interval '1 millisecond'`;

/** Whether marks have waited long enough, and whether a meter was changed: asked twice a second, and so of as little as can be. */
export async function whatIsDue(
  tx: Tx,
  { quietMs, longestMs }: Patience,
): Promise<{ marks: boolean; changedMeters: boolean }> {
  const { rows } = await sql<{ marks: boolean; changedMeters: boolean }>`
    select coalesce((select max(marked_at) from water_marked) <= now() - ${milliseconds(quietMs)}
        or (select min(marked_at) from water_marked) <= now() - ${milliseconds(longestMs)}, false) as marks,
      exists (select from water_point p join water_meter_span s on s.meter_id = p.meter_id where greatest(s.approved_seq, s.ended_seq) > p.spans_seq)
        or exists (select from water_reading_exclusion x join water_point p on p.meter_id = x.meter_id where greatest(x.approved_seq, x.ended_seq) > p.exclusions_seq) as "changedMeters"`.execute(
    tx,
  );
  return rows[0] ?? { marks: false, changedMeters: false };
}

/** Whether readings came within so many milliseconds. */
export async function readingsCame(tx: Tx, withinMs: number): Promise<boolean> {
  const { rows } = await sql<{ came: boolean }>`
    select coalesce((select max(marked_at) from water_marked) > now() - ${milliseconds(withinMs)}, false) as came`.execute(
    tx,
  );
  return rows[0]?.came ?? false;
}

/** Takes the marks of some points away: what they say is to be done in this transaction. None while somebody else counts. */
export async function takeMarks(tx: Tx): Promise<Marked[]> {
  const { rows } = await sql<Marked>`
    with due as (
      select distinct point from water_marked where (select pg_try_advisory_xact_lock(hashtext('greenfab water'))) order by point limit ${sql.lit(POINTS_AT_ONCE)}
    ), taken as (delete from water_marked where point in (select point from due) returning point, from_at, before_at)
    select t.point, p.meter_id as "meterId", n.time_zone as "timeZone", min(t.from_at) as from, max(t.before_at) as before
    from taken t join water_point p on p.id = t.point join scope_node n on n.id = p.site_id group by 1, 2, 3 order by 1`.execute(
    tx,
  );
  return rows;
}

/** An hour to be kept; volumes and seconds as exact decimals. */
export interface HourRow {
  fromMs: number;
  measuredM3: string;
  interpolatedM3: string;
  estimatedM3: string;
  /** of what is interpolated or estimated: between two readings of one day, of one month */
  interpolatedInDayM3: string;
  estimatedInDayM3: string;
  interpolatedInMonthM3: string;
  estimatedInMonthM3: string;
  knownSeconds: string;
  atLeast: boolean;
  /** a whole day, of a meter that is not read by the hour */
  wholeDay: boolean;
}

/** An interval of which there is something to say. */
export interface IntervalRow {
  fromMs: number;
  beforeMs: number;
  codes: readonly string[];
  volumeM3: string | null;
}

/** Puts hours and intervals in the place of those that lie between two instants, either of which may be infinite. */
export async function replaceHours(
  tx: Tx,
  point: number,
  { fromMs, beforeMs }: { fromMs: number; beforeMs: number },
  { hours, intervals }: { hours: readonly HourRow[]; intervals: readonly IntervalRow[] },
): Promise<void> {
  const within = sql`point = ${point} and from_at >= ${instantText(fromMs)}::timestamptz and from_at < ${instantText(beforeMs)}::timestamptz`;
  await sql`delete from water_hour where ${within}`.execute(tx);
  await sql`delete from water_interval where ${within}`.execute(tx);
  const hour = <K extends keyof HourRow>(name: K) => hours.map((one) => one[name]);
  await sql`
    insert into water_hour (point, from_at, measured_m3, interpolated_m3, estimated_m3, interpolated_in_day_m3, estimated_in_day_m3, interpolated_in_month_m3,
      estimated_in_month_m3, known_seconds, at_least, whole_day)
    select ${point}::integer, h.* from unnest(${hour('fromMs').map(instantText)}::timestamptz[], ${hour('measuredM3')}::numeric[], ${hour('interpolatedM3')}::numeric[],
      ${hour('estimatedM3')}::numeric[], ${hour('interpolatedInDayM3')}::numeric[], ${hour('estimatedInDayM3')}::numeric[],
      ${hour('interpolatedInMonthM3')}::numeric[], ${hour('estimatedInMonthM3')}::numeric[], ${hour('knownSeconds')}::numeric[], ${hour('atLeast')}::boolean[], ${hour('wholeDay')}::boolean[]) h`.execute(
    tx,
  );
  await sql`
    insert into water_interval (point, from_at, before_at, codes, volume_m3)
    select ${point}::integer, f, b, string_to_array(c, ' '), v from unnest(${intervals.map((one) => instantText(one.fromMs))}::timestamptz[],
      ${intervals.map((one) => instantText(one.beforeMs))}::timestamptz[], ${intervals.map((one) => one.codes.join(' '))}::text[],
      ${intervals.map((one) => one.volumeM3)}::numeric[]) i (f, b, c, v)`.execute(tx);
}
