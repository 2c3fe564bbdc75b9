// Where does an action of an improvement plan stand on a day?
import type { CalendarDate } from '#period/calendar-date.ts';

/** Done, still to do, or still to do after the day on which it was due. */
export const actionStates = ['done', 'open', 'overdue'] as const;

/** The state of an action today; it is overdue from the day after it was due. */
export const actionState = (
  { due, done }: { due: CalendarDate; done: CalendarDate | null },
  today: CalendarDate,
): (typeof actionStates)[number] => (done ? 'done' : due < today ? 'overdue' : 'open');
