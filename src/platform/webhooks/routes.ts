// The endpoints of webhooks: who is told what, what arrived, and what is tried again.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { findScope } from '../access/find-scope.ts';
import { GROUP_ID } from '../access/organisation.ts';
import type { Database, Tx } from '../db/database.ts';
import { appendEntry, historySeq } from '../history/entry.ts';
import { type Route, route } from '../http/route.ts';
import { Refused } from '../records/server/refusal.ts';
import { bodyOf, hoursTried } from './deliver.ts';
import { webhookEvents } from './events.ts';
import { checkAddress, type Reach } from './outside.ts';
import { newSecret, sealSecret } from './secret.ts';

/** What the endpoints need of the installation. */
export interface WebhookRoutesWorld {
  db: Database;
  /** asked when a secret is made: a first look makes one for the installation */
  secret(): string;
  reach: Reach;
}

const said = {
  name: z.string().trim().min(1).max(100),
  url: z.string().trim().max(2_000),
  events: z.array(z.enum(webhookEvents)).min(1),
  /** only what happens here or below; absent: everything */
  scope: z.string().max(100).nullable(),
};
const wanted = z.object({ ...said, scope: said.scope.default(null) });
const changed = z.object({ ...said, active: z.boolean(), newSecret: z.literal(true) }).partial();
const one = z.object({ id: z.uuid() });
const may = () => ({ action: 'settings.change' as const, scopeId: GROUP_ID });

interface HookRow {
  id: string;
  name: string;
  url: string;
  events: string[];
  scope: { id: string; type: string; code: string; name: { en: string; zh: string } } | null;
  active: boolean;
  madeAt: Date;
  waiting: number;
  givenUp: number;
  last: { at: Date; state: string; status: number | null } | null;
}

async function listHooks(tx: Tx): Promise<HookRow[]> {
  const { rows } = await sql<HookRow>`
    select w.id, w.name, w.url, w.events, w.active, w.made_at as "madeAt",
      case when n.id is not null then json_build_object('id', n.id, 'type', n.type, 'code', n.code, 'name', json_build_object('en', n.name_en, 'zh', n.name_zh)) end as scope,
      (select count(*)::int from webhook_delivery d where d.webhook_id = w.id and d.state = 'waiting') as waiting,
      (select count(*)::int from webhook_delivery d where d.webhook_id = w.id and d.state = 'given_up') as "givenUp",
      (select json_build_object('at', d.last_at, 'state', d.state, 'status', d.last_status) from webhook_delivery d
        where d.webhook_id = w.id and d.last_at is not null order by d.last_at desc limit 1) as last
    from webhook w left join scope_node n on n.id = w.scope_id order by w.name, w.id`.execute(tx);
  return rows;
}

/** Null stands for the whole group: what the group owns belongs to no factory. */
async function scopeOf(tx: Tx, asked: string | null): Promise<string | null> {
  if (asked === null) return null;
  const { id } = await findScope(tx, asked);
  return id === GROUP_ID ? null : id;
}

async function note(tx: Tx, what: readonly unknown[]): Promise<void> {
  const digest = createHash('sha256').update(JSON.stringify(what)).digest();
  await appendEntry(tx, {
    ...{
      seq: await historySeq(tx),
      via: 'api',
      action: 'set',
      kind: 'platform.webhook',
      scopeId: null,
      rows: 1,
      digest,
    },
  });
}

/** Subscriptions and their deliveries. */
export function webhookRoutes({ db, secret, reach }: WebhookRoutesWorld): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/webhooks',
      summary: 'Webhooks, and how they are received',
      may,
      answer: async ({ session }) => {
        const webhooks = await db.as(session.actor, listHooks);
        return { webhooks, events: webhookEvents, hoursTried };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/webhooks',
      summary: 'Tell an address what happens; the secret that signs is shown this once',
      body: wanted,
      secret: true,
      may,
      answer: async ({ session }, { body }) => {
        await checkAddress(body.url, reach);
        const [id, text] = [uuidv7(), newSecret()];
        return db.as(session.actorFor('settings.change'), async (tx) => {
          const scopeId = await scopeOf(tx, body.scope);
          await sql`insert into webhook (id, name, url, secret, events, scope_id, made_by, from_seq)
            values (${id}, ${body.name}, ${body.url}, ${sealSecret(text, secret())}, ${body.events}::text[], ${scopeId}::uuid, app_actor(), app_seq())`.execute(
            tx,
          );
          await note(tx, ['made', id, body.url, body.events, scopeId]);
          return { id, secret: text };
        });
      },
    }),
    route({
      method: 'PATCH',
      path: '/api/v1/webhooks/:id',
      summary: 'Change, stop or take up a webhook; a new secret is shown this once',
      query: one,
      body: changed,
      secret: true,
      may,
      answer: async ({ session }, { id, body }) => {
        if (body.url !== undefined) await checkAddress(body.url, reach);
        const text = body.newSecret ? newSecret() : undefined;
        return db.as(session.actorFor('settings.change'), async (tx) => {
          const scopeId = body.scope === undefined ? undefined : await scopeOf(tx, body.scope);
          // What happened while it was stopped is not told afterwards.
          const { numAffectedRows } =
            await sql`update webhook set name = coalesce(${body.name ?? null}, name), url = coalesce(${body.url ?? null}, url),
            events = coalesce(${body.events ?? null}::text[], events), scope_id = ${scopeId === undefined ? sql`scope_id` : sql`${scopeId}::uuid`},
            secret = coalesce(${text === undefined ? null : sealSecret(text, secret())}::bytea, secret),
            from_seq = case when ${body.active ?? null}::boolean and not active then app_seq() else from_seq end,
            active = coalesce(${body.active ?? null}::boolean, active) where id = ${id}`.execute(tx);
          if (numAffectedRows !== 1n) throw new Refused('not_found');
          await note(tx, ['changed', id, { ...body, newSecret: text !== undefined }]);
          return { id, ...(text === undefined ? {} : { secret: text }) };
        });
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/webhooks/:id',
      summary: 'End a webhook; its deliveries go with it',
      query: one,
      may,
      answer: async ({ session }, { id }) => {
        await db.as(session.actorFor('settings.change'), async (tx) => {
          const { numAffectedRows } = await sql`delete from webhook where id = ${id}`.execute(tx);
          if (numAffectedRows !== 1n) throw new Refused('not_found');
          await note(tx, ['ended', id]);
        });
        return { ok: true };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/webhooks/:id/test',
      summary: 'Send a webhook a test',
      query: one,
      may,
      answer: async ({ session }, { id }) =>
        db.as(session.actorFor('settings.change'), async (tx) => {
          const delivery = uuidv7();
          const body = bodyOf({ id: delivery, type: 'test' as never, at: new Date(), seq: null, data: {} }, null);
          const { numAffectedRows } = await sql`insert into webhook_delivery (id, webhook_id, event, body)
            select ${delivery}, id, 'test', ${body} from webhook where id = ${id}`.execute(tx);
          if (numAffectedRows !== 1n) throw new Refused('not_found');
          return { delivery };
        }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/webhooks/:id/deliveries',
      summary: 'What a webhook was sent, the newest first',
      query: one.extend({ limit: z.coerce.number().int().min(1).max(200).default(50), after: z.uuid().optional() }),
      may,
      answer: async ({ session }, { id, limit, after }) =>
        db.as(session.actor, async (tx) => {
          const { rows } = await sql<{ id: string }>`
            select id, event, body::jsonb as body, made_at as "madeAt", state, attempts, next_at as "nextAt", last_at as "lastAt",
              last_status as "lastStatus", last_problem as "lastProblem" from webhook_delivery
            where webhook_id = ${id} ${after ? sql`and id < ${after}` : sql``} order by id desc limit ${limit + 1}`.execute(
            tx,
          );
          const deliveries = rows.slice(0, limit);
          return { deliveries, next: rows.length > limit ? (deliveries.at(-1)?.id ?? null) : null };
        }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/webhooks/:id/deliveries/:delivery/replay',
      summary: 'Send a delivery once more',
      query: one.extend({ delivery: z.uuid() }),
      may,
      answer: async ({ session }, { id, delivery }) => {
        const { numAffectedRows } = await db.as(session.actorFor('settings.change'), (tx) =>
          sql`update webhook_delivery set state = 'waiting', attempts = 0, next_at = now() where id = ${delivery} and webhook_id = ${id}`.execute(
            tx,
          ),
        );
        if (numAffectedRows !== 1n) throw new Refused('not_found');
        return { ok: true };
      },
    }),
  ];
}
