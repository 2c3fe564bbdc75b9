// Sends what is due: taken under a lease, sent outside of any transaction, noted. Who dies between sending and noting leaves a
// lease that ends, and the message goes once more under the number of the first time.
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { type Database, systemActor } from '../db/database.ts';
import type { Dictionary, Language } from '../i18n/words.ts';
import { ChatRefused } from './chat/chat.ts';
import type { Channel } from './kinds.ts';
import { type Letter, type Told, writeLetter } from './message.ts';

const notices = systemActor('notices');
/** Longer than any channel waits for its service. */
const LEASE_MS = 90_000;
/** After so many tries it has failed, and an administrator sees it. */
export const MOST_TRIES = 8;
const AT_ONCE = 20;
/** Of one digest no more are listed. */
const LINES_AT_MOST = 50;

/** Sends one message to an address of its channel. @throws when the service does not take it */
export type Send = (address: string, letter: Letter) => Promise<void>;

export interface DeliverWorld {
  db: Database;
  words: Dictionary;
  /** how others reach this installation */
  url: string;
  send: Readonly<Partial<Record<Channel, Send>>>;
  now(): Date;
  leaseMs?: number;
}

/** The pause before the next try: half a minute, doubling, at most six hours. */
export const pauseMs = (tries: number): number => Math.min(30_000 * 2 ** (tries - 1), 6 * 3_600_000);

interface Taken {
  id: string;
  person_id: string;
  channel: Channel;
  batch: string;
  tries: number;
}

/** Takes what is due. What leaves together for one person by one channel has one number, drawn at its first try and kept. */
async function take(world: DeliverWorld): Promise<Taken[]> {
  const { db } = world;
  const now = world.now();
  const until = new Date(now.getTime() + (world.leaseMs ?? LEASE_MS));
  return db.as(notices, async (tx) => {
    const { rows } = await sql<Taken & { digest: boolean; batch: string | null }>`
      select id, person_id, channel, digest, batch, tries from notice_delivery
      where state = 'waiting' and next_at <= ${now} and (lease_until is null or lease_until < ${now})
      order by next_at, id limit ${AT_ONCE * LINES_AT_MOST} for update skip locked`.execute(tx);
    const batches = new Map<string, string>();
    const taken: Taken[] = [];
    for (const row of rows) {
      const together = row.digest ? `${row.person_id} ${row.channel}` : row.id;
      const batch = row.batch ?? batches.get(together) ?? uuidv7();
      if (!row.batch) batches.set(together, batch);
      taken.push({ ...row, batch, tries: row.tries + 1 });
      await sql`update notice_delivery set batch = ${batch}, tries = ${row.tries + 1}, lease_until = ${until} where id = ${row.id}`.execute(
        tx,
      );
    }
    return taken;
  });
}

interface Contents {
  language: Language;
  address: string | null;
  told: Told[];
}

/** What a batch says and to whom; what was done or read meanwhile needs no telling in a digest. */
async function contentsOf(world: DeliverWorld, ids: readonly string[], first: Taken): Promise<Contents> {
  return world.db.as(notices, async (tx) => {
    const { rows: people } = await sql<{ language: Language | null; mail: string | null; external: string | null }>`
      select a.language, a.mail, c.external_id as external from person p left join person_attribute a on a.person_id = p.id
      left join person_channel c on c.person_id = p.id and c.channel = ${first.channel} where p.id = ${first.person_id} and p.active`.execute(
      tx,
    );
    const { rows: told } =
      await sql<Told>`select n.message, n.facts, n.opens from notice_delivery d join notice n on n.id = d.notice_id
      where d.id = any(${`{${ids.join(',')}}`}::uuid[]) and n.done_at is null and not (d.digest and n.read_at is not null)
      order by n.due_at nulls last, n.at limit ${LINES_AT_MOST}`.execute(tx);
    const person = people[0];
    const address = first.channel === 'mail' ? person?.mail : person?.external;
    return { language: person?.language ?? 'en', address: address || null, told };
  });
}

/**
 * Sends everything that is due, a few messages at a time.
 * @returns how many messages were tried
 */
export async function deliver(world: DeliverWorld): Promise<number> {
  const taken = await take(world);
  const batches = Map.groupBy(taken, ({ batch }) => batch);
  for (const [batch, rows] of batches) await deliverOne(world, batch, rows);
  return batches.size;
}

async function deliverOne(world: DeliverWorld, batch: string, rows: readonly Taken[]): Promise<void> {
  const first = rows[0] as Taken;
  const ids = rows.map(({ id }) => id);
  const note = (values: { state: string; at?: Date; error?: string }) =>
    world.db.as(notices, (tx) =>
      sql`update notice_delivery set state = ${values.state}, lease_until = null, error = ${values.error ?? null},
        next_at = coalesce(${values.at ?? null}::timestamptz, next_at), sent_at = ${values.state === 'sent' ? world.now() : null}::timestamptz
        where id = any(${`{${ids.join(',')}}`}::uuid[]) and batch = ${batch}`.execute(tx),
    );
  const { language, address, told } = await contentsOf(world, ids, first);
  const send = world.send[first.channel];
  if (!address || told.length === 0 || !send) {
    await note({ state: 'dropped' });
    return;
  }
  try {
    await send(address, writeLetter(world.words, world.url, language, batch, told));
  } catch (error) {
    const wait = error instanceof ChatRefused ? error.waitMs : undefined;
    const tries = Math.max(...rows.map((row) => row.tries));
    await note({
      state: tries >= MOST_TRIES ? 'failed' : 'waiting',
      at: new Date(world.now().getTime() + Math.max(wait ?? 0, pauseMs(tries))),
      error: (error instanceof Error ? error.message : String(error)).slice(0, 500),
    });
    return;
  }
  await note({ state: 'sent' });
}
