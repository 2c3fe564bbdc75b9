// Does a month stay open for what told before and is silent now, and for nothing that has ended?
import { expect, test } from 'vitest';
import { calendarDate, type Month } from '#period/calendar-date.ts';
import { cubicMetres, share } from '#units/quantity.ts';
import type { VolumePlace } from '../model/month.ts';
import { monthGaps } from './month-gaps.ts';
import { monthVolumes, type ToldOfSite } from './month-volumes.ts';

const place = (item: VolumePlace['item'], more: Partial<VolumePlace> = {}): VolumePlace => ({
  ...{ item, source: null, destination: null, use: null, quality: null, drawnFrom: null, ...more },
});
const month = (name: string, known = '1') =>
  [name as Month, { knownM3: cubicMetres(5), estimatedM3: cubicMetres(0), knownShare: share(known) }] as const;
const told = (more: Partial<ToldOfSite>): ToldOfSite => ({
  ...{ bills: [], statements: [], entries: [], meters: [], policies: [], ...more },
});
const asked = '2024-05' as Month;
const gaps = (of: ToldOfSite) => monthGaps(of, asked, monthVolumes(of, asked, asked, '2024-08' as Month));

test('days behind the last bill keep the month open until the next bill comes', () => {
  const bill = (id: string, from: string, before: string) => ({
    ...{ id, account: 'A', from: calendarDate(from), before: calendarDate(before), volumeM3: cubicMetres(300) },
    places: [place('withdrawal', { source: 'municipal' })],
  });
  const first = bill('b1', '2024-04-25', '2024-05-25');
  expect(gaps(told({ bills: [first] })).awaitedAfter).toEqual(['b1']);
  expect(gaps(told({ bills: [first, bill('b2', '2024-05-25', '2024-06-25')] })).awaitedAfter).toEqual([]);
});

test('an item that was entered lately is missing, unless another basis tells it or it has ended', () => {
  const entry = (of: string, item: VolumePlace['item']) => ({
    id: of,
    month: of as Month,
    place: place(item),
    volumeM3: cubicMetres(1),
  });
  expect(gaps(told({ entries: [entry('2024-04', 'loss'), entry('2024-01', 'storage_change')] })).items).toEqual([
    'loss',
  ]);
  expect(gaps(told({ entries: [entry('2024-04', 'loss'), entry('2024-05', 'loss')] })).items).toEqual([]);
});

test('a meter with a place in the balance that told lately and is silent now is named', () => {
  const meter = (
    id: string,
    months: readonly (readonly [Month, ReturnType<typeof month>[1]])[],
    places = [place('discharge', { destination: 'sewer' })],
  ) => ({
    ...{ id, places, months: new Map(months) },
  });
  const meters = [
    ...[meter('silent', [month('2024-04')]), meter('unknown', [month('2024-04'), month('2024-05', '0')])],
    ...[meter('told', [month('2024-04'), month('2024-05', '0.4')]), meter('ended', [month('2024-01')])],
    meter('nowhere', [month('2024-04')], []),
  ];
  expect(gaps(told({ meters })).meters).toEqual(['silent', 'unknown']);
});
