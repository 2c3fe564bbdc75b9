// What stands in the record that a phone made: worked examples of a load, of a drum in and out, and of the instant.
import { expect, test } from 'vitest';
import { kinds } from '#app/wiring.ts';
import { checkRecord } from '#platform/records/declare/check-values.ts';
import { type BinAnswer, binNamed, binsNamed } from './bay-answers.ts';
import { containerName, dayAt, deviceInstant, recordOf, type Taken, typedNumber } from './entry-values.ts';

const local = (en: string) => ({ en, zh: en });
const bin: BinAnswer = {
  id: '019f0000-0000-7000-8000-000000000001',
  code: 'H01-1',
  name: local('Solvents'),
  place: null,
  inStore: true,
  site: {
    id: '019f0000-0000-7000-8000-000000000002',
    code: 'HP1',
    name: local('Hai Phong'),
    timeZone: 'Asia/Ho_Chi_Minh',
  },
  stream: {
    id: '019f0000-0000-7000-8000-000000000003',
    code: 'H01',
    name: local('Solvents'),
    hazardous: true,
    nationalCode: '900-402-06',
    hazardTraits: ['T', 'I'],
  },
  vendor: null,
  treatment: null,
  routes: [],
  last: null,
};
const taken: Taken = {
  id: '019f0000-0000-7000-8000-0000abcdef12',
  action: 'load',
  bin,
  number: '186.',
  unit: 'kg',
  route: { vendorId: '019f0000-0000-7000-8000-000000000004', name: local('V'), treatment: 'solvent_recovery' },
  plate: ' 15C-123.45 ',
  ticket: '',
  container: '',
  takenAt: '2024-06-28T23:30:00+08:00',
};
const problemsOf = ({ kind, values }: ReturnType<typeof recordOf>) => {
  const declared = kinds.get(kind);
  if (!declared) throw new Error(kind);
  return checkRecord(declared, values, [], {
    today: '2024-07-01',
    refs: {},
    lineRefs: [],
    limits: {},
    consulted: {},
  }).problems.filter(({ level }) => level === 'error');
};

test('186 kg leave without a paper: 0.186 t, a row of the ledger numbered by day and id, on the day it is at the factory', () => {
  const record = recordOf(taken);
  expect(record).toMatchObject({
    kind: 'waste.load',
    values: {
      departedOn: '2024-06-28',
      ownMassTonnes: { value: '0.186', entered: '186 kg', basis: 'weighed' },
      'document.type': 'template_row',
      'document.number': 'B240628-ABCDEF12',
      plate: '15C-123.45',
      takenAt: '2024-06-28T23:30:00+08:00',
    },
  });
  expect(problemsOf(record)).toEqual([]);
});

test('with a number, hazardous waste has a manifest and other waste a weigh ticket', () => {
  const general = { ...bin, stream: { ...bin.stream, hazardous: false } };
  expect(recordOf({ ...taken, ticket: '20240084001132' }).values['document.type']).toBe('manifest');
  expect(recordOf({ ...taken, bin: general, ticket: '240628-041' }).values).toMatchObject({
    'document.type': 'weigh_ticket',
    'document.number': '240628-041',
  });
});

test('a drum into the store is a movement with its container; what the kind refuses is not in it', () => {
  const record = recordOf({ ...taken, action: 'in', number: '0.18', unit: 't', container: 'H01-240628-F12' });
  expect(record).toMatchObject({
    kind: 'waste.storage-movement',
    values: { movement: 'in', container: 'H01-240628-F12', massTonnes: { value: '0.18', entered: '0.18 t' } },
  });
  expect(problemsOf(record)).toEqual([]);
});

test('half past midnight in Shanghai is still the day before in Hai Phong', () => {
  expect(dayAt('Asia/Ho_Chi_Minh', '2024-07-01T00:30:00+08:00')).toBe('2024-06-30');
  expect(containerName(taken.id, 'H01', dayAt('Asia/Ho_Chi_Minh', taken.takenAt))).toBe('H01-240628-F12');
});

test.each([
  [480, '2024-06-28T09:15:00+08:00'],
  [-210, '2024-06-27T21:45:00-03:30'],
  [0, '2024-06-28T01:15:00+00:00'],
])('a device %d minutes east of Greenwich says %s', (offset, said) => {
  expect(deviceInstant(new Date('2024-06-28T01:15:00Z'), offset)).toBe(said);
});

test.each([
  ['186', '186'],
  ['186.', '186'],
  ['0.186', '0.186'],
  ['0', undefined],
  ['', undefined],
  ['1.2345', undefined],
  ['.5', undefined],
])('“%s” is the number %s', (text, number) => {
  expect(typedNumber(text)).toBe(number);
});

test('a bin is named by the link of its label, its code, or its factory and code', () => {
  expect(binNamed(`https://green.example.com/bay/${bin.id}`)).toBe(bin.id);
  expect(binNamed(' h01-1 ')).toBe('h01-1');
  expect(binsNamed([bin], 'h01-1')).toEqual([bin]);
  expect(binsNamed([bin], 'HP1.H01-1')).toEqual([bin]);
  expect(binsNamed([bin, { ...bin, id: 'other' }], 'H01-1')).toHaveLength(2);
  expect(binsNamed([bin], 'H02-1')).toEqual([]);
});
