// What stands at a meter now, and what it showed last: what somebody needs who replaces it.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { MeterPlace } from '../model/meter-place.ts';

/** Undefined where there is no such meter that the reader may see. */
export async function findMeterPlace(tx: Tx, meterId: string): Promise<MeterPlace | undefined> {
  const { rows } = await sql<
    Pick<MeterPlace, 'id' | 'code' | 'span' | 'last'> &
      Record<'en' | 'zh' | 'siteId' | 'siteCode' | 'siteEn' | 'siteZh', string>
  >`
    select m.id, m.code, m.name_en as en, m.name_zh as zh, m.site_id as "siteId", n.code as "siteCode", n.name_en as "siteEn", n.name_zh as "siteZh", s.span, r.last
    from water_meter m join scope_node n on n.id = m.site_id
    left join lateral (
      select jsonb_build_object('startsAt', starts_at, 'serial', serial, 'sends', sends, 'm3PerCount', trim_scale(m3_per_count)::text, 'registerSize', trim_scale(register_size)::text,
        'maxM3PerHour', trim_scale(max_m3_per_hour)::text, 'readEveryMinutes', read_every_minutes, 'backwardCounts', trim_scale(backward_counts)::text) as span
      from water_meter_span where meter_id = m.id and approved_seq is not null and ended_seq is null and not voided order by starts_at::timestamptz desc limit 1) s on true
    left join lateral (
      select jsonb_build_object('at', to_char(w.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'count', trim_scale(w.count)::text) as last
      from water_point p join water_reading w on w.point = p.id where p.meter_id = m.id order by w.at desc, w.sequence desc limit 1) r on true
    where m.id = ${meterId} and m.approved_seq is not null and m.ended_seq is null and not m.voided`.execute(tx);
  const [row] = rows;
  if (!row) return undefined;
  const { en, zh, siteId, siteCode, siteEn, siteZh, ...rest } = row;
  return { ...rest, name: { en, zh }, site: { id: siteId, code: siteCode, name: { en: siteEn, zh: siteZh } } };
}
