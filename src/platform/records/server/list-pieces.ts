// A list of any length, read in pieces: as it stood at one instant, without a transaction that stays open meanwhile.
import { type RawBuilder, sql } from 'kysely';
import type { Actor, Database, Tx } from '../../db/database.ts';
import type { FieldValue, RecordKind, Values } from '../declare/kind.ts';
import { type Hiding, hide } from './masked.ts';
import { decodeRows, filtersOf, findRevisions, type ListQuestion, type RecordRead, whichRevisions } from './read.ts';

/** Revisions that one statement walks over: short enough that the embedded database answers others in between. */
const PIECE = 4_000;
/** A list up to here is short: it is found by its filters, and put into its own order; a longer one goes out as it was recorded. */
const SHORT = 20_000;
const HANDED_ON = 1_000;
const NIL = '00000000-0000-0000-0000-000000000000';

/** One instant of the history. */
interface Instant {
  snapshot: string;
  base: number;
  horizon: number;
  pending: string[];
}

/** The instant at which a list is read, and the number below which everything was final then. */
export async function instantOf(tx: Tx): Promise<Instant> {
  const { rows } = await sql<{ snapshot: string; base: number; horizon: number; pending: string[] }>`
    select pg_current_snapshot()::text as snapshot, (select base from history_clock) as base, app_horizon() as horizon, app_pending()::text[] as pending`.execute(
    tx,
  );
  return rows[0] as Instant;
}

/** Whether what bears this number of the history was there at the instant. */
const wasThere = (at: Instant, number: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql`(${number} < ${at.horizon} or pg_visible_in_snapshot((${number} - ${at.base}::bigint)::text::xid8, ${at.snapshot}::pg_snapshot))`;

/**
 * The revisions that a list showed at the instant. Whatever is recorded while the list goes out is not in it, and what is
 * superseded meanwhile still is; a step of review that is taken meanwhile shows, since it changes no revision.
 */
function shownAt(kind: RecordKind, which: ListQuestion['which'], at: Instant): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = [wasThere(at, sql`t.written_seq`)];
  if (at.pending.length > 0)
    conditions.push(sql`coalesce(t.import_id, ${NIL}::uuid) <> all(${`{${at.pending.join(',')}}`}::uuid[])`);
  if (which === 'latest')
    conditions.push(sql`(t.latest or exists (select 1 from ${sql.table(kind.table)} n
      where n.id = t.id and n.revision = t.revision + 1 and not ${wasThere(at, sql`n.written_seq`)}))`);
  else if (which === 'counting')
    conditions.push(sql`t.approved_seq is not null and ${wasThere(at, sql`t.approved_seq`)} and not t.voided
      and (t.ended_seq is null or not ${wasThere(at, sql`t.ended_seq`)})`);
  else conditions.push(whichRevisions(kind, which));
  return conditions;
}

interface Place {
  id: string;
  revision: number;
}

async function pieceAfter<T extends object>(
  tx: Tx,
  kind: RecordKind,
  after: Place,
  conditions: readonly RawBuilder<unknown>[],
  columns: RawBuilder<unknown>,
): Promise<{ rows: T[]; upTo: Place | undefined }> {
  const { rows } = await sql<T & { upto_id: string | null; upto_revision: number; id: string | null }>`
    with piece as (select * from ${sql.table(kind.table)} where (id, revision) > (${after.id}::uuid, ${after.revision}::integer) order by id, revision limit ${PIECE}),
      upto as (select id as upto_id, revision as upto_revision from piece order by id desc, revision desc limit 1)
    select upto.*, ${columns} from upto left join piece t on ${sql.join([...conditions], sql` and `)} order by t.id`.execute(
    tx,
  );
  const first = rows[0];
  return {
    rows: rows.filter((row) => row.id !== null),
    upTo: first?.upto_id ? { id: first.upto_id, revision: first.upto_revision } : undefined,
  };
}

/**
 * Where the revisions of a short list are, found as its filters allow: to walk over a million others for the hundred of a
 * month would cost by what is recorded and not by what is asked.
 *
 * @returns undefined when the list is longer
 */
async function placesOf(tx: Tx, kind: RecordKind, conditions: readonly RawBuilder<unknown>[]) {
  const { rows } = await sql<Place>`select t.id, t.revision from ${sql.table(kind.table)} t
    where ${sql.join([...conditions], sql` and `)} limit ${SHORT + 1}`.execute(tx);
  return rows.length > SHORT ? undefined : rows;
}

/** Values in the order of a list: numbers as numbers, all else as text; what is absent comes last. */
function inOrder(sort: { field: string; down: boolean }, numeric: boolean) {
  const [, base = sort.field, part] = /^(.+?)(?:\.(en|zh))?$/.exec(sort.field) ?? [];
  const shown = (values: Values): string | number | null => {
    const value: FieldValue | undefined = values[sort.field] ?? values[base];
    if (value === null || value === undefined) return null;
    if (typeof value === 'object' && !Array.isArray(value))
      return 'value' in value ? Number(value.value) : (value[part === 'zh' ? 'zh' : 'en'] ?? null);
    return numeric ? Number(value) : String(value);
  };
  return (a: RecordRead, b: RecordRead): number => {
    const [one, other] = [shown(a.values), shown(b.values)];
    if (one === other) return a.id < b.id ? -1 : 1;
    if (one === null || other === null) return one === null ? 1 : -1;
    return one < other === sort.down ? 1 : -1;
  };
}

/** The order in which a short list goes out. */
function orderOf(kind: RecordKind, question: ListQuestion): (a: RecordRead, b: RecordRead) => number {
  const sort = question.sort ?? (kind.effective ? { field: kind.effective, down: true } : undefined);
  if (!sort) return (a, b) => (a.id < b.id ? -1 : 1);
  const of = kind.all.get(sort.field);
  return inOrder(sort, of?.type === 'integer' || of?.type === 'decimal' || of?.type === 'quantity');
}

/**
 * Everything that a list shows, a thousand records at a time. Between two pieces others are served: a reader who takes
 * his file slowly holds nothing open. A short list comes in its order.
 */
export async function* recordsOf(
  db: Database,
  actor: Actor,
  kind: RecordKind,
  question: ListQuestion,
  at: Instant,
): AsyncGenerator<Hiding<RecordRead>[], void> {
  const conditions = [...shownAt(kind, question.which, at), ...filtersOf(kind, question)];
  const seen = (records: readonly RecordRead[]) => records.map((record) => hide(record, question.mask));
  const short = await db.as(actor, (tx) => placesOf(tx, kind, conditions));
  if (short) {
    const kept: Hiding<RecordRead>[] = [];
    for (let from = 0; from < short.length; from += PIECE)
      kept.push(...seen(await db.as(actor, (tx) => findRevisions(tx, kind, short.slice(from, from + PIECE)))));
    yield* handedOn(kept.sort(orderOf(kind, question)));
    return;
  }
  let after: Place = { id: NIL, revision: 0 };
  for (;;) {
    const { records, upTo } = await db.as(actor, async (tx) => {
      const piece = await pieceAfter<Record<string, unknown>>(tx, kind, after, conditions, sql`t.*`);
      return { records: seen(await decodeRows(tx, kind, piece.rows)), upTo: piece.upTo };
    });
    if (!upTo) return;
    after = upTo;
    yield* handedOn(records);
  }
}

function* handedOn<T>(records: readonly T[]): Generator<T[], void> {
  for (let from = 0; from < records.length; from += HANDED_ON) yield records.slice(from, from + HANDED_ON);
}

/** The ids of everything that a list shows now and that was recorded below a number of the history. */
export async function* idsOf(
  db: Database,
  actor: Actor,
  kind: RecordKind,
  question: ListQuestion,
  before: number,
): AsyncGenerator<string[], void> {
  const conditions = [
    whichRevisions(kind, question.which),
    ...filtersOf(kind, question),
    sql`not t.voided`,
    sql`exists (select 1 from ${sql.table(kind.table)} f where f.id = t.id and f.revision = 1 and f.written_seq < ${before})`,
  ];
  const short = await db.as(actor, (tx) => placesOf(tx, kind, conditions));
  if (short) {
    yield short.map(({ id }) => id);
    return;
  }
  let after: Place = { id: NIL, revision: 0 };
  for (;;) {
    const { rows, upTo } = await db.as(actor, (tx) =>
      pieceAfter<{ id: string }>(tx, kind, after, conditions, sql`t.id`),
    );
    if (!upTo) return;
    after = upTo;
    yield rows.map((row) => row.id);
  }
}
