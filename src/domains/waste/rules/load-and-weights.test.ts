import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarDate } from '#period/calendar-date.ts';
import { exactText, share, sum, type Tonnes, tonnes } from '#units/quantity.ts';
import type { WasteMassRow } from '../model/masses.ts';
import {
  type CountingPolicy,
  compareMasses,
  countingMass,
  defaultCountingPolicies,
  matchesTotal,
} from './counting-mass.ts';
import { loadProblems } from './load-checks.ts';
import { netOfResidue } from './net-of-residue.ts';

const departedOn = calendarDate('2024-06-03');

describe('which of three weights counts', () => {
  const three = { ownMassTonnes: tonnes(10), receivedMassTonnes: tonnes('9.9'), settledMassTonnes: tonnes('9.8') };

  test('general waste by own scale, hazardous waste as received', () => {
    expect(countingMass({ departedOn, hazardous: false, masses: three })).toEqual({
      value: tonnes(10),
      basis: 'own',
      preferred: 'own',
      because: 'preferred',
    });
    expect(countingMass({ departedOn, hazardous: true, masses: three })).toMatchObject({
      value: tonnes('9.9'),
      basis: 'received',
    });
  });

  test('what is missing is replaced in the stated order, and it says so', () => {
    const { ownMassTonnes, settledMassTonnes } = three;
    expect(countingMass({ departedOn, hazardous: true, masses: { ownMassTonnes, settledMassTonnes } })).toEqual({
      value: tonnes(10),
      basis: 'own',
      preferred: 'received',
      because: 'preferred_missing',
    });
    expect(countingMass({ departedOn, hazardous: false, masses: { settledMassTonnes } })).toMatchObject({
      basis: 'settled',
      because: 'preferred_missing',
    });
  });

  test('a load without any weight has no mass, not 0 t', () => {
    expect(countingMass({ departedOn, hazardous: false, masses: {} })).toEqual({ noData: 'no_mass_recorded' });
  });

  test('from 2024 on the settled weight counts; the day the load left decides', () => {
    const settledFirst: CountingPolicy = {
      from: calendarDate('2024-01-01'),
      general: ['settled'],
      hazardous: ['received'],
    };
    const policies = [settledFirst, ...defaultCountingPolicies];
    const on = (date: string) =>
      countingMass({ departedOn: calendarDate(date), hazardous: false, masses: three }, policies);
    expect(on('2023-12-31')).toMatchObject({ basis: 'own' });
    expect(on('2024-01-01')).toMatchObject({ basis: 'settled' });
    expect(countingMass({ departedOn, hazardous: false, masses: { ownMassTonnes: tonnes(1) } }, policies)).toEqual({
      noData: 'no_mass_recorded',
    });
    expect(
      countingMass({ departedOn: calendarDate('2023-06-01'), hazardous: false, masses: three }, [settledFirst]),
    ).toEqual({ noData: 'no_policy_on_date' });
  });
});

describe('do the weights agree', () => {
  const received = (own: string, receivedMass: string) =>
    compareMasses({ ownMassTonnes: tonnes(own), receivedMassTonnes: tonnes(receivedMass) })[0];

  test.each([
    ['10', '9.7', true, 'exactly 3 %'],
    ['10', '9.699', false, 'more than 3 %'],
    ['10', '10.3', true, 'heavier by 3 %'],
    ['10', '10.301', false, 'heavier by more'],
    ['0.2', '0.15', true, '50 kg of 200 kg'],
    ['0.2', '0.149', false, '51 kg of 200 kg'],
  ])('own %s t, received %s t: %s, %s', (own, other, withinTolerance) => {
    expect(received(own, other)).toMatchObject({ withinTolerance });
  });

  test('the difference is told with its sign, its share and what was allowed', () => {
    expect(received('20', '19')).toEqual({
      between: ['own', 'received'],
      differenceMassTonnes: tonnes(-1),
      differenceShare: tonnes('-0.05'),
      allowedMassTonnes: tonnes('0.6'),
      withinTolerance: false,
    });
  });

  test('three weights are three comparisons, one weight is none', () => {
    const three = { ownMassTonnes: tonnes(10), receivedMassTonnes: tonnes(10), settledMassTonnes: tonnes(8) };
    expect(compareMasses(three).map(({ between, withinTolerance }) => [...between, withinTolerance])).toEqual([
      ['own', 'received', true],
      ['own', 'settled', false],
      ['received', 'settled', false],
    ]);
    expect(compareMasses({ ownMassTonnes: tonnes(10) })).toEqual([]);
  });

  test('the tolerance is settable', () => {
    const strict = { share: share('0.01'), massTonnes: tonnes(0) };
    const pair = { ownMassTonnes: tonnes(10), receivedMassTonnes: tonnes('9.8') };
    expect(compareMasses(pair, strict)[0]?.withinTolerance).toBe(false);
    expect(compareMasses(pair)[0]?.withinTolerance).toBe(true);
  });

  test('a monthly statement of 30 t covers tickets of 10 t, 12.5 t and 7 t, for half a tonne is within 3 %', () => {
    expect(matchesTotal([tonnes(10), tonnes('12.5'), tonnes(7)], tonnes(30))).toBe(true);
    expect(matchesTotal([tonnes(10), tonnes('12.5')], tonnes(30))).toBe(false);
  });
});

describe('can this load be taken', () => {
  const bounds = { today: calendarDate('2024-06-30') };
  const codes = (masses: Record<string, Tonnes>, date = departedOn) =>
    loadProblems({ departedOn: date, ...masses }, bounds).map(({ field, code }) => `${field} ${code}`);

  test('1.25 t that left four weeks ago: yes', () => {
    expect(codes({ ownMassTonnes: tonnes('1.25') })).toEqual([]);
    expect(codes({ ownMassTonnes: tonnes(60) }, bounds.today)).toEqual([]);
    expect(codes({ receivedMassTonnes: tonnes(1) }, calendarDate('2000-01-01'))).toEqual([]);
  });

  test.each([
    ['0', 'mass_not_positive'],
    ['-1', 'mass_not_positive'],
    ['60.001', 'mass_above_limit'],
    ['1250', 'mass_above_limit'],
  ])('%s t: no, %s', (mass, code) => {
    expect(codes({ ownMassTonnes: tonnes(mass) })).toEqual([`ownMassTonnes ${code}`]);
  });

  test('every fault is told at once, with its field and bound', () => {
    expect(
      loadProblems(
        { departedOn: calendarDate('2024-07-01'), ownMassTonnes: tonnes(0), settledMassTonnes: tonnes(99) },
        bounds,
      ),
    ).toEqual([
      { field: 'departedOn', code: 'date_in_future', bound: '2024-06-30' },
      { field: 'ownMassTonnes', code: 'mass_not_positive' },
      { field: 'settledMassTonnes', code: 'mass_above_limit', bound: tonnes(60) },
    ]);
    expect(codes({ ownMassTonnes: tonnes(1) }, calendarDate('1999-12-31'))).toEqual(['departedOn date_too_early']);
    expect(loadProblems({}, bounds).map(({ code }) => code)).toEqual(['date_missing', 'mass_missing']);
  });

  test('the bounds are settable', () => {
    const small = { ...bounds, mostTonnes: tonnes(5), earliestDate: calendarDate('2024-06-10') };
    expect(loadProblems({ departedOn, ownMassTonnes: tonnes(6) }, small).map(({ code }) => code)).toEqual([
      'date_too_early',
      'mass_above_limit',
    ]);
  });
});

describe('net of the recycler’s residue', () => {
  const row: WasteMassRow = {
    treatment: 'recycle_organic',
    hazardous: false,
    inUlScope: true,
    composition: 'plastic',
    massTonnes: tonnes(40),
  };
  const split = (yieldShare: string) =>
    netOfResidue(row, { yieldShare: share(yieldShare), residueTreatment: 'landfill' });

  test('40 t of plastic at a proved yield of 85 % is 34 t recycled and 6 t landfilled', () => {
    expect(split('0.85').rows.map(({ treatment, massTonnes }) => [treatment, exactText(massTonnes)])).toEqual([
      ['recycle_organic', '34'],
      ['landfill', '6'],
    ]);
    expect(split('0.85').isGross).toBe(false);
  });

  test('without proof the load is gross and marked, never a silent 100 %', () => {
    expect(netOfResidue(row, undefined)).toEqual({ rows: [row], isGross: true });
  });

  test('a proved yield of 100 % leaves no residue, of 0 % nothing else', () => {
    expect(split('1').rows.map(({ treatment }) => treatment)).toEqual(['recycle_organic']);
    expect(split('0').rows.map(({ treatment }) => treatment)).toEqual(['landfill']);
    expect(() => split('1.01')).toThrow(RangeError);
    expect(() => split('-0.01')).toThrow(RangeError);
  });

  test('no mass is won or lost', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (thousandths) => {
        const { rows } = split(`${thousandths / 1000}`);
        return exactText(sum(rows.map(({ massTonnes }) => massTonnes))) === '40';
      }),
    );
  });
});
