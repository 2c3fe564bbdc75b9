// The meters of a scope as a balance reads them: where each stands in its tree, and what its months come to.
import { sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Sites } from './meters.ts';

/** A meter with what flowed through it in some months. */
export interface BalanceMeter {
  id: string;
  siteId: string;
  code: string;
  name: { en: string; zh: string };
  role: string;
  use: string | null;
  parentId: string | null;
  feedsIn: boolean;
  unmeteredShare: string | null;
  /** exact decimal; null where nothing is known of the months */
  volumeM3: string | null;
}

/** The meters that count, by factory and code, with the volume of the months that begin in a span of days. */
export async function listBalanceMeters(
  tx: Tx,
  sites: Sites,
  { from, before }: { from: CalendarDate; before: CalendarDate },
): Promise<BalanceMeter[]> {
  const among = sites === 'all' ? sql`true` : sql`m.site_id = any(${[...sites]}::uuid[])`;
  const { rows } = await sql<Omit<BalanceMeter, 'name'> & { en: string; zh: string }>`
    with flowed as materialized (
      select p.meter_id, sum(w.measured_m3 + w.interpolated_m3 + w.estimated_m3) as volume
      from water_month w join water_point p on p.id = w.point where w.month_on >= ${from}::date and w.month_on < ${before}::date group by p.meter_id
    )
    select m.id, m.site_id as "siteId", m.code, m.name_en as en, m.name_zh as zh, m.role, m.use, m.parent_id as "parentId", m.feeds_in as "feedsIn",
      m.unmetered_share::text as "unmeteredShare", trim_scale(f.volume)::text as "volumeM3"
    from water_meter m left join flowed f on f.meter_id = m.id
    where m.approved_seq is not null and m.ended_seq is null and not m.voided and ${among} order by m.site_id, m.code`.execute(
    tx,
  );
  return rows.map(({ en, zh, ...row }) => ({ ...row, name: { en, zh } }));
}
