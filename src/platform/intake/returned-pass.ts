// The rows of a pass that carry marks: their records are looked up, and each is sorted into same, changed, in dispute, or new.
import type { Actor, Database } from '../db/database.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import { findLatest, findRevisions, type RecordRead } from '../records/server/read.ts';
import { type Candidate, type Checked, type CheckWorld, checkCandidate, numberOf } from './candidates.ts';
import { NumberSet } from './number-set.ts';
import type { RawRow } from './read/raw-row.ts';
import { type CellTrouble, sameKeyOf } from './read-row.ts';
import type { RowComparer } from './returned-rows.ts';
import { isOf, type RowMark, readMark } from './sheet-mark.ts';
import { refuseTooMany } from './too-many-changes.ts';

/** What became of some rows before they are written. */
export interface SortedOut {
  /** rows without a mark, and copies of marked ones: new records */
  plain: Candidate[];
  /** rows that met their record */
  met: Checked[];
  /** rows that were emptied: their records stay as they are, and are told as missing from the sheet */
  emptied: Candidate[];
}

/** The marked rows of one pass. */
export class ReturnedRows {
  /** which records the sheet has, each as a short number; two alike would only ask about a row that is in order */
  readonly #seen = new NumberSet();
  #waiting: Candidate[] = [];
  readonly #db: Database;
  readonly #actor: Actor;
  readonly #world: CheckWorld;
  readonly #comparer: RowComparer;
  readonly #markColumn: number;

  constructor(db: Database, actor: Actor, world: CheckWorld, comparer: RowComparer, markColumn: number) {
    this.#db = db;
    this.#actor = actor;
    this.#world = world;
    this.#comparer = comparer;
    this.#markColumn = markColumn;
  }

  markOf = (raw: RawRow): RowMark | undefined => readMark(raw.cells[this.#markColumn]);

  /** Whether the sheet has a row of this record. */
  has = (id: string): boolean => this.#seen.has(numberOf(id));

  /**
   * Rows whose key was changed wait for the end: when another row has the same mark and its old key, they were copied from
   * it, and are new.
   */
  get waiting(): readonly Candidate[] {
    return this.#waiting;
  }

  /** Sorts out a chunk; `isLast` takes what has waited. */
  async sortOut(candidates: readonly Candidate[], isLast: boolean): Promise<SortedOut> {
    const sorted: SortedOut = { plain: [], met: [], emptied: [] };
    const marked: Candidate[] = [];
    for (const candidate of candidates) {
      if (!candidate.mark) sorted.plain.push(candidate);
      else if (this.#comparer.isEmptied(candidate)) sorted.emptied.push(candidate);
      else marked.push(candidate);
    }
    if (marked.length === 0) return sorted;
    const { now, bases } = await this.#lookUp(marked);
    for (const candidate of marked) {
      const mark = candidate.mark as RowMark;
      if (this.has(mark.id)) {
        if (this.#world.kind.lines) sorted.met.push(this.#bad(candidate, 'record_split'));
        else sorted.plain.push(this.#asNew(candidate));
        continue;
      }
      const record = now.get(mark.id);
      const base = record?.revision === mark.revision ? record : bases.get(`${mark.id} ${mark.revision}`);
      if (!record || !base || !isOf(mark, base.hash)) {
        sorted.met.push(this.#bad(candidate, 'record_not_here'));
        continue;
      }
      if (!isLast && !this.#world.kind.lines && this.#comparer.changesKey(candidate, base)) {
        this.#waiting.push(candidate);
        refuseTooMany(this.#waiting.length);
        continue;
      }
      this.#seen.add(numberOf(mark.id));
      sorted.met.push(this.#meet(candidate, base, record));
    }
    return sorted;
  }

  #lookUp(marked: readonly Candidate[]) {
    return this.#db.as(this.#actor, async (tx) => {
      const { kind } = this.#world;
      const marks = marked.map(({ mark }) => mark as RowMark);
      const latest = await findLatest(
        tx,
        kind,
        marks.map(({ id }) => id),
      );
      const now = new Map(latest.map((record) => [record.id, record]));
      const older = marks.filter(({ id, revision }) => now.has(id) && now.get(id)?.revision !== revision);
      const found = await findRevisions(tx, kind, older);
      return { now, bases: new Map(found.map((record) => [`${record.id} ${record.revision}`, record])) };
    });
  }

  #asNew(candidate: Candidate): Candidate {
    const { mark: _, ...plain } = candidate;
    return plain;
  }

  #bad(candidate: Candidate, code: string): Checked {
    const problems: CellTrouble[] = [{ column: null, field: null, code, level: 'error' }];
    return { candidate, values: {}, lines: [], problems, key: '', hash: '' };
  }

  #meet(candidate: Candidate, base: RecordRead, now: RecordRead): Checked {
    return checkedAgainst(this.#world, this.#comparer, candidate, base, now);
  }
}

const asItStands = (kind: RecordKind, candidate: Candidate, now: RecordRead): Omit<Checked, 'problems'> => ({
  ...{ candidate, values: now.values, lines: now.lines, hash: now.hash },
  key: sameKeyOf(kind, now.values).join('\u0001'),
});

/** A row checked as what its record is to be; what the sheet leaves as it is here is not checked again. */
export function checkedAgainst(
  world: CheckWorld,
  comparer: RowComparer,
  candidate: Candidate,
  base: RecordRead | undefined,
  now: RecordRead,
): Checked {
  const met = comparer.meet(candidate, base, now);
  const told = candidate.rows.flatMap(({ read }) => read.problems);
  const bySheet = met.rows.some((cells) =>
    cells.some(({ is, keep }) => is === 'sheet' || (is === 'both' && keep !== 'here')),
  );
  const standing = { ...asItStands(world.kind, candidate, now), met };
  if (now.voided)
    return {
      ...standing,
      problems: [
        ...told,
        { column: null, field: null, code: 'voided_meanwhile', level: bySheet ? 'error' : 'warning' },
      ],
      ...(bySheet ? {} : { outcome: 'same' as const }),
    };
  const errors = [...told.filter(({ level }) => level === 'error'), ...comparer.disputes(met)];
  if (errors.length > 0)
    return { ...standing, problems: [...told.filter(({ level }) => level !== 'error'), ...errors] };
  if (!bySheet) return { ...standing, problems: told, outcome: 'same' };
  const checked = checkCandidate(world, candidate);
  return { ...checked, met, ...(checked.hash === now.hash ? { outcome: 'same' as const } : {}) };
}
