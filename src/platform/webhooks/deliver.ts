// Tells webhooks what happened: each happening becomes a delivery once, and each delivery is tried until it arrives or is given up.
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { type Database, systemActor, type Tx } from '../db/database.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import { Refused } from '../records/server/refusal.ts';
import { type Happening, happeningsFrom } from './events.ts';
import { postOutside, type Reach } from './outside.ts';
import { openSecret, signatureOf } from './secret.ts';

const actor = systemActor('webhooks');
/** How long after each try the next comes; behind the last it is given up: a receiver that is away over a weekend is found. */
export const usualWaits: readonly number[] = [10, 60, 300, 1_800, 7_200, 21_600, 43_200, 86_400, 86_400];
/** For so many hours a delivery is tried. */
export const hoursTried = Math.floor(usualWaits.reduce((sum, seconds) => sum + seconds, 0) / 3600);
/** A program that dies while it sends leaves the delivery to be taken up again. */
const LEASE = '2 minutes';
const AT_ONCE = 20;
const KEPT = '30 days';
const PROBLEM_CHARACTERS = 200;

/** What delivering needs. */
export interface WebhookWorld {
  db: Database;
  kinds: ReadonlyMap<string, RecordKind>;
  /** the installation's secret, under which those of the webhooks are kept */
  secret: string;
  reach: Reach;
  /** seconds after each try */
  waits?: readonly number[];
}

/** The body of a delivery: the bytes that are signed and sent. */
export const bodyOf = (
  { id, type, at, seq, data }: Omit<Happening, 'seq' | 'scopeId'> & { seq: number | null },
  scope: object | null,
): string => JSON.stringify({ id, type, at, seq, scope, data });

/** Turns what happened since into deliveries, all of a page or nothing of it. @returns how many */
export async function makeDeliveries({ db, kinds }: Pick<WebhookWorld, 'db' | 'kinds'>): Promise<number> {
  return db.as(actor, async (tx) => {
    const { rows: hooks } = await sql<{ id: string; events: string[]; scope_id: string | null; from_seq: number }>`
      select id, events, scope_id, from_seq from webhook where active order by id`.execute(tx);
    if (hooks.length === 0) return 0;
    // Of two programs on one database one waits here and finds the work done.
    const { rows } = await sql<{ before_seq: number }>`select before_seq from webhook_reader for update`.execute(tx);
    const from = Math.max(rows[0]?.before_seq ?? 0, Math.min(...hooks.map((hook) => hook.from_seq)));
    const { happenings, before } = await happeningsFrom(tx, kinds, from);
    if (before === from) return 0;
    let made = 0;
    for (const happening of happenings) {
      const { scope, above } = await placeOf(tx, happening.scopeId);
      const body = bodyOf(happening, scope);
      for (const hook of hooks) {
        const isAsked = hook.events.includes(happening.type) && happening.seq >= hook.from_seq;
        if (!isAsked || (hook.scope_id !== null && !above.includes(hook.scope_id))) continue;
        await sql`insert into webhook_delivery (id, webhook_id, event, body, seq) values (${uuidv7()}, ${hook.id}, ${happening.type}, ${body}, ${happening.seq})`.execute(
          tx,
        );
        made += 1;
      }
    }
    await sql`update webhook_reader set before_seq = ${before}`.execute(tx);
    return made;
  });
}

/** Where something happened, and every scope that this lies in. */
async function placeOf(tx: Tx, scopeId: string | null): Promise<{ scope: object | null; above: string[] }> {
  if (scopeId === null) return { scope: null, above: [] };
  const { rows } = await sql<{ id: string; type: string; code: string; above: string[] }>`
    with recursive above (id) as (
      select ${scopeId}::uuid union select e.parent_id from above a join scope_edge e on e.child_id = a.id
    ) select n.id, n.type, n.code, (select array_agg(id::text) from above) as above from scope_node n where n.id = ${scopeId}`.execute(
    tx,
  );
  const [node] = rows;
  return node
    ? { scope: { id: node.id, type: node.type, code: node.code }, above: node.above }
    : { scope: null, above: [] };
}

interface Due {
  id: string;
  url: string;
  secret: Buffer;
  event: string;
  body: string;
  attempts: number;
}

/** Sends what is due, some at once, at least once each. @returns how many were tried */
export async function sendDue(world: WebhookWorld): Promise<number> {
  const { db } = world;
  const due = await db.as(actor, async (tx) => {
    const { rows } = await sql<Due>`
      update webhook_delivery d set attempts = d.attempts + 1, last_at = now(), next_at = now() + ${LEASE}::interval
      from webhook w where w.id = d.webhook_id and d.id in (
        select x.id from webhook_delivery x join webhook h on h.id = x.webhook_id
        where x.state = 'waiting' and x.next_at <= now() and h.active order by x.next_at limit ${AT_ONCE} for update of x skip locked)
      returning d.id, w.url, w.secret, d.event, d.body, d.attempts`.execute(tx);
    return rows;
  });
  await Promise.all(due.map((one) => sendOne(world, one)));
  return due.length;
}

async function sendOne(world: WebhookWorld, { id, url, secret, event, body, attempts }: Due): Promise<void> {
  const { db, reach, waits = usualWaits } = world;
  let status: number | null = null;
  let problem: string | null = null;
  try {
    const second = Math.floor(Date.now() / 1000);
    const signature = signatureOf(body, openSecret(secret, world.secret), second);
    const headers = { 'greenfab-event': event, 'greenfab-delivery': id, 'greenfab-signature': signature };
    status = await postOutside(url, body, { ...headers, 'user-agent': 'greenfab' }, reach);
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    problem = error instanceof Refused ? error.code : (code ?? message ?? '').slice(0, PROBLEM_CHARACTERS);
  }
  const arrived = status !== null && status >= 200 && status < 300;
  const wait = waits[attempts - 1];
  const state = arrived ? 'delivered' : wait === undefined ? 'given_up' : 'waiting';
  await db.as(actor, (tx) =>
    sql`update webhook_delivery set state = ${state}, last_status = ${status}::integer, last_problem = ${problem}::text,
      next_at = now() + make_interval(secs => ${wait ?? 0}) where id = ${id} and attempts = ${attempts}`.execute(tx),
  );
}

/** Takes away deliveries that are older than a month and done with. */
export async function sweepDeliveries(db: Database): Promise<void> {
  await db.as(actor, (tx) =>
    sql`delete from webhook_delivery where state <> 'waiting' and made_at < now() - ${KEPT}::interval`.execute(tx),
  );
}
