// Is what people do to a sheet in other programs either understood or refused in words, and nothing of it lost in silence?
import type ExcelJS from 'exceljs';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Change, fileOf, roundTrips, rowOf } from './round-trip.test-fixture.ts';
import { markHeading } from './sheet-mark.ts';

const trips = roundTrips();
const { exported, edited, check, commit, approved, correctedHere } = trips;
let ids: Record<string, string>;
beforeEach(async () => {
  ids = {};
  for (const [ticket, mass] of [
    ['T-1', '1'],
    ['T-2', '2'],
    ['T-3', '3'],
  ] as const)
    ids[ticket] = await approved(ticket, mass);
});

const back = async (change: Change) => edited(await exported(trips.people.suzhou, 'scope=group'), change);
const valuesOf = async (ticket: string) => (await trips.company.newest('waste.load', ids[ticket] as string)).values;
type Cell = (ticket: string, heading: string) => ExcelJS.Cell;
/** A change told by tickets and headings. */
const inCells =
  (change: (cell: Cell) => void): Change =>
  (sheet, column) =>
    change((ticket, heading) => rowOf(sheet, ticket).getCell(column(heading)));

describe('what other programs make of it without a word', () => {
  test('renamed, unhidden, behind a sheet of somebody’s own, rows filtered away: it is the list, and nothing is different', async () => {
    const path = await back((sheet, column, book) => {
      sheet.name = '七月 (final)';
      sheet.getColumn(column(markHeading)).hidden = false;
      sheet.getRow(3).hidden = true;
      const own = book.addWorksheet('Pivot');
      own.addRow(['Factory', 'Sum']);
      own.addRow(['Suzhou', 6]);
      // Tabs stand in this order.
      Object.assign(own, { orderNo: -1 });
    });
    const { counts, returned } = await check(fileOf(path));
    expect(counts).toMatchObject({ rows: 3, same: 3, bad: 0, new: 0, skipped: 0 });
    expect(returned).toMatchObject({ count: 0, listed: 3 });
  });

  test('days become numbers with a format of their own, or without any: the same days', async () => {
    const path = await back(
      inCells((cell) => {
        const serial = Date.UTC(2024, 4, 2) / 86_400_000 + 25_569;
        for (const [ticket, format] of [
          ['T-1', 'd"."m"."yyyy'],
          ['T-2', 'General'],
        ] as const) {
          const day = cell(ticket, 'Departed on');
          day.value = serial;
          day.numFmt = format;
        }
        cell('T-3', 'Departed on').value = '2024年5月2日';
      }),
    );
    expect((await check(fileOf(path))).counts).toMatchObject({ same: 3, changed: 0, bad: 0 });
  });

  test('blanks around texts, full-width digits, another case: as people type them', async () => {
    const path = await back(
      inCells((cell) => {
        cell('T-1', 'Own weight (t)').value = '１．００ ';
        cell('T-2', 'Own weight (t)').value = ' ２．５';
        cell('T-1', 'Factory').value = ' sz ';
        cell('T-2', 'Vendor').value = 'Ｖ１';
        cell('T-3', 'Treatment').value = `${cell('T-3', 'Treatment').value}  `;
        cell('T-3', 'Document number').value = ' T-3 ';
      }),
    );
    const { counts, rows } = await check(fileOf(path));
    expect(counts).toMatchObject({ same: 2, changed: 1, bad: 0 });
    expect(rows.flatMap(({ difference }) => difference?.cells ?? [])).toEqual([
      expect.objectContaining({ is: 'sheet', base: '2', now: '2' }),
    ]);
    await commit(fileOf(path));
    expect(await valuesOf('T-2')).toMatchObject({ ownMassTonnes: { value: '2.5' } });
  });
});

describe('formulas', () => {
  test('count as what they were last computed to; one that says the same is no change', async () => {
    const path = await back(
      inCells((cell) => {
        cell('T-1', 'Own weight (t)').value = { formula: '0.1+0.2', result: 0.1 + 0.2 };
        cell('T-2', 'Own weight (t)').value = { formula: '1+1', result: 2 };
        cell('T-3', 'Note').value = { formula: 'UPPER("b")', result: 'B' };
      }),
    );
    expect(await commit(fileOf(path))).toMatchObject({ status: 'committed', counts: { same: 1, changed: 2, bad: 0 } });
    expect(await valuesOf('T-1')).toMatchObject({ ownMassTonnes: { value: '0.3' } });
    expect(await valuesOf('T-3')).toMatchObject({ note: 'B' });
  });

  test('without a value, or failed: told at the cell, and nothing is committed', async () => {
    const path = await back(
      inCells((cell) => {
        cell('T-1', 'Own weight (t)').value = { formula: 'A1+1' } as ExcelJS.CellFormulaValue;
        cell('T-2', 'Vendor').value = { error: '#N/A' };
      }),
    );
    const { rows, counts } = await check(fileOf(path));
    expect(counts).toMatchObject({ same: 1, bad: 2 });
    expect(rows.flatMap(({ problems }) => problems.map(({ code }) => code))).toEqual([
      'formula_without_value',
      'formula_error',
    ]);
    expect(await commit(fileOf(path))).toMatchObject({ status: 'refused' });
    expect(await valuesOf('T-1')).toMatchObject({ ownMassTonnes: { value: '1' } });
  });
});

describe('rows and columns', () => {
  test('sorted, one deleted, one inserted, blank ones and a total between: each is what it is', async () => {
    const path = await back((sheet, column) => {
      const [third, first] = [4, 2].map((at) => (sheet.getRow(at).values as unknown[]).slice(1)) as [
        unknown[],
        unknown[],
      ];
      const put = (cells: unknown[], heading: string, value: unknown) => {
        cells[column(heading) - 1] = value;
        return cells;
      };
      const added = put(put([...third], markHeading, null), 'Document number', 'T-9');
      const total = put(['合计'], 'Own weight (t)', { formula: 'SUM(F2:F5)', result: 13 });
      sheet.spliceRows(2, 3, third as never, [], added as never, first as never, [], total as never);
    });
    const { counts, returned } = await check(fileOf(path));
    expect(counts).toMatchObject({ rows: 3, same: 2, new: 1, changed: 0, bad: 0, skipped: 1 });
    expect(returned?.count).toBe(1);
  });

  test('a column taken out of the sheet leaves what it held; one’s own column is told and left out', async () => {
    await correctedHere(ids['T-2'] as string, { note: 'kept' });
    const path = await back((sheet, column) => {
      sheet.spliceColumns(column('Note'), 1);
      sheet.spliceColumns(3, 0, ['checked by', 'Li', 'Wang', 'Li']);
      rowOf(sheet, 'T-2').getCell(column('Own weight (t)')).value = 2.2;
    });
    const { counts, columns } = await check(fileOf(path));
    expect(counts).toMatchObject({ same: 2, changed: 1, bad: 0 });
    expect(columns).toContainEqual(expect.objectContaining({ heading: 'checked by', key: null }));
    await commit(fileOf(path));
    expect(await valuesOf('T-2')).toMatchObject({ note: 'kept', ownMassTonnes: { value: '2.2' } });
  });

  test('a cell that was cleared is cleared; one that must be filled is asked for', async () => {
    await correctedHere(ids['T-2'] as string, { note: 'to go' });
    const path = await back(
      inCells((cell) => {
        cell('T-2', 'Note').value = null;
        cell('T-3', 'Treatment').value = null;
      }),
    );
    const { counts, rows } = await check(fileOf(path));
    expect(counts).toMatchObject({ same: 1, changed: 1, bad: 1 });
    expect(rows.find(({ outcome }) => outcome === 'bad')?.problems).toEqual([
      expect.objectContaining({ code: 'missing', level: 'error' }),
    ]);
    await commit(fileOf(path), undefined, true);
    expect((await valuesOf('T-2')).note).toBeNull();
  });

  test('weights merged over rows are told, not shared out', async () => {
    const path = await back((sheet, column) => {
      const at = column('Own weight (t)');
      sheet.mergeCells(2, at, 3, at);
    });
    const { counts, rows } = await check(fileOf(path));
    // The first of them shows what went out in it; the other no longer does.
    expect(counts).toMatchObject({ same: 2, bad: 1 });
    expect(rows.flatMap(({ problems }) => problems.map(({ code }) => code))).toEqual(['merged_value']);
  });
});

test('two sheets that are the list: nobody knows which one was worked on, so neither is taken', async () => {
  const path = await back((sheet, _, book) => {
    const copy = book.addWorksheet('Loads (2)');
    sheet.eachRow((row) => copy.addRow(row.values));
  });
  const { refusal } = await check(fileOf(path));
  expect(refusal).toMatchObject({ refused: 'several_lists', sheets: expect.stringContaining('Loads (2)') });
});

test('saved as CSV its marks come along: compared as before, only the list that it shows is not known', async () => {
  await correctedHere(ids['T-1'] as string, { ownMassTonnes: { value: '1.5', entered: '1.5 t', basis: 'weighed' } });
  let csv = '';
  await back((sheet, column) => {
    rowOf(sheet, 'T-2').getCell(column('Own weight (t)')).value = 2.5;
    sheet.eachRow((row) => {
      const cells = (row.values as unknown[]).slice(1);
      csv += `${Array.from(cells, (cell) => `"${cell instanceof Date ? cell.toISOString().slice(0, 10) : (cell ?? '')}"`).join(',')}\r\n`;
    });
  });
  const { counts, returned } = await check(fileOf(trips.fixture('saved.csv', `\ufeff${csv}`)));
  expect(counts).toMatchObject({ rows: 3, same: 2, changed: 1, bad: 0 });
  expect(returned).toMatchObject({ list: null, count: 0, listed: null });
});
