// The history as a page shows it: entries of a scope and period, newest first, and the records that one speaks of.
import { type RawBuilder, sql } from 'kysely';
import type { Period } from '#period/period.ts';
import type { FoundScope } from '../access/find-scope.ts';
import type { Tx } from '../db/database.ts';
import type { RecordKind, Values } from '../records/declare/kind.ts';
import { type Hiding, hide, hideWords } from '../records/server/masked.ts';
import { nameOf, namesFor, type ReferredName } from '../records/server/names.ts';
import { peopleNamed } from '../records/server/people-named.ts';
import { decodeRows, type Mask, type RecordRead } from '../records/server/read.ts';
import type { Kinds } from '../records/server/refs.ts';
import { inPeriod, madeIn, ofScope } from './select.ts';

/** By what a period is meant: when something was done, or of when the records are to which it was done. */
export type PeriodBy = 'made' | 'records';

export interface HistoryQuestion {
  scope: FoundScope;
  period?: Period | undefined;
  by: PeriodBy;
  actor?: string | undefined;
  kind?: string | undefined;
  actions?: readonly string[] | undefined;
  /** entries before this one */
  before?: { seq: number; n: number } | undefined;
  limit: number;
}

/** An entry as it is listed. */
export interface ListedEntry {
  seq: number;
  n: number;
  at: Date;
  actor: string;
  via: string;
  action: string;
  kind: string | null;
  scopeId: string | null;
  importId: string | null;
  rows: number;
  reason: string | null;
  actorName: { en: string; zh: string };
  /** those for whom a reviewer stood in */
  onBehalfOf?: { en: string; zh: string }[];
}

/** The chained reason of a step that was taken for others names them by id: `for ID ID`. */
const forOthers = /^for ((?:[0-9a-f]{8}-[0-9a-f-]{27} ?)+)$/;

/** Entries with the names of those for whom they were made, in place of their ids. */
async function withOthers(tx: Tx, entries: readonly ListedEntry[]): Promise<ListedEntry[]> {
  const idsOf = ({ reason }: ListedEntry) => forOthers.exec(reason ?? '')?.[1]?.split(' ') ?? [];
  const names = await peopleNamed(tx, entries.flatMap(idsOf));
  return entries.map((entry) => {
    const others = idsOf(entry);
    if (others.length === 0) return entry;
    return { ...entry, reason: null, onBehalfOf: others.map((id) => ({ en: names(id).en, zh: names(id).zh })) };
  });
}

/** That an entry was made about records of a period: what wrote, moved or closed them, gave them papers or asked about them. */
function aboutRecords(kinds: Iterable<RecordKind>, scope: FoundScope, period: Period): RawBuilder<boolean> {
  const parts = [...kinds].flatMap((kind) => {
    const where = inPeriod(kind, scope, period);
    if (!where) return [];
    const table = sql.table(kind.table);
    const isSite = kind.owner === 'site';
    // Of one number, only what was done in the scope of such a record; what the group owns lies in one.
    const entry = isSite ? sql`(e.seq, e.scope_id)` : sql`e.seq`;
    const written = isSite ? sql`t.written_seq, ${sql.ref(`t.${kind.site ?? 'site'}_id`)}` : sql`t.written_seq`;
    const among = (numbers: RawBuilder<unknown>) => (isSite ? sql`${numbers}, b.scope_id` : numbers);
    return [
      sql<boolean>`(e.kind = ${kind.kind} and (
        (e.import_id is not null and e.import_id in (select t.import_id from ${table} t where t.import_id is not null and ${where}))
        or (e.import_id is null and e.action in ('record', 'void') and ${entry} in (select ${written} from ${table} t where ${where}))
        or (e.action in ('submit', 'review', 'approve', 'return') and ${entry} in (
          select ${among(sql`b.seq`)} from review_event b join ${table} t on t.id = b.record_id where b.kind = ${kind.kind} and ${where}))
        or (e.action = 'attach' and ${entry} in (
          select ${among(sql`b.seq`)} from evidence_link b join ${table} t on t.id = b.record_id where b.kind = ${kind.kind} and ${where}))
        or (e.action = 'detach' and ${entry} in (
          select ${among(sql`x.seq`)} from evidence_link b join evidence_ended x on x.link_id = b.id join ${table} t on t.id = b.record_id where b.kind = ${kind.kind} and ${where}))
        or (e.action in ('ask', 'answer', 'settle') and ${entry} in (
          select ${among(sql`m.seq`)} from audit_question b join audit_message m on m.question_id = b.id join ${table} t on t.id = b.record_id
          where b.kind = ${kind.kind} and ${where}))
        or (e.action in ('close', 'reopen') and e.seq in (select s.seq from period_closed c cross join lateral (values (c.closed_seq), (c.reopened_seq)) as s (seq)
          where c.kind = ${kind.kind} and c.scope_id = e.scope_id and c.month >= ${period.from} and c.month < ${period.before}))))`,
    ];
  });
  return parts.length > 0 ? sql<boolean>`(${sql.join(parts, sql` or `)})` : sql<boolean>`false`;
}

const columns = sql`e.seq, e.n, e.at, e.actor, e.via, e.action, e.kind, e.scope_id as "scopeId", e.import_id as "importId", e.rows, e.reason,
  jsonb_build_object('en', coalesce(a.name_en, e.actor), 'zh', coalesce(a.name_zh, e.actor)) as "actorName"`;
const named = sql`history_entry e left join person_attribute a on a.person_id::text = e.actor`;

/** A page of the history. */
export async function listHistory(tx: Tx, kinds: Kinds, question: HistoryQuestion): Promise<ListedEntry[]> {
  const { scope, period, by, actor, kind, actions, before, limit } = question;
  const conditions = [
    ...(period ? [by === 'made' ? madeIn(period) : aboutRecords(kinds.values(), scope, period)] : []),
    // An import of several factories is in the scope of none: its records tell whose it is.
    ...(period && by === 'records' ? [sql`(e.import_id is not null or ${ofScope(scope)})`] : [ofScope(scope)]),
    ...(actor ? [sql`e.actor = ${actor}`] : []),
    ...(kind ? [sql`e.kind = ${kind}`] : []),
    ...(actions ? [sql`e.action = any(${[...actions]}::text[])`] : []),
    ...(before ? [sql`(e.seq, e.n) < (${before.seq}, ${before.n})`] : []),
  ];
  const { rows } = await sql<ListedEntry>`
    select ${columns} from ${named} where ${sql.join(conditions, sql` and `)} order by e.seq desc, e.n desc limit ${limit}`.execute(
    tx,
  );
  return withOthers(tx, rows);
}

/** Who acted in what the reader sees, by name; for the choice of a filter. */
export async function listActors(tx: Tx): Promise<{ id: string; name: { en: string; zh: string } }[]> {
  // From one name to the next by their index: there are few of them among many entries.
  const { rows } = await sql<{ id: string; name: { en: string; zh: string } }>`
    with recursive u (actor) as (
      select min(actor) from history_entry
      union all select (select min(e.actor) from history_entry e where e.actor > u.actor) from u where u.actor is not null
    ) select u.actor as id, jsonb_build_object('en', coalesce(a.name_en, u.actor), 'zh', coalesce(a.name_zh, u.actor)) as name
    from u left join person_attribute a on a.person_id::text = u.actor where u.actor is not null order by 1 limit 500`.execute(
    tx,
  );
  return rows;
}

/** A record of which an entry speaks: as it was then, and as it was before. */
export interface EntryRecord {
  id: string;
  revision: number;
  name: ReferredName;
  before: { values: Values; lines: readonly Values[] } | null;
  after: { values: Values; lines: readonly Values[] } | null;
  /** a reviewer's words */
  words: { field: string | null; words: string }[] | null;
  /** a paper that came to it */
  paper: { sha256: string; fileName: string } | null;
}

/** Records of one entry that are shown at once; the list of the kind shows all. */
const SHOWN = 50;

interface Spoken {
  id: string;
  revision: number | null;
  words: EntryRecord['words'];
  sha256: string | null;
  fileName: string | null;
}

async function spokenOf(tx: Tx, kind: RecordKind, entry: ListedEntry): Promise<Spoken[]> {
  const none = sql`null::jsonb as words, null::text as sha256, null::text as "fileName"`;
  const site = kind.owner === 'site' ? sql.ref(`${kind.site ?? 'site'}_id`) : sql`null::uuid`;
  const ask = async (query: RawBuilder<Spoken>) => (await query.execute(tx)).rows;
  switch (entry.action) {
    case 'record':
    case 'void':
    case 'import': {
      const which = entry.importId
        ? sql`import_id = ${entry.importId} and ${entry.action === 'import' ? sql`revision = 1` : sql`revision > 1`}`
        : sql`written_seq = ${entry.seq} and import_id is null and ${site} is not distinct from ${entry.scopeId}::uuid`;
      return ask(
        sql`select id, revision, ${none} from ${sql.table(kind.table)} where ${which} order by id, revision limit ${SHOWN}`,
      );
    }
    case 'attach':
      return ask(sql`select record_id as id, null::integer as revision, null::jsonb as words, encode(sha256, 'hex') as sha256, file_name as "fileName"
        from evidence_link where seq = ${entry.seq} and kind = ${kind.kind} and file_name = ${entry.reason} order by id limit ${SHOWN}`);
    case 'detach':
      return ask(sql`select l.record_id as id, null::integer as revision, null::jsonb as words, encode(l.sha256, 'hex') as sha256, l.file_name as "fileName"
        from evidence_ended x join evidence_link l on l.id = x.link_id
        where x.seq = ${entry.seq} and l.kind = ${kind.kind} and x.scope_id is not distinct from ${entry.scopeId}::uuid order by l.id limit ${SHOWN}`);
    case 'ask':
    case 'answer':
    case 'settle':
      return ask(sql`select q.record_id as id, q.revision, jsonb_build_array(jsonb_build_object('field', q.field, 'words', coalesce(m.words, ''))) as words,
          null::text as sha256, null::text as "fileName"
        from audit_message m join audit_question q on q.id = m.question_id where m.seq = ${entry.seq} and q.kind = ${kind.kind} and m.says = ${entry.action} limit ${SHOWN}`);
    default:
      return ask(sql`select record_id as id, revision, words, null::text as sha256, null::text as "fileName"
        from review_event where seq = ${entry.seq} and kind = ${kind.kind} and step = ${entry.action} and scope_id is not distinct from ${entry.scopeId}::uuid
        order by record_id limit ${SHOWN}`);
  }
}

/** One entry with the records that it speaks of, as far as they are the reader's; undefined when the entry is not. */
export async function readEntry(
  tx: Tx,
  kinds: Kinds,
  at: { seq: number; n: number },
  maskOf: (kind: RecordKind) => Mask | undefined,
): Promise<{ entry: ListedEntry; records: EntryRecord[]; names: Record<string, ReferredName> } | undefined> {
  const { rows } =
    await sql<ListedEntry>`select ${columns} from ${named} where e.seq = ${at.seq} and e.n = ${at.n}`.execute(tx);
  const [entry] = rows;
  if (!entry) return undefined;
  const kind = entry.kind === null ? undefined : kinds.get(entry.kind);
  const spoken = kind ? await spokenOf(tx, kind, entry) : [];
  if (!kind || spoken.length === 0) return { entry, records: [], names: {} };
  const found = await sql<Record<string, unknown>>`
    select * from ${sql.table(kind.table)} where id = any(${`{${spoken.map(({ id }) => id).join(',')}}`}::uuid[])`.execute(
    tx,
  );
  const mask = maskOf(kind);
  const revisions = (await decodeRows(tx, kind, found.rows)).map((one) => hide(one, mask));
  const byRevision = new Map(revisions.map((one) => [`${one.id} ${one.revision}`, one]));
  const newest = new Map<string, Hiding<RecordRead>>();
  for (const one of revisions) if (one.latest) newest.set(one.id, one);
  const content = (one: RecordRead | undefined) => (one ? { values: one.values, lines: one.lines } : null);
  const writes = ['record', 'void', 'import'].includes(entry.action);
  return {
    entry,
    records: spoken.flatMap(({ id, revision, words, sha256, fileName }) => {
      const last = newest.get(id);
      if (!last) return [];
      const then = revision === null ? last : byRevision.get(`${id} ${revision}`);
      return [
        {
          id,
          revision: revision ?? last.revision,
          name: nameOf(kind, (then ?? last).values),
          before: writes && revision !== null ? content(byRevision.get(`${id} ${revision - 1}`)) : null,
          after: writes ? content(then) : null,
          words: words && hideWords(words, last.hidden),
          paper: sha256 && fileName ? { sha256, fileName } : null,
        },
      ];
    }),
    names: await namesFor(tx, kinds, kind, revisions),
  };
}
