import { expect, test } from 'vitest';
import { kindOf } from '../../../tests/small-company.ts';
import type { Database } from '../db/database.ts';
import type { Candidate, CheckWorld } from './candidates.ts';
import { ReturnedRows } from './returned-pass.ts';
import type { RowComparer } from './returned-rows.ts';
import { isTooManyChanges } from './too-many-changes.ts';

test('rows whose key was changed are not gathered without end until the sheet is read', async () => {
  const kind = kindOf('waste.load');
  const hash = '0'.repeat(64);
  const idOf = (index: number) => `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`;
  const known = { get: (id: string) => ({ id, revision: 1, hash, values: {} }) };
  const db = { as: async () => ({ now: known, bases: new Map() }) } as unknown as Database;
  const comparer = { isEmptied: () => false, changesKey: () => true } as unknown as RowComparer;
  const rows = new ReturnedRows(db, {} as never, { kind } as CheckWorld, comparer, 1);
  const candidate = (index: number): Candidate => ({
    ...{ rows: [], values: {}, lines: [] },
    mark: { id: idOf(index), revision: 1, hash: hash.slice(0, 16), line: null },
  });
  const work = async () => {
    for (let from = 0; from < 1_000_000; from += 2_000)
      await rows.sortOut(
        Array.from({ length: 2_000 }, (_, at) => candidate(from + at)),
        false,
      );
  };
  const error = await work().catch((thrown: unknown) => thrown);
  expect(isTooManyChanges(error)).toBe(true);
  expect(rows.waiting.length).toBeLessThan(102_000);
});
