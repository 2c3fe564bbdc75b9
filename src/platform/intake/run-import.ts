// One pass through a file: rows are read, checked, compared with what is there, and, when asked, written unseen.
import { createHash } from 'node:crypto';
import { setImmediate as lookUp } from 'node:timers/promises';
import type { Actor, Database, Tx } from '../db/database.ts';
import { historySeq } from '../history/entry.ts';
import type { Dictionary } from '../i18n/words.ts';
import type { CheckContext, RecordKind, Values } from '../records/declare/kind.ts';
import { contentHash } from '../records/server/content.ts';
import { keepHidden } from '../records/server/masked.ts';
import { newIds } from '../records/server/new-ids.ts';
import { findLatest, findSame, type Mask, type RecordRead } from '../records/server/read.ts';
import type { Kinds, NameBook } from '../records/server/refs.ts';
import { insertRevisions, type NewRevision, type State } from '../records/server/write.ts';
import {
  type Candidate,
  type Checked,
  type CheckWorld,
  candidatesOf,
  checkCandidate,
  nearKeyOf,
  numberOf,
} from './candidates.ts';
import { NumberSet } from './number-set.ts';
import { type Counts, noCounts, type RowOutcome, rowsOfEmptied, rowsOfOutcome } from './outcomes.ts';
import type { RawRow } from './read/raw-row.ts';
import { type CellTrouble, columnOfField, type ReadRow, sameKeyOf } from './read-row.ts';
import { checkedAgainst, ReturnedRows } from './returned-pass.ts';
import type { RowComparer } from './returned-rows.ts';
import { rowGuards } from './row-guards.ts';
import { holdLease } from './sweep.ts';
import { TextSet } from './text-set.ts';
import { refuseTooMany } from './too-many-changes.ts';

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
  consulted: CheckContext['consulted'];
  /** what of these records the importer may not see, and so not say */
  mask?: Mask | undefined;
  /** today in a time zone: a load may not leave tomorrow where its site is */
  todayIn: (timeZone: string) => string;
  /** data rows of the file, mended, without headings and totals */
  batches: AsyncIterable<{ rows: RawRow[]; skipped: RowOutcome[] }>;
  /** told after every batch with the outcomes of its rows */
  onBatch(outcomes: readonly RowOutcome[], counts: Counts): Promise<void> | void;
  /** what is known already is not corrected by this file */
  isOnlyNew?: boolean;
  /** set for a sheet that comes back: how its rows are compared with their records, and where their marks stand */
  returning: { comparer: RowComparer; markColumn: number } | undefined;
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
  /** whether the sheet has a row of a record */
  has: (id: string) => boolean;
}

const CHUNK = 2_000;
/** Rows that are worked through before the program looks up: answers of the database and other people's requests wait no longer. */
const ROWS_AT_A_STRETCH = 64;
/** Keys of one file that are held to find a repeated document at once; beyond, the index of sameness finds it. */
const KEYS_REMEMBERED = 1_000_000;

/** Runs a pass. Written chunks are each one transaction; what the caller does with them is his to decide. */
export async function runPass(pass: ImportPass): Promise<PassResult> {
  const { kind, write } = pass;
  const counts = noCounts();
  const newDigest = createHash('sha256');
  const result: PassResult = { counts, newDigest: null, changed: [], touched: new Set(), ids: [], has: () => false };
  const changedKeys = new Set<string>();
  const keysOfFile = new TextSet(KEYS_REMEMBERED);
  const near = new NumberSet();
  const todays = new Map<string, string>();
  const world: CheckWorld = {
    ...pass,
    todayIn: (zone) => {
      const known = todays.get(zone) ?? pass.todayIn(zone);
      todays.set(zone, known);
      return known;
    },
  };
  let wroteNew = false;
  const returned =
    pass.returning && new ReturnedRows(pass.db, pass.actor, world, pass.returning.comparer, pass.returning.markColumn);
  if (returned) result.has = returned.has;

  const keyField = kind.sameWhen.at(-1) ?? null;
  const nearField = kind.nearWhen?.at(-1) ?? null;
  const troubleAt = (
    field: string | null,
    code: string,
    level: 'error' | 'warning',
    facts?: CellTrouble['facts'],
  ): CellTrouble => ({
    field,
    column: columnOfField(pass.mapping, field),
    code,
    level,
    ...(facts ? { facts } : {}),
  });
  const { tellOverlaps, tellClosed, tellForeign } = rowGuards(pass, troubleAt);
  const isGood = (one: Checked) => !one.problems.some((problem) => problem.level === 'error');

  /** A sheet that came out of an export says nothing of what was hidden in it; what else stands there is not taken. */
  const leaveHidden = (one: Checked, { paths }: Mask) => {
    const said = paths.filter((path) => one.values[path] != null);
    one.problems = [
      ...one.problems.filter(({ field }) => field === null || !paths.includes(field)),
      ...said.map((path) => troubleAt(path, 'hidden_not_taken', 'warning')),
    ];
    become(one, undefined);
  };
  /** Takes what is hidden from the importer from the record before, so that sameness says nothing of it either. */
  const become = (one: Checked, before: RecordRead | undefined) => {
    one.values = keepHidden(kind, one.values, before, pass.mask) as Values;
    one.hash = contentHash(kind, one.values, one.lines);
  };

  /** What can be told before anything is written: it runs while the chunk before is being written. */
  const prepare = async (candidates: readonly Candidate[], isLast: boolean) => {
    const sorted = await returned?.sortOut(candidates, isLast);
    const checked: Checked[] = [];
    const take = (one: Checked) => {
      checked.push(one);
      if (pass.mask && !one.met && !pass.mask.sees(one.values)) leaveHidden(one, pass.mask);
      if (!isGood(one)) return;
      if (!keysOfFile.add(one.key)) one.problems.push(troubleAt(keyField, 'repeated_in_file', 'error'));
      const nearKey = nearKeyOf(kind, one.values);
      if (nearKey === null || one.outcome === 'same') return;
      if (!near.add(numberOf(nearKey))) one.problems.push(troubleAt(nearField, 'near_duplicate', 'warning'));
    };
    for (const one of sorted?.met ?? []) take(one);
    for (const candidate of sorted?.plain ?? candidates) {
      if (checked.length % ROWS_AT_A_STRETCH === 0) await lookUp();
      take(checkCandidate(world, candidate));
    }
    const emptied = (sorted?.emptied ?? []).flatMap((candidate) => rowsOfEmptied(candidate));
    counts.skipped += emptied.length;
    return { checked, emptied };
  };

  const revisionOf = (one: Checked, id: string, before = 0): NewRevision => ({
    id,
    revision: before + 1,
    values: one.values,
    lines: one.lines,
    hash: one.hash,
    voided: false,
    restatement: false,
  });

  /** Writes what nobody has yet; what the index of sameness already knows is left, to be compared. */
  const writeNew = async (tx: Tx, rows: readonly Checked[]): Promise<Checked[]> => {
    if (!write || rows.length === 0) return [...rows];
    const ids = newIds(rows.length);
    const revisions = rows.map((one, index) => revisionOf(one, ids[index] as string));
    const seq = await historySeq(tx);
    const written = await insertRevisions(tx, kind, revisions, {
      seq,
      state: write.state,
      importId: write.importId,
      skipSame: true,
    });
    const left: Checked[] = [];
    revisions.forEach((revision, index) => {
      const one = rows[index] as Checked;
      if (!written.has(revision.id)) {
        left.push(one);
        return;
      }
      wroteNew = true;
      counts.new += 1;
      one.outcome = 'new';
      newDigest.update(`${revision.id} ${revision.revision} ${revision.hash}\n`);
      if (kind.node || kind.edge) result.ids.push(revision.id);
      const effective = kind.effective && (one.values[kind.effective] as string | null);
      if (kind.owner === 'site' && effective)
        result.touched.add(`${one.values[kind.site ?? 'site']} ${effective.slice(0, 7)}-01`);
    });
    return left;
  };

  const change = (one: Checked, before: { id: string; revision: number }) => {
    changedKeys.add(one.key);
    if (write) result.changed.push(revisionOf(one, before.id, before.revision));
  };

  /** A row of a sheet that comes back, without a mark and yet of a known record: nobody has said that it corrects that one. */
  const meetKnown = async (tx: Tx, rows: readonly { one: Checked; id: string }[]): Promise<void> => {
    if (!pass.returning || rows.length === 0) return;
    const { comparer } = pass.returning;
    const found = await findLatest(
      tx,
      kind,
      rows.map(({ id }) => id),
    );
    for (const { one, id } of rows) {
      const now = found.find((record) => record.id === id);
      if (now)
        Object.assign(one, { outcome: undefined }, checkedAgainst(world, comparer, one.candidate, undefined, now));
      if (!isGood(one)) continue;
      one.outcome ??= 'changed';
      counts[one.outcome] += 1;
      if (one.outcome === 'changed' && now) change(one, now);
    }
  };

  const compare = async (tx: Tx, rows: readonly Checked[]) => {
    const same = await findSame(
      tx,
      kind,
      rows.map((one) => sameKeyOf(kind, one.values)),
    );
    const seen = pass.mask
      ? await findLatest(
          tx,
          kind,
          [...same.values()].map(({ id }) => id),
        )
      : [];
    const known: { one: Checked; id: string }[] = [];
    for (const one of rows) {
      const before = same.get(one.key);
      if (pass.mask && before)
        become(
          one,
          seen.find(({ id }) => id === before.id),
        );
      if ((write && before?.importId === write.importId) || changedKeys.has(one.key)) {
        one.problems.push(troubleAt(keyField, 'repeated_in_file', 'error'));
      } else if (!before && write) {
        // The index knows the key, and nobody may see the record: another import has written it and not committed yet.
        one.problems.push(troubleAt(keyField, 'import_in_progress', 'error'));
      } else if (!before) {
        counts.new += 1;
        one.outcome = 'new';
      } else if (before.hash !== one.hash && pass.isOnlyNew) {
        one.problems.push(troubleAt(keyField, 'key_of_another', 'error'));
      } else if (before.hash !== one.hash && returned) {
        known.push({ one, id: before.id });
      } else {
        one.outcome = before.hash === one.hash ? 'same' : 'changed';
        counts[one.outcome] += 1;
        if (one.outcome === 'changed') change(one, before);
      }
    }
    await meetKnown(tx, known);
    refuseTooMany(result.changed.length);
  };

  /** Rows that met their record: a changed one may not take the key of another. */
  const correct = async (tx: Tx, rows: readonly Checked[]) => {
    const changed = rows.filter((one) => one.outcome !== 'same');
    const same = await findSame(
      tx,
      kind,
      changed.map((one) => sameKeyOf(kind, one.values)),
    );
    for (const one of rows) {
      const now = one.met?.now;
      const other = same.get(one.key);
      if (one.outcome === 'same') counts.same += 1;
      else if (!now || (other && other.id !== now.id)) {
        one.problems.push(troubleAt(keyField, 'key_of_another', 'error'));
      } else {
        one.outcome = 'changed';
        counts.changed += 1;
        change(one, now);
      }
    }
    refuseTooMany(result.changed.length);
  };

  const finish = async (checked: readonly Checked[], skipped: readonly RowOutcome[]) => {
    const good = checked.filter(isGood);
    if (good.length > 0) {
      await pass.db.as(pass.actor, async (tx) => {
        if (write) await holdLease(tx, write.importId);
        const moving = good.filter((one) => !(one.met && one.outcome === 'same'));
        if (returned) tellForeign(moving);
        await tellClosed(tx, moving);
        await tellOverlaps(tx, moving.filter(isGood));
        await correct(
          tx,
          good.filter((one) => one.met && isGood(one)),
        );
        await compare(
          tx,
          await writeNew(
            tx,
            moving.filter((one) => !one.met && isGood(one)),
          ),
        );
      });
    }
    const outcomes = checked.flatMap((one) => {
      const outcome = isGood(one) ? (one.outcome ?? 'bad') : 'bad';
      counts.rows += one.candidate.rows.length;
      if (outcome === 'bad') counts.bad += 1;
      if (one.met?.isOpen) counts.disputed += 1;
      counts.warnings += one.problems.filter((problem) => problem.level === 'warning').length;
      return rowsOfOutcome(one, outcome);
    });
    await pass.onBatch([...skipped, ...outcomes], counts);
  };

  let open: Candidate | undefined;
  let before: Promise<void> = Promise.resolve();
  let writing: Promise<void> = Promise.resolve();
  /** Grouped and not yet written: a file is read in batches of its own size, and a small rest would cost a transaction. */
  let waiting: Candidate[] = [];
  let waitingSkipped: RowOutcome[] = [];
  /**
   * One chunk is written and one waits, checked, while the next is read: neither the database nor the program stands
   * still when the other takes longer over a chunk. Never more than these, so that memory stays flat.
   */
  const settle = async (least: number, isLast = false) => {
    while (waiting.length >= least && waiting.length + waitingSkipped.length > 0) {
      const [chunk, skipped] = [waiting.slice(0, CHUNK), waitingSkipped];
      [waiting, waitingSkipped] = [waiting.slice(CHUNK), []];
      const { checked, emptied } = await prepare(chunk, isLast);
      await before;
      before = writing;
      writing = before.then(() => finish(checked, [...skipped, ...emptied]));
      writing.catch(() => undefined); // thrown at the next await
    }
  };
  try {
    for await (const { rows, skipped } of pass.batches) {
      counts.skipped += skipped.length;
      const understood: { raw: RawRow; read: ReadRow }[] = [];
      for (const raw of rows) {
        if (understood.length % ROWS_AT_A_STRETCH === 0) await lookUp();
        understood.push({ raw, read: pass.read(raw) });
      }
      const grouped = candidatesOf(kind, understood, open, returned?.markOf);
      open = grouped.open;
      waiting.push(...grouped.closed);
      waitingSkipped.push(...skipped);
      await settle(CHUNK);
    }
    if (open) waiting.push(open);
    await settle(0);
    if (returned && returned.waiting.length > 0) {
      waiting = [...returned.waiting];
      await settle(0, true);
    }
  } finally {
    await writing;
  }
  return { ...result, newDigest: wroteNew ? newDigest.digest() : null };
}
