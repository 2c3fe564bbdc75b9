// The endpoints of ways in: one's own account, invitations, the rule of the second factor, and the log of access.
import { z } from 'zod';
import { type CalendarDate, todayIn } from '#period/calendar-date.ts';
import type { Database } from '../db/database.ts';
import { type Route, route } from '../http/route.ts';
import { type Dictionary, isLanguage } from '../i18n/words.ts';
import { isDay } from '../records/declare/check-values.ts';
import { accessCsv } from './access-csv.ts';
import { accessKinds, listAccess, noteAccess } from './access-events.ts';
import { endOneSession, endOtherSessions, readSecurity } from './account-security.ts';
import { invite, letInAnew, listInvited, mayGive, removeSecondFactor, rolesToGive } from './invitations.ts';
import { GROUP_ID } from './organisation.ts';
import { readOrganisation } from './read-organisation.ts';
import { roles } from './roles.ts';
import { keepSecondFactorRoles, readSecondFactorRoles } from './second-factor-policy.ts';
import type { SignIn } from './sign-in.ts';

const day = z.string().refine(isDay);
const filter = {
  personId: z.uuid().optional(),
  what: z.enum(accessKinds).optional(),
  outcome: z.enum(['done', 'refused']).optional(),
  from: day.optional(),
  before: day.optional(),
};
/** The page shows so many at a time; a file holds what a year of a large group is. */
const [SHOWN, IN_A_FILE] = [100, 200_000];
const name = z.string().trim().min(1).max(80);
const managesPeople = () => ({ action: 'people.manage', scopeId: GROUP_ID }) as const;
const invites = () => ({ action: 'people.invite' }) as const;
const today = () => todayIn('Asia/Shanghai', new Date());

/** Endpoints of ways in. */
export function waysInRoutes({ db, signIn, words }: { db: Database; signIn: SignIn; words: Dictionary }): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/sign-in',
      summary: 'What the sign-in page offers beside user name and password',
      may: () => 'anyone',
      answer: async () => signIn.ways,
    }),
    route({
      method: 'GET',
      path: '/api/v1/account/security',
      summary: 'What one’s own account is got into by, where one is signed in, and who came in',
      beforeSecondFactor: true,
      may: () => 'signed-in',
      answer: async ({ session, request }) => {
        const here = await signIn.behind(request.headers);
        return readSecurity(db, session, here, await signIn.hasPassword(session.personId));
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/account/sessions/:id',
      summary: 'End one of one’s own sessions',
      query: z.object({ id: z.uuid() }),
      may: () => 'signed-in',
      answer: async ({ session }, { id }) => {
        await endOneSession(db, session.personId, id);
        await db.as(session.actor, (tx) => noteAccess(tx, { what: 'session-ended', subject: 'one' }));
        return { ended: 1 };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/account/sessions/end-others',
      summary: 'End all of one’s own sessions but this one',
      may: () => 'signed-in',
      answer: async ({ session, request }) => {
        const here = await signIn.behind(request.headers);
        const ended = await endOtherSessions(db, session.personId, here?.sessionId);
        await db.as(session.actor, (tx) => noteAccess(tx, { what: 'session-ended', subject: 'others' }));
        return { ended };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/invitations',
      summary: 'People whom one may let in, and what one may give them',
      may: invites,
      answer: async ({ session }) => {
        // A supplier's role is held at a supplier, which stands beside the organisation.
        const give = rolesToGive(session).filter((role) => role !== 'supplier');
        const { nodes } = await db.as(session.actor, (tx) => readOrganisation(tx));
        const scopes = nodes
          .map(({ id, type, code, name }) => {
            return { id, type, code, name, roles: give.filter((role) => mayGive(session, role, id)) };
          })
          .filter((node) => node.roles.length > 0);
        return { people: await listInvited(db, session, today()), scopes };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/invitations',
      summary: 'Make an account with a first role, and the link that activates it',
      secret: true,
      body: z.object({
        userName: z.string().max(80),
        nameEn: name,
        nameZh: name,
        mail: z.email().max(200).nullable().default(null),
        language: z.enum(['en', 'zh']),
        role: z.enum(roles),
        scopeId: z.uuid(),
      }),
      may: ({ body }) => ({ action: 'people.invite', scopeId: body.scopeId }),
      answer: async ({ session }, { body }) => {
        const { personId, link } = await invite(db, session, body, today() as CalendarDate);
        return { personId, purpose: 'invitation', link: signIn.addressOf(link.token), expiresAt: link.expiresAt };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/invitations/:personId/link',
      summary: 'A new one-time link for somebody who has lost his, or forgotten the password',
      secret: true,
      query: z.object({ personId: z.uuid() }),
      may: invites,
      answer: async ({ session }, { personId }) => {
        const { link, purpose } = await letInAnew(db, session, personId, today());
        return { personId, purpose, link: signIn.addressOf(link.token), expiresAt: link.expiresAt };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/invitations/:personId/remove-second-factor',
      summary: 'Take away authenticator app and passkeys of somebody whose phone is gone',
      query: z.object({ personId: z.uuid() }),
      body: z.object({ reason: z.string().trim().min(3).max(500) }),
      may: invites,
      answer: async ({ session }, { personId, body }) => {
        await removeSecondFactor(db, session, personId, body.reason, today());
        return { ok: true };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/settings/sign-in',
      summary: 'Ways in of this installation, and the roles that need a second factor',
      may: managesPeople,
      answer: async ({ session }) => ({
        ...signIn.ways,
        roles,
        secondFactorRoles: await db.as(session.actor, readSecondFactorRoles),
      }),
    }),
    route({
      method: 'PUT',
      path: '/api/v1/settings/sign-in',
      summary: 'Say which roles need a second factor',
      body: z.object({ secondFactorRoles: z.array(z.enum(roles)), reason: z.string().trim().min(3).max(500) }),
      may: managesPeople,
      answer: async ({ session }, { body }) => {
        await db.as(session.actor, (tx) => keepSecondFactorRoles(tx, body.secondFactorRoles, 'web', body.reason));
        return { ok: true };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/access-log',
      summary: 'Who came in, and who took what in bulk',
      query: z.object({ ...filter, after: z.uuid().optional() }),
      may: managesPeople,
      answer: async ({ session }, asked) => {
        const events = await db.as(session.actor, (tx) => listAccess(tx, { ...asked, limit: SHOWN + 1 }));
        return { events: events.slice(0, SHOWN), hasMore: events.length > SHOWN };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/access-log.csv',
      summary: 'The log of access as a file',
      query: z.object({ ...filter, lang: z.string().optional() }),
      file: true,
      may: managesPeople,
      answer: async ({ session }, { lang, ...asked }) => {
        const events = await db.as(session.actor, (tx) => listAccess(tx, { ...asked, limit: IN_A_FILE }));
        const body = accessCsv(words, isLanguage(lang) ? lang : session.language, events);
        return { fileName: `access-log-${today()}.csv`, mediaType: 'text/csv; charset=utf-8', body };
      },
    }),
  ];
}
