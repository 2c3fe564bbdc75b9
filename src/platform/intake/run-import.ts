// One pass through a file: rows are read, checked, compared with what is there, and, when asked, written unseen.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Actor, Database, Tx } from '../db/database.ts';
import { historySeq } from '../history/entry.ts';
import type { Dictionary } from '../i18n/words.ts';
import { checkRecord } from '../records/declare/check-values.ts';
import type { CheckContext, RecordKind, Values } from '../records/declare/kind.ts';
import { contentHash } from '../records/server/content.ts';
import { findSame } from '../records/server/read.ts';
import { overlapping, type SiteYear, siteYearOf, zoneOf } from '../records/server/record.ts';
import type { Kinds, NameBook } from '../records/server/refs.ts';
import { insertRevisions, type NewRevision, type State } from '../records/server/write.ts';
import type { RawRow } from './read/raw-row.ts';
import { type CellTrouble, columnOfField, type ReadRow, sameKeyOf } from './read-row.ts';

export type Outcome = 'new' | 'changed' | 'same' | 'bad' | 'skipped';

/** What became of one record of the file; a record with lines spans several rows. */
export interface RowOutcome {
  row: number;
  cells: readonly string[];
  outcome: Outcome;
  problems: readonly CellTrouble[];
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
}

export const noCounts = (): Counts => ({ rows: 0, new: 0, changed: 0, same: 0, bad: 0, skipped: 0, warnings: 0 });

/** Rows grouped into records: one row each, or consecutive rows of one key for a kind with lines. */
interface Candidate {
  rows: { raw: RawRow; read: ReadRow }[];
  values: Record<string, unknown>;
  lines: Record<string, unknown>[];
}

export interface ImportPass {
  db: Database;
  actor: Actor;
  kinds: Kinds;
  kind: RecordKind;
  words: Dictionary;
  book: NameBook;
  mapping: ReadonlyMap<number, string>;
  read: (raw: RawRow) => ReadRow;
  limits: CheckContext['limits'];
  /** today in a time zone: a load may not leave tomorrow where its site is */
  todayIn: (timeZone: string) => string;
  /** data rows of the file, mended, without headings and totals */
  batches: AsyncIterable<{ rows: RawRow[]; skipped: RowOutcome[] }>;
  /** told after every batch with the outcomes of its rows */
  onBatch(outcomes: readonly RowOutcome[], counts: Counts): Promise<void> | void;
  /** write the good rows under this import id as `state`; nobody sees them until the import is committed */
  write: { importId: string; state: State } | null;
}

/** What a pass came to. */
export interface PassResult {
  counts: Counts;
  /** digest over the new records that were written, in order of id; null when there were none */
  newDigest: Buffer | null;
  /** new revisions of known records: written only by the transaction that commits the import, since what they follow counts until then */
  changed: NewRevision[];
  /** site and first day of month of everything written, joined by a blank */
  touched: Set<string>;
  /** ids of what was written, for kinds that are part of the organisation */
  ids: string[];
}

/** So many corrections at once are one transaction; a file with more is to be split. */
export const MOST_CHANGED = 100_000;
/** More corrections in one file than one transaction should hold. */
export class TooManyChanges extends Error {}
const CHUNK = 1_000;

const refsFrom = (pass: ImportPass, values: Values): CheckContext['refs'] => {
  const refs: Record<string, { values: Values; lines: readonly Values[] } | undefined> = {};
  for (const [path, of] of pass.kind.flat) {
    if (of.type !== 'ref') continue;
    const id = values[path];
    const found = typeof id === 'string' ? pass.book.byId(of.to, id) : undefined;
    refs[path] = found && { values: found.values, lines: found.lines };
  }
  return refs;
};

/** Groups rows into records. A kind without lines makes one of each row. */
function candidatesOf(kind: RecordKind, rows: readonly { raw: RawRow; read: ReadRow }[], open: Candidate | undefined): { closed: Candidate[]; open: Candidate | undefined } {
  const closed: Candidate[] = [];
  let current = open;
  for (const row of rows) {
    if (!row.read.line) {
      closed.push({ rows: [row], values: row.read.values, lines: [] });
      continue;
    }
    const key = (values: Record<string, unknown>) => kind.sameWhen.map((path) => String(values[path] ?? '')).join('\u0001');
    const line = Object.keys(row.read.line).length > 0 ? [row.read.line] : [];
    const follows = current && (key(current.values) === key(row.read.values) || kind.sameWhen.every((path) => row.read.values[path] === undefined));
    if (current && follows) {
      current.rows.push(row);
      current.lines.push(...line);
    } else {
      if (current) closed.push(current);
      current = { rows: [row], values: row.read.values, lines: line };
    }
  }
  return { closed, open: current };
}

interface Checked {
  candidate: Candidate;
  values: Values;
  lines: Values[];
  problems: CellTrouble[];
  key: string;
}

function check(pass: ImportPass, candidate: Candidate, todayIn: ImportPass['todayIn']): Checked {
  const cellProblems = candidate.rows.flatMap((row) => row.read.problems);
  const refs = refsFrom(pass, candidate.values as Values);
  const checked = checkRecord(pass.kind, candidate.values, candidate.lines, { today: todayIn(zoneOf(pass.kind, refs)), limits: pass.limits, refs });
  // A cell that could not be read is missing to the record's check: say it once, at the cell.
  const said = new Set(cellProblems.map((problem) => problem.field));
  const placed = checked.problems
    .filter((problem) => !(problem.code === 'missing' && said.has(problem.line ? `${pass.kind.lines?.name}/${problem.field}` : problem.field)))
    .map((problem) => ({ ...problem, column: columnOfField(pass.mapping, problem.line ? `${pass.kind.lines?.name}/${problem.field}` : problem.field) }));
  return {
    candidate,
    values: checked.values,
    lines: checked.lines,
    problems: [...cellProblems, ...placed],
    key: sameKeyOf(pass.kind, checked.values).join('\u0001'),
  };
}

const nearKeyOf = (kind: RecordKind, values: Values): string | null => {
  if (!kind.nearWhen) return null;
  const parts = kind.nearWhen.map((path) => {
    const value = values[path];
    return value && typeof value === 'object' && 'value' in value ? value.value : String(value ?? '');
  });
  return parts.includes('') ? null : parts.join('\u0001');
};

/** A short number of a text, for a set that must hold a million of them. Two alike make a false warning, never an error. */
function numberOf(text: string): number {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b + code, 0x85ebca6b) ^ (b >>> 13);
  }
  return (a >>> 0) * 0x200000 + ((b >>> 0) & 0x1fffff);
}

/** Runs a pass. Written chunks are each one transaction; what the caller does with them is his to decide. */
export async function runPass(pass: ImportPass): Promise<PassResult> {
  const counts = noCounts();
  const newDigest = createHash('sha256');
  const changed: NewRevision[] = [];
  const changedKeys = new Set<string>();
  const near = new Set<number>();
  const touched = new Set<string>();
  const ids: string[] = [];
  const siteYears = new Map<SiteYear, { site: string; year: string } | null>();
  const todays = new Map<string, string>();
  const todayIn = (zone: string): string => {
    const known = todays.get(zone) ?? pass.todayIn(zone);
    todays.set(zone, known);
    return known;
  };
  let wroteNew = false;
  let open: Candidate | undefined;

  const settle = async (candidates: readonly Candidate[], skipped: readonly RowOutcome[]) => {
    for (let from = 0; from < Math.max(candidates.length, 1); from += CHUNK) {
      const outcomes = await settleChunk(candidates.slice(from, from + CHUNK));
      await pass.onBatch(from === 0 ? [...skipped, ...outcomes] : outcomes, counts);
    }
  };

  /** Site-years that the other kind of record has already are told at the row's site; each is asked for once. */
  const tellOverlaps = async (tx: Tx, rows: readonly Checked[]) => {
    if (!pass.kind.notTogetherWith) return;
    const unknown = new Set<SiteYear>();
    for (const one of rows) {
      const key = siteYearOf(pass.kind, one.values);
      if (key && !siteYears.has(key)) unknown.add(key);
    }
    const found = await overlapping(tx, pass.kind, [...unknown]);
    for (const key of unknown) siteYears.set(key, found.get(key) ?? null);
    for (const one of rows) {
      const clash = siteYears.get(siteYearOf(pass.kind, one.values) ?? '');
      const field = pass.kind.site ?? 'site';
      if (clash) one.problems.push({ field, column: columnOfField(pass.mapping, field), code: 'carried_in_overlaps', facts: clash, level: 'error' });
    }
  };

  const settleChunk = async (candidates: readonly Candidate[]): Promise<RowOutcome[]> => {
    if (candidates.length === 0) return [];
    const checked = candidates.map((candidate) => check(pass, candidate, todayIn));
    const seen = new Set<string>();
    for (const one of checked) {
      if (one.problems.some((problem) => problem.level === 'error')) continue;
      if (seen.has(one.key)) one.problems.push({ field: pass.kind.sameWhen.at(-1) ?? null, column: columnOfField(pass.mapping, pass.kind.sameWhen.at(-1) ?? null), code: 'repeated_in_file', level: 'error' });
      seen.add(one.key);
      const nearKey = nearKeyOf(pass.kind, one.values);
      if (nearKey === null) continue;
      const short = numberOf(nearKey);
      if (near.has(short)) one.problems.push({ field: pass.kind.nearWhen?.at(-1) ?? null, column: columnOfField(pass.mapping, pass.kind.nearWhen?.at(-1) ?? null), code: 'near_duplicate', level: 'warning' });
      near.add(short);
    }
    let good = checked.filter((one) => !one.problems.some((problem) => problem.level === 'error'));
    const outcomes = new Map<Checked, Outcome>();
    const compareAndWrite = async (tx: Tx) => {
      await tellOverlaps(tx, good);
      good = good.filter((one) => !one.problems.some((problem) => problem.level === 'error'));
      const same = await findSame(tx, pass.kind, good.map((one) => sameKeyOf(pass.kind, one.values)));
      const revisions: NewRevision[] = [];
      for (const one of good) {
        const hash = contentHash(pass.kind, one.values, one.lines);
        const before = same.get(one.key);
        if ((before?.importId && before.importId === pass.write?.importId) || changedKeys.has(one.key)) {
          one.problems.push({ field: pass.kind.sameWhen.at(-1) ?? null, column: columnOfField(pass.mapping, pass.kind.sameWhen.at(-1) ?? null), code: 'repeated_in_file', level: 'error' });
          continue;
        }
        if (before && before.hash === hash) {
          outcomes.set(one, 'same');
          continue;
        }
        outcomes.set(one, before ? 'changed' : 'new');
        const revision = { id: before?.id ?? uuidv7(), revision: (before?.revision ?? 0) + 1, values: one.values, lines: one.lines, hash, voided: false, restatement: false };
        if (before) {
          changedKeys.add(one.key);
          if (pass.write) changed.push(revision);
        } else revisions.push(revision);
      }
      if (changed.length > MOST_CHANGED) throw new TooManyChanges();
      if (!pass.write || revisions.length === 0) return;
      const seq = await historySeq(tx);
      await insertRevisions(tx, pass.kind, revisions, { seq, state: pass.write.state, importId: pass.write.importId });
      for (const one of revisions) {
        wroteNew = true;
        if (pass.kind.node || pass.kind.edge) ids.push(one.id);
        const effective = pass.kind.effective && (one.values[pass.kind.effective] as string | null);
        if (pass.kind.owner === 'site' && effective) touched.add(`${one.values[pass.kind.site ?? 'site']} ${effective.slice(0, 7)}-01`);
        newDigest.update(`${one.id} ${one.revision} ${one.hash}\n`);
      }
    };
    await pass.db.as(pass.actor, async (tx) => {
      if (pass.write) await sql`select set_config('app.import', ${pass.write.importId}, true)`.execute(tx);
      await compareAndWrite(tx);
    });
    return checked.flatMap((one) => {
      const outcome = outcomes.get(one) ?? 'bad';
      counts.rows += one.candidate.rows.length;
      counts[outcome] += 1;
      counts.warnings += one.problems.filter((problem) => problem.level === 'warning').length;
      return one.candidate.rows.map((row, index) => ({
        row: row.raw.row,
        cells: row.raw.cells,
        outcome,
        problems: one.problems.filter((problem) => (problem.line ?? 1) === index + 1 || row.read.problems.includes(problem)).filter((problem) => !one.candidate.rows.some((other) => other !== row && other.read.problems.includes(problem))),
      }));
    });
  };

  for await (const { rows, skipped } of pass.batches) {
    counts.skipped += skipped.length;
    const grouped = candidatesOf(pass.kind, rows.map((raw) => ({ raw, read: pass.read(raw) })), open);
    open = grouped.open;
    await settle(grouped.closed, skipped);
  }
  if (open) await settle([open], []);

  return { counts, newDigest: wroteNew ? newDigest.digest() : null, changed, touched, ids };
}
