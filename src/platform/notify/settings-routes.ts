// What an administrator sees of notices: which ways out there are, what did not arrive, and the robots of group chats.
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { GROUP_ID } from '../access/organisation.ts';
import type { Tx } from '../db/database.ts';
import { appendEntry, historySeq } from '../history/entry.ts';
import { type Route, route } from '../http/route.ts';
import { languages, word } from '../i18n/words.ts';
import { contentHashOfText } from '../records/server/content.ts';
import { Refused } from '../records/server/refusal.ts';
import { MOST_TRIES } from './deliver.ts';
import { type Chat, channels, chats } from './kinds.ts';
import { notify } from './notify.ts';
import { checkRobotAddress, openRobot, robotSpeaksAt, sayByRobot, sealRobot } from './robots.ts';
import type { NoticeWorld } from './routes.ts';

const FAILED_AT_MOST = 100;
const settingsNeed = () => ({ action: 'settings.change' as const, scopeId: GROUP_ID });

export interface NoticeSettingsWorld extends NoticeWorld {
  url: string;
  secret(): string;
  todayIn(timeZone: string): string;
}

/** Who made or took away a robot stands in the history; its address does not. */
async function noteRobot(tx: Tx, scopeId: string | null, said: string): Promise<void> {
  await appendEntry(tx, {
    ...{ seq: await historySeq(tx), via: 'api', action: 'set', kind: null, scopeId, rows: 1 },
    ...{ reason: said, digest: contentHashOfText(said) },
  });
}

export function noticeSettingsRoutes(world: NoticeSettingsWorld): Route[] {
  const { db, words, outside, url, secret } = world;
  return [
    route({
      method: 'GET',
      path: '/api/v1/settings/notices',
      summary: 'Ways out of notices, what waits and what failed, and robots of group chats',
      may: settingsNeed,
      answer: async ({ session }) =>
        db.as(session.actor, async (tx) => {
          const { rows: counts } = await sql<{ channel: string; state: string; n: number; newest: Date | null }>`
            select channel, state, count(*)::int as n, max(sent_at) as newest from notice_delivery group by 1, 2`.execute(
            tx,
          );
          const of = (channel: string, state: string) =>
            counts.find((row) => row.channel === channel && row.state === state);
          const { rows: failed } = await sql`
            select d.id, d.channel, d.state, d.tries, d.error, d.next_at as "nextAt", coalesce(a.name_en, p.user_name) as "nameEn",
              coalesce(a.name_zh, p.user_name) as "nameZh"
            from notice_delivery d join person p on p.id = d.person_id left join person_attribute a on a.person_id = p.id
            where d.state = 'failed' or (d.state = 'waiting' and d.error is not null) order by d.next_at desc limit ${FAILED_AT_MOST}`.execute(
            tx,
          );
          const { rows: robots } = await sql`
            select r.id, r.channel, r.name, r.language, r.hour, r.active, r.tries, r.error, r.next_at as "nextAt", r.scope_id as "scopeId",
              n.name_en as "scopeEn", n.name_zh as "scopeZh" from notice_robot r join scope_node n on n.id = r.scope_id order by r.name, r.id`.execute(
            tx,
          );
          return {
            channels: channels.map((channel) => ({
              channel,
              available: outside.channels.includes(channel),
              waiting: of(channel, 'waiting')?.n ?? 0,
              sent: of(channel, 'sent')?.n ?? 0,
              failed: of(channel, 'failed')?.n ?? 0,
              newest: of(channel, 'sent')?.newest ?? null,
            })),
            mostTries: MOST_TRIES,
            failed,
            robots,
          };
        }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/settings/notices/test',
      summary: 'Send myself a test message by every channel at which I have an address',
      may: settingsNeed,
      answer: async ({ session }) =>
        db.as(session.actor, async (tx) => {
          const key = `test:${uuidv7()}`;
          const day = world.todayIn('Asia/Shanghai');
          const to = { personId: session.personId };
          await notify(tx, { to, message: 'test', facts: { day }, opens: '/notices', key });
          return { key };
        }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/settings/notices/retry',
      summary: 'Try again now what did not arrive',
      body: z.object({ ids: z.array(z.uuid()).min(1).max(FAILED_AT_MOST) }),
      may: settingsNeed,
      answer: async ({ session }, { body: { ids } }) =>
        db.as(session.actor, async (tx) => {
          const { numAffectedRows } = await sql`update notice_delivery set state = 'waiting', tries = 0, next_at = now()
            where id = any(${`{${ids.join(',')}}`}::uuid[]) and (state = 'failed' or (state = 'waiting' and lease_until is null))`.execute(
            tx,
          );
          return { again: Number(numAffectedRows ?? 0n) };
        }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/settings/robots',
      summary: 'Let a robot of a group chat tell once a day how much there is',
      body: z.object({
        channel: z.enum(chats),
        name: z.string().trim().min(1).max(80),
        scopeId: z.uuid(),
        language: z.enum(languages),
        hour: z.int().min(0).max(23),
        address: z.string().max(500),
        secret: z.string().max(200).optional(),
      }),
      may: settingsNeed,
      answer: async ({ session }, { body }) => {
        checkRobotAddress(body.channel, body.address);
        const id = uuidv7();
        const sealed = sealRobot(secret(), {
          address: body.address,
          ...(body.secret ? { secret: body.secret } : {}),
        });
        await db.as(session.actor, async (tx) => {
          const { rows } = await sql`select 1 from scope_node where id = ${body.scopeId}`.execute(tx);
          if (rows.length === 0) throw new Refused('unknown_scope');
          await sql`insert into notice_robot (id, channel, name, scope_id, language, sealed, hour, next_at)
            values (${id}, ${body.channel}, ${body.name}, ${body.scopeId}, ${body.language}, ${sealed}, ${body.hour}, ${robotSpeaksAt(body.hour, new Date())})`.execute(
            tx,
          );
          await noteRobot(tx, body.scopeId, `robot ${body.channel} ${body.name}`);
        });
        return { id };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/settings/robots/:id/test',
      summary: 'Let a robot say that it is there',
      query: z.object({ id: z.uuid() }),
      may: settingsNeed,
      answer: async ({ session }, { id }) => {
        const robot = await db.as(session.actor, async (tx) => {
          const { rows } = await sql<{ channel: Chat; sealed: string; language: 'en' | 'zh' }>`
            select channel, sealed, language from notice_robot where id = ${id}`.execute(tx);
          return rows[0];
        });
        if (!robot) throw new Refused('not_found');
        const say = (key: string) => word(words, robot.language, key);
        const letter = {
          ...{ batch: uuidv7(), language: robot.language, title: say('notify.robot.title') },
          lines: [{ text: say('notify.robot.test'), url: `${url}/inbox` }],
          ...{ open: say('notify.open'), settings: { text: say('notify.choose'), url: `${url}/settings/notices` } },
        };
        try {
          await sayByRobot(robot.channel, openRobot(secret(), robot.sealed), letter, new Date());
          return { ok: true, error: null };
        } catch (error) {
          // What the service answered helps the administrator more than a refusal of ours.
          return { ok: false, error: (error instanceof Error ? error.message : String(error)).slice(0, 300) };
        }
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/settings/robots/:id',
      summary: 'Take a robot away',
      query: z.object({ id: z.uuid() }),
      may: settingsNeed,
      answer: async ({ session }, { id }) =>
        db.as(session.actor, async (tx) => {
          const { rows } = await sql<{
            name: string;
            scope_id: string;
          }>`delete from notice_robot where id = ${id} returning name, scope_id`.execute(tx);
          if (!rows[0]) throw new Refused('not_found');
          await noteRobot(tx, rows[0].scope_id, `robot ${rows[0].name}, taken away`);
          return { ok: true };
        }),
    }),
  ];
}
