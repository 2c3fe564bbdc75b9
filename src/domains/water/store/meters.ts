// The meters of a scope with what flowed through each in a period, as the months tell it, or the days of a period that begins within one.
import { sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';

/** Factories by id, or all that the reader sees. */
export type Sites = readonly string[] | 'all';

/** A meter with its period. */
export interface MeterRow {
  id: string;
  site: { id: string; code: string; name: { en: string; zh: string } };
  code: string;
  name: { en: string; zh: string };
  role: string;
  parentId: string | null;
  feedsIn: boolean;
  unmeteredShare: string | null;
  /** null where nothing is known of the period */
  volumeM3: string | null;
  estimatedM3: string | null;
  /** the part of the period, up to now, for which a volume is known: 0 to 1 */
  knownShare: number;
  /** part of it is a lower bound */
  atLeast: boolean;
  lastReadAt: string | null;
  /** what is to be said of the intervals of the period */
  codes: string[];
}

/** Meters in the order of their factories and codes. */
export async function listMeters(
  tx: Tx,
  sites: Sites,
  period: { from: CalendarDate; before: CalendarDate },
): Promise<MeterRow[]> {
  const among = sites === 'all' ? sql`true` : sql`m.site_id = any(${[...sites]}::uuid[])`;
  const wholeMonths = period.from.endsWith('-01') && period.before.endsWith('-01');
  const kept = wholeMonths
    ? sql`(select month_on as kept_on, * from water_month) k`
    : sql`(select on_day as kept_on, * from water_day) k`;
  const { rows } = await sql<
    Omit<MeterRow, 'site' | 'name'> & Record<'siteId' | 'site' | 'siteEn' | 'siteZh' | 'en' | 'zh', string>
  >`
    select m.id, m.site_id as "siteId", n.code as site, n.name_en as "siteEn", n.name_zh as "siteZh", m.code, m.name_en as en, m.name_zh as zh,
      m.role, m.parent_id as "parentId", m.feeds_in as "feedsIn", m.unmetered_share::text as "unmeteredShare",
      trim_scale(h.volume)::text as "volumeM3", trim_scale(h.estimated)::text as "estimatedM3", coalesce(h.at_least, false) as "atLeast",
      coalesce(least(1, h.known / nullif(extract(epoch from least(s.before_at, now()) - s.from_at), 0)), 0)::float8 as "knownShare",
      to_char(r.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastReadAt", coalesce(i.codes, '{}') as codes
    from water_meter m
    join scope_node n on n.id = m.site_id
    cross join lateral (select ${period.from}::date::timestamp at time zone n.time_zone as from_at, ${period.before}::date::timestamp at time zone n.time_zone as before_at) s
    left join water_point p on p.meter_id = m.id
    left join lateral (select sum(measured_m3 + interpolated_m3 + estimated_m3) as volume, sum(estimated_m3) as estimated, sum(known_seconds) as known, bool_or(at_least) as at_least
      from ${kept} where point = p.id and kept_on >= ${period.from}::date and kept_on < ${period.before}::date) h on true
    left join lateral (select max(at) as at from water_reading where point = p.id) r on true
    left join lateral (select array_agg(distinct code order by code) as codes from water_interval v, unnest(v.codes) as code
      where v.point = p.id and v.from_at < s.before_at and v.before_at > s.from_at) i on true
    where m.approved_seq is not null and m.ended_seq is null and not m.voided and ${among} order by n.code, m.code`.execute(
    tx,
  );
  return rows.map(({ siteId, site, siteEn, siteZh, en, zh, ...row }) => ({
    ...row,
    site: { id: siteId, code: site, name: { en: siteEn, zh: siteZh } },
    name: { en, zh },
  }));
}

/** The meters of a factory by their codes. */
export async function metersByCode(tx: Tx, siteId: string, codes: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; code: string }>`
    select id, code from water_meter where site_id = ${siteId} and code = any(${[...new Set(codes)]}::text[])
      and approved_seq is not null and ended_seq is null and not voided`.execute(tx);
  return new Map(rows.map(({ id, code }) => [code, id]));
}
