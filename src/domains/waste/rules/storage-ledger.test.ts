// Worked examples of the storage ledger, and that its identity holds whatever was booked.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CalendarDate, calendarDate } from '#period/calendar-date.ts';
import { hasValue } from '#units/outcome.ts';
import { share, subtract, tonnes } from '#units/quantity.ts';
import type { StorageTotals } from '../model/storage.ts';
import { generatedMass } from './generated-mass.ts';
import { type ContainerMovement, containersInStore, storageAge } from './storage-age.ts';
import { storageBalance } from './storage-ledger.ts';

const day = calendarDate;
const booked = (said: Partial<Record<keyof StorageTotals, string>>): StorageTotals => ({
  inMassTonnes: tonnes(said.inMassTonnes ?? '0'),
  loadsMassTonnes: tonnes(said.loadsMassTonnes ?? '0'),
  onSiteMassTonnes: tonnes(said.onSiteMassTonnes ?? '0'),
  stockTakeMassTonnes: tonnes(said.stockTakeMassTonnes ?? '0'),
  outMassTonnes: tonnes(said.outMassTonnes ?? '0'),
  ...(said.openingMassTonnes === undefined ? {} : { openingMassTonnes: tonnes(said.openingMassTonnes) }),
});

describe('the balance of a stream', () => {
  test('2 t on the first, 3 t in, 4 t left, 0.5 t recovered on site: 0.5 t lie there, 3 t were generated', () => {
    const balance = storageBalance(
      booked({
        openingMassTonnes: '2',
        inMassTonnes: '3',
        loadsMassTonnes: '4',
        onSiteMassTonnes: '0.5',
        outMassTonnes: '4',
      }),
    );
    expect(balance).toMatchObject({ value: tonnes('0.5'), generatedMassTonnes: tonnes('3'), questions: [] });
  });

  test('a stock-take that finds 40 kg less lowers the stock and what was generated', () => {
    const balance = storageBalance(booked({ openingMassTonnes: '1', inMassTonnes: '1', stockTakeMassTonnes: '-0.04' }));
    expect(balance).toMatchObject({ value: tonnes('1.96'), generatedMassTonnes: tonnes('0.96') });
  });

  test('without an opening stock there is no balance: the first month asks for it', () => {
    expect(storageBalance(booked({ inMassTonnes: '3' }))).toEqual({ noData: 'opening_stock_missing' });
  });

  test('an empty store that was counted is a stock of zero', () => {
    expect(storageBalance(booked({ openingMassTonnes: '0' }))).toMatchObject({ value: tonnes('0') });
  });

  test('more left than was there: a question, not a hidden zero', () => {
    const balance = storageBalance(booked({ openingMassTonnes: '1', loadsMassTonnes: '1.2', outMassTonnes: '1.2' }));
    expect(balance).toMatchObject({ value: tonnes('-0.2'), questions: ['stock_below_zero'] });
  });

  test('a weight policy that allows 5 % lets 2 t taken out pass for 2.07 t in the loads', () => {
    const totals = booked({ openingMassTonnes: '5', outMassTonnes: '2', loadsMassTonnes: '2.07' });
    expect(storageBalance(totals, { share: share('0.05'), massTonnes: tonnes('0.05') })).toMatchObject({
      questions: [],
    });
  });

  test.each([
    ['2', '2.05', []],
    ['2', '2.07', ['out_differs_from_loads']],
    ['0', '2', ['out_differs_from_loads']],
    ['2', '0', ['out_differs_from_loads']],
  ])('%s t taken out and %s t in the loads asks %j', (outMassTonnes, loadsMassTonnes, questions) => {
    expect(storageBalance(booked({ openingMassTonnes: '5', outMassTonnes, loadsMassTonnes }))).toMatchObject({
      questions,
    });
  });

  const kilograms = fc.integer({ min: 0, max: 50_000 }).map((kg) => tonnes(kg).div(1000).toFixed());
  const month = fc.record({
    inMassTonnes: kilograms,
    loadsMassTonnes: kilograms,
    onSiteMassTonnes: kilograms,
    stockTakeMassTonnes: fc.integer({ min: -5_000, max: 5_000 }).map((kg) => tonnes(kg).div(1000).toFixed()),
  });
  test('over any sequence of months each closing is the next opening, and the whole balances as its parts do', () => {
    fc.assert(
      fc.property(kilograms, fc.array(month, { minLength: 1, maxLength: 14 }), (opening, months) => {
        let stock = tonnes(opening);
        let generated = tonnes(0);
        for (const one of months) {
          const balance = storageBalance(booked({ ...one, openingMassTonnes: stock.toFixed() }));
          if (!hasValue(balance)) throw new Error('no balance');
          const { openingMassTonnes, closingMassTonnes, loadsMassTonnes, onSiteMassTonnes } = balance.inputs;
          // Practice 14: generated = out + on-site + change in stock.
          const asShipped = loadsMassTonnes.plus(onSiteMassTonnes).plus(closingMassTonnes).minus(openingMassTonnes);
          expect(asShipped.eq(balance.generatedMassTonnes)).toBe(true);
          const elsewhere = generatedMass({
            outMassTonnes: tonnes(loadsMassTonnes),
            treatedOnSiteMassTonnes: tonnes(onSiteMassTonnes),
            openingMassTonnes: tonnes(openingMassTonnes),
            closingMassTonnes: tonnes(closingMassTonnes),
          });
          if (hasValue(elsewhere)) expect(elsewhere.value.eq(balance.generatedMassTonnes)).toBe(true);
          generated = tonnes(generated.plus(balance.generatedMassTonnes));
          stock = balance.value;
        }
        const total = (field: keyof (typeof months)[number]) =>
          months.reduce((sum, one) => sum.plus(one[field]), tonnes(0).plus(0)).toFixed();
        const whole = storageBalance(
          booked({
            openingMassTonnes: opening,
            inMassTonnes: total('inMassTonnes'),
            loadsMassTonnes: total('loadsMassTonnes'),
            onSiteMassTonnes: total('onSiteMassTonnes'),
            stockTakeMassTonnes: total('stockTakeMassTonnes'),
          }),
        );
        if (!hasValue(whole)) throw new Error('no balance');
        expect(subtract(whole.value, stock).isZero()).toBe(true);
        expect(subtract(whole.generatedMassTonnes, generated).isZero()).toBe(true);
      }),
    );
  });
});

describe('containers in store', () => {
  const moved = (
    movement: ContainerMovement['movement'],
    container: string,
    on: string,
    kilograms = 180,
    takenAt?: string,
  ): ContainerMovement => ({
    movement,
    container,
    movedOn: day(on),
    massTonnes: tonnes(tonnes(kilograms).div(1000)),
    ...(takenAt ? { takenAtMs: Date.parse(takenAt) } : {}),
  });

  test('three drums came, the first has left: the second is the oldest', () => {
    const stored = containersInStore([
      moved('in', 'A', '2024-01-10'),
      moved('in', 'B', '2024-02-01'),
      moved('in', 'C', '2024-03-01'),
      moved('out', 'A', '2024-03-05'),
    ]);
    expect(stored.map(({ container, sinceOn }) => [container, sinceOn])).toEqual([
      ['B', '2024-02-01'],
      ['C', '2024-03-01'],
    ]);
  });

  test('a container that came back stands there since it came back', () => {
    const stored = containersInStore([
      moved('in', 'A', '2024-01-10'),
      moved('out', 'A', '2024-02-10'),
      moved('in', 'A', '2024-03-10', 90),
    ]);
    expect(stored).toMatchObject([{ sinceOn: '2024-03-10', massTonnes: tonnes('0.09') }]);
  });

  test('filled twice it holds both; an opening stock restates it, but it stands there since it first came', () => {
    expect(containersInStore([moved('in', 'A', '2024-01-10', 90), moved('in', 'A', '2024-01-20', 60)])).toMatchObject([
      { sinceOn: '2024-01-10', massTonnes: tonnes('0.15') },
    ]);
    expect(
      containersInStore([moved('in', 'A', '2023-06-02', 200), moved('opening', 'A', '2024-01-01', 180)]),
    ).toMatchObject([{ sinceOn: '2023-06-02', massTonnes: tonnes('0.18') }]);
  });

  test('on one day the instant tells; without one, in comes before out', () => {
    expect(containersInStore([moved('out', 'A', '2024-01-10'), moved('in', 'A', '2024-01-10')])).toEqual([]);
    expect(
      containersInStore([
        moved('out', 'A', '2024-01-10', 180, '2024-01-10T08:00:00+08:00'),
        moved('in', 'A', '2024-01-10', 180, '2024-01-10T09:00:00+08:00'),
      ]),
    ).toHaveLength(1);
  });

  const any = fc.record({
    movement: fc.constantFrom('opening' as const, 'in' as const, 'out' as const),
    container: fc.constantFrom('A', 'B', 'C'),
    movedOn: fc.integer({ min: 1, max: 28 }).map((at) => `2024-03-${String(at).padStart(2, '0')}` as CalendarDate),
    massTonnes: fc.integer({ min: 1, max: 999 }).map((kg) => tonnes(tonnes(kg).div(1000))),
  });
  test('the order in which movements are told changes nothing, and none stands there that was taken out last', () => {
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), (movements) => {
        const stored = containersInStore(movements);
        expect(containersInStore([...movements].reverse())).toEqual(stored);
        for (const { container, sinceOn } of stored) {
          const outs = movements.filter((one) => one.container === container && one.movement === 'out');
          expect(outs.every(({ movedOn }) => movedOn < sinceOn)).toBe(true);
        }
      }),
    );
  });

  test.each([
    ['2024-06-30', 335, 'within'],
    ['2024-06-30', 90, 'over'],
    ['2024-06-30', 121, 'soon'],
  ])('a drum that came on 1 March, seen on %s with %d days allowed', (asOf, limit, alarm) => {
    expect(storageAge(day('2024-03-01'), day(asOf), limit)).toMatchObject({ days: 121, alarm });
  });
});
