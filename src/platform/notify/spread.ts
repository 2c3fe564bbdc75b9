// Gives every person what he is to be told, once, and says by which channels and when it leaves.
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Action } from '../access/roles.ts';
import { type Database, systemActor, type Tx } from '../db/database.ts';
import { type Channel, channels, isMessage } from './kinds.ts';
import { leavesAt, type Preference, paceOf, usualPreference } from './preference.ts';
import { listRecipients } from './recipients.ts';

const notices = systemActor('notices');
const AT_ONCE = 50;

/** What spreading needs to know of the installation. */
export interface SpreadWorld {
  db: Database;
  /** channels that this installation can send by */
  channels: readonly Channel[];
  todayIn(timeZone: string): string;
  now(): Date;
}

interface Request {
  id: string;
  person_id: string | null;
  action: Action | null;
  scope_id: string | null;
  message: string;
  facts: Record<string, unknown>;
  opens: string;
  due_at: Date | null;
  key: string;
  settles: boolean;
  actor: string;
  at: Date;
}

/**
 * Spreads what was committed, in its order, a few at a time.
 * @returns how many requests were spread; the rest wait for the next time
 */
export async function spread(world: SpreadWorld): Promise<number> {
  return world.db.as(notices, async (tx) => {
    // `skip locked`: of two programs each takes what the other does not have in his hands.
    const { rows } =
      await sql<Request>`select id, person_id, action, scope_id, message, facts, opens, due_at, key, settles, actor, at
      from notice_request where spread_at is null order by seq, id limit ${AT_ONCE} for update skip locked`.execute(tx);
    for (const request of rows) {
      if (request.settles) await settle(tx, request.key);
      else await tell(tx, world, request);
      await sql`update notice_request set spread_at = now() where id = ${request.id}`.execute(tx);
    }
    return rows.length;
  });
}

async function settle(tx: Tx, key: string): Promise<void> {
  await sql`update notice_delivery set state = 'dropped' where state = 'waiting' and lease_until is null
    and notice_id in (select id from notice where (key = ${key} or starts_with(key, ${`${key}:`})) and done_at is null)`.execute(
    tx,
  );
  await sql`update notice set done_at = now() where (key = ${key} or starts_with(key, ${`${key}:`})) and done_at is null`.execute(
    tx,
  );
}

async function tell(tx: Tx, world: SpreadWorld, request: Request): Promise<void> {
  const people =
    request.person_id !== null
      ? [request.person_id]
      : await listRecipients(
          tx,
          request.action as Action,
          request.scope_id,
          world.todayIn('Asia/Shanghai'),
          request.actor,
        );
  for (const personId of people) {
    const id = uuidv7();
    const { numAffectedRows } = await sql`insert into notice (id, person_id, message, facts, opens, due_at, key, at)
      values (${id}, ${personId}, ${request.message}, ${JSON.stringify(request.facts)}::jsonb, ${request.opens}, ${request.due_at}, ${request.key}, ${request.at})
      on conflict (person_id, key) do nothing`.execute(tx);
    if (numAffectedRows === 1n && isMessage(request.message))
      for (const { channel, digest, at } of await leavings(tx, world, personId, request.message))
        await sql`insert into notice_delivery (id, notice_id, person_id, channel, digest, next_at)
          values (${uuidv7()}, ${id}, ${personId}, ${channel}, ${digest}, ${at})`.execute(tx);
  }
}

/** By which channels one message leaves for one person, and when. */
async function leavings(tx: Tx, world: SpreadWorld, personId: string, message: Parameters<typeof paceOf>[2]) {
  const preference = await readPreference(tx, personId);
  const reached = await reachedBy(tx, personId);
  const leaving: { channel: Channel; digest: boolean; at: Date }[] = [];
  for (const channel of channels) {
    if (!world.channels.includes(channel) || !reached.has(channel)) continue;
    const pace = paceOf(preference, channel, message);
    // Whoever asks for a test wants to see it now.
    if (message === 'test') leaving.push({ channel, digest: false, at: world.now() });
    else if (pace !== 'off')
      leaving.push({ channel, digest: pace === 'digest', at: leavesAt(preference, pace, world.now()) });
  }
  return leaving;
}

/** What somebody chose, over what holds for everybody. */
export async function readPreference(tx: Tx, personId: string): Promise<Preference> {
  const { rows } = await sql<{ preference: Partial<Preference> }>`
    select preference from notice_preference where person_id = ${personId}`.execute(tx);
  return { ...usualPreference, ...rows[0]?.preference };
}

/** Channels at which somebody has an address. */
export async function reachedBy(tx: Tx, personId: string): Promise<Map<Channel, string>> {
  const { rows } = await sql<{ channel: Channel; address: string }>`
    select 'mail' as channel, mail as address from person_attribute where person_id = ${personId} and mail is not null and mail <> ''
    union all select channel, external_id from person_channel where person_id = ${personId}`.execute(tx);
  return new Map(rows.map(({ channel, address }) => [channel, address]));
}
