// The endpoints of keys: a person's own, and, for administrators, those of programs and of everybody.
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import type { Database, Tx } from '../db/database.ts';
import { type Route, route } from '../http/route.ts';
import { Refused } from '../records/server/refusal.ts';
import { keyActions, LONGEST_DAYS, listKeys, makeKey, revokeKey } from './api-keys.ts';
import { findScope } from './find-scope.ts';
import { GROUP_ID } from './organisation.ts';
import { type Action, mayDo, roles } from './roles.ts';
import type { Session } from './session.ts';
import { isUserName, normalUserName } from './user-name.ts';

const serviceRoles = roles.filter((role) => role !== 'group_administrator');

/** A program's right is dated by its keys, which begin when they are made and end. */
const SINCE_EVER = '2000-01-01';

const wanted = z.object({
  name: z.string().trim().min(1).max(100),
  actions: z.array(z.enum(keyActions as [Action, ...Action[]])).min(1),
  scope: z.string().max(100),
  days: z.number().int().min(1).max(LONGEST_DAYS),
});
const wantedForService = wanted.extend({
  role: z.enum(serviceRoles as [(typeof serviceRoles)[number], ...(typeof serviceRoles)[number][]]),
});
const one = z.object({ id: z.uuid() });
const administrator = () => ({ action: 'people.manage' as const, scopeId: GROUP_ID });

/** @throws Refused `key_too_wide` naming the first action that is not the maker's own there */
function refuseWider(session: Session, asked: readonly Action[], scopeId: string): void {
  const wider = asked.find((action) => !session.may(action, scopeId));
  if (wider) throw new Refused('key_too_wide', { action: wider });
}

/** A program as a person who can sign in nowhere: its rights are a role's at a scope, as everybody's are. */
async function makeService(tx: Tx, service: { name: string; role: string; scopeId: string }): Promise<string> {
  const id = uuid();
  const spelled = normalUserName(service.name).replace(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  const userName = `service-${[...spelled]
    .slice(0, 20)
    .join('')
    .replace(/^-+|-+$/g, '')}-${id.slice(-6)}`;
  if (!isUserName(userName)) throw new Refused('wrong_input');
  await sql`insert into person (id, user_name, service) values (${id}, ${userName}, true)`.execute(tx);
  await sql`insert into person_attribute (person_id, name_en, name_zh, language) values (${id}, ${service.name}, ${service.name}, 'en')`.execute(
    tx,
  );
  await sql`insert into role_grant (person_id, role, scope_id, from_on) values (${id}, ${service.role}, ${service.scopeId}, ${SINCE_EVER})`.execute(
    tx,
  );
  return id;
}

/** Keys of oneself, and of programs. */
export function keyRoutes(db: Database): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/keys',
      summary: 'Your own API keys, and what a new one may be made for',
      may: () => 'signed-in',
      answer: async ({ session }) => ({
        keys: await db.as(session.actor, (tx) => listKeys(tx, { personId: session.personId })),
        actions: keyActions.filter((action) => session.may(action)),
        longestDays: LONGEST_DAYS,
      }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/keys',
      summary: 'Make an API key of your own; it is shown this once',
      body: wanted,
      secret: true,
      may: () => 'signed-in',
      answer: async ({ session }, { body }) =>
        db.as(session.actor, async (tx) => {
          const { id: scopeId } = await findScope(tx, body.scope);
          refuseWider(session, body.actions, scopeId);
          return makeKey(tx, { ...body, personId: session.personId, scopeId });
        }),
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/keys/:id',
      summary: 'End an API key of your own at once',
      query: one,
      may: () => 'signed-in',
      answer: async ({ session }, { id }) => {
        await db.as(session.actor, async (tx) => {
          const own = await listKeys(tx, { personId: session.personId });
          if (!own.some((key) => key.id === id)) throw new Refused('not_found');
          await revokeKey(tx, id);
        });
        return { ok: true };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/service-keys',
      summary: 'API keys of programs and of everybody',
      may: administrator,
      answer: async ({ session }) => ({
        keys: await db.as(session.actor, (tx) => listKeys(tx)),
        roles: serviceRoles.map((role) => ({ role, actions: keyActions.filter((one) => mayDo[role].includes(one)) })),
        longestDays: LONGEST_DAYS,
      }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/service-keys',
      summary: 'Make an API key of a program, which has a role of its own; it is shown this once',
      body: wantedForService,
      secret: true,
      may: administrator,
      answer: async ({ session }, { body }) => {
        const wider = body.actions.find((action) => !mayDo[body.role].includes(action));
        if (wider) throw new Refused('key_too_wide', { action: wider });
        return db.as(session.actorFor('people.manage'), async (tx) => {
          const { id: scopeId } = await findScope(tx, body.scope);
          const personId = await makeService(tx, { name: body.name, role: body.role, scopeId });
          return makeKey(tx, { ...body, personId, scopeId });
        });
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/service-keys/:id',
      summary: 'End anybody’s API key at once',
      query: one,
      may: administrator,
      answer: async ({ session }, { id }) => {
        await db.as(session.actorFor('people.manage'), (tx) => revokeKey(tx, id));
        return { ok: true };
      },
    }),
  ];
}
