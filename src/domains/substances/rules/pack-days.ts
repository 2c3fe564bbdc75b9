// How does an edition of a rule pack stand on a day, what of it holds then, and on which days does that change?
import { addDays, type CalendarDate } from '#period/calendar-date.ts';
import { isPackInForce, type Pack, type PackRow } from '#standards/pack.ts';
import type { PackStanding } from '../model/pack-answer.ts';
import type { Exemption, Restriction } from '../model/restriction.ts';

/** The day that a draft has, so that nothing is judged by it: no law has set one. */
export const NO_DAY_YET = '2100-01-01';

type Dated = Pick<Pack, 'effectiveFrom' | 'effectiveTo'>;

/** How an edition stands on a day. */
export function standingOf(pack: Dated, day: string): PackStanding {
  if (pack.effectiveFrom !== null && pack.effectiveFrom >= NO_DAY_YET) return 'draft';
  if (isPackInForce(pack, day)) return 'in_force';
  return pack.effectiveTo !== undefined && pack.effectiveTo <= day ? 'ended' : 'coming';
}

/** Whether a restriction holds on a day. */
export const holdsOn = ({ from, before }: Pick<Restriction, 'from' | 'before'>, day: string): boolean =>
  (from === null || from <= day) && (before === null || day < before);

/** The edition that was in force on a day, of several the newest. @param editions newest first */
export const editionOn = (editions: readonly Pack[], day: string): Pack | null =>
  editions.find((one) => isPackInForce(one, day)) ?? null;

/** Rows as they hold on a day: without restrictions of other days, and without the uses whose exemption has ended. */
export function rowsOn(pack: Pack | null, day: string): PackRow[] {
  return (pack?.rows ?? []).flatMap((row): PackRow[] => {
    if (row.type === 'restriction') return holdsOn(row as unknown as Restriction, day) ? [row] : [];
    if (row.type !== 'exemption') return [row];
    const { until, renewalPending } = row as unknown as Exemption;
    if (renewalPending) return [row];
    const left = Object.entries(until).filter(([, last]) => last === null || day <= last);
    return left.length === 0 ? [] : [{ ...row, until: Object.fromEntries(left) }];
  });
}

/** Days on which what holds changes, oldest first. */
export function daysOfChange(editions: readonly Pack[]): string[] {
  const days = new Set<string>();
  for (const { effectiveFrom, effectiveTo, rows } of editions) {
    for (const day of [effectiveFrom, effectiveTo]) if (day) days.add(day);
    for (const row of rows) {
      if (row.type === 'restriction') {
        const { from, before } = row as unknown as Restriction;
        for (const day of [from, before]) if (day) days.add(day);
      } else if (row.type === 'exemption') {
        const { until, renewalPending } = row as unknown as Exemption;
        if (!renewalPending)
          for (const last of Object.values(until)) if (last) days.add(addDays(last as CalendarDate, 1));
      }
    }
  }
  return [...days].filter((day) => day < NO_DAY_YET).sort();
}
