// Posts and hand-overs: who has which right on which day, and whose work an open record is after it was handed over?
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kinds } from '#app/wiring.ts';
import { openSmallCompany, type SmallCompany, TODAY, untilFinal } from '../../../tests/small-company.ts';
import { systemActor, type Tx } from '../db/database.ts';
import { seal } from '../history/seal.ts';
import { verifyHistory } from '../history/verify.ts';
import { listHandedOver, whoseWork } from '../records/server/whose-work.ts';
import { makeAccount, setActive } from './accounts.ts';
import { countsOf, type HandOverAsked, handOver, listHandOversOf, whatMoves } from './hand-over.ts';
import { changePost, holdPost, listPosts, makePost, releasePost, setDuties } from './posts.ts';
import { sessionOf } from './session.ts';

let company: SmallCompany;
const operator = systemActor('operator');
const does = <T>(work: (tx: Tx) => Promise<T>) => company.db.as(operator, work);
beforeAll(async () => {
  company = await openSmallCompany();
});
afterAll(() => company?.close());

const person = (userName: string) =>
  makeAccount(company.db, { userName, nameEn: userName, nameZh: userName, language: 'en', sample: true });
const post = (code: string, site: string, role: 'site_recorder' | 'site_manager' = 'site_recorder') =>
  does((tx) =>
    makePost(tx, { code, name: { en: code, zh: code }, scopeId: company.id[site] as string, role }, 'system'),
  );
const hold = (postId: string, personId: string, from: string, before?: string) =>
  does((tx) => holdPost(tx, { postId, personId, from, before }, 'system'));
const mayRecord = async (personId: string, site: string, day: string) =>
  (await sessionOf(company.db, personId, day))?.may('records.record', company.id[site]);

describe('a post', () => {
  test('gives its role from the first day to the last, and to nobody else', async () => {
    const [ann, postId] = [await person('ann'), await post('P-ANN', 'SZ')];
    await hold(postId, ann, '2024-02-01', '2024-07-01');
    const days = ['2024-01-31', '2024-02-01', '2024-06-30', '2024-07-01'];
    expect(await Promise.all(days.map((day) => mayRecord(ann, 'SZ', day)))).toEqual([false, true, true, false]);
    expect(await mayRecord(ann, 'WH', '2024-03-01')).toBe(false);
    const session = await sessionOf(company.db, ann, '2024-03-01');
    expect(session?.grants).toEqual([
      { role: 'site_recorder', scopeId: company.id.SZ, scopeType: 'site', post: 'P-ANN' },
    ]);
  });

  test('is held by one person on any day', async () => {
    const [postId, one, other] = [await post('P-ONE', 'SZ'), await person('one'), await person('other')];
    await hold(postId, one, '2024-01-01', '2024-04-01');
    await expect(hold(postId, other, '2024-03-31')).rejects.toThrow('post_is_held');
    await hold(postId, other, '2024-04-01');
    await expect(hold(postId, one, '2024-09-01')).rejects.toThrow('post_is_held');
    const held = await Promise.allSettled([hold(await post('P-RACE', 'SZ'), one, '2024-01-01')]);
    expect(held.map(({ status }) => status)).toEqual(['fulfilled']);
  });

  test('of two who give it at once, one is refused', async () => {
    const [postId, one, other] = [await post('P-TWO', 'SZ'), await person('first'), await person('second')];
    const outcomes = await Promise.allSettled([hold(postId, one, '2024-01-01'), hold(postId, other, '2024-01-01')]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('that ends takes its role with it; who is not active is given none', async () => {
    const [postId, ann] = [await post('P-END', 'WH'), await person('end')];
    await hold(postId, ann, '2024-01-01');
    await does((tx) => changePost(tx, postId, { endedOn: '2024-06-01' }, 'system'));
    expect([await mayRecord(ann, 'WH', '2024-05-31'), await mayRecord(ann, 'WH', '2024-06-01')]).toEqual([true, false]);
    await expect(hold(postId, ann, '2024-07-01')).rejects.toThrow('not_found');
    const gone = await person('gone');
    await setActive(company.db, gone, false);
    await expect(hold(await post('P-GONE', 'WH'), gone, '2024-01-01')).rejects.toThrow('not_active');
  });

  test('that a supplier’s role goes with stands at a supplier, and no other role there', async () => {
    const at = (scopeId: string | undefined, role: 'supplier' | 'buyer') =>
      does((tx) =>
        makePost(tx, { code: `P-${role}`, name: { en: 'P', zh: 'P' }, scopeId: scopeId ?? '', role }, 'system'),
      );
    await expect(at(company.id.SZ, 'supplier')).rejects.toThrow('role_not_at_scope');
    await expect(at(company.id.V1, 'buyer')).rejects.toThrow('role_not_at_scope');
    await at(company.id.V1, 'supplier');
  });
});

test('the last who can manage people is not taken away', async () => {
  const { administrator } = company.people;
  await expect(setActive(company.db, administrator.id, false)).rejects.toThrow('last_administrator');
  const boss = await person('boss');
  const bossPost = await does((tx) =>
    makePost(
      tx,
      { code: 'BOSS', name: { en: 'B', zh: 'B' }, scopeId: company.groupId, role: 'group_administrator' },
      'system',
    ),
  );
  await hold(bossPost, boss, '2024-01-01');
  await setActive(company.db, administrator.id, false);
  await expect(
    does((tx) => releasePost(tx, { postId: bossPost, personId: boss, on: TODAY }, 'system')),
  ).rejects.toThrow('last_administrator');
  await setActive(company.db, administrator.id, true);
});

describe('a hand-over', () => {
  const draft = async (who: { id: string }, site: string, on = '2024-06-03') => {
    const id = uuidv7();
    const actor = (await sessionOf(company.db, who.id, TODAY))?.actor;
    if (!actor) throw new Error('nobody');
    await company.record(actor, 'waste.load', [
      { id, values: company.load({ site: company.id[site] as string, on, tonnes: '1' }) },
    ]);
    return id;
  };
  const asked = (fromPerson: string, toPerson: string, more: Partial<HandOverAsked> = {}): HandOverAsked => ({
    ...{ fromPerson, toPerson, scopeId: company.groupId, on: TODAY },
    ...more,
  });
  const moves = (question: HandOverAsked) =>
    does((tx) => whatMoves(tx, kinds, question, TODAY, (site) => site === company.id.WH));
  const hand = async (question: HandOverAsked) => {
    const moving = await moves(question);
    return does((tx) => handOver(tx, question, moving, { reason: 'moves to another factory', via: 'system' }));
  };
  /** Whose work the open loads of a person are by now, by load. */
  const owners = async (loads: readonly string[], day = TODAY) =>
    does(async (tx) => {
      const handed = await listHandedOver(tx, day);
      const { rows } = await sql<{ id: string; writer: string; seq: number; siteId: string; on: string }>`
        select t.id, e.actor as writer, t.written_seq as seq, t.site_id as "siteId", to_char(e.at, 'YYYY-MM-DD') as on
        from waste_load t join history_entry e on e.seq = t.written_seq and e.kind = 'waste.load' where t.latest and t.id = any(${[...loads]}::uuid[])`.execute(
        tx,
      );
      return loads.map((id) => whoseWork(handed, rows.find((row) => row.id === id) as (typeof rows)[number]));
    });

  test('moves drafts, what was returned, posts with their duties; says so before, and is one entry', async () => {
    const { suzhou, reviewer } = company.people;
    const heir = await person('heir');
    const postId = await post('P-WORK', 'SZ');
    await hold(postId, suzhou.id, '2024-01-01');
    await does((tx) =>
      setDuties(tx, kinds, postId, [{ kind: 'waste.stream', recordId: company.id.PAPER as string }], 'system'),
    );
    const [kept, returned] = [await draft(suzhou, 'SZ'), await draft(suzhou, 'SZ')];
    await company.step(suzhou, 'waste.load', 'submit', [returned]);
    await company.step(reviewer, 'waste.load', 'return', [returned], [{ field: null, words: 'look again' }]);
    const question = asked(suzhou.id, heir);
    const moving = await moves(question);
    expect(countsOf(moving)).toEqual({ drafts: 1, returned: 1, posts: 1, duties: 1, reviews: 0 });
    expect(moving.posts[0]?.duties[0]?.name).toMatchObject({ code: 'PAPER' });
    expect(moving.outOfReach).toEqual([]);
    expect(moving.stay).toMatchObject([{ role: 'site_recorder', scopeName: { en: 'Suzhou' } }]);
    const before = await company.all(sql`select seq, n from history_entry`);
    const id = await hand(question);
    const entries = await company.all(
      sql<{
        action: string;
        reason: string;
        rows: number;
      }>`select action, reason, rows from history_entry order by seq desc, n desc`,
    );
    expect(entries.length - before.length).toBe(1);
    expect(entries[0]).toEqual({ action: 'hand-over', reason: 'moves to another factory', rows: 3 });
    expect(await owners([kept, returned])).toEqual([heir, heir]);
    const told = await company.all(
      sql`select message, opens, facts -> 'name' ->> 'en' as name from notice_request where person_id = ${heir}`,
    );
    expect(told).toEqual([{ message: 'handed_over', opens: '/inbox', name: 'suzhou' }]);
    const [held] = await does((tx) => listPosts(tx, kinds, { postId }));
    expect(held?.holders.map(({ personId, from, before: until }) => [personId, from, until])).toEqual([
      [suzhou.id, '2024-01-01', TODAY],
      [heir, TODAY, null],
    ]);
    expect(await mayRecord(heir, 'SZ', TODAY)).toBe(true);
    const page = await does((tx) => listHandOversOf(tx, heir));
    expect(page).toMatchObject([
      { id, moved: { drafts: 1, returned: 1, posts: 1, duties: 1 }, reason: 'moves to another factory' },
    ]);
    await expect(hand(question)).rejects.toThrow('nothing_to_hand_over');
  });

  test('what the first writes afterwards is his own, and what is corrected is the corrector’s', async () => {
    const { suzhou } = company.people;
    const own = await draft(suzhou, 'SZ');
    expect(await owners([own])).toEqual([suzhou.id]);
  });

  test('takes the reviews along that others delegated, from its day on', async () => {
    const { reviewer, secondReviewer } = company.people;
    const heir = await person('stand-in');
    await company.db.as(reviewer, (tx) =>
      sql`insert into review_delegation (id, from_person, to_person, from_on, before_on, seq)
        values (${uuidv7()}, ${reviewer.id}, ${secondReviewer.id}, '2024-07-01', '2024-08-01', app_seq())`.execute(tx),
    );
    await hand(asked(secondReviewer.id, heir));
    const rows = await company.all(
      sql<{ to: string; from: string; before: string; ended: boolean }>`
        select to_person as to, from_on as from, before_on as before, ended_seq is not null as ended from review_delegation order by seq`,
    );
    expect(rows).toEqual([
      { to: secondReviewer.id, from: '2024-07-01', before: '2024-08-01', ended: true },
      { to: heir, from: TODAY, before: '2024-08-01', ended: false },
    ]);
  });

  test('goes on from hand to hand and back again', async () => {
    const { wuhu } = company.people;
    const [b, c] = [await person('bob'), await person('cam')];
    const load = await draft(wuhu, 'WH');
    await hand(asked(wuhu.id, b));
    await hand(asked(b, c));
    expect(await owners([load])).toEqual([c]);
    await hand(asked(c, wuhu.id));
    expect(await owners([load])).toEqual([wuhu.id]);
  });

  test('holds at its scope alone, and from its day on alone', async () => {
    const { analyst } = company.people;
    const heir = await person('later');
    const [suzhou, wuhu] = [await draft(analyst, 'SZ', '2024-06-04'), await draft(analyst, 'WH', '2024-06-04')];
    await hand(asked(analyst.id, heir, { scopeId: company.id.WH as string, on: '2999-01-01' }));
    expect(await owners([suzhou, wuhu])).toEqual([analyst.id, analyst.id]);
    expect(await owners([suzhou, wuhu], '2999-01-01')).toEqual([analyst.id, heir]);
  });

  test('tells where the other could not record, and is refused without a reason, to oneself and to who has left', async () => {
    const { analyst } = company.people;
    const gone = await person('left');
    await draft(analyst, 'SZ', '2024-06-05');
    const moving = await moves(asked(analyst.id, gone));
    expect(moving.outOfReach).toEqual([company.id.SZ]);
    await expect(
      does((tx) => handOver(tx, asked(analyst.id, gone), moving, { reason: ' ', via: 'system' })),
    ).rejects.toThrow('reason_required');
    await expect(moves(asked(analyst.id, analyst.id))).rejects.toThrow('wrong_input');
    await setActive(company.db, gone, false);
    await expect(moves(asked(analyst.id, gone))).rejects.toThrow('not_active');
  });

  test('leaves the history whole', async () => {
    await untilFinal(company);
    await seal(company.db);
    expect(await verifyHistory(company.db, kinds)).toMatchObject({ ok: true, discrepancies: [] });
  });
});
