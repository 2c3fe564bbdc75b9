// Rows of a sheet that comes back, cell by cell: what went out, what the sheet says, and what stands here now.
import type { Dictionary, Language } from '../i18n/words.ts';
import type { FieldValue, LocalText, RecordKind, Values } from '../records/declare/kind.ts';
import { nameOf } from '../records/server/names.ts';
import type { Mask, RecordRead } from '../records/server/read.ts';
import type { Candidate } from './candidates.ts';
import { foldedText } from './cells/plain-text.ts';
import type { CellDifference, Decided, Keep, Met } from './difference.ts';
import type { CellTrouble } from './read-row.ts';
import { hiddenCell, isSame, partOf, shownCell, textOf } from './sheet-cells.ts';
import { readOnlyColumns, type SheetColumn } from './sheet-columns.ts';

/** How the rows of one sheet are compared. */
export interface Comparison {
  kind: RecordKind;
  words: Dictionary;
  language: Language;
  columns: readonly SheetColumn[];
  mapping: ReadonlyMap<number, string>;
  readOnly: ReadonlyMap<number, string>;
  codeOf: (id: string) => string;
  decided: Decided;
  /** whose value every cell in dispute is to have that nobody decided one by one */
  keepAll: Keep | undefined;
  /** what of these records the sender may not see, and so not say */
  mask: Mask | undefined;
}

interface PlannedColumn {
  index: number;
  column: SheetColumn;
}

const planOf = (comparison: Comparison): PlannedColumn[] => {
  const byKey = new Map(comparison.columns.map((column) => [column.key, column]));
  return [...comparison.mapping].flatMap(([index, key]) => {
    const column = byKey.get(key);
    return column ? [{ index, column }] : [];
  });
};

/** A cell as three values, and what is to stand in the record. */
interface Weighed {
  value: FieldValue;
  difference: CellDifference | undefined;
}

/** Makes the comparer of one sheet. */
export function rowComparer(comparison: Comparison) {
  const { kind, words, language, codeOf, decided } = comparison;
  const plan = planOf(comparison);
  const headPlan = plan.filter(({ column }) => !column.line);
  const linePlan = plan.filter(({ column }) => column.line);
  const shownColumns = new Map(readOnlyColumns(words, kind).map((column) => [column.key, column]));
  const text = (column: SheetColumn, value: FieldValue) =>
    textOf(
      words,
      column,
      column.of.type === 'local' ? { en: value as string, zh: value as string } : value,
      codeOf,
      language,
    );
  const isAsShown = (raw: string, column: SheetColumn, value: FieldValue) =>
    (column.of.masked === true && raw.trim() === hiddenCell) || foldedText(raw) === foldedText(text(column, value));

  const keepOf = (row: number, column: number, now: number): Keep | undefined => {
    const found = decided[row];
    return (found?.now === now ? found.cells[column] : undefined) ?? comparison.keepAll;
  };

  /** Three ways: what only one side changed is taken, what both changed alike too; of the rest somebody decides. */
  const weigh = (
    { index, column }: PlannedColumn,
    row: { row: number; raw: string; sheet: FieldValue },
    out: FieldValue | undefined,
    now: FieldValue,
    revision: number,
  ): Weighed => {
    const base = out === undefined ? now : out;
    let { sheet } = row;
    // What shows as it went out was not touched, whatever it is called by now.
    if (!isSame(column.of, sheet, base) && isAsShown(row.raw, column, base)) sheet = base;
    const bySheet = !isSame(column.of, sheet, base);
    const here = out !== undefined && !isSame(column.of, now, base);
    if (!bySheet && !here) return { value: now, difference: undefined };
    if (bySheet && isSame(column.of, sheet, now)) return { value: now, difference: undefined };
    const is = out === undefined ? 'both' : bySheet && here ? 'both' : bySheet ? 'sheet' : 'here';
    const keep = is === 'both' ? keepOf(row.row, index, revision) : undefined;
    return {
      value: is === 'sheet' || keep === 'sheet' ? sheet : now,
      difference: {
        ...{ column: index, is, base: out === undefined ? null : text(column, base), sheet: row.raw },
        ...{ now: text(column, now), ...(keep ? { keep } : {}) },
      },
    };
  };

  const put = (values: Record<string, unknown>, column: SheetColumn, value: FieldValue) => {
    if (column.of.type !== 'local') values[column.path] = value;
    else
      values[column.path] = {
        ...((values[column.path] as LocalText | null) ?? { en: null, zh: null }),
        [column.part]: value,
      };
  };

  const isHidden = (column: SheetColumn, now: RecordRead): boolean => {
    const { mask } = comparison;
    return mask?.paths.includes(column.path) === true && !column.line && !mask.sees(now.values);
  };

  /** What the sender may not see he cannot say: it stays, and whatever he typed there is told. */
  const leaveHidden = (candidate: Candidate, planned: PlannedColumn) => {
    for (const { raw, read } of candidate.rows) {
      read.problems = read.problems.filter(({ column }) => column !== planned.index);
      const cell = (raw.cells[planned.index] ?? '').trim();
      if (cell !== '' && cell !== hiddenCell) read.problems.push(trouble(planned, 'hidden_not_taken', 'warning'));
    }
  };

  /** Takes a cell's problem away where the cell shows what went out or stands here: it was not typed there. */
  const forgive = (candidate: Candidate, base: Values, now: Values) => {
    for (const { raw, read } of candidate.rows)
      for (const { index, column } of headPlan) {
        if (!read.problems.some((problem) => problem.column === index)) continue;
        const cell = raw.cells[index] ?? '';
        for (const values of [base, now]) {
          const value = partOf(column, values[column.path]);
          if (!isAsShown(cell, column, value)) continue;
          read.problems = read.problems.filter((problem) => problem.column !== index);
          put(read.values, column, value);
          break;
        }
      }
  };

  /** The cell of a head column: of a record with lines it stands in every row, and whoever changes it changes one of them. */
  const headCell = (candidate: Candidate, planned: PlannedColumn, out: FieldValue) => {
    const cells = candidate.rows.map(({ raw, read }) => ({
      row: raw.row,
      raw: raw.cells[planned.index] ?? '',
      sheet: partOf(planned.column, read.values[planned.column.path]),
    }));
    const changed = cells.filter(
      ({ raw, sheet }) => !isSame(planned.column.of, sheet, out) && !isAsShown(raw, planned.column, out),
    );
    const first = changed[0];
    const other = first && changed.find(({ sheet }) => !isSame(planned.column.of, sheet, first.sheet));
    if (other) {
      const place = candidate.rows.find(({ raw }) => raw.row === other.row);
      place?.read.problems.push(trouble(planned, 'head_differs', 'error'));
    }
    return first ?? (cells[0] as (typeof cells)[number]);
  };

  const trouble = (
    { index, column }: PlannedColumn,
    code: string,
    level: CellTrouble['level'],
    facts?: CellTrouble['facts'],
  ): CellTrouble => ({
    column: index,
    field: column.line ? `${kind.lines?.name}/${column.path}` : column.path,
    code,
    level,
    ...(facts ? { facts } : {}),
  });

  const compareLines = (
    candidate: Candidate,
    base: RecordRead | undefined,
    now: RecordRead,
    rows: CellDifference[][],
  ): readonly Record<string, unknown>[] => {
    if (linePlan.length === 0) return now.lines;
    const out = base?.lines ?? now.lines;
    const sheetLines = candidate.rows.flatMap((row, at) =>
      Object.keys(row.read.line ?? {}).length > 0 ? [{ ...row, at }] : [],
    );
    const cellsDiffer = (one: Values | undefined, other: Values | undefined) =>
      linePlan.some(
        ({ column }) => !isSame(column.of, partOf(column, one?.[column.path]), partOf(column, other?.[column.path])),
      );
    const differ = (many: readonly Values[], others: readonly Values[]) =>
      many.length !== others.length || many.some((one, index) => cellsDiffer(one, others[index]));
    const asValues = sheetLines.map(({ read }) => read.line as Values);
    const bySheet = differ(asValues, out);
    const here = base !== undefined && differ(now.lines, out);
    if (!bySheet && !here) return now.lines;
    if (bySheet && !differ(asValues, now.lines)) return now.lines;
    const is = base === undefined || (bySheet && here) ? 'both' : bySheet ? 'sheet' : 'here';
    const places: { row: number; at: number; difference: CellDifference }[] = [];
    sheetLines.forEach(({ raw, read, at }, index) => {
      for (const { index: place, column } of linePlan) {
        const of = (line: Values | undefined) => partOf(column, line?.[column.path]);
        const [sheet, before, after] = [of(read.line as Values), of(out[index]), of(now.lines[index])];
        if (isSame(column.of, sheet, before) && isSame(column.of, after, before)) continue;
        places.push({
          ...{ row: raw.row, at },
          difference: {
            ...{ column: place, is, base: base === undefined ? null : text(column, before) },
            ...{ sheet: raw.cells[place] ?? '', now: text(column, after) },
          },
        });
      }
    });
    // The lines of a record are one thing: whoever decides one cell of them decides all.
    const keep =
      is === 'both'
        ? places.map(({ row, difference }) => keepOf(row, difference.column, now.revision)).find((one) => one)
        : undefined;
    const first = linePlan[0];
    const row = candidate.rows[0];
    if (places.length === 0 && first && row)
      places.push({
        ...{ row: row.raw.row, at: 0 },
        difference: {
          ...{ column: first.index, is, base: base === undefined ? null : String(out.length) },
          ...{ sheet: String(sheetLines.length), now: String(now.lines.length) },
        },
      });
    for (const { at, difference } of places) rows[at]?.push(keep ? { ...difference, keep } : difference);
    if (is === 'here' || keep === 'here' || (is === 'both' && !keep)) return now.lines;
    // What was not touched keeps what was once typed for it.
    return sheetLines.map(({ read }, index) => {
      const made: Record<string, unknown> = { ...out[index] };
      for (const { column } of linePlan) {
        const value = partOf(column, (read.line as Values)[column.path]);
        if (!isSame(column.of, value, partOf(column, out[index]?.[column.path]))) put(made, column, value);
      }
      return made;
    });
  };

  /** Whether nothing is left in a row but its mark: whoever empties a row takes it out of the sheet. */
  const isEmptied = (candidate: Candidate): boolean =>
    candidate.rows.every(({ raw }) => plan.every(({ index }) => (raw.cells[index] ?? '').trim() === ''));

  /** Cells of columns that are only read: what was typed there is not taken, and told. */
  const tellReadOnly = (candidate: Candidate, seen: readonly RecordRead[]) => {
    for (const { raw, read } of candidate.rows)
      for (const [index, key] of comparison.readOnly) {
        const column = shownColumns.get(key);
        const cell = (raw.cells[index] ?? '').trim();
        if (!column || cell === '') continue;
        const shows = seen.map((record) => {
          const made = shownCell(words, column, record, codeOf, language);
          return foldedText(made === null ? '' : typeof made === 'string' ? made : made.text);
        });
        if (!shows.includes(foldedText(cell)) && key !== 'state')
          read.problems.push({ column: index, field: null, code: 'read_only_cell', level: 'warning' });
      }
  };

  return {
    isEmptied,
    /** Whether a key cell was changed: the record is called otherwise now, or the row was copied from another. */
    changesKey: (candidate: Candidate, base: RecordRead): boolean =>
      headPlan.some(({ index, column }) => {
        if (!kind.sameWhen.includes(column.path)) return false;
        const out = partOf(column, base.values[column.path]);
        return candidate.rows.some(
          ({ raw, read }) =>
            !isSame(column.of, partOf(column, read.values[column.path]), out) &&
            !isAsShown(raw.cells[index] ?? '', column, out),
        );
      }),
    /** Compares a row with its record and gives the candidate the values that the record is to have. */
    meet: (candidate: Candidate, base: RecordRead | undefined, now: RecordRead): Met => {
      const rows: CellDifference[][] = candidate.rows.map(() => []);
      const out = base?.values;
      forgive(candidate, (out ?? now.values) as Values, now.values);
      const values: Record<string, unknown> = {};
      for (const path of kind.flat.keys()) values[path] = now.values[path] ?? null;
      for (const planned of headPlan) {
        const { column } = planned;
        if (isHidden(column, now)) {
          leaveHidden(candidate, planned);
          continue;
        }
        const before = out && partOf(column, out[column.path]);
        const here = partOf(column, now.values[column.path]);
        const cell = headCell(candidate, planned, before ?? here);
        const at = candidate.rows.findIndex(({ raw }) => raw.row === cell.row);
        const { value, difference } = weigh(planned, cell, before, here, now.revision);
        if (difference) rows[at]?.push(difference);
        if (!isSame(column.of, value, here)) put(values, column, value);
      }
      candidate.lines = compareLines(candidate, base, now, rows) as Record<string, unknown>[];
      candidate.values = values;
      const site = kind.site ?? 'site';
      // Where it goes it would show to him what is hidden from him where it is.
      if (comparison.mask && !comparison.mask.sees(now.values) && values[site] !== now.values[site])
        candidate.rows[0]?.read.problems.push({ column: null, field: site, code: 'not_yours', level: 'error' });
      if (base) tellReadOnly(candidate, [base, now]);
      const all = rows.flat();
      const { code: called } = nameOf(kind, now.values);
      return { now, base, rows, called, isOpen: all.some(({ is, keep }) => is === 'both' && !keep) };
    },
    /** The problems of what is in dispute, at its cells. */
    disputes: (met: Met): CellTrouble[] =>
      met.rows.flatMap((cells) =>
        cells.flatMap((cell) =>
          cell.is === 'both' && !cell.keep
            ? [
                {
                  column: cell.column,
                  field: comparison.mapping.get(cell.column) ?? null,
                  code: 'changed_on_both_sides',
                  level: 'error' as const,
                  facts: { now: cell.now },
                },
              ]
            : [],
        ),
      ),
  };
}

/** The comparer of one sheet. */
export type RowComparer = ReturnType<typeof rowComparer>;
