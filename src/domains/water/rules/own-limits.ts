// A meter with limits of its own: from the day on which they hold it is judged by them, before it as all meters are.
import type { CalendarDate } from '#period/calendar-date.ts';
import { type Citation, cite } from '#standards/cite.ts';
import type { CreepLimits } from './creeping-rise.ts';
import type { ExcessLimits } from './persistent-excess.ts';
import {
  defaultLimits,
  type FindingLimits,
  type FindingQuestion,
  type WaterFinding,
  waterFindings,
  withoutRepeats,
} from './water-findings.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const ownLimitsCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'leaks and anomalies')];

type Own = Partial<Pick<ExcessLimits, 'absolute' | 'relative' | 'persistDays' | 'alarmFactor'>>;

/** Limits of one meter from a day on; what is absent is as at all meters. */
export interface OwnLimits {
  readonly id: string;
  readonly from: CalendarDate;
  readonly night: Own;
  readonly daily: Own;
  readonly unaccounted: Own;
  readonly creep: Partial<Pick<CreepLimits, 'relative'>>;
}

/** All limits, those of the meter in the place of the usual ones. */
export const limitsWith = ({ night, daily, unaccounted, creep }: OwnLimits): FindingLimits => ({
  night: { ...defaultLimits.night, ...night },
  daily: { ...defaultLimits.daily, ...daily },
  unaccounted: { ...defaultLimits.unaccounted, ...unaccounted },
  creep: { ...defaultLimits.creep, ...creep },
  dailyCreep: { ...defaultLimits.dailyCreep, ...creep },
});

/** A time in which the same limits held; null are those of all meters. */
interface Regime {
  readonly own: OwnLimits | null;
  readonly from: CalendarDate;
  readonly before: CalendarDate;
}

const [EVER, NEVER] = ['0000-01-01' as CalendarDate, '9999-12-31' as CalendarDate];

function regimesOf(own: readonly OwnLimits[]): Regime[] {
  const inOrder = own.toSorted((one, other) => (one.from < other.from ? -1 : 1));
  const first: Regime = { own: null, from: EVER, before: inOrder[0]?.from ?? NEVER };
  return [first, ...inOrder.map((one, at) => ({ own: one, from: one.from, before: inOrder[at + 1]?.from ?? NEVER }))];
}

const lasts = ({ until }: WaterFinding): CalendarDate => until ?? NEVER;
/** What stands still does so by no limit, and what rose slowly has no end of its own. */
const endsByLimit = ({ kind }: WaterFinding) => kind !== 'stopped' && kind !== 'creeping';

/**
 * What is to be looked at, each finding by the limits that held on the morning on which it could be said. What goes on
 * when limits change is found by the new ones on their first day, where by the old ones it was not; and what the new ones
 * no longer find ends on that day.
 */
export function findingsByLimits(question: FindingQuestion, own: readonly OwnLimits[]): WaterFinding[] {
  if (own.length === 0) return waterFindings(question);
  const regimes = regimesOf(own);
  const raw = regimes.map((regime) =>
    waterFindings(regime.own ? { ...question, limits: limitsWith(regime.own) } : question),
  );
  const kept = regimes.flatMap(({ own: of, from, before }, at) => {
    const next = raw[at + 1] ?? [];
    return (raw[at] ?? []).flatMap((one): WaterFinding[] => {
      if (one.foundOn >= before) return [];
      const isCarried = one.foundOn < from;
      if (isCarried && (one.kind === 'stopped' || lasts(one) <= from)) return [];
      const goesOn = next.some((other) => other.from < lasts(one) && lasts(other) > before);
      const isOver = before !== NEVER && endsByLimit(one) && lasts(one) > before && !goesOn;
      return [
        {
          ...one,
          ...(isCarried ? { foundOn: from } : {}),
          ...(isOver ? { until: before } : {}),
          judgedBy: of?.id ?? null,
        },
      ];
    });
  });
  return withoutRepeats(kept);
}
