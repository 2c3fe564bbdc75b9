import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TableColumn } from '../model/document.ts';
import { columnShares, inlineText } from './column-widths.ts';
import { figureOf } from './one-block.test-fixture.ts';
import { widthInEms } from './printed-text.ts';

const left = (title: string): TableColumn => ({ title, align: 'left' });
const right = (title: string): TableColumn => ({ title, align: 'right' });

test('numbers keep their line, words take the rest', () => {
  const [words = 0, number = 0] = columnShares([left('Factory'), right('t')], [['Jiaxing 1', '1,204.5']], 50, 1);
  expect(number * 50).toBeGreaterThan(3.9);
  expect(number * 50).toBeLessThan(7);
  expect(words + number).toBeCloseTo(1);
});
test('a long remark gives way before a short name does', () => {
  const rows = [['Example Precision', 'a remark that goes on and on '.repeat(6)]];
  const [name = 0, remark = 0] = columnShares([left('Name'), left('Remark')], rows, 50, 1);
  expect(name * 50).toBeGreaterThan(9);
  expect(remark).toBeGreaterThan(name);
});
test('a mark and its word stay on one line beside words that need many', () => {
  const row = [
    'Huizhou No. 1 Factory',
    '97.7',
    '+8.2',
    '660.2',
    '● On track',
    'Incineration without energy recovery: Chemical',
  ];
  const rows = Array.from({ length: 20 }, () => row);
  const columns = [
    ...[left('Factory'), right('Rate (%)'), right('Against last year (points)'), right('Waste counted (t)')],
    ...[left('Against the step of 2024'), left('Largest loss')],
  ];
  const status = columnShares(columns, rows, 40, 1)[4] ?? 0;
  expect(status * 40 - 1).toBeGreaterThan(widthInEms('● On track'));
});
test('shares are positive and add to one, whatever the cells say', () => {
  const table = fc.record({
    columns: fc.array(fc.record({ title: fc.string(), align: fc.constantFrom('left' as const, 'right' as const) }), {
      minLength: 1,
      maxLength: 7,
    }),
    rows: fc.array(fc.array(fc.string({ maxLength: 60 }), { maxLength: 7 }), { maxLength: 8 }),
  });
  fc.assert(
    fc.property(table, ({ columns, rows }) => {
      const shares = columnShares(columns, rows, 53, 1.2);
      expect(shares).toHaveLength(columns.length);
      expect(shares.every((share) => share > 0)).toBe(true);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
    }),
    { numRuns: 50 },
  );
});
test('no columns have no shares', () => expect(columnShares([], [], 50, 1)).toEqual([]));
test('the mark of what is not yet approved takes room too', () =>
  expect(inlineText([{ text: 'a ' }, { figure: figureOf('A', '12 t', true) }])).toBe('a 12 t ◌'));
