// Does the inbox say by when and for whom, and is a step over one of its items bound to what its reader saw?
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmallServer, type SmallServer } from '#app/small-server.test-fixture.ts';
import { siteDays } from '#app/wiring.ts';
import { type CalendarDate, todayIn } from '#period/calendar-date.ts';
import { kindOf } from '../../../../tests/small-company.ts';
import { reviewDue } from '../declare/review-due.ts';
import { keepRule } from './policies.ts';

const load = 'waste.load';
let server: SmallServer;
let company: SmallServer['company'];
const cookies: Record<string, string> = {};
beforeAll(async () => {
  server = await openSmallServer();
  ({ company } = server);
  for (const name of ['reviewer', 'secondReviewer', 'administrator', 'suzhou'] as const)
    cookies[name] = await server.cookieOf(company.people[name].id);
});
afterAll(() => server?.close());

const suzhou = () => company.id.SZ as string;
const submitted = (month: string, ticket: string) =>
  company.loadAt('submitted', { site: suzhou(), on: `${month}-03`, tonnes: '4', ticket });
interface Item {
  kind: string;
  step: string;
  month: string | null;
  count: number;
  dueOn: string | null;
  overdueDays: number;
  for: { personId: string } | null;
}
const inboxOf = async (who: string): Promise<{ items: Item[]; seen: string }> =>
  (await server.ask(cookies[who] ?? null, { url: '/api/v1/inbox' })).json();
const itemOf = async (who: string, month: string) =>
  (await inboxOf(who)).items.find((item) => item.kind === load && item.month === month);
const pass = (who: string, step: string, where: object) =>
  server.ask(cookies[who] ?? null, {
    ...{ method: 'POST', url: `/api/v1/records/${load}/steps/${step}` },
    payload: { where: { scopeId: suzhou(), ...where } },
  });
const correct = async (recordId: string, month: string, ticket: string) => {
  const values = company.load({ site: suzhou(), on: `${month}-03`, tonnes: '5', ticket });
  const { revision } = await company.newest(load, recordId);
  await company.record(company.people.suzhou, load, [{ id: recordId, values, basedOn: revision }]);
  await company.step(company.people.suzhou, load, 'submit', [recordId]);
};

test('what changed or came since it was seen is left as it is, and told', async () => {
  const [kept, changed] = [await submitted('2024-01', 'A'), await submitted('2024-01', 'B')];
  const { seen } = await inboxOf('reviewer');
  await correct(changed, '2024-01', 'B');
  const late = await submitted('2024-01', 'C');
  const answer = await pass('reviewer', 'review', { month: '2024-01', state: 'submitted', seen });
  expect(answer.json()).toEqual({ moved: 1, changed: 2, own: 0 });
  const states = await Promise.all([kept, changed, late].map(async (id) => (await company.newest(load, id)).state));
  expect(states).toEqual(['reviewed', 'submitted', 'submitted']);
  // Seen again, they are passed.
  const again = await pass('reviewer', 'review', {
    ...{ month: '2024-01', state: 'submitted', seen: (await inboxOf('reviewer')).seen },
  });
  expect(again.json()).toEqual({ moved: 2, changed: 0, own: 0 });
});

test('when nothing is as it was seen, nothing is passed', async () => {
  const recordId = await submitted('2024-02', 'D');
  const { seen } = await inboxOf('reviewer');
  await correct(recordId, '2024-02', 'D');
  const answer = await pass('reviewer', 'review', { month: '2024-02', state: 'submitted', seen });
  expect([answer.statusCode, answer.json().code]).toEqual([409, 'changed_since']);
});

test('one’s own among many wait for somebody else', async () => {
  await submitted('2024-03', 'E');
  const own = uuidv7();
  const values = company.load({ site: suzhou(), on: '2024-03-03', tonnes: '1', ticket: 'F' });
  await company.record(company.people.administrator, load, [{ id: own, values }]);
  await company.step(company.people.administrator, load, 'submit', [own]);
  const answer = await pass('administrator', 'review', { month: '2024-03', state: 'submitted' });
  expect(answer.json()).toEqual({ moved: 1, changed: 0, own: 1 });
  const alone = await pass('administrator', 'review', { month: '2024-03', state: 'submitted' });
  expect([alone.statusCode, alone.json().code]).toEqual([403, 'own_submission']);
});

test('an item is due so many worked days of its site after its submission, by the rule of then', async () => {
  await submitted('2024-04', 'G');
  const days = (await company.db.as(company.people.auditor, (tx) => siteDays(company.packs)(tx))).get(suzhou());
  if (!days) throw new Error('no days');
  const today = todayIn(days.timeZone, Date.now()) as CalendarDate;
  const due = (workedDays: number) => reviewDue(new Date(), workedDays, today, days).dueOn;
  expect(await itemOf('reviewer', '2024-04')).toMatchObject({ step: 'review', dueOn: due(5), overdueDays: 0 });
  await company.db.as(company.people.administrator, (tx) =>
    keepRule(tx, kindOf(load), { policy: 'one-step', workedDays: 1 }, 'api', 'sooner'),
  );
  await submitted('2024-05', 'H');
  expect(await itemOf('reviewer', '2024-05')).toMatchObject({ step: 'approve', dueOn: due(1) });
  expect(await itemOf('reviewer', '2024-04')).toMatchObject({ step: 'review', dueOn: due(5) });
});

test('who stands in sees for whom, in what the other would pass', async () => {
  await submitted('2024-06', 'I');
  expect(await itemOf('secondReviewer', '2024-06')).toMatchObject({ for: null });
  const today = todayIn('Asia/Shanghai', Date.now());
  const given = await server.ask(cookies.reviewer ?? null, {
    ...{ method: 'POST', url: '/api/v1/review/delegations' },
    payload: {
      id: uuidv7(),
      to: company.people.secondReviewer.id,
      scopeId: null,
      fromOn: today,
      beforeOn: '2999-01-01',
    },
  });
  expect(given.json().given).toMatchObject([{ holds: true }]);
  expect(await itemOf('secondReviewer', '2024-06')).toMatchObject({ for: { personId: company.people.reviewer.id } });
  const answer = await pass('secondReviewer', 'approve', { month: '2024-06' });
  expect(answer.json()).toMatchObject({ moved: 1 });
});
