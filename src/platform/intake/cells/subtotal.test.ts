// Which rows of a ledger are loads, and which only look after them?
import { describe, expect, test } from 'vitest';
import type { CellMark } from '../read/raw-row.ts';
import { rowSorter } from './subtotal.ts';

const headings = ['序号', '出厂日期', '废弃物名称', '重量（公斤）', '处置单位', '备注'];
const sort = rowSorter(new Map(headings.map((heading, column) => [column, heading])));
const sortOf = (cells: string[], kinds?: (CellMark | undefined)[]) =>
  sort({ row: 9, cells, ...(kinds ? { kinds } : {}) });

describe('a row is', () => {
  test.each([
    ['a load', ['1', '2024-06-30', '废纸', '1250', '再生公司', ''], 'record'],
    ['a load of which little is filled in', ['', '2024-06-30', '废纸', '', '', ''], 'record'],
    ['a row begun with its number', ['7', '', '', '', '', ''], 'record'],
    ['a date alone', ['', '2024-06-30', '', '', '', ''], 'record'],
    ['nothing', ['', ' ', '', '', '', ''], 'blank'],
    ['a subtotal', ['小计', '', '', '23195', '', ''], 'subtotal'],
    ['a total behind its number', ['', '', '合计：', '34955', '', ''], 'subtotal'],
    ['an English total', ['Total for June', '', '', '34955', '', ''], 'subtotal'],
    ['a load of a material that is called so', ['1', '2024-06-30', '总装车间废料', '1250', '再生公司', ''], 'record'],
    ['the headings again', headings, 'repeated_header'],
    ['the title of a block', ['一、一般固体废物', '', '', '', '', ''], 'block_title'],
    ['one in brackets', ['（二）危险废物', '', '', '', '', ''], 'block_title'],
    ['one with an Arabic number', ['2. 危险废物', '', '', '', '', ''], 'block_title'],
    ['an English one, one column in', ['', 'Hazardous waste', '', '', '', ''], 'block_title'],
    ['who filled it in', ['制表人：何小蔓', '', '', '', '', ''], 'footer'],
    ['a remark in its own column', ['', '', '', '', '', '雨天'], 'record'],
    ['a long sentence', ['x'.repeat(61), '', '', '', '', ''], 'record'],
  ])('%s', (_, cells, sort) => {
    expect(sortOf(cells)).toBe(sort);
  });

  test('a number or a date that a sheet says is one, not a title', () => {
    expect(sortOf(['45473', '', '', '', '', ''], ['date', undefined, undefined, undefined, undefined, undefined])).toBe(
      'record',
    );
  });

  test('in a table of two columns never a title: one cell may be half of a record', () => {
    const narrow = rowSorter(
      new Map([
        [0, '名称'],
        [1, '重量'],
      ]),
    );
    expect(narrow({ row: 2, cells: ['废纸', ''] })).toBe('record');
  });
});
