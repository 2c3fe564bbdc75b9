import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate, month } from '#period/calendar-date.ts';
import { cubicMetres, exactText, share, sum } from '#units/quantity.ts';
import type { VolumeBasis } from '../model/month.ts';
import { billByMonth, billedMonths, shownVolume, trueUps, type WaterBill } from './bill-proration.ts';
import { landlordVolume, monthlyVolume } from './monthly-volume.ts';

const bill = (id: string, from: string, before: string, volume: number): WaterBill => ({
  id,
  from: calendarDate(from),
  before: calendarDate(before),
  volumeM3: cubicMetres(volume),
});
/** From the 25th to the 24th, both included: 31 and 30 days. */
const juneBill = bill('June', '2024-05-25', '2024-06-25', 3100);
const julyBill = bill('July', '2024-06-25', '2024-07-25', 6000);

const monthsOf = (bills: WaterBill[], first = '2024-06', last = first) =>
  billedMonths(bills, month(first), month(last));

describe('bills from the 25th to the 24th', () => {
  test('3,100 m³ in 31 days: 7 days of May are 700 m³, 24 of June 2,400 m³', () => {
    expect(billByMonth(juneBill).map(({ month: of, days, volumeM3 }) => [of, days, exactText(volumeM3)])).toEqual([
      ['2024-05', 7, '700'],
      ['2024-06', 24, '2400'],
    ]);
  });

  test('until the next bill comes, six days of June are put at 100 m³ a day: 3,000 m³, 600 of them estimated', () => {
    const [june] = monthsOf([juneBill]).months;
    expect(june).toMatchObject({ daysBilled: 24, daysMissing: 6 });
    expect(exactText(june!.billedM3)).toBe('2400');
    expect(exactText(june!.estimatedM3!)).toBe('600');
    expect(exactText(shownVolume(june!)!)).toBe('3000');
  });

  test('the July bill of 200 m³ a day trues June up: 2,400 + 1,200 = 3,600 m³, 600 more than shown', () => {
    const shown = new Map([[month('2024-06'), shownVolume(monthsOf([juneBill]).months[0]!)!]]);
    const [trueUp] = trueUps(shown, monthsOf([juneBill, julyBill]).months);
    expect([trueUp!.shownM3, trueUp!.actualM3, trueUp!.differenceM3].map(exactText)).toEqual(['3000', '3600', '600']);
    expect(trueUps(shown, monthsOf([juneBill]).months)).toEqual([]);
  });

  test('a month without any bill and without rate has no figure', () => {
    const [june] = monthsOf([]).months;
    expect(june).toMatchObject({ daysBilled: 0, daysMissing: 30, estimatedM3: null });
    expect(shownVolume(june!)).toBeNull();
  });

  test('a hole between two bills is missing days, also within the month', () => {
    const bills = [bill('a', '2024-06-01', '2024-06-11', 100), bill('b', '2024-06-16', '2024-07-01', 150)];
    expect(monthsOf(bills).months[0]).toMatchObject({ daysBilled: 25, daysMissing: 5 });
  });

  test('overlapping bills, and a bill without a day, are asked about', () => {
    const { questions } = monthsOf([
      juneBill,
      bill('again', '2024-06-20', '2024-07-20', 1),
      bill('none', '2024-06-01', '2024-06-01', 1),
    ]);
    expect(questions).toEqual([
      { code: 'bill_without_days', bills: ['none'] },
      { code: 'bills_overlap', bills: ['June', 'again'] },
    ]);
  });

  test('whatever its days, a bill is neither more nor less than its months', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 700 }),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: -50, max: 99_999 }),
        (start, days, litres) => {
          const from = addDays(calendarDate('2023-01-01'), start);
          const one = { id: 'x', from, before: addDays(from, days), volumeM3: cubicMetres(litres) };
          const parts = billByMonth(one);
          expect(exactText(sum(parts.map(({ volumeM3 }) => volumeM3)))).toBe(String(litres));
          expect(parts.reduce((total, part) => total + part.days, 0)).toBe(days);
        },
      ),
    );
  });
});

describe('which figure counts', () => {
  const told = (basis: VolumeBasis, volume: number, known = '1') => ({
    basis,
    volumeM3: cubicMetres(volume),
    knownShare: share(known),
  });
  const chosen = (...candidates: ReturnType<typeof told>[]) => {
    const outcome = monthlyVolume(candidates);
    if ('noData' in outcome) return outcome.noData;
    return [outcome.basis, exactText(outcome.value), outcome.differing.map(({ basis }) => basis)];
  };

  test('bill before meter before hand; the meter within 5 % is no question', () => {
    expect(chosen(told('metered', 980), told('hand_entry', 1000), told('billed', 1000))).toEqual([
      'billed',
      '1000',
      [],
    ]);
  });

  test('a meter that tells 10 % less than the bill is asked about', () => {
    expect(chosen(told('metered', 900), told('billed', 1000))).toEqual(['billed', '1000', ['metered']]);
  });

  test('a bill for 24 of 30 days gives way to a meter that saw the whole month', () => {
    expect(chosen(told('billed', 1000, '0.8'), told('metered', 1200))).toEqual(['metered', '1200', []]);
  });

  test('where nothing saw the whole month, what saw most of it counts', () => {
    expect(chosen(told('billed', 1000, '0.5'), told('metered', 1200, '0.9'))).toEqual(['metered', '1200', []]);
  });

  test('nothing recorded is no figure, not zero', () => {
    expect(chosen()).toBe('nothing_recorded');
  });

  test('a site may say that its meters come first', () => {
    expect(
      monthlyVolume([told('billed', 1000), told('metered', 990)], { precedence: ['metered', 'billed'] }),
    ).toMatchObject({ basis: 'metered' });
  });
});

describe('water from a landlord', () => {
  const building = { buildingM3: cubicMetres(10_000) };

  test.each([
    [
      'a sub-meter counts first',
      { subMeterM3: cubicMetres(1234), ourAreaM2: 2000, totalAreaM2: 8000 },
      'landlord_sub_meter',
      '1234',
    ],
    [
      '2,000 of 8,000 m² are a quarter',
      { ourAreaM2: 2000, totalAreaM2: 8000, ourHeads: 1, totalHeads: 9 },
      'landlord_area_share',
      '2500',
    ],
    ['150 of 500 heads are 30 %', { ourHeads: 150, totalHeads: 500 }, 'landlord_head_share', '3000'],
  ] as const)('%s', (_what, more, basis, volume) => {
    const ours = landlordVolume({ ...building, ...more });
    expect([ours?.basis, ours && exactText(ours.volumeM3)]).toEqual([basis, volume]);
  });

  test('who told nothing of our part is not guessed at', () => {
    expect(landlordVolume(building)).toBeUndefined();
    expect(landlordVolume({ ...building, ourAreaM2: 100, totalAreaM2: 0 })).toBeUndefined();
  });
});
