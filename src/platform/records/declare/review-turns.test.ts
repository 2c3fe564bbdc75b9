import { expect, test } from 'vitest';
import { reviewTurns } from './review-turns.ts';

const at = (day: string, hour = '09') => `${day}T${hour}:00:00Z`;

test('submitted on 3 July and returned on the 12th: nine days are the reviewer’s', () => {
  expect(
    reviewTurns([
      { step: 'submit', at: at('2024-07-03') },
      { step: 'return', at: at('2024-07-12', '17') },
    ]),
  ).toEqual({ firstSubmittedAt: at('2024-07-03'), returnedAt: at('2024-07-12', '17'), daysWithReviewers: 9 });
});

test('the days between a return and the next submission are the recorder’s; later turns of reviewers add up', () => {
  const turns = reviewTurns([
    { step: 'submit', at: at('2024-07-03') },
    { step: 'return', at: at('2024-07-05') },
    { step: 'submit', at: at('2024-07-15') },
    { step: 'review', at: at('2024-07-16') },
    { step: 'approve', at: at('2024-07-18') },
  ]);
  expect(turns).toMatchObject({ firstSubmittedAt: at('2024-07-03'), daysWithReviewers: 5 });
});

test('what was never submitted lay with nobody but its recorder', () => {
  expect(reviewTurns([])).toEqual({ firstSubmittedAt: undefined, returnedAt: undefined, daysWithReviewers: 0 });
});
