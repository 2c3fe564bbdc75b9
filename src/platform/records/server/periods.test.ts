// Does a closed month stay as it is, whatever is tried, and is a restatement the only way in?
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kindOf, openSmallCompany, type SmallCompany } from '../../../../tests/small-company.ts';
import { closePeriod, reopenPeriod } from './periods.ts';
import { asRefusal } from './record.ts';

let company: SmallCompany;
let people: SmallCompany['people'];
let id: SmallCompany['id'];
const load = 'waste.load';

beforeAll(async () => {
  company = await openSmallCompany();
  ({ people, id } = company);
});
afterAll(() => company?.close());

const suzhou = (on: string, tonnes: string, ticket?: string) =>
  company.load({ site: id.SZ as string, on, tonnes, ...(ticket ? { ticket } : {}) });
const close = (month: string) =>
  company.db.as(people.reviewer, (tx) => closePeriod(tx, kindOf(load), { scopeId: id.SZ as string, month }, 'api'));
const reopen = (month: string, reason: string) =>
  company.db.as(people.reviewer, (tx) =>
    reopenPeriod(tx, kindOf(load), { scopeId: id.SZ as string, month }, reason, 'api'),
  );
const approve = async (recordId: string) => {
  await company.step(people.suzhou, load, 'submit', [recordId]);
  await company.step(people.reviewer, load, 'review', [recordId]);
  await company.step(people.secondReviewer, load, 'approve', [recordId]);
};
const counted = async (month: string) =>
  (
    await company.one(sql<{ sum: string | null }>`select sum(counting_mass_tonnes)::text as sum from waste_load
    where site_id = ${id.SZ} and month = ${`${month}-01`} and approved_seq is not null and ended_seq is null and not voided`)
  ).sum;

test('a month closes when nothing of it is open, once, and its closing is on record', async () => {
  const open = await company.loadAt('submitted', { site: id.SZ as string, on: '2023-01-09', tonnes: '3' });
  await expect(close('2023-01')).rejects.toMatchObject({ code: 'wrong_step' });
  await company.step(people.reviewer, load, 'review', [open]);
  await company.step(people.secondReviewer, load, 'approve', [open]);
  await close('2023-01');
  await expect(close('2023-01')).rejects.toMatchObject({ code: 'wrong_step' });
  expect(
    await company.one(sql`select kind, scope_id, action, actor, reason from history_entry where action = 'close'`),
  ).toEqual({
    kind: load,
    scope_id: id.SZ,
    action: 'close',
    actor: people.reviewer.id,
    reason: '2023-01',
  });
});

test('a voiding that waits for its approval keeps a month open; the draft of an import taken back does not', async () => {
  const recordId = await company.loadAt('approved', { site: id.SZ as string, on: '2023-02-09', tonnes: '3' });
  const draft = await company.loadAt('draft', { site: id.SZ as string, on: '2023-02-10', tonnes: '3' });
  await company.record(people.suzhou, load, [{ id: draft, values: {}, basedOn: 1, void: true }], {
    reason: 'taken back',
  });
  await company.record(people.suzhou, load, [{ id: recordId, values: {}, basedOn: 1, void: true }], {
    reason: 'twice',
  });
  await expect(close('2023-02')).rejects.toMatchObject({ code: 'wrong_step' });
  await approve(recordId);
  await close('2023-02');
  expect(await counted('2023-02')).toBe(null);
});

describe('in a closed month', () => {
  let standing: string;
  let elsewhere: string;
  beforeAll(async () => {
    standing = await company.loadAt('approved', {
      site: id.SZ as string,
      on: '2023-03-09',
      tonnes: '3',
      ticket: 'P-1',
    });
    elsewhere = await company.loadAt('approved', {
      site: id.SZ as string,
      on: '2023-04-09',
      tonnes: '8',
      ticket: 'P-2',
    });
    await close('2023-03');
  });
  const unchanged = async () => expect(await counted('2023-03')).toBe('3');
  const refused = { code: 'period_is_closed' };

  test('nothing is added', async () => {
    await expect(
      company.record(people.suzhou, load, [{ id: uuidv7(), values: suzhou('2023-03-31', '1') }]),
    ).rejects.toMatchObject(refused);
    await unchanged();
  });

  test('nothing is corrected, and nothing voided', async () => {
    await expect(
      company.record(people.suzhou, load, [{ id: standing, values: suzhou('2023-03-09', '4', 'P-1'), basedOn: 1 }]),
    ).rejects.toMatchObject(refused);
    await expect(
      company.record(people.suzhou, load, [{ id: standing, values: {}, basedOn: 1, void: true }], { reason: 'no' }),
    ).rejects.toMatchObject(refused);
    await unchanged();
  });

  test('nothing is moved into it from another month, nor out of it into another', async () => {
    await expect(
      company.record(people.suzhou, load, [{ id: elsewhere, values: suzhou('2023-03-30', '8', 'P-2'), basedOn: 1 }]),
    ).rejects.toMatchObject(refused);
    await expect(
      company.record(people.suzhou, load, [{ id: standing, values: suzhou('2023-04-01', '3', 'P-1'), basedOn: 1 }]),
    ).rejects.toMatchObject(refused);
    await unchanged();
  });

  test('not even the operator writes there', async () => {
    await expect(company.approved(load, suzhou('2023-03-31', '1'))).rejects.toMatchObject(refused);
  });

  test('the month of another site, the next day and another kind stay open', async () => {
    await company.loadAt('approved', { site: id.WH as string, on: '2023-03-31', tonnes: '1' });
    await company.loadAt('approved', { site: id.SZ as string, on: '2023-04-01', tonnes: '1' });
    await company.approved('factories.activity', { site: id.SZ, month: '2023-03', headCount: 5 });
  });
});

describe('the database itself refuses,', () => {
  const direct = (query: ReturnType<typeof sql>) =>
    company.db
      .as(people.administrator, (tx) => query.execute(tx))
      .catch((error: unknown) => Promise.reject(asRefusal(error)));
  const refused = { code: 'period_is_closed' };

  test('whatever a program forgot to ask, the approval of what was open when the month closed', async () => {
    const late = await company.loadAt('reviewed', { site: id.SZ as string, on: '2023-05-09', tonnes: '3' });
    await company.db.as(people.administrator, (tx) =>
      sql`insert into period_closed (kind, scope_id, month, closed_seq, closed_by) values ('waste.load', ${id.SZ}, '2023-05-01', app_seq(), app_actor())`.execute(
        tx,
      ),
    );
    await expect(
      company
        .step(people.secondReviewer, load, 'approve', [late])
        .catch((error: unknown) => Promise.reject(asRefusal(error))),
    ).rejects.toMatchObject(refused);
    await expect(
      direct(sql`update waste_load set state = 'approved', approved_seq = app_seq() where id = ${late}`),
    ).rejects.toMatchObject(refused);
    expect(await counted('2023-05')).toBe(null);
  });

  test('and that what counts in it ends, or a row is written past the check', async () => {
    const standing = await company.loadAt('approved', {
      site: id.SZ as string,
      on: '2023-06-09',
      tonnes: '3',
      ticket: 'P-6',
    });
    // Recorded while the month was open, approved after it closed: it would take the load out of the closed month.
    await company.record(people.suzhou, load, [{ id: standing, values: suzhou('2023-07-01', '3', 'P-6'), basedOn: 1 }]);
    await company.step(people.suzhou, load, 'submit', [standing]);
    await company.step(people.reviewer, load, 'review', [standing]);
    await close('2023-06');
    await expect(
      company
        .step(people.secondReviewer, load, 'approve', [standing])
        .catch((error: unknown) => Promise.reject(asRefusal(error))),
    ).rejects.toMatchObject(refused);
    await expect(
      direct(sql`update waste_load set ended_seq = app_seq() where id = ${standing} and revision = 1`),
    ).rejects.toMatchObject(refused);
    await expect(
      direct(sql`update waste_load set approved_seq = null where id = ${standing} and revision = 1`),
    ).rejects.toMatchObject(refused);
    expect(await counted('2023-06')).toBe('3');
    expect(await counted('2023-07')).toBe(null);
  });
});

describe('a restatement', () => {
  test('says why, and passes the same steps, and then the closed month says something else', async () => {
    const recordId = await company.loadAt('approved', {
      site: id.SZ as string,
      on: '2022-03-09',
      tonnes: '3',
      ticket: 'R-1',
    });
    await close('2022-03');
    const restate = (tonnes: string, reason?: string) =>
      company.record(
        people.suzhou,
        load,
        [{ id: recordId, values: suzhou('2022-03-09', tonnes, 'R-1'), basedOn: 1, restatement: true }],
        reason ? { reason } : {},
      );
    await expect(restate('5')).rejects.toMatchObject({ code: 'reason_required' });
    await restate('5', 'the ticket was misread');
    expect(await counted('2022-03')).toBe('3');
    await approve(recordId);
    expect(await counted('2022-03')).toBe('5');
    expect(
      await company.one(sql`select revision, restatement, written.reason from waste_load l join history_entry written on written.seq = l.written_seq and written.action = 'record'
      where l.id = ${recordId} and l.latest`),
    ).toEqual({ revision: 2, restatement: true, reason: 'the ticket was misread' });
  });

  test('can also bring what was forgotten, take away what was twice, and move what was misdated', async () => {
    const twice = await company.loadAt('approved', { site: id.SZ as string, on: '2022-04-09', tonnes: '3' });
    const misdated = await company.loadAt('approved', {
      site: id.SZ as string,
      on: '2022-04-30',
      tonnes: '7',
      ticket: 'R-4',
    });
    await close('2022-04');
    const [forgotten] = await company.record(
      people.suzhou,
      load,
      [{ id: uuidv7(), values: suzhou('2022-04-02', '20'), restatement: true }],
      { reason: 'found in a drawer' },
    );
    await company.record(people.suzhou, load, [{ id: twice, values: {}, basedOn: 1, void: true, restatement: true }], {
      reason: 'entered twice',
    });
    await company.record(
      people.suzhou,
      load,
      [{ id: misdated, values: suzhou('2022-05-01', '7', 'R-4'), basedOn: 1, restatement: true }],
      { reason: 'left after midnight' },
    );
    expect(await counted('2022-04')).toBe('10');
    for (const recordId of [forgotten?.id ?? '', twice, misdated]) await approve(recordId);
    expect([await counted('2022-04'), await counted('2022-05')]).toEqual(['20', '7']);
  });
});

test('a month opens again with a reason, and only while no edition has printed it', async () => {
  await company.loadAt('approved', { site: id.SZ as string, on: '2022-07-09', tonnes: '3' });
  await close('2022-07');
  await expect(reopen('2022-07', ' ')).rejects.toMatchObject({ code: 'reason_required' });
  await reopen('2022-07', 'the weighbridge was wrong all month');
  await expect(reopen('2022-07', 'again')).rejects.toMatchObject({ code: 'wrong_step' });
  await company.loadAt('approved', { site: id.SZ as string, on: '2022-07-10', tonnes: '4' });
  expect(await counted('2022-07')).toBe('7');
  await close('2022-07');
  await company.db.as(people.administrator, (tx) =>
    sql`insert into edition (id, number, period, from_on, before_on, published_at, published_by, seq, frozen, documents, content_hash)
      values (${uuidv7()}, 1, '2022-H2', '2022-07-01', '2023-01-01', now(), app_actor(), app_seq(), '{}', '{}', '\\x00')`.execute(
      tx,
    ),
  );
  await expect(reopen('2022-07', 'once more')).rejects.toMatchObject({ code: 'edition_covers_period' });
});
