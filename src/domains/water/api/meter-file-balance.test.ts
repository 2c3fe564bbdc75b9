// A file of readings of meters that nobody knows: does it end in a balance that is drawn, or say what it lacks for that?

import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmallServer, type SmallServer, upload } from '#app/small-server.test-fixture.ts';
import { kinds } from '#app/wiring.ts';
import { TODAY } from '../../../../tests/small-company.ts';
import { countMarked } from './counting.ts';
import { loadSheet } from './load-sheet.ts';

let server: SmallServer;
let recorder: string;
beforeAll(async () => {
  server = await openSmallServer();
  recorder = await server.cookieOf(server.company.people.suzhou.id);
}, 60_000);
afterAll(() => server?.close());

const send = async (text: string | Buffer, query: Record<string, string>) => {
  const answer = await server.ask(recorder, {
    ...{ method: 'POST', url: `/api/v1/water/reading-sheets?${new URLSearchParams({ site: 'site:SZ', ...query })}` },
    ...upload('meters.csv', Buffer.from(text)),
  });
  return answer.json();
};
const settle = async () => {
  while (await countMarked(server.company.db));
  await server.company.figures.settle();
};
const balance = async (period: string) =>
  (await server.ask(recorder, { url: `/api/v1/water/balance?scope=site:SZ&period=${period}` })).json();

// Litres, the day first, headings that say nothing: two meters of an intake, and one below a main that nobody knows.
const at = (day: string) => `${day}/05/2024 00:00:00`;
const intake = ['V1;V2;V3;V4', `in-1;${at('01')};1000;0`, `in-1;${at('21')};41000;40000`];
const other = [`in-2;${at('01')};500;0`, `in-2;${at('21')};20500;20000`];
const inside = ['V1;V2;V3', `hall;${at('01')};10;`, `hall;${at('21')};5010;`];
const make = { commit: 'true', m3PerCount: '0.001', readEveryMinutes: '28800' };

test('meters that are made as the intake give the withdrawal, its use and the bands of the picture', async () => {
  const said = { ...make, role: 'source', source: 'municipal', use: 'domestic' };
  const kept = await send(`${[...intake, ...other].join('\n')}\n`, said);
  expect(kept).toMatchObject({ committed: { kept: 4, metersMade: 2 } });
  await settle();
  const drawn = await balance('2024-05');
  expect(drawn.picture).toEqual([
    { from: 'source:municipal', to: 'site', volumeM3: '60' },
    { from: 'site', to: 'use:domestic', volumeM3: '60' },
    { from: 'use:domestic', to: 'spent', volumeM3: '60' },
    { from: 'spent', to: 'end:unaccounted', volumeM3: '60' },
  ]);
  expect(drawn.balance).toMatchObject({ withdrawalM3: '60', closes: 'cannot_tell', missing: expect.any(Array) });
  expect(drawn.balance.missing).toContain('dischargeM3');
  expect(drawn.outside).toEqual({ count: 0, volumeM3: '0', meters: [] });
});

test('meters of which nobody said what they measure are told beside the balance, and can be placed there', async () => {
  await send(`${inside.join('\n')}\n`, make);
  await settle();
  const before = await balance('2024-05');
  expect(before.outside).toMatchObject({ count: 1, volumeM3: '5', meters: [{ code: 'hall', volumeM3: '5' }] });
  expect(before.balance.withdrawalM3).toBe('60');

  const say = (said: Record<string, unknown>) =>
    server.ask(recorder, {
      ...{ method: 'POST', url: '/api/v1/water/meters/measures' },
      payload: {
        site: server.company.id.SZ,
        meters: before.outside.meters.map(({ id }: { id: string }) => id),
        ...said,
      },
    });
  // A source that does not say from where is refused, and the meter stays as it was.
  expect((await say({ role: 'source' })).statusCode).toBe(422);
  expect((await say({ role: 'source', source: 'ground' })).json()).toEqual({ changed: 1 });
  await settle();
  const after = await balance('2024-05');
  expect([after.balance.withdrawalM3, after.outside.count]).toEqual(['65', 0]);
  expect(after.picture[0]).toEqual({ from: 'source:ground', to: 'site', volumeM3: '5' });
});

test('a balance that was kept is told anew when what it is made of besides figures changes', async () => {
  const { id, approved } = server.company;
  expect((await balance('2024-05')).balance.tolerance).toBe('0.05');
  await approved('water.volume-policy', {
    ...{ site: id.SZ, from: '2024-01-01', first: 'metered', second: null, third: null, reason: 'Agreed' },
    ...{ basesToleranceShare: '0.05', balanceToleranceShare: '0.2' },
  });
  await settle();
  expect((await balance('2024-05')).balance.tolerance).toBe('0.2');
});

test('meters of another factory are not placed from here', async () => {
  const answer = await server.ask(recorder, {
    ...{ method: 'POST', url: '/api/v1/water/meters/measures' },
    payload: { site: server.company.id.WH, meters: [server.company.id.SZ], role: 'main' },
  });
  expect(answer.statusCode).toBeGreaterThanOrEqual(403);
});

test.runIf(process.env.GREENFAB_METER_FILE)(
  'the file of a public trial ends in a balance that is drawn, month by month the sum of its meters',
  async () => {
    await server.company.db.as(server.company.people.administrator, (tx) =>
      sql`update scope_node set time_zone = 'Europe/Madrid' where code = 'SZ'`.execute(tx),
    );
    const { db, people } = server.company;
    const path = process.env.GREENFAB_METER_FILE as string;
    const measured = { role: 'source', source: 'municipal', use: 'domestic' } as const;
    const asked = { site: 'site:SZ', make: { m3PerCount: '0.001', readEveryMinutes: 60, ...measured }, commit: true };
    const world = { db, kinds, todayIn: () => TODAY };
    const kept = await loadSheet(world, people.administrator, path, asked, { via: 'cli', mayRecord: () => true });
    expect(kept.committed).toEqual({ kept: 148_484, known: 0, metersMade: 89 });
    await settle();
    const { rows } = await server.company.db.as(server.company.people.administrator, (tx) =>
      sql<{ month: string; m3: string }>`
        select to_char(month_on, 'YYYY-MM') as month, trim_scale(sum(measured_m3 + interpolated_m3 + estimated_m3))::text as m3 from water_month
        where month_on < '2018-01-01' group by 1 order by 1`.execute(tx),
    );
    expect(rows.map(({ month }) => month)).toEqual(['2017-03', '2017-04', '2017-05']);
    for (const { month, m3 } of rows) {
      const { picture } = await balance(month);
      expect(picture.map(({ from, to }: Record<string, string>) => `${from} ${to}`)).toEqual([
        ...['source:municipal site', 'site use:domestic', 'use:domestic spent', 'spent end:unaccounted'],
      ]);
      expect([month, picture[0].volumeM3]).toEqual([month, m3]);
    }
    expect((await balance('2017')).lines[0]).toMatchObject({ item: 'withdrawal', months: 3, originCount: 89 });
  },
  300_000,
);
