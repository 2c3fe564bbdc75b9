// Questions about records: asked by the auditor, answered in place by the factory, settled by the auditor. Nothing is altered.
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { FoundScope } from '../access/find-scope.ts';
import type { Session } from '../access/session.ts';
import type { Tx } from '../db/database.ts';
import { appendEntry, historySeq, type Via } from '../history/entry.ts';
import { notify, settleNotice } from '../notify/notify.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import { contentHashOfText } from '../records/server/content.ts';
import type { InboxSource } from '../records/server/inbox.ts';
import { nameOf } from '../records/server/names.ts';
import { findLatest } from '../records/server/read.ts';
import { scopeOf } from '../records/server/record.ts';
import type { Kinds } from '../records/server/refs.ts';
import { Refused } from '../records/server/refusal.ts';

/** One turn of a thread. `settle`: the auditor is content. */
export interface Message {
  says: 'ask' | 'answer' | 'settle';
  words: string | null;
  at: Date;
  actor: string;
  actorName: { en: string; zh: string };
}

/** A thread about one record; whose turn it is, its last message says. */
export interface Question {
  id: string;
  sampleId: string | null;
  kind: string;
  recordId: string;
  revision: number;
  field: string | null;
  scopeId: string | null;
  /** open: waits for the factory; answered: for the auditor */
  state: 'open' | 'answered' | 'settled';
  messages: Message[];
}

const stateOf = { ask: 'open', answer: 'answered', settle: 'settled' } as const;

/** Which threads. */
export interface QuestionsAsked {
  record?: { kind: string; id: string };
  sampleId?: string;
  scope?: FoundScope;
  open?: boolean;
}

/** Threads as far as the reader may see their records, those that wait longest first. */
export async function listQuestions(tx: Tx, asked: QuestionsAsked): Promise<Question[]> {
  const { record, sampleId, scope, open } = asked;
  const conditions = [
    sql`true`,
    ...(record ? [sql`q.kind = ${record.kind} and q.record_id = ${record.id}`] : []),
    // What was asked about a record of a sample belongs to it, wherever it was asked.
    ...(sampleId
      ? [
          sql`exists (select from audit_sample_record r where r.sample_id = ${sampleId} and r.kind = q.kind and r.record_id = q.record_id)`,
        ]
      : []),
    ...(scope && scope.type !== 'group'
      ? [sql`q.scope_id = any(${`{${[scope.id, ...scope.siteIds].join(',')}}`}::uuid[])`]
      : []),
  ];
  const { rows } = await sql<Omit<Question, 'state'>>`
    select q.id, q.sample_id as "sampleId", q.kind, q.record_id as "recordId", q.revision, q.field, q.scope_id as "scopeId",
      jsonb_agg(jsonb_build_object('says', m.says, 'words', m.words, 'at', m.at, 'actor', m.actor,
        'actorName', jsonb_build_object('en', coalesce(a.name_en, m.actor), 'zh', coalesce(a.name_zh, m.actor))) order by m.seq, m.id) as messages
    from audit_question q join audit_message m on m.question_id = q.id left join person_attribute a on a.person_id::text = m.actor
    where ${sql.join(conditions, sql` and `)} group by q.id order by q.seq, q.id limit 500`.execute(tx);
  const all = rows.map((row): Question => ({ ...row, state: stateOf[row.messages.at(-1)?.says ?? 'ask'] }));
  return open ? all.filter(({ state }) => state !== 'settled') : all;
}

interface Turn {
  session: Session;
  via: Via;
  words: string;
}

async function say(tx: Tx, question: Omit<Question, 'messages' | 'state'>, says: Message['says'], turn: Turn) {
  const { id, kind, recordId, scopeId } = question;
  const words = turn.words.trim() === '' ? null : turn.words.trim();
  if (words === null && says !== 'settle') throw new Refused('words_required');
  const seq = await historySeq(tx);
  await sql`insert into audit_message (id, question_id, says, words, seq, actor) values (${uuidv7()}, ${id}, ${says}, ${words}, ${seq}, app_actor())`.execute(
    tx,
  );
  await appendEntry(tx, {
    ...{ seq, via: turn.via, action: says, kind, scopeId, reason: words, rows: 1 },
    digest: contentHashOfText(JSON.stringify([says, id, kind, recordId, words])),
  });
}

/** Tells the other side. A question that was answered waits for nobody at the factory any more. */
async function tell(tx: Tx, kind: RecordKind, question: Question, says: Message['says'], turn: Turn): Promise<void> {
  const { id, recordId, scopeId, messages } = question;
  const [record] = await findLatest(tx, kind, [recordId]);
  const name = record ? nameOf(kind, record.values) : undefined;
  const facts = {
    name: turn.session.name,
    record: name ? { en: name.code || name.en, zh: name.code || name.zh } : { word: kind.kind },
    words: turn.words.slice(0, 200),
  };
  const opens = `/records/${kind.kind}/${recordId}`;
  const turns = messages.length;
  if (says === 'ask')
    await notify(tx, {
      ...{ to: { action: 'audit.answer', ...(scopeId ? { scopeId } : {}) }, message: 'audit_question' },
      ...{ facts, opens, key: `audit ${id} ${turns}` },
    });
  // Whatever was asked last is answered, or needs no answer.
  else if (turns > 0) await settleNotice(tx, `audit ${id} ${turns - 1}`);
  const asker = messages.findLast((one) => one.says === 'ask')?.actor;
  if (says === 'answer' && asker && /^[0-9a-f]{8}-/.test(asker))
    await notify(tx, {
      ...{ to: { personId: asker }, message: 'audit_answer', facts, opens },
      key: `audit answer ${id} ${turns}`,
    });
}

/**
 * Asks about a record, or about one of its fields.
 * @returns the id of the thread
 * @throws Refused `not_found`, `not_allowed`, `words_required`, `wrong_input` for a field that it has not
 */
export async function ask(
  tx: Tx,
  kind: RecordKind,
  about: { id: string; recordId: string; field: string | null; sampleId: string | null },
  turn: Turn,
): Promise<void> {
  const [record] = await findLatest(tx, kind, [about.recordId]);
  if (!record) throw new Refused('not_found');
  const scopeId = scopeOf(kind, record.values);
  if (!turn.session.may('audit.ask', scopeId ?? undefined)) throw new Refused('not_allowed');
  if (about.field !== null && !kind.all.has(about.field)) throw new Refused('wrong_input');
  const seq = await historySeq(tx);
  const { numAffectedRows } =
    await sql`insert into audit_question (id, sample_id, kind, record_id, revision, field, scope_id, seq, actor)
    values (${about.id}, ${about.sampleId}::uuid, ${kind.kind}, ${about.recordId}, ${record.revision}, ${about.field}, ${scopeId}::uuid, ${seq}, app_actor())
    on conflict (id) do nothing`.execute(tx);
  // Sent twice, asked once.
  if (numAffectedRows !== 1n) return;
  const question = { ...about, kind: kind.kind, revision: record.revision, scopeId };
  await say(tx, question, 'ask', turn);
  await tell(tx, kind, { ...question, state: 'open', messages: [] }, 'ask', turn);
}

const mayFor = { ask: 'audit.ask', answer: 'audit.answer', settle: 'audit.ask' } as const;

/**
 * Takes a turn in a thread. A further question opens a settled thread again; a settled one is not answered.
 * @throws Refused `not_found`, `not_allowed`, `words_required`, `wrong_step`
 */
export async function turn(tx: Tx, kinds: Kinds, id: string, says: Message['says'], by: Turn): Promise<void> {
  const { rows } = await sql<{
    kind: string;
    record: string;
  }>`select kind, record_id as record from audit_question where id = ${id}`.execute(tx);
  const [row] = rows;
  const kind = row && kinds.get(row.kind);
  if (!row || !kind) throw new Refused('not_found');
  const question = (await listQuestions(tx, { record: { kind: row.kind, id: row.record } })).find(
    (one) => one.id === id,
  );
  if (!question) throw new Refused('not_found');
  if (!by.session.may(mayFor[says], question.scopeId ?? undefined)) throw new Refused('not_allowed');
  if (question.state === 'settled' && says !== 'ask') throw new Refused('wrong_step', { state: 'settled' });
  await say(tx, question, says, by);
  await tell(tx, kind, question, says, by);
}

/** Questions that wait for an answer where one may give it, and answers to one's own questions that wait to be read. */
export const auditTasks: InboxSource = async (tx, session) => {
  const mayAnswer = session.may('audit.answer');
  const mayAsk = session.may('audit.ask');
  if (!mayAnswer && !mayAsk) return [];
  const waiting = (await listQuestions(tx, { open: true })).filter((one) => {
    if (one.scopeId === null) return false;
    if (one.state === 'answered') return mayAsk && one.messages.some(({ actor }) => actor === session.personId);
    return session.may('audit.answer', one.scopeId) && !session.everywhere('audit.answer');
  });
  const groups = Map.groupBy(waiting, ({ state, scopeId }) => `${state} ${scopeId}`);
  return [...groups.values()].map((group) => {
    const [first] = group as [Question, ...Question[]];
    return {
      task: first.state === 'open' ? 'audit.task.answer' : 'audit.task.read',
      // One question opens at its record; several at their list.
      to: group.length === 1 ? `/records/${first.kind}/${first.recordId}` : '/audit/questions',
      ...{ scopeId: first.scopeId ?? '', month: null, count: group.length },
    };
  });
};
