// The meters of the reading round with what stands there, their last reading and what they usually count.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import { stands } from './hours.ts';
import type { Sites } from './meters.ts';

type Text = { en: string; zh: string };

/** A meter on its place in the round. */
export interface RoundRow {
  id: string;
  code: string;
  name: Text;
  place: Text | null;
  routePlace: number | null;
  site: { id: string; code: string; name: Text };
  span: {
    startsAt: string;
    serial: string;
    sends: 'register' | 'increment';
    m3PerCount: string;
    registerSize: string | null;
    maxM3PerHour: string | null;
    readEveryMinutes: number | null;
    backwardCounts: string | null;
  } | null;
  last: { atMs: number; count: string } | null;
  usualM3PerDay: string | null;
}

/** So many of the newest days of which something is known say what is usual, and so many at the least. */
const DAYS = 56;
const DAYS_NEEDED = 3;

/** Meters as they are known at an instant: what stood there, the reading before it that counts, and what was usual until then. */
async function metersAt(tx: Tx, which: ReturnType<typeof sql>, at: string): Promise<RoundRow[]> {
  const { rows } = await sql<RoundRow>`
    select m.id, m.code, jsonb_build_object('en', m.name_en, 'zh', m.name_zh) as name,
      case when m.place_en is null and m.place_zh is null then null else jsonb_build_object('en', coalesce(m.place_en, m.place_zh), 'zh', coalesce(m.place_zh, m.place_en)) end as place,
      m.route_place as "routePlace", jsonb_build_object('id', n.id, 'code', n.code, 'name', jsonb_build_object('en', n.name_en, 'zh', n.name_zh)) as site,
      case when s.starts_at is not null then jsonb_build_object('startsAt', s.starts_at, 'serial', s.serial, 'sends', s.sends, 'm3PerCount', trim_scale(s.m3_per_count)::text,
        'registerSize', trim_scale(s.register_size)::text, 'maxM3PerHour', trim_scale(s.max_m3_per_hour)::text, 'readEveryMinutes', s.read_every_minutes,
        'backwardCounts', trim_scale(s.backward_counts)::text) end as span,
      coalesce(r.last, case when s.start_count is not null then jsonb_build_object('atMs', round(extract(epoch from s.starts_at::timestamptz) * 1000), 'count', trim_scale(s.start_count)::text) end) as last,
      d.usual as "usualM3PerDay"
    from water_meter m join scope_node n on n.id = m.site_id left join water_point p on p.meter_id = m.id
    left join lateral (
      select * from water_meter_span c where c.meter_id = m.id and c.approved_seq is not null and c.ended_seq is null and not c.voided
        and c.starts_at::timestamptz <= ${at}::timestamptz order by c.starts_at::timestamptz desc limit 1) s on true
    left join lateral (
      select jsonb_build_object('atMs', round(extract(epoch from at) * 1000), 'count', trim_scale(count)::text) as last
      from water_reading where point = p.id and at < ${at}::timestamptz and at >= s.starts_at::timestamptz and ${stands}
        and not exists (select from water_reading_exclusion x where x.meter_id = m.id and x.approved_seq is not null and x.ended_seq is null and not x.voided
          and water_reading.at >= x.starts_at::timestamptz and water_reading.at < x.ends_before::timestamptz)
      order by at desc, sequence desc limit 1) r on true
    left join lateral (
      select trim_scale(round(sum(k.m3) * 86400 / nullif(sum(k.known_seconds), 0), 6))::text as usual from (
        select measured_m3 + interpolated_m3 + estimated_m3 as m3, known_seconds from water_day
        where point = p.id and on_day < (${at}::timestamptz at time zone n.time_zone)::date order by on_day desc limit ${sql.lit(DAYS)}) k
      having sum(k.known_seconds) >= ${sql.lit(DAYS_NEEDED * 86_400)}) d on true
    where m.approved_seq is not null and m.ended_seq is null and not m.voided and ${which}
    order by n.code, m.route_place, m.code`.execute(tx);
  return rows;
}

/** The meters that have a place in the round, in walking order. */
export const listRound = (tx: Tx, sites: Sites, at: string): Promise<RoundRow[]> =>
  metersAt(
    tx,
    sql`m.route_place is not null and ${sites === 'all' ? sql`true` : sql`m.site_id = any(${[...sites]}::uuid[])`}`,
    at,
  );

/** What stands on the label of a meter of the round. */
export interface RoundLabel {
  id: string;
  code: string;
  name: Text;
  place: Text | null;
  site: { id: string; code: string; name: Text };
}

/** The labels of the meters that have a place in the round, in walking order. */
export async function listRoundLabels(tx: Tx, sites: Sites): Promise<RoundLabel[]> {
  const { rows } = await sql<RoundLabel>`
    select m.id, m.code, jsonb_build_object('en', m.name_en, 'zh', m.name_zh) as name,
      case when m.place_en is null and m.place_zh is null then null else jsonb_build_object('en', coalesce(m.place_en, m.place_zh), 'zh', coalesce(m.place_zh, m.place_en)) end as place,
      jsonb_build_object('id', n.id, 'code', n.code, 'name', jsonb_build_object('en', n.name_en, 'zh', n.name_zh)) as site
    from water_meter m join scope_node n on n.id = m.site_id
    where m.route_place is not null and ${sites === 'all' ? sql`true` : sql`m.site_id = any(${[...sites]}::uuid[])`}
      and m.approved_seq is not null and m.ended_seq is null and not m.voided order by n.code, m.route_place, m.code`.execute(
    tx,
  );
  return rows;
}

/** One meter as it was known at an instant; undefined where the reader may see none such. */
export const findAt = async (tx: Tx, meterId: string, at: string): Promise<RoundRow | undefined> =>
  (await metersAt(tx, sql`m.id = ${meterId}`, at))[0];
