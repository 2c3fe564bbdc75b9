// Does the trend's title say what the months show?
import { describe, expect, test } from 'vitest';
import { stepIn, type TrendMonth, trendFinding } from './dashboard-answers.ts';

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
