// Is the parent of each row the one that its level says, however levels are written, and is what cannot be told refused at its row?
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bomItems } from '../bom-items.ts';
import { readLevelSheet } from './level-sheet.ts';

const rowsOf = (table: string) =>
  table.split('\n').map((line, at) => ({ row: at + 1, cells: line.split('|').map((cell) => cell.trim()) }));
const read = (table: string) => readLevelSheet(rowsOf(table));
/** Each line as `parent > part`. */
const edges = (table: string) => {
  const { bom, problems } = read(table);
  expect(problems.filter(({ level }) => level === 'error')).toEqual([]);
  return bom?.lines.map(
    ({ parent, partNumber }) => `${parent === null ? '' : bom.lines[parent]?.partNumber}>${partNumber}`,
  );
};
const told = (table: string) => read(table).problems.map(({ code, at, facts }) => ({ code, at, ...facts }));
const sheet = (levels: readonly string[], heading = 'Level') =>
  [`${heading} | Part number | Qty`, ...levels.map((level, nth) => `${level} | ${'ABCDEFGH'[nth]} | 1`)].join('\n');

describe('levels', () => {
  /** A machine A of B and E; B of C, which is of D; E of F. */
  const machine = ['>A', 'A>B', 'B>C', 'C>D', 'A>E', 'E>F'];

  test.each([
    ['plain, from 0', ['0', '1', '2', '3', '1', '2']],
    ['plain, from 1', ['1', '2', '3', '4', '2', '3']],
    ['behind dots', ['0', '.1', '..2', '...3', '.1', '..2']],
    ['behind dots, of which a spreadsheet made 0.1', ['0', '0.1', '..2', '...3', '0.1', '..2']],
    ['dots alone', ['', '.', '..', '...', '.', '..']],
    ['positions', ['1', '1.1', '1.1.1', '1.1.1.1', '1.2', '1.2.1']],
    ['positions below 0', ['0', '1', '1.1', '1.1.1', '2', '2.1']],
    ['positions that begin with 0', ['0', '0.1', '0.1.1', '0.1.1.1', '0.2', '0.2.1']],
    ['positions ending with a dot', ['1.', '1.1.', '1.1.1.', '1.1.1.1.', '1.2.', '1.2.1.']],
    ['a tenth position, of which a spreadsheet made 1.1', ['1', '1.9', '1.9.1', '1.9.1.1', '1.1', '1.10.1']],
    ['in words', ['Level 0', 'Level 1', 'Level 2', 'Level 3', 'Level 1', 'Level 2']],
    ['in Chinese', ['第1层', '第2层', '第3层', '第4层', '第2层', '第3层']],
    ['as numbers of a spreadsheet', ['0.0', '1.0', '2.0', '3.0', '1.0', '2.0']],
  ])('%s', (_, levels) => {
    expect(edges(sheet(levels))).toEqual(machine);
  });

  test('of the lowest may be several, each of which stands in nothing', () => {
    expect(edges(sheet(['1', '2', '1', '1', '2']))).toEqual(['>A', 'A>B', '>C', '>D', 'D>E']);
  });

  test('without the level above them are told at their row: a jump, a first row that is not the lowest, a position elsewhere', () => {
    const jump = { code: 'level_without_parent', at: 'A4', level: '3', parent: '2' };
    expect(told(sheet(['0', '1', '3', '2']))).toEqual([jump]);
    expect(told(sheet(['2', '1', '2']))).toEqual([{ code: 'level_without_parent', at: 'A2', level: '2', parent: '1' }]);
    // Sorted as text, 1.1.1 does not stand below 1.1 but below 1.2.
    const elsewhere = { code: 'level_without_parent', at: 'A5', level: '1.1.1', parent: '1.1' };
    expect(told(sheet(['1', '1.1', '1.2', '1.1.1']))).toEqual([elsewhere]);
    expect(told(sheet(['0', 'one', '1', '']))).toEqual([
      { code: 'not_a_level', at: 'A3', value: 'one' },
      { code: 'not_a_level', at: 'A5', value: '' },
    ]);
    expect(read(sheet(['0', '2'])).bom).toBeNull();
  });
});

describe('columns', () => {
  test('may stand in any order, below a title, in Chinese, with units and masses', () => {
    const { bom, problems } = read(
      `物料清单 | | | | |
用量 | 单位 | 物料名称 | 单重(g) | 层级 | 物料编码
| | 整机 | | 0 | M-1
2 | 个 | 灯 | 12.5 | 1 | L-1
250 | g | 胶 | | 1 | G-1
合计 | | | | |
用量 | 单位 | 物料名称 | 单重(g) | 层级 | 物料编码
1,200 | mm | 线 | | 2 | W-1
 | | 编制：某人 | | |`,
    );
    expect(problems).toMatchObject([{ level: 'warning', code: 'row_skipped', facts: { row: 6 } }]);
    expect(bom?.lines).toMatchObject([
      { parent: null, line: 3, partNumber: 'M-1', name: '整机', quantity: null, massMg: null },
      { parent: 0, line: 4, partNumber: 'L-1', quantity: { number: '2', unit: '个' }, massMg: '12500' },
      { parent: 0, line: 5, partNumber: 'G-1', quantity: { number: '250', unit: 'g' } },
      { parent: 2, line: 8, partNumber: 'W-1', quantity: { number: '1200', unit: 'mm' } },
    ]);
    const { items, problems: found } = bomItems(bom ?? { name: null, lines: [] });
    expect(found).toEqual([]);
    expect(items[0]?.parts.map(({ number, quantity, unit }) => [number, quantity, unit])).toEqual([
      ['L-1', '2', 'piece'],
      ['G-1', '0.25', 'kg'],
    ]);
  });

  test('of positions are levels where there is none, and numbers of others or sums are none of ours', () => {
    const solid = 'ITEM NO. | PART NUMBER | DESCRIPTION | Total QTY | QTY.\n1 | A | Top | 9 | 1\n1.1 | B | Lid | 9 | 3';
    expect(read(solid).bom?.lines).toMatchObject([
      { parent: null },
      { parent: 0, quantity: { number: '3', unit: null } },
    ]);
    const maker = 'Lvl | Manufacturer part number | Item | Qty (per assembly)\n0 | X | A | 1\n1 | Y | B | 2';
    expect(read(maker).bom?.lines).toMatchObject([
      { partNumber: 'A' },
      { partNumber: 'B', quantity: { number: '2', unit: null } },
    ]);
  });

  test('that are missing are named; a heading that somebody chose for a part before is one again', () => {
    const table = 'Level | Kennung | Qty\n0 | A | 1\n1 | B | 2';
    expect(told(table)).toEqual([{ code: 'heading_not_known', at: '' }]);
    expect(told('Part | Description | Qty\nA | Top | 1')).toMatchObject([
      { code: 'column_missing', column: 'Level · 层级' },
    ]);
    const remembered = (heading: string) => (heading === 'Kennung' ? ('number' as const) : undefined);
    expect(readLevelSheet(rowsOf(table), remembered).bom?.lines).toMatchObject([
      { partNumber: 'A' },
      { parent: 0, partNumber: 'B' },
    ]);
  });

  test.each([
    ['1 | B | much |', { code: 'not_a_number', at: 'C3', value: 'much' }],
    ['1 | B | -2 |', { code: 'negative_amount', at: 'C3', value: '-2' }],
    ['1 |  | 2 |', { code: 'part_number_missing', at: 'B3' }],
    ['1 | B | 2 | 5 stone', { code: 'unknown_unit', at: 'D3', unit: 'stone' }],
  ])('with %s are refused', (row, problem) => {
    expect(told(`Level | Part | Qty | Weight (g)\n0 | A | 1 |\n${row}`)).toEqual([problem]);
  });

  test('a mass without any unit is not known, and that is told once', () => {
    const { bom, problems } = read('Level | Part | Qty | Weight\n0 | A | 1 | 5\n1 | B | 1 | 3');
    expect([bom?.lines.map(({ massMg }) => massMg), problems.map(({ code, at }) => [code, at])]).toEqual([
      [null, null],
      [['unit_missing', 'D1']],
    ]);
  });

  test('a row marked as a substitute is left out with what is below it, and a mark that says neither yes nor no is refused', () => {
    const table = (mark: string) =>
      `Level | Part | Qty | Substitute\n0 | A | 1 | no\n1 | B | 2 |\n1 | B2 | 2 | ${mark}\n2 | C | 1 |\n1 | D | 1 | -`;
    expect(edges(table('Y'))).toEqual(['>A', 'A>B', 'A>D']);
    expect(told(table('Y'))).toEqual([
      { code: 'substitute_left_out', at: 'A4', part: 'B2' },
      { code: 'substitute_left_out', at: 'A5', part: 'C' },
    ]);
    expect(told(table('G-1'))).toEqual([{ code: 'substitute_not_read', at: 'D4', value: 'G-1' }]);
    expect(edges('Level | Part | Qty | 替代料\n0 | A | 1 |\n1 | B | 2 |\n | B2 | | 是\n1 | D | 1 |')).toEqual([
      ...['>A', 'A>B', 'A>D'],
    ]);
  });
});

test('the same part twice in one is two lines, which add up', () => {
  const { bom } = read('Level | Part | Qty\n0 | A | 1\n1 | B | 2\n1 | B | 3');
  const { items, problems } = bomItems(bom ?? { name: null, lines: [] });
  expect([problems, items[0]?.parts.map(({ number, quantity }) => [number, quantity])]).toEqual([
    [],
    [
      ['B', '2'],
      ['B', '3'],
    ],
  ]);
});

test('whatever tree is written out by levels reads back with each part in the same place', () => {
  const styles = ['plain', 'dots', 'marks', 'position'] as const;
  const anyNumbers = fc.array(fc.nat(), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(anyNumbers, fc.constantFrom(...styles), fc.integer({ min: 0, max: 5 }), (numbers, style, lowest) => {
      // Each part stands in one of those before it, or in nothing.
      const parentOf = numbers.map((number, part) => (number % (part + 1)) - 1);
      // Of positions without any below another nobody can tell that they are not levels.
      fc.pre(style !== 'position' || parentOf.some((parent) => parent >= 0));
      const rows: string[] = [];
      const write = (parent: number, depth: number, above: string) => {
        const parts = [...parentOf.keys()].filter((part) => parentOf[part] === parent);
        for (const [nth, part] of parts.entries()) {
          const level = depth + lowest;
          const position = `${above}${nth + 1}`;
          const dots = `${'.'.repeat(level)}${level}`;
          const written = { plain: String(level), dots, marks: '·'.repeat(level + 1), position }[style];
          rows.push(`P-${part} | ${written} | 1`);
          write(part, depth + 1, `${position}.`);
        }
      };
      write(-1, 0, '');
      const { bom, problems } = read(['Part number | Level | Quantity', ...rows].join('\n'));
      expect(problems).toEqual([]);
      const found = (bom?.lines ?? []).map(({ parent, partNumber }): [string, string | undefined] => [
        partNumber,
        parent === null ? 'P--1' : bom?.lines[parent]?.partNumber,
      ]);
      expect(new Map(found)).toEqual(new Map(parentOf.map((parent, part) => [`P-${part}`, `P-${parent}`])));
    }),
    { numRuns: 200 },
  );
});
