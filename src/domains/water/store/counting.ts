// Works out what flowed where readings came or a meter was changed, and keeps it by the hour. Only the actor `figures` does.
import { Decimal } from 'decimal.js';
import { sql } from 'kysely';
import { zoneOffsets } from '#period/zone-offsets.ts';
import { type Database, systemActor, type Tx } from '#platform/db/database.ts';
import type { MeterSpan, RawReading, registerKinds, spanCauses } from '../model/meter.ts';
import { bucketStart, buckets } from '../rules/consumption-buckets.ts';
import { meterCount } from '../rules/meter-intervals.ts';

const figures = systemActor('figures');
const POINTS_AT_ONCE = 20;
/** Whether a reading counts hangs on its neighbours: so many instants are read on either side of what is worked out. */
const CONTEXT = 8;
const HOUR_MS = 3_600_000;

interface Marked {
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
async function spansOf(tx: Tx, meterId: string): Promise<MeterSpan[]> {
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

/** The instant so many readings before or after a moment; null where there are not as many. */
async function step(tx: Tx, point: number, at: Date, to: 'earlier' | 'later'): Promise<Date | null> {
  const [beyond, order] = to === 'earlier' ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`];
  const { rows } = await sql<{ at: Date }>`
    select at from (select distinct at from water_reading where point = ${point} and at ${beyond} ${at} order by at ${order} limit ${sql.lit(CONTEXT)}) near
    order by at ${order} offset ${sql.lit(CONTEXT - 1)}`.execute(tx);
  return rows[0]?.at ?? null;
}

async function readingsBetween(tx: Tx, point: number, from: string, to: string): Promise<RawReading[]> {
  const { rows } = await sql<{ at: Date; count: string; sequence: number }>`
    select at, count, sequence from water_reading where point = ${point} and at >= ${from}::timestamptz and at <= ${to}::timestamptz order by at, sequence`.execute(
    tx,
  );
  return rows.map(({ at, count, sequence }) => ({
    ...{ id: String(sequence), atMs: at.getTime(), count: new Decimal(count), sequence },
  }));
}

/** Works out one point anew between the instants that are marked, with whatever hangs on them. */
async function countPoint(tx: Tx, { point, meterId, timeZone, from, before }: Marked): Promise<void> {
  // What changes may reach to the readings around the mark, and from there to the ends of their hours.
  const [low, high] = [await step(tx, point, from, 'earlier'), await step(tx, point, before, 'later')];
  const edges = [low ?? from, high ?? before].map((one) => one.getTime()) as [number, number];
  const zone = zoneOffsets(timeZone, edges[0] - HOUR_MS, edges[1] + 2 * HOUR_MS);
  const first = low ? bucketStart(edges[0], 'hour', zone) : Number.NEGATIVE_INFINITY;
  const end = high ? bucketStart(edges[1], 'hour', zone) + HOUR_MS : Number.POSITIVE_INFINITY;
  const earliest = low ? await step(tx, point, new Date(first), 'earlier') : null;
  const latest = high ? await step(tx, point, new Date(end), 'later') : null;
  const readings = await readingsBetween(
    ...([tx, point, earliest?.toISOString() ?? '-infinity', latest?.toISOString() ?? 'infinity'] as const),
  );
  const { intervals } = meterCount(readings, await spansOf(tx, meterId));
  const within = intervals.filter(({ beforeMs }) => Number.isFinite(beforeMs));
  // An hour of which nothing is known is told by its interval, and is no row of its own.
  const known = within.filter(({ volumeM3 }) => volumeM3 !== null);
  const hours = [...buckets(known, 'hour', zone).values()].filter(({ fromMs }) => fromMs >= first && fromMs < end);
  const told = within.filter(
    ({ fromMs, codes, volumeM3 }) => fromMs >= first && fromMs < end && (codes.length > 0 || volumeM3 === null),
  );
  const instant = (ms: number) =>
    ms === Number.NEGATIVE_INFINITY
      ? '-infinity'
      : ms === Number.POSITIVE_INFINITY
        ? 'infinity'
        : new Date(ms).toISOString();
  await sql`delete from water_hour where point = ${point} and from_at >= ${instant(first)}::timestamptz and from_at < ${instant(end)}::timestamptz`.execute(
    tx,
  );
  await sql`delete from water_interval where point = ${point} and from_at >= ${instant(first)}::timestamptz and from_at < ${instant(end)}::timestamptz`.execute(
    tx,
  );
  await sql`
    insert into water_hour (point, from_at, measured_m3, interpolated_m3, estimated_m3, known_seconds, at_least)
    select ${point}::integer, h.* from unnest(${hours.map(({ fromMs }) => instant(fromMs))}::timestamptz[], ${hours.map((one) => one.measuredM3.toFixed())}::numeric[],
      ${hours.map((one) => one.interpolatedM3.toFixed())}::numeric[], ${hours.map((one) => one.estimatedM3.toFixed())}::numeric[],
      ${hours.map((one) => String(one.knownMs / 1000))}::numeric[], ${hours.map((one) => one.atLeast)}::boolean[]) h`.execute(
    tx,
  );
  await sql`
    insert into water_interval (point, from_at, before_at, codes, volume_m3)
    select ${point}::integer, f, b, string_to_array(c, ' '), v from unnest(${told.map((one) => instant(one.fromMs))}::timestamptz[],
      ${told.map((one) => instant(one.beforeMs))}::timestamptz[], ${told.map((one) => one.codes.join(' '))}::text[], ${told.map((one) => one.volumeM3?.toFixed() ?? null)}::numeric[]) i (f, b, c, v)`.execute(
    tx,
  );
}

/** Marks the whole time of every point whose meters in place were changed since they were counted by. */
async function markChangedMeters(tx: Tx): Promise<void> {
  await sql`
    with changed as (
      select p.id as point, s.seq from water_point p
      join (select meter_id, max(greatest(approved_seq, ended_seq)) as seq from water_meter_span group by 1) s on s.meter_id = p.meter_id
      where s.seq > p.spans_seq
    ), marked as (
      insert into water_marked as m (point, from_at, before_at)
      select c.point, min(r.at), max(r.at) from changed c join water_reading r on r.point = c.point group by 1
      on conflict (point) do update set from_at = least(m.from_at, excluded.from_at), before_at = greatest(m.before_at, excluded.before_at)
    ) update water_point p set spans_seq = c.seq from changed c where c.point = p.id`.execute(tx);
}

/** Whether there is nothing to do: asked twice a second, and so of as little as can be. */
const isIdle = (db: Database): Promise<boolean> =>
  db.as(figures, async (tx) => {
    const { rows } = await sql<{ idle: boolean }>`
      select not exists (select from water_marked) and not exists (select from water_point p join water_meter_span s on s.meter_id = p.meter_id
        where greatest(s.approved_seq, s.ended_seq) > p.spans_seq) as idle`.execute(tx);
    return rows[0]?.idle === true;
  });

/** Takes what is marked and works it out. @returns whether there was something to do */
export async function countMarked(db: Database): Promise<boolean> {
  if (await isIdle(db)) return false;
  await db.as(figures, markChangedMeters);
  return db.as(figures, async (tx) => {
    const { rows } = await sql<Marked>`
      with taken as (delete from water_marked where point in (select point from water_marked order by point limit ${sql.lit(POINTS_AT_ONCE)} for update skip locked) returning *)
      select t.point, p.meter_id as "meterId", n.time_zone as "timeZone", t.from_at as from, t.before_at as before
      from taken t join water_point p on p.id = t.point join scope_node n on n.id = p.site_id order by t.point`.execute(
      tx,
    );
    for (const marked of rows) await countPoint(tx, marked);
    return rows.length > 0;
  });
}
