// Works out how a factory stands from day to day, where anything that it rests on was written. Only the actor `figures` does.
import { type CalendarDate, dateOf, todayIn, yearOf } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';
import type { WorkedOut } from '#platform/kpi/worked-out.ts';
import type { rollOutStates } from '../model/standing.ts';
import { waterStanding } from '../records/standing.ts';
import { isInHighRisk } from '../rules/risk-standing.ts';
import { yearlyTest } from '../rules/yearly-water-test.ts';
import { listAssessments } from '../store/risk.ts';
import { listRollOut } from '../store/savings.ts';
import { replaceStandings, type StandingToKeep } from '../store/standings.ts';
import { dueAt, exemptionIn, type PacksInUse, type Recorded, readRecorded, testReportOf } from './read-wastewater.ts';

/** Before it nobody is asked for a yearly test. */
const FIRST_YEAR = 2000;

/** Of two steps of one day the later written holds, as on the page. */
async function rollOutOf(tx: Tx, siteId: string): Promise<StandingToKeep[]> {
  const byDay = new Map<string, StandingToKeep>();
  for (const { on, status } of await listRollOut(tx, [siteId]))
    byDay.set(on, {
      ...{ day: on as CalendarDate, item: 'roll_out' },
      standing: status as (typeof rollOutStates)[number],
    });
  return [...byDay.values()];
}

/** The yearly test: what is due stands from the first of the year, and moves with each sample that counts. */
function testsOf(recorded: Recorded, siteId: string, today: CalendarDate, packs: PacksInUse): StandingToKeep[] {
  const reports = recorded.samples.flatMap((sample) => testReportOf(sample) ?? []);
  const begun = [
    ...recorded.outlets.map(({ from }) => from),
    ...recorded.exemptions.map(({ from }) => from),
    ...reports.map(({ sampledOn }) => sampledOn),
  ].map(yearOf);
  if (begun.length === 0) return [];
  const found: StandingToKeep[] = [];
  // What is due next year is known already; nothing is written when a year begins.
  for (let year = Math.max(FIRST_YEAR, Math.min(...begun)); year <= yearOf(today) + 1; year += 1) {
    const due = recorded.outlets.flatMap((one) => dueAt(one, recorded, year, packs) ?? []);
    const exempt = exemptionIn(recorded.exemptions, siteId, year) !== undefined;
    if (due.length === 0 && !exempt) continue;
    const ofYear = [...new Set(reports.map(({ sampledOn }) => sampledOn))].filter((day) => yearOf(day) === year).sort();
    let before: string | undefined;
    for (const day of new Set([dateOf(year, 1, 1), ...ofYear])) {
      const { state } = yearlyTest(
        year,
        due,
        reports.filter(({ sampledOn }) => sampledOn <= day),
        { exempt },
      );
      if (state !== before) found.push({ day, item: 'yearly_test', standing: state });
      before = state;
    }
  }
  return found;
}

/** An assessment is of a year and of no day: it stands from the first of it. */
async function riskOf(tx: Tx, siteId: string): Promise<StandingToKeep[]> {
  const byYear = new Map<number, StandingToKeep>();
  for (const { year, totalScore, stressed } of await listAssessments(tx, [siteId], { basis: 'approved' })) {
    if (byYear.has(year)) continue;
    const isHigh = isInHighRisk({ totalScore: totalScore === null ? null : Number(totalScore), stressed });
    const standing = isHigh === undefined ? 'not_known' : isHigh ? 'high' : 'not_high';
    byYear.set(year, { day: dateOf(year, 1, 1), item: 'risk', standing });
  }
  return [...byYear.values()];
}

/** How factories stand, from what is recorded of their roll-out, waste water and risk. */
export const waterStandings: WorkedOut = {
  kind: waterStanding,
  from: {
    'water.roll-out': 'site',
    'water.outlet': 'site',
    'water.limit': 'site',
    'water.monitoring-item': 'site',
    'water.lab-report': 'site',
    'water.test-exemption': 'site',
    'water.risk-assessment': 'site',
  },
  workOut: async (tx, siteId, _, packs) => {
    const today = todayIn('UTC', Date.now());
    const recorded = await readRecorded(tx, [siteId], '9999-12-31' as CalendarDate);
    return replaceStandings(tx, siteId, [
      ...(await rollOutOf(tx, siteId)),
      ...testsOf(recorded, siteId, today, { inUse: packs }),
      ...(await riskOf(tx, siteId)),
    ]);
  },
};
