// Is an overdue review told to its reviewers, then above them, once each; and what else does review tell whom?
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { kinds, siteDays } from '#app/wiring.ts';
import { addDays, type CalendarDate, todayIn } from '#period/calendar-date.ts';
import { openSmallCompany, type SmallCompany, TODAY } from '../../../../tests/small-company.ts';
import { sessionOf } from '../../access/session.ts';
import { systemActor } from '../../db/database.ts';
import { spread } from '../../notify/spread.ts';
import { delegate } from './delegations.ts';
import { escalate } from './escalation.ts';

const load = 'waste.load';
let company: SmallCompany;
let people: SmallCompany['people'];
beforeAll(async () => {
  company = await openSmallCompany();
  ({ people } = company);
});
afterAll(() => company?.close());
beforeEach(async () => {
  await company.rewind();
  await company.all(sql`with gone as (delete from notice returning 1) delete from notice_request`);
});

const told = async () => {
  while ((await spread({ db: company.db, channels: [], todayIn: () => TODAY, now: () => new Date() })) > 0);
  const rows = await company.all<{ user_name: string; message: string; opens: string }>(
    sql`select p.user_name, n.message, n.opens from notice n join person p on p.id = n.person_id order by 1, 2, 3`,
  );
  return rows.map((row) => `${row.user_name}: ${row.message} ${row.opens}`);
};
const submitted = () =>
  company.loadAt('submitted', { site: company.id.SZ as string, on: '2024-06-03', tonnes: '4', ticket: 'T-1' });
/** The morning job, so many calendar days after today. */
const inDays = (days: number) => {
  const now = addDays(todayIn('Asia/Shanghai', Date.now()) as CalendarDate, days);
  const world = { kinds, siteDays: siteDays(company.packs), todayIn: () => now };
  return company.db.as(systemActor('operator'), (tx) => escalate(tx, world));
};

test('what is in time is nobody’s fault; overdue it is told to its reviewers, later above them, once each', async () => {
  await submitted();
  expect(await inDays(1)).toEqual({ overdue: 0, escalated: 0 });
  // Sixty days hold more than seven worked ones, whichever holidays fall into them.
  expect(await inDays(60)).toEqual({ overdue: 1, escalated: 1 });
  await inDays(61);
  const overdue = (await told()).filter((row) => row.includes('review_overdue'));
  const opens = `/records/waste.load?scope=${company.id.SZ}&period=2024-06&states=submitted`;
  expect(overdue).toEqual([
    `administrator: review_overdue ${opens}`,
    `reviewer: review_overdue ${opens}`,
    `second-reviewer: review_overdue ${opens}`,
    `suzhou-manager: review_overdue ${opens}`,
  ]);
  // Its recorder, who did his part, hears nothing of it.
  expect(overdue.some((row) => row.startsWith('suzhou:'))).toBe(false);
});

test('the next reviewer is told that something waits, the recorder what came back, on its field', async () => {
  const recordId = await submitted();
  expect(await told()).toEqual(['suzhou-manager: to_review /inbox']);
  const words = [{ field: 'ownMassTonnes', words: 'Which scale?' }];
  await company.step(people.suzhouManager, load, 'return', [recordId], words);
  expect(await told()).toContain(`suzhou: returned /records/waste.load/${recordId}?field=ownMassTonnes`);
});

test('who is asked to stand in is told', async () => {
  const session = await sessionOf(company.db, people.reviewer.id, TODAY);
  if (!session) throw new Error('nobody');
  const asked = { id: uuidv7(), to: people.secondReviewer.id, scopeId: null, fromOn: TODAY, beforeOn: '2024-07-20' };
  await delegate(company.db, session, asked, { today: TODAY, via: 'api' });
  expect(await told()).toEqual(['second-reviewer: review_delegated /inbox']);
});
