// Reading records: one, a filtered list with its count and sums, and every revision of one.
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/database.ts';
import { type Column, columnOf, type Field, type RecordKind, type Values } from '../declare/kind.ts';
import { behind, type Order, orderBy, readCursor, writeCursor } from './cursor.ts';
import { columnPlan, valuesOf } from './rows.ts';
import type { State } from './write.ts';

/** A revision as it is read. */
export interface RecordRead {
  id: string;
  revision: number;
  state: State;
  latest: boolean;
  /** this revision is the one that counts in figures */
  counts: boolean;
  voided: boolean;
  restatement: boolean;
  hash: string;
  /** in which way it was hashed, and in which version of its kind */
  hashVersion: number;
  kindVersion: number;
  writtenSeq: number;
  submittedSeq: number | null;
  approvedSeq: number | null;
  endedSeq: number | null;
  importId: string | null;
  values: Values;
  lines: Values[];
}

interface PlatformColumns {
  id: string;
  revision: number;
  state: State;
  latest: boolean;
  voided: boolean;
  restatement: boolean;
  content_hash: Buffer;
  hash_version: number;
  kind_version: number;
  written_seq: number;
  submitted_seq: number | null;
  approved_seq: number | null;
  ended_seq: number | null;
  import_id: string | null;
}

function decode(columns: readonly Column[], row: PlatformColumns & Record<string, unknown>): RecordRead {
  return {
    id: row.id,
    revision: row.revision,
    state: row.state,
    latest: row.latest,
    counts: row.approved_seq !== null && row.ended_seq === null && !row.voided,
    voided: row.voided,
    restatement: row.restatement,
    hash: row.content_hash.toString('hex'),
    hashVersion: row.hash_version,
    kindVersion: row.kind_version,
    writtenSeq: row.written_seq,
    submittedSeq: row.submitted_seq,
    approvedSeq: row.approved_seq,
    endedSeq: row.ended_seq,
    importId: row.import_id,
    values: valuesOf(columns, row),
    lines: [],
  };
}

async function withLines(tx: Tx, kind: RecordKind, records: RecordRead[]): Promise<RecordRead[]> {
  if (!kind.lines || records.length === 0) return records;
  const { line } = columnPlan(kind);
  const { rows } = await sql<Record<string, unknown> & { record_id: string; revision: number }>`
    select l.* from ${sql.table(`${kind.table}_${kind.lines.name}`)} l
    join unnest(${sql.val(`{${records.map((one) => one.id).join(',')}}`)}::uuid[], ${sql.val(`{${records.map((one) => one.revision).join(',')}}`)}::integer[])
      as u (id, revision) on l.record_id = u.id and l.revision = u.revision
    order by l.record_id, l.revision, l.line`.execute(tx);
  const byRevision = new Map(records.map((one) => [`${one.id} ${one.revision}`, one]));
  for (const row of rows) byRevision.get(`${row.record_id} ${row.revision}`)?.lines.push(valuesOf(line, row));
  return records;
}

/** Rows of a record table as records, with their lines. */
export const decodeRows = (
  tx: Tx,
  kind: RecordKind,
  rows: readonly Record<string, unknown>[],
): Promise<RecordRead[]> => {
  const { head } = columnPlan(kind);
  return withLines(
    tx,
    kind,
    rows.map((row) => decode(head, row as PlatformColumns & Record<string, unknown>)),
  );
};

/** Which revisions of each record a question is about. */
export type Which = 'latest' | 'counting' | 'shown';

/**
 * The revisions that a basis shows. `counting`: approved and not superseded. `shown`: the newest that was submitted or
 * approved, so that what awaits approval stands in for what it corrects.
 */
export function whichRevisions(kind: RecordKind, which: Which, alias = 't'): RawBuilder<boolean> {
  const t = sql.ref(alias);
  if (which === 'latest') return sql`${t}.latest`;
  const counting = sql`${t}.approved_seq is not null and ${t}.ended_seq is null`;
  if (which === 'counting') return sql`(${counting} and not ${t}.voided)`;
  return sql`(not ${t}.voided and ((${t}.latest and ${t}.state in ('submitted', 'reviewed')) or (${counting} and not exists (
    select 1 from ${sql.table(kind.table)} n where n.id = ${t}.id and n.latest and n.state in ('submitted', 'reviewed') and n.revision > ${t}.revision))))`;
}

/** A text that somebody typed, as a pattern of `like` that means just that. */
export const likeLiteral = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** One condition on one field; several on one field are joined by "or" when `is`, else by "and". */
export interface Filter {
  field: string;
  is?: readonly string[];
  from?: string;
  before?: string;
  contains?: string;
}

/** What is hidden of a kind from one reader; there is none where he sees everything. */
export interface Mask {
  paths: readonly string[];
  /** whether the reader sees them in a record with these values */
  sees(values: Readonly<Record<string, unknown>>): boolean;
  /** the same of a row of the kind's table, in SQL, on the alias `t` */
  seen: RawBuilder<boolean>;
}

export interface ListQuestion {
  /** what the reader may not see has no value in filters, order and sums */
  mask?: Mask | undefined;
  which: Which;
  filters: readonly Filter[];
  /** conditions that a declaration gives (a figure's drill-down), already in SQL */
  also?: RawBuilder<boolean>;
  states?: readonly State[];
  importId?: string;
  sort?: { field: string; down: boolean };
  /** begin behind this place, as an answer before gave it; how many there are is not counted again */
  cursor?: string | undefined;
  limit: number;
  offset: number;
  /** fields to sum over everything that is filtered */
  sums: readonly string[];
}

export interface ListAnswer {
  records: RecordRead[];
  /** where the next page begins; null behind the last record */
  next: string | null;
  /** how many there are; not told behind a cursor */
  count?: number;
  sums?: Record<string, string | null>;
}

function columnFor(kind: RecordKind, path: string): { name: string; of: Field } | undefined {
  const base = path.replace(/\.(en|zh)$/, '');
  const exact = kind.all.get(path);
  if (exact) return { name: exact.type === 'local' ? `${columnOf(path, exact)}_en` : columnOf(path, exact), of: exact };
  const local = kind.all.get(base);
  return local
    ? { name: `${columnOf(base, local)}${path.slice(base.length).replace('.', '_')}`, of: local }
    : undefined;
}

/** A column as the reader of a list may know it. */
const knownAs = (column: { name: string; of: Field }, mask: Mask | undefined): RawBuilder<unknown> =>
  mask && column.of.masked
    ? sql`(case when ${mask.seen} then ${sql.ref(`t.${column.name}`)} end)`
    : sql.ref(`t.${column.name}`);

function condition(kind: RecordKind, filter: Filter, mask: Mask | undefined): RawBuilder<boolean> | undefined {
  const column = columnFor(kind, filter.field);
  if (!column) return undefined;
  const name = knownAs(column, mask);
  const parts: RawBuilder<boolean>[] = [];
  if (filter.is) parts.push(sql`${name}::text = any(${[...filter.is]}::text[])`);
  if (filter.from !== undefined) parts.push(sql`${name} >= ${filter.from}`);
  if (filter.before !== undefined) parts.push(sql`${name} < ${filter.before}`);
  if (filter.contains !== undefined) parts.push(sql`${name}::text ilike ${`%${likeLiteral(filter.contains)}%`}`);
  return parts.length > 0 ? sql`(${sql.join(parts, sql` and `)})` : undefined;
}

/** What a list is filtered by, besides which revisions it shows: conditions on the alias `t`. */
export function filtersOf(kind: RecordKind, question: ListQuestion): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = [];
  for (const filter of question.filters) {
    const made = condition(kind, filter, question.mask);
    if (made) conditions.push(made);
  }
  if (question.states?.length) conditions.push(sql`t.state = any(${[...question.states]}::text[])`);
  if (question.importId) conditions.push(sql`t.import_id = ${question.importId}`);
  if (question.also) conditions.push(question.also);
  return conditions;
}

/** A page of a filtered list, with count and sums of everything that is filtered, in one snapshot. */
export async function listRecords(
  tx: Tx,
  kind: RecordKind,
  question: ListQuestion & { cursor?: undefined },
): Promise<Required<ListAnswer>>;
export async function listRecords(tx: Tx, kind: RecordKind, question: ListQuestion): Promise<ListAnswer>;
export async function listRecords(tx: Tx, kind: RecordKind, question: ListQuestion): Promise<ListAnswer> {
  const { head } = columnPlan(kind);
  const where = sql.join([whichRevisions(kind, question.which), ...filtersOf(kind, question)], sql` and `);
  const order = orderOf(kind, question);
  const sums = question.sums.flatMap((path) => {
    const column = columnFor(kind, path);
    if (!column) return [];
    const sum = sql`sum(${sql.ref(`t.${column.name}`)})::text`;
    // A sum over some of the records would be taken for that of all of them.
    const known =
      question.mask && column.of.masked ? sql`case when bool_and(${question.mask.seen}) then ${sum} end` : sum;
    return [sql`${known} as ${sql.ref(path)}`];
  });
  const from = question.cursor === undefined ? undefined : readCursor(question.cursor, order);
  const { rows } = await sql<PlatformColumns & Record<string, unknown>>`
    select t.*, ${order ? sql`${order.by}::text` : sql`null::text`} as "order.value" from ${sql.table(kind.table)} t
    where ${where} ${from ? sql`and ${behind(from, order)}` : sql``} order by ${orderBy(order)} limit ${question.limit + 1} offset ${question.offset}`.execute(
    tx,
  );
  const page = rows.slice(0, question.limit);
  const last = rows.length > page.length ? page.at(-1) : undefined;
  const records = await withLines(
    tx,
    kind,
    page.map((row) => decode(head, row)),
  );
  const next =
    last === undefined
      ? null
      : writeCursor({ order: order?.name ?? '', value: last['order.value'] as string | null, id: last.id });
  if (from) return { records, next };
  const totals = await sql<Record<string, unknown>>`
    select ${sql.join([sql`count(*)::int as "#"`, ...sums])} from ${sql.table(kind.table)} t where ${where}`.execute(
    tx,
  );
  // A field may be called `count`; none is called so.
  const { '#': count, ...summed } = totals.rows[0] ?? { '#': 0 };
  return { records, next, count: count as number, sums: summed as Record<string, string | null> };
}

/** What a list is ordered by: what was asked, else the day that decides its period, else the ids alone. */
function orderOf(kind: RecordKind, { sort, mask }: ListQuestion): Order | undefined {
  const asked = sort && columnFor(kind, sort.field);
  const column = asked ?? (kind.effective ? columnFor(kind, kind.effective) : undefined);
  if (!column) return undefined;
  const { required, since, requiredFrom } = column.of;
  const down = asked ? (sort?.down ?? false) : true;
  const always = required && since === undefined && requiredFrom === undefined && !(mask && column.of.masked);
  return {
    name: `${down ? '-' : ''}${asked ? sort?.field : kind.effective}`,
    by: knownAs(column, mask),
    sqlType: columnPlan(kind).head.find(({ name }) => name === column.name)?.sqlType ?? 'text',
    down,
    // Without a word PostgreSQL puts them last going up and first going down; what was asked for has them last both ways.
    nulls: always ? undefined : asked ? 'last' : 'first',
  };
}

/** Every revision of one record, oldest first; empty when there is none or it is not the reader's. */
export async function listRevisions(tx: Tx, kind: RecordKind, id: string): Promise<RecordRead[]> {
  const { head } = columnPlan(kind);
  const { rows } = await sql<PlatformColumns & Record<string, unknown>>`
    select * from ${sql.table(kind.table)} where id = ${id} order by revision`.execute(tx);
  return withLines(
    tx,
    kind,
    rows.map((row) => decode(head, row)),
  );
}

/** The newest revisions of the named records, in no order. */
export async function findLatest(tx: Tx, kind: RecordKind, ids: readonly string[]): Promise<RecordRead[]> {
  if (ids.length === 0) return [];
  const { head } = columnPlan(kind);
  const { rows } = await sql<PlatformColumns & Record<string, unknown>>`
    select * from ${sql.table(kind.table)} where latest and id = any(${[...ids]}::uuid[])`.execute(tx);
  return withLines(
    tx,
    kind,
    rows.map((row) => decode(head, row)),
  );
}

/** The named revisions of records, in no order; what the reader may not see is not among them. */
export async function findRevisions(
  tx: Tx,
  kind: RecordKind,
  named: readonly { id: string; revision: number }[],
): Promise<RecordRead[]> {
  if (named.length === 0) return [];
  const { head } = columnPlan(kind);
  const { rows } = await sql<PlatformColumns & Record<string, unknown>>`
    select t.* from unnest(${`{${named.map((one) => one.id).join(',')}}`}::uuid[], ${`{${named.map((one) => one.revision).join(',')}}`}::integer[]) as u (id, revision)
    join ${sql.table(kind.table)} t on t.id = u.id and t.revision = u.revision`.execute(tx);
  return withLines(
    tx,
    kind,
    rows.map((row) => decode(head, row)),
  );
}

/** Every live record of a kind, newest revisions; for kinds of which there are few (streams, sites, vendors). */
export async function listLive(tx: Tx, kind: RecordKind, which: Which = 'latest'): Promise<RecordRead[]> {
  const { head } = columnPlan(kind);
  const { rows } = await sql<PlatformColumns & Record<string, unknown>>`
    select t.* from ${sql.table(kind.table)} t where ${whichRevisions(kind, which)} and not t.voided order by t.id`.execute(
    tx,
  );
  return withLines(
    tx,
    kind,
    rows.map((row) => decode(head, row)),
  );
}

/** Live records by their key of sameness: key text to record, for as many keys as are asked. */
export async function findSame(
  tx: Tx,
  kind: RecordKind,
  keys: readonly (readonly (string | null)[])[],
): Promise<Map<string, { id: string; revision: number; hash: string; state: State; importId: string | null }>> {
  if (keys.length === 0) return new Map();
  const columns = kind.sameWhen.map((path) => {
    const of = kind.all.get(path) as Field;
    const column = columnPlan(kind).head.find((one) => one.path === path && one.part === 'value') as Column;
    return { name: columnOf(path, of), type: column.sqlType };
  });
  const arrays = columns.map(
    (column, index) => sql`${keys.map((key) => key[index] ?? null)}::${sql.raw(column.type)}[]`,
  );
  const on = columns.map((column, index) => sql`t.${sql.ref(column.name)} = u.${sql.ref(`k${index}`)}`);
  const shown = columns.map((column) => sql`t.${sql.ref(column.name)}::text`);
  const { rows } = await sql<{
    id: string;
    revision: number;
    hash: string;
    state: State;
    import_id: string | null;
    key: string[];
  }>`
    select t.id, t.revision, encode(t.content_hash, 'hex') as hash, t.state, t.import_id, array[${sql.join(shown)}] as key
    from unnest(${sql.join(arrays)}) as u (${sql.join(columns.map((_, index) => sql.ref(`k${index}`)))})
    -- One probe of the index of sameness a key: a join would be planned as a sort of the whole table where statistics are old.
    cross join lateral (select * from ${sql.table(kind.table)} t where ${sql.join(on, sql` and `)} and t.latest and not t.voided limit 1) t`.execute(
    tx,
  );
  return new Map(
    rows.map((row) => [
      row.key.join('\u0001'),
      { id: row.id, revision: row.revision, hash: row.hash, state: row.state, importId: row.import_id },
    ]),
  );
}
