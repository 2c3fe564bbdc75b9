// What a saving project may say: months that follow each other, money with its currency, a verified saving with its meters.
import { expect, test } from 'vitest';
import { checkRecord } from '#platform/records/declare/check-values.ts';
import type { Values } from '#platform/records/declare/kind.ts';
import { rollOut, savingProject } from './saving.ts';

const uuid = '018f0000-0000-7000-8000-000000000001';
const context = { today: '2026-11-22', refs: {}, lineRefs: [], limits: {}, consulted: {} };
const project: Values = {
  ...{ site: uuid, code: 'P1', title: { en: 'Rinse', zh: '漂洗' }, stage: 'running', beforeFrom: '2024-01' },
  ...{ beforeThrough: '2024-12', afterFrom: '2025-02', afterThrough: null, drivers: ['product_output'] },
};
const problems = (changes: Values, meters = 1) =>
  checkRecord(
    savingProject,
    { ...project, ...changes },
    Array.from({ length: meters }, () => ({ meter: uuid, side: 'add' })),
    context,
  ).problems.map(({ field, code }) => [field, code]);

test('the months before and after follow each other', () => {
  expect(problems({})).toEqual([]);
  expect(problems({ beforeThrough: '2024-01' })).toEqual([]);
  expect(problems({ afterFrom: '2024-12' })).toEqual([['afterFrom', 'months_out_of_order']]);
  expect(problems({ afterThrough: '2025-01' })).toEqual([['afterThrough', 'months_out_of_order']]);
});

test('an amount has its currency, and water with another cause its cause', () => {
  expect(problems({ cost: '1000' })).toEqual([['currency', 'missing']]);
  expect(problems({ cost: '1000', currency: 'CNY' })).toEqual([]);
  expect(problems({ otherCausesM3: '12' })).toEqual([['otherCauses', 'missing']]);
});

test('what runs has months after it, and a verified saving its meters', () => {
  expect(problems({ afterFrom: null })).toEqual([['afterFrom', 'missing']]);
  expect(problems({ stage: 'idea', afterFrom: null, beforeFrom: null, beforeThrough: null }, 0)).toEqual([]);
  expect(problems({ stage: 'verified' }, 0)).toEqual([['meter', 'saving_without_meter']]);
});

test('a meter of another factory is refused, at its line', () => {
  const at = (site: string) => ({ meter: { values: { site }, lines: [] } });
  const lines = [1, 2].map(() => ({ meter: uuid, side: 'add' }));
  const found = (...sites: string[]) =>
    checkRecord(savingProject, project, lines, { ...context, lineRefs: sites.map(at) }).problems;
  expect(found(uuid, uuid)).toEqual([]);
  expect(found(uuid, '018f0000-0000-7000-8000-000000000002')).toEqual([
    { field: 'meter', code: 'meter_of_another_factory', level: 'error', line: 2 },
  ]);
});

test('a system that runs runs since a day that has come; a plan may lie ahead', () => {
  const codesOf = (status: string, reachedOn: string) =>
    checkRecord(rollOut, { site: uuid, reachedOn, status, note: null }, [], context).problems.map(({ code }) => code);
  expect(codesOf('running', '2026-11-22')).toEqual([]);
  expect(codesOf('running', '2026-11-23')).toEqual(['date_in_future']);
  expect(codesOf('planned', '2027-01-01')).toEqual([]);
});
