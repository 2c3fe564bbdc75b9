// Are corrections of closed months listed while they wait, then until an edition holds them, to who may read them?
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmallServer, type SmallServer } from '#app/small-server.test-fixture.ts';

const load = 'waste.load';
let server: SmallServer;
let company: SmallServer['company'];
let boss: string;
beforeAll(async () => {
  server = await openSmallServer();
  ({ company } = server);
  boss = await server.cookieOf(company.people.administrator.id);
});
afterAll(() => server?.close());

const suzhou = () => company.id.SZ as string;
const ask = async (url: string, cookie = boss) => (await server.ask(cookie, { url: `/api/v1${url}` })).json();
const post = (url: string, payload: object, cookie = boss) =>
  server.ask(cookie, { method: 'POST', url: `/api/v1${url}`, payload });
const approve = async (recordId: string) => {
  await company.step(company.people.reviewer, load, 'review', [recordId]);
  await company.step(company.people.secondReviewer, load, 'approve', [recordId]);
};

test('asked for, decided once, held by the next edition: then it is listed no more', async () => {
  const said = { site: suzhou(), on: '2024-04-03', tonnes: '40', ticket: 'R-1' };
  const recordId = await company.loadAt('approved', said);
  await company.loadAt('approved', { ...said, tonnes: '10', treatment: 'landfill', ticket: 'R-2' } as never);
  expect((await post('/periods/close', { kind: load, scopeId: suzhou(), month: '2024-04' })).statusCode).toBe(200);
  await company.figures.settle();
  expect((await post('/report/publish', { period: '2024-Q2' })).statusCode).toBe(200);

  // Opening the month again is refused, and says which edition stands in the way.
  const reopened = await post('/periods/reopen', { kind: load, scopeId: suzhou(), month: '2024-04', reason: 'wrong' });
  expect([reopened.statusCode, reopened.json().detail]).toEqual([
    409,
    'Edition 1 (2024-Q2) covers this month; it can only be restated.',
  ]);

  const values = company.load({ ...said, tonnes: '44' });
  await company.record(company.people.suzhou, load, [{ id: recordId, values, basedOn: 1, restatement: true }], {
    reason: 'weighed again',
  });
  await company.step(company.people.suzhou, load, 'submit', [recordId]);
  const waiting = await ask('/restatements');
  expect(waiting.waiting).toMatchObject([
    {
      ...{ kind: load, recordId, month: '2024-04', state: 'submitted', reason: 'weighed again' },
      ...{ actorName: { en: 'suzhou' } },
      before: { values: { ownMassTonnes: { value: '40' } } },
      now: { values: { ownMassTonnes: { value: '44' } } },
    },
  ]);
  expect(waiting.approved).toEqual([]);
  // Who decides sees what it does to the figures before he does.
  const { effects } = await ask(`/records/${load}/${recordId}/effect?period=2024-Q2`);
  expect(effects).toContainEqual(
    expect.objectContaining({
      ...{ kpi: 'waste.shipped-mass', period: '2024-Q2', printedBefore: '50.0 t', printedAfter: '54.0 t' },
      scope: expect.objectContaining({ id: company.groupId }),
    }),
  );
  // Nothing of it is kept.
  expect((await company.newest(load, recordId)).state).toBe('submitted');

  await approve(recordId);
  await company.figures.settle();
  const approved = await ask('/restatements');
  expect(approved.waiting).toEqual([]);
  expect(approved.approved).toMatchObject([
    { recordId, edition: { number: 1 }, approvedByName: { en: 'second-reviewer' }, reason: 'weighed again' },
  ]);
  // Somebody of another factory is told nothing of it.
  const wuhu = await server.cookieOf(company.people.wuhu.id);
  expect(await ask('/restatements', wuhu)).toMatchObject({ waiting: [], approved: [] });
  expect((await post('/report/publish', { period: '2024-H1' })).statusCode).toBe(200);
  expect((await ask('/restatements')).approved).toEqual([]);
}, 120_000);

test('what should not be is taken out of a closed month as a restatement: decided by another', async () => {
  const said = { site: suzhou(), on: '2024-04-09', tonnes: '3', ticket: uuidv7().slice(0, 8) };
  const [recorded] = await company.record(
    company.people.suzhou,
    load,
    [{ id: uuidv7(), values: company.load(said), restatement: true }],
    { reason: 'forgotten' },
  );
  const recordId = recorded?.id ?? '';
  await company.step(company.people.suzhou, load, 'submit', [recordId]);
  await approve(recordId);
  const cookie = await server.cookieOf(company.people.suzhou.id);
  const voided = await post(`/records/${load}/${recordId}/void`, { basedOn: 1, reason: 'entered twice' }, cookie);
  expect(voided.json()).toMatchObject({ state: 'draft', revision: 2 });
  expect(await company.newest(load, recordId)).toMatchObject({ restatement: true, voided: true });
});
