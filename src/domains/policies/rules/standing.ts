// Which edition of a document is in force, whom it asks, and by when he is to have acknowledged it.
import { addDays, type CalendarDate } from '#period/calendar-date.ts';
import type { Acknowledging, Standing } from '../model/answer.ts';

/** Days in which an edition is to be acknowledged where it does not say. */
export const usualDays = 14;

/** An edition with its day. */
export interface DatedEdition {
  readonly code: string;
  readonly edition: number;
  readonly effectiveOn: string;
}

/** How each edition stands on a day: of each document the last that has begun is in force. */
export function standingsOn<Edition extends DatedEdition>(
  editions: readonly Edition[],
  today: CalendarDate,
): Map<Edition, Standing> {
  const standings = new Map<Edition, Standing>();
  for (const own of Map.groupBy(editions, ({ code }) => code).values()) {
    const begun = own.filter(({ effectiveOn }) => effectiveOn <= today);
    const last = Math.max(...begun.map(({ edition }) => edition));
    for (const one of own) {
      if (one.effectiveOn > today) standings.set(one, 'coming');
      else standings.set(one, one.edition === last ? 'in_force' : 'superseded');
    }
  }
  return standings;
}

/** Whether an edition asks somebody with these roles. */
export const asks = (audience: readonly string[], roles: readonly string[]): boolean =>
  audience.includes('everyone') || roles.some((role) => audience.includes(role));

/** The day by which to acknowledge: from when it is in force and published, whichever is later. */
export function dueOn({
  effectiveOn,
  approvedOn,
  acknowledgeDays,
}: {
  effectiveOn: string;
  approvedOn: string;
  acknowledgeDays: number | null;
}): CalendarDate {
  const from = approvedOn > effectiveOn ? approvedOn : effectiveOn;
  return addDays(from as CalendarDate, acknowledgeDays ?? usualDays);
}

/** Who acknowledged without being asked did so all the same. The due day itself is still in time. */
export function acknowledging(
  { asked, done, due }: { asked: boolean; done: boolean; due: CalendarDate },
  today: CalendarDate,
): Acknowledging {
  if (done) return 'acknowledged';
  if (!asked) return 'not_asked';
  return today > due ? 'overdue' : 'waiting';
}
