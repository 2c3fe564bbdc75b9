// When a device says that something was taken down: an instant that a clock shows, since movements of one day are told apart by it.
import { isCalendarDate } from '#period/calendar-date.ts';
import type { Check } from '#platform/records/declare/kind.ts';

/** The day of the instant is one of the calendar; its shape is the field's. */
export const takenOnADay: Check = ({ takenAt }) =>
  typeof takenAt === 'string' && !isCalendarDate(takenAt.slice(0, 10))
    ? { field: 'takenAt', code: 'wrong_shape', level: 'error' }
    : undefined;
