import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarDate, month } from '#period/calendar-date.ts';
import type { ResultUnit } from '#units/concentration.ts';
import { cubicMetres, exact, exactText, kilograms, quantity } from '#units/quantity.ts';
import gb8978 from '../../../../reference/discharge-limits-gb8978/1996.json' with { type: 'json' };
import gb39731 from '../../../../reference/discharge-limits-gb39731/2020.json' with { type: 'json' };
import {
  type Averaging,
  type DischargeLimit,
  type LabResult,
  type OutletPlace,
  readDischargeLimits,
} from '../model/wastewater.ts';
import { baseDrainageConcentration, pollutantLoad } from './base-drainage.ts';
import { exceedances, judge } from './exceedance.ts';
import { calculable, qualifierEffect, readLabValue } from './lab-value.ts';
import { type LoadMonth, permittedLoad } from './permitted-load.ts';
import { planPeriod, selfMonitoring } from './self-monitoring.ts';
import { yearlyTest, yearlyTestRate } from './yearly-water-test.ts';

const day = calendarDate;
const given = <Outcome extends object>(outcome: Outcome): Exclude<Outcome, { noData: string }> => {
  if ('noData' in outcome) throw new Error(String(outcome.noData));
  return outcome as Exclude<Outcome, { noData: string }>;
};

describe("a laboratory's cell", () => {
  test.each([
    ['0.012', ['equal', '0.012', null]],
    ['<0.05', ['less', '0.05', null]],
    ['＜0.05', ['less', '0.05', null]],
    ['0.05L', ['less', '0.05', null]],
    ['未检出', ['less', null, null]],
    ['ND', ['less', null, null]],
    ['>24000', ['more', '24000', null]],
    ['6.8~7.2', ['equal', '6.8', '7.2']],
    ['6.8～7.2', ['equal', '6.8', '7.2']],
    ['1,200', ['equal', '1200', null]],
  ])('%s', (text, expected) => {
    const { comparator, value, upTo } = readLabValue(text)!;
    expect([comparator, value && exactText(value), upTo && exactText(upTo)]).toEqual(expected);
  });

  test.each(['', '/', '—', 'n/a', '合格', '7.2~6.8', '1e3'])('"%s" says nothing that can be read', (text) => {
    expect(readLabValue(text)).toBeUndefined();
  });

  test('below 0.05: 0, 0.025 or 0.05 by the policy of the calculation; not found without limit is no number', () => {
    const less = readLabValue('<0.05')!;
    expect((['zero', 'half', 'limit'] as const).map((policy) => exactText(calculable(less, policy)!))).toEqual([
      '0',
      '0.025',
      '0.05',
    ]);
    expect(calculable(readLabValue('ND')!, 'half')).toBeNull();
    expect(calculable(readLabValue('>24000')!, 'limit')).toBeNull();
  });

  test('a qualifier nobody knows makes a value suspect, never usable', () => {
    expect(qualifierEffect('Pass')).toBe('usable');
    expect(qualifierEffect('Non-Detect')).toBe('not_detected');
    expect(qualifierEffect('whatever')).toBe('suspect');
  });
});

const result = (
  parameter: string,
  cell: string,
  {
    unit = 'mg/L',
    place = 'site_outlet',
    averaging = 'grab',
    on = '2024-06-01',
  }: { unit?: ResultUnit; place?: OutletPlace; averaging?: Averaging; on?: string } = {},
): LabResult => ({ ...readLabValue(cell)!, parameter, unit, place, averaging, sampledOn: day(on) });

describe('standards.md §2.5, limits', () => {
  const direct = readDischargeLimits(gb39731, 'direct');
  const indirect = readDischargeLimits(gb39731, 'indirect');
  const level1 = readDischargeLimits(gb8978, 'level_1');
  const verdict = (one: LabResult, limits: readonly DischargeLimit[]) => judge(one, limits).verdict;

  test('values of the table: COD 100 and 500, NH3-N 25 and 45, nickel 0.5 at the workshop, mercury 0.05', () => {
    const upper = (limits: DischargeLimit[], id: string) => exactText(limits.find((one) => one.id === id)!.upper!);
    expect([upper(direct, 'cod_direct'), upper(indirect, 'cod_indirect')]).toEqual(['100', '500']);
    expect([upper(direct, 'nh3n_direct'), upper(indirect, 'nh3n_indirect')]).toEqual(['25', '45']);
    expect(upper(direct, 'ni_workshop')).toBe('0.5');
    expect(upper(level1, 'hg_workshop')).toBe('0.05');
    expect([...direct, ...level1].every(({ verified }) => !verified)).toBe(true);
  });

  test('COD 100 mg/L is within 100, 100.1 is over it by 0.1 %', () => {
    expect(verdict(result('cod', '100'), direct)).toBe('within');
    const over = judge(result('cod', '100.1'), direct);
    expect(over).toMatchObject({ verdict: 'exceeds', limit: { id: 'cod_direct' } });
    expect(exactText(over.timesOver!)).toBe('0.001');
  });

  test('the strictest limit wins, with its clause: a permit of 80 before the standard of 100', () => {
    const permit: DischargeLimit = {
      ...direct.find(({ id }) => id === 'cod_direct')!,
      id: 'permit',
      upper: exact(80),
      source: 'permit, table 8',
    };
    expect(judge(result('cod', '90'), [...direct, permit])).toMatchObject({
      verdict: 'exceeds',
      limit: { source: 'permit, table 8' },
    });
    expect(judge(result('cod', '70'), [...direct, permit])).toMatchObject({
      verdict: 'within',
      limit: { id: 'permit' },
    });
    expect(exactText(judge(result('cod', '120'), [...direct, permit]).timesOver!)).toBe('0.5');
  });

  test('a limit judges samples of the days on which it held, and a standard none from before it was in force', () => {
    const cod = direct.find(({ id }) => id === 'cod_direct')!;
    const old: DischargeLimit = { ...cod, id: 'old', upper: exact(80), from: null, before: day('2024-06-01') };
    expect(judge(result('cod', '90', { on: '2024-05-31' }), [old])).toMatchObject({ verdict: 'exceeds' });
    expect(judge(result('cod', '90', { on: '2024-06-01' }), [old])).toMatchObject({ verdict: 'no_limit' });
    expect(cod.from).toBe('2021-07-01');
    expect(verdict(result('cod', '900', { on: '2021-06-30' }), direct)).toBe('no_limit');
  });

  test('pH is a range: 6 and 9 are within, 5.9 and 9.1 are not, nor is 6.5 to 9.2', () => {
    const ph = (cell: string) => verdict(result('ph', cell, { unit: 'pH' }), direct);
    expect(['6', '9', '5.9', '9.1', '6.5~9.2', '6.5~8'].map(ph)).toEqual([
      'within',
      'within',
      'exceeds',
      'exceeds',
      'exceeds',
      'within',
    ]);
  });

  test('units are converted: 600 µg/L nickel at the workshop is over 0.5 mg/L; pH in mg/L cannot be judged', () => {
    expect(verdict(result('ni', '600', { unit: 'ug/L', place: 'workshop_outlet' }), direct)).toBe('exceeds');
    expect(judge(result('ph', '7', { unit: 'mg/L' }), direct)).toMatchObject({
      verdict: 'cannot_tell',
      reason: 'units_differ',
    });
  });

  test('class 1 metals are judged at the workshop: nickel at the site outlet has no limit', () => {
    expect(verdict(result('ni', '0.4'), direct)).toBe('no_limit');
  });

  test('not found below a detection limit that is under the limit is within; above it, nobody can tell', () => {
    const lead = (cell: string) => judge(result('pb', cell, { place: 'workshop_outlet' }), direct);
    expect(lead('<0.01').verdict).toBe('within');
    expect(lead('<0.2').verdict).toBe('within');
    expect(lead('<0.5')).toMatchObject({ verdict: 'cannot_tell', reason: 'detection_limit_above_limit' });
    expect(lead('ND')).toMatchObject({ verdict: 'cannot_tell', reason: 'no_detection_limit' });
  });

  test('more than 100 is over 100; more than 50 says nothing about 100', () => {
    expect(verdict(result('cod', '>100'), direct)).toBe('exceeds');
    expect(judge(result('cod', '>50'), direct)).toMatchObject({ verdict: 'cannot_tell', reason: 'more_than_measured' });
  });

  test('alkyl mercury must not be found at all', () => {
    const workshop = { place: 'workshop_outlet' } as const;
    expect(verdict(result('alkyl_hg', 'ND', workshop), level1)).toBe('within');
    expect(verdict(result('alkyl_hg', '0.00001', workshop), level1)).toBe('exceeds');
  });

  test('hourly, daily and grab values are not mixed', () => {
    const daily = direct.map((limit) => ({ ...limit, averaging: 'daily_mean' as const }));
    expect(judge(result('cod', '120'), daily)).toMatchObject({ verdict: 'cannot_tell', reason: 'averaging_differs' });
    expect(verdict(result('cod', '120', { averaging: 'daily_mean' }), daily)).toBe('exceeds');
  });

  test('a later pass is told and does not erase', () => {
    const found = exceedances(
      [
        result('cod', '90', { on: '2024-06-09' }),
        result('cod', '150', { on: '2024-06-01' }),
        result('cod', '60', { on: '2024-05-01' }),
      ],
      direct,
    );
    expect(found).toMatchObject([{ result: { sampledOn: '2024-06-01' }, withinAgainOn: '2024-06-09' }]);
  });

  test('whatever the value, a stricter limit never turns an exceedance into a pass', () => {
    const limit = direct.find(({ id }) => id === 'cod_direct')!;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 100 }), (value, stricter) => {
        const loose = verdict(result('cod', String(value)), [limit]);
        const both = verdict(result('cod', String(value)), [limit, { ...limit, upper: exact(stricter) }]);
        return loose === 'exceeds' ? both === 'exceeds' : value <= stricter === (both === 'within');
      }),
    );
  });

  test('another pack is refused', () => {
    expect(() => readDischargeLimits({ ...gb8978, pack: 'ewc' }, 'level_1')).toThrow('Not a pack');
  });
});

describe('standards.md §2.5, base drainage', () => {
  const products = [{ output: 1000, baseM3PerUnit: '0.78' }];

  test('1,200 m³ drained where 1,000 m² of double-sided boards allow 780: 52 mg/L become 80', () => {
    const adjusted = given(baseDrainageConcentration(quantity<'mg/L'>(52), cubicMetres(1200), products));
    expect(exactText(adjusted.value)).toBe('80');
    expect(adjusted.corrected).toBe(true);
  });

  test('within what is allowed, the measured value counts', () => {
    const adjusted = given(baseDrainageConcentration(quantity<'mg/L'>(52), cubicMetres(700), products));
    expect([exactText(adjusted.value), adjusted.corrected]).toEqual(['52', false]);
    expect(baseDrainageConcentration(quantity<'mg/L'>(52), cubicMetres(700), [])).toEqual({
      noData: 'no_output_recorded',
    });
  });

  test('80 mg/L in 12,500 m³ are a tonne', () => {
    expect(exactText(pollutantLoad(quantity<'mg/L'>(80), cubicMetres(12_500)))).toBe('1000');
  });
});

describe('practice 21: permitted yearly tonnage', () => {
  const of = (number: string, discharge: number | null, ...cells: string[]): LoadMonth => ({
    month: month(`2024-${number}`),
    dischargeM3: discharge === null ? null : cubicMetres(discharge),
    results: cells.map((cell) => ({ ...readLabValue(cell)!, unit: 'mg/L' })),
  });

  test('mean 60 mg/L in 10,000 m³ and 50 in 8,000: 600 + 400 = 1,000 kg, half of the permitted 2 t', () => {
    const load = given(permittedLoad([of('01', 10_000, '50', '70'), of('02', 8_000, '50')], kilograms(2000), 'half'));
    expect([exactText(load.value), exactText(load.ofPermit!), load.exceeds]).toEqual(['1000', '0.5', false]);
  });

  test('a month without discharge or result is missing, not zero; over the permit it is over already', () => {
    const load = given(
      permittedLoad([of('01', 10_000, '60'), of('02', null, '50'), of('03', 500)], kilograms(500), 'half'),
    );
    expect(load).toMatchObject({ missing: ['2024-02', '2024-03'], exceeds: true });
    expect(permittedLoad([of('03', 500)], null, 'half')).toEqual({ noData: 'no_month_known' });
  });

  test('below 4 counts by the policy that was chosen; more than could be measured spoils the mean', () => {
    const kg = (policy: 'zero' | 'half' | 'limit') =>
      exactText(given(permittedLoad([of('01', 1000, '<4')], null, policy)).value);
    expect([kg('zero'), kg('half'), kg('limit')]).toEqual(['0', '2', '4']);
    expect(permittedLoad([of('01', 1000, '50', '>100')], null, 'half')).toEqual({ noData: 'no_month_known' });
  });
});

describe("the permit's plan of self-monitoring", () => {
  test('quarterly, one sample in February and one in July, asked in August: second quarter overdue', () => {
    const plan = selfMonitoring(
      'quarterly',
      { from: day('2024-01-01'), before: null },
      [day('2024-02-10'), day('2024-07-31')],
      day('2024-08-15'),
    );
    expect(plan.map(({ dueOn, state }) => [dueOn, state])).toEqual([
      ['2024-03-31', 'done'],
      ['2024-06-30', 'overdue'],
      ['2024-09-30', 'done'],
    ]);
  });

  test('on its last day a sample is due and not overdue', () => {
    const state = (today: string) =>
      selfMonitoring('monthly', { from: day('2024-06-01'), before: null }, [], day(today))[0]!.state;
    expect([state('2024-06-30'), state('2024-07-01')]).toEqual(['due', 'overdue']);
  });

  test('a week begins on Monday: 5 June 2024, a Wednesday, lies in 3 to 9 June', () => {
    expect(planPeriod('weekly', day('2024-06-05'))).toEqual({ from: '2024-06-03', before: '2024-06-10' });
    expect(planPeriod('weekly', day('2024-02-29'))).toEqual({ from: '2024-02-26', before: '2024-03-04' });
    expect(planPeriod('half_yearly', day('2024-08-31'))).toEqual({ from: '2024-07-01', before: '2025-01-01' });
  });

  test('a plan that begins in the middle of a quarter asks for that one too, and ends where the permit does', () => {
    const plan = selfMonitoring(
      'quarterly',
      { from: day('2024-02-15'), before: day('2024-05-01') },
      [],
      day('2024-12-31'),
    );
    expect(plan.map(({ from, before }) => [from, before])).toEqual([
      ['2024-02-15', '2024-04-01'],
      ['2024-04-01', '2024-05-01'],
    ]);
  });
});

describe('practice 21: the yearly third-party test', () => {
  const due = [
    { outlet: 'DW001', parameters: ['cod', 'nh3n', 'ph'] },
    { outlet: 'DW002 workshop', parameters: ['ni'] },
  ];
  const report = (outlet: string, parameters: string[], more = {}) => ({
    outlet,
    parameters,
    sampledOn: day('2024-05-20'),
    accredited: true,
    ...more,
  });

  test('every outlet and every parameter: done, also by two reports', () => {
    const reports = [report('DW001', ['cod', 'ph']), report('DW001', ['nh3n']), report('DW002 workshop', ['ni'])];
    expect(yearlyTest(2024, due, reports)).toMatchObject({ state: 'done', testedCount: 4, dueCount: 4 });
  });

  test('the workshop outlet left out is partial, and says so', () => {
    expect(yearlyTest(2024, due, [report('DW001', ['cod', 'nh3n', 'ph', 'ni'])])).toMatchObject({
      state: 'partial',
      missing: [{ outlet: 'DW002 workshop', parameters: ['ni'] }],
    });
  });

  test('not accredited, or sampled last year, counts nothing', () => {
    const reports = [
      report('DW001', ['cod'], { accredited: false }),
      report('DW001', ['cod'], { sampledOn: day('2023-12-31') }),
    ];
    expect(yearlyTest(2024, due, reports)).toMatchObject({ state: 'not_done', notAccredited: 1 });
  });

  test('a site without outlet is not done by having none; an approved exemption takes it out', () => {
    expect(yearlyTest(2024, [], []).state).toBe('no_outlet');
    expect(yearlyTest(2024, [], [], { exempt: true }).state).toBe('exempt');
  });

  test('three done, one partial, one not done, one exempt: 3 of 5 are 60 %', () => {
    const sites = (['done', 'done', 'done', 'partial', 'not_done', 'exempt'] as const).map((state) => ({ state }));
    const rate = given(yearlyTestRate(sites));
    expect(exactText(rate.value)).toBe('0.6');
    expect(exactText(rate.inputs.sitesPartial)).toBe('1');
    expect(yearlyTestRate([{ state: 'exempt' }])).toEqual({ noData: 'no_site_due' });
  });
});
