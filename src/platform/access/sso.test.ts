// Does the company's own sign-on let in whom it vouches for, and nobody whom it does not know or who has no account here?
// The provider is a real one, over HTTP, with its own pages of sign-in and consent.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '../db/database.ts';
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts';
import { listAccess } from './access-events.ts';
import { makeAccount, setActive } from './accounts.ts';
import { makeSignIn, type SignIn } from './sign-in.ts';
import type { SingleSignOn } from './sso-doors.ts';

const baseUrl = 'http://localhost:4600';
const callback = `${baseUrl}/api/auth/sso/callback`;
let opened: TestDatabase;
let provider: Server;
let issuer: string;

/** What the company says of its people: the login is the subject. */
const claimsOf = (login: string) => ({
  sub: login,
  email: `${login}@company.example`,
  email_verified: !login.startsWith('unverified'),
  preferred_username: login,
  name: `Name of ${login}`,
});

beforeAll(async () => {
  opened = await openTestDatabase();
  const app = new Provider('http://127.0.0.1', {
    clients: [{ client_id: 'greenfab', client_secret: 'secret-of-greenfab', redirect_uris: [callback] }],
    claims: { email: ['email', 'email_verified'], profile: ['name', 'preferred_username'] },
    findAccount: (_, login) => ({ accountId: login, claims: async () => claimsOf(login) }),
    cookies: { keys: ['a key of the provider in the test'] },
    pkce: { required: () => true },
  });
  provider = app.listen(0, '127.0.0.1');
  await new Promise((done) => provider.once('listening', done));
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  // It learns its own address only now that it has a port.
  Object.assign(app, { issuer });
}, 60_000);
afterAll(async () => {
  await new Promise((done) => provider?.close(done));
  await opened?.close();
});

const settings = (said: Partial<SingleSignOn> = {}): SingleSignOn => ({
  ...{ issuer, clientId: 'greenfab', clientSecret: 'secret-of-greenfab', label: 'Company' },
  ...{ userNameClaim: undefined, selfRegistration: false, ...said },
});

interface Place {
  app: FastifyInstance;
  signIn: SignIn;
}
async function place(said: Partial<SingleSignOn> = {}): Promise<Place> {
  const signIn = makeSignIn({
    ...{ db: opened.db, secret: 'a secret for tests, forty characters long', baseUrl, sample: false },
    sso: settings(said),
  });
  const app = Fastify();
  await signIn.mount(app);
  return { app, signIn };
}
const account = (userName: string, mail: string | null = null) =>
  makeAccount(opened.db, { userName, nameEn: userName, nameZh: userName, language: 'en', sample: false, mail });
const cookieOf = (headers: { 'set-cookie'?: string | string[] | undefined }) =>
  [headers['set-cookie'] ?? []]
    .flat()
    .map((one) => one.split(';')[0] ?? '')
    .filter((one) => !one.endsWith('='))
    .join('; ');

/** Goes to the provider and through its pages as a browser does. @returns the address that it sends back to, and our own cookie */
async function through(at: Place, login: string): Promise<{ back: string; cookie: string }> {
  const start = await at.app.inject('/api/auth/sso/start');
  expect(start.statusCode).toBe(303);
  const jar = new Map<string, string>();
  let next = start.headers.location as string;
  let form: URLSearchParams | undefined;
  for (let step = 0; step < 20; step++) {
    if (next.startsWith(callback)) return { back: next.slice(baseUrl.length), cookie: cookieOf(start.headers) };
    const answer = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: form } : {}),
    });
    for (const one of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
      jar.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location) {
      next = new URL(location, next).href;
      form = undefined;
      continue;
    }
    const page = await answer.text();
    const [, action = ''] = /<form[^>]*action="([^"]+)"/.exec(page) ?? [];
    const [, prompt = ''] = /name="prompt" value="([^"]+)"/.exec(page) ?? [];
    next = new URL(action, next).href;
    form = new URLSearchParams(prompt === 'login' ? { prompt, login, password: 'any' } : { prompt });
  }
  throw new Error('the provider leads in circles');
}
const comeBack = ({ app }: Place, { back, cookie }: { back: string; cookie: string }) =>
  app.inject({ url: back, headers: { cookie } });
const signedInAs = async (at: Place, login: string) => {
  const answer = await comeBack(at, await through(at, login));
  const personId = await at.signIn.personOf({ cookie: cookieOf(answer.headers) });
  return { personId, location: answer.headers.location };
};

test('a verified mail address leads to the account, once and for all', async () => {
  const at = await place();
  const personId = await account('wang.fang', 'Fang.Wang@company.example');
  expect(await signedInAs(at, 'fang.wang')).toEqual({ personId, location: '/' });
  // Linked: the mail may change, the subject stays.
  await opened.db.as(systemActor('sign-in'), (tx) =>
    tx.updateTable('person_attribute').set({ mail: null }).where('person_id', '=', personId).execute(),
  );
  expect((await signedInAs(at, 'fang.wang')).personId).toBe(personId);
  await setActive(opened.db, personId, false);
  expect(await signedInAs(at, 'fang.wang')).toEqual({
    personId: null,
    location: '/sign-in?refused=sso_unknown_person',
  });
});

test('an address that the company has not verified, and somebody without an account, lead nowhere', async () => {
  const at = await place();
  await account('li.na', 'unverified.li@company.example');
  for (const login of ['unverified.li', 'stranger'])
    expect(await signedInAs(at, login)).toEqual({ personId: null, location: '/sign-in?refused=sso_unknown_person' });
});

test('two accounts with one address are nobody’s', async () => {
  const at = await place();
  await account('twin.one', 'twin@company.example');
  await account('twin.two', 'twin@company.example');
  expect((await signedInAs(at, 'twin')).personId).toBeNull();
});

test('where a claim is the user name, it alone counts', async () => {
  const at = await place({ userNameClaim: 'preferred_username' });
  const personId = await account('chen.hao');
  await account('by.mail', 'somebody.else@company.example');
  expect((await signedInAs(at, 'chen.hao')).personId).toBe(personId);
  expect((await signedInAs(at, 'somebody.else')).personId).toBeNull();
});

test('where the settings say so, who is vouched for gets an account without any role', async () => {
  const at = await place({ selfRegistration: true });
  const { personId } = await signedInAs(at, 'zhao.lei');
  const { rows } = await opened.db.pool.query('select username from auth."user" where id = $1', [personId]);
  expect(rows).toEqual([{ username: 'zhao.lei' }]);
  expect((await signedInAs(at, 'zhao.lei')).personId).toBe(personId);
});

test('an answer is taken once, from the browser that asked, and not from another place', async () => {
  const at = await place();
  await account('sun.yi', 'sun.yi@company.example');
  const asked = await through(at, 'sun.yi');
  const refused = '/sign-in?refused=sso_refused';
  expect((await comeBack(at, { ...asked, cookie: '' })).headers.location).toBe(refused);
  const forged = await comeBack(at, { ...asked, back: asked.back.replace(/code=[^&]+/, 'code=made-up') });
  expect(forged.headers.location).toBe(refused);
  // What was asked is over, right answer or not.
  expect((await comeBack(at, asked)).headers.location).toBe(refused);
  const mine = await through(at, 'sun.yi');
  const other = await through(at, 'sun.yi');
  expect((await comeBack(at, { back: mine.back, cookie: other.cookie })).headers.location).toBe(refused);
});

test('a foreign page sends nobody there: he would be signed in without having pressed anything', async () => {
  const at = await place();
  const start = await at.app.inject({ url: '/api/auth/sso/start', headers: { 'sec-fetch-site': 'cross-site' } });
  expect(start.json().message).toBe('foreign_origin');
  for (const from of ['same-origin', 'none', undefined])
    expect(
      (await at.app.inject({ url: '/api/auth/sso/start', headers: from ? { 'sec-fetch-site': from } : {} })).statusCode,
    ).toBe(303);
});

test('a provider that is away keeps nobody else out, and is asked again', async () => {
  const at = await place({ issuer: 'http://127.0.0.1:9' });
  const start = await at.app.inject('/api/auth/sso/start');
  expect(start.headers.location).toBe('/sign-in?refused=sso_not_reached');
  expect(at.signIn.ways).toEqual({ ssoLabel: 'Company', resetByMail: false });
});

test('the log says who came by it, and who did not', async () => {
  const events = await opened.db.as(systemActor('sign-in'), (tx) => listAccess(tx, { what: 'sign-in', limit: 100 }));
  expect(new Set(events.map(({ subject }) => subject))).toEqual(new Set(['sso']));
  expect(events.some(({ outcome, person }) => outcome === 'done' && person?.userName === 'chen.hao')).toBe(true);
});
