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

/** What a site made in a month, of one product family. */
export interface MonthOutput {
  siteId: string;
  month: Month;
  product: { en: string; zh: string };
  unit: string;
  amount: string;
}

/** Output that counts, of some sites, from one day to before another. */
export async function listOutputs(
  tx: Tx,
  siteIds: readonly string[],
  { from, before }: { from: CalendarDate; before: CalendarDate },
): Promise<MonthOutput[]> {
  const { rows } = await sql<MonthOutput>`
    select a.site_id as "siteId", to_char(a.month_on, 'YYYY-MM') as month, jsonb_build_object('en', o.product_family_en, 'zh', o.product_family_zh) as product,
      o.unit, o.amount::text
    from factories_activity a join factories_activity_output o on o.record_id = a.id and o.revision = a.revision
    where a.approved_seq is not null and a.ended_seq is null and not a.voided and a.site_id = any(${`{${siteIds.join(',')}}`}::uuid[])
      and a.month_on >= ${from} and a.month_on < ${before}`.execute(tx);
  return rows;
}
