// Review: which step follows which, by which right, under each policy; one table for the server and for the buttons.
import type { RecordKind } from './kind.ts';

/** How many people stand between a record and its counting. */
export type Policy = RecordKind['review'];
/** The policies, the least first. */
export const policies: readonly Policy[] = ['none', 'one-step', 'two-step'];
/** Where a revision stands. `approved` counts; all others are shown beside it. */
export type RevisionState = 'draft' | 'submitted' | 'reviewed' | 'returned' | 'approved';
export type Step = 'submit' | 'review' | 'approve' | 'return';

/** A step: from where, to where, and the right that it needs. */
export interface StepRule {
  step: Step;
  from: readonly RevisionState[];
  to: RevisionState;
  by: 'record' | 'review' | 'approve';
}

/**
 * The steps by policy. Under `none` what is recorded counts at once; what stood as a draft when the policy became `none`
 * counts when it is submitted.
 */
export const steps: Readonly<Record<Policy, readonly StepRule[]>> = {
  none: [{ step: 'submit', from: ['draft', 'returned'], to: 'approved', by: 'record' }],
  'one-step': [
    { step: 'submit', from: ['draft', 'returned'], to: 'submitted', by: 'record' },
    { step: 'approve', from: ['submitted'], to: 'approved', by: 'approve' },
    { step: 'return', from: ['submitted'], to: 'returned', by: 'approve' },
  ],
  'two-step': [
    { step: 'submit', from: ['draft', 'returned'], to: 'submitted', by: 'record' },
    { step: 'review', from: ['submitted'], to: 'reviewed', by: 'review' },
    { step: 'approve', from: ['reviewed'], to: 'approved', by: 'approve' },
    { step: 'return', from: ['submitted', 'reviewed'], to: 'returned', by: 'review' },
  ],
};

/** The row of a step under a policy; undefined where there is no such step from there. */
export const stepFrom = (policy: Policy, step: Step, state: RevisionState): StepRule | undefined =>
  steps[policy].find((one) => one.step === step && one.from.includes(state));

/** By which right a step is taken: what was reviewed already is the approver's to return. */
export const rightFor = ({ step, by }: StepRule, state: RevisionState): StepRule['by'] =>
  step === 'return' && state === 'reviewed' ? 'approve' : by;

/** After closing somebody decides, whatever the kind's policy: a restatement is never its recorder's alone. */
export const policyFor = (policy: Policy, { restatement }: { restatement: boolean }): Policy =>
  restatement && policy === 'none' ? 'one-step' : policy;

/** Worked days from submission in which a record is to be decided, where nobody has set others. */
export const defaultWorkedDays: Readonly<Record<Policy, number>> = { none: 0, 'one-step': 3, 'two-step': 5 };
