// What I was told, what I have read and done of it, and how I want to be told.
import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { type Route, route } from '../http/route.ts';
import { type Dictionary, languages } from '../i18n/words.ts';
import { Refused } from '../records/server/refusal.ts';
import type { Facts } from './facts.ts';
import { channels, chats, choosable, isChat, messages, paces } from './kinds.ts';
import type { Outside } from './outside.ts';
import { type Preference, paceOf, usualPreference } from './preference.ts';
import { sayNotice } from './say.ts';
import { reachedBy, readPreference } from './spread.ts';

const AT_ONCE = 50;

export interface NoticeWorld {
  db: Database;
  words: Dictionary;
  outside: Pick<Outside, 'channels' | 'chats'>;
}

interface NoticeRow {
  id: string;
  message: string;
  facts: Facts;
  opens: string;
  due_at: Date | null;
  at: Date;
  read_at: Date | null;
  done_at: Date | null;
}

const hour = z.int().min(0).max(23);
const isZone = (zone: string) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
};
const preferenceShape = z.object({
  chosen: z.partialRecord(z.enum(channels), z.partialRecord(z.enum(choosable), z.enum(paces))),
  digest: z.enum(['daily', 'weekly']),
  weekday: z.int().min(1).max(7),
  hour,
  timeZone: z.string().max(60).refine(isZone),
  quiet: z.object({ from: hour, to: hour }).nullable(),
});

/** Routes of notices for whoever is signed in: each touches nothing but what is his. */
export function noticeRoutes({ db, words, outside }: NoticeWorld): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/notices',
      summary: 'What I was told, the newest first',
      query: z.object({ show: z.enum(['unread', 'done', 'all']).default('unread'), before: z.uuid().optional() }),
      may: () => 'signed-in',
      answer: async ({ session }, { show, before }) =>
        db.as(session.actor, async (tx) => {
          const shown = {
            unread: sql`read_at is null and done_at is null`,
            done: sql`done_at is not null`,
            all: sql`true`,
          }[show];
          const { rows } =
            await sql<NoticeRow>`select id, message, facts, opens, due_at, at, read_at, done_at from notice
            where person_id = ${session.personId} and ${shown} ${before ? sql`and id < ${before}` : sql``}
            order by id desc limit ${AT_ONCE + 1}`.execute(tx);
          const notices = rows.slice(0, AT_ONCE).map((row) => ({
            id: row.id,
            message: row.message,
            text: Object.fromEntries(
              languages.map((language) => [language, sayNotice(words, language, row.message, row.facts)]),
            ),
            opens: row.opens,
            dueAt: row.due_at,
            at: row.at,
            readAt: row.read_at,
            doneAt: row.done_at,
          }));
          return { notices, more: rows.length > AT_ONCE };
        }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/notices/mark',
      summary: 'Mark what I was told as read, or done, or not',
      body: z.object({
        ids: z.union([z.array(z.uuid()).min(1).max(500), z.literal('all')]),
        as: z.enum(['read', 'unread', 'done', 'open']),
      }),
      may: () => 'signed-in',
      answer: async ({ session }, { body: { ids, as } }) =>
        db.as(session.actor, async (tx) => {
          const set = {
            read: sql`read_at = coalesce(read_at, now())`,
            unread: sql`read_at = null, done_at = null`,
            done: sql`read_at = coalesce(read_at, now()), done_at = coalesce(done_at, now())`,
            open: sql`done_at = null`,
          }[as];
          const which = ids === 'all' ? sql`read_at is null` : sql`id = any(${`{${ids.join(',')}}`}::uuid[])`;
          const { numAffectedRows } =
            await sql`update notice set ${set} where person_id = ${session.personId} and ${which}`.execute(tx);
          return { marked: Number(numAffectedRows ?? 0n) };
        }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/account/notices',
      summary: 'How I want to be told, by channel and message',
      may: () => 'signed-in',
      answer: async ({ session }) =>
        db.as(session.actor, async (tx) => {
          const preference = await readPreference(tx, session.personId);
          const reached = await reachedBy(tx, session.personId);
          return {
            channels: channels.map((channel) => ({
              channel,
              available: outside.channels.includes(channel),
              address: isChat(channel) ? null : (reached.get(channel) ?? null),
              linked: reached.has(channel),
            })),
            messages: choosable.map((message) => ({
              message,
              pace: Object.fromEntries(channels.map((channel) => [channel, paceOf(preference, channel, message)])),
            })),
            preference,
            usual: { ...usualPreference, messages },
          };
        }),
    }),
    route({
      method: 'PUT',
      path: '/api/v1/account/notices',
      summary: 'Choose how I want to be told',
      body: preferenceShape,
      may: () => 'signed-in',
      answer: async ({ session }, { body }) =>
        db.as(session.actor, async (tx) => {
          const kept: Preference = body;
          await sql`insert into notice_preference (person_id, preference) values (${session.personId}, ${JSON.stringify(kept)}::jsonb)
            on conflict (person_id) do update set preference = excluded.preference`.execute(tx);
          return { ok: true };
        }),
    }),
    route({
      method: 'PUT',
      path: '/api/v1/account/mail',
      summary: 'Where I want my mail; none takes the address away',
      body: z.object({ mail: z.email().max(254).nullable() }),
      may: () => 'signed-in',
      answer: async ({ session }, { body: { mail } }) =>
        db.as(session.actor, async (tx) => {
          const { numAffectedRows } =
            await sql`update person_attribute set mail = ${mail} where person_id = ${session.personId}`.execute(tx);
          if (numAffectedRows !== 1n) throw new Refused('not_found');
          return { ok: true };
        }),
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/account/channels/:channel',
      summary: 'No longer be known in WeCom, DingTalk or Feishu',
      query: z.object({ channel: z.enum(chats) }),
      may: () => 'signed-in',
      answer: async ({ session }, { channel }) =>
        db.as(session.actor, async (tx) => {
          await sql`delete from person_channel where person_id = ${session.personId} and channel = ${channel}`.execute(
            tx,
          );
          return { ok: true };
        }),
    }),
  ];
}
