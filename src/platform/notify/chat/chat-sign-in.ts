// Signing in by WeCom, DingTalk or Feishu, and saying who one is there: the browser goes to the service and comes back with a
// code. What it left with stands in a cookie, so that nobody is sent back with the code of somebody else.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { z } from 'zod';
import { noteAccess } from '../../access/access-events.ts';
import { deviceOf, networkOf } from '../../access/device.ts';
import type { Session } from '../../access/session.ts';
import { Attempts } from '../../access/sign-in-attempts.ts';
import { cookieNameOf } from '../../access/sign-in-library.ts';
import { type Database, systemActor } from '../../db/database.ts';
import { type Route, route } from '../../http/route.ts';
import { Refused } from '../../records/server/refusal.ts';
import { type Chat, chats } from '../kinds.ts';
import type { Outside } from '../outside.ts';

const notices = systemActor('notices');
const SECONDS = 600;
/** Each way back asks the service something. */
const A_MINUTE = { most: 20, seconds: 60 };

export interface ChatSignInWorld {
  db: Database;
  outside: Pick<Outside, 'chats'>;
  /** how others reach this installation */
  url: string;
  secret(): string;
  /** who is signed in already */
  sessionOf(request: FastifyRequest): Promise<Session | null>;
  /** a link that signs in as this person, once */
  firstLink(personId: string): Promise<string>;
  /** whether he set up a second factor, or a role of his needs one: a chat account is one factor */
  asksSecondFactor(personId: string): Promise<boolean>;
}

/** The person whom an account of a chat belongs to, as long as he is active. */
export async function findByChat(db: Database, channel: Chat, externalId: string): Promise<string | undefined> {
  return db.as(notices, async (tx) => {
    const { rows } = await sql<{
      id: string;
    }>`select c.person_id as id from person_channel c join person p on p.id = c.person_id and p.active
      where c.channel = ${channel} and c.external_id = ${externalId}`.execute(tx);
    return rows[0]?.id;
  });
}

/** Ties an account of a chat to whoever is signed in; nobody takes one that is somebody else's. */
async function linkChat(
  db: Database,
  session: Session,
  channel: Chat,
  externalId: string,
): Promise<'linked' | 'taken'> {
  const owner = await findByChat(db, channel, externalId);
  if (owner && owner !== session.personId) return 'taken';
  await db.as(session.actor, async (tx) => {
    await sql`delete from person_channel where person_id = ${session.personId} and channel = ${channel}`.execute(tx);
    await sql`insert into person_channel (channel, external_id, person_id, linked_by) values (${channel}, ${externalId}, ${session.personId}, app_actor())`.execute(
      tx,
    );
  });
  return 'linked';
}

const shape = z.object({
  state: z.string().max(200).default(''),
  code: z.string().max(500).optional(),
  /** DingTalk calls it so */
  authCode: z.string().max(500).optional(),
});

/** Mounts two doors for each chat: out, and back. They answer with addresses, not with JSON. */
export function mountChatSignIn(app: FastifyInstance, world: ChatSignInWorld): void {
  const { db, outside } = world;
  const base = new URL(world.url);
  const path = base.pathname.replace(/\/$/, '');
  const cookie = cookieNameOf('greenfab_chat', base.origin);
  const inCookie = new RegExp(`(?:^|;\\s*)${cookie}=([\\w-]+)`);
  const attempts = new Attempts();
  const sign = (text: string) => createHmac('sha256', world.secret()).update(`chat ${text}`).digest('base64url');
  const backTo = (channel: Chat) => `${base.origin}${path}/sign-in/chat/${channel}/back`;
  const appOf = (request: FastifyRequest) => {
    const channel = z.enum(chats).safeParse((request.params as { channel: string }).channel);
    const chat = channel.success ? outside.chats[channel.data] : undefined;
    if (!channel.success || !chat) throw new Refused('not_found');
    return { channel: channel.data, chat };
  };
  const setCookie = (reply: FastifyReply, value: string, seconds: number) =>
    reply.header(
      'set-cookie',
      `${cookie}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${base.protocol === 'https:' ? '; Secure' : ''}`,
    );
  /** Whether it is the browser that left, and not too long ago. */
  const hasLeft = (request: FastifyRequest, channel: Chat, state: string): boolean => {
    const kept = inCookie.exec(request.headers.cookie ?? '')?.[1] ?? '';
    const [until = '', signature = ''] = state.split('.');
    const expected = sign(`${channel} ${kept} ${until}`);
    const same = signature.length === expected.length && timingSafeEqual(Buffer.from(signature), Buffer.from(expected));
    return kept !== '' && same && Number(until) > Date.now();
  };

  app.get('/sign-in/chat/:channel', async (request, reply) => {
    const { channel, chat } = appOf(request);
    // A foreign page signs nobody in without his pressing the button here.
    if (request.headers['sec-fetch-site'] === 'cross-site') throw new Refused('foreign_origin');
    const nonce = randomBytes(18).toString('base64url');
    const until = Date.now() + SECONDS * 1_000;
    setCookie(reply, nonce, SECONDS);
    return reply.redirect(chat.signInAddress(backTo(channel), `${until}.${sign(`${channel} ${nonce} ${until}`)}`));
  });

  app.get('/sign-in/chat/:channel/back', async (request, reply) => {
    const { channel, chat } = appOf(request);
    setCookie(reply, '', 0);
    const asked = shape.safeParse(request.query);
    const code = asked.data?.code ?? asked.data?.authCode;
    const { allowed } = attempts.take(request.ip, A_MINUTE);
    if (!code || !allowed || !hasLeft(request, channel, asked.data?.state ?? ''))
      return reply.redirect(`${path}/sign-in?chat=failed`);
    const externalId = await chat.whoIs(code, backTo(channel)).catch(() => null);
    const session = await world.sessionOf(request);
    if (session) {
      // Who still has to show his second factor is not in yet, and opens no further door.
      const outcome =
        externalId === null || session.lacks ? 'failed' : await linkChat(db, session, channel, externalId);
      return reply.redirect(`${path}/account/notices?chat=${outcome}`);
    }
    const personId = externalId === null ? undefined : await findByChat(db, channel, externalId);
    if (!personId) return reply.redirect(`${path}/sign-in?chat=unknown`);
    if (await world.asksSecondFactor(personId)) {
      const where = { network: networkOf(request.ip), device: deviceOf(request.headers['user-agent']) };
      await db.as(systemActor('sign-in'), (tx) =>
        noteAccess(tx, { what: 'sign-in', outcome: 'refused', personId, subject: channel, ...where }),
      );
      return reply.redirect(`${path}/sign-in?chat=second_factor`);
    }
    return reply.redirect(await world.firstLink(personId));
  });
}

/** What the page of the sign-in asks. */
export const chatRoutes = ({ outside }: Pick<ChatSignInWorld, 'outside'>): Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/sign-in/chats',
    summary: 'By which chats one can sign in here',
    may: () => 'anyone',
    answer: async () => ({ chats: chats.filter((chat) => outside.chats[chat] !== undefined) }),
  }),
];
