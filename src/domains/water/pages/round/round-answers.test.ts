// What a phone knows of a meter without network: what the server told, with what was taken down since.
import { expect, test } from 'vitest';
import type { KeptEntry } from '#platform/ui/offline/store.ts';
import { expectedRange, questionsAt, typedCount } from '../../rules/round-meter.ts';
import { READING, type RoundMeterAnswer, SPAN, withKept } from './round-answers.ts';

const at = (day: number) => Date.UTC(2024, 4, day);
const meter: RoundMeterAnswer = {
  ...{ id: 'm', code: 'W-1', name: { en: 'Main', zh: '总表' }, place: null },
  site: { id: 's', code: 'SZ', name: { en: 'Suzhou', zh: '苏州' } },
  span: {
    ...{ startsAt: '2024-01-01T00:00:00Z', serial: 'OLD', sends: 'register', m3PerCount: '1' },
    ...{ registerSize: '10000', maxM3PerHour: null, readEveryMinutes: null, backwardCounts: null },
  },
  ...{ last: { atMs: at(1), count: '9900' }, usualM3PerDay: '40' },
};
const entry = (kind: string, values: Record<string, unknown>, state: KeptEntry['state'] = 'waiting'): KeptEntry => ({
  ...{ id: String(values.readAt ?? values.startsAt), personId: 'p', kind, values: { meter: 'm', ...values } },
  ...{ takenAt: '2024-05-02T00:00:00Z', photo: null, photoKind: 'photo', state, recorded: false },
  ...{ refusal: null, sentAt: null, shown: {} },
});
const iso = (day: number) => new Date(at(day)).toISOString();

test('what is to be expected passes the end of the register', () => {
  expect(expectedRange(meter, at(2))).toEqual({ from: '9920', to: '9980' });
  expect(expectedRange(meter, at(6))).toEqual({ from: '0', to: '300' });
  expect(expectedRange({ ...meter, usualM3PerDay: null }, at(2))).toBeUndefined();
});

test('a minute after the last reading the register may turn over to the next count, and shows none below the last', () => {
  const aMinuteLater = at(1) + 60_000;
  expect(expectedRange(meter, aMinuteLater)).toEqual({ from: '9900', to: '9901' });
  const drums = { ...meter, last: { atMs: at(1), count: '9900.4' } };
  expect(expectedRange(drums, aMinuteLater)).toEqual({ from: '9900.4', to: '9901' });
});

test('a reading that waits is the last one, and the next is judged by it', () => {
  const known = withKept(meter, [entry(READING, { readAt: iso(2), count: '9950' })]);
  expect(known.last).toEqual({ atMs: at(2), count: '9950' });
  expect(questionsAt(known, at(3), '9940')).toEqual(['lower_than_last']);
});

test('one that was refused, or is older than the last, changes nothing', () => {
  const refused = entry(READING, { readAt: iso(2), count: '9950' }, 'refused');
  expect(withKept(meter, [refused, entry(READING, { readAt: '2024-04-01T00:00:00Z', count: '1' })])).toEqual(meter);
});

test('after a replacement that waits the new register is read, from its first count on', () => {
  const replaced = entry(SPAN, { startsAt: iso(2), serial: 'NEW', m3PerCount: '0.1', startCount: '5' });
  const known = withKept(meter, [replaced]);
  expect(known).toMatchObject({ span: { serial: 'NEW', m3PerCount: '0.1' }, last: { atMs: at(2), count: '5' } });
  expect(questionsAt(known, at(3), '405')).toEqual([]);
});

test.each([
  ['12', '12'],
  [' 12,5 ', '12.5'],
  ['12.50', '12.50'],
  ['', undefined],
  ['1.2.3', undefined],
  ['-4', undefined],
])('%s is typed as %s', (typed, count) => {
  expect(typedCount(typed)).toBe(count);
});
