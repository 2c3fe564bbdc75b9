// Does the same ledger map itself next month, for the factory whose people chose the columns, and for no other?
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmallServer, type SmallServer, upload } from '#app/small-server.test-fixture.ts';
import { GROUP_ID } from '../access/organisation.ts';
import { rememberHeadings } from './remembered-headings.ts';

let server: SmallServer;
let recorder: string;
let recorderOfWuhu: string;
beforeAll(async () => {
  server = await openSmallServer();
  recorder = await server.cookieOf(server.company.people.suzhou.id);
  recorderOfWuhu = await server.cookieOf(server.company.people.wuhu.id);
}, 120_000);
afterAll(() => server?.close());

/** A ledger whose headings nobody but its recorder understands, with a column of her own that she leaves out. */
const ledger = (ticket: string, day: string, heading = '怎么处理') =>
  `出厂日期,废弃物名称,${heading},多重（公斤）,磅单,凭证,行,送到,重量\n${day},废纸,recycle_organic,1000,weigh_ticket,${ticket},1,V1,999\n`;

interface Answer {
  id: string;
  status: string;
  counts: Record<string, number>;
  columns: { index: number; heading: string; field: string | null; remembered: boolean }[];
}

async function dropped(
  cookie: string,
  text: string,
  scope: string,
  given?: object,
  kind = 'waste.load',
): Promise<Answer> {
  const query = `scope=${scope}${given ? `&given=${encodeURIComponent(JSON.stringify(given))}` : ''}`;
  const sent = await server.ask(cookie, {
    ...{ method: 'POST', url: `/api/v1/imports/${kind}?${query}` },
    ...upload('ledger.csv', text),
  });
  expect(sent.statusCode).toBe(200);
  for (;;) {
    const answer = (await server.ask(cookie, { url: `/api/v1/imports/${sent.json().id}` })).json() as Answer;
    if (answer.status !== 'checking') return answer;
  }
}

const matched = ({ columns }: Answer) =>
  columns.filter(({ field }) => field !== null).map(({ heading, field }) => `${heading} ${field}`);

const chosen = {
  0: 'departedOn',
  1: 'stream',
  2: 'treatment',
  3: 'ownMassTonnes',
  4: 'document.type',
  5: 'document.number',
  6: 'document.line',
  7: 'vendor',
  8: null,
};

test('what was chosen once for a factory maps the same ledger next month, and is told as chosen', async () => {
  const first = await dropped(recorder, ledger('T-1', '2024-05-02'), 'site:SZ');
  expect(first.columns.some(({ remembered }) => remembered)).toBe(false);
  await server.ask(recorder, { method: 'PATCH', url: `/api/v1/imports/${first.id}`, payload: { columns: chosen } });
  const committed = await server.ask(recorder, {
    ...{ method: 'POST', url: `/api/v1/imports/${first.id}/commit`, payload: {} },
  });
  expect(committed.json()).toMatchObject({ status: 'committed', counts: { new: 1 } });

  const next = await dropped(recorder, ledger('T-2', '2024-06-03'), 'site:SZ');
  expect(next).toMatchObject({ status: 'checked', counts: { new: 1, bad: 0 } });
  expect(next.columns.map(({ field }) => field)).toEqual(Object.values(chosen));
  expect(next.columns.filter(({ remembered }) => remembered)).toHaveLength(8);
  expect(
    (await server.ask(recorder, { method: 'POST', url: `/api/v1/imports/${next.id}/commit`, payload: {} })).json(),
  ).toMatchObject({
    counts: { new: 1 },
  });
});

test('a heading is the same with other blanks and brackets; another choice takes its place', async () => {
  const again = await dropped(recorder, ledger('T-3', '2024-06-04', ' 怎么 处理 '), 'site:SZ');
  expect(matched(again)[2]).toContain('treatment');
  await server.ask(recorder, {
    method: 'PATCH',
    url: `/api/v1/imports/${again.id}`,
    payload: { columns: { 8: 'note' } },
  });
  await server.ask(recorder, { method: 'POST', url: `/api/v1/imports/${again.id}/commit`, payload: {} });
  const later = await dropped(recorder, ledger('T-4', '2024-06-05'), 'site:SZ');
  expect(later.columns[8]).toMatchObject({ field: 'note', remembered: true });
});

test('what was chosen and not committed is not remembered, nor by another factory', async () => {
  const tried = await dropped(recorder, 'Wann,Was\n2024-05-02,PAPER\n', 'site:SZ');
  await server.ask(recorder, {
    method: 'PATCH',
    url: `/api/v1/imports/${tried.id}`,
    payload: { columns: { 0: 'departedOn' } },
  });
  const remembered = await server.company.all(
    sql<{ heading: string; site: string }>`select heading, site_id as site from intake_heading`,
  );
  expect(remembered.some(({ heading }) => heading === 'wann')).toBe(false);
  expect(new Set(remembered.map(({ site }) => site))).toEqual(new Set([server.company.id.SZ]));
  const elsewhere = await dropped(recorderOfWuhu, ledger('T-5', '2024-05-02'), 'site:WH');
  expect(elsewhere.columns.some(({ remembered: was }) => was)).toBe(false);
});

test('nobody reads or writes what was chosen for a factory that is not his', async () => {
  const { db, people, id } = server.company;
  const seen = await db.as(people.wuhu, (tx) => sql`select 1 from intake_heading`.execute(tx));
  expect(seen.rows).toEqual([]);
  const kind = server.company.intake.kinds.get('waste.load');
  if (!kind) throw new Error('no loads');
  const writes = db.as(people.wuhu, (tx) =>
    rememberHeadings(tx, kind, id.SZ as string, new Map([[0, '哪天']]), { 0: 'note' }),
  );
  await expect(writes).rejects.toThrow(/row-level security/);
});

test('what holds for every row is given beside the file; a field that the kind does not have is refused', async () => {
  const rows =
    'Departed on,Waste stream,Treatment,Own weight (t),Document type,Document number,Document line\n2024-05-06,PAPER,recycle_organic,1,weigh_ticket,T-9,1\n';
  const given = await dropped(recorder, rows, 'site:SZ', { vendor: server.company.id.V1 });
  expect(given).toMatchObject({ status: 'checked', counts: { new: 1, bad: 0 } });
  const unknown = await server.ask(recorder, {
    ...{ method: 'POST', url: `/api/v1/imports/waste.load?given=${encodeURIComponent('{"colour":"red"}')}` },
    ...upload('ledger.csv', rows),
  });
  expect(unknown.statusCode).toBe(404);
  const noObject = await server.ask(recorder, {
    ...{ method: 'POST', url: '/api/v1/imports/waste.load?given=%5B%5D' },
    ...upload('ledger.csv', rows),
  });
  expect(noObject.statusCode).toBe(400);
});

test('a bill of materials as a maker publishes it: columns of any order, chosen once for the group, and never kept in part', async () => {
  const { company } = server;
  const analyst = await server.cookieOf(await server.person('bom.analyst', ['centre_analyst', GROUP_ID]));
  const board = await company.approved('substances.item', {
    ...{ number: 'BOARD', name: { en: 'Board', zh: '电路板' }, itemClass: 'finished', unit: 'piece' },
  });
  // Headings and rows as those of BeagleBone's published bill of materials: an alternate stands below without a quantity.
  const positions = Array.from({ length: 100 }, (_, nth) => `C${nth + 1}`).join(',');
  const alternate = ',,,SUNGTECH,ST-USB-003AT-30,Part change on 20230427\n';
  const sheet = (below = '') =>
    [
      'QTY,REFERENCE,DESCRIPTION,MANU,PART NUMBER,REV PROD_C3a',
      `100,"${positions}",CAP CER 0.1UF 10V 10% X5R 0402,YAGEO,CC0402KRX5R6BB104,`,
      `1,P3,CONN RCPT USB TYPE A R/A PCB,Foxconn,UB11123-4H9-4F,\n${below}`,
    ].join('\n');
  const commit = async ({ id }: Answer) =>
    (
      await server.ask(analyst, {
        ...{ method: 'POST', url: `/api/v1/imports/${id}/commit`, payload: { acceptGood: true } },
      })
    ).json();
  const send = (kind: string, given: object, text: string) => dropped(analyst, text, 'group', given, kind);
  const ofItems = await send('substances.item', { itemClass: 'component', unit: 'piece' }, sheet(alternate));
  expect(matched(ofItems)).toEqual(['DESCRIPTION name.en', 'PART NUMBER number']);
  // The alternate has no description: an item without a name is none.
  expect((await commit(ofItems)).counts).toMatchObject({ new: 2, bad: 1 });
  const given = { item: board, bomRevision: 'C3', from: '2024-01-01' };
  const matchedOfBom = ['QTY part/quantity', 'REFERENCE part/position', 'PART NUMBER part/item'];
  const whole = await send('substances.bom', given, sheet(alternate));
  expect([whole.counts, matched(whole)]).toMatchObject([{ new: 0, bad: 1 }, matchedOfBom]);
  // One line that cannot be read keeps all of the bill of materials out: in part it would look complete.
  expect((await commit(whole)).counts).toMatchObject({ new: 0, bad: 1 });
  const good = await send('substances.bom', given, sheet().replace('QTY', 'How often'));
  expect(matched(good)).toEqual(matchedOfBom.slice(1));
  await server.ask(analyst, {
    ...{ method: 'PATCH', url: `/api/v1/imports/${good.id}`, payload: { columns: { 0: 'part/quantity' } } },
  });
  expect((await commit(good)).counts).toMatchObject({ new: 1, bad: 0 });
  const again = await send('substances.bom', { ...given, bomRevision: 'C4' }, sheet().replace('QTY', 'how often'));
  expect(again.columns.filter(({ remembered }) => remembered)).toMatchObject([{ field: 'part/quantity' }]);
  expect(again.counts).toMatchObject({ new: 1, bad: 0 });
});
