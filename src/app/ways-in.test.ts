// Does whoever may let people in let in whom he may and nobody else, does a link work once, and is a second factor one?
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { sweepAccess } from '#platform/access/access-events.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { TODAY } from '#platform/access/sign-in-library.ts';
import { systemActor } from '#platform/db/database.ts';
import { totp } from '../../tests/totp.ts';
import { openSmallServer, type SmallServer } from './small-server.test-fixture.ts';

const password = 'correct horse battery';
let server: SmallServer;
let site: Record<'SZ' | 'HP', string>;
const people: Record<string, { id: string; cookie: string }> = {};

beforeAll(async () => {
  server = await openSmallServer();
  const { id } = server.company;
  site = { SZ: id.SZ as string, HP: id.HP as string };
  const made = {
    boss: await server.person('boss', ['group_administrator', GROUP_ID]),
    manager: await server.person('manager.sz', ['site_manager', site.SZ]),
    recorder: await server.person('recorder.sz', ['site_recorder', site.SZ]),
    foreign: await server.person('recorder.hp', ['site_recorder', site.HP]),
    reviewer: await server.person('reviewer.sz', ['reviewer', site.SZ]),
    nobody: await server.person('nobody.yet'),
  };
  for (const [name, personId] of Object.entries(made))
    people[name] = { id: personId, cookie: await server.cookieOf(personId) };
}, 120_000);
afterAll(() => server?.close());

const as = (name: string) => people[name]?.cookie ?? '';
const get = (cookie: string | null, url: string) => server.ask(cookie, { url: `/api/v1${url}` });
const send = (cookie: string | null, method: InjectOptions['method'], url: string, payload: object = {}) =>
  server.ask(cookie, { method: method as 'POST', url: `/api/v1${url}`, payload });
const door = (cookie: string | null, url: string, payload: object) =>
  server.ask(cookie, { method: 'POST', url: `/api/auth${url}`, payload });
const cookieIn = ({ cookies }: LightMyRequestResponse) =>
  cookies
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
    .join('; ');
const tokenOf = (link: string) => new URL(link).hash.slice(1);
let made = 0;
const account = (scopeId: string, role = 'site_recorder') => ({
  ...{ userName: `new.person-${++made}`, nameEn: 'New Person', nameZh: '新人', language: 'zh', role, scopeId },
});
/** Somebody with a password of his own, made and let in as anybody is. @returns his name, id and cookie */
async function newcomer(role: 'site_recorder' | 'site_manager' = 'site_recorder') {
  const userName = `newcomer-${++made}`;
  const id = await server.person(userName, [role, site.SZ]);
  const { link } = (await send(as('boss'), 'POST', `/invitations/${id}/link`)).json();
  const used = await door(null, '/link/use', { token: tokenOf(link), newPassword: password });
  return { id, userName, cookie: cookieIn(used) };
}
const enter = (userName: string, typed = password) =>
  door(null, '/sign-in/username', { username: userName, password: typed });

describe('an invitation', () => {
  test('by a factory’s manager: looked at as often as one likes, used once, without any mail', async () => {
    const asked = account(site.SZ);
    const answer = await send(as('manager'), 'POST', '/invitations', asked);
    expect(answer.statusCode).toBe(200);
    const { link, personId } = answer.json();
    expect(link).toMatch(/^http:\/\/localhost:4600\/welcome#[\w-]{43}$/);
    const token = tokenOf(link);
    for (const _ of [1, 2])
      expect((await door(null, '/link/look', { token })).json()).toMatchObject({
        ...{ purpose: 'invitation', userName: asked.userName, name: { en: 'New Person', zh: '新人' }, language: 'zh' },
      });
    // A slip does not cost the link.
    expect((await door(null, '/link/use', { token, newPassword: 'short' })).json().code).toBe('password_length');
    const [one, other] = await Promise.all([
      door(null, '/link/use', { token, newPassword: password }),
      door(null, '/link/use', { token, newPassword: 'another horse entirely' }),
    ]);
    const [used, refused] = one.statusCode === 200 ? [one, other] : [other, one];
    expect([used?.json().next, refused?.statusCode, refused?.json().code]).toEqual(['in', 410, 'link_over']);
    expect((await get(cookieIn(used as LightMyRequestResponse), '/me')).json().person.id).toBe(personId);
    expect((await door(null, '/link/look', { token })).statusCode).toBe(410);
    const { entries } = (await get(as('boss'), '/history?limit=50')).json();
    expect(
      entries
        .filter((entry: { kind: string }) => entry.kind === 'platform.sign-in-link')
        .slice(0, 2)
        .map((entry: { actor: string; reason: string }) => [entry.actor, entry.reason]),
    ).toEqual([
      ['sign-in', 'link used: invitation'],
      [people.manager?.id, 'link made: invitation'],
    ]);
  });

  test.each([
    ['at another factory', 'HP', 'site_recorder'],
    ['with a role that he does not have', 'SZ', 'group_administrator'],
    ['with a role that may do one thing more', 'SZ', 'reviewer'],
  ] as const)('is refused to him %s', async (_, where, role) => {
    const answer = await send(as('manager'), 'POST', '/invitations', account(site[where], role));
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'not_allowed']);
  });

  test('a new link ends the one before, and one that has run out opens nothing', async () => {
    const { link, personId } = (await send(as('manager'), 'POST', '/invitations', account(site.SZ))).json();
    const again = (await send(as('manager'), 'POST', `/invitations/${personId}/link`)).json();
    expect(again.purpose).toBe('invitation');
    expect((await door(null, '/link/look', { token: tokenOf(link) })).statusCode).toBe(410);
    expect((await door(null, '/link/look', { token: tokenOf(again.link) })).statusCode).toBe(200);
    // A first link and an invitation do not open each other's door.
    expect((await server.ask(null, { url: `/sign-in/first?token=${tokenOf(again.link)}` })).statusCode).toBe(410);
    const first = new URL(await server.firstLink(personId)).searchParams.get('token');
    expect((await door(null, '/link/look', { token: first })).statusCode).toBe(410);
  });

  test('no link is made for somebody with more rights, of another factory, without rights, or for oneself', async () => {
    for (const other of ['boss', 'reviewer', 'foreign', 'nobody', 'manager']) {
      const { statusCode } = await send(as('manager'), 'POST', `/invitations/${people[other]?.id}/link`);
      expect([other, statusCode]).toEqual([other, 404]);
    }
    const names = (await get(as('manager'), '/invitations'))
      .json()
      .people.map((one: { userName: string }) => one.userName);
    expect(names).toContain('recorder.sz');
    for (const hidden of ['boss', 'reviewer.sz', 'recorder.hp', 'nobody.yet', 'manager.sz'])
      expect(names).not.toContain(hidden);
    for (const other of ['reviewer', 'foreign', 'nobody'])
      expect((await send(as('boss'), 'POST', `/invitations/${people[other]?.id}/link`)).statusCode).toBe(200);
  });

  test('takes no password that others would guess first, and is not used up by one', async () => {
    const { id, userName } = await newcomer();
    const { link } = (await send(as('boss'), 'POST', `/invitations/${id}/link`)).json();
    for (const newPassword of ['1234567890', 'greenfab2026', `${userName}-1234`, 'password123']) {
      const refused = await door(null, '/link/use', { token: tokenOf(link), newPassword });
      expect([newPassword, refused.statusCode, refused.json().code]).toEqual([newPassword, 422, 'password_common']);
    }
    const used = await door(null, '/link/use', { token: tokenOf(link), newPassword: 'four horses by the scales' });
    expect(used.json()).toEqual({ next: 'in' });
    const change = (newPassword: string) =>
      door(cookieIn(used), '/change-password', { currentPassword: 'four horses by the scales', newPassword });
    expect((await change('qwertyuiop12')).json().code).toBe('password_common');
    expect((await change('five horses by the scales')).statusCode).toBe(204);
  });

  test('guessing links comes to an end', async () => {
    const guess = (n: number) =>
      server.app.inject({
        ...{ method: 'POST', url: '/api/auth/link/look', remoteAddress: '10.9.9.9' },
        payload: { token: `guess-${n}` },
      });
    const statuses = [];
    for (let n = 0; n < 61; n++) statuses.push((await guess(n)).statusCode);
    expect(statuses).toEqual([...Array(60).fill(410), 429]);
  });
});

describe('a second factor', () => {
  const turnOn = async (cookie: string) => {
    const offered = (await door(cookie, '/two-factor/enable', { password })).json();
    const confirmed = await door(cookie, '/two-factor/confirm', { code: totp(offered.secret) });
    expect(confirmed.statusCode).toBe(204);
    return { ...offered, cookie: cookieIn(confirmed) } as {
      secret: string;
      uri: string;
      recoveryCodes: string[];
      cookie: string;
    };
  };

  test('after the password a code, which is taken once; nothing is open before', async () => {
    const { userName, cookie } = await newcomer();
    expect((await door(cookie, '/two-factor/enable', { password: 'not mine' })).json().code).toBe('wrong_password');
    const elsewhere = cookieIn(await enter(userName));
    const { secret, uri, cookie: here } = await turnOn(cookie);
    expect(decodeURIComponent(uri)).toContain(`greenfab localhost:${userName}`);
    expect((await get(elsewhere, '/me')).statusCode).toBe(401);
    expect((await get(here, '/account/security')).json()).toMatchObject({ secondFactor: true });

    const first = await enter(userName);
    expect(first.json()).toEqual({ secondFactor: true });
    const challenge = cookieIn(first);
    expect((await get(challenge, '/me')).statusCode).toBe(401);
    const code = totp(secret, 1);
    expect((await door(challenge, '/sign-in/second-factor', { code: '000000' })).json().code).toBe('wrong_code');
    const inside = await door(challenge, '/sign-in/second-factor', { code: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect(inside.statusCode).toBe(204);
    expect((await get(cookieIn(inside), '/me')).statusCode).toBe(200);
    // The same code again, after the password once more: whoever looked over the shoulder stays out.
    const again = await door(cookieIn(await enter(userName)), '/sign-in/second-factor', { code });
    expect([again.statusCode, again.json().code, cookieIn(again)]).toEqual([401, 'wrong_code', '']);
  });

  test('a session that the browser has from somebody else is not taken for the one asked about', async () => {
    const { userName, cookie } = await newcomer();
    const other = await newcomer();
    const mine = await turnOn(cookie);
    const theirs = await turnOn(other.cookie);
    const challenge = cookieIn(await enter(userName));
    const answer = await door(`${theirs.cookie}; ${challenge}`, '/sign-in/second-factor', {
      code: totp(theirs.secret, 1),
    });
    expect(answer.json().code).toBe('wrong_code');
    const inside = await door(challenge, '/sign-in/second-factor', { code: totp(mine.secret, 1) });
    expect(inside.statusCode).toBe(204);
  });

  test('a challenge that is none is refused as one, not answered with a fault', async () => {
    for (const cookie of ['greenfab.two_factor=%', 'greenfab.two_factor=%E0%A4%A', 'greenfab.two_factor=a.b', ''])
      expect((await door(cookie, '/sign-in/second-factor', { code: '123456' })).statusCode).toBe(401);
  });

  test('a recovery code opens once', async () => {
    const { userName, cookie } = await newcomer();
    const { recoveryCodes } = await turnOn(cookie);
    const by = async (recoveryCode: string | undefined) =>
      (await door(cookieIn(await enter(userName)), '/sign-in/second-factor', { recoveryCode })).statusCode;
    expect([await by(recoveryCodes[0]), await by(recoveryCodes[0]), await by(recoveryCodes[1])]).toEqual([
      204, 401, 204,
    ]);
  });

  test('ten wrong codes, over however many sign-ins, and the right one waits', async () => {
    const { userName, cookie } = await newcomer();
    const { secret } = await turnOn(cookie);
    const codes = [];
    for (let n = 0; n < 3; n++) {
      const challenge = cookieIn(await enter(userName));
      for (let m = 0; m < 4; m++)
        codes.push((await door(challenge, '/sign-in/second-factor', { code: `99999${m}` })).json().code);
    }
    expect(codes.slice(0, 10)).toEqual(Array(10).fill('wrong_code'));
    const late = await door(cookieIn(await enter(userName)), '/sign-in/second-factor', { code: totp(secret, 1) });
    expect([late.statusCode, late.json().code]).toEqual([429, 'too_many_attempts']);
  });

  test('a link that resets the password does not go round it; whoever lost the phone has it taken away', async () => {
    const { id, userName, cookie } = await newcomer();
    const { cookie: here } = await turnOn(cookie);
    const reset = (await send(as('manager'), 'POST', `/invitations/${id}/link`)).json();
    expect(reset.purpose).toBe('reset');
    const used = await door(null, '/link/use', {
      token: tokenOf(reset.link),
      newPassword: 'a new horse at the scales',
    });
    expect([used.json().next, cookieIn(used)]).toEqual(['sign-in', '']);
    expect((await get(here, '/me')).statusCode).toBe(401);
    expect((await enter(userName, 'a new horse at the scales')).json()).toEqual({ secondFactor: true });
    const reason = { reason: 'phone lost, seen in person' };
    expect((await send(as('foreign'), 'POST', `/invitations/${id}/remove-second-factor`, reason)).statusCode).toBe(403);
    expect((await send(as('manager'), 'POST', `/invitations/${id}/remove-second-factor`, reason)).statusCode).toBe(200);
    expect((await enter(userName, 'a new horse at the scales')).statusCode).toBe(204);
  });

  test('where the role needs one, nothing but setting it up is open until it is', async () => {
    const { userName } = await newcomer('site_manager');
    const rule = (secondFactorRoles: string[]) =>
      send(as('boss'), 'PUT', '/settings/sign-in', { secondFactorRoles, reason: 'as decided' });
    const cookie = cookieIn(await enter(userName));
    expect((await get(cookie, '/records/waste.load')).statusCode).toBe(200);
    expect((await rule(['site_manager'])).statusCode).toBe(200);
    try {
      for (const path of ['/records/waste.load', '/inbox', '/search?q=a', '/organisation', '/invitations']) {
        const { statusCode, body } = await get(cookie, path);
        expect([path, statusCode, JSON.parse(body).code]).toEqual([path, 403, 'second_factor_required']);
      }
      expect((await get(cookie, '/me')).json().lacks).toBe('second_factor');
      expect((await get(as('recorder'), '/records/waste.load')).statusCode).toBe(200);
      const { cookie: here } = await turnOn(cookie);
      expect((await get(here, '/me')).json().lacks).toBeNull();
      expect((await get(here, '/records/waste.load')).statusCode).toBe(200);
      const off = await door(here, '/two-factor/disable', { password });
      expect((await get(cookieIn(off), '/inbox')).json().code).toBe('second_factor_required');
    } finally {
      await rule([]);
    }
  });
});

describe('sessions', () => {
  test('one that nobody used for more than three days is over; the seen day alone makes it longer', async () => {
    const { id, cookie } = await newcomer();
    const seen = (days: number) =>
      server.company.db.pool.query(`update auth.session set seen_on = ${TODAY} - $2::integer where user_id = $1`, [
        id,
        days,
      ]);
    await seen(3);
    expect((await get(cookie, '/me')).statusCode).toBe(200);
    await seen(4);
    expect((await get(cookie, '/me')).statusCode).toBe(401);
  });

  test('say on which day of the group’s zone they were last used, whatever zone the database keeps', async () => {
    const { cookie } = await newcomer();
    const today = () => new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' });
    const before = today();
    const { sessions } = (await get(cookie, '/account/security')).json();
    expect([before, today()]).toContain(sessions[0].seenOn);
  });

  test('are listed, and ended one by one or all but this one; nobody ends somebody else’s', async () => {
    const { userName, cookie } = await newcomer();
    const phone = await server.ask(null, {
      ...{ method: 'POST', url: '/api/auth/sign-in/username', payload: { username: userName, password } },
      headers: { 'user-agent': 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 MicroMessenger/8.0' },
    });
    const { sessions } = (await get(cookie, '/account/security')).json();
    expect(sessions).toHaveLength(2);
    const [other] = sessions.filter((one: { isThis: boolean }) => !one.isThis);
    expect(other).toMatchObject({ device: 'wechat/android', way: 'password' });
    expect((await send(as('recorder'), 'DELETE', `/account/sessions/${other.id}`)).statusCode).toBe(404);
    expect((await send(cookie, 'DELETE', `/account/sessions/${other.id}`)).statusCode).toBe(200);
    expect((await get(cookieIn(phone), '/me')).statusCode).toBe(401);
    const more = cookieIn(await enter(userName));
    expect((await send(cookie, 'POST', '/account/sessions/end-others')).json()).toEqual({ ended: 1 });
    expect([(await get(more, '/me')).statusCode, (await get(cookie, '/me')).statusCode]).toEqual([401, 200]);
  });
});

describe('what somebody asked for and may not', () => {
  test('is noted by its route, once in a while, and nothing of what he said', async () => {
    const { id, cookie } = await newcomer();
    for (let n = 0; n < 3; n++) expect((await get(cookie, '/access-log?personId=a-secret')).statusCode).toBe(400);
    for (let n = 0; n < 3; n++) expect((await get(cookie, '/access-log')).statusCode).toBe(403);
    expect((await send(cookie, 'POST', '/report/publish', { period: '2024-Q1' })).statusCode).toBe(403);
    const { events } = (await get(as('boss'), `/access-log?personId=${id}&outcome=refused`)).json();
    expect(events.map(({ what, subject }: { what: string; subject: string }) => [what, subject])).toEqual([
      ['not-allowed', 'POST report/publish'],
      ['not-allowed', 'GET access-log'],
    ]);
  });
});

describe('the log of access', () => {
  test('says who came in and who did not, and who took a file; it holds nothing that opens anything', async () => {
    const said: string[] = [];
    const heard = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      said.push(String(text));
      return true;
    });
    const { id, userName, cookie } = await newcomer();
    const typed = 'a password typed as a user name';
    await enter(userName, 'a wrong password');
    await enter(typed, 'a wrong password');
    const { secret, recoveryCodes } = (await door(cookie, '/two-factor/enable', { password })).json();
    const code = totp(secret);
    await door(cookie, '/two-factor/confirm', { code });
    const { link } = (await send(as('manager'), 'POST', `/invitations/${id}/link`)).json();
    await server.ask(as('recorder'), { url: `/api/v1/records/waste.load/export.csv?scope=${site.SZ}` });
    heard.mockRestore();

    const log = async (query = '') => (await get(as('boss'), `/access-log${query}`)).json().events;
    const of = (await log(`?personId=${id}`)).map((event: { what: string; outcome: string; subject: string | null }) =>
      [event.what, event.outcome, event.subject].join(' '),
    );
    expect(of).toEqual([
      'link-made done reset',
      'second-factor-on done ',
      'sign-in refused password',
      'sign-in done link',
      'link-used done invitation',
      'link-made done invitation',
    ]);
    const [unknown] = await log('?what=sign-in&outcome=refused');
    expect(unknown).toMatchObject({ person: null, subject: 'password', network: '127.0.0.0/24' });
    const [taken] = await log('?what=export');
    expect([taken.person.userName, taken.subject]).toEqual(['recorder.sz', 'records/waste.load/export.csv']);
    expect(await log(`?what=export&before=2020-01-01`)).toEqual([]);

    const rows = await server.company.all(sql<{ row: string }>`select row_to_json(e)::text as row from access_event e`);
    const kept = [...rows.map(({ row }) => row), ...said].join('\n');
    for (const secretText of [password, 'a wrong password', typed, secret, code, ...recoveryCodes, tokenOf(link)])
      expect(kept).not.toContain(secretText);
    const csv = (await get(as('boss'), '/access-log.csv?lang=zh')).body;
    expect(csv).toContain('时间,人员,事项,结果');
    expect((await get(as('manager'), '/access-log')).statusCode).toBe(403);
  });

  test('everybody sees his own part of it and no other', async () => {
    const { events } = (await get(as('recorder'), '/account/security')).json();
    expect(events.length).toBeGreaterThan(0);
    for (const event of events) expect(event.person.userName).toBe('recorder.sz');
  });

  test('is swept after a year, and not before', async () => {
    const { db } = server.company;
    await db.as(systemActor('sign-in'), async (tx) => {
      for (const days of [364, 366])
        await sql`insert into access_event (id, at, actor, what, outcome, subject)
          values (gen_random_uuid(), now() - make_interval(days => ${days}), app_actor(), 'key', 'done', ${`days ${days}`})`.execute(
          tx,
        );
    });
    for (const column of ['at', 'actor', 'person_id', 'what', 'outcome', 'scope_id'])
      await expect(
        db.as(systemActor('sign-in'), (tx) => sql`update access_event set ${sql.ref(column)} = null`.execute(tx)),
      ).rejects.toThrow(/permission denied/);
    // What could identify is taken out by an erasure, which is about one person; nobody else alters anything.
    const altered = await db.as(systemActor('sign-in'), (tx) =>
      sql`update access_event set subject = 'other', network = null, device = null`.execute(tx),
    );
    expect(altered.numAffectedRows).toBe(0n);
    expect(await sweepAccess(db)).toBe(1);
    const left = await server.company.all(
      sql<{ subject: string }>`select subject from access_event where what = 'key'`,
    );
    expect(left.map(({ subject }) => subject)).toEqual(['days 364']);
  });
});
