// Findings as people read them: with their meter, what was said of them, and how far back anything is known.
import { type RawBuilder, sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';
import type { ListedFinding } from '../model/finding.ts';
import type { Sites } from './meters.ts';

type Names = 'siteId' | 'siteCode' | 'siteEn' | 'siteZh' | 'meterId' | 'meterCode' | 'meterEn' | 'meterZh';
type FindingRow = Omit<ListedFinding, 'site' | 'meter'> &
  Record<Names, string> & { series: [CalendarDate, number | null][] };

/** Findings as they stand; open ones first, of each the newest first. */
const findingsWhere = (where: RawBuilder<unknown>) => sql<FindingRow>`
    select f.id, s.state, p.site_id as "siteId", n.code as "siteCode", n.name_en as "siteEn", n.name_zh as "siteZh", m.id as "meterId", m.code as "meterCode", m.name_en as "meterEn", m.name_zh as "meterZh",
      f.kind, f.unit, f.from_on as from, f.found_on as "foundOn", f.until_on as until, f.only_suspected as "onlySuspected", f.usual, f.upper_limit as limit, f.excess, f.codes,
      f.withdrawn_why as "withdrawnWhy", f.same_as as "sameAs", f.series,
      case when a.id is not null then jsonb_build_object('recordId', a.id, 'cause', a.cause, 'on', a.found_cause_on, 'whatWasDone', a.what_was_done, 'newBaseline', a.new_baseline) end as answer,
      case when l.id is not null then jsonb_build_object('id', l.id, 'from', l.from_on) end as "judgedBy",
      (now() at time zone n.time_zone)::date as today, coalesce((select max(on_day) from water_day d where d.point = f.point), f.found_on) as "lastDay"
    from water_finding f join water_point p on p.id = f.point join scope_node n on n.id = p.site_id
    join water_meter m on m.id = p.meter_id and m.approved_seq is not null and m.ended_seq is null and not m.voided
    left join water_finding_answer a on a.finding = f.id::text and a.approved_seq is not null and a.ended_seq is null and not a.voided
    left join water_finding_limits l on l.id = f.limits_id and l.approved_seq is not null and l.ended_seq is null and not l.voided
    cross join lateral (select case when a.id is not null then 'answered' when f.withdrawn_why is not null then 'withdrawn' else 'open' end as state) s
    where ${where}
    order by case s.state when 'open' then 0 when 'answered' then 1 else 2 end, f.found_on desc, n.code, m.code`;

/** The findings of factories. */
export async function listFindings(tx: Tx, sites: Sites, most: number): Promise<ListedFinding[]> {
  const among = sites === 'all' ? sql`true` : sql`p.site_id = any(${[...sites]}::uuid[])`;
  const { rows } = await sql<FindingRow>`${findingsWhere(among)} limit ${sql.lit(most)}`.execute(tx);
  return rows.map((row) => listed(row).finding);
}

/** One finding with the series that shows it; undefined where there is none that the reader may see. */
export async function findFinding(
  tx: Tx,
  id: string,
): Promise<{ finding: ListedFinding; series: [CalendarDate, number | null][] } | undefined> {
  const { rows } = await findingsWhere(sql`f.id = ${id}`).execute(tx);
  return rows[0] && listed(rows[0]);
}

function listed(row: FindingRow) {
  const { siteId, siteCode, siteEn, siteZh, meterId, meterCode, meterEn, meterZh, series, ...rest } = row;
  const finding: ListedFinding = {
    ...rest,
    site: { id: siteId, code: siteCode, name: { en: siteEn, zh: siteZh } },
    meter: { id: meterId, code: meterCode, name: { en: meterEn, zh: meterZh } },
  };
  return { finding, series };
}

/** How many findings wait for an answer, by factory. */
export async function countOpenFindings(tx: Tx): Promise<{ siteId: string; count: number }[]> {
  const { rows } = await sql<{ siteId: string; count: number }>`
    select p.site_id as "siteId", count(*)::int as count from water_finding f join water_point p on p.id = f.point
    where f.withdrawn_why is null and not exists (select from water_finding_answer a where a.finding = f.id::text and a.approved_seq is not null and a.ended_seq is null and not a.voided)
    group by 1 order by 1`.execute(tx);
  return rows;
}
