// Which steps a revision's state allows, so that only those stand as buttons; the server decides in any case.
import type { RecordKind } from '../declare/kind.ts';
import { rightFor, type Step, type StepRule, stepFrom } from '../declare/review-steps.ts';
import type { RecordRow, RecordState } from './answers.ts';

const inOrder: readonly Step[] = ['submit', 'review', 'approve', 'return'];

/** The steps that somebody with these rights may take with these revisions; with several, with every one of them. */
export const stepsFor = (
  records: readonly Pick<RecordRow, 'state' | 'policy'>[],
  may: Readonly<Record<StepRule['by'], boolean>>,
): Step[] =>
  records.length === 0
    ? []
    : inOrder.filter((step) =>
        records.every(({ policy, state }) => {
          const rule = stepFrom(policy, step, state);
          return rule !== undefined && may[rightFor(rule, state)];
        }),
      );

/** The states that a kind's records can stand in, in their order. */
export const statesOf = (kind: RecordKind): readonly RecordState[] =>
  kind.review === 'none'
    ? []
    : kind.review === 'one-step'
      ? ['draft', 'submitted', 'returned', 'approved']
      : ['draft', 'submitted', 'reviewed', 'returned', 'approved'];
