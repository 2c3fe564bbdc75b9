// How the review of one record stands: by which policy it is decided, by when, and for whom the one who asks would decide.
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Tx } from '../../db/database.ts';
import { type ReviewDue, reviewDue } from '../declare/review-due.ts';
import type { Policy } from '../declare/review-steps.ts';
import { type DueWorld, unknownDays } from './open-reviews.ts';
import { type DatedRules, policyOfRevision, ruleAt } from './policies.ts';
import type { RecordRead } from './read.ts';

/** What the page of a record says of its review. */
export interface ReviewStanding {
  policy: Policy;
  workedDays: number;
  /** while it lies with its reviewers */
  due: ReviewDue | null;
}

/** How the newest revision of a record stands in its review. */
export async function reviewStanding(
  tx: Tx,
  world: DueWorld,
  asked: {
    record: RecordRead;
    rules: DatedRules;
    scopeId: string | null;
    events: readonly { step: string; at: Date; revision: number }[];
  },
): Promise<ReviewStanding> {
  const { record, rules, scopeId, events } = asked;
  const isOpen = record.state === 'submitted' || record.state === 'reviewed';
  const submittedSeq = isOpen || record.state === 'approved' ? record.submittedSeq : null;
  const { workedDays } = ruleAt(rules, submittedSeq);
  const submitted = events.findLast(({ step, revision }) => step === 'submit' && revision === record.revision);
  const days = (scopeId === null ? undefined : (await world.siteDays(tx)).get(scopeId)) ?? unknownDays;
  return {
    policy: policyOfRevision(rules, { restatement: record.restatement, submittedSeq }),
    workedDays,
    due:
      isOpen && submitted
        ? reviewDue(submitted.at, workedDays, world.todayIn(days.timeZone) as CalendarDate, days)
        : null,
  };
}
