// The endpoints of people and posts: who has an account, what is granted to whom, who holds which post, and hand-overs.
import { z } from 'zod';
import { type CalendarDate, isCalendarDate } from '#period/calendar-date.ts';
import type { Database, Tx } from '../db/database.ts';
import { type Route, route } from '../http/route.ts';
import type { Kinds } from '../records/server/refs.ts';
import { Refused } from '../records/server/refusal.ts';
import { type By, endGrant, grantRole, listAccounts, makeAccount, setActive, setAttributes } from './accounts.ts';
import { countsOf, handOver, listHandOversOf, whatMoves } from './hand-over.ts';
import { GROUP_ID } from './organisation.ts';
import { changePost, holdPost, listPosts, makePost, releasePost, setDuties } from './posts.ts';
import { roles } from './roles.ts';
import { type Session, sessionOf } from './session.ts';

export interface PeopleWorld {
  db: Database;
  kinds: Kinds;
  todayIn(timeZone: string): string;
}

const day = z.string().transform((text, ctx): CalendarDate => {
  if (isCalendarDate(text)) return text;
  ctx.addIssue({ code: 'custom', message: 'not a day' });
  return z.NEVER;
});
const name = z.object({ en: z.string().min(1).max(200), zh: z.string().min(1).max(200) });
const language = z.enum(['en', 'zh']);
const mail = z.email().max(200).nullable().default(null);
const byId = z.object({ id: z.uuid() });
const role = z.enum(roles);
const may = () => ({ action: 'people.manage' as const, scopeId: GROUP_ID });
const done = { ok: true };
const handOverAsked = z.object({ from: z.uuid(), to: z.uuid(), scope: z.uuid(), on: day });

/** Endpoints of accounts, grants, posts and hand-overs. */
export function peopleRoutes(world: PeopleWorld): Route[] {
  const { db, kinds } = world;
  const by = (session: Session): By => ({ actor: session.actorFor('people.manage'), via: 'api' });
  const today = () => world.todayIn('Asia/Shanghai');
  /** What a hand-over would move, asked and then done in one transaction. */
  const moving = async (asked: z.output<typeof handOverAsked>) => {
    const { from: fromPerson, to: toPerson, scope: scopeId, on } = asked;
    const other = await sessionOf(db, toPerson, on);
    return (tx: Tx) =>
      whatMoves(tx, kinds, { fromPerson, toPerson, scopeId, on }, today(), (siteId) =>
        Boolean(other?.may('records.record', siteId)),
      );
  };
  return [
    route({
      method: 'GET',
      path: '/api/v1/people',
      summary: 'Everybody who has an account, with roles and posts',
      may,
      answer: async () => ({ people: await listAccounts(db), today: today() }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/people',
      summary: 'Make an account; no mail is needed',
      body: z.object({ userName: z.string().max(80), name, language, mail }),
      may,
      answer: async ({ session }, { body }) => ({
        id: await makeAccount(
          db,
          {
            userName: body.userName,
            nameEn: body.name.en,
            nameZh: body.name.zh,
            language: body.language,
            mail: body.mail,
            sample: false,
          },
          by(session),
        ),
      }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/people/:id',
      summary: 'One person: account, roles, posts with what they answer for, hand-overs',
      query: byId,
      may,
      answer: async ({ session }, { id }) => {
        const [person] = await listAccounts(db, { personId: id });
        if (!person) throw new Refused('not_found');
        return db.as(session.actor, async (tx) => ({
          person,
          posts: await listPosts(tx, kinds, { personId: id }),
          handOvers: await listHandOversOf(tx, id),
          today: today(),
        }));
      },
    }),
    route({
      method: 'PATCH',
      path: '/api/v1/people/:id',
      summary: 'Change what a person is called, or switch the account off or on',
      query: byId,
      body: z.object({
        attributes: z.object({ name, language, mail }).optional(),
        active: z.boolean().optional(),
      }),
      may,
      answer: async ({ session }, { id, body }) => {
        const { attributes, active } = body;
        if (attributes) {
          const { name: called, ...rest } = attributes;
          await setAttributes(db, id, { nameEn: called.en, nameZh: called.zh, ...rest }, by(session));
        }
        if (active !== undefined) await setActive(db, id, active, by(session));
        return done;
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/people/:id/grants',
      summary: 'Grant a role at a scope, with its days',
      query: byId,
      body: z.object({ role, scopeId: z.uuid(), from: day, before: day.optional() }),
      may,
      answer: async ({ session }, { id, body }) => {
        const { before, ...grant } = body;
        if ((await listAccounts(db, { personId: id })).length === 0) throw new Refused('not_found');
        await grantRole(db, { personId: id, ...grant, ...(before ? { before } : {}) }, by(session));
        return done;
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/people/:id/grants/end',
      summary: 'End a grant on a day',
      query: byId,
      body: z.object({ role, scopeId: z.uuid(), from: day, before: day }),
      may,
      answer: async ({ session }, { id, body }) => {
        await endGrant(db, { personId: id, ...body }, by(session));
        return done;
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/posts',
      summary: 'Posts with their holders and what they answer for',
      may,
      answer: async ({ session }) =>
        db.as(session.actor, async (tx) => ({ posts: await listPosts(tx, kinds), today: today() })),
    }),
    route({
      method: 'POST',
      path: '/api/v1/posts',
      summary: 'Set up a post: it carries a role at a scope',
      body: z.object({ code: z.string().max(40), name, scopeId: z.uuid(), role }),
      may,
      answer: async ({ session }, { body }) =>
        db.as(by(session).actor, async (tx) => ({ id: await makePost(tx, body, 'api') })),
    }),
    route({
      method: 'PATCH',
      path: '/api/v1/posts/:id',
      summary: 'Rename a post, say what it answers for, or end it on a day',
      query: byId,
      body: z.object({
        name: name.optional(),
        endedOn: day.optional(),
        duties: z
          .array(z.object({ kind: z.string(), recordId: z.uuid() }))
          .max(200)
          .optional(),
      }),
      may,
      answer: async ({ session }, { id, body }) =>
        db.as(by(session).actor, async (tx) => {
          const { duties, ...change } = body;
          if (change.name || change.endedOn) await changePost(tx, id, change, 'api');
          if (duties) await setDuties(tx, kinds, id, duties, 'api');
          return done;
        }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/posts/:id/holders',
      summary: 'Let somebody hold a post from a day on',
      query: byId,
      body: z.object({ personId: z.uuid(), from: day, before: day.optional() }),
      may,
      answer: async ({ session }, { id, body }) =>
        db.as(by(session).actor, async (tx) => {
          await holdPost(tx, { postId: id, ...body }, 'api');
          return done;
        }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/posts/:id/holders/end',
      summary: 'End who holds a post on a day',
      query: byId,
      body: z.object({ personId: z.uuid(), on: day }),
      may,
      answer: async ({ session }, { id, body }) =>
        db.as(by(session).actor, async (tx) => {
          await releasePost(tx, { postId: id, ...body }, 'api');
          return done;
        }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/hand-overs/preview',
      summary: 'What a hand-over would move, before it is done',
      query: handOverAsked,
      may,
      answer: async ({ session }, asked) => {
        const ask = await moving(asked);
        return db.as(session.actor, async (tx) => {
          const found = await ask(tx);
          return { ...found, counts: countsOf(found) };
        });
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/hand-overs',
      summary: 'Hand over: posts and open work become another’s from a day on, in one recorded step',
      body: handOverAsked.extend({ reason: z.string().max(1_000) }),
      may,
      answer: async ({ session }, { body }) => {
        const { from: fromPerson, to: toPerson, scope: scopeId, on, reason } = body;
        const ask = await moving(body);
        return db.as(by(session).actor, async (tx) => ({
          id: await handOver(tx, { fromPerson, toPerson, scopeId, on }, await ask(tx), { reason, via: 'api' }),
        }));
      },
    }),
  ];
}
