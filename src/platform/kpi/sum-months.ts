// Sums of one site's months as they stand on its recorder's desk: with drafts, which no figure counts yet.
import { sql } from 'kysely';
import { firstDayOf, type Month, shiftMonth } from '#period/calendar-date.ts';
import type { Tx } from '../db/database.ts';
import type { Kinds } from '../records/server/refs.ts';
import type { Aggregate, SumRow } from './declare.ts';
import type { Moment } from './moment.ts';
import { sumOverParts } from './sum-records.ts';

/** Sums of an aggregate over whole months of one site, of the revisions of a moment. */
export async function sumMonths(
  tx: Tx,
  kinds: Kinds,
  aggregate: Aggregate,
  siteId: string,
  months: readonly Month[],
  moment: Moment,
): Promise<SumRow[]> {
  const parts = {
    siteIds: months.map(() => siteId),
    months: months.map(firstDayOf),
    from: months.map(firstDayOf),
    before: months.map((month) => firstDayOf(shiftMonth(month, 1))),
  };
  const { rows } = await sql<SumRow>`select c.dims, sum(c.total)::text as sum
    from (${sumOverParts(kinds, aggregate, parts, moment)}) c group by 1 order by 1`.execute(tx);
  return rows;
}
