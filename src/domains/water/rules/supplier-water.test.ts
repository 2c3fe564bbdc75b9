// When does a supplier manage its water, and when does nobody know? Worked examples that can be checked by hand.
import { describe, expect, test } from 'vitest';
import { calendarDate } from '#period/calendar-date.ts';
import type { SupplierFinding } from '../model/supplier.ts';
import { supplierAssessedShare, supplierInPlaceShare, supplierStanding, supplierSteps } from './supplier-water.ts';

const day = calendarDate;
const found = (more: Partial<SupplierFinding> = {}): SupplierFinding => ({
  ...{ foundOn: day('2023-05-10'), policy: true, metering: true, dischargeComplies: true, stress: 'not_high' },
  ...{ certificate: null, certificateUntil: null, plan: null },
  ...more,
});
const asOf = day('2024-06-30');
const of = (more: Partial<SupplierFinding>) => supplierStanding([found(more)], asOf);

describe('how a supplier stands', () => {
  test('is in place with policy, metering and discharge that complies, outside areas with stress', () => {
    expect(of({})).toBe('in_place');
  });

  test('needs a plan where water is short, and where nobody looked whether it is', () => {
    expect(of({ stress: 'high', plan: true })).toBe('in_place');
    expect(of({ stress: 'high', plan: false })).toBe('not_in_place');
    expect(of({ stress: 'high' })).toBe('unclear');
    expect(of({ stress: 'not_assessed' })).toBe('unclear');
  });

  test('is unclear with an answer that nobody found out, and not in place with one that is no', () => {
    expect(of({ metering: null })).toBe('unclear');
    expect(of({ metering: null, policy: false })).toBe('not_in_place');
  });

  test('is in place by a certificate up to its last day, and by what else is known after it', () => {
    const certified = { policy: null, certificate: 'core', certificateUntil: asOf } as const;
    expect(of(certified)).toBe('in_place');
    expect(supplierStanding([found(certified)], day('2024-07-01'))).toBe('unclear');
    expect(of({ ...certified, certificate: 'not_certified', certificateUntil: null })).toBe('unclear');
  });

  test('is not in place with discharge that does not comply, whatever its certificate', () => {
    expect(of({ dischargeComplies: false, certificate: 'platinum', certificateUntil: day('2026-01-01') })).toBe(
      'not_in_place',
    );
  });

  test('is not assessed without a finding, before it, and three years after it', () => {
    expect(supplierStanding([], asOf)).toBe('not_assessed');
    expect(supplierStanding([found()], day('2023-05-09'))).toBe('not_assessed');
    expect(supplierStanding([found()], day('2026-05-09'))).toBe('in_place');
    expect(supplierStanding([found()], day('2026-05-10'))).toBe('not_assessed');
  });

  test('is told by the newest finding alone', () => {
    const findings = [found({ foundOn: day('2024-02-01'), policy: null }), found()];
    expect(supplierStanding(findings, day('2024-01-31'))).toBe('in_place');
    expect(supplierStanding(findings, asOf)).toBe('unclear');
  });
});

test('its steps are the days on which it comes to stand otherwise', () => {
  const since = day('2000-01-01');
  expect(supplierSteps([], since)).toEqual([{ day: since, standing: 'not_assessed' }]);
  const certified = found({ metering: null, certificate: 'gold', certificateUntil: day('2024-03-31') });
  expect(supplierSteps([certified], since)).toEqual([
    { day: since, standing: 'not_assessed' },
    { day: '2023-05-10', standing: 'in_place' },
    { day: '2024-04-01', standing: 'unclear' },
    { day: '2026-05-10', standing: 'not_assessed' },
  ]);
  // A newer finding outlives the older one's age, and one that says the same is no step.
  expect(supplierSteps([found(), found({ foundOn: day('2025-01-01') })], since).map((step) => step.day)).toEqual([
    ...['2000-01-01', '2023-05-10', '2028-01-01'],
  ]);
});

test('of ten suppliers four are in place and seven assessed; nobody assessed is no figure and no zero', () => {
  const counts = { in_place: 4, not_in_place: 2, unclear: 1, not_assessed: 3 };
  const inPlace = supplierInPlaceShare(counts);
  const assessed = supplierAssessedShare(counts);
  if ('noData' in inPlace || 'noData' in assessed) throw new Error('both are figures');
  expect([inPlace.value.toFixed(), assessed.value.toFixed()]).toEqual(['0.4', '0.7']);
  expect(inPlace.inputs.suppliersNotAssessedCount.toFixed()).toBe('3');
  const none = { in_place: 0, not_in_place: 0, unclear: 0 };
  expect(supplierAssessedShare({ ...none, not_assessed: 3 })).toEqual({ noData: 'no_supplier_assessed' });
  expect(supplierInPlaceShare({ ...none, not_assessed: 0 })).toEqual({ noData: 'no_supplier_in_scope' });
});
