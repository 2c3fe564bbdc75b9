// Readings as they come: kept once, never altered, each batch in one statement; what flowed is worked out elsewhere.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';

/** A reading to be kept, of a meter that its writer may write to. */
export interface IncomingReading {
  /** the short number of the meter */
  point: number;
  /** when it counts, ISO 8601 */
  at: string;
  /** what the device said, ISO 8601 */
  reportedAt: string;
  /** what the register showed, an exact decimal in counts */
  count: string;
  /** how its time was come by: a clock code of `readingInstant` */
  clock: string;
}

/** What a meter is called on the way in, and the short number of its readings. */
export interface Point {
  point: number;
  meterId: string;
  siteId: string;
  site: string;
  code: string;
  timeZone: string;
}

/**
 * The meters of these codes that the actor may write to, each with the short number under which its readings lie; a
 * meter that never had one gets one. Meters are told by the code of the factory and their own: `SZ1/W-01`.
 */
export async function pointsByCode(tx: Tx, codes: readonly string[]): Promise<Map<string, Point>> {
  const wanted = [...new Set(codes)];
  const found = sql`
    select m.id as meter_id, m.site_id, n.code as site, m.code, n.time_zone, n.code || '/' || m.code as called
    from water_meter m join scope_node n on n.id = m.site_id
    where m.approved_seq is not null and m.ended_seq is null and not m.voided and n.code || '/' || m.code = any(${wanted}::text[])`;
  await sql`
    insert into water_point (meter_id, site_id) select f.meter_id, f.site_id from (${found}) f
    where not exists (select from water_point p where p.meter_id = f.meter_id)
      and ((select app_all('app.writes')) or f.site_id = any ((select app_list('app.writes'))::uuid[])) on conflict do nothing`.execute(
    tx,
  );
  const { rows } = await sql<Point & { called: string }>`
    select p.id as point, f.meter_id as "meterId", f.site_id as "siteId", f.site, f.code, f.time_zone as "timeZone", f.called
    from (${found}) f join water_point p on p.meter_id = f.meter_id
    where (select app_all('app.writes')) or f.site_id = any ((select app_list('app.writes'))::uuid[])`.execute(tx);
  return new Map(rows.map(({ called, ...point }) => [called, point]));
}

/**
 * Keeps readings and marks the time that they touch. A reading that is there already is not kept again.
 * @returns how many were new
 */
export async function keepReadings(
  tx: Tx,
  readings: readonly IncomingReading[],
  { path, receivedAt }: { path: string; receivedAt: string },
): Promise<number> {
  if (readings.length === 0) return 0;
  const column = <K extends keyof IncomingReading>(name: K) => readings.map((one) => one[name]);
  const { rows } = await sql<{ kept: number }>`
    with given as (
      select * from unnest(${column('point')}::integer[], ${column('at')}::timestamptz[], ${column('count')}::numeric[],
        ${column('reportedAt')}::timestamptz[], ${column('clock')}::text[]) as g (point, at, count, reported_at, clock)
    ), kept as (
      insert into water_reading (point, at, count, reported_at, received_at, path, clock)
      select point, at, count, reported_at, ${receivedAt}::timestamptz, ${path}, clock from given order by point, at
      on conflict (point, reported_at, path, count) do nothing returning point, at
    ), marked as (
      insert into water_marked as m (point, from_at, before_at) select point, min(at), max(at) from kept group by 1
      on conflict (point) do update set from_at = least(m.from_at, excluded.from_at), before_at = greatest(m.before_at, excluded.before_at)
    ) select count(*)::int as kept from kept`.execute(tx);
  return rows[0]?.kept ?? 0;
}

/** The short number of a meter's readings; null where it has none, or is not the reader's to see. */
export async function findPoint(tx: Tx, meterId: string): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`select id from water_point where meter_id = ${meterId}`.execute(tx);
  return rows[0]?.id ?? null;
}

/** What flowed by the hour between two instants, and what is to be said of the intervals between readings. */
export async function findHours(tx: Tx, point: number, { from, before }: { from: string; before: string }) {
  const { rows: hours } = await sql<{ from: Date; measuredM3: string; interpolatedM3: string; estimatedM3: string }>`
    select from_at as from, trim_scale(measured_m3)::text as "measuredM3", trim_scale(interpolated_m3)::text as "interpolatedM3",
      trim_scale(estimated_m3)::text as "estimatedM3", known_seconds::float8 as "knownSeconds", at_least as "atLeast"
    from water_hour where point = ${point} and from_at >= ${from}::timestamptz and from_at < ${before}::timestamptz order by from_at`.execute(
    tx,
  );
  const { rows: intervals } = await sql<{ from: Date; before: Date; codes: string[]; volumeM3: string | null }>`
    select from_at as from, before_at as before, codes, trim_scale(volume_m3)::text as "volumeM3"
    from water_interval where point = ${point} and from_at < ${before}::timestamptz and before_at > ${from}::timestamptz order by from_at`.execute(
    tx,
  );
  return { hours, intervals };
}
