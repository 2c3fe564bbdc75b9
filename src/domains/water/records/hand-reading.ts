// A meter read by eye: who stood before it when, what it showed, and why the number stays where it was asked about.
import type { Check } from '#platform/records/declare/kind.ts';
import { codes, decimal, optional, recordKind, ref, text } from '#platform/records/declare/kind.ts';
import { notAheadOfToday } from '#platform/records/declare/usual-checks.ts';
import { handReadingQuestions } from '../rules/hand-reading.ts';
import { instant, meterOfTheSite } from './meter.ts';

/** A number that was asked about stays with a reason. */
const confirmedSaysWhy: Check = ({ confirmed, reason }) =>
  Array.isArray(confirmed) && confirmed.length > 0 && !reason
    ? { field: 'reason', code: 'missing', level: 'error' }
    : undefined;

/** What it showed is kept with all other readings (migration 0044); what a later revision says otherwise, counts instead. */
export const handReading = recordKind({
  kind: 'water.hand-reading',
  version: 1,
  owner: 'site',
  calledBy: ['readAt'],
  fields: {
    site: ref('factories.site'),
    meter: ref('water.meter'),
    readAt: text({ max: 35, pattern: instant }),
    count: decimal({ min: '0' }),
    confirmed: optional(codes(handReadingQuestions, 'water.hand-question')),
    reason: optional(text({ max: 300, prose: true })),
  },
  // By the day; the server asks the minute too.
  check: [confirmedSaysWhy, meterOfTheSite, notAheadOfToday('readAt', 'reading_in_future')],
  looksUp: { meter: ['site'] },
  sameWhen: ['meter', 'readAt'],
  review: 'none',
  evidence: 'none',
  list: ['site', 'meter', 'readAt', 'count', 'confirmed', 'reason'],
});
