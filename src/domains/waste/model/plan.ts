// What a site can owe, how often, and what a month can be asked before it is submitted.

/** Records that the plan can expect of a stream. */
export const expectedKinds = ['load', 'storage'] as const;
/** How often; `when_it_occurs` is expected in no month and known to occur. */
export const expectedFrequencies = ['monthly', 'quarterly', 'half_yearly', 'yearly', 'when_it_occurs'] as const;
/** What a month is asked: each question wants one line. */
export const monthQuestions = [
  'change_on_last_month',
  'change_on_last_year',
  'outlier_per_output',
  'stream_stopped',
  'rounded_weights',
  'licence_not_valid',
] as const;
