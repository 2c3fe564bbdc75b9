// Does the month after the newest approved wait for its recorder, with what is missing, until it is submitted?
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SmallCompany } from '../../../../tests/small-company.ts';
import { openSmallServer, type SmallServer } from '../../../app/small-server.test-fixture.ts';

let server: SmallServer;
let company: SmallCompany;
beforeAll(async () => {
  server = await openSmallServer();
  ({ company } = server);
});
afterAll(() => server?.close());
beforeEach(() => company.rewind());

const tasksOf = async (who: keyof SmallCompany['people']) =>
  (await server.ask(await server.cookieOf(company.people[who].id), { url: '/api/v1/inbox' })).json().tasks as {
    task: string;
    month: string;
    count: number;
    facts: Record<string, unknown>;
  }[];
const months = async (who: keyof SmallCompany['people']) =>
  (await tasksOf(who))
    .filter(({ task }) => task.startsWith('waste.month-end'))
    .map(({ task, month, count, facts }) => `${task} ${month} ${count} of ${facts.expected} by ${facts.dueOn}`);

test('the month after the newest approved waits, with what is missing; complete it waits to be submitted; then no more', async () => {
  const site = company.id.SZ as string;
  expect(await months('suzhou')).toEqual([]);
  for (const stream of ['PAPER', 'REFUSE'])
    await company.approved('waste.expected-data', {
      ...{ site, stream: company.id[stream], what: 'load', frequency: 'monthly', from: '2024-01-01', dueDay: 5 },
    });
  await company.loadAt('approved', { site, on: '2024-05-06', tonnes: '1' });
  expect(await months('suzhou')).toEqual(['waste.month-end.task 2024-06 2 of 2 by 2024-07-05']);
  const draft = await company.loadAt('draft', { site, on: '2024-06-06', tonnes: '1' });
  expect(await months('suzhou')).toEqual(['waste.month-end.task 2024-06 1 of 2 by 2024-07-05']);
  const suzhou = await server.cookieOf(company.people.suzhou.id);
  await server.ask(suzhou, {
    ...{ method: 'POST', url: '/api/v1/waste/month/nil' },
    payload: { site: 'site:SZ', month: '2024-06', streamIds: [company.id.REFUSE] },
  });
  expect(await months('suzhou')).toEqual(['waste.month-end.taskReady 2024-06 2 of 2 by 2024-07-05']);
  const sent = await server.ask(suzhou, {
    ...{ method: 'POST', url: '/api/v1/waste/month/submit', payload: { site: 'site:SZ', month: '2024-06' } },
  });
  expect(sent.json()).toMatchObject({ loads: 1, nil: 1 });
  expect(draft).not.toBe('');
  expect(await months('suzhou')).toEqual([]);
});

test('nobody else is told: not who records elsewhere, for the whole group, or only reviews', async () => {
  const site = company.id.SZ as string;
  await company.approved('waste.expected-data', {
    ...{ site, stream: company.id.PAPER, what: 'load', frequency: 'monthly', from: '2024-01-01', dueDay: 5 },
  });
  await company.loadAt('approved', { site, on: '2024-05-06', tonnes: '1' });
  for (const who of ['wuhu', 'administrator', 'reviewer', 'auditor', 'stranger'] as const)
    expect(await months(who)).toEqual([]);
});
