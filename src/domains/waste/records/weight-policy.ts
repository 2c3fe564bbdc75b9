// Which of the three weights of a load counts, from a day on, and how far they may lie apart.
import type { Check } from '#platform/records/declare/kind.ts';
import { code, date, decimal, quantity, recordKind, text } from '#platform/records/declare/kind.ts';
import { massBases } from '../rules/counting-mass.ts';

/** What counts is decided before it is weighed: loads that stand keep the weight that counted when they were recorded. */
const fromTodayOn: Check = (values, _, { today }) =>
  (values.from as string) < today
    ? {
        field: 'from',
        code: 'policy_in_the_past',
        facts: { given: values.from as string, limit: today },
        level: 'error',
      }
    : undefined;

export const weightPolicy = recordKind({
  kind: 'waste.weight-policy',
  version: 1,
  owner: 'group',
  calledBy: ['reason'],
  fields: {
    from: date(),
    general: code(massBases, 'waste.mass-basis'),
    hazardous: code(massBases, 'waste.mass-basis'),
    toleranceShare: decimal({ min: '0', max: '1' }),
    toleranceMassTonnes: quantity('t', { enteredIn: ['t', 'kg'], above: '0' }),
    reason: text({ max: 300, prose: true }),
  },
  check: [fromTodayOn],
  sameWhen: ['from'],
  review: 'one-step',
  evidence: 'none',
  list: ['from', 'general', 'hazardous', 'toleranceShare', 'toleranceMassTonnes', 'reason'],
});
