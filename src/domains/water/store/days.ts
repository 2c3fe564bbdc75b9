// Days and months of meters by their factories' calendars, made of hours and marked where they changed.
import { type RawBuilder, sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';
import { instantText } from './instant-text.ts';
import type { Sites } from './meters.ts';

/** A point whose hours were replaced between two instants, milliseconds since 1970; either may be infinite. */
export interface Touched {
  point: number;
  fromMs: number;
  beforeMs: number;
}

/** The kind of a mark that says "readings changed the water of this site-month". */
export const READINGS_MARK = 'water.readings';

/** What the hours of a point within a day are worth to it, with the part that lies between two readings of its month. */
const daysOfHours = sql`
  select d.point, d.on_day, sum(h.measured_m3 + h.interpolated_in_day_m3 + h.estimated_in_day_m3),
    sum(h.interpolated_m3 - h.interpolated_in_day_m3), sum(h.estimated_m3 - h.estimated_in_day_m3),
    sum(h.interpolated_in_month_m3 - h.interpolated_in_day_m3), sum(h.estimated_in_month_m3 - h.estimated_in_day_m3),
    sum(h.known_seconds), bool_or(h.at_least)`;

/**
 * Its hours beside it, by which they are drawn: those of a meter come among those of all others and lie scattered. What is
 * so of nearly every day takes no room: that all 24 are there, none is estimated, each is known whole.
 */
const hoursOfDays = (() => {
  const inTime = (value: RawBuilder<unknown>) =>
    sql`array_agg(${value} order by h.from_at) filter (where not h.whole_day)`;
  const whereAny = (test: RawBuilder<unknown>, value: RawBuilder<unknown>) =>
    sql`case when bool_or(${test}) filter (where not h.whole_day) then ${inTime(value)} end`;
  const everyHour = sql.lit(`{${Array.from({ length: 24 }, (_, hour) => hour * 60).join(',')}}`);
  const minutes = sql`(extract(epoch from h.from_at - d.on_day::timestamp at time zone s.time_zone) / 60)::integer`;
  return sql`nullif(${inTime(minutes)}, ${everyHour}::integer[]), ${inTime(sql`trim_scale(h.measured_m3 + h.interpolated_m3 + h.estimated_m3)`)},
    ${whereAny(sql`h.estimated_m3 <> 0`, sql`trim_scale(h.estimated_m3)`)}, ${whereAny(sql`h.known_seconds <> 3600`, sql`trim_scale(h.known_seconds)`)},
    ${whereAny(sql`h.at_least`, sql`h.at_least`)}`;
})();

/**
 * Works out the days and months in which hours were replaced, and no others. A month that came out otherwise is marked
 * for the figures as a load marks its own (`READINGS_MARK`), and says in which transaction (`changed_seq`).
 */
export async function rollUp(tx: Tx, touched: readonly Touched[]): Promise<void> {
  if (touched.length === 0) return;
  // First and last day of what was touched, by the clocks of the site; both are part of it.
  const spans = sql`
    select g.point, p.site_id, n.time_zone, (g.from_at at time zone n.time_zone)::date as first_on,
      ((g.before_at - interval '1 millisecond') at time zone n.time_zone)::date as last_on
    from unnest(${touched.map(({ point }) => point)}::integer[], ${touched.map(({ fromMs }) => instantText(fromMs))}::timestamptz[],
      ${touched.map(({ beforeMs }) => instantText(beforeMs))}::timestamptz[]) g (point, from_at, before_at)
    join water_point p on p.id = g.point join scope_node n on n.id = p.site_id`;
  await sql`delete from water_day d using (${spans}) s where d.point = s.point and d.on_day between s.first_on and s.last_on`.execute(
    tx,
  );
  await sql`
    insert into water_day (point, on_day, measured_m3, interpolated_m3, estimated_m3, interpolated_in_month_m3, estimated_in_month_m3, known_seconds, at_least,
      hour_minutes, hour_m3, hour_estimated_m3, hour_known_seconds, hour_at_least)
    ${daysOfHours}, ${hoursOfDays} from (${spans}) s
    join water_hour h on h.point = s.point and h.from_at >= s.first_on::timestamp at time zone s.time_zone and h.from_at < (s.last_on + 1)::timestamp at time zone s.time_zone
    cross join lateral (select h.point, (h.from_at at time zone s.time_zone)::date as on_day) d
    group by d.point, d.on_day`.execute(tx);
  await sql`
    with s as materialized (
      select point, site_id, date_trunc('month', first_on::timestamp)::date as first_on, (date_trunc('month', last_on::timestamp) + interval '1 month')::date as before_on from (${spans}) s
    ), made as materialized (
      select d.point, date_trunc('month', d.on_day::timestamp)::date as month_on, sum(d.measured_m3 + d.interpolated_in_month_m3 + d.estimated_in_month_m3) as measured_m3,
        sum(d.interpolated_m3 - d.interpolated_in_month_m3) as interpolated_m3, sum(d.estimated_m3 - d.estimated_in_month_m3) as estimated_m3,
        sum(d.known_seconds) as known_seconds, bool_or(d.at_least) as at_least
      from s join water_day d on d.point = s.point and d.on_day >= s.first_on and d.on_day < s.before_on group by 1, 2
    ), gone as (
      delete from water_month m using s where m.point = s.point and m.month_on >= s.first_on and m.month_on < s.before_on
        and not exists (select from made where made.point = m.point and made.month_on = m.month_on) returning m.point, m.month_on
    ), changed as (
      insert into water_month as m (point, month_on, measured_m3, interpolated_m3, estimated_m3, known_seconds, at_least, changed_seq) select made.*, app_seq() from made
      on conflict (point, month_on) do update set measured_m3 = excluded.measured_m3, interpolated_m3 = excluded.interpolated_m3, estimated_m3 = excluded.estimated_m3,
        known_seconds = excluded.known_seconds, at_least = excluded.at_least, changed_seq = excluded.changed_seq
      where (m.measured_m3, m.interpolated_m3, m.estimated_m3, m.known_seconds, m.at_least)
        is distinct from (excluded.measured_m3, excluded.interpolated_m3, excluded.estimated_m3, excluded.known_seconds, excluded.at_least)
      returning m.point, m.month_on
    )
    insert into kpi_dirty (kind, scope_id, month, seq)
    select distinct ${READINGS_MARK}, s.site_id, c.month_on, app_seq() from (select * from gone union all select * from changed) c join s on s.point = c.point`.execute(
    tx,
  );
}

/** What flowed through a meter in a day or month; volumes and seconds are exact decimals. */
export interface MeterVolume {
  meterId: string;
  siteId: string;
  /** the day, or the first day of the month */
  on: CalendarDate;
  /** between two readings within it */
  measuredM3: string;
  /** the part, by time, of an interval no longer than usual that reaches across its edge */
  interpolatedM3: string;
  /** the part of a gap */
  estimatedM3: string;
  /** of its time, that for which a volume is known */
  knownSeconds: string;
  /** part of it is a lower bound */
  atLeast: boolean;
}

/**
 * What flowed through each meter in each month of a span, by the readings alone. A month of which nothing is known is
 * absent. `changedAfter` leaves out the months that are as they were at that number of the history (`changed_seq`).
 */
export async function monthVolumes(
  tx: Tx,
  sites: Sites,
  { from, before, changedAfter }: { from: CalendarDate; before: CalendarDate; changedAfter?: number },
): Promise<MeterVolume[]> {
  const among = sites === 'all' ? sql`true` : sql`p.site_id = any(${[...sites]}::uuid[])`;
  const since = changedAfter === undefined ? sql`true` : sql`m.changed_seq > ${changedAfter}`;
  const { rows } = await sql<MeterVolume>`
    select p.meter_id as "meterId", p.site_id as "siteId", m.month_on as on, trim_scale(m.measured_m3)::text as "measuredM3",
      trim_scale(m.interpolated_m3)::text as "interpolatedM3", trim_scale(m.estimated_m3)::text as "estimatedM3",
      trim_scale(m.known_seconds)::text as "knownSeconds", m.at_least as "atLeast"
    from water_month m join water_point p on p.id = m.point
    where m.month_on >= ${from}::date and m.month_on < ${before}::date and ${among} and ${since} order by m.month_on, m.point`.execute(
    tx,
  );
  return rows;
}
