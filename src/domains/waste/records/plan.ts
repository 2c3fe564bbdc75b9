// What is expected and what is said when nothing comes: the plan, nil returns, and answers to questions about a month.
import { code, date, integer, month, optional, recordKind, ref, text } from '#platform/records/declare/kind.ts';
import { endsAfterItBegins } from '#platform/records/declare/usual-checks.ts';
import { expectedFrequencies, expectedKinds, monthQuestions } from '../model/plan.ts';

/** Which records a site owes, of which stream, how often, from when. */
export const expectedData = recordKind({
  kind: 'waste.expected-data',
  version: 1,
  owner: 'site',
  calledBy: ['stream'],
  fields: {
    site: ref('factories.site'),
    stream: ref('waste.stream'),
    what: code(expectedKinds, 'waste.expected-kind'),
    frequency: code(expectedFrequencies, 'waste.expected-frequency'),
    from: date(),
    before: optional(date()),
    dueDay: integer({ min: 1, max: 28 }),
    reason: optional(text({ max: 300, prose: true })),
  },
  check: [endsAfterItBegins()],
  sameWhen: ['site', 'stream', 'what', 'from'],
  review: 'one-step',
  evidence: 'none',
  list: ['site', 'stream', 'what', 'frequency', 'from', 'before', 'dueDay'],
});

/** "None this month" (零申报): signed, never an empty cell. */
export const nilReturn = recordKind({
  kind: 'waste.nil-return',
  version: 1,
  owner: 'site',
  effective: 'month',
  calledBy: ['month'],
  fields: {
    site: ref('factories.site'),
    month: month(),
    stream: ref('waste.stream'),
    note: optional(text({ max: 300, prose: true })),
  },
  sameWhen: ['site', 'month', 'stream'],
  review: 'two-step',
  evidence: 'none',
  list: ['site', 'month', 'stream', 'note'],
});

/** One line that answers one question about a month (差异说明); it travels with the month and is not asked twice. */
export const explanation = recordKind({
  kind: 'waste.explanation',
  version: 1,
  owner: 'site',
  effective: 'month',
  calledBy: ['explanation'],
  fields: {
    site: ref('factories.site'),
    month: month(),
    stream: ref('waste.stream'),
    question: code(monthQuestions, 'waste.month-question'),
    explanation: text({ max: 500, prose: true }),
  },
  sameWhen: ['site', 'month', 'stream', 'question'],
  review: 'none',
  evidence: 'none',
  list: ['site', 'month', 'stream', 'question', 'explanation'],
});
