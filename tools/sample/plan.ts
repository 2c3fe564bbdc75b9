// What every site owes each month, what it signed as none, and what it said when a month was unlike the one before.

import { monthsFrom } from './calendar.ts';
import type { Table } from './csv.ts';
import type { Day } from './day.ts';
import { countingKg, type Load } from './loads.ts';
import { drawFor } from './random.ts';
import { type Country, type Site, sites } from './sites.ts';

/** A stream that comes in this share of the months comes monthly; every other one when it occurs. */
const MONTHLY_SHARE = 0.9;
const DUE_DAY: Readonly<Record<Country, number>> = { CN: 10, VN: 8, MX: 12, CZ: 12 };
/** Gaps of these months are not all signed as none yet. */
const OPEN_FROM = '2024-02';
const EXPLANATIONS = 14;

interface Planned {
  site: Site;
  stream: string;
  from: Day;
  monthly: boolean;
  /** months without a load */
  gaps: string[];
}

function planned(recorded: readonly Load[], before: Day): Planned[] {
  return sites.flatMap((site) => {
    const streams = Map.groupBy(
      recorded.filter((load) => load.site === site),
      (load) => load.stream.code,
    );
    const life = monthsFrom(site.recordsFrom, before);
    return [...streams]
      .map(([stream, loads]): Planned => {
        const came = new Set(loads.map((load) => load.departedOn.slice(0, 7)));
        const gaps = life.filter((month) => !came.has(month));
        const monthly = came.size >= life.length * MONTHLY_SHARE;
        return { site, stream, from: site.recordsFrom, monthly, gaps: monthly ? gaps : [] };
      })
      .sort((a, b) => (a.stream < b.stream ? -1 : 1));
  });
}

const why: Readonly<Record<string, string>> = {
  '01': '春节前集中清运。Cleared out before Spring Festival.',
  '02': '春节停产两周。Two weeks without production over Spring Festival.',
  '03': '节后复产，清运积存。Production resumed; what had gathered left.',
};
const otherwise = '两个月的量并在本月清运。The amounts of two months left together.';

/** The greatest changes from one month of 2024 to the next, one a site, each with the line that explains it. */
function explained(recorded: readonly Load[]): string[][] {
  const kg = new Map<string, number>();
  for (const load of recorded) {
    const key = [load.site.code, load.stream.code, load.departedOn.slice(0, 7)].join('|');
    kg.set(key, (kg.get(key) ?? 0) + countingKg(load));
  }
  const months = monthsFrom('2024-01-01', '2024-06-01');
  const changes = sites.flatMap((site) => {
    const ofSite = [...new Set(recorded.filter((load) => load.site === site).map((load) => load.stream.code))].flatMap(
      (stream) =>
        months.slice(1).flatMap((month, at) => {
          const now = kg.get([site.code, stream, month].join('|')) ?? 0;
          const before = kg.get([site.code, stream, months[at]].join('|')) ?? 0;
          const changed = now > 0 && before > 0 && Math.abs(now - before) > before / 2 ? Math.abs(now - before) : 0;
          return changed >= 1000 ? [{ site: site.code, stream, month, changed }] : [];
        }),
    );
    return ofSite.sort((a, b) => b.changed - a.changed).slice(0, 1);
  });
  return changes
    .sort((a, b) => b.changed - a.changed)
    .slice(0, EXPLANATIONS)
    .map(({ site, stream, month }) => [site, month, stream, 'change_on_last_month', why[month.slice(5)] ?? otherwise]);
}

/** The plan with nil returns and explanations, from all loads that left, whether they stand in the ledger yet or not. */
export function planTables(recorded: readonly Load[], before: Day): Record<string, Table> {
  const plan = planned(recorded, before);
  const nil = plan.flatMap(({ site, stream, gaps }) =>
    gaps
      .filter((month) => month < OPEN_FROM || drawFor('nil', site.code, stream, month).chance(0.6))
      .map((month) => [site.code, month, stream, '本月未转移。Nothing left this month.']),
  );
  return {
    'expected-data.csv': {
      heading: ['Factory', 'Waste stream', 'Record', 'Frequency', 'From', 'Due on day (of the next month)'],
      rows: plan.map(({ site, stream, from, monthly }) => [
        ...[site.code, stream, 'load', monthly ? 'monthly' : 'when_it_occurs', from, String(DUE_DAY[site.country])],
      ]),
    },
    'nil-returns.csv': { heading: ['Factory', 'Month', 'Waste stream', 'Note'], rows: nil },
    'explanations.csv': {
      heading: ['Factory', 'Month', 'Waste stream', 'Question', 'Explanation'],
      rows: explained(recorded),
    },
  };
}
