// A vendor's statement as a sheet: what it does not say is given beside it, one record of its lines, matched to the loads.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmallServer, type SmallServer, upload } from '../../../app/small-server.test-fixture.ts';
import type { WasteMonth } from '../model/month.ts';

let server: SmallServer;
let suzhou: string;
beforeAll(async () => {
  server = await openSmallServer();
  suzhou = await server.cookieOf(server.company.people.suzhou.id);
});
afterAll(() => server?.close());

const dropped = async (text: string, given: object) => {
  const sent = await server.ask(suzhou, {
    method: 'POST',
    url: `/api/v1/imports/waste.statement?scope=site:SZ&given=${encodeURIComponent(JSON.stringify(given))}`,
    ...upload('statement.csv', text),
  });
  for (;;) {
    const answer = (await server.ask(suzhou, { url: `/api/v1/imports/${sent.json().id}` })).json();
    if (answer.status !== 'checking') return answer;
  }
};

test('two lines are one statement of the vendor that is given, approved at once, and stand beside the loads they cover', async () => {
  const { company } = server;
  const site = company.id.SZ as string;
  await company.loadAt('draft', { site, on: '2024-06-03', tonnes: '4', stream: company.id.PAPER as string });
  await company.loadAt('draft', { site, on: '2024-06-10', tonnes: '6', stream: company.id.PAPER as string });
  await company.loadAt('draft', { site, on: '2024-06-11', tonnes: '3', stream: company.id.REFUSE as string });
  const text = '对账单,,\n废弃物名称,重量（吨）,车次\n废纸,10,2\n生活垃圾,2,1\n合计,12,\n';
  const checked = await dropped(text, { vendor: company.id.V1, month: '2024-06-01', number: 'S-1' });
  expect(checked).toMatchObject({ status: 'checked', missing: [], counts: { new: 1, bad: 0, skipped: 1 } });
  const committed = await server.ask(suzhou, {
    ...{ method: 'POST', url: `/api/v1/imports/${checked.id}/commit`, payload: {} },
  });
  expect(committed.json()).toMatchObject({ status: 'committed' });
  const { records } = (
    await server.ask(suzhou, { url: `/api/v1/records/waste.statement?import=${checked.id}&which=latest` })
  ).json();
  expect(records).toMatchObject([{ state: 'approved', values: { number: 'S-1', month: '2024-06-01' } }]);
  const month: WasteMonth = (
    await server.ask(suzhou, { url: '/api/v1/waste/month?site=site:SZ&month=2024-06' })
  ).json();
  expect(month.statements).toMatchObject([
    {
      ...{ number: 'S-1', agrees: false },
      lines: [
        { statedMassTonnes: '10', loadsMassTonnes: '10', agrees: true, statedLoads: 2 },
        { statedMassTonnes: '2', loadsMassTonnes: '3', agrees: false, differenceMassTonnes: '-1' },
      ],
    },
  ]);
});

test('a sheet without its vendor says that nobody knows it', async () => {
  const checked = await dropped('废弃物名称,重量（吨）\n废纸,10\n', { month: '2024-06-01', number: 'S-2' });
  expect(checked.missing).toEqual(['vendor']);
});
