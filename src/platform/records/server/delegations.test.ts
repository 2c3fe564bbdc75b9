// Does who stands in do what the other could have done, no more, in whose name the history says?
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kindOf, openSmallCompany, type SmallCompany, seen, TODAY } from '../../../../tests/small-company.ts';
import { type Session, sessionOf } from '../../access/session.ts';
import type { Actor } from '../../db/database.ts';
import { delegate, listCandidates, listDelegations, standInsOf, takeBack } from './delegations.ts';
import { move } from './move.ts';

const load = 'waste.load';
let company: SmallCompany;
let people: SmallCompany['people'];
let id: SmallCompany['id'];
beforeAll(async () => {
  company = await openSmallCompany();
  ({ people, id } = company);
});
afterAll(() => company?.close());

const sessionFor = async (actor: Actor): Promise<Session> => {
  const session = await sessionOf(company.db, actor.id, TODAY);
  if (!session) throw new Error('nobody');
  return session;
};
const hand = async (from: Actor, to: Actor, more: { scopeId?: string; fromOn?: string; beforeOn?: string } = {}) => {
  const given = uuidv7();
  const days = { fromOn: more.fromOn ?? '2024-07-10', beforeOn: more.beforeOn ?? '2024-07-20' };
  await delegate(
    company.db,
    await sessionFor(from),
    { id: given, to: to.id, scopeId: more.scopeId ?? null, ...days },
    { today: TODAY, via: 'api' },
  );
  return given;
};
/** Takes a step as the pages do: with those for whom one stands in. */
const pass = async (actor: Actor, step: 'review' | 'approve', recordId: string) => {
  const standIns = await standInsOf(company.db, await sessionFor(actor), TODAY);
  const bound = seen(await company.newest(load, recordId));
  await company.db.as(actor, (tx) => move(tx, kindOf(load), [bound], { step, via: 'api', standIns }));
};
const events = (recordId: string) =>
  company.all(sql<{ step: string; actor: string; other: string | null }>`
    select step, actor, on_behalf_of as other from review_event where record_id = ${recordId} order by seq`);
const submitted = (site = id.SZ as string) => company.loadAt('submitted', { site, on: '2024-06-03', tonnes: '4' });

test('reviews are handed only to somebody who may take every one of them', async () => {
  // Who reviews in Suzhou alone cannot stand in for who reviews in the whole group, nor who only looks.
  for (const other of [people.suzhouManager, people.auditor, people.suzhou])
    await expect(hand(people.reviewer, other)).rejects.toMatchObject({ code: 'delegate_lacks_right' });
  await expect(hand(people.suzhou, people.reviewer)).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(hand(people.reviewer, people.reviewer)).rejects.toMatchObject({ code: 'wrong_input' });
  await expect(hand(people.reviewer, people.secondReviewer, { beforeOn: TODAY })).rejects.toMatchObject({
    code: 'wrong_input',
  });
  const candidates = await listCandidates(company.db, await sessionFor(people.reviewer), null, TODAY);
  expect(candidates.map(({ personId }) => personId).sort()).toEqual(
    [people.administrator.id, people.secondReviewer.id].sort(),
  );
  // What a manager reviews in his factory, a reviewer of the group reviews anyway.
  const forManager = await listCandidates(company.db, await sessionFor(people.suzhouManager), id.SZ as string, TODAY);
  expect(forManager.map(({ personId }) => personId)).toContain(people.reviewer.id);
});

test('a step taken meanwhile says for whom, and is both of theirs: neither passes it again', async () => {
  const given = await hand(people.reviewer, people.secondReviewer);
  const recordId = await submitted();
  await pass(people.secondReviewer, 'review', recordId);
  expect(await events(recordId)).toEqual([
    { step: 'submit', actor: people.suzhou.id, other: null },
    { step: 'review', actor: people.secondReviewer.id, other: people.reviewer.id },
  ]);
  const entry = await company.one(
    sql<{ actor: string; reason: string }>`select h.actor, h.reason from history_entry h
      where h.action = 'review' and h.seq = (select max(seq) from review_event where record_id = ${recordId})`,
  );
  expect(entry).toEqual({ actor: people.secondReviewer.id, reason: `for ${people.reviewer.id}` });
  for (const actor of [people.reviewer, people.secondReviewer])
    await expect(pass(actor, 'approve', recordId)).rejects.toMatchObject({ code: 'own_submission' });
  await takeBack(company.db, await sessionFor(people.reviewer), given, 'api');
});

test('taken back, or on another day, or of another factory, it is one’s own step again', async () => {
  const elsewhere = await hand(people.reviewer, people.secondReviewer, { scopeId: id.WH as string });
  const later = await hand(people.reviewer, people.secondReviewer, { fromOn: '2024-08-01', beforeOn: '2024-08-05' });
  const ended = await hand(people.reviewer, people.secondReviewer);
  await takeBack(company.db, await sessionFor(people.reviewer), ended, 'api');
  await expect(takeBack(company.db, await sessionFor(people.reviewer), ended, 'api')).rejects.toMatchObject({
    code: 'not_found',
  });
  const [suzhou, wuhu] = [await submitted(), await submitted(id.WH as string)];
  for (const recordId of [suzhou, wuhu]) await pass(people.secondReviewer, 'review', recordId);
  expect((await events(suzhou)).at(-1)).toMatchObject({ actor: people.secondReviewer.id, other: null });
  expect((await events(wuhu)).at(-1)).toMatchObject({ other: people.reviewer.id });
  for (const one of [elsewhere, later]) await takeBack(company.db, await sessionFor(people.reviewer), one, 'api');
});

test('what the other recorded himself is not passed in his name', async () => {
  const given = await hand(people.administrator, people.reviewer, { scopeId: id.SZ as string });
  const recordId = uuidv7();
  await company.record(people.administrator, load, [
    { id: recordId, values: company.load({ site: id.SZ as string, on: '2024-06-03', tonnes: '4' }) },
  ]);
  await company.step(people.administrator, load, 'submit', [recordId]);
  await pass(people.reviewer, 'review', recordId);
  expect((await events(recordId)).at(-1)).toMatchObject({ actor: people.reviewer.id, other: null });
  await takeBack(company.db, await sessionFor(people.administrator), given, 'api');
});

test('the database refuses a step in the name of somebody who delegated nothing', async () => {
  const recordId = await submitted();
  const { revision, hash } = await company.newest(load, recordId);
  const claim = company.db.as(people.secondReviewer, (tx) =>
    sql`insert into review_event (id, kind, record_id, revision, scope_id, step, actor, on_behalf_of, seq, content_hash)
      values (${uuidv7()}, ${load}, ${recordId}, ${revision}, ${id.SZ}, 'review', app_actor(), ${people.suzhouManager.id}, app_seq(), decode(${hash}, 'hex'))`.execute(
      tx,
    ),
  );
  await expect(claim).rejects.toThrow(/row-level security/);
});

test('a delegation is seen by its two people, and given once however often it is sent', async () => {
  const given = uuidv7();
  const asked = { id: given, to: people.secondReviewer.id, scopeId: null, fromOn: TODAY, beforeOn: '2024-07-16' };
  for (let time = 0; time < 2; time += 1)
    await delegate(company.db, await sessionFor(people.reviewer), asked, { today: TODAY, via: 'api' });
  const seenBy = async (actor: Actor) =>
    (await company.db.as(actor, (tx) => listDelegations(tx, people.reviewer.id))).filter((one) => one.id === given);
  expect(await seenBy(people.reviewer)).toHaveLength(1);
  expect(await seenBy(people.secondReviewer)).toHaveLength(1);
  expect(await seenBy(people.suzhouManager)).toHaveLength(0);
});
