// What was added, dropped and changed between two editions of a rule pack, or two days of one?
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pack, PackRow } from '#standards/pack.ts';
import { comparePacks } from './compare-packs.ts';
import { daysOfChange, editionOn, NO_DAY_YET, rowsOn, standingOf } from './pack-days.ts';

const held = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../../reference/${name}.json`, import.meta.url), 'utf8')) as Pack;
const candidates = held('reach-candidate-list/2026-02-04');
const rohs = held('rohs-eu/2015-863');
const china = [held('rohs-cn/2011'), held('rohs-cn/2025')] as const;
const ids = (rows: readonly PackRow[]) => rows.map(({ id }) => id).sort();

test('the Candidate List from 2025-11-05 to 2026-02-04: n-hexane and bisphenol AF with its salts (standards.md §3.3)', () => {
  const { added, dropped, changed, same } = comparePacks(
    rowsOn(candidates, '2025-11-05'),
    rowsOn(candidates, '2026-02-04'),
  );
  expect(added.map(({ label }) => (label as { en: string }).en)).toEqual([
    "4,4'-[2,2,2-trifluoro-1-(trifluoromethyl)ethylidene]diphenol and its salts",
    'n-hexane',
  ]);
  expect([dropped.length, changed.length, same]).toEqual([0, 0, 251]);
});

test('four phthalates came to the RoHS directive on 2019-07-22', () => {
  const { added } = comparePacks(rowsOn(rohs, '2019-07-21'), rowsOn(rohs, '2019-07-22'));
  expect(ids(added)).toEqual(['bbp', 'dbp', 'dehp', 'dibp']);
});

test('a step of a limit holds until the day on which the next one does', () => {
  const pops = held('pops-eu/2025-12');
  const steps = (day: string) => ids(rowsOn(pops, day)).filter((id) => id.startsWith('pbde'));
  expect(['2025-12-29', '2025-12-30', '2027-12-29', '2027-12-30'].map(steps)).toEqual([
    ...[['pbde'], ['pbde-350'], ['pbde-350'], ['pbde-200']],
  ]);
});

test('GB 26572-2025 adds four phthalates in two kinds of detection unit, and cites another text', () => {
  const { added, dropped, changed, citedOtherwise } = comparePacks(china[0].rows, china[1].rows);
  expect(ids(added)).toEqual([
    'bbp',
    'bbp-small-part',
    'dbp',
    'dbp-small-part',
    'dehp',
    'dehp-small-part',
    'dibp',
    'dibp-small-part',
  ]);
  expect([dropped, changed, citedOtherwise]).toEqual([[], [], 16]);
});

test('a changed limit is told by its column, and the order of members is none', () => {
  const row = { id: 'pb', limitPpm: '1000', members: ['cas:1', 'cas:2'], measure: { of: 'element', element: 'Pb' } };
  const after = { measure: { element: 'Pb', of: 'element' }, members: ['cas:2', 'cas:1'], id: 'pb', limitPpm: '300' };
  expect(comparePacks([row], [after]).changed).toEqual([
    { row: after, columns: [{ column: 'limitPpm', from: '1000', to: '300' }] },
  ]);
});

describe('of any two states', () => {
  const row = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    limitPpm: fc.constantFrom(null, '100', '1000'),
    members: fc.subarray(['cas:1', 'cas:2', 'cas:3']),
    source: fc.constantFrom('old', 'new'),
  });
  const state = fc.uniqueArray(row, { selector: ({ id }) => id });
  test('the same state differs in nothing', () =>
    fc.assert(
      fc.property(state, (rows) => {
        expect(comparePacks(rows, [...rows].reverse())).toEqual({
          ...{ added: [], dropped: [], changed: [], citedOtherwise: 0, same: rows.length },
        });
      }),
    ));
  test('the way back is the mirror of the way there', () =>
    fc.assert(
      fc.property(state, state, (one, other) => {
        const [there, back] = [comparePacks(one, other), comparePacks(other, one)];
        expect(ids(back.added)).toEqual(ids(there.dropped));
        expect(ids(back.dropped)).toEqual(ids(there.added));
        expect([back.same, back.citedOtherwise]).toEqual([there.same, there.citedOtherwise]);
        const turned = ({ changed }: typeof there) =>
          new Map(
            changed.map(({ row: { id }, columns }) => [
              id,
              new Set(columns.map(({ column, from, to }) => JSON.stringify([column, to, from]))),
            ]),
          );
        const straight = ({ changed }: typeof there) =>
          new Map(
            changed.map(({ row: { id }, columns }) => [
              id,
              new Set(columns.map(({ column, from, to }) => JSON.stringify([column, from, to]))),
            ]),
          );
        expect(turned(back)).toEqual(straight(there));
      }),
    ));
});

test('an exemption is let go by category, and one with a renewal applied for stays', () => {
  const row = {
    ...{ id: 'e', type: 'exemption', code: '6(c)', of: ['pb'], limitPpm: null, renewalPending: false },
    until: { '1': '2024-07-21', '11': '2026-07-21', all: null },
  };
  const on = (day: string, change = {}) => rowsOn({ ...rohs, rows: [{ ...row, ...change }] }, day)[0]?.until;
  expect(on('2024-07-21')).toEqual(row.until);
  expect(on('2024-07-22')).toEqual({ '11': '2026-07-21', all: null });
  expect(on('2024-07-22', { renewalPending: true })).toEqual(row.until);
  expect(on('2024-07-22', { until: { '1': '2024-07-21' } })).toBeUndefined();
  expect(daysOfChange([{ ...rohs, rows: [row] }])).toEqual(['2013-01-03', '2024-07-22', '2026-07-22']);
});

test('how an edition stands', () => {
  expect(china.map((pack) => standingOf(pack, '2027-07-31'))).toEqual(['in_force', 'coming']);
  expect(china.map((pack) => standingOf(pack, '2027-08-01'))).toEqual(['ended', 'in_force']);
  expect(standingOf({ effectiveFrom: NO_DAY_YET }, '2026-11-27')).toBe('draft');
  expect(standingOf({ effectiveFrom: null }, '2026-11-27')).toBe('in_force');
  expect(['2011-07-31', '2027-07-31', '2027-08-01'].map((day) => editionOn(china.toReversed(), day)?.edition)).toEqual([
    undefined,
    '2011',
    '2025',
  ]);
});
