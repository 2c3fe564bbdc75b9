// What becomes of the rows of a file, told row by row and counted.
import type { Candidate, Checked } from './candidates.ts';
import type { RowDifference } from './difference.ts';
import type { CellTrouble } from './read-row.ts';

export type Outcome = 'new' | 'changed' | 'same' | 'bad' | 'skipped';

/** What became of one record of the file; a record with lines spans several rows. */
export interface RowOutcome {
  row: number;
  cells: readonly string[];
  outcome: Outcome;
  problems: readonly CellTrouble[];
  /** of a row of a sheet that comes back: which cells are not what they were */
  difference?: RowDifference;
}

/** How many of each. `rows` counts rows of the sheet that hold data, the others records. */
export interface Counts {
  rows: number;
  new: number;
  changed: number;
  same: number;
  bad: number;
  skipped: number;
  warnings: number;
  /** of the bad: in dispute with what was changed here meanwhile */
  disputed: number;
}

export const noCounts = (): Counts => ({
  ...{ rows: 0, new: 0, changed: 0, same: 0, bad: 0, skipped: 0, warnings: 0, disputed: 0 },
});

/** A marked row from which all else was taken. */
export const rowsOfEmptied = ({ rows }: Candidate): RowOutcome[] =>
  rows.map(({ raw }) => ({
    ...{ row: raw.row, cells: raw.cells, outcome: 'skipped' },
    problems: [{ column: null, field: null, code: 'skipped.emptied', level: 'warning' }],
  }));

function differenceOf(one: Checked, at: number): { difference?: RowDifference } {
  const cells = one.met?.rows[at];
  if (!one.met || !cells || cells.length === 0) return {};
  const { now, base, called } = one.met;
  return {
    difference: {
      ...{ id: now.id, called, base: base?.revision ?? null, now: now.revision },
      ...{ writtenSeq: now.writtenSeq, cells },
    },
  };
}

/** The outcome of a record at each of its rows; a problem is told at the row that it is about. */
export function rowsOfOutcome(one: Checked, outcome: Outcome): RowOutcome[] {
  const { rows } = one.candidate;
  if (rows.length === 1)
    return [
      {
        ...{ row: rows[0]?.raw.row ?? 0, cells: rows[0]?.raw.cells ?? [], outcome, problems: one.problems },
        ...differenceOf(one, 0),
      },
    ];
  return rows.map(({ raw, read }, index) => ({
    row: raw.row,
    cells: raw.cells,
    outcome,
    problems: one.problems.filter((problem) => {
      const owner = rows.find((row) => row.read.problems.includes(problem));
      return owner ? owner.read === read : (problem.line ?? 1) === index + 1;
    }),
    ...differenceOf(one, index),
  }));
}
