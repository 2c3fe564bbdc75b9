// Did a site have its waste water tested by a third party this year: every outlet, every parameter, accredited? Partial is partial.
import { type CalendarDate, yearOf } from '#period/calendar-date.ts';
import { type Citation, cite } from '#standards/cite.ts';
import type { Answer, Outcome } from '#units/outcome.ts';
import { exact, type Share, share } from '#units/quantity.ts';
import type { yearlyTestStates } from '../model/wastewater.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const yearlyWaterTestCites: readonly Citation[] = [
  cite('OWNER-DEFINITION', 'third-party wastewater test, at least yearly'),
];

/** An outlet that must be tested, with every parameter of its permit or park agreement. */
export interface OutletDue {
  readonly outlet: string;
  readonly parameters: readonly string[];
}

/** A report of a laboratory on one outlet. */
export interface TestReport {
  readonly outlet: string;
  readonly sampledOn: CalendarDate;
  readonly parameters: readonly string[];
  /** Accredited for these parameters on the day of the sample (CMA). */
  readonly accredited: boolean;
}

/** The state with what is missing. */
export interface YearlyTest {
  readonly state: (typeof yearlyTestStates)[number];
  readonly missing: readonly { readonly outlet: string; readonly parameters: readonly string[] }[];
  /** Reports of the year that do not count, since their laboratory is not accredited. */
  readonly notAccredited: number;
  readonly testedCount: number;
  readonly dueCount: number;
}

/**
 * How a site stands in one calendar year: the day of the sample decides. A site without outlet is not done by having
 * none: it names its domestic outlet or has an approved exemption.
 */
export function yearlyTest(
  year: number,
  due: readonly OutletDue[],
  reports: readonly TestReport[],
  { exempt = false }: { exempt?: boolean } = {},
): YearlyTest {
  const ofYear = reports.filter(({ sampledOn }) => yearOf(sampledOn) === year);
  const counted = ofYear.filter(({ accredited }) => accredited);
  const missing = due.flatMap(({ outlet, parameters }) => {
    const tested = new Set(counted.filter((one) => one.outlet === outlet).flatMap((one) => one.parameters));
    const left = parameters.filter((parameter) => !tested.has(parameter));
    return left.length > 0 ? [{ outlet, parameters: left }] : [];
  });
  const dueCount = due.reduce((total, { parameters }) => total + parameters.length, 0);
  const testedCount = dueCount - missing.reduce((total, { parameters }) => total + parameters.length, 0);
  return {
    state: exempt ? 'exempt' : stateOf(dueCount, testedCount),
    missing: exempt ? [] : missing,
    notAccredited: ofYear.length - counted.length,
    testedCount,
    dueCount,
  };
}

function stateOf(due: number, tested: number): YearlyTest['state'] {
  if (due === 0) return 'no_outlet';
  if (tested === due) return 'done';
  return tested === 0 ? 'not_done' : 'partial';
}

/** Sites done ÷ sites due. Exempt sites are not due; partial ones are not done; sites without named outlet are due. */
export function yearlyTestRate(
  sites: readonly Pick<YearlyTest, 'state'>[],
): Outcome<Answer<Share, 'sitesDone' | 'sitesPartial' | 'sitesDue'>, 'no_site_due'> {
  const due = sites.filter(({ state }) => state !== 'exempt');
  if (due.length === 0) return { noData: 'no_site_due' };
  const count = (state: YearlyTest['state']) => due.filter((site) => site.state === state).length;
  const sitesDone = exact(count('done'));
  const sitesDue = exact(due.length);
  return {
    value: share(sitesDone.div(sitesDue)),
    inputs: { sitesDone, sitesPartial: exact(count('partial')), sitesDue },
  };
}
