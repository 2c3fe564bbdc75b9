// What differs between two states of a rule pack: rows that were added, dropped, or say something else in a column.
import type { PackRow } from '#standards/pack.ts';
import type { ColumnChange } from '../model/pack-answer.ts';

export interface PackDifference {
  added: PackRow[];
  dropped: PackRow[];
  /** by the row as it is after */
  changed: { row: PackRow; columns: ColumnChange[] }[];
  /** rows that say the same and only name another source */
  citedOtherwise: number;
  same: number;
}

/** By which a row is told, and no part of what it says. */
const NAMES = new Set(['id', 'type']);
/** Where a row is from, and not what it restricts. */
const CITES = new Set(['source', 'verified', 'rowsOfSource']);

/** The same text for the same value: fields in any order, members of a list too. */
function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).sort().join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([name, of]) => `${JSON.stringify(name)}:${stable(of)}`).join()}}`;
}

function columnsChanged(before: PackRow, after: PackRow): ColumnChange[] {
  const columns = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !NAMES.has(name));
  return columns.flatMap((column) => {
    const [from, to] = [before[column] ?? null, after[column] ?? null];
    return stable(from) === stable(to) ? [] : [{ column, from, to }];
  });
}

/** What of `after` is not in `before`, and the other way round; rows are the same by their id, which is never renamed. */
export function comparePacks(before: readonly PackRow[], after: readonly PackRow[]): PackDifference {
  const was = new Map(before.map((row) => [row.id, row]));
  const is = new Set(after.map(({ id }) => id));
  const found: PackDifference = {
    added: after.filter(({ id }) => !was.has(id)),
    dropped: before.filter(({ id }) => !is.has(id)),
    ...{ changed: [], citedOtherwise: 0, same: 0 },
  };
  for (const row of after) {
    const earlier = was.get(row.id);
    if (!earlier) continue;
    const columns = columnsChanged(earlier, row);
    const said = columns.filter(({ column }) => !CITES.has(column));
    if (said.length > 0) found.changed.push({ row, columns: said });
    else if (columns.length > 0) found.citedOtherwise += 1;
    else found.same += 1;
  }
  return found;
}
