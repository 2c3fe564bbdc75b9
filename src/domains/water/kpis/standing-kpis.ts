// The KPIs of water that count factories by how they stand on the last day of a period: roll-out, yearly test, risk assessed.
import type { Aggregate, Computed, ComputeInput } from '#platform/kpi/declare.ts';
import { kpi } from '#platform/kpi/declare.ts';
import type { Answer, Outcome } from '#units/outcome.ts';
import { exactText } from '#units/quantity.ts';
import type { StandingCode, StandingItem } from '../model/standing.ts';
import { assessedShare, riskStandingCites } from '../rules/risk-standing.ts';
import { rollOutCites, rollOutShare } from '../rules/roll-out.ts';
import { yearlyTestRate, yearlyWaterTestCites } from '../rules/yearly-water-test.ts';

const standing = (item: StandingItem, readOn: string, within?: 'year'): Aggregate => ({
  ...{ id: `water.standing-${item}`, of: 'water.standing', sum: 'sites', where: { item: [item] }, by: ['standing'] },
  ...{ asOf: { day: 'day', ...(within ? { within } : {}) }, readOn },
});
const rollOut = standing('roll_out', '/water/roll-out');
const yearlyTests = standing('yearly_test', '/water/wastewater', 'year');
const risk = standing('risk', '/water/risk', 'year');

/** How many factories stand so; null for those of which nothing is told. */
function counter(input: ComputeInput) {
  const rows = input.groups.flatMap((group) => group.rows);
  const count = (of: StandingCode | null) =>
    rows.filter(({ dims }) => dims[0] === of).reduce((total, { sum }) => total + Number(sum), 0);
  const sites = rows.reduce((total, { sum }) => total + Number(sum), 0);
  return { count, sites, isTold: sites > count(null) };
}

/** An answer of a rule as a figure. */
export function told(answer: Outcome<Answer<{ toFixed(): string }>>): Computed {
  if ('noData' in answer) return { noData: answer.noData };
  const inputs = Object.entries(answer.inputs).map(([name, one]) => [name, exactText(one)] as const);
  return { value: answer.value.toFixed(), inputs: Object.fromEntries(inputs) };
}

export const waterRollOutRate = kpi({
  ...{ id: 'water.roll-out-rate', version: 1, unit: 'share', better: 'higher', counts: 'site', aggregate: rollOut },
  ...{ parameters: {}, packs: [], cites: rollOutCites, rule: 'roll-out' },
  compute: (input) => {
    const { count, sites, isTold } = counter(input);
    return isTold ? told(rollOutShare(count('running'), sites)) : { noData: 'no_roll_out_recorded' };
  },
});

export const waterYearlyTestRate = kpi({
  ...{ id: 'water.yearly-test-rate', version: 1, unit: 'share', better: 'higher', counts: 'site' },
  ...{ aggregate: yearlyTests, parameters: {}, packs: [], cites: yearlyWaterTestCites, rule: 'yearly-water-test' },
  compute: (input) => {
    const { count, isTold } = counter(input);
    if (!isTold) return { noData: 'no_test_duty_recorded' };
    const of = (state: 'done' | 'partial' | 'not_done' | 'exempt' | 'no_outlet', sites: number) =>
      Array.from({ length: sites }, () => ({ state }));
    return told(
      yearlyTestRate([
        ...of('done', count('done')),
        ...of('partial', count('partial')),
        ...of('not_done', count('not_done')),
        ...of('exempt', count('exempt')),
        // A factory that names no outlet is not done by having none.
        ...of('no_outlet', count('no_outlet') + count(null)),
      ]),
    );
  },
});

export const waterRiskAssessedRate = kpi({
  ...{ id: 'water.risk-assessed-rate', version: 1, unit: 'share', better: 'higher', counts: 'site', aggregate: risk },
  ...{ parameters: {}, packs: [], cites: riskStandingCites, rule: 'risk-standing' },
  compute: (input) => {
    const { count, sites, isTold } = counter(input);
    if (!isTold) return { noData: 'no_risk_assessed' };
    const counted = { high: count('high'), notHigh: count('not_high'), notKnown: count('not_known') };
    return told(assessedShare(counted, sites));
  },
});

export const waterStandingKpis = [waterRollOutRate, waterYearlyTestRate, waterRiskAssessedRate];
