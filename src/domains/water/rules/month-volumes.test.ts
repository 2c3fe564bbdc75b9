// Is each month of a site what its bills, meters, landlords and entries tell, on the basis that counts, and never a zero nobody told?
import { describe, expect, test } from 'vitest';
import { calendarDate, month } from '#period/calendar-date.ts';
import { cubicMetres, share } from '#units/quantity.ts';
import type { VolumePlace } from '../model/month.ts';
import { monthsTold, monthVolumes, type PlacedMeter, type ToldOfSite } from './month-volumes.ts';

const nowhere = { source: null, destination: null, use: null, quality: null, drawnFrom: null } as const;
const town: VolumePlace = { ...nowhere, item: 'withdrawal', source: 'municipal' };
const metered: VolumePlace = { ...town, item: 'withdrawal_metered' };
const nothing: ToldOfSite = { bills: [], statements: [], entries: [], meters: [], policies: [] };
const bill = (id: string, from: string, before: string, volume: string, places = [town]) => ({
  ...{
    id,
    account: 'A',
    from: calendarDate(from),
    before: calendarDate(before),
    volumeM3: cubicMetres(volume),
    places,
  },
});
const meter = (id: string, places: VolumePlace[], told: Record<string, [string, string, string]>): PlacedMeter => ({
  ...{ id, places },
  months: new Map(
    Object.entries(told).map(([key, [known, estimated, knownShare]]) => [
      month(key),
      { knownM3: cubicMetres(known), estimatedM3: cubicMetres(estimated), knownShare: share(knownShare) },
    ]),
  ),
});
const shown = (told: ToldOfSite, of: string, today = '2024-12') =>
  monthVolumes(told, month(of), month(of), month(today)).map(
    ({ item, basis, volumeM3, knownShare }) => `${item} ${basis} ${volumeM3} ${knownShare.toFixed(2)}`,
  );

describe('bills from the 25th to the 24th', () => {
  const april = bill('b1', '2024-03-25', '2024-04-25', '310');
  const may = bill('b2', '2024-04-25', '2024-05-25', '600');

  test('the days behind the last bill are put at its rate and said to be estimated', () => {
    expect(shown({ ...nothing, bills: [april] }, '2024-04')).toEqual([
      'withdrawal billed 240 0.80',
      'withdrawal estimated 60 0.80',
    ]);
  });

  test('the next bill trues them up', () => {
    expect(shown({ ...nothing, bills: [april, may] }, '2024-04')).toEqual(['withdrawal billed 360 1.00']);
  });

  test('of the month that has not ended nothing is put in, and an account that ended is not carried on', () => {
    expect(shown({ ...nothing, bills: [april] }, '2024-04', '2024-04')).toEqual(['withdrawal billed 240 0.80']);
    expect(shown({ ...nothing, bills: [april] }, '2024-06')).toEqual(['withdrawal estimated 300 0.00']);
    expect(shown({ ...nothing, bills: [april] }, '2024-07')).toEqual([]);
  });
});

describe('a month told in several ways', () => {
  const whole = bill('b', '2024-05-01', '2024-06-01', '1000');
  const main = meter('m', [town, metered], { '2024-05': ['880', '0', '1'] });

  test('counts as billed, and says that the meter tells less', () => {
    const [counted, own] = monthVolumes(
      { ...nothing, bills: [whole], meters: [main] },
      ...([month('2024-05'), month('2024-05'), month('2024-12')] as const),
    );
    expect(counted).toMatchObject({ basis: 'billed', differing: [{ basis: 'metered', differenceShare: '-0.1200' }] });
    expect(counted?.origins).toEqual([{ kind: 'water.bill', id: 'b', volumeM3: '1000' }]);
    expect([own?.item, own?.volumeM3.toFixed()]).toEqual(['withdrawal_metered', '880']);
  });

  test('counts as metered where the policy of the site says so from that day on', () => {
    const policies = [
      { from: calendarDate('2024-05-01'), first: ['metered'] as const, basesToleranceShare: share('0.05') },
    ];
    expect(shown({ ...nothing, bills: [whole], meters: [main], policies }, '2024-05')[0]).toBe(
      'withdrawal metered 880 1.00',
    );
    const later = [{ ...(policies[0] as (typeof policies)[0]), from: calendarDate('2024-05-02') }];
    expect(shown({ ...nothing, bills: [whole], meters: [main], policies: later }, '2024-05')[0]).toBe(
      'withdrawal billed 1000 1.00',
    );
  });

  test('metered water is never more than the withdrawal', () => {
    const high = meter('m', [town, metered], { '2024-05': ['1200', '0', '1'] });
    expect(shown({ ...nothing, bills: [whole], meters: [high] }, '2024-05')).toContain(
      'withdrawal_metered metered 1000 1.00',
    );
  });
});

describe('what nobody told', () => {
  test('is absent: a silent meter is no zero, and lowers what is known of the others', () => {
    const two = [
      meter('a', [town], { '2024-04': ['5', '0', '1'], '2024-05': ['100', '0', '1'], '2024-06': ['5', '0', '1'] }),
      meter('b', [town], { '2024-04': ['7', '0', '1'], '2024-06': ['7', '0', '1'] }),
    ];
    expect(shown({ ...nothing, meters: two }, '2024-05')).toEqual(['withdrawal metered 100 0.50']);
    expect(shown({ ...nothing, meters: two.slice(1) }, '2024-05')).toEqual([]);
    expect(monthsTold(nothing)).toBeNull();
  });

  test('a gap that the meter passed over is a volume of its own, estimated', () => {
    const one = [meter('a', [town], { '2024-05': ['80', '20', '1'] })];
    expect(shown({ ...nothing, meters: one }, '2024-05')).toEqual([
      'withdrawal metered 80 1.00',
      'withdrawal estimated 20 1.00',
    ]);
  });
});

test('a landlord’s water is our part of the building, by its days', () => {
  const statements = [
    {
      ...{ id: 'l', from: calendarDate('2024-04-16'), before: calendarDate('2024-05-16'), place: town },
      told: { buildingM3: cubicMetres('1200'), ourAreaM2: '300', totalAreaM2: '1200' },
    },
  ];
  expect(shown({ ...nothing, statements }, '2024-04')).toEqual(['withdrawal landlord_area_share 150 0.50']);
});

test('quality is told apart within one source', () => {
  const places = [{ ...town, quality: 'fresh' as const }];
  const bills = [
    bill('b', '2024-05-01', '2024-06-01', '10', places),
    { ...bill('c', '2024-05-01', '2024-06-01', '5'), account: 'C' },
  ];
  const volumes = monthVolumes({ ...nothing, bills }, month('2024-05'), month('2024-05'), month('2024-12'));
  expect(volumes.map(({ quality, volumeM3 }) => [quality, volumeM3.toFixed()])).toEqual([
    ['fresh', '10'],
    [null, '5'],
  ]);
});
