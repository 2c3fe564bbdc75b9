// Coming in by a chat: out with a state that this browser alone knows, back as who one is there, linked or signed in; and what
// an attacker gets who sends somebody back with a code of his own.
import type { FastifyInstance } from 'fastify';
import Fastify from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmallCompany, type SmallCompany, TODAY } from '../../../../tests/small-company.ts';
import { setActive } from '../../access/accounts.ts';
import type { Role } from '../../access/roles.ts';
import { asksSecondFactor, keepSecondFactorRoles } from '../../access/second-factor-policy.ts';
import { sessionOf } from '../../access/session.ts';
import type { ChatApp } from './chat.ts';
import { mountChatSignIn } from './chat-sign-in.ts';

let company: SmallCompany;
let app: FastifyInstance;
const feishu: ChatApp = {
  signInAddress: (back, state) => `https://chat.example/?${new URLSearchParams({ back, state })}`,
  whoIs: async (code) => (code.startsWith('of-') ? code.slice(3) : null),
  send: async () => undefined,
};
beforeAll(async () => {
  company = await openSmallCompany();
  app = Fastify();
  mountChatSignIn(app, {
    ...{ db: company.db, outside: { chats: { feishu } }, url: 'http://localhost:4600', secret: () => 'x'.repeat(32) },
    // Who is signed in says so in a header here.
    sessionOf: async ({ headers }) => {
      const [, lacks, personId] = /^(lacking )?(.+)$/.exec(String(headers['x-person'] ?? '')) ?? [];
      const session = personId ? await sessionOf(company.db, personId, TODAY) : null;
      return session && lacks ? { ...session, lacks: 'second_factor' } : session;
    },
    firstLink: async (personId) => `http://localhost:4600/sign-in/first?token=${personId}`,
    asksSecondFactor: (personId) => asksSecondFactor(company.db, personId, TODAY),
  });
}, 60_000);
afterAll(async () => {
  await app?.close();
  await company?.close();
});

/** Leaves for the chat. @returns the state that it is sent with, and the cookie that stays */
async function leave(): Promise<{ state: string; cookie: string }> {
  const answer = await app.inject({ url: '/sign-in/chat/feishu' });
  const to = new URL(String(answer.headers.location));
  expect(to.searchParams.get('back')).toBe('http://localhost:4600/sign-in/chat/feishu/back');
  const [cookie] = answer.cookies;
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  return { state: to.searchParams.get('state') ?? '', cookie: `${cookie?.name}=${cookie?.value}` };
}
async function comeBack(left: { state: string; cookie: string }, code: string, person?: string): Promise<string> {
  const answer = await app.inject({
    url: `/sign-in/chat/feishu/back?${new URLSearchParams({ code, state: left.state })}`,
    headers: { cookie: left.cookie, ...(person ? { 'x-person': person } : {}) },
  });
  return String(answer.headers.location);
}

test('who is signed in becomes known there, and signs in by it from then on', async () => {
  const { id } = company.people.suzhou;
  expect(await comeBack(await leave(), 'of-ou1')).toBe('/sign-in?chat=unknown');
  expect(await comeBack(await leave(), 'of-ou1', id)).toBe('/account/notices?chat=linked');
  expect(await comeBack(await leave(), 'of-ou1')).toBe(`http://localhost:4600/sign-in/first?token=${id}`);
  expect(await comeBack(await leave(), 'nobody')).toBe('/sign-in?chat=unknown');
});

test('who has a second factor, or a role that needs one, does not come in by a chat alone', async () => {
  const { db, people } = company;
  const { id } = people.suzhou;
  const rule = (roles: Role[]) =>
    db.as(people.administrator, (tx) => keepSecondFactorRoles(tx, roles, 'web', 'the rule'));
  const refused = () =>
    company.all(sql`select outcome, subject from access_event where person_id = ${id} and outcome = 'refused'`);
  await rule(['site_recorder']);
  expect(await comeBack(await leave(), 'of-ou1')).toBe('/sign-in?chat=second_factor');
  expect(await refused()).toEqual([{ outcome: 'refused', subject: 'feishu' }]);
  await rule(['auditor']);
  expect(await comeBack(await leave(), 'of-ou1')).toContain('/sign-in/first?token=');
  await db.pool.query('update auth."user" set two_factor_enabled = true where id = $1', [id]);
  expect(await comeBack(await leave(), 'of-ou1')).toBe('/sign-in?chat=second_factor');
  await db.pool.query('update auth."user" set two_factor_enabled = false where id = $1', [id]);
});

test('nobody takes the account of somebody else', async () => {
  expect(await comeBack(await leave(), 'of-ou1', company.people.wuhu.id)).toBe('/account/notices?chat=taken');
});

test('a code of somebody else, sent to another browser, leads nowhere', async () => {
  const [attacker, victim] = [await leave(), await leave()];
  const { id } = company.people.wuhu;
  // His state with the victim’s cookie, no cookie at all, a state that was made up.
  expect(await comeBack({ state: attacker.state, cookie: victim.cookie }, 'of-evil', id)).toBe('/sign-in?chat=failed');
  expect(await comeBack({ state: attacker.state, cookie: '' }, 'of-evil', id)).toBe('/sign-in?chat=failed');
  expect(await comeBack({ state: `${Date.now() + 60_000}.x`, cookie: victim.cookie }, 'of-evil', id)).toBe(
    '/sign-in?chat=failed',
  );
});

test('a chat does not go round a second factor, and who has not shown his connects none', async () => {
  const { id } = company.people.suzhou;
  const set = (isOn: boolean) =>
    company.db.pool.query('update auth."user" set two_factor_enabled = $2 where id = $1', [id, isOn]);
  await set(true);
  expect(await comeBack(await leave(), 'of-ou1')).toBe('/sign-in?chat=second_factor');
  await set(false);
  expect(await comeBack(await leave(), 'of-ou1')).toBe(`http://localhost:4600/sign-in/first?token=${id}`);
  expect(await comeBack(await leave(), 'of-ou2', `lacking ${company.people.wuhu.id}`)).toBe(
    '/account/notices?chat=failed',
  );
  expect(await comeBack(await leave(), 'of-ou2')).toBe('/sign-in?chat=unknown');
});

test('an account that is not active any more does not come in', async () => {
  const { id } = company.people.suzhou;
  await setActive(company.db, id, false);
  expect(await comeBack(await leave(), 'of-ou1')).toBe('/sign-in?chat=unknown');
});

test('a chat that is not set is no door', async () => {
  expect((await app.inject({ url: '/sign-in/chat/wecom' })).statusCode).toBeGreaterThanOrEqual(400);
  expect((await app.inject({ url: '/sign-in/chat/constructor' })).statusCode).toBeGreaterThanOrEqual(400);
});
