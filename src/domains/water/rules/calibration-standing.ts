// Is a meter calibrated today? By the newest calibration that was approved, whatever an older one says.
import { addDays, type CalendarDate } from '#period/calendar-date.ts';
import { type Citation, cite } from '#standards/cite.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const calibrationStandingCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'meter readings')];

/** What this rule asks of a calibration. */
export interface CalibrationDone {
  readonly calibratedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  readonly passed: boolean;
}

/** How a meter stands: nobody calibrated it, it failed, its date has passed, comes within thirty days, or lies farther off. */
export type CalibrationState = 'never' | 'failed' | 'overdue' | 'soon' | 'valid';

const SOON_DAYS = 30;

/** How a meter stands on a day, with the day that tells it. On its due day a calibration still holds. */
export function calibrationStanding(
  done: readonly CalibrationDone[],
  today: CalendarDate,
): { readonly state: CalibrationState; readonly dueOn: CalendarDate | null } {
  const newest = done.reduce<CalibrationDone | undefined>(
    (latest, one) => (latest === undefined || one.calibratedOn > latest.calibratedOn ? one : latest),
    undefined,
  );
  if (!newest) return { state: 'never', dueOn: null };
  const { dueOn, passed } = newest;
  if (!passed) return { state: 'failed', dueOn };
  if (dueOn < today) return { state: 'overdue', dueOn };
  return { state: dueOn <= addDays(today, SOON_DAYS) ? 'soon' : 'valid', dueOn };
}
