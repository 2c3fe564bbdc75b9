import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate } from '#period/calendar-date.ts';
import { tonnes } from '#units/quantity.ts';
import { readTreatmentTable } from '../model/treatment.ts';
import { hazardousClass } from './licence.ts';
import { needsProof, paperStanding, unprovedShare } from './vendor-papers.ts';

const table = readTreatmentTable(
  JSON.parse(readFileSync(new URL('../../../../reference/waste-treatments/2026-11.json', import.meta.url), 'utf8')),
);
const licence = { from: calendarDate('2023-07-01'), before: calendarDate('2024-07-01') };
const on = (day: string) => paperStanding(licence, calendarDate(day));

describe('a licence from 1 July 2023 that ends with 30 June 2024', () => {
  test.each([
    ['2023-06-30', { state: 'not_yet', inDays: 1 }],
    ['2023-07-01', { state: 'valid' }],
    ['2024-01-02', { state: 'valid' }],
    ['2024-01-03', { state: 'expires', inDays: 180, within: 180 }],
    ['2024-04-02', { state: 'expires', inDays: 90, within: 90 }],
    ['2024-06-01', { state: 'expires', inDays: 30, within: 30 }],
    ['2024-06-30', { state: 'expires', inDays: 1, within: 30 }],
    ['2024-07-01', { state: 'expired', sinceDays: 1 }],
    ['2024-07-31', { state: 'expired', sinceDays: 31 }],
  ])('on %s', (day, standing) => {
    expect(on(day)).toEqual(standing);
  });
});

test('one without an end holds until further notice', () => {
  expect(paperStanding({ ...licence, before: null }, calendarDate('2099-01-01'))).toEqual({ state: 'valid' });
});

test('a paper holds exactly on the days from its first to its last', () => {
  const first = calendarDate('2024-01-01');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: -300, max: 700 }), (days, at) => {
      const { state } = paperStanding({ from: first, before: addDays(first, days) }, addDays(first, at));
      expect(state === 'valid' || state === 'expires').toBe(at >= 0 && at < days);
    }),
  );
});

test('900-249-08 is of class HW08, 336-064-17 of HW17', () => {
  expect([hazardousClass('900-249-08'), hazardousClass('336-064-17')]).toEqual(['HW08', 'HW17']);
});

test('recycling and energy recovery claim something; landfill and plain incineration do not', () => {
  expect(needsProof('recycle_metal', table)).toBe(true);
  expect(needsProof('incineration_with_energy', table)).toBe(true);
  expect(needsProof('incineration_no_energy', table)).toBe(false);
  expect(needsProof('landfill', table)).toBe(false);
});

test('60 t recycled with proof, 20 t recycled and 20 t burned for energy without, 50 t landfilled: 40 % are unproved', () => {
  const received = (
    treatment: 'recycle_metal' | 'incineration_with_energy' | 'landfill',
    mass: number,
    proved: number,
  ) => ({
    treatment,
    massTonnes: tonnes(mass),
    provedMassTonnes: tonnes(proved),
  });
  const all = [
    received('recycle_metal', 80, 60),
    received('incineration_with_energy', 20, 0),
    received('landfill', 50, 0),
  ];
  const answer = unprovedShare(all, table);
  expect('value' in answer && answer.value.toFixed()).toBe('0.4');
  expect(unprovedShare([received('landfill', 50, 0)], table)).toEqual({ noData: 'nothing_to_prove' });
});
