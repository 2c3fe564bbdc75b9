// What is missing of a month of water before it can be closed: bills that are awaited, entries and meters that told before.
import { type Month, shiftMonth } from '#period/calendar-date.ts';
import { type Citation, cite } from '#standards/cite.ts';
import type { MonthItem, MonthVolume } from '../model/month.ts';
import type { ToldOfSite } from './month-volumes.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const monthGapsCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'basis of monthly volumes')];

/** What told in one of so many months before is expected to tell again; what is silent for longer has ended. */
const MONTHS_EXPECTED = 3;

/** What keeps a month of water open. */
export interface MonthGaps {
  /** bills by whose rate days of the month are put, since the next one has not come */
  readonly awaitedAfter: readonly string[];
  /** items that were entered by hand before, of which this month says nothing on any basis */
  readonly items: readonly MonthItem[];
  /** meters that told of a month before and are silent in this one */
  readonly meters: readonly string[];
}

const keyOf = ({ item, source, destination, use }: Pick<MonthVolume, 'item' | 'source' | 'destination' | 'use'>) =>
  [item, source, destination, use].join(' ');

/**
 * What is missing of a month. A meter counts here where its water has a place in the balance: the others move no volume.
 * @param volumes what the month comes to
 */
export function monthGaps(told: ToldOfSite, month: Month, volumes: readonly MonthVolume[]): MonthGaps {
  const isBefore = (one: string) => one < month && one >= shiftMonth(month, -MONTHS_EXPECTED);
  const here = new Set(volumes.map(keyOf));
  const entered = told.entries.filter((entry) => isBefore(entry.month) && !here.has(keyOf(entry.place)));
  const awaited = volumes
    .filter(({ basis }) => basis === 'estimated')
    .flatMap(({ origins }) => origins.flatMap(({ kind, id }) => (kind === 'water.bill' ? [id] : [])));
  return {
    awaitedAfter: [...new Set(awaited)],
    items: [...new Set(entered.map(({ place }) => place.item as MonthItem))],
    meters: told.meters
      .filter(({ places, months }) => {
        const knownShare = months.get(month)?.knownShare;
        const isSilent = knownShare === undefined || knownShare.isZero();
        return places.length > 0 && isSilent && [...months.keys()].some(isBefore);
      })
      .map(({ id }) => id),
  };
}
