import { expect, test } from 'vitest';
import type { CellProblem, ImportRow } from './import-answers.ts';
import { groupProblems } from './problem-groups.ts';

const unknownStream: CellProblem = {
  column: 2,
  field: 'stream',
  code: 'unknown_name_near',
  level: 'error',
  words: 'There is no “废溶济” here.',
};
const row = (number: number, cells: string[], problems: CellProblem[]): ImportRow => ({
  row: number,
  cells,
  outcome: 'bad',
  problems,
});

test('one misspelt stream in three rows is one thing to mend', () => {
  const rows = [4, 9, 12].map((number) => row(number, ['S01', '2024-05-03', '废溶济'], [unknownStream]));
  expect(groupProblems(rows)).toMatchObject([{ text: '废溶济', rows: [4, 9, 12] }]);
});

test('errors stand before warnings, and different texts apart', () => {
  const warning: CellProblem = {
    column: null,
    field: null,
    code: 'near_duplicate',
    level: 'warning',
    words: 'Is it the same load?',
  };
  const other: CellProblem = { ...unknownStream, words: 'There is no “废油” here.' };
  const found = groupProblems([
    row(3, ['', '', ''], [warning]),
    row(5, ['', '', '废油'], [other]),
    row(7, ['', '', '废溶济'], [unknownStream]),
  ]);
  expect(found.map((group) => [group.problem.code, group.rows])).toEqual([
    ['unknown_name_near', [5]],
    ['unknown_name_near', [7]],
    ['near_duplicate', [3]],
  ]);
});
