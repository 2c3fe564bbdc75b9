// What the looking for findings reads and writes: meters that are due, what flowed by day and hour, what was found before.
import { sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';
import type { FindingKind, FindingUnit, WithdrawnWhy } from '../model/finding.ts';
import type { IntervalCode } from '../model/meter.ts';
import type { Touched } from './days.ts';
import { instantText } from './instant-text.ts';

const POINTS_AT_ONCE = 5;
/** A night is over at five; what is read until then tells it. */
const NIGHT_ENDS = '4 hours';
/** What changed longer ago than that came late, and is looked at without waiting for another night. */
const LATE = '12 hours';
/** No finding rests on more than two years before it, and what ended earlier is not looked for again. */
const LOOKED_BACK = '3 years';
/** Hours before and after a register's jump that its picture shows. */
const AROUND = 24;

/** Notes that what flowed has changed at these points, and so also what their mains saw and no sub-meter did. */
export async function watch(tx: Tx, touched: readonly Touched[]): Promise<void> {
  await sql`
    with changed as (
      select * from unnest(${touched.map(({ point }) => point)}::integer[], ${touched.map(({ fromMs }) => instantText(fromMs))}::timestamptz[]) as c (point, from_at)
    ), whose as (
      select point, from_at from changed
      union all
      select main.id, c.from_at from changed c join water_point p on p.id = c.point
        join water_meter m on m.id = p.meter_id and m.approved_seq is not null and m.ended_seq is null and not m.voided
        join water_point main on main.meter_id = m.parent_id
    )
    insert into water_watch as w (point, due_from) select point, min(from_at) from whose group by 1
    on conflict (point) do update set due_from = least(w.due_from, excluded.due_from)`.execute(tx);
}

/** A meter to be looked at. */
export interface DuePoint {
  point: number;
  meterId: string;
  siteId: string;
  timeZone: string;
  site: { en: string; zh: string };
  meter: { en: string; zh: string };
  siteCode: string;
  meterCode: string;
  /** findings that somebody answered since it was looked at last */
  answered: string[];
  /** its own limits have changed since */
  limited: boolean;
}

/**
 * Meters at which another night is over since they were looked at, readings came late, or somebody answered a finding:
 * each is looked at about once a day, however often it is read. Meters without sub-meters come first: a leak is told where it is
 * nearest.
 */
export async function takeDue(tx: Tx): Promise<DuePoint[]> {
  const { rows } = await sql<
    Omit<DuePoint, 'site' | 'meter'> & Record<'siteEn' | 'siteZh' | 'meterEn' | 'meterZh', string>
  >`
    with answered as (
      select p.id as point, max(greatest(a.approved_seq, a.ended_seq)) as seq, array_agg(a.finding) as findings from water_finding_answer a join water_point p on p.meter_id = a.meter_id
        join water_watch w on w.point = p.id where greatest(a.approved_seq, a.ended_seq) > w.seen_seq group by 1
    ), limited as (
      select p.id as point, max(greatest(l.approved_seq, l.ended_seq)) as seq from water_finding_limits l join water_point p on p.meter_id = l.meter_id
        join water_watch w on w.point = p.id where greatest(l.approved_seq, l.ended_seq) > w.seen_seq group by 1
    ), due as (
      select w.point, (select max(from_at) from water_hour h where h.point = w.point) as until_at, coalesce(greatest(a.seq, l.seq), w.seen_seq) as seq, coalesce(a.findings, '{}') as findings, l.seq is not null as limited
      from water_watch w join water_point p on p.id = w.point join scope_node n on n.id = p.site_id left join answered a on a.point = w.point left join limited l on l.point = w.point
      where not exists (select from water_marked k where k.point = w.point) and (a.seq is not null or l.seq is not null or (w.due_from is not null and (w.judged_until is null or w.due_from < w.judged_until - ${LATE}::interval
        or ((select max(from_at) from water_hour h where h.point = w.point) at time zone n.time_zone - ${NIGHT_ENDS}::interval)::date
          > (w.judged_until at time zone n.time_zone - ${NIGHT_ENDS}::interval)::date)))
      order by exists (select from water_meter sub where sub.parent_id = p.meter_id), w.point limit ${sql.lit(POINTS_AT_ONCE)}
    ), taken as (
      update water_watch w set due_from = null, judged_until = due.until_at, seen_seq = due.seq from due where due.point = w.point returning w.point, due.findings, due.limited
    )
    select t.point, p.meter_id as "meterId", p.site_id as "siteId", n.time_zone as "timeZone", n.code as "siteCode", n.name_en as "siteEn", n.name_zh as "siteZh",
      m.code as "meterCode", m.name_en as "meterEn", m.name_zh as "meterZh", t.findings as answered, t.limited
    from taken t join water_point p on p.id = t.point join scope_node n on n.id = p.site_id
      join water_meter m on m.id = p.meter_id and m.approved_seq is not null and m.ended_seq is null and not m.voided
    order by t.point`.execute(tx);
  return rows.map(({ siteEn, siteZh, meterEn, meterZh, ...row }) => ({
    ...row,
    ...{ site: { en: siteEn, zh: siteZh }, meter: { en: meterEn, zh: meterZh } },
  }));
}

/** What flowed in a day, m³; null where part of the day is not known, estimated or a lower bound. */
export interface DayRow {
  day: CalendarDate;
  value: number | null;
}

/** Less is no whole day: 23 hours, since clocks are put forward on one of them. */
const WHOLE_DAY_SECONDS = 23 * 3600;

/** What flowed by the day, as far back as findings are looked for. A day of which nothing is known is absent. */
export async function daysOfPoint(tx: Tx, point: number): Promise<DayRow[]> {
  const { rows } = await sql<DayRow>`
    select on_day as day, case when known_seconds >= ${sql.lit(WHOLE_DAY_SECONDS)} and not at_least and estimated_m3 = 0 then (measured_m3 + interpolated_m3)::float8 end as value
    from water_day where point = ${point} and on_day > (select max(on_day) from water_day where point = ${point}) - ${LOOKED_BACK}::interval order by on_day`.execute(
    tx,
  );
  return rows;
}

/** Hours of a meter by their beginning, milliseconds since 1970. */
export async function hoursOfPoint(tx: Tx, point: number) {
  const { rows } = await sql<{
    at: number[] | null;
    volume: number[];
    known: number[];
    estimated: boolean[];
    atLeast: boolean[];
  }>`
    select array_agg(extract(epoch from from_at)::float8 * 1000 order by from_at) as at, array_agg((measured_m3 + interpolated_m3 + estimated_m3)::float8 order by from_at) as volume,
      array_agg(known_seconds::float8 * 1000 order by from_at) as known, array_agg(estimated_m3 <> 0 order by from_at) as estimated, array_agg(at_least order by from_at) as "atLeast"
    from water_hour where point = ${point} and not whole_day and from_at > (select max(from_at) from water_hour where point = ${point}) - ${LOOKED_BACK}::interval`.execute(
    tx,
  );
  const [all] = rows;
  return new Map(
    (all?.at ?? []).map((at, index) => [
      at,
      {
        ...{ volumeM3: all?.volume[index] as number, knownMs: all?.known[index] as number },
        ...{ estimated: all?.estimated[index] === true, atLeast: all?.atLeast[index] === true },
      },
    ]),
  );
}

/** The meters right below one, with whether each feeds into its network; without a point where it was never read. */
export async function belowMeter(tx: Tx, meterId: string): Promise<{ point: number | null; feedsIn: boolean }[]> {
  const { rows } = await sql<{ point: number | null; feedsIn: boolean }>`
    select p.id as point, m.feeds_in as "feedsIn" from water_meter m left join water_point p on p.meter_id = m.id
    where m.parent_id = ${meterId} and m.approved_seq is not null and m.ended_seq is null and not m.voided order by m.code`.execute(
    tx,
  );
  return rows;
}

/** An interval with what is to be said of it, or an hour beside one. */
export interface NearInterval {
  fromMs: number;
  beforeMs: number;
  codes: IntervalCode[];
  volumeM3: string | null;
}

/**
 * The intervals that have one of these codes, each with the hours (or days) around it, in time. Those within a day of each other
 * are one: a register that goes back at every reading has one cause, and is told once.
 */
export async function intervalsAround(
  tx: Tx,
  point: number,
  codes: readonly IntervalCode[],
): Promise<NearInterval[][]> {
  const { rows } = await sql<NearInterval & { about: number }>`
    with coded as (
      select *, coalesce(from_at > lag(before_at) over (order by from_at) + interval '1 day', true) as begins from water_interval
      where point = ${point} and codes && ${[...codes]}::text[] and from_at > (select max(from_at) from water_hour where point = ${point}) - ${LOOKED_BACK}::interval
    ), numbered as (
      select *, count(*) filter (where begins) over (order by from_at) as run from coded
    ), said as (
      select run, array_agg(distinct code) as codes from numbered cross join lateral unnest(codes) code group by run
    ), jumped as (
      select min(from_at) as from_at, max(before_at) as before_at, s.codes, sum(volume_m3) as volume_m3 from numbered n join said s on s.run = n.run group by n.run, s.codes
    ), around as (
      select c.from_at as about, c.from_at, c.before_at, c.codes, c.volume_m3 from jumped c
      union all
      select c.from_at, h.from_at, h.from_at, '{}', h.volume from jumped c cross join lateral (
        select * from (select from_at, measured_m3 + interpolated_m3 + estimated_m3 as volume from water_hour where point = ${point} and from_at < c.from_at order by from_at desc limit ${sql.lit(AROUND)}) earlier
        union all
        select * from (select from_at, measured_m3 + interpolated_m3 + estimated_m3 from water_hour where point = ${point} and from_at >= c.before_at order by from_at limit ${sql.lit(AROUND)}) later) h
    )
    select extract(epoch from about)::float8 * 1000 as about, extract(epoch from from_at)::float8 * 1000 as "fromMs", extract(epoch from before_at)::float8 * 1000 as "beforeMs",
      codes, trim_scale(volume_m3)::text as "volumeM3" from around order by about, from_at, before_at`.execute(tx);
  return [...Map.groupBy(rows, ({ about }) => about).values()];
}

/** Days after which a baseline begins anew, as answers to findings tell. */
export async function newBaselines(tx: Tx, point: number): Promise<CalendarDate[]> {
  const { rows } = await sql<{ day: CalendarDate }>`
    select f.found_on + 1 as day from water_finding f join water_finding_answer a on a.finding = f.id::text
    where f.point = ${point} and a.new_baseline and a.approved_seq is not null and a.ended_seq is null and not a.voided order by 1`.execute(
    tx,
  );
  return rows.map(({ day }) => day);
}

interface LimitsRow {
  id: string;
  from: CalendarDate;
  nightAbsolute: number | null;
  nightRelative: number | null;
  nightPersistDays: number | null;
  alarmFactor: number | null;
  dailyAbsolute: number | null;
  dailyRelative: number | null;
  dailyPersistDays: number | null;
  unaccountedAbsolute: number | null;
  unaccountedRelative: number | null;
  unaccountedPersistDays: number | null;
  creepRelative: number | null;
}

/** Limits of its own that a meter has, as plain numbers, oldest first. */
export async function limitsOfMeter(tx: Tx, meterId: string): Promise<LimitsRow[]> {
  const { rows } = await sql<LimitsRow>`
    select id, from_on as from, night_absolute::float8 as "nightAbsolute", night_relative::float8 as "nightRelative", night_persist_days as "nightPersistDays", alarm_factor::float8 as "alarmFactor",
      daily_absolute::float8 as "dailyAbsolute", daily_relative::float8 as "dailyRelative", daily_persist_days as "dailyPersistDays", unaccounted_absolute::float8 as "unaccountedAbsolute",
      unaccounted_relative::float8 as "unaccountedRelative", unaccounted_persist_days as "unaccountedPersistDays", creep_relative::float8 as "creepRelative"
    from water_finding_limits where meter_id = ${meterId} and approved_seq is not null and ended_seq is null and not voided order by from_on`.execute(
    tx,
  );
  return rows;
}

/** A finding that is kept. */
export interface KeptFinding {
  id: string;
  kind: FindingKind;
  from: CalendarDate;
  foundOn: CalendarDate;
  until: CalendarDate | null;
  withdrawnWhy: WithdrawnWhy | null;
}

/** What was found at a meter so far, in the order in which it began. */
export async function keptFindings(tx: Tx, point: number): Promise<KeptFinding[]> {
  const { rows } = await sql<KeptFinding>`
    select id, kind, from_on as from, found_on as "foundOn", until_on as until, withdrawn_why as "withdrawnWhy" from water_finding where point = ${point} order by from_on, id`.execute(
    tx,
  );
  return rows;
}

/** A finding at a meter above or below another one. */
export interface FindingOfKin {
  id: string;
  side: 'above' | 'below';
  kind: FindingKind;
  unit: FindingUnit;
  excess: number;
  from: CalendarDate;
  foundOn: CalendarDate;
  until: CalendarDate | null;
}

/** What stands of findings at the mains of a meter, and at the meters below it, however far. */
export async function findingsOfKin(tx: Tx, meterId: string): Promise<FindingOfKin[]> {
  const { rows } = await sql<FindingOfKin>`
    with recursive tree as (select id, parent_id from water_meter where approved_seq is not null and ended_seq is null and not voided),
      above (id, depth) as (
        select parent_id, 1 from tree where id = ${meterId}
        union select t.parent_id, a.depth + 1 from above a join tree t on t.id = a.id where a.depth < 20),
      below (id, depth) as (
        select id, 1 from tree where parent_id = ${meterId}
        union select t.id, b.depth + 1 from below b join tree t on t.parent_id = b.id where b.depth < 20),
      kin as (select distinct id, 'above' as side from above where id is not null and id <> ${meterId} union all select distinct id, 'below' from below where id <> ${meterId})
    select f.id, kin.side, f.kind, f.unit, f.excess, f.from_on as from, f.found_on as "foundOn", f.until_on as until
    from kin join water_point p on p.meter_id = kin.id join water_finding f on f.point = p.id where f.withdrawn_why is null order by f.from_on, f.id`.execute(
    tx,
  );
  return rows;
}

/** What is to be kept of a finding. */
export interface FindingRow {
  kind: FindingKind;
  unit: FindingUnit;
  from: CalendarDate;
  foundOn: CalendarDate;
  until: CalendarDate | null;
  onlySuspected: boolean;
  usual: number;
  limit: number | null;
  excess: number;
  codes: readonly string[];
  series: readonly { day: CalendarDate; value: number | null }[];
  judgedBy?: string | null;
}

const seriesJson = ({ series }: FindingRow) =>
  JSON.stringify(series.map(({ day, value }) => [day, value === null ? null : Number(value.toPrecision(6))]));
const finite = (value: number) => (Number.isFinite(value) ? value : 0);

/** Keeps a new finding under a new id. */
export async function addFinding(tx: Tx, point: number, id: string, finding: FindingRow): Promise<void> {
  const { kind, unit, from, foundOn, until, onlySuspected, usual, limit, excess, codes } = finding;
  await sql`
    insert into water_finding (id, point, kind, unit, from_on, found_on, until_on, only_suspected, usual, upper_limit, excess, codes, limits_id, series)
    values (${id}, ${point}, ${kind}, ${unit}, ${from}, ${foundOn}, ${until}, ${onlySuspected}, ${finite(usual)}, ${limit}, ${finite(excess)}, ${[...codes]}::text[], ${finding.judgedBy ?? null},
      ${seriesJson(finding)}::jsonb)`.execute(tx);
}

/** Writes a finding that was found again over what was kept of it; the day on which it was first said stays. */
export async function keepAgain(tx: Tx, id: string, finding: FindingRow): Promise<void> {
  const { kind, unit, from, until, onlySuspected, usual, limit, excess, codes } = finding;
  await sql`
    update water_finding set kind = ${kind}, unit = ${unit}, from_on = ${from}, until_on = ${until}, only_suspected = ${onlySuspected}, usual = ${finite(usual)},
      upper_limit = ${limit}, excess = ${finite(excess)}, codes = ${[...codes]}::text[], limits_id = ${finding.judgedBy ?? null}, series = ${seriesJson(finding)}::jsonb, withdrawn_why = null, same_as = null, judged_at = now()
    where id = ${id}`.execute(tx);
}

/** Notes that a finding is none any more; it stays, with what was said of it. */
export async function withdraw(tx: Tx, id: string, why: WithdrawnWhy, sameAs: string | null): Promise<void> {
  await sql`update water_finding set withdrawn_why = ${why}, same_as = ${sameAs}, judged_at = now() where id = ${id}`.execute(
    tx,
  );
}
