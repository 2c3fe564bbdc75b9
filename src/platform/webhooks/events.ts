// What happened, as the outside is told it: read out of the history, which was written in the transaction itself.
import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import type { RecordKind } from '../records/declare/kind.ts';

/** Everything that a webhook can be told. */
export const webhookEvents = [
  'record.approved',
  'record.returned',
  'period.closed',
  'period.reopened',
  'edition.published',
  'figure.restated',
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** One thing that happened. It names records by id and revision and tells nothing of what stands in them. */
export interface Happening {
  type: WebhookEvent;
  /** the same for every receiver, and at every try */
  id: string;
  at: Date;
  seq: number;
  scopeId: string | null;
  data: Record<string, unknown>;
}

interface Entry {
  seq: number;
  n: number;
  at: Date;
  action: string;
  kind: string | null;
  scope_id: string | null;
  import_id: string | null;
}

/** So many records are named one by one; a larger step is told by how many they are. */
const MOST_NAMED = 500;
const ENTRIES_AT_ONCE = 200;
const actions = ['record', 'void', 'import', 'approve', 'return', 'close', 'reopen', 'publish'];

/**
 * What happened from a number of the history on, up to the horizon, below which nothing comes any more.
 * @returns the happenings, and the number at which to go on
 */
export async function happeningsFrom(
  tx: Tx,
  kinds: ReadonlyMap<string, RecordKind>,
  from: number,
): Promise<{ happenings: Happening[]; before: number }> {
  const { rows } = await sql<Entry>`
    select seq, n, at, action, kind, scope_id, import_id from history_entry
    where seq >= ${from} and seq < app_horizon() and action = any(${actions}::text[]) order by seq, n limit ${ENTRIES_AT_ONCE}`.execute(
    tx,
  );
  const last = rows.at(-1)?.seq;
  if (last === undefined) return { happenings: [], before: from };
  // The last transaction of a full page may go on behind it.
  const isWhole = rows.length < ENTRIES_AT_ONCE || rows[0]?.seq === last;
  const entries = isWhole ? rows : rows.filter(({ seq }) => seq < last);
  const happenings: Happening[] = [];
  for (const entry of entries) happenings.push(...(await happeningsOf(tx, kinds.get(entry.kind ?? ''), entry)));
  return { happenings, before: isWhole ? last + 1 : last };
}

async function happeningsOf(tx: Tx, kind: RecordKind | undefined, entry: Entry): Promise<Happening[]> {
  const { at, seq, scope_id: scopeId } = entry;
  const told = (type: WebhookEvent, data: Record<string, unknown>): Happening => ({
    ...{ type, id: `${seq}-${entry.n}-${type}`, at, seq, scopeId },
    data: { ...(entry.kind ? { kind: entry.kind } : {}), ...data },
  });
  switch (entry.action) {
    case 'publish': {
      const { rows } = await sql<{ id: string; number: number; period: string }>`
        select d.id, d.number, d.period from edition d join history_entry e on e.digest = d.content_hash
        where e.seq = ${seq} and e.n = ${entry.n}`.execute(tx);
      return rows.map((edition) => told('edition.published', { edition }));
    }
    case 'close':
    case 'reopen': {
      const number = sql.ref(entry.action === 'close' ? 'closed_seq' : 'reopened_seq');
      const { rows } = await sql<{ month: string }>`select to_char(month, 'YYYY-MM') as month from period_closed
        where ${number} = ${seq} and kind = ${entry.kind} and scope_id = ${scopeId}`.execute(tx);
      return rows.map(({ month }) => told(entry.action === 'close' ? 'period.closed' : 'period.reopened', { month }));
    }
    case 'return': {
      const records = kind ? await recordsOf(tx, kind, entry, takenWith(kind, entry)) : undefined;
      return records ? [told('record.returned', records)] : [];
    }
    default: {
      if (!kind) return [];
      // An import is written in pieces, each with a number of its own.
      const counted = entry.import_id
        ? sql`t.import_id = ${entry.import_id} and t.approved_seq is not null`
        : countingSince(kind, entry);
      const records = await recordsOf(tx, kind, entry, counted);
      if (!records) return [];
      const restated = entry.import_id ? [] : await restatedBy(tx, kind, entry, counted);
      return [
        told('record.approved', { ...records, ...(entry.import_id ? { importId: entry.import_id } : {}) }),
        ...(restated.length > 0 ? [told('figure.restated', { editions: restated })] : []),
      ];
    }
  }
}

/** The revisions that a step was taken with, by the number that it stands under. */
const takenWith = (kind: RecordKind, { seq, action }: Entry) => sql`(t.id, t.revision) in (
  select record_id, revision from review_event where seq = ${seq} and kind = ${kind.kind} and step = ${action})`;

/** What counts since an entry: what was approved with it, or recorded where nobody reviews. Both have an index; when a revision began to count has none. */
const countingSince = (kind: RecordKind, entry: Entry) =>
  entry.action === 'approve'
    ? takenWith(kind, entry)
    : sql`t.written_seq = ${entry.seq} and t.import_id is null and t.approved_seq = ${entry.seq}`;

const here = (kind: RecordKind, { scope_id }: Entry) =>
  kind.owner === 'site' && scope_id ? sql`t.${sql.ref(`${kind.site ?? 'site'}_id`)} = ${scope_id}` : sql`true`;

/** The records that an entry speaks of; nothing where there is none. */
async function recordsOf(tx: Tx, kind: RecordKind, entry: Entry, which: ReturnType<typeof sql>) {
  const { rows } = await sql<{ id: string; revision: number; voided: boolean; total: number }>`
    select t.id, t.revision, t.voided, count(*) over ()::int as total from ${sql.table(kind.table)} t
    where ${which} and ${here(kind, entry)} order by t.id limit ${MOST_NAMED}`.execute(tx);
  const [first] = rows;
  if (!first) return undefined;
  return { count: first.total, records: rows.map(({ id, revision, voided }) => ({ id, revision, voided })) };
}

/** Published editions of which a month changed, by what an entry let count. */
async function restatedBy(
  tx: Tx,
  kind: RecordKind,
  entry: Entry,
  counted: ReturnType<typeof sql>,
): Promise<{ id: string; number: number; months: string[] }[]> {
  if (!kind.effective || kind.owner !== 'site') return [];
  const { rows } = await sql<{ id: string; number: number; months: string[] }>`
    select e.id, e.number, array_agg(distinct to_char(t.month, 'YYYY-MM')) as months from ${sql.table(kind.table)} t
    join edition e on e.from_on <= t.month and e.before_on > t.month and e.seq <= ${entry.seq}
    where ${counted} and ${here(kind, entry)} group by 1, 2 order by 2`.execute(tx);
  return rows;
}
