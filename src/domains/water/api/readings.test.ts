// Readings by HTTP: what is kept, what is refused as a whole and in which words, and what flowed by them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSmallServer, type SmallServer } from '#app/small-server.test-fixture.ts';
import { countMarked } from './counting.ts';

let server: SmallServer;
let recorder: string;
let main: string;
let sub: string;

const post = (readings: unknown, cookie = recorder, lang = 'en') =>
  server.ask(cookie, { method: 'POST', url: `/api/v1/water/readings?lang=${lang}`, payload: { readings } });
const read = (meter: string, at: string, count: string | number) => ({ meter, at, count });
const day = (clock: string) => `2024-05-02T${clock}:00+08:00`;

beforeAll(async () => {
  server = await openSmallServer();
  const { company } = server;
  recorder = await server.cookieOf(company.people.suzhou.id);
  const site = company.id.SZ;
  const meter = async (code: string, more: Record<string, unknown>) => {
    const id = await company.approved('water.meter', {
      ...{ site, code, name: { en: code, zh: code }, feedsIn: false },
      ...more,
    });
    await company.approved('water.meter-span', {
      ...{
        site,
        meter: id,
        startsAt: '2024-05-01T00:00:00+08:00',
        cause: 'installed',
        serial: code,
        sends: 'register',
      },
      ...{ m3PerCount: '1', readEveryMinutes: 60 },
    });
    return id;
  };
  main = await meter('MAIN', { role: 'source', source: 'municipal' });
  sub = await meter('LINE', { role: 'sub', parent: main });
}, 60_000);
afterAll(() => server?.close());

describe('a batch', () => {
  test('is kept once, however often it is sent, and told by the hour and in the tree', async () => {
    const batch = [
      ...[
        read('SZ/MAIN', day('08:00'), 100),
        read('SZ/MAIN', day('09:00'), '112.5'),
        read('SZ/MAIN', day('10:00'), 120),
      ],
      ...[read('SZ/LINE', day('08:00'), 50), read('SZ/LINE', day('10:00'), 65)],
    ];
    expect((await post(batch)).json()).toEqual({ kept: 5, known: 0 });
    expect((await post(batch)).json()).toEqual({ kept: 0, known: 5 });
    while (await countMarked(server.company.db));
    const hours = await server.ask(recorder, {
      url: `/api/v1/water/meters/${main}/hours?from=${encodeURIComponent(day('00:00'))}&before=${encodeURIComponent(day('23:00'))}`,
    });
    expect(hours.json().hours.map((one: { measuredM3: string }) => one.measuredM3)).toEqual(['12.5', '7.5']);
    for (const edge of ['9999-12-31T23:59:59-23:59', '1900-01-01T00:00:00Z']) {
      const url = `/api/v1/water/meters/${main}/hours?from=${edge}&before=${edge}`;
      expect((await server.ask(recorder, { url })).statusCode).toBe(400);
    }
    const tree = (await server.ask(recorder, { url: '/api/v1/water/meters?scope=site:SZ&period=2024-05' })).json();
    expect(tree.meters).toMatchObject([
      {
        id: sub,
        code: 'LINE',
        volumeM3: '15',
        // The hour that was left out is estimated; of the month nothing is, both readings lie in it.
        estimatedM3: '0',
        codes: ['gap', 'start_reading_missing'],
        parentId: main,
      },
      { id: main, code: 'MAIN', volumeM3: '20', estimatedM3: '0', lastReadAt: '2024-05-02T02:00:00Z' },
    ]);
    // 5 of the 20 m³ of the main pass no sub-meter.
    expect(tree.nodes).toMatchObject([{ id: main, state: 'unmetered', differenceM3: '5', differenceShare: '0.25' }]);
  });

  test('with an error is refused as a whole, at its line, in the reader’s language', async () => {
    const good = read('SZ/MAIN', day('11:00'), 130);
    const wrong = [good, read('SZ/NONE', day('11:00'), 1), read('SZ/MAIN', '2099-01-01T00:00:00Z', 140)];
    const answer = await post(wrong, recorder, 'zh');
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'readings_not_kept']);
    expect(answer.json().problems).toMatchObject([
      { line: 2, field: 'meter', code: 'unknown_meter', words: '没有编号为 SZ/NONE 的水表。' },
      { line: 3, field: 'at', code: 'reading_in_future' },
    ]);
    expect((await post([good])).json()).toEqual({ kept: 1, known: 0 });
    for (const count of [-1, '1e5', 'many', '12,5', null])
      expect((await post([read('SZ/MAIN', day('12:00'), count as never)])).statusCode).toBe(400);
    expect((await post([])).statusCode).toBe(400);
  });

  test('of a factory that is not the sender’s is of nothing that there is', async () => {
    const wuhu = await server.cookieOf(server.company.people.wuhu.id);
    expect((await post([read('SZ/MAIN', day('13:00'), 150)], wuhu)).statusCode).toBe(404);
    const mixed = await server.ask(wuhu, { url: '/api/v1/water/meters?scope=group&period=2024-05' });
    expect(mixed.json().meters).toEqual([]);
    expect(
      (
        await server.ask(wuhu, {
          url: `/api/v1/water/meters/${main}/hours?from=${encodeURIComponent(day('00:00'))}&before=${encodeURIComponent(day('23:00'))}`,
        })
      ).statusCode,
    ).toBe(404);
  });
});
