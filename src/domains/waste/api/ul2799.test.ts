// Twelve months towards UL 2799 at the API: what a small company has on record, and who is told what is missing.
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmallServer, type SmallServer, upload } from '#app/small-server.test-fixture.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import type { Ul2799Answer } from '../model/ul2799-answer.ts';

let server: SmallServer;
const cookies: Record<string, string> = {};
const asked = async (who: string, scope: string) => {
  const answer = await server.ask(cookies[who] ?? null, { url: `/api/v1/waste/ul2799?scope=${scope}&period=2024-06` });
  return { status: answer.statusCode, body: answer.json() as Ul2799Answer };
};
const itemOf = ({ readiness }: Ul2799Answer, id: string) => readiness?.find((item) => item.id === id);

beforeAll(async () => {
  server = await openSmallServer();
  const { company } = server;
  const { id } = company;
  const [suzhou, wuhu] = [id.SZ as string, id.WH as string];
  cookies.boss = await server.cookieOf(company.people.administrator.id);
  cookies.board = await server.cookieOf(await server.person('a.reader', ['board_reader', GROUP_ID]));
  cookies.suzhou = await server.cookieOf(company.people.suzhou.id);
  // Suzhou: paper every month of the year but June, the first load with a ticket on file.
  const months = Array.from({ length: 11 }, (_, at) => new Date(Date.UTC(2023, 6 + at, 3)).toISOString().slice(0, 10));
  const loads: string[] = [];
  for (const on of months) loads.push(await company.loadAt('approved', { site: suzhou, on, tonnes: '10' }));
  await server.ask(cookies.boss, {
    ...{ method: 'POST', url: `/api/v1/evidence?kind=waste.load&record=${loads[0]}` },
    ...upload('ticket.pdf', '%PDF-1.7 ticket'),
  });
  // In May oil goes to a burner, and Wuhu, which is own, takes refuse.
  const oil = { site: suzhou, on: '2024-05-06', stream: id.OIL as string, tonnes: '2', vendor: id.V2 as string };
  await company.loadAt('approved', { ...oil, treatment: 'incineration_with_energy', ticket: 'OIL-1' });
  await company.approved('waste.load', {
    ...company.load({
      site: suzhou,
      on: '2024-05-07',
      tonnes: '3',
      stream: id.REFUSE as string,
      treatment: 'landfill',
    }),
    toSite: wuhu,
  });
  const proof = { plant: { en: 'Mill', zh: '纸厂' }, yieldShare: '0.95', document: 'Letter 1' };
  await company.approved('waste.vendor-proof', {
    ...{ vendor: id.V1, treatment: 'recycle_organic', from: '2024-01-01', before: '2025-01-01', ...proof },
  });
  await company.figures.settle();
});
afterAll(() => server?.close());

test('a factory is told month by month: June is missing, and so there is no level and no claim', async () => {
  const { body } = await asked('boss', 'site:SZ');
  expect(body.period).toBe('R12-2024-06');
  expect(body.months).toHaveLength(12);
  expect(body.months.map(({ missing }) => missing.length)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  expect(body.months[0]).toMatchObject({ period: '2023-07', massTonnes: '10', totalShare: '1' });
  expect(body.claim).toBeNull();
  expect(itemOf(body, 'months')).toMatchObject({
    ...{ state: 'nearly', have: '11', of: '12', gaps: [{ site: { code: 'SZ' }, months: ['2024-06'] }] },
  });
});

test('papers, manifests and proofs are counted load by load', async () => {
  const { body } = await asked('boss', 'site:SZ');
  // 110 t of paper, 2 t of oil, and 3 t of refuse that a factory of another scope took: 10 t have a ticket.
  expect(itemOf(body, 'weigh_papers')).toMatchObject({ unit: 't', have: '10', of: '115', state: 'not_ready' });
  expect(itemOf(body, 'manifests')).toMatchObject({ have: '0', of: '1', gaps: [{ loads: 1, documents: ['OIL-1'] }] });
  // The proof of the mill began in January: five of eleven months.
  expect(itemOf(body, 'downstream_proof')).toMatchObject({ have: '50', of: '110', gaps: [{ vendor: { code: 'V1' } }] });
  expect(itemOf(body, 'yields')).toMatchObject({ have: '50', of: '110' });
  expect(itemOf(body, 'energy_proof')).toMatchObject({ have: '0', of: '2', gaps: [{ vendor: { code: 'V2' } }] });
  expect(itemOf(body, 'vendor_licences')).toMatchObject({ state: 'ready', have: '2', of: '2' });
  expect(itemOf(body, 'exclusions')).toMatchObject({ state: 'nothing_to_prove' });
  expect(itemOf(body, 'calibration')).toMatchObject({ state: 'not_recorded' });
});

test('for the group the transfer to its own factory is no load of the twelve months', async () => {
  const { body } = await asked('boss', 'group');
  expect(itemOf(body, 'weigh_papers')).toMatchObject({ of: '112' });
  expect(itemOf(body, 'months')?.of).toBe('36');
});

test('a nil return stands for a month, and a statement with a file for all loads of a receiver', async () => {
  const { company } = server;
  const { id } = company;
  await company.approved('waste.nil-return', { site: id.SZ, month: '2024-06-01', stream: id.PAPER });
  const statement = uuidv7();
  await company.record(company.people.administrator, 'waste.statement', [
    {
      id: statement,
      values: { site: id.SZ, vendor: id.V1, month: '2024-05-01', number: 'S-1' },
      lines: [{ stream: id.PAPER, massTonnes: '10' }],
    },
  ]);
  const before = await asked('boss', 'site:SZ');
  expect(itemOf(before.body, 'months')).toMatchObject({ state: 'ready', have: '12' });
  expect(itemOf(before.body, 'weigh_papers')).toMatchObject({ have: '10' });
  await server.ask(cookies.boss ?? null, {
    ...{ method: 'POST', url: `/api/v1/evidence?kind=waste.statement&record=${statement}` },
    ...upload('statement.pdf', '%PDF-1.7 statement'),
  });
  // V1 took 10 t of paper and the 3 t of refuse in May.
  expect(itemOf((await asked('boss', 'site:SZ')).body, 'weigh_papers')).toMatchObject({ have: '23' });
});

test('an excluded stream needs a reason, and then a person who approved it', async () => {
  const { company } = server;
  const name = { en: 'Rubble', zh: '渣土' };
  const rubble = uuidv7();
  const values = { code: 'RUBBLE', name, hazardous: false, composition: 'construction', inUlScope: false };
  const reason = { en: 'One-off', zh: '一次性' };
  await company.record(company.people.analyst, 'waste.stream', [
    { id: rubble, values: { ...values, outOfScopeReason: reason } },
  ]);
  await company.step(company.people.analyst, 'waste.stream', 'submit', [rubble]);
  await company.step(company.people.administrator, 'waste.stream', 'approve', [rubble]);
  await company.loadAt('approved', { site: company.id.SZ as string, on: '2024-05-08', tonnes: '4', stream: rubble });
  const { body } = await asked('boss', 'site:SZ');
  expect(itemOf(body, 'exclusions')).toMatchObject({ state: 'ready', have: '1', of: '1' });
  expect(itemOf(body, 'weigh_papers')).toMatchObject({ of: '115' });
});

test('who may not read every record of a scope sees its figure, and no readiness', async () => {
  expect((await asked('board', 'group')).body).toMatchObject({ readiness: null, months: expect.any(Array) });
  expect((await asked('suzhou', 'group')).body.readiness).toBeNull();
  expect((await asked('suzhou', 'site:SZ')).body.readiness).not.toBeNull();
  expect((await asked('suzhou', 'site:WH')).status).toBe(403);
});
