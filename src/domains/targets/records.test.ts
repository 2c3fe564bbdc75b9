// What a target may say: one value per year, and none for a goal in words.
import { expect, test } from 'vitest';
import { checkRecord } from '#platform/records/declare/check-values.ts';
import { target } from './records.ts';

const title = { en: 'Raise the rate', zh: '提高转化率' };
const codesOf = (measure: string, years: readonly string[]) =>
  checkRecord(
    target,
    { code: 'T1', title, measure, kpi: null, baseYear: null, owner: null },
    years.map((year) => ({ year, value: '0.9' })),
    { today: '2026-11-22', refs: {}, lineRefs: [], limits: {}, consulted: {} },
  ).problems.map(({ code, line, facts }) => [code, line, facts?.given]);

test('a target has one step per year', () => {
  expect(codesOf('quantitative', ['2023', '2024', '2025'])).toEqual([]);
  expect(codesOf('quantitative', ['2023', '2024', '2023'])).toEqual([['step_repeated', 3, '2023']]);
});

test('a goal in words has no steps', () => {
  expect(codesOf('qualitative', ['2025'])).toEqual([['goal_with_steps', undefined, undefined]]);
});
