// With whom did a record lie, and how long? In time or late is measured to its first submission: a reviewer's delay is his own.

/** One step of review with its instant. */
export interface TimedStep {
  step: 'submit' | 'review' | 'approve' | 'return';
  /** an instant, as ISO text */
  at: string;
}

/** When a record was first submitted, when it was returned last, and how many whole days it lay with its reviewers. */
export interface ReviewTurns {
  firstSubmittedAt: string | undefined;
  returnedAt: string | undefined;
  daysWithReviewers: number;
}

const dayMs = 24 * 60 * 60 * 1000;

/** The turns of a record from its steps, the oldest first. Only what has ended is counted: the clock is not asked. */
export function reviewTurns(steps: readonly TimedStep[]): ReviewTurns {
  let submitted: string | undefined;
  let withReviewersMs = 0;
  for (const { step, at } of steps) {
    if (step === 'submit') submitted ??= at;
    else if ((step === 'return' || step === 'approve') && submitted !== undefined) {
      withReviewersMs += Date.parse(at) - Date.parse(submitted);
      submitted = undefined;
    }
  }
  return {
    firstSubmittedAt: steps.find(({ step }) => step === 'submit')?.at,
    returnedAt: steps.findLast(({ step }) => step === 'return')?.at,
    daysWithReviewers: Math.floor(withReviewersMs / dayMs),
  };
}
