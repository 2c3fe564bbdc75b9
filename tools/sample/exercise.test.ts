// Does the exercise hold exactly the six mistakes that the README names, nothing the ledger knows already, and does mending them matter?

import { readXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { sampleWaste } from './build.ts';
import { samenessKey } from './documents.ts';
import { exerciseRates } from './readme.ts';
import { workbookBytes } from './workbook.ts';

const sample = sampleWaste();
const { exercise } = sample;

test('six mistakes, each in the row that the README names', () => {
  const { mistakes, csv } = exercise;
  const rowAt = (sheetRow: number) => csv.rows[sheetRow - 2]?.join(' ') ?? '';
  const said = mistakes.map(({ sheetRow, en }) => [en.split(/[:,]/)[0] ?? '', rowAt(sheetRow)] as const);
  const found = new Map(said);
  expect(mistakes).toHaveLength(6);
  expect(found.get('Date in the future')).toContain(' 2042.6.');
  expect(found.get('Weight of 0')).toContain(' 0 ');
  expect(found.get('Weight of 250 t')).toContain(' 250吨 ');
  expect(found.get('Unknown waste stream')).toContain(' 废铝削 ');
  expect(found.get('Unknown vendor')).toContain(' 老周废品站 ');
  const keys = exercise.rows.map(({ load }) => samenessKey(load));
  const repeated = exercise.rows.filter(({ load }, at) => keys.indexOf(samenessKey(load)) !== at);
  expect(repeated).toHaveLength(1);
  expect(found.get('The same document twice')).toContain(` ${repeated[0]?.load.documentNumber} `);
});

test('about forty rows, and none of their documents stands in the ledger', () => {
  expect(exercise.rows.length).toBeGreaterThanOrEqual(33);
  expect(exercise.rows.length).toBeLessThanOrEqual(45);
  const inLedger = new Set(sample.loads.map(samenessKey));
  expect(exercise.mended.filter((load) => inLedger.has(samenessKey(load)))).toEqual([]);
});

test('mending moves the rate of June at Wuxi by more than a point', () => {
  const { before, goodRows, mended } = exerciseRates(sample);
  expect(before).toBeGreaterThan(70);
  expect(before).toBeLessThan(95);
  expect(mended - goodRows).toBeGreaterThan(1);
});

test('the rows hold kilograms, 斤 and 吨, dates of several shapes, full-width digits', () => {
  const text = exercise.csv.rows.map((row) => row.join(' ')).join('\n');
  for (const shape of [
    /\d吨/,
    /\d斤/,
    /\d公斤/,
    / 6月\d+日 /,
    / 2024\.6\.\d/,
    / 2024年6月/,
    /２０２４．６/,
    /小计/,
    /合计/,
  ]) {
    expect(text).toMatch(shape);
  }
});

test('the workbook has merged titles, sums as formulas and a hidden sheet', async () => {
  const workbook = await readXlsx(await workbookBytes(exercise.workbook));
  expect(workbook.sheets.map((sheet) => [sheet.name, sheet.hidden ?? false])).toEqual([
    ['6月台账', false],
    ['5月底稿', true],
  ]);
  expect(workbook.sheets[0]?.merges?.length).toBe(2);
  expect(workbook.sheets[0]?.rows[2]).toContain('重量（公斤）');
});
