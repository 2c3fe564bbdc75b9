// Which edition of a pack is used, of those that are held?
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Pack } from '#standards/pack.ts';
import { packsInUse, readPacks } from './load.ts';

const edition = (name: string, effectiveFrom: string | null, effectiveTo?: string) => ({
  pack: { pack: 'limits', edition: name, effectiveFrom, ...(effectiveTo ? { effectiveTo } : {}) } as Pack,
  hash: name,
});
const used = (editions: readonly ReturnType<typeof edition>[], today = '2026-11-22') =>
  [editions, editions.toReversed()].map((all) => packsInUse(all, today).limits?.edition);

describe('of several editions', () => {
  test('the newest is used, also where its source does not say since when it holds', () => {
    expect(used([edition('2012', '2012-05-01'), edition('2026-11', null)])).toEqual(['2026-11', '2026-11']);
    expect(used([edition('2012', '2012-05-01'), edition('2020', '2020-01-01')])).toEqual(['2020', '2020']);
  });

  test('one that begins later is not used yet', () => {
    const both = [edition('2021', '2021-01-01', '2027-01-01'), edition('2027', '2027-01-01')];
    expect(used(both)).toEqual(['2021', '2021']);
    expect(used(both, '2027-01-01')).toEqual(['2027', '2027']);
  });

  test('one that has ended is used only where nothing has come in its place', () => {
    expect(used([edition('2021', '2021-01-01', '2025-01-01')])).toEqual(['2021', '2021']);
    expect(used([edition('2019', null), edition('2021', '2021-01-01', '2025-01-01')])).toEqual(['2019', '2019']);
    expect(used([edition('2027', '2027-01-01')])).toEqual([undefined, undefined]);
  });
});

test('UL 2799 is read by the edition with gate and cap, not by the tiers of 2012', () => {
  const { inUse } = readPacks(join(import.meta.dirname, '../../../reference'), '2026-11-22');
  expect(inUse['ul2799-levels']?.edition).toBe('2026-11');
  expect(inUse['waste-treatments']?.edition).toBe('2026-11');
  expect(inUse['ul2799-levels']?.rows.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['gate', 'cap', 'months']),
  );
});
