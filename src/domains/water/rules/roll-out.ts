// On how many sites does the intelligent water system run?
import type { CalendarDate } from '#period/calendar-date.ts';
import { type Citation, cite } from '#standards/cite.ts';
import type { Answer, Outcome } from '#units/outcome.ts';
import { exact, type Share, share } from '#units/quantity.ts';
import type { rollOutStates } from '../model/standing.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const rollOutCites: readonly Citation[] = [cite('OWNER-DEFINITION', 'roll-out of intelligent water systems')];

/** The state of a site from a day on. */
export interface RollOutStep {
  readonly site: string;
  readonly on: CalendarDate;
  readonly state: (typeof rollOutStates)[number];
}

type RollOutAnswer = Outcome<Answer<Share, 'sitesRunning' | 'sites'>, 'no_site'>;

/** Sites where it runs ÷ sites, both counted. */
export function rollOutShare(running: number, sites: number): RollOutAnswer {
  if (sites === 0) return { noData: 'no_site' };
  const [sitesRunning, all] = [exact(running), exact(sites)];
  return { value: share(sitesRunning.div(all)), inputs: { sitesRunning, sites: all } };
}

/** Sites where it runs ÷ sites, as of a day. A site of which nothing is told is a site without it. */
export function rollOutRate(
  sites: readonly string[],
  steps: readonly RollOutStep[],
  asOf: CalendarDate,
): RollOutAnswer {
  const running = sites.filter((site) => {
    const known = steps.filter((one) => one.site === site && one.on <= asOf);
    const latest = known.reduce<RollOutStep | undefined>(
      (last, one) => (!last || one.on >= last.on ? one : last),
      undefined,
    );
    return latest?.state === 'running';
  });
  return rollOutShare(running.length, sites.length);
}
