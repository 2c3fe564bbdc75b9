// A month of water does not close while a bill is awaited, or an entry or a meter that told before is silent.
import { sql } from 'kysely';
import { type Month, monthOf, shiftMonth, todayIn } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Problem } from '#platform/records/declare/kind.ts';
import type { ClosingGuard } from '#platform/records/server/periods.ts';
import { type MonthGaps, monthGaps } from '../rules/month-gaps.ts';
import { monthVolumes } from '../rules/month-volumes.ts';
import { readSite, zoneOf } from '../store/told-of-site.ts';
import { toldOf } from './months.ts';

/** Names of records, in order, as problems list them. */
const listed = (names: Iterable<string>) => [...new Set(names)].sort().join(', ');

/** What is missing of the month as records and readings stand now, whether or not its volumes were worked out yet. */
async function gapsOf(tx: Tx, siteId: string, month: Month): Promise<MonthGaps> {
  const told = toldOf(await readSite(tx, siteId));
  const thisMonth = monthOf(todayIn(await zoneOf(tx, siteId), Date.now()));
  // Of the month that has not ended nothing is put by the rate of a bill: it is asked as one that has.
  const asked = month < thisMonth ? thisMonth : shiftMonth(month, 1);
  return monthGaps(told, month, monthVolumes(told, month, month, asked));
}

/** Guards the closing of bills: every day of a running account has its bill. */
export const billsHaveCome: ClosingGuard = async (tx, { scopeId, month }) => {
  const { awaitedAfter } = await gapsOf(tx, scopeId, month as Month);
  if (awaitedAfter.length === 0) return [];
  const { rows } = await sql<{ account: string }>`
    select account from water_bill where latest and id = any(${`{${awaitedAfter.join(',')}}`}::uuid[])`.execute(tx);
  const accounts = listed(rows.map(({ account }) => account));
  return [
    { field: null, code: 'water_bills_awaited', level: 'error', facts: { count: awaitedAfter.length, accounts } },
  ];
};

/** Guards the closing of entries: what was entered and metered before is told of this month too. */
export const nothingSilent: ClosingGuard = async (tx, { scopeId, month }) => {
  const { items, meters } = await gapsOf(tx, scopeId, month as Month);
  const problems: Problem[] = items.map((item) => ({
    ...{ field: null, code: 'water_entry_missing', level: 'error' as const, facts: { item: `water.item.${item}` } },
  }));
  if (meters.length === 0) return problems;
  const { rows } = await sql<{ code: string }>`
    select code from water_meter where latest and id = any(${`{${meters.join(',')}}`}::uuid[])`.execute(tx);
  const facts = { count: meters.length, meters: listed(rows.map(({ code }) => code)) };
  return [...problems, { field: null, code: 'water_meters_silent', level: 'error', facts }];
};
