// Who sees a saved view of a list, who takes it away, and with which does a list open for whom?
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSmallServer, type SmallServer } from '#app/small-server.test-fixture.ts';
import { GROUP_ID } from '../../access/organisation.ts';

let server: SmallServer;
const as = { suzhou: '', colleague: '', wuhu: '', analyst: '' };
const site = (code: string) => server.company.id[code] as string;

beforeAll(async () => {
  server = await openSmallServer();
  const person = async (name: string, role: 'site_recorder' | 'centre_analyst', scope: string) =>
    server.cookieOf(await server.person(name, [role, scope]));
  as.suzhou = await person('views.suzhou', 'site_recorder', site('SZ'));
  as.colleague = await person('views.colleague', 'site_recorder', site('SZ'));
  as.wuhu = await person('views.wuhu', 'site_recorder', site('WH'));
  as.analyst = await person('views.analyst', 'centre_analyst', GROUP_ID);
}, 60_000);
afterAll(() => server?.close());

const save = (cookie: string, name: string, sharedWith: string | null, search: object = { states: 'draft' }) =>
  server.ask(cookie, {
    ...{ method: 'POST', url: '/api/v1/views' },
    payload: { kind: 'waste.load', name, search, columns: ['site', 'stream', 'nothing'], sharedWith },
  });
const views = async (cookie: string) =>
  (await server.ask(cookie, { url: '/api/v1/views/waste.load' })).json().views as {
    id: string;
    name: string;
    search: object;
    columns: string[];
    by: { en: string } | null;
    mayForget: boolean;
    isFirst: boolean;
  }[];
const names = async (cookie: string) => (await views(cookie)).map(({ name }) => name);
const forget = (cookie: string, id: string) =>
  server.ask(cookie, { method: 'DELETE', url: `/api/v1/views/${id}` }).then(({ statusCode }) => statusCode);
const openWith = (cookie: string, id: string | null) =>
  server.ask(cookie, { method: 'PUT', url: '/api/v1/views/waste.load/first', payload: { id } });

describe('a view', () => {
  test('is its maker’s own; saved again by its name it is replaced', async () => {
    expect((await save(as.suzhou, 'Drafts', null)).statusCode).toBe(200);
    expect((await save(as.suzhou, 'Drafts', null, { states: 'returned', sort: '-departedOn' })).statusCode).toBe(200);
    expect(await views(as.suzhou)).toMatchObject([
      { name: 'Drafts', search: { states: 'returned', sort: '-departedOn' }, columns: ['site', 'stream'], by: null },
    ]);
    for (const other of [as.colleague, as.wuhu, as.analyst]) expect(await names(other)).toEqual([]);
    const [mine] = await views(as.suzhou);
    expect(await forget(as.analyst, mine?.id ?? '')).toBe(404);
  });

  test('shared with a factory, is seen by who reads there, with its maker’s name', async () => {
    await save(as.suzhou, 'Of Suzhou', site('SZ'));
    expect(await views(as.colleague)).toMatchObject([
      { name: 'Of Suzhou', by: { en: 'views.suzhou' }, mayForget: true },
    ]);
    expect(await names(as.analyst)).toEqual(['Of Suzhou']);
    expect(await names(as.wuhu)).toEqual([]);
  });

  test('shared with the group, is seen by all and forgotten by none of a factory', async () => {
    await save(as.analyst, 'Of all', GROUP_ID);
    const seen = (await views(as.wuhu))[0];
    expect(seen).toMatchObject({ name: 'Of all', mayForget: false });
    expect(await forget(as.wuhu, seen?.id ?? '')).toBe(404);
  });

  test('is shared by nobody where he does not record', async () => {
    expect((await save(as.wuhu, 'Not mine', site('SZ'))).statusCode).toBe(403);
    expect((await save(as.wuhu, 'Not mine', GROUP_ID)).statusCode).toBe(403);
    expect(await names(as.wuhu)).toEqual(['Of all']);
  });

  test('opens the list for who chose it, for nobody else, and for nobody once it is forgotten', async () => {
    const shared = (await views(as.colleague)).find(({ name }) => name === 'Of Suzhou');
    expect((await openWith(as.colleague, shared?.id ?? '')).statusCode).toBe(200);
    const first = async (cookie: string) => (await views(cookie)).filter((one) => one.isFirst).map(({ name }) => name);
    expect(await first(as.colleague)).toEqual(['Of Suzhou']);
    expect(await first(as.suzhou)).toEqual([]);
    expect((await openWith(as.wuhu, shared?.id ?? '')).statusCode).toBe(404);
    expect(await forget(as.colleague, shared?.id ?? '')).toBe(200);
    expect(await first(as.colleague)).toEqual([]);
    expect(await names(as.suzhou)).toEqual(['Drafts', 'Of all']);
  });

  test('holds nothing but conditions, states, sorting and search of a list', async () => {
    expect((await save(as.suzhou, 'Odd', null, { scope: 'group' })).statusCode).toBe(400);
  });
});
