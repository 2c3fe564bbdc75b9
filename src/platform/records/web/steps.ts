// Which steps a revision's state allows, so that only those stand as buttons; the server decides in any case.
import type { RecordKind } from '../declare/kind.ts';
import type { RecordState, Step } from './answers.ts';

/** A step with the states it may be taken from and the right that it needs. */
export interface StepRule {
  step: Step;
  from: readonly RecordState[];
  by: 'record' | 'review' | 'approve';
}

const rules: Readonly<Record<RecordKind['review'], readonly StepRule[]>> = {
  none: [],
  'one-step': [
    { step: 'submit', from: ['draft', 'returned'], by: 'record' },
    { step: 'approve', from: ['submitted'], by: 'approve' },
    { step: 'return', from: ['submitted'], by: 'approve' },
  ],
  'two-step': [
    { step: 'submit', from: ['draft', 'returned'], by: 'record' },
    { step: 'review', from: ['submitted'], by: 'review' },
    { step: 'approve', from: ['reviewed'], by: 'approve' },
    { step: 'return', from: ['submitted', 'reviewed'], by: 'review' },
  ],
};

/** The steps that somebody with these rights may take from these states; with several records, from every one of them. */
export const stepsFor = (
  kind: RecordKind,
  states: readonly RecordState[],
  may: Readonly<Record<StepRule['by'], boolean>>,
): Step[] =>
  states.length === 0
    ? []
    : rules[kind.review]
        .filter((rule) => may[rule.by] && states.every((state) => rule.from.includes(state)))
        .map((rule) => rule.step);

/** The states that a kind's records can stand in, in their order. */
export const statesOf = (kind: RecordKind): readonly RecordState[] =>
  kind.review === 'none'
    ? []
    : kind.review === 'one-step'
      ? ['draft', 'submitted', 'returned', 'approved']
      : ['draft', 'submitted', 'reviewed', 'returned', 'approved'];
