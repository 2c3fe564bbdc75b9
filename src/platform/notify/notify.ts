// Tells somebody something, in the transaction of the change that caused it: what is not committed is not told, and what is
// committed is told even when the program dies the moment after.
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Action } from '../access/roles.ts';
import type { Tx } from '../db/database.ts';
import { historySeq } from '../history/entry.ts';
import type { Facts } from './facts.ts';
import type { Message } from './kinds.ts';

/** One thing to be told, and to whom. */
export interface Notice {
  /**
   * A person; or whoever may do the action at the scope, the nearest: who may do it only for a larger part is told where
   * nobody nearer can be. Without a scope, everybody who may do it anywhere. Whoever acts is not told of his own doing,
   * unless he is named.
   */
  to: { personId: string } | { action: Action; scopeId?: string };
  message: Message;
  facts: Facts;
  /** address of the one task inside the application, as `/records/waste.load?record=…` */
  opens: string;
  /** when it must be done by */
  dueAt?: Date;
  /** of one key a person is told once, ever */
  key: string;
}

/** @throws Error for an address outside the application */
export async function notify(tx: Tx, { to, message, facts, opens, dueAt, key }: Notice): Promise<void> {
  if (!/^\/(?!\/)/.test(opens)) throw new Error(`a notice opens an address of the application, not ${opens}`);
  const [person, action, scope] = 'personId' in to ? [to.personId, null, null] : [null, to.action, to.scopeId ?? null];
  const seq = await historySeq(tx);
  await sql`insert into notice_request (id, person_id, action, scope_id, message, facts, opens, due_at, key, actor, seq)
    values (${uuidv7()}, ${person}, ${action}, ${scope}, ${message}, ${JSON.stringify(facts)}::jsonb, ${opens}, ${dueAt ?? null}, ${key}, app_actor(), ${seq})`.execute(
    tx,
  );
}

/** What was told under this key, or one that begins with it and a colon, is done: it no longer waits for anybody, and what has not left yet stays here. */
export async function settleNotice(tx: Tx, key: string): Promise<void> {
  const seq = await historySeq(tx);
  await sql`insert into notice_request (id, message, opens, key, settles, actor, seq)
    values (${uuidv7()}, '', '/', ${key}, true, app_actor(), ${seq})`.execute(tx);
}
