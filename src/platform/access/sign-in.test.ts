// Does everybody get in as who he is, nobody as somebody else, and nobody again once he is out?
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { getMigrations } from 'better-auth/db/migration';
import Fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { calendarDate } from '#period/calendar-date.ts';
import { systemActor, type Tx } from '../db/database.ts';
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts';
import { Refused, refusals } from '../records/server/refusal.ts';
import { grantRole, makeAccount, setActive } from './accounts.ts';
import { makeLink } from './one-time-links.ts';
import { GROUP_ID } from './organisation.ts';
import { makeSignIn, type SignIn, type SignInOptions } from './sign-in.ts';
import { Attempts } from './sign-in-attempts.ts';
import { libraryOptions } from './sign-in-library.ts';

const secret = 'a secret for tests, forty characters long';
const baseUrl = 'http://localhost:4600';
const password = 'correct horse battery';
const cookieName = 'greenfab.session_token';

let opened: TestDatabase;
let people = 0;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened?.close());

const asSystem = <T>(work: (tx: Tx) => Promise<T>) => opened.db.as(systemActor('sign-in'), work);

/** Somebody of whom this test alone knows. */
async function somebody({ sample = false, administrator = false } = {}) {
  const userName = `person-${++people}`;
  const account = { userName, nameEn: `Person ${people}`, nameZh: `人员${people}`, language: 'en' as const, sample };
  const personId = await makeAccount(opened.db, account);
  if (administrator) {
    const grant = {
      personId,
      role: 'group_administrator' as const,
      scopeId: GROUP_ID,
      from: calendarDate('2024-01-01'),
    };
    await grantRole(opened.db, grant);
  }
  return { userName, personId };
}

interface Place {
  app: FastifyInstance;
  signIn: SignIn;
}

/** A server with the doors of sign-in and two routes as the application has them. */
async function place(options: Partial<SignInOptions> = {}): Promise<Place> {
  const signIn = makeSignIn({ db: opened.db, secret, baseUrl, sample: false, ...options });
  const app = Fastify();
  app.setErrorHandler((error, _, reply) => {
    if (!(error instanceof Refused)) throw error;
    return reply.code(refusals[error.code].status).send({ code: error.code, facts: error.facts });
  });
  await signIn.mount(app);
  app.get('/who', async (request) => ({ personId: await signIn.personOf(request.headers) }));
  app.post('/switch/:personId', async (request, reply) => {
    await signIn.switchTo(request, reply, (request.params as { personId: string }).personId);
    return reply.code(204).send();
  });
  return { app, signIn };
}

const cookieOf = (response: LightMyRequestResponse) =>
  response.cookies
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
    .join('; ');
const who = async ({ app }: Place, cookie: string) =>
  (await app.inject({ url: '/who', headers: { cookie } })).json().personId;
const post = ({ app }: Place, url: string, payload: object, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url, payload, headers: { origin: baseUrl, ...headers } });
const enter = (at: Place, userName: string, typed = password) =>
  post(at, '/api/auth/sign-in/username', { username: userName, password: typed });
const follow = (at: Place, link: string) => at.app.inject(link.slice(baseUrl.length));
const signedIn = async (at: Place, personId: string) => cookieOf(await follow(at, await at.signIn.firstLink(personId)));

describe('a first link', () => {
  let at: Place;
  beforeEach(async () => {
    at = await place();
  });

  test('signs in as the person it was made for, and leads home', async () => {
    const { personId } = await somebody();
    const link = await at.signIn.firstLink(personId);
    expect(link).toMatch(/^http:\/\/localhost:4600\/sign-in\/first\?token=[\w-]{43}$/);
    const response = await follow(at, link);
    expect(response.statusCode).toBe(303);
    expect(response.headers.location).toBe('/');
    expect(response.cookies[0]).toMatchObject({
      name: cookieName,
      httpOnly: true,
      sameSite: 'Lax',
      path: '/',
      maxAge: 604_800,
    });
    expect(response.cookies[0]).not.toHaveProperty('secure');
    expect(await who(at, cookieOf(response))).toBe(personId);
  });

  test('works once: the second use is refused in both languages and sets no cookie', async () => {
    const link = await at.signIn.firstLink((await somebody()).personId);
    await follow(at, link);
    const again = await follow(at, link);
    expect(again.statusCode).toBe(410);
    expect(again.cookies).toEqual([]);
    expect(again.body).toContain('This sign-in link has been used');
    expect(again.body).toContain('此登录链接已被使用');
  });

  test('two browsers at the same moment: one gets in', async () => {
    const link = await at.signIn.firstLink((await somebody()).personId);
    const answers = await Promise.all([follow(at, link), follow(at, link), follow(at, link)]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 410, 410]);
  });

  test('is not used up by a program that only looks whether it is alive', async () => {
    const link = await at.signIn.firstLink((await somebody()).personId);
    expect((await at.app.inject({ method: 'HEAD', url: link.slice(baseUrl.length) })).statusCode).toBe(404);
    expect((await follow(at, link)).statusCode).toBe(303);
  });

  test('still works after a restart', async () => {
    const { personId } = await somebody();
    const link = await at.signIn.firstLink(personId);
    const restarted = await place();
    expect(await who(restarted, cookieOf(await follow(restarted, link)))).toBe(personId);
  });

  test('is refused after a day', async () => {
    const { personId } = await somebody();
    await at.signIn.firstLink(personId);
    const { rows } = await asSystem((tx) =>
      sql<{ hours: string }>`select extract(epoch from expires_at - made_at) / 3600 as hours from one_time_link
        where person_id = ${personId}`.execute(tx),
    );
    expect(Math.round(Number(rows[0]?.hours))).toBe(24);
    const over = await asSystem((tx) => makeLink(tx, { personId, purpose: 'first', seconds: -1 }, 'system'));
    expect((await at.app.inject(`/sign-in/first?token=${over.token}`)).statusCode).toBe(410);
  });

  test('is nowhere to be read in the database', async () => {
    const link = await at.signIn.firstLink((await somebody()).personId);
    const token = link.split('token=')[1] ?? '';
    const { rows } = await asSystem((tx) =>
      sql<{ row: string }>`select row_to_json(l)::text as row from one_time_link l`.execute(tx),
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { row } of rows) expect(row).not.toContain(token);
  });

  test('is not made for nobody, nor for who is no longer active', async () => {
    await expect(at.signIn.firstLink('00000000-0000-7000-8000-0000000000ff')).rejects.toThrow('not_found');
    const { personId } = await somebody();
    const link = await at.signIn.firstLink(personId);
    await setActive(opened.db, personId, false);
    await expect(at.signIn.firstLink(personId)).rejects.toThrow('not_found');
    expect((await follow(at, link)).statusCode).toBe(410);
  });

  test.each(['', '?token=', '?token=wrong', '?token=a&token=b', `?token=${'x'.repeat(101)}`])(
    'no such link: %s',
    async (query) => {
      expect((await at.app.inject(`/sign-in/first${query}`)).statusCode).toBe(410);
    },
  );
});

describe.each([
  ['for the first time', false],
  ['again', true],
])('a session that is seen %s', (_, again) => {
  let at: Place;
  let personId: string;
  let cookie: string;
  beforeEach(async () => {
    at = await place();
    ({ personId } = await somebody());
    cookie = await signedIn(at, personId);
    if (again) expect(await who(at, cookie)).toBe(personId);
  });

  test('nobody is signed in without a cookie, with a made-up one, or with one signed by another secret', async () => {
    const other = await place({ secret: 'another secret, forty characters long!!!' });
    expect(await who(at, '')).toBeNull();
    expect(await who(at, `${cookieName}=abc.def`)).toBeNull();
    expect(await who(at, cookie.replace(/.{6}$/, 'AAAAA='))).toBeNull();
    expect(await who(other, cookie)).toBeNull();
    expect(await who(at, cookie)).toBe(personId);
  });

  test('the token in the database is not enough to sign in with', async () => {
    const { rows } = await opened.db.pool.query('select token from auth.session where user_id = $1', [personId]);
    expect(rows).toHaveLength(1);
    expect(cookie).toContain(rows[0].token);
    expect(await who(at, `${cookieName}=${rows[0].token}`)).toBeNull();
  });

  test('one that has run out is refused', async () => {
    await opened.db.pool.query(`update auth.session set expires_at = now() - interval '1 second' where user_id = $1`, [
      personId,
    ]);
    expect(await who(at, cookie)).toBeNull();
  });

  test('reading never makes it longer', async () => {
    const ends = async () =>
      (await opened.db.pool.query('select expires_at from auth.session where user_id = $1', [personId])).rows[0]
        .expires_at;
    await opened.db.pool.query(`update auth.session set expires_at = now() + interval '1 day' where user_id = $1`, [
      personId,
    ]);
    const before = await ends();
    expect(await who(at, cookie)).toBe(personId);
    expect(await ends()).toEqual(before);
  });

  test('ends when the person is no longer active, and does not come back when he is again', async () => {
    await setActive(opened.db, personId, false);
    expect(await who(at, cookie)).toBeNull();
    await setActive(opened.db, personId, true);
    expect(await who(at, cookie)).toBeNull();
  });

  test('counts for nothing while the library holds the person for inactive', async () => {
    await opened.db.pool.query('update auth."user" set active = false where id = $1', [personId]);
    expect(await who(at, cookie)).toBeNull();
    await opened.db.pool.query('update auth."user" set active = true where id = $1', [personId]);
    expect(await who(at, cookie)).toBe(personId);
  });

  test('ends when the person signs out, and the cookie goes', async () => {
    const out = await post(at, '/api/auth/sign-out', {}, { cookie });
    expect(out.statusCode).toBe(204);
    expect(out.cookies.find(({ name }) => name === cookieName)).toMatchObject({ value: '', maxAge: 0 });
    expect(await who(at, cookie)).toBeNull();
  });

  test('keeps no address and no browser', async () => {
    const { rows } = await opened.db.pool.query('select ip_address, user_agent from auth.session where user_id = $1', [
      personId,
    ]);
    expect(rows).toEqual([{ ip_address: null, user_agent: null }]);
  });

  test('is secure where greenfab is reached by https', async () => {
    const far = await place({ baseUrl: 'https://greenfab.example/env/' });
    const link = await far.signIn.firstLink(personId);
    expect(link).toMatch(/^https:\/\/greenfab\.example\/env\/sign-in\/first\?token=/);
    const response = await far.app.inject(link.slice('https://greenfab.example/env'.length));
    expect(response.headers.location).toBe('/env/');
    expect(response.cookies[0]).toMatchObject({
      name: `__Host-${cookieName}`,
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'Lax',
    });
    expect(await who(far, cookieOf(response))).toBe(personId);
  });
});

describe('user name and password', () => {
  let at: Place;
  let person: { userName: string; personId: string };
  beforeEach(async () => {
    at = await place();
    person = await somebody();
    await at.signIn.setPassword(person.personId, password);
  });

  test('let in, and say nothing but that', async () => {
    const response = await enter(at, person.userName);
    expect(response.statusCode).toBe(204);
    expect(response.body).toBe('');
    expect(await who(at, cookieOf(response))).toBe(person.personId);
  });

  test('full-width letters and capitals are the same name', async () => {
    const typed = person.userName.replace('person', 'Ｐｅｒｓｏｎ');
    expect((await enter(at, ` ${typed} `)).statusCode).toBe(204);
  });

  test('a wrong password, an unknown name, a name without password, and no name at all are answered alike', async () => {
    const without = await somebody();
    const inactive = await somebody();
    await at.signIn.setPassword(inactive.personId, password);
    await setActive(opened.db, inactive.personId, false);
    const answers = [
      await enter(at, person.userName, 'not the password'),
      await enter(at, 'no-such-person'),
      await enter(at, without.userName),
      await enter(at, inactive.userName),
      await enter(at, 'x'),
      await enter(at, person.userName, 'x'.repeat(300)),
      await enter(at, person.userName, ''),
    ];
    for (const answer of answers) {
      expect([answer.statusCode, answer.json(), answer.cookies]).toEqual([
        401,
        { code: 'wrong_user_name_or_password', facts: {} },
        [],
      ]);
    }
  });

  test('an unknown name is as much work to refuse as a wrong password: each costs one derivation of a key', async () => {
    const without = await somebody();
    const inactive = await somebody();
    await at.signIn.setPassword(inactive.personId, password);
    await setActive(opened.db, inactive.personId, false);
    const derive = vi.spyOn(crypto, 'scrypt');
    syncBuiltinESMExports(); // the library has it by name
    const work: number[] = [];
    try {
      for (const name of [person.userName, 'no-such-person', without.userName, inactive.userName]) {
        derive.mockClear();
        expect((await enter(at, name, 'not the password')).statusCode).toBe(401);
        work.push(derive.mock.calls.length);
      }
    } finally {
      derive.mockRestore();
      syncBuiltinESMExports();
    }
    expect(work).toEqual([1, 1, 1, 1]);
  });

  test('who has no password takes as long to refuse as who has one', async () => {
    const without = await somebody();
    const { rows } = await opened.db.pool.query('select password from auth.account where user_id = $1', [
      without.personId,
    ]);
    const [salt, key] = rows[0].password.split(':');
    expect([salt.length, key.length]).toEqual([32, 128]);
    expect(await at.signIn.hasPassword(without.personId)).toBe(false);
    expect(await at.signIn.hasPassword(person.personId)).toBe(true);
  });

  test('ten wrong passwords, and the right one has to wait too; other people do not', async () => {
    const other = await somebody();
    await at.signIn.setPassword(other.personId, password);
    for (let n = 0; n < 10; n++) expect((await enter(at, person.userName, `guess number ${n}`)).statusCode).toBe(401);
    const waits = await enter(at, person.userName);
    expect([waits.statusCode, waits.json()]).toEqual([429, { code: 'too_many_attempts', facts: { minutes: 15 } }]);
    expect((await enter(at, other.userName)).statusCode).toBe(204);
  });

  test('guesses from many addresses at one name come to an end', async () => {
    const from = (n: number) =>
      at.app.inject({
        method: 'POST',
        url: '/api/auth/sign-in/username',
        remoteAddress: `10.0.0.${n % 40}`,
        payload: { username: 'wanted-by-many', password: '' },
      });
    const statuses: number[] = [];
    for (let n = 0; n < 52; n++) statuses.push((await from(n)).statusCode);
    expect(statuses).toEqual([...Array(50).fill(401), 429, 429]);
  });

  test('an address that the browser claims to have is not believed', async () => {
    for (let n = 0; n < 10; n++) await enter(at, person.userName, `guess number ${n}`);
    const claims = { 'x-forwarded-for': '203.0.113.9', 'x-greenfab-address': '203.0.113.9' };
    const payload = { username: person.userName, password };
    expect((await post(at, '/api/auth/sign-in/username', payload, claims)).statusCode).toBe(429);
  });

  test('change with the current one; other browsers are signed out', async () => {
    const here = cookieOf(await enter(at, person.userName));
    const there = cookieOf(await enter(at, person.userName));
    const change = (currentPassword: string, newPassword: string) =>
      post(at, '/api/auth/change-password', { currentPassword, newPassword }, { cookie: here });
    expect((await change('not the password', 'another long one')).json().code).toBe('wrong_password');
    expect((await change(password, 'too short')).json()).toEqual({
      code: 'password_length',
      facts: { least: 10, most: 128 },
    });
    const changed = await change(password, 'another long one');
    expect(changed.statusCode).toBe(204);
    expect(await who(at, cookieOf(changed))).toBe(person.personId);
    expect(await who(at, there)).toBeNull();
    expect((await enter(at, person.userName)).statusCode).toBe(401);
    expect((await enter(at, person.userName, 'another long one')).statusCode).toBe(204);
  });

  test('who came by a first link sets one, once', async () => {
    const { userName, personId } = await somebody();
    const cookie = await signedIn(at, personId);
    const set = (newPassword: string, with_ = cookie) =>
      post(at, '/api/auth/set-password', { newPassword }, { cookie: with_ });
    expect((await set('short')).json().code).toBe('password_length');
    const done = await set('a password of my own');
    expect(done.statusCode).toBe(204);
    expect(await who(at, cookieOf(done))).toBe(personId);
    expect((await set('another of my own', cookieOf(done))).json().code).toBe('password_already_set');
    expect((await enter(at, userName, 'a password of my own')).statusCode).toBe(204);
  });

  test('a reset ends every session', async () => {
    const cookie = cookieOf(await enter(at, person.userName));
    await at.signIn.setPassword(person.personId, 'given by the manager');
    expect(await who(at, cookie)).toBeNull();
    expect((await enter(at, person.userName)).statusCode).toBe(401);
  });

  test('signing in as somebody else in the same browser ends the first session', async () => {
    const first = cookieOf(await enter(at, person.userName));
    const payload = { username: person.userName, password };
    const second = cookieOf(await post(at, '/api/auth/sign-in/username', payload, { cookie: first }));
    expect(await who(at, first)).toBeNull();
    expect(await who(at, second)).toBe(person.personId);
  });
});

describe('a foreign page in the same browser', () => {
  test.each([
    ['/api/auth/sign-in/username', { username: 'a', password: 'b' }],
    ['/api/auth/sign-out', {}],
    ['/api/auth/change-password', { currentPassword: password, newPassword: 'another long one' }],
    ['/api/auth/set-password', { newPassword: 'another long one' }],
  ])('is refused at %s', async (url, payload) => {
    const at = await place();
    const { personId } = await somebody();
    const cookie = await signedIn(at, personId);
    for (const origin of [
      'https://evil.example',
      'null',
      'http://localhost:4600.evil.example',
      'http://localhost:9999',
    ]) {
      const answer = await post(at, url, payload, { cookie, origin });
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'foreign_origin']);
    }
    const unnamed = await at.app.inject({ method: 'POST', url, payload, headers: { cookie } });
    expect(unnamed.json().code).toBe('foreign_origin');
    expect(await who(at, cookie)).toBe(personId);
  });

  test('our own address and this machine by both its names are not foreign', async () => {
    const at = await place({ baseUrl: 'http://greenfab.lan:4700' });
    for (const origin of ['http://greenfab.lan:4700', 'http://localhost:4700', 'http://127.0.0.1:4700']) {
      expect(() => at.signIn.refuseForeignOrigin({ origin, cookie: 'a=b' })).not.toThrow();
    }
    const behindProxy = await place({ baseUrl: 'https://greenfab.example', port: 4600 });
    expect(() => behindProxy.signIn.refuseForeignOrigin({ origin: 'http://127.0.0.1:4600' })).not.toThrow();
    expect(() => behindProxy.signIn.refuseForeignOrigin({ origin: 'http://greenfab.example' })).toThrow(
      'foreign_origin',
    );
  });
});

describe('becoming another sample person', () => {
  const become = (at: Place, cookie: string, personId: string) => post(at, `/switch/${personId}`, {}, { cookie });

  test('a sample person becomes another, and the first session ends', async () => {
    const at = await place({ sample: true });
    const [recorder, reviewer] = [await somebody({ sample: true }), await somebody({ sample: true })];
    const cookie = await signedIn(at, recorder.personId);
    const answer = await become(at, cookie, reviewer.personId);
    expect(answer.statusCode).toBe(204);
    expect(await who(at, cookieOf(answer))).toBe(reviewer.personId);
    expect(await who(at, cookie)).toBeNull();
  });

  test('the group administrator of a sample installation does too', async () => {
    const at = await place({ sample: true });
    const recorder = await somebody({ sample: true });
    const administrator = await somebody({ administrator: true });
    const answer = await become(at, await signedIn(at, administrator.personId), recorder.personId);
    expect(await who(at, cookieOf(answer))).toBe(recorder.personId);
  });

  test.each([
    ['outside a sample installation', false, { sample: true }, { sample: true }, 'not_allowed'],
    [
      'for the administrator outside a sample installation',
      false,
      { administrator: true },
      { sample: true },
      'not_allowed',
    ],
    ['for a person of flesh and blood', true, {}, { sample: true }, 'not_allowed'],
    ['into a person of flesh and blood', true, { sample: true }, {}, 'not_allowed'],
  ])('is refused %s', async (_, sample, from, to, code) => {
    const at = await place({ sample });
    const [me, other] = [await somebody(from), await somebody(to)];
    const cookie = await signedIn(at, me.personId);
    const answer = await become(at, cookie, other.personId);
    expect([answer.statusCode, answer.json().code, answer.cookies]).toEqual([403, code, []]);
    expect(await who(at, cookie)).toBe(me.personId);
  });

  test('is refused into nobody, into somebody no longer active, to nobody, and to a foreign page', async () => {
    const at = await place({ sample: true });
    const [me, gone] = [await somebody({ sample: true }), await somebody({ sample: true })];
    await setActive(opened.db, gone.personId, false);
    const cookie = await signedIn(at, me.personId);
    for (const personId of [gone.personId, '00000000-0000-7000-8000-0000000000ff', 'nobody']) {
      expect((await become(at, cookie, personId)).json().code).toBe('not_allowed');
    }
    expect((await become(at, '', me.personId)).json().code).toBe('not_signed_in');
    expect((await post(at, `/switch/${me.personId}`, {}, { cookie, origin: 'https://evil.example' })).json().code).toBe(
      'foreign_origin',
    );
  });
});

describe('what lies behind', () => {
  test('the application role reaches no table of sign-in', async () => {
    const { rows: tables } = await opened.db.pool.query(
      `select c.oid::regclass::text as name from pg_class c where c.relnamespace = 'auth'::regnamespace and c.relkind = 'r'`,
    );
    expect(tables.map(({ name }) => name).sort()).toEqual([
      'auth."user"',
      'auth.account',
      'auth.passkey',
      'auth.session',
      'auth.two_factor',
      'auth.verification',
    ]);
    const { rows } = await opened.db.pool.query(`
      select has_schema_privilege('greenfab_app', 'auth', 'usage, create') as schema,
        bool_or(has_table_privilege('greenfab_app', c.oid, 'select, insert, update, delete, truncate, references, trigger')) as tables
      from pg_class c where c.relnamespace = 'auth'::regnamespace and c.relkind in ('r', 'v', 'S', 'm')`);
    expect(rows).toEqual([{ schema: false, tables: false }]);
    const all = { id: 'operator', reads: 'all', writes: 'all', group: 'write', figures: 'all' } as const;
    await expect(opened.db.as(all, (tx) => sql`select * from auth.session`.execute(tx))).rejects.toThrow(
      /permission denied for schema auth/,
    );
  });

  test('the tables are those that the library wants', async () => {
    const trustedOrigins: string[] = [];
    const wanted = await getMigrations(
      libraryOptions({ pool: opened.db.pool, secret, origin: baseUrl, trustedOrigins, attempts: new Attempts() }),
    );
    expect([wanted.toBeCreated, wanted.toBeAdded, wanted.toBeAddedIndexes, wanted.schemaProblems]).toEqual([
      [],
      [],
      [],
      [],
    ]);
  });

  test('the rest of the library stays shut', async () => {
    const at = await place();
    const { personId, userName } = await somebody();
    const cookie = await signedIn(at, personId);
    const shut: readonly (readonly ['GET' | 'POST', string, object])[] = [
      ['POST', '/sign-up/email', { email: 'a@b.example', password, name: 'a' }],
      ['POST', '/sign-in/email', { email: `${personId}@accounts.invalid`, password }],
      ['POST', '/is-username-available', { username: userName }],
      ['POST', '/update-user', { username: 'somebody-else' }],
      ['POST', '/change-email', { newEmail: 'a@b.example' }],
      ['POST', '/delete-user', {}],
      ['POST', '/start-session', { personId }],
      ['GET', '/get-session', {}],
      ['GET', '/list-sessions', {}],
      ['GET', '/ok', {}],
    ];
    for (const [method, path, payload] of shut) {
      const headers = { cookie, origin: baseUrl };
      const answer = await at.app.inject({
        method,
        url: `/api/auth${path}`,
        headers,
        ...(method === 'POST' ? { payload } : {}),
      });
      expect([path, answer.statusCode]).toEqual([path, 404]);
    }
  });

  test('nothing of it stays in the session that all clients share, and nothing leaves the machine', async () => {
    const [queries, fetches] = [vi.spyOn(pg.Client.prototype, 'query'), vi.spyOn(globalThis, 'fetch')];
    try {
      const at = await place({ sample: true });
      const [me, other] = [await somebody({ sample: true }), await somebody({ sample: true })];
      await at.signIn.setPassword(me.personId, password);
      await post(at, `/switch/${other.personId}`, {}, { cookie: await signedIn(at, me.personId) });
      const cookie = cookieOf(await enter(at, me.userName));
      queries.mockClear(); // what came before ran within our own transactions too
      expect(await who(at, cookie)).toBe(me.personId);
      await follow(at, await at.signIn.firstLink(me.personId));
      await post(at, '/api/auth/sign-out', {}, { cookie });
      // Our own transactions begin and commit; what they set ends with them.
      const sent = queries.mock.calls.map(([query]) => query as unknown as string | { text: string; name?: string });
      expect(sent.length).toBeGreaterThan(8);
      for (const query of sent) {
        const { text, name } = typeof query === 'string' ? { text: query, name: undefined } : query;
        expect(name).toBeUndefined();
        expect(text).toMatch(
          /^(begin$|begin; select (set_config\('[a-z_.]+', '[^']*', true\)(, |$))+$|select 1; commit$|(select|insert into|update|delete from|with)\s)/i,
        );
      }
      expect(fetches).not.toHaveBeenCalled();
    } finally {
      queries.mockRestore();
      fetches.mockRestore();
    }
  });

  test('a secret shorter than 32 bytes is refused at once', () => {
    expect(() => makeSignIn({ db: opened.db, secret: 'short', baseUrl, sample: false })).toThrow('32 bytes');
  });

  test('bad input is refused, not answered with a fault', async () => {
    const at = await place();
    for (const payload of [
      {},
      { username: 1, password: 2 },
      { username: 'a' },
      { username: 'a'.repeat(500), password: 'b' },
    ]) {
      expect((await post(at, '/api/auth/sign-in/username', payload)).json().code).toBe('wrong_input');
    }
    const tooLarge = await post(at, '/api/auth/sign-in/username', { username: 'a', password: 'b'.repeat(10_000) });
    expect(tooLarge.statusCode).toBe(413);
  });
});
