// Who am I, where may I, and the organisation that scopes are chosen from.
import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { type Route, route } from '../http/route.ts';
import { listAccounts } from './accounts.ts';
import { readOrganisation } from './read-organisation.ts';
import { actions, groupActions, mayDo, roles } from './roles.ts';
import type { SignIn } from './sign-in.ts';

export interface AccessWorld {
  db: Database;
  signIn: SignIn;
  /** the installation holds the sample company */
  sample: boolean;
}

/** Session and organisation endpoints. */
export function accessRoutes(world: AccessWorld): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/me',
      summary: 'Who is signed in, and what may be done',
      forKeys: true,
      beforeSecondFactor: true,
      may: () => 'signed-in',
      answer: async ({ session }) => {
        const maySwitch =
          world.sample &&
          !session.key &&
          (session.sample || session.grants.some((grant) => grant.role === 'group_administrator'));
        const others = maySwitch ? await listAccounts(world.db, { sample: true }) : [];
        return {
          lacks: session.lacks ?? null,
          person: {
            id: session.personId,
            userName: session.userName,
            name: session.name,
            language: session.language,
            sample: session.sample,
          },
          grants: session.grants,
          ...(session.key ? { key: { name: session.key.name, scopeId: session.key.scopeId } } : {}),
          actions: actions.filter((action) => session.may(action)),
          sample: world.sample,
          groupWriter: session.mayForGroup('records.record'),
          switchable: others
            .filter((account) => account.active && account.personId !== session.personId)
            .map((account) => ({
              personId: account.personId,
              name: account.name,
              role: (account.grants[0] ?? account.posts[0])?.role ?? roles[roles.length - 1],
              scopeName: (account.grants[0] ?? account.posts[0])?.scopeName ?? { en: '', zh: '' },
            })),
        };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/session/switch',
      summary: 'Become another account of the sample company',
      body: z.object({ personId: z.uuid() }),
      may: () => 'signed-in',
      answer: async ({ request, reply }, { body }) => {
        await world.signIn.switchTo(request, reply, body.personId);
        return reply.sent ? undefined : { ok: true };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/session/sign-out',
      summary: 'End this session',
      beforeSecondFactor: true,
      may: () => 'anyone',
      answer: async ({ request, reply }) => {
        await world.signIn.signOut(request, reply);
        return reply.sent ? undefined : { ok: true };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/organisation',
      summary: 'Group, regions, subsidiaries and factories with their dated edges',
      forKeys: true,
      may: () => 'signed-in',
      answer: async ({ session }) => world.db.as(session.actor, (tx) => readOrganisation(tx)),
    }),
    route({
      method: 'GET',
      path: '/api/v1/access',
      summary: 'Roles and what each of them may do: the table that is asked',
      may: () => 'signed-in',
      answer: async () => ({ roles, actions, mayDo, forTheGroup: groupActions }),
    }),
  ];
}
