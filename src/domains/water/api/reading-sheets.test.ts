// A file of readings whose headings say nothing: is it understood, told about, and kept as a whole or not at all?
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
  // Clocks that are put forward at two in the morning of 31 March 2024.
  await server.company.db.as(server.company.people.administrator, (tx) =>
    sql`update scope_node set time_zone = 'Europe/Madrid' where code = 'SZ'`.execute(tx),
  );
}, 60_000);
afterAll(() => server?.close());

const send = (text: string | Buffer, query: Record<string, string>, cookie = recorder) =>
  server.ask(cookie, {
    ...{ method: 'POST', url: `/api/v1/water/reading-sheets?${new URLSearchParams({ site: 'site:SZ', ...query })}` },
    ...upload('meters.csv', Buffer.from(text)),
  });
const kept = () =>
  server.company.one<{ readings: number; meters: number }>(
    sql`select (select count(*) from water_reading)::int as readings, (select count(*) from water_meter)::int as meters`,
  );

// As the export of a public trial looks: names of columns that say nothing, the day first, litres, and differences that a
// register which ran back makes negative; with a reading that comes twice, a gap, and an hour that the clocks never showed.
const lines = [
  'V1;V2;V3;V4',
  'aa-1;30/03/2024 22:03:26;117279;8',
  'aa-1;30/03/2024 23:03:28;117288;9',
  'aa-1;31/03/2024 00:03:28;117286;-2',
  'aa-1;31/03/2024 00:03:28;117286;0',
  'aa-1;31/03/2024 01:03:26;117290;4',
  'aa-1;31/03/2024 02:30:26;117291;1',
  'aa-1;31/03/2024 03:33:26;117292;1',
  'aa-1;31/03/2024 09:03:26;117300;9',
  'bb-2;30/03/2024 22:01:09;9;0',
  'bb-2;30/03/2024 23:01:09;14;5',
];
const file = `${lines.join('\n')}\n`;
const make = { m3PerCount: '0.001', readEveryMinutes: '60' };

describe('a file whose headings say nothing', () => {
  test('is understood by what stands in it, and nothing is kept', async () => {
    const answer = (await send(file, {})).json();
    expect(
      answer.columns.map(({ heading, role, state }: Record<string, string>) => `${heading} ${role} ${state}`),
    ).toEqual([
      ...['V1 meter says_nothing', 'V2 at says_nothing', 'V3 count says_nothing', 'V4 difference says_nothing'],
    ]);
    expect(answer).toMatchObject({
      ...{ order: 'dmy', readings: 10, meters: 2, usualMinutes: 60, problems: [], committed: null },
      unknown: { meters: 2, first: ['aa-1', 'bb-2'] },
    });
    expect(await kept()).toEqual({ readings: 0, meters: 0 });
  });

  test('is told of, each thing with its rows', async () => {
    const { told } = (await send(file, make)).json();
    const rows = Object.fromEntries(
      told.map(({ code, first }: { code: string; first: { row: number }[] }) => [code, first.map(({ row }) => row)]),
    );
    // Row 7 is half past two, which the clocks never showed: as it is meant, it lies within the hour after row 6.
    expect(rows).toMatchObject({
      ...{ skipped_hour: [7], ran_backwards: [5], duplicate: [4], gap: [9], difference_disagrees: [9] },
    });
  });

  test('is refused as a whole while it has a row that cannot be read, or a meter that there is none of', async () => {
    const bad = `${lines.join('\n')}\naa-1;31/03/2024 25:03:28;many;1\naa-1;31/03/2024 05:00:00;many;1\n`;
    const answer = await send(bad, { ...make, commit: 'true' });
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'readings_not_kept']);
    expect(answer.json().problems).toMatchObject([
      { line: 12, field: 'V2', code: 'not_a_time' },
      { line: 13, field: 'V3', code: 'not_a_count' },
    ]);
    expect((await send(file, { commit: 'true' })).json().problems).toMatchObject([
      { code: 'unknown_meter', facts: { given: 'aa-1' } },
      { code: 'unknown_meter', facts: { given: 'bb-2' } },
    ]);
    expect(await kept()).toEqual({ readings: 0, meters: 0 });
  });

  test('is kept once, with its meters, and counted', async () => {
    const roles = 'meter,at,count,ignore';
    expect((await send(file, { ...make, roles, commit: 'true' })).json().committed).toEqual({
      kept: 9,
      known: 1,
      metersMade: 2,
    });
    const again = (await send(file, { commit: 'true' })).json();
    expect(again.committed).toEqual({ kept: 0, known: 10, metersMade: 0 });
    // The file lies behind both of its meters, once.
    const behind = await server.ask(recorder, { url: `/api/v1/evidence/${again.file.sha256}/records` });
    const kinds = behind.json().records.map(({ kind }: { kind: string }) => kind);
    expect([kinds, again.file.fileName]).toEqual([['water.meter', 'water.meter'], 'meters.csv']);
    expect(await kept()).toEqual({ readings: 9, meters: 2 });
    while (await countMarked(server.company.db));
    // 117,300 − 117,279 litres, and 14 − 9.
    expect(
      await server.company.one(
        sql`select trim_scale(sum(measured_m3 + interpolated_m3 + estimated_m3))::text as m3 from water_month`,
      ),
    ).toEqual({ m3: '0.026' });
  });

  test('has its columns remembered for its factory', async () => {
    const { columns } = (await send(file, {})).json();
    expect(columns[3]).toMatchObject({ role: 'ignore', held: 'difference' });
  });

  test('is not taken for a factory of somebody else', async () => {
    const wuhu = await server.cookieOf(server.company.people.wuhu.id);
    expect((await send(file, make, wuhu)).statusCode).toBeGreaterThanOrEqual(403);
  });
});

test('a sheet with a column for each meter is read by their headings', async () => {
  const wide = 'Time,aa-1,bb-2\n2024-04-02 00:00,118000,\n2024-04-02 01:00,118010,40\n';
  expect((await send(wide, { commit: 'true' })).json()).toMatchObject({
    ...{ readings: 3, meters: 2, committed: { kept: 3, known: 0, metersMade: 0 } },
  });
});

test.runIf(process.env.GREENFAB_METER_FILE)(
  'the file of a public trial loads, and its 43 negative differences are told',
  async () => {
    const { company } = server;
    const world = { db: company.db, kinds, todayIn: () => TODAY };
    const asked = {
      site: 'site:SZ',
      make: { m3PerCount: '0.001', readEveryMinutes: 60, role: 'main' as const },
      commit: true,
    };
    const how = { via: 'cli', mayRecord: () => true } as const;
    const answer = await loadSheet(
      world,
      company.people.administrator,
      process.env.GREENFAB_METER_FILE ?? '',
      asked,
      how,
    );

    expect(answer).toMatchObject({
      meters: 89,
      readings: 148_484,
      committed: { kept: 148_484, known: 0, metersMade: 89 },
    });
    const told = Object.fromEntries(answer.told.map(({ code, rows }) => [code, rows]));
    expect(told).toEqual({ gap: 3_941, ran_backwards: 43 });
  },
  120_000,
);
