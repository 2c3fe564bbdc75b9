// The problems of a sheet as a short list: the same mistake in thirty rows is one thing to mend.
import type { CellProblem, ImportRow } from './import-answers.ts';

/** One mistake and the cells that it stands in. */
export interface ProblemGroup {
  key: string;
  problem: CellProblem;
  /** the cell's text, where the problem lies in one */
  text: string | null;
  rows: readonly number[];
}

/**
 * Groups problems by column, code and text; errors first, then in the order of their first row. What is missing because
 * no column was matched to its field is said once for the sheet, not here.
 */
export function groupProblems(rows: readonly ImportRow[], unmatched: readonly string[] = []): ProblemGroup[] {
  const groups = new Map<string, ProblemGroup & { rows: number[] }>();
  for (const row of rows) {
    for (const problem of row.problems) {
      if (problem.column === null && problem.field !== null && unmatched.includes(problem.field)) continue;
      const text = problem.column === null ? null : (row.cells[problem.column] ?? '');
      // What the whole row says of itself (a date in the future, two weights that differ) is told row by row.
      const key = [problem.level, problem.column, problem.field, problem.code, text, problem.words].join('\u0001');
      const known = groups.get(key);
      if (known) known.rows.push(row.row);
      else groups.set(key, { key, problem, text, rows: [row.row] });
    }
  }
  return [...groups.values()].sort(
    (one, other) => one.problem.level.localeCompare(other.problem.level) || (one.rows[0] ?? 0) - (other.rows[0] ?? 0),
  );
}
