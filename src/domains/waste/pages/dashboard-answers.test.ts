// Do the dashboard's titles and orders say what its numbers show?
import { describe, expect, test } from 'vitest';
import {
  largest,
  lowestFirst,
  type RankedScope,
  shareOfStep,
  stepIn,
  type TreatmentSum,
  type TrendMonth,
  trendFinding,
} from './dashboard-answers.ts';

const month = (period: string, rate: string | null): TrendMonth => ({
  period,
  label: period,
  rate,
  massTonnes: null,
  figureId: period,
  provisional: false,
});
const steps = [
  { year: 2023, value: '0.855' },
  { year: 2024, value: '0.88' },
];

describe('the step in force', () => {
  test('of 2024 is 88 %, of 2023 85.5 %', () => {
    expect(stepIn(steps, 2024)).toBe('0.88');
    expect(stepIn(steps, 2023)).toBe('0.855');
  });
  test('after the last step the last one holds, before the first there is none', () => {
    expect(stepIn(steps, 2026)).toBe('0.88');
    expect(stepIn(steps, 2022)).toBeNull();
  });
});

test('of three months of 2024 with data two reached 88 %; the one at exactly 88 % did', () => {
  const months = ['2023-12', '2024-01', '2024-02', '2024-03', '2024-04'];
  const rates = ['0.90', '0.88', '0.8799', null, '0.91'];
  const found = trendFinding(
    months.map((period, at) => month(period, rates[at] ?? null)),
    steps,
  );
  expect(found).toEqual({ said: 'reached', year: 2024, reached: 2, of: 3, target: '0.88' });
});

test('without a target the title says how the rate moved', () => {
  const found = trendFinding([month('2022-01', '0.80'), month('2022-02', null), month('2022-03', '0.82')], steps);
  expect(found).toMatchObject({
    said: 'moved',
    direction: 'rose',
    from: { period: '2022-01' },
    to: { period: '2022-03' },
  });
});

test('months without records are no finding', () => {
  expect(trendFinding([month('2024-01', null)], steps)).toEqual({ said: 'none' });
});

const ranked = (name: string, value: string | null) =>
  ({
    scope: { id: name, name: { en: name, zh: name } },
    figure: { value },
    status: 'on_track',
  }) as unknown as RankedScope;

test('the lowest rate stands first; a factory without data last, and never as 0 %', () => {
  const order = lowestFirst([ranked('A', '0.9'), ranked('B', null), ranked('C', '0.72'), ranked('D', '0.85')]);
  expect(order.map((one) => one.scope.id)).toEqual(['C', 'D', 'A', 'B']);
});

const treated = (
  code: string,
  hierarchy: TreatmentSum['hierarchy'],
  massTonnes: string,
  share: string,
): TreatmentSum => ({
  code,
  label: code,
  hierarchy,
  massTonnes,
  share,
  printed: massTonnes,
});

test('of 9 t metal, 100 t paper and 1 t landfill paper took most; recycling is 99.09 % of 110 t', () => {
  const treatments = [
    treated('recycle_metal', 'recycling', '9', '0.0818'),
    treated('recycle_organic', 'recycling', '100', '0.9091'),
    treated('landfill', 'disposal', '1', '0.0091'),
  ];
  expect(largest(treatments)?.code).toBe('recycle_organic');
  expect(shareOfStep(treatments, 'recycling')).toBe('0.9909');
  expect(shareOfStep(treatments, 'reuse')).toBe('0');
});
