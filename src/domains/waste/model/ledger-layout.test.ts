import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { en } from '../words/en.ts';
import { zh } from '../words/zh.ts';
import { FaultyLayout, readLedgerLayout } from './ledger-layout.ts';
import { ledgerSources } from './ledger-sources.ts';

const folder = join(import.meta.dirname, '../../../../reference/ledger-layouts');
const shipped = readdirSync(folder).map(
  (file) => [file, JSON.parse(readFileSync(join(folder, file), 'utf8'))] as const,
);

const column = { heading: { en: 'Code', zh: '代码' }, from: 'stream.nationalCode' };
const sheet = {
  ...{ id: 'one', title: { en: 'One', zh: '一' }, rows: 'shipped', waste: 'hazardous', unit: 't' },
  columns: [column],
};
const layout = (...rows: object[]) => ({
  ...{ pack: 'ledger-layouts', edition: 'jx-2026', title: { en: 'Jiangxi', zh: '江西' }, source: 'a test' },
  ...{ licence: 'none', asOf: '2026', effectiveFrom: null, verified: false, rows },
});
const faultOf = (json: unknown): string => {
  try {
    readLedgerLayout(json);
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(FaultyLayout);
    return (error as Error).message;
  }
};

describe('the layouts that are shipped', () => {
  test('are the two national ledgers and an example of a province', () => {
    expect(shipped.map(([file]) => file).sort()).toEqual([
      'cn-general-2021.json',
      'example-province-2026.json',
      'hj-1259-2022.json',
    ]);
  });

  test.each(shipped)('%s can be used, and claims no verification', (_, json) => {
    const read = readLedgerLayout(json);
    expect(read.verified).toBe(false);
    expect(read.note?.zh).toMatch(/\p{Script=Han}/u);
    for (const one of read.sheets) expect(one.columns.length).toBeGreaterThan(5);
  });
});

describe('a broken layout names its column', () => {
  test.each([
    [
      'an unknown source',
      { ...column, from: 'stream.nationalCod' },
      /sheet "one", column 2 \(代码\): "stream\.nationalCod" is no name of the vocabulary/,
    ],
    [
      'a source these rows lack',
      { ...column, from: 'flow.opening' },
      /column 2 .*rows of "shipped" have no "flow\.opening"/,
    ],
    [
      'a heading in one language',
      { ...column, heading: { zh: '代码' } },
      /column 2 \(代码\): its heading is not in both languages/,
    ],
    ['a unit of a text', { ...column, unit: 'kg' }, /no unit "kg" of "stream\.nationalCode"/],
    ['an unknown unit', { ...column, from: 'mass', unit: 'lb' }, /no unit "lb" of "mass"/],
    ['half a decimal', { ...column, from: 'mass', decimals: 0.5 }, /no decimals "0\.5"/],
    ['a day as a month', { ...column, from: 'date', format: 'YYYYMM' }, /"date" is not written as "YYYYMM"/],
    ['a list that is none', { ...column, from: 'treatment', codes: 'eu' }, /no code list "eu"/],
    ['a form in a list of treatments', { ...column, from: 'stream.physicalForm', codes: 'cn' }, /is in no list "cn"/],
    ['a table that is none', { ...column, from: 'treatment', codes: { landfill: 1 } }, /no table of texts/],
    ['a fixed column without text', { ...column, from: 'fixed' }, /text is for "fixed" columns/],
    ['what is no property', { ...column, colour: 'red' }, /"colour" is no property of a column/],
  ])('%s', (_, broken, message) => {
    expect(faultOf(layout({ ...sheet, columns: [column, broken] }))).toMatch(message);
  });

  test('everything at once, and the sheet too', () => {
    const fault = faultOf(layout({ ...sheet, rows: 'trucks', waste: 'toxic' }, { ...sheet, id: 'two', columns: [] }));
    expect(fault).toMatch(/^ledger-layouts\/jx-2026: /);
    expect(fault).toMatch(/sheet "one": no rows "trucks"; sheet "one": no waste "toxic"/);
    expect(fault).toMatch(/sheet "two": it has no columns/);
  });

  test('another pack is told', () => {
    expect(faultOf({ ...layout(sheet), pack: 'ewc' })).toMatch(/no pack of ledger layouts/);
    expect(faultOf({})).toMatch(/text_missing/);
  });
});

test('every name of the vocabulary has words in both languages', () => {
  for (const source of Object.keys(ledgerSources)) {
    expect(en).toHaveProperty([`waste.ledger.source.${source}`]);
    expect(zh).toHaveProperty([`waste.ledger.source.${source}`]);
  }
});
