// Who is reminded of a month, and when: its recorder before the due date and after it, then who answers for the factory; what has
// come is reminded of no more.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CalendarDate } from '#period/calendar-date.ts';
import { systemActor } from '#platform/db/database.ts';
import { spread } from '#platform/notify/spread.ts';
import { openSmallCompany, type SmallCompany } from '../../../../tests/small-company.ts';
import { reminderOn, remindMonths } from './month-reminders.ts';

let company: SmallCompany;
beforeAll(async () => {
  company = await openSmallCompany();
  const { id } = company;
  // In Suzhou paper is expected every month, due on the fifth of the next.
  await company.approved('waste.expected-data', {
    ...{ site: id.SZ, stream: id.PAPER, what: 'load', frequency: 'monthly', from: '2022-01-01', dueDay: 5 },
  });
}, 60_000);
afterAll(() => company?.close());

const on = async (today: string) => {
  const world = { db: company.db, packs: company.packs, todayIn: () => today };
  const { told } = await remindMonths(world, systemActor('jobs'));
  const now = () => new Date(`${today}T04:00:00Z`);
  while ((await spread({ db: company.db, channels: [], todayIn: () => today, now })) > 0);
  return told;
};
const open = async () =>
  (
    await company.all<{ user_name: string; message: string; facts: { month: string; missing: number } }>(
      sql`select p.user_name, n.message, n.facts from notice n join person p on p.id = n.person_id where done_at is null order by n.id`,
    )
  ).map((row) => `${row.user_name} ${row.message} ${row.facts.month} ${row.facts.missing}`);

test('of the days of a due date: three before it, after it, five after it', () => {
  const says = (today: string) => reminderOn(today as CalendarDate, '2024-06-05' as CalendarDate);
  expect(says('2024-06-01')).toBeUndefined();
  expect(['2024-06-02', '2024-06-05'].map(says)).toEqual(['month_due', 'month_due']);
  expect(['2024-06-06', '2024-06-10'].map(says)).toEqual(['month_overdue', 'month_overdue']);
  expect(says('2024-06-11')).toBe('month_late');
});

test('May is reminded of in June, each thing once; that the factory is late hears its manager alone', async () => {
  // The manager of a factory may record there too, and is reminded with its recorder.
  const both = (message: string) => ['suzhou', 'suzhou-manager'].map((who) => `${who} ${message} 2024-05 1`);
  expect(await on('2024-06-01')).toBe(0);
  expect(await on('2024-06-03')).toBe(1);
  await on('2024-06-04');
  expect((await open()).sort()).toEqual(both('month_due'));
  await on('2024-06-06');
  expect((await open()).filter((row) => row.includes('overdue')).sort()).toEqual(both('month_overdue'));
  await on('2024-06-12');
  expect((await open()).filter((row) => row.includes('late'))).toEqual(['suzhou-manager month_late 2024-05 1']);
  const [first] = await company.all<{ opens: string }>(sql`select opens from notice order by id limit 1`);
  expect(first?.opens).toBe('/waste/month-end?scope=site:SZ&period=2024-05');
});

test('once the load has come nobody waits for it', async () => {
  await company.loadAt('submitted', { site: company.id.SZ as string, on: '2024-05-20', tonnes: '3' });
  expect(await on('2024-06-13')).toBe(0);
  expect((await open()).filter((row) => row.includes('month_'))).toEqual([]);
});
