// A time whose readings a person takes out of the count, with the reason. The readings stay as they came.
import { isCalendarDate } from '#period/calendar-date.ts';
import type { Check } from '#platform/records/declare/kind.ts';
import { code, recordKind, ref, text } from '#platform/records/declare/kind.ts';
import { exclusionEffects } from '../model/meter.ts';
import { instant, meterOfTheSite } from './meter.ts';

/** The 31st of April is no day, though it is written like one. */
const areTimes: Check = ({ startsAt, endsBefore }) => {
  for (const [field, given] of Object.entries({ startsAt, endsBefore }) as [string, string][])
    if (!isCalendarDate(given.slice(0, 10))) return { field, code: 'not_a_time', facts: { given }, level: 'error' };
  return Date.parse(endsBefore as string) <= Date.parse(startsAt as string)
    ? { field: 'endsBefore', code: 'ends_before_it_starts', level: 'error' }
    : undefined;
};

/** Readings that somebody found wrong: from the first that is left out, before the first that counts again. */
export const readingExclusion = recordKind({
  kind: 'water.reading-exclusion',
  version: 1,
  owner: 'site',
  calledBy: ['startsAt'],
  fields: {
    site: ref('factories.site'),
    meter: ref('water.meter'),
    startsAt: text({ max: 35, pattern: instant }),
    endsBefore: text({ max: 35, pattern: instant }),
    effect: code(exclusionEffects, 'water.exclusion-effect'),
    reason: text({ max: 300, prose: true }),
  },
  check: [areTimes, meterOfTheSite],
  looksUp: { meter: ['site'] },
  sameWhen: ['meter', 'startsAt'],
  review: 'one-step',
  evidence: 'none',
  list: ['site', 'meter', 'startsAt', 'endsBefore', 'effect', 'reason'],
});
