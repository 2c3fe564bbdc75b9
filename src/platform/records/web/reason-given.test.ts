import { expect, test } from 'vitest';
import type { RecordState } from './answers.ts';
import { reasonGiven } from './reason-given.ts';

const corrected = (state: RecordState, via = 'api') =>
  ({
    record: { revision: 2, state },
    revisions: [
      { entry: { via: 'api', action: 'record', reason: null } },
      { entry: { via, action: 'correct', reason: 'Weighed again' } },
    ],
  }) as unknown as Parameters<typeof reasonGiven>[0];

test.each(['draft', 'submitted', 'returned'] as const)(
  'a correction that is %s keeps the reason that was given',
  (state) => {
    expect(reasonGiven(corrected(state))).toBe('Weighed again');
  },
);

test('once it is approved, the next correction is asked for its own reason', () => {
  expect(reasonGiven(corrected('approved'))).toBe('');
});

test('what the system did has no reason of a person', () => {
  expect(reasonGiven(corrected('returned', 'system'))).toBe('');
});
