// Does the sample's exercise, a recorder's own ledger, show exactly the mistakes that its README lists, and come in when they are mended?
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kinds, words } from '#app/wiring.ts';
import { systemActor } from '../db/database.ts';
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts';
import { word } from '../i18n/words.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import { checkImport, type FileToImport, type IntakeWorld, importFile } from './imports.ts';
import type { CellTrouble } from './read-row.ts';

const samples = join(fileURLToPath(new URL('../../..', import.meta.url)), 'samples');
const operator = systemActor('operator');
let opened: TestDatabase;
let world: IntakeWorld;

const fileOf = (kind: string, path: string, more: Partial<FileToImport> = {}): FileToImport => ({
  ...{
    importId: uuidv7(),
    kind: kinds.get(kind) as RecordKind,
    path: join(samples, path),
    fileName: path,
    sha256: null,
  },
  ...{ fixed: {}, chosen: {}, mended: {}, ...more },
});
/** Of the year that `6月30日` means, as the page would say. */
const exercise = (format: string, more: Partial<FileToImport> = {}) =>
  fileOf('waste.load', `exercises/month-end-2024-06-with-mistakes.${format}`, { year: 2024, ...more });

beforeAll(async () => {
  opened = await openTestDatabase();
  world = { db: opened.db, kinds, words, limits: async () => ({}), todayIn: () => '2024-07-15' };
  for (const [kind, path] of [
    ['factories.region', 'regions.csv'],
    ['factories.entity', 'entities.csv'],
    ['factories.site', 'sites.csv'],
    ['suppliers.supplier', 'suppliers.csv'],
    ['waste.stream', 'streams.csv'],
  ] as const) {
    const report = await importFile(world, operator, fileOf(kind, path), {
      acceptGood: false,
      state: 'approved',
      via: 'system',
    });
    expect([path, report.status, report.counts.bad]).toEqual([path, 'committed', 0]);
  }
});
afterAll(() => opened?.close());

interface Told {
  row_number: number;
  outcome: string;
  cells: string[];
  problems: CellTrouble[];
}
const rowsOf = async (importId: string) =>
  (
    await opened.db.as(operator, (tx) =>
      sql<Told>`select row_number, outcome, cells, problems from intake_row where import_id = ${importId} order by row_number`.execute(
        tx,
      ),
    )
  ).rows;

/** The six mistakes of samples/README.md: row as Excel counts it, the cell's text, what is said. */
const mistakes = [
  [4, '2042.6.15', 'date_in_future'],
  [7, '0', 'mass_not_positive'],
  [11, '老周废品站', 'unknown_name'],
  [12, '废铝削', 'unknown_name_near'],
  [25, '250吨', 'mass_above_limit'],
  [29, '1', 'repeated_in_file'],
] as const;

test.each(['xlsx', 'csv'])(
  '%s: exactly the six mistakes, each at its cell; titles, subtotals and the hidden sheet are left out',
  async (format) => {
    const file = exercise(format);
    const report = await checkImport(world, operator, file);
    expect(report).toMatchObject({
      status: 'checked',
      counts: { rows: 35, new: 29, bad: 6, changed: 0, same: 0 },
      missing: [],
    });
    const rows = await rowsOf(file.importId);
    const errors = rows.flatMap((row) =>
      row.problems
        .filter((problem) => problem.level === 'error')
        .map((problem) => [row.row_number, problem.column === null ? '' : row.cells[problem.column], problem.code]),
    );
    expect(errors).toEqual(mistakes.map((one) => [...one]));
    expect(rows.filter((row) => row.outcome === 'skipped').map((row) => row.problems[0]?.code)).toEqual(
      expect.arrayContaining(['skipped.subtotal']),
    );
    for (const row of rows) {
      for (const problem of row.problems) {
        for (const language of ['en', 'zh'] as const)
          expect(word(words, language, problem.code, problem.facts)).not.toMatch(/^[\w.]+$|[{}]/);
      }
    }
  },
);

test('mended on the page, all 34 loads come in; the same again changes nothing', async () => {
  const column = async () => {
    const file = exercise('xlsx');
    const { columns } = await checkImport(world, operator, file);
    return (key: string) => String(columns.find((one) => one.key === key)?.index);
  };
  const at = await column();
  const mended = {
    4: { [at('departedOn')]: '2024.6.15' },
    7: { [at('ownMassTonnes')]: '1460' },
    11: { [at('vendor')]: 'V06' },
    12: { [at('stream')]: '废铝' },
    25: { [at('ownMassTonnes')]: '25吨' },
  };
  const refused = await importFile(world, operator, exercise('xlsx', { mended }), {
    acceptGood: false,
    state: 'draft',
    via: 'import',
  });
  expect(refused).toMatchObject({ status: 'refused', counts: { bad: 1, new: 34 } });
  const done = await importFile(world, operator, exercise('xlsx', { mended }), {
    acceptGood: true,
    state: 'draft',
    via: 'import',
  });
  expect(done).toMatchObject({ status: 'committed', counts: { bad: 1, new: 34 } });
  const total = await opened.db.as(operator, (tx) =>
    sql`select count(*)::int as loads, sum(own_mass_tonnes)::text as tonnes from waste_load`.execute(tx),
  );
  // What the ledger's own total says of both halves (34.955 t, its 0 kg and the second 240629-002 among it) is not asked: the recorder's sum is wrong too.
  expect(total.rows).toEqual([{ loads: 34, tonnes: expect.any(String) }]);
  const again = await importFile(world, operator, exercise('xlsx', { mended }), {
    acceptGood: true,
    state: 'draft',
    via: 'import',
  });
  expect(again).toMatchObject({ status: 'committed', counts: { new: 0, changed: 0, same: 34, bad: 1 } });
});
