// How does every line of a site's plan stand in every month, for many sites at once?
import type { CalendarDate, Month } from '#period/calendar-date.ts';
import type { ExpectedKind, ExpectedState } from '../model/plan.ts';
import { type DueMonths, dueWith, linesOf, type PlanLine, type SiteLife, stateOf } from './expected-data.ts';

/** Months in which something came; the index counts from the first month that was read. */
export interface ReceivedMonths {
  actual(streamId: string, what: ExpectedKind, index: number): boolean;
  estimated(streamId: string, what: ExpectedKind, index: number): boolean;
  nil(streamId: string, index: number): boolean;
}

/** One line with its state in each month, and when that month is due. */
export interface LineStates {
  readonly line: PlanLine;
  readonly states: readonly { readonly state: ExpectedState; readonly dueOn: CalendarDate | null }[];
}

/**
 * The lines of one site over months. Where one line follows another, each speaks for the months in which it is the later
 * one; in the others it is not due.
 */
export function siteStates(
  { lines, life, received }: { lines: readonly PlanLine[]; life: SiteLife; received: ReceivedMonths },
  {
    months,
    indexOf,
    today,
    dueOn,
  }: {
    months: readonly Month[];
    /** where a month stands among those that were read */
    indexOf(month: Month): number;
    today: CalendarDate;
    dueOn(month: Month, dueDay: number): CalendarDate;
  },
): LineStates[] {
  const times = new Map<string, number>();
  for (const { streamId, what } of lines) times.set(`${streamId} ${what}`, (times.get(`${streamId} ${what}`) ?? 0) + 1);
  // Most lines of a site begin with it and are monthly: what is due when is worked out once for all of these.
  const due = new Map<string, readonly (DueMonths | undefined)[]>();
  return lines.map((line) => {
    const key = `${line.frequency} ${line.from} ${line.before}`;
    const dues = due.get(key) ?? months.map((month) => dueWith(line, month, life));
    due.set(key, dues);
    const { streamId, what } = line;
    const alone = times.get(`${streamId} ${what}`) === 1;
    const sameStream = alone ? [] : lines.filter((one) => one.streamId === streamId && one.what === what);
    const states = months.map((month, at) => {
      if (!alone && !linesOf(sameStream, month, life).includes(line)) return { state: 'not_due' as const, dueOn: null };
      const dueMonths = dues[at];
      const last = indexOf(month);
      const first = dueMonths ? indexOf(dueMonths.first) : last;
      let actual = 0;
      let estimated = 0;
      for (let index = first; index <= last; index += 1) {
        if (received.actual(streamId, what, index)) actual += 1;
        if (received.estimated(streamId, what, index)) estimated += 1;
      }
      const on = dueMonths ? dueOn(month, line.dueDay) : null;
      const state = stateOf({ actual, estimated, nil: received.nil(streamId, last) }, { month, dueOn: on, today });
      return { state, dueOn: on };
    });
    return { line, states };
  });
}
