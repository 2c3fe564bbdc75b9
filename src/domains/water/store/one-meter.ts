// One meter with everything that is known of it: where it stands, what stood there, when it was calibrated.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { Named } from '../model/named.ts';
import type { MeterPhoto, OneMeter } from '../model/one-meter-answer.ts';

type Row = Omit<OneMeter, 'above' | 'name' | 'site'> &
  Record<'en' | 'zh' | 'siteId' | 'siteCode' | 'siteEn' | 'siteZh', string>;

const standing = sql`approved_seq is not null and ended_seq is null and not voided`;

/** Undefined where there is no such meter that the reader may see. */
export async function findMeter(tx: Tx, meterId: string): Promise<OneMeter | undefined> {
  const { rows } = await sql<Row>`
    select m.id, m.code, m.name_en as en, m.name_zh as zh, m.site_id as "siteId", n.code as "siteCode", n.name_en as "siteEn", n.name_zh as "siteZh", n.time_zone as "timeZone",
      m.role, m.use, case when m.place_en is null and m.place_zh is null then null else jsonb_build_object('en', m.place_en, 'zh', m.place_zh) end as place,
      (now() at time zone n.time_zone)::date as today,
      (select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'code', b.code, 'name', jsonb_build_object('en', b.name_en, 'zh', b.name_zh)) order by b.code), '[]')
        from water_meter b where b.parent_id = m.id and ${standing}) as below,
      (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'startsAt', s.starts_at, 'cause', s.cause, 'serial', s.serial, 'sends', s.sends, 'm3PerCount', trim_scale(s.m3_per_count)::text,
          'registerSize', trim_scale(s.register_size)::text, 'maxM3PerHour', trim_scale(s.max_m3_per_hour)::text, 'readEveryMinutes', s.read_every_minutes,
          'startCount', trim_scale(s.start_count)::text, 'endCountBefore', trim_scale(s.end_count_before)::text, 'reason', s.reason) order by s.starts_at::timestamptz desc), '[]')
        from water_meter_span s where s.meter_id = m.id and ${standing}) as spans,
      (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'calibratedOn', c.calibrated_on, 'dueOn', c.due_on, 'certificate', c.certificate, 'laboratory', c.laboratory,
          'errorShare', trim_scale(c.error_share)::text, 'passed', c.passed, 'approved', c.approved_seq is not null) order by c.calibrated_on desc, c.certificate), '[]')
        from water_calibration c where c.meter_id = m.id and c.ended_seq is null and not c.voided and (c.approved_seq is not null or c.state = 'submitted')) as calibrations,
      (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'from', l.from_on, 'reason', l.reason) order by l.from_on desc), '[]') from water_finding_limits l where l.meter_id = m.id and ${standing}) as limits,
      (select to_char(w.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from water_point p join water_reading w on w.point = p.id where p.meter_id = m.id order by w.at desc limit 1) as "lastReadAt"
    from water_meter m join scope_node n on n.id = m.site_id where m.id = ${meterId} and m.approved_seq is not null and m.ended_seq is null and not m.voided`.execute(
    tx,
  );
  const [row] = rows;
  if (!row) return undefined;
  const { en, zh, siteId, siteCode, siteEn, siteZh, ...rest } = row;
  return {
    ...{ ...rest, name: { en, zh }, above: await mainsOf(tx, meterId) },
    site: { id: siteId, code: siteCode, name: { en: siteEn, zh: siteZh } },
  };
}

/** Its mains, the uppermost first; a circle ends where it closes. */
async function mainsOf(tx: Tx, meterId: string): Promise<Named[]> {
  const { rows } = await sql<{ id: string; code: string; en: string; zh: string }>`
    with recursive above (id, parent_id, code, en, zh, depth) as (
      select id, parent_id, code, name_en, name_zh, 0 from water_meter where id = ${meterId} and ${standing}
      union all
      select m.id, m.parent_id, m.code, m.name_en, m.name_zh, a.depth + 1 from above a join water_meter m on m.id = a.parent_id
        where m.approved_seq is not null and m.ended_seq is null and not m.voided and a.depth < 20
    ) select id, min(code) as code, min(en) as en, min(zh) as zh from above where id <> ${meterId} group by id order by max(depth) desc`.execute(
    tx,
  );
  return rows.map(({ id, code, en, zh }) => ({ id, code, name: { en, zh } }));
}

const PHOTOS = 24;

/** Photos of a meter, of what stood there and of what it showed, the newest first; whoever asks may read evidence there. */
export async function photosOf(tx: Tx, meterId: string): Promise<MeterPhoto[]> {
  const { rows } = await sql<MeterPhoto>`
    select encode(l.sha256, 'hex') as sha256, l.file_name as "fileName", to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
      case l.kind when 'water.meter' then 'meter' when 'water.meter-span' then 'span' else 'reading' end as of
    from evidence_link l join evidence_file f on f.sha256 = l.sha256
    where f.media_type like 'image/%' and not exists (select from evidence_ended e where e.link_id = l.id)
      and (l.kind = 'water.meter' and l.record_id = ${meterId}
        or l.kind = 'water.meter-span' and l.record_id in (select id from water_meter_span where meter_id = ${meterId} and ${standing})
        or l.kind = 'water.hand-reading' and l.record_id in (select id from water_hand_reading where meter_id = ${meterId} and ${standing}))
    order by l.at desc limit ${sql.lit(PHOTOS)}`.execute(tx);
  return rows;
}
