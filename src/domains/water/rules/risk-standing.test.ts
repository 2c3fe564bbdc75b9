// The year's shares: who is assessed, who is in high risk, who has a plan; and what is not known is not counted as low.
import { describe, expect, test } from 'vitest';
import { type AssessedSite, isInHighRisk, planState, riskStanding } from './risk-standing.ts';

const site = (siteId: string, assessed: AssessedSite['assessed'], plans = 0): AssessedSite => ({
  siteId,
  assessed,
  plans,
});

describe('high risk', () => {
  test.each([
    [3, 'no', true],
    [2.99, 'no', false],
    [1, 'yes', true],
    [null, 'yes', true],
    [1, 'unknown', false],
    [null, 'no', false],
    [null, 'unknown', undefined],
  ] as const)('score %s, stressed %s', (totalScore, stressed, high) => {
    expect(isInHighRisk({ totalScore, stressed })).toBe(high);
  });
});

describe('the shares of a year', () => {
  test('3 of 4 assessed; of the 2 in high risk 1 has a plan; 1 was not assessed, so nobody can say', () => {
    const sites = [
      site('a', { totalScore: 3.4, stressed: 'no' }, 2),
      site('b', { totalScore: 1, stressed: 'yes' }),
      site('c', { totalScore: 1, stressed: 'no' }, 1),
      site('d', null, 1),
    ];
    expect(riskStanding(sites)).toEqual({
      assessed: { part: 3, of: 4, share: 0.75 },
      controlled: { part: 1, of: 2, share: 0.5 },
      notKnown: 1,
    });
  });

  test('of none there is no share', () => {
    expect(riskStanding([])).toMatchObject({ assessed: { share: null }, controlled: { share: null } });
  });
});

describe('a plan', () => {
  const measure = (due: string, done: string | null) => ({ due, done });
  test.each([
    [[], 'empty', 0],
    [[measure('2024-06-30', null)], 'under_way', 0],
    [[measure('2024-06-29', null), measure('2024-06-01', null)], 'overdue', 2],
    [[measure('2024-06-01', '2024-06-20')], 'done', 0],
  ] as const)('%j is %s', (measures, state, overdue) => {
    expect(planState(measures, '2024-06-30')).toEqual({ state, overdue });
  });
});
