// Whoever records at one factory changes nothing of the water of another: what is said of a meter is said where it stands.
import { expect, test } from 'vitest';
import { checkRecord } from '#platform/records/declare/check-values.ts';
import type { RecordKind, Values } from '#platform/records/declare/kind.ts';
import { findingAnswer } from './finding-answer.ts';
import { findingLimits } from './finding-limits.ts';
import { handReading } from './hand-reading.ts';
import { calibration, meter, meterSpan } from './meter.ts';
import { readingExclusion } from './reading-exclusion.ts';
import { outlet } from './wastewater.ts';

const [site, other, id] = [1, 2, 3].map((n) => `018f0000-0000-7000-8000-00000000000${n}`) as [string, string, string];
const startsAt = '2024-05-01T00:00:00+08:00';

test.each<[RecordKind, string, Values]>([
  [meter, 'parent', { code: 'W-02', name: { en: 'Line', zh: '产线' }, role: 'sub', parent: id, feedsIn: false }],
  [meterSpan, 'meter', { meter: id, startsAt, cause: 'installed', serial: 'S1', sends: 'register', m3PerCount: '1' }],
  [
    calibration,
    'meter',
    { meter: id, calibratedOn: '2024-05-01', dueOn: '2025-05-01', certificate: 'C1', passed: true },
  ],
  [
    readingExclusion,
    'meter',
    { meter: id, startsAt, endsBefore: '2024-05-02T00:00:00+08:00', effect: 'not_known', reason: 'A wrong device' },
  ],
  [
    findingAnswer,
    'meter',
    { meter: id, finding: id, cause: 'pipe_leak', foundCauseOn: '2024-05-01', newBaseline: false },
  ],
  [findingLimits, 'meter', { meter: id, from: '2024-05-01', nightAbsolute: '0.5', reason: 'It cools at night' }],
  [
    outlet,
    'meter',
    {
      ...{ code: 'DW1', name: { en: 'Outlet', zh: '总排口' }, place: 'site_outlet', domestic: false, meter: id },
      ...{ destination: 'sewer', from: '2024-01-01' },
    },
  ],
  [handReading, 'meter', { meter: id, readAt: startsAt, count: '5' }],
])('$kind is refused where its meter stands at another factory', (kind, field, values) => {
  const codesWith = (at: string) =>
    checkRecord(kind, { site, ...values }, [], {
      ...{ today: '2024-05-31', lineRefs: [], limits: {}, consulted: {} },
      refs: { [field]: { values: { site: at, code: 'W-01' }, lines: [] } },
    }).problems.map((one) => `${one.field} ${one.code}`);
  expect(codesWith(site)).toEqual([]);
  expect(codesWith(other)).toEqual([`${field} meter_of_another_factory`]);
});
