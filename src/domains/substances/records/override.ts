// The record kind of decisions beside a verdict: about which, what stands beside it, why, and until when.
import { type CalendarDate, daysBetween } from '#period/calendar-date.ts';
import { type Check, code, date, optional, recordKind, ref, text } from '#platform/records/declare/kind.ts';
import { overrideDecisions } from '../model/override.ts';
import { verdictBases, verdicts } from '../model/verdict.ts';
import { LONGEST_OVERRIDE_DAYS, saysSomething } from '../rules/override-standing.ts';

const endsInTime: Check = ({ from, until }) => {
  const days = daysBetween(from as CalendarDate, until as CalendarDate);
  if (days < 0) return { field: 'until', code: 'ends_before_it_begins', level: 'error' };
  return days < LONGEST_OVERRIDE_DAYS
    ? undefined
    : { field: 'until', code: 'override_too_long', facts: { days: LONGEST_OVERRIDE_DAYS }, level: 'error' };
};

const decidesSomething: Check = ({ decision, verdict, restriction }) =>
  saysSomething(decision as string, verdict as string, typeof restriction === 'string')
    ? undefined
    : { field: 'decision', code: 'override_says_nothing', level: 'error' };

/**
 * What somebody decides of one item under one rule pack, or under one restriction of it, against what was found. The verdict stays what it is; the decision
 * stands beside it, at this item alone, and only while exactly this is found (decision 0058).
 */
export const override = recordKind({
  kind: 'substances.override',
  version: 1,
  owner: 'group',
  calledBy: ['item', 'pack'],
  fields: {
    item: ref('substances.item'),
    pack: text({ max: 60, pattern: /^[a-z0-9-]+$/ }),
    restriction: optional(text({ max: 100, pattern: /^[a-z0-9-]+$/ })),
    verdict: code(verdicts, 'substances.verdict'),
    basis: code(verdictBases, 'substances.basis'),
    edition: text({ max: 60 }),
    decision: code(overrideDecisions, 'substances.override-decision'),
    reason: text({ max: 500, prose: true }),
    from: date(),
    until: date(),
  },
  check: [endsInTime, decidesSomething],
  sameWhen: ['item', 'pack', 'restriction', 'from'],
  review: 'two-step',
  evidence: 'none',
  list: ['item', 'pack', 'restriction', 'decision', 'reason', 'from', 'until'],
});
