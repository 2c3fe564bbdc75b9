import { describe, expect, test } from 'vitest';
import { parsePeriod } from '#period/period.ts';
import type { Statement } from '../model/report-source.ts';
import { earlierCommitments, outcomeOf, promisesIn, statementsOf } from './commitments.ts';

const statement = (id: string, tense: Statement['tense'], asOf: string, dueOn: string | null = null): Statement => ({
  id,
  revision: 1,
  section: 'zero-waste',
  position: Number(id),
  tense,
  asOf,
  dueOn,
  text: { en: `Statement ${id}`, zh: `陈述${id}` },
});
const first = parsePeriod('2024-H1');
const second = parsePeriod('2024-H2');
const training = statement('8', 'commitment', '2024-06-30', '2024-10-31');

describe('a report of a period', () => {
  const all = [
    statement('2', 'fact', '2024-06-30'),
    statement('1', 'fact', '2024-05-01'),
    statement('3', 'fact', '2023-12-31'),
    statement('7', 'later_fact', '2024-08-20'),
    statement('9', 'later_fact', '2025-03-01'),
    training,
  ];
  test('prints facts of the period in order, what came soon after, and promises', () => {
    const said = statementsOf(all, 'zero-waste', first, []);
    expect(said.facts.map(({ id }) => id)).toEqual(['1', '2']);
    expect(said.later.map(({ id }) => id)).toEqual(['7']);
    expect(said.commitments.map(({ id }) => id)).toEqual(['8']);
  });
  test('prints the answer to a promise with the promise, not among the facts', () => {
    const answer = statement('8', 'fact', '2024-10-15');
    const earlier = earlierCommitments(second, { edition: 1, promises: [training] }, [answer]);
    expect(statementsOf([answer], 'zero-waste', second, earlier).facts).toEqual([]);
    expect(outcomeOf(earlier[0]!, second)).toEqual({ outcome: 'answered', answer });
  });
});

describe('of a promise due on 31 October', () => {
  const outcome = (now: Statement | null, period = second) =>
    outcomeOf({ promised: training, edition: 1, now }, period);
  test('nothing new is overdue at the end of the year, and open at the end of September', () => {
    expect(outcome(training)).toEqual({ outcome: 'overdue', dueOn: '2024-10-31' });
    expect(outcome(training, parsePeriod('2024-Q3'))).toEqual({ outcome: 'open', dueOn: '2024-10-31' });
  });
  test('a later day postpones it, a voided record withdraws it', () => {
    expect(outcome({ ...training, dueOn: '2025-02-28' })).toEqual({ outcome: 'postponed', dueOn: '2025-02-28' });
    expect(outcome(null)).toEqual({ outcome: 'withdrawn' });
  });
});

test('a promise stays on the list from edition to edition until it is answered', () => {
  const made = promisesIn([training], first, []);
  expect(made.map(({ id }) => id)).toEqual(['8']);
  const earlier = earlierCommitments(second, { edition: 1, promises: made }, [training]);
  expect(promisesIn([training], second, earlier).map(({ id }) => id)).toEqual(['8']);
  const answered = earlierCommitments(second, { edition: 1, promises: made }, [statement('8', 'fact', '2024-10-15')]);
  expect(promisesIn([], second, answered)).toEqual([]);
});

test('a promise made before the first edition is not forgotten', () => {
  expect(earlierCommitments(second, null, [training])).toEqual([{ promised: training, edition: null, now: training }]);
});
