// What a site can owe, how often, and what a month can be asked before it is submitted.

/** Records that the plan can expect of a stream. */
export const expectedKinds = ['load', 'storage'] as const;
export type ExpectedKind = (typeof expectedKinds)[number];
/** How often; `when_it_occurs` is expected in no month and known to occur. */
export const expectedFrequencies = ['monthly', 'quarterly', 'half_yearly', 'yearly', 'when_it_occurs'] as const;
export type ExpectedFrequency = (typeof expectedFrequencies)[number];
/** What a month is asked: each question wants one line. */
export const monthQuestions = [
  'change_on_last_month',
  'change_on_last_year',
  'outlier_per_output',
  'stream_stopped',
  'rounded_weights',
  'licence_not_valid',
] as const;
export type MonthQuestion = (typeof monthQuestions)[number];
/**
 * How what is late is estimated: same month last year scaled by output; mean of the last three months; head-count ×
 * factor; bins × density.
 */
export const estimateMethods = ['same_month_last_year', 'mean_of_three_months', 'head_count', 'bins'] as const;
export type EstimateMethod = (typeof estimateMethods)[number];
/**
 * How an expected stream-month stands. `not_due` is expected in no way this month; of the others each has come (`in`),
 * is signed as none (`nil`), `estimated`, `missing`, or `late`: missing after its due date.
 */
export const expectedStates = ['in', 'nil', 'estimated', 'missing', 'late', 'not_due'] as const;
export type ExpectedState = (typeof expectedStates)[number];
