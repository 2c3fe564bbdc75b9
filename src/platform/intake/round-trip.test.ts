// Does a sheet that went out come back as what somebody changed in it, and as nothing else?
import ExcelJS from 'exceljs';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { kindOf } from '../../../tests/small-company.ts';
import { closePeriod } from '../records/server/periods.ts';
import type { Decided } from './difference.ts';
import { fileOf, load, roundTrips, rowOf } from './round-trip.test-fixture.ts';
import { markHeading } from './sheet-mark.ts';
import { undoImport } from './undo-import.ts';

const trips = roundTrips();
const { exported, edited, check, commit, approved, correctedHere, massOf } = trips;
const tonnes = (value: string) => ({ value, entered: `${value} t`, basis: 'weighed' });

describe('a sheet that comes back', () => {
  test('untouched, changes nothing, whoever saved it', async () => {
    for (const ticket of ['T-1', 'T-2', 'T-3']) await approved(ticket, '1.46');
    for (const language of ['en', 'zh'] as const) {
      const path = await exported(trips.people.suzhou, 'scope=group', load, language);
      for (const back of [path, await edited(path, () => undefined)]) {
        const report = await check(fileOf(back));
        expect(report.counts).toMatchObject({ rows: 3, same: 3, changed: 0, new: 0, bad: 0 });
        expect(report.returned).toMatchObject({ count: 0, listed: 3 });
      }
    }
  });

  test('changes the cells that were changed, keeps all else, and does so once', async () => {
    const [one, two] = [await approved('T-1', '1'), await approved('T-2', '2')];
    const back = await edited(await exported(trips.people.suzhou), (sheet, column) => {
      rowOf(sheet, 'T-2').getCell(column('Own weight (t)')).value = 2.5;
    });
    const seen = await check(fileOf(back));
    expect(seen.counts).toMatchObject({ same: 1, changed: 1, bad: 0, disputed: 0 });
    expect(seen.rows.flatMap((row) => row.difference?.cells ?? [])).toEqual([
      expect.objectContaining({ is: 'sheet', base: '2', sheet: '2.5', now: '2' }),
    ]);
    expect(await commit(fileOf(back))).toMatchObject({ status: 'committed', counts: { changed: 1 } });
    const [unchanged, changed] = [
      await trips.company.newest('waste.load', one),
      await trips.company.newest('waste.load', two),
    ];
    // What was approved is followed by a draft; the other one is as it was.
    expect([unchanged.revision, unchanged.state, changed.revision, changed.state]).toEqual([1, 'approved', 2, 'draft']);
    expect(changed.values).toMatchObject({ ownMassTonnes: { value: '2.5' }, 'document.number': 'T-2' });
    expect(await commit(fileOf(back))).toMatchObject({ counts: { same: 2, changed: 0 } });
  });

  test('finds its rows by their marks: sorted, with columns moved, and its key corrected', async () => {
    const one = await approved('T-1', '1');
    await approved('T-2', '2');
    const back = await edited(await exported(trips.people.suzhou), (sheet, column) => {
      rowOf(sheet, 'T-1').getCell(column('Document number')).value = 'T-1a';
      const moved = (sheet.getColumn(column(markHeading)).values as string[]).slice(1);
      sheet.spliceColumns(column(markHeading), 1);
      sheet.getColumn(40).values = moved as never;
      const [first, second] = [sheet.getRow(2).values, sheet.getRow(3).values];
      sheet.getRow(2).values = second as never;
      sheet.getRow(3).values = first as never;
    });
    expect(await commit(fileOf(back))).toMatchObject({ counts: { same: 1, changed: 1, new: 0 } });
    expect((await trips.company.newest('waste.load', one)).values['document.number']).toBe('T-1a');
  });

  test('takes a copied row with another number for a new one, wherever it stands', async () => {
    const id = await approved('T-1', '1');
    const back = await edited(await exported(trips.people.suzhou), (sheet, column) => {
      const original = sheet.getRow(2).values as unknown[];
      sheet.insertRow(2, original as never);
      sheet.getRow(2).getCell(column('Document number')).value = 'T-9';
    });
    expect(await commit(fileOf(back))).toMatchObject({ counts: { same: 1, changed: 0, new: 1 } });
    expect((await trips.company.newest('waste.load', id)).revision).toBe(1);
  });

  test('lets stand what was changed here meanwhile, where the sheet did not touch it', async () => {
    const id = await approved('T-1', '1');
    const path = await exported(trips.people.suzhou);
    await correctedHere(id, { ownMassTonnes: tonnes('1.2') });
    const back = await edited(path, (sheet, column) => {
      rowOf(sheet, 'T-1').getCell(column('Note')).value = 'second weighing';
    });
    const { rows, counts } = await check(fileOf(back));
    expect(counts).toMatchObject({ changed: 1, disputed: 0, bad: 0 });
    expect(rows[0]?.difference?.cells.map(({ is, base, now }) => [is, base, now])).toEqual(
      expect.arrayContaining([
        ['here', '1', '1.2'],
        ['sheet', '', ''],
      ]),
    );
    await commit(fileOf(back));
    expect((await trips.company.newest('waste.load', id)).values).toMatchObject({
      ...{ ownMassTonnes: { value: '1.2' }, note: 'second weighing' },
    });
  });

  describe('with a cell that both changed', () => {
    let id: string;
    let back: string;
    let column: number;
    beforeEach(async () => {
      id = await approved('T-1', '1');
      await approved('T-2', '2');
      const path = await exported(trips.people.suzhou);
      await correctedHere(id, { ownMassTonnes: tonnes('1.5') });
      back = await edited(path, (sheet, of) => {
        column = of('Own weight (t)') - 1;
        rowOf(sheet, 'T-1').getCell(column + 1).value = 1.7;
        rowOf(sheet, 'T-2').getCell(column + 1).value = 2.2;
      });
    });
    const decided = (keep: 'sheet' | 'here', row: number, now = 2): Decided => ({
      [row]: { now, cells: { [column]: keep } },
    });
    const disputedRow = async () => {
      const { rows, counts } = await check(fileOf(back));
      expect(counts).toMatchObject({ bad: 1, disputed: 1, changed: 1 });
      const found = rows.find(({ outcome }) => outcome === 'bad');
      expect(found?.problems).toEqual([expect.objectContaining({ column, code: 'changed_on_both_sides' })]);
      expect(found?.difference?.cells).toEqual([{ column, is: 'both', base: '1', sheet: '1.7', now: '1.5' }]);
      return found?.row_number as number;
    };

    test('nothing is committed before somebody decides', async () => {
      await disputedRow();
      expect(await commit(fileOf(back))).toMatchObject({ status: 'refused', counts: { bad: 1 } });
      expect(await massOf(id)).toMatchObject({ value: '1.5' });
    });

    test('the sheet’s stands when that was decided', async () => {
      const file = fileOf(back, { decided: decided('sheet', await disputedRow()) });
      expect(await commit(file)).toMatchObject({ status: 'committed', counts: { changed: 2, disputed: 0 } });
      expect(await massOf(id)).toMatchObject({ value: '1.7' });
    });

    test('the other’s stands when that was decided, and then the row is no change', async () => {
      const file = fileOf(back, { decided: decided('here', await disputedRow()) });
      expect(await commit(file)).toMatchObject({ status: 'committed', counts: { changed: 1, same: 1 } });
      expect(await massOf(id)).toMatchObject({ value: '1.5' });
    });

    test('a decision holds only for what was seen: changed once more, it is asked again', async () => {
      const file = fileOf(back, { decided: decided('sheet', await disputedRow()) });
      await correctedHere(id, { ownMassTonnes: tonnes('1.6') });
      expect(await commit(file)).toMatchObject({ status: 'refused', counts: { disputed: 1 } });
      expect(await massOf(id)).toMatchObject({ value: '1.6' });
    });

    test('both changed it alike: there is nothing to decide', async () => {
      await correctedHere(id, { ownMassTonnes: tonnes('1.7') });
      expect((await check(fileOf(back))).counts).toMatchObject({ same: 1, changed: 1, bad: 0 });
    });
  });

  test('rows that it has no more are told, and voided only when somebody chose so and said why', async () => {
    const [one, two] = [await approved('T-1', '1'), await approved('T-2', '2')];
    const path = await exported(trips.people.suzhou);
    await approved('T-3', '3'); // after the sheet went out: it never was in it
    const back = await edited(path, (sheet, column) => {
      const at = rowOf(sheet, 'T-1').number;
      sheet.getRow(at).eachCell((cell, index) => {
        if (index !== column(markHeading)) cell.value = null;
      });
      sheet.spliceRows(rowOf(sheet, 'T-2').number, 1);
    });
    const { returned, counts } = await check(fileOf(back));
    expect(counts).toMatchObject({ rows: 0, skipped: 1, bad: 0 });
    expect(returned).toMatchObject({ count: 2, listed: 2 });
    expect(returned?.records.map(({ id }) => id).sort()).toEqual([one, two].sort());
    await commit(fileOf(back));
    expect((await trips.company.newest('waste.load', two)).voided).toBe(false);
    const voids = { ids: [two], reason: 'weighed twice' };
    await commit(fileOf(back, { voids }));
    expect(await trips.company.newest('waste.load', two)).toMatchObject({ voided: true, state: 'draft', revision: 2 });
    expect((await trips.company.newest('waste.load', one)).voided).toBe(false);
    expect(
      await trips.company.one(
        sql<{ reason: string }>`select reason from history_entry where action = 'void' and import_id is not null`,
      ),
    ).toEqual({ reason: 'loads.xlsx · weighed twice' });
  });

  test('a factory that is not the sender’s is refused, row by row', async () => {
    const foreign = await approved('H-1', '1', trips.company.id.HP as string);
    await approved('T-1', '1');
    const back = await edited(await exported(trips.people.administrator), (sheet, column) => {
      for (const ticket of ['H-1', 'T-1']) rowOf(sheet, ticket).getCell(column('Own weight (t)')).value = 9;
    });
    const { rows, counts } = await check(fileOf(back));
    expect(counts).toMatchObject({ bad: 1, changed: 1 });
    expect(rows.find(({ outcome }) => outcome === 'bad')?.problems[0]?.code).toBe('record_not_here');
    await commit(fileOf(back), trips.people.suzhou, true);
    expect(await massOf(foreign)).toMatchObject({ value: '1' });
    // Who may look everywhere and record nowhere changes nothing either; what the other has changed already is no change.
    const looked = await check(fileOf(back), trips.people.auditor);
    expect(looked.rows.flatMap(({ problems }) => problems.map(({ code }) => code))).toEqual(['not_yours']);
  });

  test('a closed month holds: what is unchanged in it passes, what is changed does not', async () => {
    await approved('T-1', '1');
    await approved('T-2', '2');
    const path = await exported(trips.people.suzhou);
    await trips.company.db.as(trips.people.administrator, (tx) =>
      closePeriod(tx, load, { scopeId: trips.company.id.SZ as string, month: '2024-05' }, 'web'),
    );
    expect((await check(fileOf(path))).counts).toMatchObject({ same: 2, bad: 0 });
    const back = await edited(path, (sheet, column) => {
      rowOf(sheet, 'T-2').getCell(column('Own weight (t)')).value = 3;
    });
    const { rows, counts } = await check(fileOf(back));
    expect(counts).toMatchObject({ same: 1, bad: 1 });
    expect(rows.find(({ outcome }) => outcome === 'bad')?.problems[0]?.code).toBe('period_is_closed');
  });

  test('is undone as one: corrections are taken back, what was new is voided', async () => {
    const id = await approved('T-1', '1');
    const back = await edited(await exported(trips.people.suzhou), (sheet, column) => {
      const original = sheet.getRow(2).values as unknown[];
      sheet.insertRow(3, original as never);
      sheet.getRow(3).getCell(column('Document number')).value = 'T-9';
      sheet.getRow(2).getCell(column('Own weight (t)')).value = 4;
    });
    const file = fileOf(back);
    await commit(file);
    await trips.company.db.as(trips.people.suzhou, (tx) =>
      undoImport(tx, trips.world, load, { id: file.importId, file_name: file.fileName }),
    );
    expect(await massOf(id)).toMatchObject({ value: '1' });
    expect(
      await trips.company.one(sql`select voided from waste_load where latest and document_number = 'T-9'`),
    ).toEqual({
      voided: true,
    });
  });

  test('text that looks like a formula is text in the sheet, and the same text when it is back', async () => {
    const id = await approved('T-1', '1');
    await correctedHere(id, { note: '=1+1' });
    const path = await exported(trips.people.suzhou);
    const back = await edited(path, (sheet, column) => {
      const cell = rowOf(sheet, 'T-1').getCell(column('Note'));
      expect([cell.type, cell.value]).toEqual([ExcelJS.ValueType.String, '=1+1']);
      expect(rowOf(sheet, 'T-1').getCell(column('Own weight (t)')).value).toBe(1);
    });
    for (const one of [path, back])
      expect((await check(fileOf(one))).counts).toMatchObject({ same: 1, changed: 0, bad: 0 });
  });

  test('lines of a record come back as lines', async () => {
    const supplier = kindOf('suppliers.supplier');
    const back = await edited(await exported(trips.people.analyst, 'scope=group', supplier), (sheet, column) => {
      rowOf(sheet, 'L-V1').getCell(column('Licence number')).value = 'L-V1-2024';
    });
    const file = fileOf(back, { kind: supplier });
    expect(await commit(file, trips.people.analyst)).toMatchObject({ counts: { changed: 1, same: 1, bad: 0 } });
    const { lines, values } = await trips.company.newest('suppliers.supplier', trips.company.id.V1 as string);
    expect([lines[0]?.number, lines[0]?.permittedCodes, values.code]).toEqual(['L-V1-2024', ['HW08'], 'V1']);
  });
});
