// How do the factories stand: how many were assessed in the year, who is in high risk, and who of these has a plan?
import { type Citation, cite } from '#standards/cite.ts';
import type { Answer, Outcome } from '#units/outcome.ts';
import { exact, type Share, share } from '#units/quantity.ts';
import { highLevel, type StressAnswer } from '../model/water-risk.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const riskStandingCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'factories in high water risk')];

/** A factory as it was assessed in the year; null where it was not. */
export interface AssessedSite {
  readonly siteId: string;
  readonly assessed: {
    /** 0 to 5; null where too little is known */
    readonly totalScore: number | null;
    readonly stressed: StressAnswer;
  } | null;
  /** control plans that have a measure */
  readonly plans: number;
}

/** Some of all, by count; `share` is null where there are none. */
export interface Part {
  readonly part: number;
  readonly of: number;
  readonly share: number | null;
}

const partOf = (part: number, of: number): Part => ({ part, of, share: of === 0 ? null : part / of });

/** High risk: overall score of High or more, or an area with water stress. Undefined where neither is known. */
export function isInHighRisk(assessed: NonNullable<AssessedSite['assessed']>): boolean | undefined {
  const { totalScore, stressed } = assessed;
  if (stressed === 'yes' || (totalScore !== null && totalScore >= highLevel)) return true;
  return totalScore === null && stressed === 'unknown' ? undefined : false;
}

/** Both shares of the year, and how many factories nobody can say of whether they are in high risk. */
export function riskStanding(sites: readonly AssessedSite[]): {
  readonly assessed: Part;
  readonly controlled: Part;
  readonly notKnown: number;
} {
  const told = sites.flatMap((site) => (site.assessed ? [{ ...site, high: isInHighRisk(site.assessed) }] : []));
  const high = told.filter((site) => site.high === true);
  return {
    assessed: partOf(told.length, sites.length),
    controlled: partOf(high.filter(({ plans }) => plans > 0).length, high.length),
    notKnown: sites.length - told.length + told.filter((site) => site.high === undefined).length,
  };
}

/**
 * Factories assessed in the year ÷ factories, with how many of them are in high risk and of how many nobody can say.
 *
 * @param counted how many of the assessed are in each of the three
 * @param sites all of them
 */
export function assessedShare(
  counted: Readonly<Record<'high' | 'notHigh' | 'notKnown', number>>,
  sites: number,
): Outcome<Answer<Share, 'sitesAssessed' | 'sites' | 'sitesInHighRisk' | 'sitesRiskNotKnown'>, 'no_site'> {
  if (sites === 0) return { noData: 'no_site' };
  const sitesAssessed = exact(counted.high + counted.notHigh + counted.notKnown);
  const all = exact(sites);
  return {
    value: share(sitesAssessed.div(all)),
    inputs: {
      ...{ sitesAssessed, sites: all, sitesInHighRisk: exact(counted.high) },
      sitesRiskNotKnown: exact(counted.notKnown),
    },
  };
}

/** A measure with the day by which it is due. */
export interface DueMeasure {
  readonly due: string;
  readonly done: string | null;
}

/** How a plan stands on a day: done, late with how many measures, under way, or without a measure. */
export function planState(
  measures: readonly DueMeasure[],
  today: string,
): { readonly state: 'done' | 'overdue' | 'under_way' | 'empty'; readonly overdue: number } {
  const overdue = measures.filter(({ due, done }) => done === null && due < today).length;
  if (measures.length === 0) return { state: 'empty', overdue };
  if (overdue > 0) return { state: 'overdue', overdue };
  return { state: measures.every(({ done }) => done !== null) ? 'done' : 'under_way', overdue };
}
