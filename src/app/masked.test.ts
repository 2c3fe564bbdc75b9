// A masked field: is it hidden from who may not read it, in whatever way he asks, and does nothing tell it all the same?
import type { InjectOptions } from 'fastify';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { openSmallServer, type SmallServer, upload } from './small-server.test-fixture.ts';

let server: SmallServer;
let company: SmallServer['company'];
/** Cookies: who sees everything, who sees Suzhou's and records in Wuhu too, who records in Suzhou and sees nothing masked. */
const as = { all: '', suzhou: '', recorder: '' };
const id = { april: '', may: '', wuhu: '', draft: '' };
const output = { april: '8123456.25', may: '1234567.5', wuhu: '7654321.75' };
/** what stands in no answer to who may not see it */
const digits = /8123456|1234567|7654321/;

const url = (path: string) => `/api/v1/records/factories.activity${path}`;
const ask = (cookie: string, request: InjectOptions) => server.ask(cookie, request);
const get = (cookie: string, path: string) => ask(cookie, { url: url(path) });
const list = async (cookie: string, query: string) => (await get(cookie, `?${query}`)).json();
const put = (cookie: string, record: string, payload: object) =>
  ask(cookie, { method: 'PUT', url: url(`/${record}`), payload });

beforeAll(async () => {
  server = await openSmallServer();
  ({ company } = server);
  const { SZ, WH } = company.id as { SZ: string; WH: string };
  as.all = await server.cookieOf(await server.person('all', ['group_administrator', GROUP_ID]));
  as.suzhou = await server.cookieOf(await server.person('both', ['site_manager', SZ], ['site_recorder', WH]));
  as.recorder = await server.cookieOf(await server.person('recorder', ['site_recorder', SZ]));
  const activity = (site: string, month: string, outputValueCny: string) =>
    company.approved('factories.activity', { site, month, outputValueCny, headCount: 10 });
  id.april = await activity(SZ, '2024-04', output.april);
  id.may = await activity(SZ, '2024-05', output.may);
  id.wuhu = await activity(WH, '2024-05', output.wuhu);
  id.draft = uuidv7();
  const values = { site: SZ, month: '2024-06', outputValueCny: output.april, headCount: 11 };
  await put(as.all, id.draft, { values });
}, 120_000);
afterAll(() => server?.close());

describe('who may not read it', () => {
  test('gets it as absent, marked as hidden, in the list, the record and its history', async () => {
    const seen = await list(as.recorder, 'scope=site:SZ');
    expect(seen.records).toHaveLength(3);
    for (const { values, hidden } of seen.records) {
      expect(values.outputValueCny).toBeNull();
      expect(values.headCount).not.toBeNull();
      expect(hidden).toEqual(['outputValueCny', 'revenueCny']);
    }
    expect(seen.sums.outputValueCny).toBeNull();
    const record = await get(as.recorder, `/${id.may}`);
    expect(record.body).not.toMatch(digits);
    expect(record.json().revisions[0]).toMatchObject({
      values: { outputValueCny: null },
      hidden: ['outputValueCny', 'revenueCny'],
    });
    const csv = (await get(as.recorder, '/export.csv?scope=site:SZ')).body;
    expect(csv).not.toMatch(digits);
    expect(csv.match(/\*\*\*/g)).toHaveLength(6);
  });

  test('finds it out by no filter, no order and no search', async () => {
    for (const how of ['from=1', 'before=9999999', 'contains=8123', `=${output.may}`]) {
      const filter = how.startsWith('=') ? `filter.outputValueCny${how}` : `filter.outputValueCny.${how}`;
      expect((await list(as.all, filter)).count, filter).toBeGreaterThan(0);
      expect(await list(as.recorder, filter), filter).toMatchObject({ count: 0, records: [] });
    }
    const order = async (sort: string) =>
      (await list(as.recorder, `sort=${sort}`)).records.map((one: { id: string }) => one.id);
    expect(await order('outputValueCny')).toEqual(await order('-outputValueCny'));
    expect((await ask(as.recorder, { url: '/api/v1/search?q=8123456' })).json().groups).toEqual([]);
  });

  test('is told no hash that could be worked out, and can still submit what he saw', async () => {
    const [real, told] = await Promise.all(
      [as.all, as.recorder].map(async (who) => (await get(who, `/${id.draft}`)).json().record),
    );
    expect(told.hash).not.toBe(real.hash);
    expect(told.hash).toHaveLength(64);
    const submit = (hash: string) =>
      ask(as.recorder, {
        ...{ method: 'POST', url: url('/steps/submit') },
        payload: { records: [{ id: id.draft, revision: 1, hash }] },
      });
    expect((await submit(real.hash)).json().code).toBe('changed_since');
    expect((await submit(told.hash)).statusCode).toBe(200);
  });

  test('does not change it, and a right guess is answered like a wrong one', async () => {
    const values = { site: company.id.SZ, month: '2024-05', headCount: 10 };
    for (const outputValueCny of [output.may, '1', null]) {
      const answer = (await put(as.recorder, id.may, { values: { ...values, outputValueCny }, basedOn: 1 })).json();
      expect(answer.outcome).toBe('same');
      expect(answer.warnings).toEqual(
        outputValueCny === null ? [] : [{ field: 'outputValueCny', code: 'hidden_not_taken', level: 'warning' }],
      );
    }
    await put(as.recorder, id.may, { values: { ...values, headCount: 12, outputValueCny: '1' }, basedOn: 1 });
    expect((await company.newest('factories.activity', id.may)).values).toMatchObject({
      ...{ headCount: 12, outputValueCny: output.may },
    });
  });

  test('leaves it empty in a new record', async () => {
    const made = uuidv7();
    await put(as.recorder, made, { values: { site: company.id.SZ, month: '2023-01', revenueCny: '5', headCount: 1 } });
    expect((await company.newest('factories.activity', made)).values).toMatchObject({ revenueCny: null, headCount: 1 });
  });

  test('asks in vain what a correction of it would do', async () => {
    const effect = (outputValueCny: string) =>
      ask(as.recorder, {
        ...{ method: 'POST', url: url(`/${id.april}/effect`) },
        payload: { values: { site: company.id.SZ, month: '2024-04-01', outputValueCny }, basedOn: 1 },
      });
    expect((await effect('1')).body).toBe((await effect(output.april)).body);
  });

  test('imports a sheet that says it, and it is not taken: what is same is same whatever it says', async () => {
    const sheet = (said: string) =>
      upload('a.csv', `Factory,Month,Output value (CNY),Head-count\nSZ,2024-04,${said},10\nSZ,2022-01,${said},3\n`);
    for (const said of [output.april, '***', '', '5']) {
      const started = await ask(as.recorder, {
        method: 'POST',
        url: '/api/v1/imports/factories.activity',
        ...sheet(said),
      });
      const importUrl = `/api/v1/imports/${started.json().id}`;
      let shown = (await ask(as.recorder, { url: importUrl })).json();
      while (shown.status === 'checking') shown = (await ask(as.recorder, { url: importUrl })).json();
      expect(shown.counts, said).toMatchObject({ same: 1, new: 1, bad: 0, warnings: /\d/.test(said) ? 2 : 0 });
      if (said !== '5') continue;
      await ask(as.recorder, { method: 'POST', url: `${importUrl}/commit`, payload: {} });
      const { records } = await list(as.all, 'period=2022-01');
      expect(records[0].values).toMatchObject({ outputValueCny: null, headCount: 3 });
    }
  });
});

describe('who may read it in one factory', () => {
  test('sees it there, its sum there, and nothing of it elsewhere', async () => {
    const suzhou = await list(as.suzhou, 'scope=site:SZ&period=2024-05');
    expect(suzhou.records[0].values.outputValueCny).toBe(output.may);
    expect(suzhou.records[0].hidden).toBeUndefined();
    expect(suzhou.sums.outputValueCny).toBe(output.may);
    const both = await list(as.suzhou, 'period=2024-05');
    expect(both.count).toBe(2);
    expect(both.sums.outputValueCny).toBeNull();
    expect(JSON.stringify(both)).not.toContain('7654321');
    expect((await list(as.all, 'period=2024-05')).sums.outputValueCny).toBe('8888889.25');
    expect((await list(as.suzhou, 'filter.outputValueCny.from=1&period=2024-05')).count).toBe(1);
  });

  test('does not carry a record there to look at it', async () => {
    const values = { site: company.id.SZ, month: '2024-03', headCount: 10 };
    const answer = await put(as.suzhou, id.wuhu, { values, basedOn: 1 });
    expect(answer.json().code).toBe('not_allowed');
    expect((await company.newest('factories.activity', id.wuhu)).values.site).toBe(company.id.WH);
  });
});
