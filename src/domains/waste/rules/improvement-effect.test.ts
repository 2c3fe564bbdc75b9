import { describe, expect, test } from 'vitest';
import { calendarDate, month, shiftMonth } from '#period/calendar-date.ts';
import { exactText, tonnes } from '#units/quantity.ts';
import pack from '../../../../reference/waste-treatments/2026-11.json' with { type: 'json' };
import type { FlowMonth } from '../model/flow.ts';
import type { WasteMassRow } from '../model/masses.ts';
import { readTreatmentTable, type Treatment } from '../model/treatment.ts';
import { defaultConversionDefinition } from './conversion-rate.ts';
import { daysOf, improvementEffect, monthsToCompare, pointsGained } from './improvement-effect.ts';

/** The same mass in each of so many months. */
const months = (first: string, count: number, treatment: Treatment, mass: string): FlowMonth[] =>
  Array.from({ length: count }, (_, at) => ({
    ...{ month: shiftMonth(month(first), at), treatment, vendorId: 'V1' },
    massTonnes: tonnes(mass),
  }));
const plan = {
  startsOn: calendarDate('2023-06-15'),
  effectiveFrom: calendarDate('2023-10-01'),
  toTreatment: 'cement_kiln_material',
  through: month('2024-06'),
} as const;

describe('sludge that went to landfill, and to the kiln from October 2023 on', () => {
  test('10 t a month, nothing before and 90 % after: +90 points of its own, 108 t a year', () => {
    const effect = improvementEffect({
      ...plan,
      months: [
        ...months('2022-06', 16, 'landfill', '10'),
        ...months('2023-10', 9, 'cement_kiln_material', '9'),
        ...months('2023-10', 9, 'landfill', '1'),
      ],
    });
    if ('noData' in effect) throw new Error(effect.noData);
    expect([effect.value, effect.shareBefore, effect.shareAfter, effect.yearlyMassTonnes].map(exactText)).toEqual([
      ...['0.9', '0', '0.9', '108'],
    ]);
    expect(effect.before).toEqual({ first: '2022-06', last: '2023-05', months: 12 });
    expect(effect.after).toEqual({ first: '2023-10', last: '2024-06', months: 9 });
  });

  test('what happened between the start and the effect counts on neither side', () => {
    const steady = [...months('2022-06', 12, 'landfill', '10'), ...months('2023-10', 9, 'cement_kiln_material', '10')];
    const effect = improvementEffect({ ...plan, months: steady });
    const trial = improvementEffect({ ...plan, months: [...steady, ...months('2023-06', 4, 'reuse', '99')] });
    expect(trial).toEqual(effect);
  });

  test('two months after, or two before, say nothing yet; a plan without a date of effect has none', () => {
    const before = months('2022-06', 12, 'landfill', '10');
    expect(
      improvementEffect({ ...plan, months: [...before, ...months('2023-10', 2, 'cement_kiln_material', '10')] }),
    ).toEqual({ noData: 'not_enough_months_after' });
    expect(
      improvementEffect({
        ...plan,
        months: [...months('2023-04', 2, 'landfill', '10'), ...months('2023-10', 9, 'reuse', '1')],
      }),
    ).toEqual({ noData: 'not_enough_months_before' });
    expect(improvementEffect({ ...plan, effectiveFrom: null, months: before })).toEqual({ noData: 'not_in_effect' });
  });

  test('a month that began otherwise is no month of it, and a year is enough', () => {
    const { after } = monthsToCompare({ ...plan, effectiveFrom: calendarDate('2024-03-18') });
    expect(after).toEqual({ first: '2024-04', last: '2024-06', months: 3 });
    expect(monthsToCompare({ ...plan, through: month('2026-01') }).after).toMatchObject({
      last: '2024-09',
      months: 12,
    });
    expect(monthsToCompare({ ...plan, through: month('2023-09') }).after).toBeUndefined();
    expect(daysOf({ first: month('2024-04'), last: month('2024-06'), months: 3 })).toEqual({
      from: '2024-04-01',
      before: '2024-07-01',
    });
  });
});

test('30 t of 100 t to the kiln that went to landfill before are worth 30 points', () => {
  const row = (treatment: Treatment, mass: string): WasteMassRow => ({
    ...{ treatment, hazardous: false, inUlScope: true, composition: 'other' },
    massTonnes: tonnes(mass),
  });
  const after = [row('cement_kiln_material', '30')];
  const gained = pointsGained(
    [row('recycle_metal', '60'), row('landfill', '10'), ...after],
    { before: [row('landfill', '45')], after },
    { definition: defaultConversionDefinition, table: readTreatmentTable(pack) },
  );
  if ('noData' in gained) throw new Error(gained.noData);
  expect([gained.value, gained.inputs.rateShare, gained.inputs.rateWithoutShare].map(exactText)).toEqual([
    ...['0.3', '0.9', '0.6'],
  ]);
});
