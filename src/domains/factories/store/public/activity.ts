// What a site made month by month: output value and head-count, without which no mass can be judged.
import { sql } from 'kysely';
import type { CalendarDate, Month } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';

/** Activity of a month as it was last recorded; what was not recorded is null. */
export interface MonthActivity {
  month: Month;
  outputCny: string | null;
  headCount: number | null;
}

/** Activity of a site from one day to before another. */
export async function listActivity(
  tx: Tx,
  siteId: string,
  { from, before }: { from: CalendarDate; before: CalendarDate },
): Promise<MonthActivity[]> {
  const { rows } = await sql<MonthActivity>`
    select to_char(month_on, 'YYYY-MM') as month, output_value_cny::text as "outputCny", head_count as "headCount"
    from factories_activity where site_id = ${siteId} and month_on >= ${from} and month_on < ${before} and latest and not voided
    order by month_on`.execute(tx);
  return rows;
}
