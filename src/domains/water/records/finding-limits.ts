// Limits of one meter, where those by which all meters are judged do not fit it.
import type { Check } from '#platform/records/declare/kind.ts';
import { date, decimal, integer, optional, recordKind, ref, text } from '#platform/records/declare/kind.ts';
import { meterOfTheSite } from './meter.ts';

const asked = [
  ...(['nightAbsolute', 'nightRelative', 'nightPersistDays', 'alarmFactor'] as const),
  ...(['dailyAbsolute', 'dailyRelative', 'dailyPersistDays'] as const),
  ...(['unaccountedAbsolute', 'unaccountedRelative', 'unaccountedPersistDays', 'creepRelative'] as const),
] as const;

/** Limits that set nothing would only look as though somebody had thought about the meter. */
const setsSomething: Check = (values) =>
  asked.every((field) => values[field] === null || values[field] === undefined)
    ? { field: 'nightAbsolute', code: 'no_limit_set', level: 'error' }
    : undefined;

const share = () => optional(decimal({ min: '0', max: '100' }));
const volume = () => optional(decimal({ min: '0' }));
const days = () => optional(integer({ min: 1, max: 60 }));

/**
 * What is unusual at a meter from a day on. Night flow is in m³/h, volumes and differences in m³ a day; the relative ones
 * are shares of what is usual (0.4 is 40 %). What is not said is as at all meters.
 */
export const findingLimits = recordKind({
  kind: 'water.finding-limits',
  version: 1,
  owner: 'site',
  effective: 'from',
  calledBy: ['from'],
  fields: {
    site: ref('factories.site'),
    meter: ref('water.meter'),
    from: date(),
    nightAbsolute: volume(),
    nightRelative: share(),
    nightPersistDays: days(),
    alarmFactor: optional(decimal({ above: '1' })),
    dailyAbsolute: volume(),
    dailyRelative: share(),
    dailyPersistDays: days(),
    unaccountedAbsolute: volume(),
    unaccountedRelative: share(),
    unaccountedPersistDays: days(),
    creepRelative: share(),
    reason: text({ max: 300, prose: true }),
  },
  check: [setsSomething, meterOfTheSite],
  looksUp: { meter: ['site'] },
  sameWhen: ['meter', 'from'],
  review: 'one-step',
  evidence: 'none',
  list: ['site', 'meter', 'from', 'nightAbsolute', 'nightRelative', 'reason'],
});
