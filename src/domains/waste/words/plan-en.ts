// English words of what a month needs: states, questions, estimates, and what is refused.
export const planEn = {
  'waste.load.estimateMethod': 'Estimated by',
  'waste.estimate-method.same_month_last_year': 'Same month last year, by output',
  'waste.estimate-method.mean_of_three_months': 'Mean of the last three months',
  'waste.estimate-method.head_count': 'Head-count × factor',
  'waste.estimate-method.bins': 'Bins × density',
  'waste.expected-state.in': 'In',
  'waste.expected-state.nil': 'None this month',
  'waste.expected-state.estimated': 'Estimated',
  'waste.expected-state.missing': 'Missing',
  'waste.expected-state.late': 'Late',
  'waste.expected-state.not_due': 'Not due',
  'waste.month-question.change_on_last_month|asks':
    '{stream}: {massTonnes} this month, {beforeMassTonnes} last month ({changeShare}). What changed?',
  'waste.month-question.change_on_last_year|asks':
    '{stream}: {massTonnes} this month, {beforeMassTonnes} in the same month last year ({changeShare}). What changed?',
  'waste.month-question.outlier_per_output|asks':
    '{stream}: {massTonnes}, where the output of the month, as in {months} months before, would have made {expectedMassTonnes}. Why?',
  'waste.month-question.stream_stopped|asks':
    '{stream}: none this month, after {months} months with {meanMassTonnes} on average. Why did it stop?',
  'waste.month-question.rounded_weights|asks':
    '{stream}: {rounded} of {loads} loads weigh whole steps of {stepTonnes}. Were they weighed?',
  'waste.month-question.licence_not_valid|asks':
    '{stream}: {loads} loads went to {vendor} ({on}): {why} ({code}). On what ground?',
  'waste.licence-fault.not_in_force': 'the licence was not in force on that day',
  'waste.licence-fault.code_not_covered': 'no licence names this waste',
  'waste.month.actual-replaces-estimate': 'Actual weights replace the estimate',
  only_for_estimates: 'A method of estimating belongs to an estimate only.',
  streams_missing: '{count} expected streams have no record, no signed nil return and no estimate: {streams}.',
  questions_open: '{open} questions about the month are not answered yet. Each wants one line.',
  nothing_to_submit: 'Nothing of this month waits to be submitted.',
  nothing_to_true_up: 'There is no estimate of this stream that actual loads replace.',
  nil_beside_records: 'Stream {stream} has records in this month; it cannot be signed as none.',
  estimate_beside_records: 'This stream has actual loads in this month; it needs no estimate.',
  estimate_not_possible:
    'This method has not what it needs for this stream. Choose another, or give vendor and treatment.',
} as const;
