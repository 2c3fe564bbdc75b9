// What can wait in an inbox, and in which order: what was returned, then by due date.
import { addDays, type CalendarDate } from '#period/calendar-date.ts';
import type { LocalText } from '#platform/ui/language.tsx';
import type { RecordState, Returned } from './answers.ts';

/** What a domain knows to wait beyond steps of review: a sentence, and the page on which it is done. */
export interface InboxTask {
  task: string;
  to: string;
  scopeId: string;
  month: string | null;
  count: number;
  facts?: Readonly<Record<string, string | number>>;
}

/** Open revisions of one kind, factory and month that wait for the same step. */
export interface InboxItem {
  kind: string;
  step: 'submit' | 'review' | 'approve' | 'fix';
  state: RecordState;
  scopeId: string;
  month: string | null;
  count: number;
  since: string | null;
  /** of what lies with its reviewers: the last day on which it is in time */
  dueOn: CalendarDate | null;
  /** worked days past it */
  overdueDays: number;
  withReviewersDays: number;
  /** the reviewer for whom the step would be taken */
  for: { personId: string; name: LocalText } | null;
  /** of drafts and what was returned: how many the reader is to finish himself, how many of those were handed over to him */
  mine?: number;
  handedOver?: number;
  /** the returned records among them, with the reviewers' words */
  returned?: (Returned & { name: { code: string; en: string; zh: string } })[];
}

export type Waits = InboxItem | InboxTask;
export const isTask = (waits: Waits): waits is InboxTask => 'task' in waits;
/** Whether it is for others of the factory to finish; reviews are everybody's who has the right. */
export const isOthers = (waits: Waits): boolean => !isTask(waits) && waits.mine === 0;
/** Whether it waits for a reviewer, who may also give it back. */
export const isPassed = ({ step }: InboxItem): boolean => step === 'review' || step === 'approve';

export const keyOf = (item: Waits): string =>
  [isTask(item) ? item.task : `${item.kind} ${item.state} ${item.step}`, item.scopeId, item.month].join(' ');

/** When something is due, where that is known. */
export const dueOf = (item: Waits): CalendarDate | null => {
  if (!isTask(item)) return item.dueOn;
  const { dueOn } = item.facts ?? {};
  return typeof dueOn === 'string' ? (dueOn as CalendarDate) : null;
};

export type Urgency = 'returned' | 'overdue' | 'soon' | 'later' | 'undated';
const urgencies: readonly Urgency[] = ['returned', 'overdue', 'soon', 'later', 'undated'];
const SOON_DAYS = 7;

function urgencyOf(item: Waits, today: CalendarDate): Urgency {
  if (!isTask(item) && item.step === 'fix') return 'returned';
  const dueOn = dueOf(item);
  if (dueOn === null) return 'undated';
  if (dueOn < today) return 'overdue';
  return dueOn <= addDays(today, SOON_DAYS) ? 'soon' : 'later';
}

/** Groups by urgency, in each the soonest due first, then the oldest month. */
export function byUrgency(items: readonly Waits[], now: Date): { urgency: Urgency; items: Waits[] }[] {
  const today = now.toISOString().slice(0, 10) as CalendarDate;
  const groups = Map.groupBy(items, (item) => urgencyOf(item, today));
  const orderOf = (item: Waits) => `${dueOf(item) ?? ''} ${item.month ?? ''}`;
  return urgencies.flatMap((urgency) => {
    const of = groups.get(urgency);
    return of ? [{ urgency, items: of.toSorted((one, other) => orderOf(one).localeCompare(orderOf(other))) }] : [];
  });
}
