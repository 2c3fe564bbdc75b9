// Is July at Wuxi what the README says: outside the ledger, three mistakes, two streams without waste?

import { readXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { sampleWaste } from './build.ts';
import { samenessKey } from './documents.ts';
import { withoutWaste } from './july.ts';
import { workbookBytes } from './workbook.ts';

const sample = sampleWaste();
const { monthEnd } = sample;
test('none of its documents stands in the ledger or the other exercise, and all of it left in July', () => {
  const known = new Set([...sample.loads, ...sample.exercise.mended].map(samenessKey));
  expect(monthEnd.loads.filter((load) => known.has(samenessKey(load)))).toEqual([]);
  expect(monthEnd.loads.every((load) => load.departedOn.startsWith('2024-07'))).toBe(true);
  expect(new Set(monthEnd.loads.map(samenessKey)).size).toBe(monthEnd.loads.length);
});

test('the sheet has three mistakes, each in the row that the README names, and no column for the factory', async () => {
  const { sheets } = await readXlsx(await workbookBytes(monthEnd.workbook));
  const rows = sheets[0]?.rows ?? [];
  expect(rows[2]).toContain('对方磅（公斤）');
  expect(rows[2]).not.toContain('工厂');
  const at = (sheetRow: number) => (rows[sheetRow - 1] ?? []).map(String).join(' ');
  expect(monthEnd.mistakes).toHaveLength(3);
  expect(monthEnd.mistakes.map(({ sheetRow, en }) => `${en.split(':')[0]}: ${at(sheetRow)}`)).toEqual([
    expect.stringMatching(/^Unknown waste stream.* 废塑科（水口料） /),
    expect.stringMatching(/^Kilograms called tonnes.* \d{4}吨 /),
    expect.stringMatching(/^No weight.*废木托盘/),
  ]);
});

test('two of the streams that come every month left nothing', () => {
  const streams = new Set(monthEnd.loads.map((load) => load.stream.code));
  expect(withoutWaste.filter((code) => streams.has(code))).toEqual([]);
  expect(streams.size).toBeGreaterThan(20);
});
