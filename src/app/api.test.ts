// What a program meets: a key that holds no more than it says, a list that does not shift, a change that is not lost, and a
// request that happens once.
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { makeLink } from '#platform/guest/links.ts';
import { openSmallServer, type SmallServer, upload } from './small-server.test-fixture.ts';

let server: SmallServer;
let company: SmallServer['company'];
let boss = '';
let analyst = { id: '', cookie: '' };
beforeAll(async () => {
  server = await openSmallServer();
  ({ company } = server);
  boss = await server.cookieOf(company.people.administrator.id);
  const id = await server.person('analyst.of.keys', ['centre_analyst', GROUP_ID]);
  analyst = { id, cookie: await server.cookieOf(id) };
}, 240_000);
afterAll(() => server?.close());

const get = (who: string | null, path: string, headers: Record<string, string> = {}) =>
  server.ask(who, { url: `/api/v1${path}`, headers });
const post = (who: string, path: string, payload: object, headers: Record<string, string> = {}) =>
  server.ask(who, { method: 'POST', url: `/api/v1${path}`, payload, headers });
const put = (who: string, id: string, payload: object, headers: Record<string, string> = {}) =>
  server.ask(who, { method: 'PUT', url: `/api/v1/records/waste.load/${id}`, payload, headers });
const keyFor = async (
  actions: string[],
  scope = 'group',
  who = analyst.cookie,
): Promise<{ id: string; key: string }> => {
  const made = await post(who, '/keys', { name: 'a program', actions, scope, days: 30 });
  expect([made.statusCode, made.body]).toEqual([200, expect.stringContaining('gf_')]);
  return made.json();
};
let ticket = 0;
const loadAt = (site: string, tonnes = '2') => ({
  values: company.load({ site: company.id[site] as string, on: '2024-05-02', tonnes, ticket: `K-${++ticket}` }),
});

describe('a key', () => {
  test('is shown once, is nowhere afterwards, and is told by how it begins', async () => {
    const { id, key } = await keyFor(['records.read']);
    const { keys } = (await get(analyst.cookie, '/keys')).json();
    expect(keys.find((one: { id: string }) => one.id === id)).toMatchObject({
      ...{ prefix: key.slice(0, 9), state: 'active', lastUsedOn: null, service: false },
    });
    expect(JSON.stringify(keys)).not.toContain(key.slice(9));
    const kept = await company.all(sql<{ row: string }>`select row_to_json(k)::text as row from api_key k`);
    expect(kept.map(({ row }) => row).join()).not.toContain(key.slice(9));
    expect((await get(key, '/me')).json().person.id).toBe(analyst.id);
    const used = (await get(analyst.cookie, '/keys')).json().keys.find((one: { id: string }) => one.id === id);
    expect(used.lastUsedOn).toBe('2024-07-15');
  });

  test('does what it says and nothing else of what its person may', async () => {
    const { key } = await keyFor(['records.read']);
    expect((await get(key, '/records/waste.load')).statusCode).toBe(200);
    expect((await put(key, uuidv7(), loadAt('SZ'))).statusCode).toBe(403);
    expect((await put(analyst.cookie, uuidv7(), loadAt('SZ'))).statusCode).toBe(200);
    const supplier = { code: 'K1', name: { en: 'New', zh: '新' }, country: 'CN', roles: ['carrier'] };
    const url = `/api/v1/records/suppliers.supplier/${uuidv7()}`;
    expect((await server.ask(key, { method: 'PUT', url, payload: { values: supplier } })).statusCode).toBe(403);
  });

  test('of one factory sees and writes that factory alone, whoever made it', async () => {
    const { key } = await keyFor(['records.read', 'group.read', 'records.record'], 'site:SZ');
    expect((await put(key, uuidv7(), loadAt('SZ'))).statusCode).toBe(200);
    expect((await put(key, uuidv7(), loadAt('WH'))).statusCode).toBe(403);
    await put(analyst.cookie, uuidv7(), loadAt('WH'));
    const { records } = (await get(key, '/records/waste.load?limit=500')).json();
    expect(new Set(records.map((one: { values: { site: string } }) => one.values.site))).toEqual(
      new Set([company.id.SZ]),
    );
  });

  test('of one factory sees no import that its person made elsewhere, and that which came by itself', async () => {
    const actions = ['imports.use', 'records.read', 'records.record', 'group.read'];
    const importOf = async (who: string, scope: string) => {
      const query = scope === '' ? '' : `?scope=${scope}`;
      const sheet = upload('loads.csv', `a,b\n${++ticket},2\n`);
      const url = `/api/v1/imports/waste.load${query}`;
      const answer = await server.ask(who, { method: 'POST', url, ...sheet });
      expect([answer.statusCode, answer.body]).toEqual([200, expect.anything()]);
      return answer.json().id as string;
    };
    const [here, there, nowhere] = await Promise.all(
      ['site:SZ', 'site:WH', ''].map((scope) => importOf(analyst.cookie, scope)),
    );
    const { key } = await keyFor(actions, 'site:SZ');
    const byKey = await importOf(key, '');
    const seen = async (who: string) =>
      (await get(who, '/imports')).json().imports.map((one: { id: string }) => one.id) as string[];
    expect(new Set(await seen(key))).toEqual(new Set([here, byKey]));
    expect(await seen(analyst.cookie)).toEqual(expect.arrayContaining([here, there, nowhere, byKey]));
    for (const foreign of [there, nowhere])
      for (const path of ['', '/rows', '/refused.xlsx'])
        expect([path, (await get(key, `/imports/${foreign}${path}`)).statusCode]).toEqual([path, 404]);
    expect((await get(key, `/imports/${here}/rows`)).statusCode).toBe(200);
    const { key: wide } = await keyFor(actions);
    expect(await seen(wide)).toEqual(expect.arrayContaining([here, there, nowhere]));
  });

  test('of one factory opens nothing of the history, and no link, of what its person did elsewhere', async () => {
    const actions = ['records.read', 'records.record', 'group.read', 'history.read'];
    for (const site of ['SZ', 'WH']) expect((await put(analyst.cookie, uuidv7(), loadAt(site))).statusCode).toBe(200);
    const itself = { id: analyst.id, reads: 'all', writes: 'all', group: 'write', figures: 'all' } as const;
    for (const site of ['SZ', 'WH'])
      await company.db.as(itself, (tx) =>
        makeLink(tx, {
          ...{ kind: 'waste.load', scopeId: company.id[site] as string, forWhom: `haulier of ${site}`, note: null },
          ...{ language: 'en', given: {}, choices: {}, fields: ['note'], days: 3 },
        }),
      );
    const { key: wide } = await keyFor(actions);
    const { key } = await keyFor(actions, 'site:SZ');
    interface Listed {
      seq: number;
      n: number;
      scopeId: string | null;
      actor: string;
    }
    const historyOf = async (who: string) => (await get(who, '/history?limit=500')).json().entries as Listed[];
    const own = (entries: Listed[]) => entries.filter(({ actor }) => actor === analyst.id);
    const all = own(await historyOf(analyst.cookie));
    const elsewhere = all.filter(({ scopeId }) => scopeId !== company.id.SZ);
    expect(new Set(elsewhere.map(({ scopeId }) => scopeId))).toContain(company.id.WH);
    expect(new Set(elsewhere.map(({ scopeId }) => scopeId))).toContain(GROUP_ID);
    const seen = await historyOf(key);
    expect(new Set(seen.map(({ scopeId }) => scopeId))).toEqual(new Set([company.id.SZ]));
    expect(own(seen).length).toBe(all.length - elsewhere.length);
    for (const { seq, n } of elsewhere) expect((await get(key, `/history/entries/${seq}.${n}`)).statusCode).toBe(404);
    const linksOf = async (who: string) =>
      (await get(who, '/links')).json().links.map(({ forWhom }: { forWhom: string }) => forWhom) as string[];
    expect(await linksOf(key)).toEqual(['haulier of SZ']);
    expect(await linksOf(analyst.cookie)).toEqual(expect.arrayContaining(['haulier of SZ', 'haulier of WH']));
    // It goes on writing, and reads of it what it wrote.
    expect((await put(key, uuidv7(), loadAt('SZ'))).statusCode).toBe(200);
    expect((await historyOf(key)).length).toBe(seen.length + 1);
    expect(own(await historyOf(wide)).length).toBeGreaterThan(all.length);
  });

  test('leaves a note of the first time it is used on a day from a network, and no other', async () => {
    const { key } = await keyFor(['records.read']);
    const from = (remoteAddress: string) =>
      server.ask(key, { url: '/api/v1/me', remoteAddress, headers: { 'user-agent': 'curl/8' } });
    for (const address of ['192.0.2.7', '192.0.2.9', '198.51.100.1', '192.0.2.7'])
      expect((await from(address)).statusCode).toBe(200);
    const notes = await company.all(sql`select actor, person_id, subject, network from access_event
      where what = 'key' and starts_with(subject, ${key.slice(0, 9)}) order by at`);
    const note = { actor: 'sign-in', person_id: analyst.id, subject: `${key.slice(0, 9)}… a program` };
    expect(notes).toEqual([
      { ...note, network: '192.0.2.0/24' },
      { ...note, network: '198.51.100.0/24' },
    ]);
  });

  test('is not made wider than its maker, nor for deciding who comes in, nor by another key', async () => {
    const wide = { name: 'w', scope: 'group', days: 30 };
    const approving = await post(analyst.cookie, '/keys', { ...wide, actions: ['records.approve'] });
    expect([approving.statusCode, approving.json().code]).toEqual([403, 'key_too_wide']);
    // An invitation outlives the key, and a backup holds the secret by which one could be anybody.
    for (const action of ['people.manage', 'people.invite', 'backup.take'])
      expect([action, (await post(boss, '/keys', { ...wide, actions: ['records.read', action] })).statusCode]).toEqual([
        action,
        400,
      ]);
    const { id: old, key: strong } = await keyFor(['records.read'], 'group', boss);
    await company.db.pool.query(
      `update api_key set actions = '{records.read,people.invite,backup.take}' where id = $1`,
      [old],
    );
    for (const path of ['/backups', '/invitations'])
      expect([path, (await get(strong, path)).statusCode]).toEqual([path, 403]);
    const { key } = await keyFor(['records.read']);
    expect((await post(key, '/keys', { ...wide, actions: ['records.read'] })).statusCode).toBe(403);
    expect((await get(key, '/keys')).statusCode).toBe(403);
    expect((await post(key, '/session/switch', { personId: analyst.id })).statusCode).toBe(403);
  });

  test('ends when it is revoked, when it expires, when its person loses the right, and when he is no longer active', async () => {
    const id = await server.person('leaver', ['centre_analyst', GROUP_ID]);
    const { key, id: keyId } = await keyFor(['records.read'], 'group', await server.cookieOf(id));
    const read = async (shown = key) => (await get(shown, '/records/waste.load')).statusCode;
    expect(await read()).toBe(200);
    const asOwner = (text: ReturnType<typeof sql>) =>
      company.db.as(company.people.administrator, (tx) => text.execute(tx));
    await asOwner(sql`update role_grant set before_on = '2024-07-01' where person_id = ${id}`);
    expect(await read()).toBe(403);
    await asOwner(sql`update role_grant set before_on = null where person_id = ${id}`);
    await asOwner(sql`update person set active = false where id = ${id}`);
    expect(await read()).toBe(401);
    await asOwner(sql`update person set active = true where id = ${id}`);
    expect(await read()).toBe(200);
    const ended = await server.ask(await server.cookieOf(id), { method: 'DELETE', url: `/api/v1/keys/${keyId}` });
    expect([ended.statusCode, await read()]).toEqual([200, 401]);
    const refused = await get(key, '/records/waste.load', { 'accept-language': 'zh-CN,en;q=0.3' });
    expect(refused.headers).toMatchObject({ 'www-authenticate': 'Bearer', 'content-language': 'zh' });
    expect(refused.json()).toMatchObject({ code: 'key_not_valid', title: '未登录', status: 401 });
    expect(await read('gf_invented')).toBe(401);
    const wrong = await get(null, '/me', { authorization: 'Basic YTpi', cookie: analyst.cookie });
    expect(wrong.statusCode).toBe(401); // what stands in `authorization` counts alone
  });

  test('of a program belongs to nobody who could sign in, and only an administrator makes it', async () => {
    const wanted = {
      name: 'Weighbridge 1',
      role: 'site_recorder',
      actions: ['records.record', 'group.read'],
      scope: 'site:SZ',
      days: 90,
    };
    expect((await post(analyst.cookie, '/service-keys', wanted)).statusCode).toBe(403);
    const wide = await post(boss, '/service-keys', { ...wanted, actions: ['records.approve'] });
    expect([wide.statusCode, wide.json().code]).toEqual([403, 'key_too_wide']);
    const made = await post(boss, '/service-keys', wanted);
    const { key, id } = made.json();
    expect((await put(key, uuidv7(), loadAt('SZ'))).statusCode).toBe(200);
    expect((await put(key, uuidv7(), loadAt('WH'))).statusCode).toBe(403);
    const { keys } = (await get(boss, '/service-keys')).json();
    const own = keys.find((one: { id: string }) => one.id === id);
    expect(own).toMatchObject({ service: true, name: 'Weighbridge 1' });
    await expect(server.cookieOf(own.personId)).rejects.toThrow('not_found');
    const ended = await server.ask(boss, { method: 'DELETE', url: `/api/v1/service-keys/${id}` });
    expect([ended.statusCode, (await get(key, '/me')).statusCode]).toEqual([200, 401]);
  });

  test('needs no page of ours behind it, whereas a cookie does', async () => {
    const { key } = await keyFor(['records.record', 'group.read']);
    const foreign = { origin: 'https://elsewhere.example' };
    expect((await put(key, uuidv7(), loadAt('SZ'), foreign)).statusCode).toBe(200);
    expect((await put(analyst.cookie, uuidv7(), loadAt('SZ'), foreign)).statusCode).toBe(403);
  });
});

describe('a list read by its cursor', () => {
  test('gives every record once, though others are recorded in front of it meanwhile', async () => {
    const ids = Array.from({ length: 7 }, () => uuidv7());
    for (const [at, id] of ids.entries()) {
      const on = `2023-03-0${(at % 3) + 1}`;
      const said = { site: company.id.SZ as string, on, tonnes: '1', ticket: `C-${at}` };
      expect((await put(boss, id, { values: company.load(said) })).statusCode).toBe(200);
    }
    for (const sort of ['', '&sort=departedOn', '&sort=-ownMassTonnes', '&sort=note', '&sort=-note']) {
      const seen: string[] = [];
      let address = `/records/waste.load?period=2023-03&limit=2${sort}`;
      let first = true;
      for (;;) {
        const answer = await get(boss, address);
        const { records, next, count } = answer.json();
        seen.push(...records.map((one: { id: string }) => one.id));
        expect(count === undefined).toBe(!first);
        if (first) {
          const early = { site: company.id.SZ as string, on: '2023-03-09', tonnes: '9', ticket: `E${sort}` };
          await put(boss, '00000000-0000-7000-8000-0000000000aa', { values: company.load(early) });
        }
        first = false;
        if (next === null) break;
        const link = /^<\/api\/v1([^>]+)>; rel="next"$/.exec(String(answer.headers.link));
        expect(new URLSearchParams(link?.[1]?.split('?')[1]).get('cursor')).toBe(next);
        address = link?.[1] as string;
      }
      expect(seen.filter((id) => ids.includes(id)).sort()).toEqual([...ids].sort());
      expect(new Set(seen).size).toBe(seen.length);
    }
  });

  test('is refused with a cursor of another order, or an invented one', async () => {
    const { next } = (await get(boss, '/records/waste.load?limit=1&sort=departedOn')).json();
    for (const cursor of [next, 'bm9uc2Vuc2U', '%00'])
      expect((await get(boss, `/records/waste.load?limit=1&sort=-note&cursor=${cursor}`)).json().code).toBe(
        'wrong_cursor',
      );
  });
});

describe('a change', () => {
  test('that is based on what is no longer there is refused with what changed', async () => {
    const id = uuidv7();
    const { values } = loadAt('SZ', '2');
    const made = await put(boss, id, { values }, { 'if-none-match': '*' });
    expect([made.statusCode, made.headers.etag]).toEqual([200, '"r1"']);
    expect((await put(boss, id, { values }, { 'if-none-match': '*' })).statusCode).toBe(412);
    const seen = String((await get(boss, `/records/waste.load/${id}`)).headers.etag);
    expect(seen).toMatch(/^"r1-[\w-]{16}"$/);
    const three = { ...values, ownMassTonnes: { value: '3', entered: '3 t', basis: 'weighed' } };
    const changed = await put(boss, id, { values: three }, { 'if-match': seen });
    expect([changed.statusCode, changed.headers.etag]).toEqual([200, '"r2"']);
    const late = await put(boss, id, { values }, { 'if-match': seen, 'accept-language': 'zh' });
    expect([late.statusCode, late.headers['content-type']]).toEqual([412, 'application/problem+json; charset=utf-8']);
    expect(late.json()).toMatchObject({
      ...{ code: 'changed_meanwhile', title: '期间已被修改', facts: { seen: 1, now: 2 } },
      problems: expect.arrayContaining([expect.objectContaining({ field: 'ownMassTonnes', code: 'changed_to' })]),
    });
    const voiding = { basedOn: 2, reason: 'gone' };
    expect((await post(boss, `/records/waste.load/${id}/void`, voiding, { 'if-match': seen })).statusCode).toBe(412);
    const { revision, hash } = await company.newest('waste.load', id);
    const records = [{ id, revision, hash }];
    const submit = (tag: string) => post(boss, '/records/waste.load/steps/submit', { records }, { 'if-match': tag });
    expect((await submit('"r1"')).statusCode).toBe(412);
    expect((await submit('"r2"')).statusCode).toBe(200);
  });

  test('a month at the edge of the calendar, from which nothing can be reckoned, is wrong input', async () => {
    for (const month of ['1900-11', '9999-12', '2022-13']) {
      const answer = await post(boss, '/periods/close', {
        kind: 'waste.load',
        scopeId: company.id.WH as string,
        month,
      });
      expect([month, answer.statusCode, answer.json().code]).toEqual([month, 400, 'wrong_input']);
    }
  });

  test.each(['1900', '1949-12', '9998-12', '1900-01-01..9998-12-31'])(
    'so is the period %s, wherever it is asked for',
    async (period) => {
      for (const path of [
        'report',
        'targets/progress',
        'dashboards/waste',
        'waste/ranking',
        'waste/flows',
        'water/balance',
      ]) {
        const answer = await get(boss, `/${path}?scope=group&period=${period}`);
        expect([path, answer.statusCode, answer.json().code]).toEqual([path, 400, 'wrong_period']);
      }
    },
  );

  test('named twice happens once; its name for something else is refused, and a failure may be tried again', async () => {
    const period = { kind: 'waste.load', scopeId: company.id.WH as string, month: '2022-01' };
    const name = { 'idempotency-key': 'close-wuhu-2022-01' };
    const first = await post(boss, '/periods/close', period, name);
    const again = await post(boss, '/periods/close', period, name);
    expect([first.statusCode, again.statusCode, again.body]).toEqual([200, 200, first.body]);
    expect([first.headers['idempotency-replayed'], again.headers['idempotency-replayed']]).toEqual([undefined, 'true']);
    const closed = await company.all(sql`select 1 from period_closed where month = '2022-01-01'`);
    expect(closed).toHaveLength(1);
    const other = await post(boss, '/periods/close', { ...period, month: '2022-02' }, name);
    expect([other.statusCode, other.json().code]).toEqual([422, 'key_reused']);
    const theirs = await post(analyst.cookie, '/periods/close', { ...period, month: '2022-02' }, name);
    expect(theirs.statusCode).toBe(200); // a name is its caller's own
    const twice = await Promise.all(
      [1, 2].map(() => post(boss, '/periods/close', { ...period, month: '2022-03' }, { 'idempotency-key': 'at once' })),
    );
    expect(twice.map((one) => one.statusCode).sort()).toEqual([400, 400]); // a blank is in no name
    const atOnce = await Promise.all(
      [1, 2].map(() => post(boss, '/periods/close', { ...period, month: '2022-03' }, { 'idempotency-key': 'at-once' })),
    );
    expect(atOnce.map((one) => one.statusCode).every((status) => status === 200 || status === 409)).toBe(true);
    expect(await company.all(sql`select 1 from period_closed where month = '2022-03-01'`)).toHaveLength(1);
  });

  test('a key is told once: its answer is kept under no name', async () => {
    const named = { 'idempotency-key': 'one-key' };
    const wanted = { name: 'n', actions: ['records.read'], scope: 'group', days: 1 };
    const made = [await post(boss, '/keys', wanted, named), await post(boss, '/keys', wanted, named)];
    expect(new Set(made.map((one) => one.json().key)).size).toBe(2);
    expect(await company.all(sql`select 1 from api_answer where body like '%gf_%'`)).toEqual([]);
  });
});

describe('an answer', () => {
  test('that the caller has is not sent again', async () => {
    const address = '/records/waste.stream?limit=5';
    const first = await get(boss, address);
    const again = await get(boss, address, { 'if-none-match': String(first.headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    await company.approved('waste.stream', {
      ...{ code: 'A-NEW', name: { en: 'New', zh: '新' }, hazardous: false, composition: 'paper', inUlScope: true },
    });
    expect((await get(boss, address, { 'if-none-match': String(first.headers.etag) })).statusCode).toBe(200);
  });

  test('goes out packed as the caller likes it, but never where it is told once', async () => {
    const address = '/records/waste.load?limit=50';
    const plain = await get(boss, address);
    const br = await get(boss, address, { 'accept-encoding': 'gzip;q=0.5, br' });
    const gzip = await get(boss, address, { 'accept-encoding': 'br;q=0, gzip' });
    expect([br.headers['content-encoding'], gzip.headers['content-encoding']]).toEqual(['br', 'gzip']);
    expect(brotliDecompressSync(br.rawPayload).toString()).toBe(plain.body);
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(plain.body);
    expect(br.headers.vary).toContain('accept-encoding');
    expect(plain.headers['content-encoding']).toBeUndefined();
    const many = Array.from({ length: 60 }, () => 'records.read');
    const told = await post(
      boss,
      '/keys',
      { name: 'n', actions: many, scope: 'group', days: 1 },
      { 'accept-encoding': 'br' },
    );
    expect([told.statusCode, told.headers['content-encoding']]).toEqual([200, undefined]);
  });

  test('says where its refusal is explained', async () => {
    const { type, title, detail, status } = (await get(boss, '/records/waste.nothing')).json();
    expect({ type, title, detail, status }).toEqual({
      ...{ type: 'http://localhost:4600/api/docs#problem-unknown_kind', title: 'Not found', status: 404 },
      detail: 'There is no record kind of this name.',
    });
    const shape = (await get(boss, '/records/waste.load?limit=x&lang=zh')).json();
    expect(shape.issues).toEqual([{ path: 'limit', message: expect.stringMatching(/[\u4e00-\u9fff]/) }]);
    const large = await post(boss, '/periods/close', { kind: 'x'.repeat(3_000_000) });
    expect([large.statusCode, large.json().code]).toEqual([413, 'request_too_large']);
  });
});
