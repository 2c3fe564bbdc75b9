import { describe, expect, test } from 'vitest';
import type { CellMark, RawRow } from '../read/raw-row.ts';
import { findHeader, rememberedHeading, type WantedColumn } from './header.ts';
import { headingOf } from './heading.ts';
import { rowSorter } from './subtotal.ts';

const columns: WantedColumn[] = [
  { key: 'departedOn', names: ['Left on', '出厂日期', '日期'], synonyms: ['转移日期', 'date'], required: true },
  { key: 'stream', names: ['Waste stream', '废弃物种类'], synonyms: ['种类', '废物名称'], required: true },
  { key: 'ownMassTonnes', names: ['Own mass (t)', '出厂重量（t）'], synonyms: ['重量', 'weight'], required: true },
  { key: 'receivedMassTonnes', names: ['Received mass (t)', '接收重量（t）'], required: false },
  { key: 'document.number', names: ['Ticket number', '单号'], synonyms: ['磅单号'], required: false },
];

const rows = (...cells: string[][]): RawRow[] => cells.map((each, index) => ({ row: index + 1, cells: each }));
const found = (given: RawRow[], options = {}) => {
  const header = findHeader(given, columns, options);
  if (!header) throw new Error('no header');
  return { ...header, keys: Object.fromEntries([...header.columns].map(([column, { key }]) => [column, key])) };
};

describe('the row of headings', () => {
  test('at the very top, in either language, in any order', () => {
    expect(found(rows(['单号', '出厂日期', '废弃物种类', '出厂重量（t）'])).keys).toEqual({
      0: 'document.number',
      1: 'departedOn',
      2: 'stream',
      3: 'ownMassTonnes',
    });
    expect(found(rows(['LEFT ON', 'Waste  Stream', 'own mass (t)'])).missing).toEqual([]);
  });

  test('below a merged title, a line with the unit, and a blank one', () => {
    const header = found(
      rows(
        ['2024年6月废弃物台账', '', ''],
        ['编制单位：苏州一厂', '', '单位：吨'],
        [''],
        ['日期', '种类', '重量'],
        ['6月3日', '废塑料', '5'],
      ),
    );
    expect(header).toMatchObject({ first: 3, last: 3, row: 4, sheetUnit: '吨', missing: [] });
  });

  test('two storeys: what stands above is part of the name', () => {
    const merged: CellMark = 'merged';
    const given: RawRow[] = [
      {
        row: 1,
        cells: ['日期', '废弃物种类', '重量（kg）', '', '单号'],
        kinds: [merged, merged, undefined, merged, merged],
      },
      {
        row: 2,
        cells: ['日期', '废弃物种类', '出厂重量', '接收重量', '单号'],
        kinds: [merged, merged, undefined, undefined, merged],
      },
      { row: 3, cells: ['2024-06-03', '废塑料', '5', '5', 'WT-1'] },
    ];
    const header = found(given);
    expect(header).toMatchObject({ last: 1, missing: [] });
    expect(header.keys).toEqual({
      0: 'departedOn',
      1: 'stream',
      2: 'ownMassTonnes',
      3: 'receivedMassTonnes',
      4: 'document.number',
    });
  });

  test('a parent over two columns: 出厂 and 接收 below 重量', () => {
    const given = rows(['日期', '种类', '出厂', '', '接收', ''], ['', '', '重量（t）', '车牌', '重量（t）', '车牌']);
    expect(found(given).keys).toMatchObject({ 0: 'departedOn', 2: 'ownMassTonnes', 4: 'receivedMassTonnes' });
  });

  test('a sheet that is something else has none', () => {
    expect(findHeader(rows(['姓名', '工号'], ['张三', '17']), columns)).toBeUndefined();
    expect(findHeader([], columns)).toBeUndefined();
  });

  test('records without headings are no headings', () => {
    expect(findHeader(rows(['2024-06-03', '废塑料', '5'], ['2024-06-04', '废金属', '6']), columns)).toBeUndefined();
  });
});

describe('which heading means which column', () => {
  test('how sure it is, and the unit in brackets', () => {
    const header = found(rows(['转移日期', '*废弃物种类（必填）', 'Own mass (kg)', 'Recieved mass', '单 号：']));
    expect([...header.columns.values()]).toEqual([
      { key: 'departedOn', heading: '转移日期', confidence: 'synonym' },
      { key: 'stream', heading: '*废弃物种类(必填)', confidence: 'synonym' },
      { key: 'ownMassTonnes', heading: 'Own mass (kg)', confidence: 'exact', unit: 'kg' },
      { key: 'receivedMassTonnes', heading: 'Recieved mass', confidence: 'near' },
      { key: 'document.number', heading: '单 号:', confidence: 'exact' },
    ]);
  });

  test.each([
    ['重量（kg）', 'kg'],
    ['重量(公斤)', '公斤'],
    ['Mass (t)', 't'],
    ['重量/吨', '吨'],
    ['Weight, kg', 'kg'],
    ['重量【单位：吨】', '吨'],
    ['Mass in kg', 'kg'],
    ['用水量（m³）', 'm3'],
    ['Volume (ML)', 'ML'],
    ['取水量（万吨）', '万吨'],
    ['重量（必填）', undefined],
    ['数量', undefined],
  ])('%s has the unit %s', (text, unit) => {
    expect(headingOf(text).unit).toBe(unit);
  });

  test('what is not understood, what is missing, what is there twice', () => {
    const header = found(rows(['日期', '车牌', '重量', '出厂重量', '备注']));
    expect(header.keys).toEqual({ 0: 'departedOn', 3: 'ownMassTonnes' });
    expect(header.unmatched).toEqual([
      { column: 1, heading: '车牌' },
      { column: 2, heading: '重量', repeats: 'ownMassTonnes' },
      { column: 4, heading: '备注' },
    ]);
    expect(header.missing).toEqual(['stream']);
  });

  test('a word that two columns share means neither', () => {
    const two = [
      { key: 'own', names: ['出厂重量'], synonyms: ['重量'], required: true },
      { key: 'received', names: ['接收重量'], synonyms: ['重量'], required: false },
      { key: 'on', names: ['日期'], required: true },
      { key: 'stream', names: ['种类'], required: true },
    ];
    expect(findHeader(rows(['日期', '种类', '重量']), two)).toMatchObject({
      unmatched: [{ column: 2, heading: '重量' }],
      missing: ['own'],
    });
  });

  test('what the person chose before wins, also to leave a column out', () => {
    const remembered = new Map([
      [rememberedHeading('发货时间'), 'departedOn'],
      [rememberedHeading('日期'), null],
    ]);
    const header = found(rows(['日期', '发货 时间', '种类', '重量']), { remembered });
    expect(header.keys).toEqual({ 1: 'departedOn', 2: 'stream', 3: 'ownMassTonnes' });
    expect(header.columns.get(1)?.confidence).toBe('remembered');
    expect(header.unmatched).toEqual([]);
  });
});

describe('rows that are no records', () => {
  const sort = rowSorter(
    new Map([
      [0, '日期'],
      [1, '废弃物种类'],
      [2, '重量（kg）'],
    ]),
  );
  const of = (...cells: string[]) => sort({ row: 9, cells });

  test.each([
    '合计',
    '小计',
    '总计',
    '合  计',
    '本月合计',
    '6月小计：',
    '一车间小计',
    '累计',
    'Total',
    'Subtotal',
    'Sub-total:',
    'GRAND TOTAL',
    'Total for June',
  ])('%s is a subtotal', (label) => {
    expect(of('', label, '1250')).toBe('subtotal');
    expect(of(label, '', '1250')).toBe('subtotal');
  });

  test.each([
    ['2024-06-03', 'Total Waste Solutions Ltd', '5'],
    ['2024-06-03', '合计利再生资源有限公司', '5'],
    ['2024-06-03', '废塑料', '5', '', '合计'],
  ])('%s %s is a record', (...cells) => {
    expect(of(...cells)).toBe('record');
  });

  test('blank rows, headings again, signatures at the end', () => {
    expect(of()).toBe('blank');
    expect(of('', ' ', '')).toBe('blank');
    expect(of('日期', '废弃物种类', '重量（KG）')).toBe('repeated_header');
    expect(of('制表人：张三', '', '审核：李四')).toBe('footer');
    expect(of('备注：以上为磅单重量')).toBe('footer');
    expect(of('Prepared by: Nguyen')).toBe('footer');
  });
});
