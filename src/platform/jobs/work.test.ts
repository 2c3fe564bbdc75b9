// A job: asked for in a transaction, run once with the rights of who asked, tried again, told where it is; gone with a rollback.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmallCompany, type SmallCompany } from '../../../tests/small-company.ts';
import type { Session } from '../access/session.ts';
import { sessionOf } from '../access/session.ts';
import { systemActor } from '../db/database.ts';
import { askJob, defineJob } from './declare.ts';
import { makeQueue, QUEUE } from './queue.ts';
import { askAgain, keepWorking, type Working } from './work.ts';

let company: SmallCompany;
let working: Working;
const seen: { actor: string; asked: unknown; writes: unknown }[] = [];
let failures = 0;
const withdrawn = new Set<string>();
const count = defineJob('count', {}, async ({ actor, asked, progress }) => {
  seen.push({ actor: actor.id, asked, writes: actor.writes });
  await progress(0.5);
  return { counted: 3 };
});
const flaky = defineJob('flaky', {}, async () => {
  failures += 1;
  if (failures === 1) throw new Error('the first time');
});
const hopeless = defineJob('hopeless', {}, async () => {
  throw new Error('never');
});
const endless = defineJob(
  'endless',
  {},
  ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))),
);
const reserved = defineJob('reserved', { needs: 'settings.change' }, async () => 'done');

beforeAll(async () => {
  company = await openSmallCompany();
  working = keepWorking({
    db: company.db,
    jobs: [count, flaky, hopeless, endless, reserved],
    sessionOf: async (id): Promise<Session | null> =>
      withdrawn.has(id) ? null : sessionOf(company.db, id, '2024-06-30'),
    pace: { pollSeconds: 0.5, retries: 1, retrySeconds: 1, lookSeconds: 0.5 },
  });
  await working.ready;
}, 60_000);
afterAll(async () => {
  await working?.stop();
  await company?.close();
});

interface Run {
  state: string;
  progress: string;
  tries: number;
  result: unknown;
  error: string | null;
}
async function ended(id: string): Promise<Run> {
  for (;;) {
    const run = await company.one<Run>(sql`select state, progress, tries, result, error from job_run where id = ${id}`);
    if (run.state === 'done' || run.state === 'failed') return run;
    await new Promise((done) => setTimeout(done, 50));
  }
}

test('what a person asks for runs after the commit, with the rights that he has then', async () => {
  const { suzhou: recorder } = company.people;
  const id = await company.db.as(recorder, (tx) => askJob(tx, count, recorder, { month: '2024-05' }));
  expect(await ended(id)).toEqual({ state: 'done', progress: '1', tries: 1, result: { counted: 3 }, error: null });
  expect(seen).toEqual([{ actor: recorder.id, asked: { month: '2024-05' }, writes: recorder.writes }]);
});

test('what is rolled back is never run', async () => {
  const { suzhou: recorder } = company.people;
  let id = '';
  await expect(
    company.db.as(recorder, async (tx) => {
      id = await askJob(tx, count, recorder);
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  const next = await company.db.as(recorder, (tx) => askJob(tx, count, recorder));
  await ended(next);
  expect(await company.all(sql`select id from job_run where id = ${id}`)).toEqual([]);
  expect(seen).toHaveLength(2);
});

test('a failure is tried again; what fails to the end says why, and can be asked for anew', async () => {
  const operator = systemActor('operator');
  const first = await company.db.as(operator, (tx) => askJob(tx, flaky, operator));
  expect(await ended(first)).toMatchObject({ state: 'done', tries: 2, error: null });
  const second = await company.db.as(operator, (tx) => askJob(tx, hopeless, operator));
  expect(await ended(second)).toMatchObject({ state: 'failed', tries: 2, error: 'never' });
  const told = await company.all(sql`select message, action, scope_id, opens, facts from notice_request`);
  expect(told).toEqual([
    {
      ...{ message: 'job_failed', action: 'people.manage', scope_id: company.groupId, opens: '/settings/jobs' },
      facts: { job: { word: 'job.hopeless' }, why: 'never' },
    },
  ]);
  const again = await askAgain(company.db, second, operator);
  expect(await ended(again as string)).toMatchObject({ state: 'failed', error: 'never' });
}, 60_000);

test('rights are read when it runs: who may not, or is not there any more, gets nothing done and is not tried again', async () => {
  const { suzhou: recorder, administrator } = company.people;
  const refused = await company.db.as(recorder, (tx) => askJob(tx, reserved, recorder));
  expect(await ended(refused)).toMatchObject({ state: 'failed', tries: 1, error: 'not_allowed' });
  const fine = await company.db.as(administrator, (tx) => askJob(tx, reserved, administrator));
  expect(await ended(fine)).toMatchObject({ state: 'done' });
  withdrawn.add(administrator.id);
  const gone = await company.db.as(administrator, (tx) => askJob(tx, reserved, administrator));
  expect(await ended(gone)).toMatchObject({ state: 'failed', tries: 1, error: 'not_allowed' });
});

test('what the queue gives up because its program died is told to who asked, and to the administrators', async () => {
  const { suzhou: recorder } = company.people;
  const id = await company.db.as(recorder, (tx) => askJob(tx, endless, recorder));
  for (;;) {
    const { state } = await company.one<Run>(sql`select state from job_run where id = ${id}`);
    if (state === 'running') break;
    await new Promise((done) => setTimeout(done, 50));
  }
  // It is its last try, and nothing was heard of it for an hour: so it is left by a program that was killed.
  await company.db.asOwner((tx) =>
    sql`update jobs.job set retry_count = retry_limit, heartbeat_on = now() - interval '1 hour' where id = ${id}`.execute(
      tx,
    ),
  );
  const watching = makeQueue(company.db, () => undefined);
  await watching.start();
  await watching.supervise(QUEUE);
  await watching.stop({ graceful: false });
  expect(await ended(id)).toMatchObject({ state: 'failed', error: 'job_stopped' });
  const told = await company.all(
    sql`select person_id, action, scope_id, opens, facts from notice_request where key = ${`job_failed ${id}`} order by person_id`,
  );
  const facts = { job: { word: 'job.endless' }, why: { word: 'job_stopped' } };
  expect(told).toEqual([
    { person_id: recorder.id, action: null, scope_id: null, opens: '/settings/jobs', facts },
    { person_id: null, action: 'people.manage', scope_id: company.groupId, opens: '/settings/jobs', facts },
  ]);
}, 60_000);

test('everybody sees his own jobs, the administrator all of them', async () => {
  const { suzhou: recorder, administrator } = company.people;
  const of = (actor: typeof recorder) =>
    company.db.as(actor, (tx) => tx.selectFrom('job_run').select('actor').execute());
  expect(new Set((await of(recorder)).map((row) => row.actor))).toEqual(new Set([recorder.id]));
  expect((await of(administrator)).length).toBeGreaterThan(4);
});
