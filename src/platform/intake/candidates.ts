// Rows become candidates for records: grouped where a kind has lines, checked as the browser checks, their keys taken.

import { checkRecord } from '../records/declare/check-values.ts';
import type { CheckContext, RecordKind, Values } from '../records/declare/kind.ts';
import { referencesIn } from '../records/declare/references.ts';
import { contentHash } from '../records/server/content.ts';
import { zoneOf } from '../records/server/record.ts';
import type { NameBook } from '../records/server/refs.ts';
import type { Met } from './difference.ts';
import type { RawRow } from './read/raw-row.ts';
import { type CellTrouble, columnOfField, type ReadRow, sameKeyOf } from './read-row.ts';
import type { RowMark } from './sheet-mark.ts';

/** Rows grouped into records: one row each, or consecutive rows of one key for a kind with lines. */
export interface Candidate {
  rows: { raw: RawRow; read: ReadRow }[];
  values: Record<string, unknown>;
  lines: Record<string, unknown>[];
  /** of a sheet that comes back: the record that these rows showed when it went out */
  mark?: RowMark;
}

/** What a check needs besides the candidate. */
export interface CheckWorld {
  kind: RecordKind;
  book: NameBook;
  mapping: ReadonlyMap<number, string>;
  limits: CheckContext['limits'];
  consulted: CheckContext['consulted'];
  todayIn: (timeZone: string) => string;
}

/** Groups rows into records, by their marks where they have any. A kind without lines makes one of each row. */
export function candidatesOf(
  kind: RecordKind,
  rows: readonly { raw: RawRow; read: ReadRow }[],
  open: Candidate | undefined,
  markOf: (raw: RawRow) => RowMark | undefined = () => undefined,
): { closed: Candidate[]; open: Candidate | undefined } {
  const closed: Candidate[] = [];
  let current = open;
  for (const row of rows) {
    const mark = markOf(row.raw);
    const marked = mark ? { mark } : {};
    if (!row.read.line) {
      const lines = row.read.across?.map(({ line }) => line) ?? [];
      closed.push({ rows: [row], values: row.read.values, lines, ...marked });
      continue;
    }
    const key = (values: Record<string, unknown>) =>
      kind.sameWhen.map((path) => String(values[path] ?? '')).join('\u0001');
    const line = Object.keys(row.read.line).length > 0 ? [row.read.line] : [];
    const follows =
      current &&
      (mark
        ? current.mark?.id === mark.id
        : key(current.values) === key(row.read.values) ||
          kind.sameWhen.every((path) => row.read.values[path] === undefined));
    if (current && follows) {
      current.rows.push(row);
      current.lines.push(...line);
    } else {
      if (current) closed.push(current);
      current = { rows: [row], values: row.read.values, lines: line, ...marked };
    }
  }
  return { closed, open: current };
}

/** A checked candidate. */
export interface Checked {
  candidate: Candidate;
  values: Values;
  lines: Values[];
  problems: CellTrouble[];
  /** key of sameness, joined */
  key: string;
  /** of its content, 64 hexadecimal digits; of a candidate with an error nobody asks it */
  hash: string;
  /** set once it is known what becomes of it; a candidate with an error has none */
  outcome?: 'new' | 'changed' | 'same';
  /** of a row that came back: the record as it is now, and what is different in which cell */
  met?: Met;
}

/** Checks a candidate; every problem stands at its cell. */
export function checkCandidate(pass: CheckWorld, candidate: Candidate): Checked {
  const cellProblems = candidate.rows.flatMap((row) => row.read.problems);
  const { values, lines } = candidate;
  const references = referencesIn(pass.kind, { values: values as Values, lines: lines as Values[] }, pass.book.byId);
  const checked = checkRecord(pass.kind, candidate.values, candidate.lines, {
    ...references,
    today: pass.todayIn(zoneOf(pass.kind, references.refs)),
    limits: pass.limits,
    consulted: pass.consulted,
  });
  // A cell that could not be read is missing to the record's checks, by whatever name: say it once, as the cell says it.
  const said = new Set(cellProblems.map((problem) => problem.field));
  const placed = checked.problems
    .filter(
      (problem) =>
        problem.field === null || !said.has(problem.line ? `${pass.kind.lines?.name}/${problem.field}` : problem.field),
    )
    .map((problem) => ({
      ...problem,
      column:
        (problem.line && candidate.rows[0]?.read.across?.[problem.line - 1]?.column) ??
        columnOfField(pass.mapping, problem.line ? `${pass.kind.lines?.name}/${problem.field}` : problem.field),
    }));
  const problems = [...cellProblems, ...placed];
  return {
    candidate,
    values: checked.values,
    lines: checked.lines,
    problems,
    hash: problems.some((problem) => problem.level === 'error')
      ? ''
      : contentHash(pass.kind, checked.values, checked.lines),
    key: sameKeyOf(pass.kind, checked.values).join('\u0001'),
  };
}

/** The key by which two records look like one load told twice; null when a part of it is missing. */
export const nearKeyOf = (kind: RecordKind, values: Values): string | null => {
  if (!kind.nearWhen) return null;
  const parts = kind.nearWhen.map((path) => {
    const value = values[path];
    return value && typeof value === 'object' && 'value' in value ? value.value : String(value ?? '');
  });
  return parts.includes('') ? null : parts.join('\u0001');
};

/** A short number of a text, for a set that must hold a million of them. Two alike make a false warning, never an error. */
export function numberOf(text: string): number {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b + code, 0x85ebca6b) ^ (b >>> 13);
  }
  return (a >>> 0) * 0x200000 + ((b >>> 0) & 0x1fffff);
}
