// What people say of a finding: the cause that they found on the spot, and what was done.
import type { Check } from '#platform/records/declare/kind.ts';
import { code, date, flag, optional, recordKind, ref, text } from '#platform/records/declare/kind.ts';
import { notAheadOfToday } from '#platform/records/declare/usual-checks.ts';
import { findingCauses } from '../model/finding.ts';
import { meterOfTheSite } from './meter.ts';

const findingId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** "Other" explains nothing by itself. */
const otherSaysWhat: Check = ({ cause, whatWasDone }) =>
  cause === 'other' && !whatWasDone ? { field: 'whatWasDone', code: 'missing', level: 'error' } : undefined;

/** Closes a finding with its cause. Where what is usual has changed for good, it begins anew the day after it was found. */
export const findingAnswer = recordKind({
  kind: 'water.finding-answer',
  version: 1,
  owner: 'site',
  effective: 'foundCauseOn',
  calledBy: ['cause', 'finding'],
  fields: {
    site: ref('factories.site'),
    meter: ref('water.meter'),
    finding: text({ max: 36, pattern: findingId }),
    cause: code(findingCauses, 'water.finding-cause'),
    foundCauseOn: date(),
    whatWasDone: optional(text({ max: 500, prose: true })),
    newBaseline: flag(),
  },
  check: [notAheadOfToday('foundCauseOn'), otherSaysWhat, meterOfTheSite],
  looksUp: { meter: ['site'] },
  sameWhen: ['finding'],
  review: 'none',
  evidence: 'none',
  list: ['site', 'meter', 'foundCauseOn', 'cause', 'whatWasDone', 'newBaseline'],
});
