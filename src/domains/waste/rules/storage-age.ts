// Which containers still stand in the store, since when, and is one of them there too long?
import { type CalendarDate, daysBetween } from '#period/calendar-date.ts';
import { type Citation, cite } from '#standards/cite.ts';
import { sum, type Tonnes } from '#units/quantity.ts';
import type { StoredContainer } from '../model/storage.ts';

/** One container put into the store or taken out of it. */
export interface ContainerMovement {
  readonly container: string;
  readonly movement: 'opening' | 'in' | 'out';
  readonly movedOn: CalendarDate;
  /** the device's instant, where a phone took it down; it tells two movements of one day apart */
  readonly takenAtMs?: number;
  readonly massTonnes: Tonnes;
}

/** How old the longest-stored container is, and what that means. */
export const storageAlarms = ['within', 'soon', 'over'] as const;
export type StorageAlarm = (typeof storageAlarms)[number];

/**
 * Days after which stored waste raises an alarm where neither stream nor owner says otherwise. A policy, not law: the one
 * year of the Solid Waste Law binds licensed operators, not every generator.
 */
export const defaultStorageDays = 365;
/** So many days before the alarm the vendor is called. */
export const storageNoticeDays = 30;

/** What this rule cites; printed where the rule is explained. @public */
export const storageAgeCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'storage alarm')];

/**
 * Containers in store, the longest-stored first. A movement out ends what came in up to it; on one day, where no instant
 * tells, in comes before out. An opening stock restates what is in a container: earlier movements say only since when.
 */
export function containersInStore(movements: readonly ContainerMovement[]): StoredContainer[] {
  const byContainer = Map.groupBy(movements, ({ container }) => container);
  return [...byContainer]
    .flatMap(([container, own]) => {
      const outs = own.filter(({ movement }) => movement === 'out');
      const here = own.filter((one) => one.movement !== 'out' && outs.every((out) => isAfter(one, out)));
      const [sinceOn] = here.map(({ movedOn }) => movedOn).sort();
      return sinceOn === undefined ? [] : [{ container, sinceOn, massTonnes: massIn(here) }];
    })
    .sort((left, right) => order(left.sinceOn, right.sinceOn) || order(left.container, right.container));
}

const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** Whether something came in after it had been taken out. */
function isAfter(one: ContainerMovement, out: ContainerMovement): boolean {
  if (one.movedOn !== out.movedOn) return one.movedOn > out.movedOn;
  return one.takenAtMs !== undefined && out.takenAtMs !== undefined && one.takenAtMs > out.takenAtMs;
}

function massIn(here: readonly ContainerMovement[]): Tonnes {
  const [restatedOn] = here.flatMap(({ movement, movedOn }) => (movement === 'opening' ? [movedOn] : [])).sort();
  return sum(
    here.flatMap(({ movedOn, massTonnes }) => (restatedOn === undefined || movedOn >= restatedOn ? [massTonnes] : [])),
  );
}

/** The age of a container on a day, against the days it may stand. */
export function storageAge(
  sinceOn: CalendarDate,
  asOf: CalendarDate,
  limitDays: number,
): { days: number; limitDays: number; alarm: StorageAlarm } {
  const days = daysBetween(sinceOn, asOf);
  const alarm = days > limitDays ? 'over' : days > limitDays - storageNoticeDays ? 'soon' : 'within';
  return { days, limitDays, alarm };
}
