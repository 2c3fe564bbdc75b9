// The one place that writes revisions: many rows a statement, through the door that row-level security leaves open.
import { sql } from 'kysely';
import type { Tx } from '../../db/database.ts';
import { dropTexts, keepTexts } from '../../search/keep-texts.ts';
import type { RecordKind, Values } from '../declare/kind.ts';
import type { RevisionState } from '../declare/review-steps.ts';
import { HASH_VERSION } from './content.ts';
import { arrayElement, arrayLiteral, cellOf, columnPlan } from './rows.ts';

/** Where a revision stands. */
export type State = RevisionState;

/** A revision ready to be written: checked, resolved, hashed. */
export interface NewRevision {
  id: string;
  revision: number;
  values: Values;
  lines: readonly Values[];
  /** 64 hexadecimal digits */
  hash: string;
  voided: boolean;
  restatement: boolean;
}

export interface WriteOptions {
  seq: number;
  state: State;
  importId?: string | null;
  /** leave out records whose key of sameness exists already, instead of failing */
  skipSame?: boolean;
}

/**
 * Writes revisions in one statement (and one for their lines). Superseded `latest` marks must be taken off before.
 * The caller writes the history entry and the dirty marks: an import does both once, at its end.
 * @returns the ids that were written: all of them, unless `skipSame`
 */
export async function insertRevisions(
  tx: Tx,
  kind: RecordKind,
  revisions: readonly NewRevision[],
  options: WriteOptions,
): Promise<Set<string>> {
  if (revisions.length === 0) return new Set();
  const { head, line } = columnPlan(kind);
  const own: string[][] = head.map(() => []);
  const ids: string[] = [];
  const numbers: number[] = [];
  const hashes: string[] = [];
  const voided: boolean[] = [];
  const restated: boolean[] = [];
  for (const revision of revisions) {
    ids.push(revision.id);
    numbers.push(revision.revision);
    hashes.push(revision.hash);
    voided.push(revision.voided);
    restated.push(revision.restatement);
    for (let index = 0; index < head.length; index++) {
      const column = head[index] as (typeof head)[number];
      (own[index] as string[]).push(arrayElement(cellOf(column, revision.values)));
    }
  }
  const names = head.map((column) => sql.ref(column.name));
  const fromArrays = head.map((column, index) =>
    column.sqlType === 'text[]' ? sql`${sql.ref(`c${index}`)}::text[]` : sql.ref(`c${index}`),
  );
  const arrays = head.map((column, index) => {
    const type = sql.raw(column.sqlType === 'text[]' ? 'text' : column.sqlType);
    return sql`${`{${(own[index] as string[]).join(',')}}`}::${type}[]`;
  });
  const approved = options.state === 'approved' ? options.seq : null;
  const submitted = options.state === 'submitted' || options.state === 'approved' ? options.seq : null;
  const inserted = await sql<{ id: string }>`
    insert into ${sql.table(kind.table)} (${sql.join(names)}, id, revision, kind_version, hash_version, content_hash, written_seq, import_id,
      state, voided, restatement, submitted_seq, approved_seq)
    select ${sql.join(fromArrays)}, u.id, u.revision, ${kind.version}, ${HASH_VERSION}, decode(u.hash, 'hex'), ${options.seq}, ${options.importId ?? null}::uuid,
      ${options.state}, u.voided, u.restated, ${submitted}::bigint, ${approved}::bigint
    from unnest(${sql.join(arrays)}, ${`{${ids.join(',')}}`}::uuid[], ${`{${numbers.join(',')}}`}::integer[], ${`{${hashes.join(',')}}`}::text[],
      ${`{${voided.join(',')}}`}::boolean[], ${`{${restated.join(',')}}`}::boolean[])
      as u (${sql.join([...head.map((_, index) => sql.ref(`c${index}`)), sql.ref('id'), sql.ref('revision'), sql.ref('hash'), sql.ref('voided'), sql.ref('restated')])})
    ${options.skipSame ? sql`on conflict do nothing returning id` : sql``}
  `.execute(tx);
  const written = new Set(options.skipSame ? inserted.rows.map((row) => row.id) : ids);
  const importId = options.importId ?? null;
  if (!kind.foundByNumber)
    await keepTexts(
      tx,
      kind,
      revisions.flatMap((one) => (written.has(one.id) ? { ...one, importId } : [])),
    );

  if (!kind.lines) return written;
  const cells: (string | null)[][] = line.map(() => []);
  const parents: string[] = [];
  const parentRevisions: number[] = [];
  const lineNumbers: number[] = [];
  for (const revision of revisions) {
    if (!written.has(revision.id)) continue;
    revision.lines.forEach((values, index) => {
      parents.push(revision.id);
      parentRevisions.push(revision.revision);
      lineNumbers.push(index + 1);
      for (const [at, column] of line.entries()) (cells[at] as (string | null)[]).push(cellOf(column, values));
    });
  }
  if (parents.length === 0) return written;
  const lineTable = sql.table(`${kind.table}_${kind.lines.name}`);
  const lineArrays = line.map((column, index) => {
    const type = sql.raw(column.sqlType === 'text[]' ? 'text' : column.sqlType);
    return sql`${arrayLiteral(cells[index] as (string | null)[])}::${type}[]`;
  });
  const lineFrom = line.map((column, index) =>
    column.sqlType === 'text[]' ? sql`${sql.ref(`c${index}`)}::text[]` : sql.ref(`c${index}`),
  );
  await sql`
    insert into ${lineTable} (record_id, revision, line, ${sql.join(line.map((column) => sql.ref(column.name)))})
    select u.record_id, u.revision, u.line, ${sql.join(lineFrom)}
    from unnest(${`{${parents.join(',')}}`}::uuid[], ${`{${parentRevisions.join(',')}}`}::integer[], ${`{${lineNumbers.join(',')}}`}::integer[], ${sql.join(lineArrays)})
      as u (record_id, revision, line, ${sql.join(line.map((_, index) => sql.ref(`c${index}`)))})
  `.execute(tx);
  return written;
}

/** Takes the `latest` mark off the revisions that new ones are about to follow. */
export async function unmarkLatest(tx: Tx, kind: RecordKind, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`update ${sql.table(kind.table)} set latest = false where latest and id = any(${arrayLiteral(ids)}::uuid[])`.execute(
    tx,
  );
  await dropTexts(tx, kind, ids);
}

/** Lets newly approved revisions count from `seq` on, and their predecessors no longer. */
export async function endPredecessors(tx: Tx, kind: RecordKind, ids: readonly string[], seq: number): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update ${sql.table(kind.table)} t set ended_seq = ${seq}
    where t.id = any(${arrayLiteral(ids)}::uuid[]) and t.approved_seq is not null and t.ended_seq is null
      and t.revision < (select max(n.revision) from ${sql.table(kind.table)} n where n.id = t.id and n.approved_seq is not null)
  `.execute(tx);
}

/**
 * Appends a dirty mark for every site-month that these revisions touch: those of the revisions themselves and, for a
 * correction that moved a load to another month or site, those of the revisions before.
 */
export async function markDirty(tx: Tx, kind: RecordKind, ids: readonly string[], seq: number): Promise<void> {
  if (ids.length === 0) return;
  if (kind.owner === 'group') {
    await sql`insert into kpi_dirty (kind, scope_id, month, seq) values (${kind.kind}, null, null, ${seq})`.execute(tx);
    return;
  }
  const site = sql.ref(`${kind.site ?? 'site'}_id`);
  const month = kind.effective ? sql`month` : sql`null::date`;
  await sql`
    insert into kpi_dirty (kind, scope_id, month, seq)
    select distinct ${kind.kind}, ${site}, ${month}, ${seq}::bigint from ${sql.table(kind.table)} where id = any(${arrayLiteral(ids)}::uuid[])
  `.execute(tx);
}
