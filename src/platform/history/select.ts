// Which entries and whose content an export of the history holds: those of given records, or those made in a time.
import { type RawBuilder, sql } from 'kysely';
import type { Period } from '#period/period.ts';
import type { FoundScope } from '../access/find-scope.ts';
import { type Actor, type Database, systemActor } from '../db/database.ts';
import { columnOf, type Field, type RecordKind } from '../records/declare/kind.ts';
import type { Kinds } from '../records/server/refs.ts';
import type { Block } from './chain.ts';

/** An entry that an export holds in full. */
export interface ChosenEntry {
  seq: number;
  n: number;
  action: string;
  kind: string | null;
  scopeId: string | null;
  importId: string | null;
  rows: number;
  /** 64 hexadecimal digits */
  digest: string;
}

/** What an export holds. */
export interface Selection {
  /** in the order in which they are chained */
  entries: readonly ChosenEntry[];
  /** whether the content of a record goes along, where one entry speaks of many */
  includes(kind: string, id: string): boolean;
}

/** Ids asked for in one statement. */
const CHUNK = 2_000;
const sealer = systemActor('sealer');
/** Days of the history's own time are days of the group. */
const ZONE = 'Asia/Shanghai';

const siteColumn = (kind: RecordKind): string | undefined =>
  kind.owner === 'site' ? `${kind.site ?? 'site'}_id` : undefined;
const uuids = (ids: readonly (string | null)[]) => `{${ids.map((id) => id ?? 'NULL').join(',')}}`;
const byNumber = (one: ChosenEntry, other: ChosenEntry) => one.seq - other.seq || one.n - other.n;

export function* chunksOf<T>(all: readonly T[], size: number): Generator<T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}

/** That a record of a kind is dated in a period and belongs to a scope; undefined for a kind that has no date. */
export function inPeriod(kind: RecordKind, scope: FoundScope, period: Period): RawBuilder<boolean> | undefined {
  const of = kind.effective ? kind.all.get(kind.effective) : undefined;
  const site = siteColumn(kind);
  if (!of || (!site && scope.type !== 'group')) return undefined;
  const day = sql.ref(`t.${columnOf(kind.effective as string, of as Field)}`);
  const where =
    site && scope.type !== 'group' ? sql`and t.${sql.ref(site)} = any(${uuids(scope.siteIds)}::uuid[])` : sql``;
  return sql<boolean>`(${day} >= ${period.from} and ${day} < ${period.before} ${where})`;
}

/** Ids of records, of each kind asked about, that are dated in a period and belong to a scope. */
export async function idsInPeriod(
  db: Database,
  actor: Actor,
  kinds: Iterable<RecordKind>,
  scope: FoundScope,
  period: Period,
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const kind of kinds) {
    const where = inPeriod(kind, scope, period);
    if (!where) continue;
    const ids: string[] = [];
    for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
      const { rows } = await db.as(actor, (tx) =>
        sql<{
          id: string;
        }>`select distinct t.id from ${sql.table(kind.table)} t where ${where} and t.id > ${after}::uuid
          order by t.id limit 10000`.execute(tx),
      );
      for (const { id } of rows) ids.push(id);
      if (rows.length < 10_000) break;
      after = rows.at(-1)?.id as string;
    }
    if (ids.length > 0) found.set(kind.kind, ids);
  }
  return found;
}

interface Key {
  seq: number;
  scope: string | null;
  importId: string | null;
}

/** Numbers of everything that was done to these records: written, moved, papers, questions. */
async function keysOf(db: Database, actor: Actor, kind: RecordKind, ids: readonly string[]): Promise<Key[]> {
  const keys = new Map<string, Key>();
  const site = siteColumn(kind);
  for (const chunk of chunksOf(ids, CHUNK)) {
    const asked = sql`any(${uuids(chunk)}::uuid[])`;
    const { rows } = await db.as(actor, (tx) =>
      sql<Key>`
        select written_seq as seq, ${site ? sql.ref(site) : sql`null::uuid`} as scope, import_id as "importId"
        from ${sql.table(kind.table)} where id = ${asked}
        union select seq, scope_id, null from review_event where kind = ${kind.kind} and record_id = ${asked}
        union select seq, scope_id, null from evidence_link where kind = ${kind.kind} and record_id = ${asked}
        union select x.seq, x.scope_id, null from evidence_ended x join evidence_link l on l.id = x.link_id
          where l.kind = ${kind.kind} and l.record_id = ${asked}
        union select m.seq, q.scope_id, null from audit_question q join audit_message m on m.question_id = q.id
          where q.kind = ${kind.kind} and q.record_id = ${asked}`.execute(tx),
    );
    for (const row of rows) keys.set(row.importId ?? `${row.seq} ${row.scope}`, row);
  }
  return [...keys.values()];
}

const columns = sql`e.seq, e.n, e.action, e.kind, e.scope_id as "scopeId", e.import_id as "importId", e.rows, encode(e.digest, 'hex') as digest`;

/** Entries that bear these numbers; who may read a record may read what was done to it. */
async function entriesOf(db: Database, kind: string, keys: readonly Key[], before: number): Promise<ChosenEntry[]> {
  const entries: ChosenEntry[] = [];
  const imports = keys.flatMap(({ importId }) => importId ?? []);
  const others = keys.filter(({ importId }) => importId === null);
  for (const chunk of chunksOf(imports, CHUNK)) {
    const { rows } = await db.as(sealer, (tx) =>
      sql<ChosenEntry>`select ${columns} from history_entry e
        where e.import_id = any(${uuids(chunk)}::uuid[]) and e.kind = ${kind} and e.seq < ${before}`.execute(tx),
    );
    entries.push(...rows);
  }
  for (const chunk of chunksOf(others, CHUNK)) {
    const { rows } = await db.as(sealer, (tx) =>
      sql<ChosenEntry>`select ${columns} from unnest(${`{${chunk.map(({ seq }) => seq).join(',')}}`}::bigint[], ${uuids(chunk.map(({ scope }) => scope))}::uuid[]) as u (seq, scope)
        join history_entry e on e.seq = u.seq and e.scope_id is not distinct from u.scope
        where e.kind = ${kind} and e.import_id is null and e.seq < ${before}`.execute(tx),
    );
    entries.push(...rows);
  }
  return entries;
}

/** Closings and reopenings of the months of a period. */
async function closingsOf(
  db: Database,
  actor: Actor,
  scope: FoundScope,
  period: Period,
): Promise<{ kind: string; key: Key }[]> {
  const where = scope.type === 'group' ? sql`true` : sql`scope_id = any(${uuids(scope.siteIds)}::uuid[])`;
  const { rows } = await db.as(actor, (tx) =>
    sql<{ kind: string; seq: number; scope: string }>`
      select c.kind, s.seq, c.scope_id as scope from period_closed c cross join lateral (values (c.closed_seq), (c.reopened_seq)) as s (seq)
      where c.month >= ${period.from} and c.month < ${period.before} and s.seq is not null and ${where}`.execute(tx),
  );
  return rows.map(({ kind, seq, scope: scopeId }) => ({ kind, key: { seq, scope: scopeId, importId: null } }));
}

/** What the selection of records needs besides their ids. */
export interface RecordsAsked {
  kinds: Kinds;
  /** ids by kind */
  ids: ReadonlyMap<string, readonly string[]>;
  /** whose months' closings belong to it */
  closings?: { scope: FoundScope; period: Period };
  head: Block | undefined;
}

/** Everything that was ever done to these records. */
export async function selectRecords(db: Database, actor: Actor, asked: RecordsAsked): Promise<Selection> {
  const before = asked.head?.beforeSeq ?? 0;
  const entries: ChosenEntry[] = [];
  const closings = asked.closings ? await closingsOf(db, actor, asked.closings.scope, asked.closings.period) : [];
  for (const [id, kind] of asked.kinds) {
    const ids = asked.ids.get(id);
    const keys = ids ? await keysOf(db, actor, kind, ids) : [];
    const closed = closings.flatMap((one) => (one.kind === id ? [one.key] : []));
    if (keys.length + closed.length > 0) entries.push(...(await entriesOf(db, id, [...keys, ...closed], before)));
  }
  const sets = new Map([...asked.ids].map(([kind, ids]) => [kind, new Set(ids)]));
  const known = new Map(entries.map((entry) => [`${entry.seq} ${entry.n}`, entry]));
  return {
    entries: [...known.values()].sort(byNumber),
    includes: (kind, id) => sets.get(kind)?.has(id) ?? false,
  };
}

/** That an entry was made in a period, in the days of the group. */
export const madeIn = (period: Period): RawBuilder<boolean> =>
  sql<boolean>`(e.at >= (${period.from}::timestamp at time zone ${ZONE}) and e.at < (${period.before}::timestamp at time zone ${ZONE}))`;

/** That an entry is one of a scope; the group's hold all. */
export const ofScope = (scope: FoundScope): RawBuilder<boolean> =>
  scope.type === 'group'
    ? sql<boolean>`true`
    : sql<boolean>`e.scope_id = any(${uuids([scope.id, ...scope.siteIds])}::uuid[])`;

/** Everything that was done in a time, as far as the reader may see it. */
export async function selectMade(
  db: Database,
  actor: Actor,
  asked: { scope: FoundScope; period: Period; head: Block | undefined },
): Promise<Selection> {
  const entries: ChosenEntry[] = [];
  for (let [seq, n] = [0, 0]; ; ) {
    const { rows } = await db.as(actor, (tx) =>
      sql<ChosenEntry>`select ${columns} from history_entry e
        where (e.seq, e.n) > (${seq}, ${n}) and e.seq < ${asked.head?.beforeSeq ?? 0} and ${madeIn(asked.period)} and ${ofScope(asked.scope)}
        order by e.seq, e.n limit 5000`.execute(tx),
    );
    entries.push(...rows);
    const last = rows.at(-1);
    if (!last || rows.length < 5_000) break;
    [seq, n] = [last.seq, last.n];
  }
  return { entries, includes: () => true };
}
