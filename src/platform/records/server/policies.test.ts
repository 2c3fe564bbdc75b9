// Does a policy that is set hold from then on, leave alone what was submitted before, and say who set it?
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kinds } from '#app/wiring.ts';
import { kindOf, openSmallCompany, type SmallCompany } from '../../../../tests/small-company.ts';
import { verifyHistory } from '../../history/verify.ts';
import type { Policy } from '../declare/review-steps.ts';
import { closePeriod } from './periods.ts';
import { keepRule, policiesNow, rulesOf } from './policies.ts';

const load = 'waste.load';
const activity = 'factories.activity';
let company: SmallCompany;
let people: SmallCompany['people'];
let id: SmallCompany['id'];
beforeAll(async () => {
  company = await openSmallCompany();
  ({ people, id } = company);
});
afterAll(() => company?.close());

const set = (kind: string, policy: Policy, reason = 'as the group decided') =>
  company.db.as(people.administrator, (tx) => keepRule(tx, kindOf(kind), { policy, workedDays: 2 }, 'api', reason));
const standing = async (kind: string, recordId: string) => {
  const { state, counts } = await company.newest(kind, recordId);
  return `${state}${counts ? ' counts' : ''}`;
};
let months = 0;
/** Head-count of another month each time. */
const headCount = async (at: 'draft' | 'submitted') => {
  const recordId = uuidv7();
  months += 1;
  const month = `20${String(21 + Math.floor(months / 12)).padStart(2, '0')}-${String((months % 12) + 1).padStart(2, '0')}`;
  await company.record(people.suzhou, activity, [{ id: recordId, values: { site: id.SZ, month, headCount: 10 } }]);
  if (at === 'submitted') await company.step(people.suzhou, activity, 'submit', [recordId]);
  return { recordId, month };
};

test('each policy in turn: what is submitted goes by the rule of its submission', async () => {
  const oneStep = await headCount('submitted');
  await set(activity, 'two-step', 'head-counts enter the intensity');
  const twoStep = await headCount('submitted');
  // Submitted under one step, it is approved at once; under two it wants its review first.
  await company.step(people.reviewer, activity, 'approve', [oneStep.recordId]);
  await expect(company.step(people.reviewer, activity, 'approve', [twoStep.recordId])).rejects.toMatchObject({
    code: 'wrong_step',
  });
  await company.step(people.reviewer, activity, 'review', [twoStep.recordId]);
  const draft = await headCount('draft');
  await set(activity, 'none');
  // What lay with its reviewers is not waved through by a new rule.
  expect(await standing(activity, twoStep.recordId)).toBe('reviewed');
  await company.step(people.secondReviewer, activity, 'approve', [twoStep.recordId]);
  const { recordId } = await headCount('draft');
  expect(await standing(activity, recordId)).toBe('approved counts');
  await company.step(people.suzhou, activity, 'submit', [draft.recordId]);
  expect(await standing(activity, draft.recordId)).toBe('approved counts');
  await set(activity, 'one-step');
  expect(await standing(activity, (await headCount('submitted')).recordId)).toBe('submitted');
});

test('a change is dated, says who and why in the history, and touches no figure', async () => {
  const before = await company.one(sql<{ n: number }>`select count(*)::int as n from kpi_dirty where kind = 'setting'`);
  await set('waste.statement', 'two-step', 'statements settle money');
  const [declared, now] = await company.db.as(people.auditor, (tx) => rulesOf(tx, kindOf('waste.statement')));
  expect(declared).toMatchObject({ policy: kindOf('waste.statement').review, setBy: null });
  expect(now).toMatchObject({ policy: 'two-step', workedDays: 2, setBy: people.administrator.id });
  const entry = await company.one(sql<{ actor: string; reason: string }>`
    select actor, reason from history_entry where action = 'set' and reason like 'review.waste.statement%'`);
  expect(entry).toEqual({
    actor: people.administrator.id,
    reason: 'review.waste.statement: statements settle money',
  });
  expect(
    await company.one(sql<{ n: number }>`select count(*)::int as n from kpi_dirty where kind = 'setting'`),
  ).toEqual(before);
  expect((await company.db.as(people.suzhou, (tx) => policiesNow(tx, kinds)))['waste.statement']).toBe('two-step');
});

test('after closing another decides, also where nothing else is reviewed', async () => {
  await set(activity, 'none');
  const { recordId, month } = await headCount('draft');
  await company.db.as(people.reviewer, (tx) =>
    closePeriod(tx, kindOf(activity), { scopeId: id.SZ as string, month }, 'api'),
  );
  await company.record(
    people.suzhou,
    activity,
    [{ id: recordId, values: { site: id.SZ, month, headCount: 12 }, basedOn: 1, restatement: true }],
    { reason: 'two were counted twice' },
  );
  expect(await standing(activity, recordId)).toBe('draft');
  await company.step(people.suzhou, activity, 'submit', [recordId]);
  expect(await standing(activity, recordId)).toBe('submitted');
  await expect(company.step(people.suzhou, activity, 'approve', [recordId])).rejects.toMatchObject({
    code: 'own_submission',
  });
  await company.step(people.reviewer, activity, 'approve', [recordId]);
  expect(await standing(activity, recordId)).toBe('approved counts');
});

test('the history holds under every policy that was in force', async () => {
  const { discrepancies } = await verifyHistory(company.db, kinds);
  expect(discrepancies).toEqual([]);
});

test('who keeps the group’s lists does not set who reviews them', async () => {
  const load2 = await company.loadAt('submitted', { site: id.SZ as string, on: '2024-06-03', tonnes: '4' });
  await set(load, 'one-step');
  // Submitted before: still two steps.
  await expect(company.step(people.reviewer, load, 'approve', [load2])).rejects.toMatchObject({ code: 'wrong_step' });
  await expect(
    company.db.as(people.suzhouManager, (tx) =>
      keepRule(tx, kindOf(load), { policy: 'none', workedDays: 0 }, 'api', 'no'),
    ),
  ).rejects.toThrow(/row-level security/);
});
