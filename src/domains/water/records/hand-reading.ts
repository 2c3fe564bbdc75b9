// A meter read by eye: who stood before it when, what it showed, and why the number stays where it was asked about.
import type { Check } from '#platform/records/declare/kind.ts';
import { codes, decimal, optional, recordKind, ref, text } from '#platform/records/declare/kind.ts';
import { handReadingQuestions } from '../rules/hand-reading.ts';
import { instant } from './meter.ts';

/** A number that was asked about stays with a reason. */
const confirmedSaysWhy: Check = ({ confirmed, reason }) =>
  Array.isArray(confirmed) && confirmed.length > 0 && !reason
    ? { field: 'reason', code: 'missing', level: 'error' }
    : undefined;

const meterOfTheFactory: Check = ({ site }, _, { refs }) =>
  refs.meter && refs.meter.values.site !== site
    ? { field: 'meter', code: 'meter_of_another_factory', level: 'error' }
    : undefined;

/** By the day; the server asks the minute too. */
const notAheadOfToday: Check = ({ readAt }, _, { today }) =>
  (readAt as string).slice(0, 10) > today
    ? { field: 'readAt', code: 'reading_in_future', facts: { given: readAt as string }, level: 'error' }
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
  check: [confirmedSaysWhy, meterOfTheFactory, notAheadOfToday],
  looksUp: { meter: ['site'] },
  sameWhen: ['meter', 'readAt'],
  review: 'none',
  evidence: 'none',
  list: ['site', 'meter', 'readAt', 'count', 'confirmed', 'reason'],
});
