// What a site's months may be compared by: what it made, how many people it had, how warm it was.
import { sql } from 'kysely';
import type { CalendarDate, Month } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';

/** A month of a site, exact decimals; what is not recorded, or cannot be added, is null. */
export interface MonthDrivers {
  siteId: string;
  month: Month;
  /** the amounts made, where all are told in one unit */
  output: string | null;
  outputUnit: string | null;
  headCount: string | null;
  coolingDegreeDays: string | null;
  heatingDegreeDays: string | null;
}

/** Months of sites from one day to before another, as they count. */
export async function listMonthDrivers(
  tx: Tx,
  siteIds: readonly string[],
  { from, before }: { from: CalendarDate; before: CalendarDate },
): Promise<MonthDrivers[]> {
  const sites = `{${siteIds.join(',')}}`;
  const { rows } = await sql<MonthDrivers>`
    with made as (
      select a.site_id, a.month_on, a.head_count, o.amount, o.unit from factories_activity a
      left join lateral (select case when count(distinct unit) = 1 then sum(amount) end as amount, case when count(distinct unit) = 1 then min(unit) end as unit
        from factories_activity_output where record_id = a.id and revision = a.revision) o on true
      where a.approved_seq is not null and a.ended_seq is null and not a.voided and a.site_id = any(${sites}::uuid[]) and a.month_on >= ${from} and a.month_on < ${before}
    ), warm as (
      select site_id, month_on, cooling_degree_days, heating_degree_days from factories_degree_days
      where approved_seq is not null and ended_seq is null and not voided and site_id = any(${sites}::uuid[]) and month_on >= ${from} and month_on < ${before}
    )
    select site_id as "siteId", to_char(month_on, 'YYYY-MM') as month, trim_scale(made.amount)::text as output, made.unit as "outputUnit", made.head_count::text as "headCount",
      trim_scale(warm.cooling_degree_days)::text as "coolingDegreeDays", trim_scale(warm.heating_degree_days)::text as "heatingDegreeDays"
    from made full join warm using (site_id, month_on) order by 1, 2`.execute(tx);
  return rows;
}
