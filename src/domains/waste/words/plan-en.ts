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
    '{stream}: {massTonnes}, where the output of the month, as in {months} {months|month|months} before, would have made {expectedMassTonnes}. Why?',
  'waste.month-question.stream_stopped|asks':
    '{stream}: none this month, after {months} {months|month|months} with {meanMassTonnes} on average. Why did it stop?',
  'waste.month-question.rounded_weights|asks':
    '{stream}: {rounded} of {loads} {loads|load|loads} {rounded|weighs|weigh} whole steps of {stepTonnes}. {rounded|Was it|Were they} weighed?',
  'waste.month-question.licence_not_valid|asks':
    '{stream}: {loads} {loads|load|loads} went to {vendor} ({on}): {why} ({code}). On what ground?',
  'waste.licence-fault.not_in_force': 'the licence was not in force on that day',
  'waste.licence-fault.code_not_covered': 'no licence names this waste',
  'waste.month.actual-replaces-estimate': 'Actual weights replace the estimate',
  period_too_long: 'At most {most} months fit into this view. Choose a shorter period.',
  only_for_estimates: 'A method of estimating belongs to an estimate only.',
  streams_missing:
    '{count} expected {count|stream has|streams have} no record, no signed nil return and no estimate: {streams}.',
  questions_open:
    '{open} {open|question about the month is|questions about the month are} not answered yet. Each wants one line.',
  nothing_to_submit: 'Nothing of this month waits to be submitted.',
  nothing_to_true_up: 'There is no estimate of this stream that actual loads replace.',
  nil_beside_records: 'Stream {stream} has records in this month; it cannot be signed as none.',
  estimate_beside_records: 'This stream has actual loads in this month; it needs no estimate.',
  estimate_not_possible:
    'This method has not what it needs for this stream. Choose another, or give vendor and treatment.',
  'waste.page.completeness.title': 'Completeness',
  'waste.page.completeness.factory': 'Factory',
  'waste.page.completeness.plan': 'Expected-data plan',
  'waste.page.completeness.expected': '{count} {count|stream-month|stream-months} expected',
  'waste.page.completeness.of': '{stands} of {expected}',
  'waste.page.completeness.and': ', ',
  'waste.page.completeness.late': '{count} late',
  'waste.page.completeness.missing': '{count} missing',
  'waste.page.completeness.estimated': '{count} estimated',
  'waste.page.completeness.nil': 'None',
  'waste.page.completeness.withReviewers':
    '{count} with reviewers for {days} {days|day, which is|days, which are} not the factory’s',
  'waste.page.completeness.reviewDays': '{days} d',
  'waste.page.completeness.legend.withReviewers': 'with reviewers; their days are not the factory’s',
  'waste.page.completeness.legend.in': 'in',
  'waste.page.completeness.legend.nil': 'signed as none',
  'waste.page.completeness.legend.estimated': 'estimated',
  'waste.page.completeness.legend.missing': 'missing, not late yet',
  'waste.page.completeness.legend.late': 'late',
  'waste.page.completeness.cell': '{factory}, {month}: {stands}',
  'waste.page.completeness.closed': ', closed',
  'waste.page.completeness.complete': '{count} {count|month|months} complete',
  'waste.page.completeness.toMonthEnd': 'Open the last month',
  'waste.page.completeness.withoutPlan': 'Nothing is planned here, so nothing can be missing.',
  'waste.page.completeness.onlyOpen': 'Only factories with something missing ({count})',
  'waste.page.completeness.all': 'All {count} {count|factory|factories}',
  'waste.page.completeness.none.title': 'Nothing is expected yet',
  'waste.page.completeness.none.text':
    'The plan says which stream each factory reports, how often and by which day. From it this page knows what is missing. Import the plan as a sheet, or record its first line.',
  'waste.page.completeness.method':
    'A cell counts the streams that are due with that month: come, signed as none, or estimated, of those expected. What comes only when it occurs is never missing. Due dates fall on working days of the factory’s country; of years whose holidays are not announced, only weekends are known.',
  'waste.page.completeness.coverage':
    '{expected} {expected|stream-month|stream-months} expected: {in} in, {nil} signed as none, {estimated} estimated, {missing} missing',
} as const;
