import { describe, expect, test } from 'vitest';
import { exact } from '#units/quantity.ts';
import type { MeterFacts } from '../model/meter.ts';
import { questionsOfReading } from './hand-reading.ts';

const facts: MeterFacts = {
  kind: 'register',
  m3PerCount: exact(1),
  registerSize: exact(100_000),
  maxM3PerHour: exact(25),
  expectedEveryMs: null,
  backwardCounts: exact(0),
};
const day = 86_400_000;
/** Ten days ago it showed 99,000, and it usually counts 40 a day: 400 are to be expected. */
const last = { atMs: 0, count: exact(99_000), usualCountsPerDay: exact(40) };
const asked = (count: number) => questionsOfReading({ atMs: 10 * day, count: exact(count) }, last, facts);

describe('W2: a meter read by eye', () => {
  test.each([
    [99_410, []],
    [99_041, []],
    [98_990, ['lower_than_last']],
    [99_000, ['same_as_last']],
    [99_039, ['much_less_than_usual']],
    [101, ['rolled_over']],
    [994_100, ['wrong_number_of_digits']],
  ])('%i after 99,000', (count, questions) => {
    expect(asked(count)).toEqual(questions);
  });

  test('2,100 where 400 are usual is much; 7,000 in ten days cannot pass 25 m³/h', () => {
    const from = { ...last, count: exact(10_000) };
    const ask = (count: number) => questionsOfReading({ atMs: 10 * day, count: exact(count) }, from, facts);
    expect(ask(12_100)).toEqual(['much_more_than_usual']);
    expect(ask(17_000)).toEqual(['more_than_can_flow']);
  });

  test('at a new meter, and where nothing is usual yet, nothing is asked', () => {
    expect(questionsOfReading({ atMs: day, count: exact(3) }, null, facts)).toEqual([]);
    const unknown = { ...last, usualCountsPerDay: null };
    expect(questionsOfReading({ atMs: 10 * day, count: exact(99_000) }, unknown, facts)).toEqual([]);
  });
});
