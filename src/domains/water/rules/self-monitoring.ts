// Which samples does the permit's plan ask for, which were taken, and which are late?
import { addDays, addMonths, type CalendarDate, dateOf, monthNumberOf, yearOf } from '#period/calendar-date.ts';
import { type Citation, cite } from '#standards/cite.ts';
import type { Frequency, planStates } from '../model/wastewater.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const selfMonitoringCites: readonly Citation[] = [
  cite('CN-DISCHARGE-PERMIT-2021', 'self-monitoring'),
  cite('HJ-819-2017', 'frequency of monitoring'),
];

/** A period of the plan. */
export interface PlanPeriod {
  readonly from: CalendarDate;
  readonly before: CalendarDate;
  /** The last day on which its sample is in time. */
  readonly dueOn: CalendarDate;
  readonly state: (typeof planStates)[number];
  readonly sampledOn: CalendarDate | null;
}

const monthsOf = { monthly: 1, quarterly: 3, half_yearly: 6, yearly: 12 } as const;

/** The calendar period in which a day lies; a week begins on Monday. */
export function planPeriod(frequency: Frequency, day: CalendarDate): { from: CalendarDate; before: CalendarDate } {
  if (frequency === 'daily') return { from: day, before: addDays(day, 1) };
  if (frequency === 'weekly') {
    const from = addDays(day, -weekday(day));
    return { from, before: addDays(from, 7) };
  }
  const months = monthsOf[frequency];
  const first = Math.floor((monthNumberOf(day) - 1) / months) * months + 1;
  const from = dateOf(yearOf(day), first, 1);
  return { from, before: addMonths(from, months) };
}

/** Monday 0 to Sunday 6, by Zeller's rule. */
function weekday(day: CalendarDate): number {
  const month = monthNumberOf(day);
  const shifted = month < 3 ? month + 12 : month;
  const year = month < 3 ? yearOf(day) - 1 : yearOf(day);
  const inMonth = Number(day.slice(8));
  const zeller =
    inMonth +
    Math.floor((13 * (shifted + 1)) / 5) +
    year +
    Math.floor(year / 4) -
    Math.floor(year / 100) +
    Math.floor(year / 400);
  return (((zeller + 5) % 7) + 7) % 7;
}

/**
 * The periods from the day on which the plan begins to the one that holds today. The first and the last may be cut by
 * beginning and end of the plan; each still asks for its sample.
 */
export function selfMonitoring(
  frequency: Frequency,
  { from, before }: { readonly from: CalendarDate; readonly before: CalendarDate | null },
  samples: readonly CalendarDate[],
  today: CalendarDate,
): PlanPeriod[] {
  const periods: PlanPeriod[] = [];
  for (let day = from; day <= today && (before === null || day < before); ) {
    const whole = planPeriod(frequency, day);
    const start = day;
    const end = before !== null && before < whole.before ? before : whole.before;
    const taken = samples.filter((one) => one >= start && one < end).sort()[0] ?? null;
    const dueOn = addDays(end, -1);
    periods.push({
      from: start,
      before: end,
      dueOn,
      state: taken ? 'done' : today > dueOn ? 'overdue' : 'due',
      sampledOn: taken,
    });
    day = whole.before;
  }
  return periods;
}
