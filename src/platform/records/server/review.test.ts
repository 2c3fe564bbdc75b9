// From record to approval: who may take which step, what it is bound to, and which revision counts meanwhile.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kindOf, openSmallCompany, type SmallCompany, seen } from '../../../../tests/small-company.ts';
import { importFile } from '../../intake/imports.ts';
import { type Step, steps } from '../declare/review-steps.ts';
import { move, openFor } from './move.ts';
import { listRecords, listRevisions } from './read.ts';

let company: SmallCompany;
let people: SmallCompany['people'];
let id: SmallCompany['id'];
let folder: string;
beforeAll(async () => {
  company = await openSmallCompany();
  ({ people, id } = company);
  folder = mkdtempSync(join(tmpdir(), 'greenfab-review-'));
});
afterAll(async () => {
  await company?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const load = 'waste.load';
const suzhouLoad = (tonnes: string, more: Partial<Parameters<SmallCompany['load']>[0]> = {}) =>
  company.load({ site: id.SZ as string, on: '2024-06-03', tonnes, ...more });
const states = async (recordId: string) =>
  (await company.db.as(people.auditor, (tx) => listRevisions(tx, kindOf(load), recordId))).map(
    (one) => `${one.revision} ${one.state}${one.counts ? ' counts' : ''}${one.latest ? ' latest' : ''}`,
  );
const mass = (values: Record<string, unknown>) => (values.ownMassTonnes as { value: string }).value;

describe('a load of two steps', () => {
  test('is recorded by one, reviewed by another, approved by a third, and each is on record', async () => {
    const recordId = uuidv7();
    const [made] = await company.record(people.suzhou, load, [{ id: recordId, values: suzhouLoad('4') }]);
    expect(made).toMatchObject({ revision: 1, outcome: 'new', state: 'draft' });
    expect(await states(recordId)).toEqual(['1 draft latest']);
    await company.step(people.suzhou, load, 'submit', [recordId]);
    expect(await states(recordId)).toEqual(['1 submitted latest']);
    await company.step(people.suzhouManager, load, 'review', [recordId]);
    expect(await states(recordId)).toEqual(['1 reviewed latest']);
    await company.step(people.reviewer, load, 'approve', [recordId]);
    expect(await states(recordId)).toEqual(['1 approved counts latest']);
    const events = await company.all(sql<{ step: string; actor: string; same: boolean }>`
      select e.step, e.actor, e.content_hash = l.content_hash and e.revision = l.revision and e.scope_id = l.site_id as same
      from review_event e join waste_load l on l.id = e.record_id where e.record_id = ${recordId} order by e.seq`);
    expect(events).toEqual([
      { step: 'submit', actor: people.suzhou.id, same: true },
      { step: 'review', actor: people.suzhouManager.id, same: true },
      { step: 'approve', actor: people.reviewer.id, same: true },
    ]);
    const entries = await company.all(sql<{ action: string; actor: string; rows: number }>`
      select h.action, h.actor, h.rows from history_entry h join waste_load l on l.id = ${recordId}
      where h.seq in (l.written_seq, l.submitted_seq, l.approved_seq) or h.seq in (select seq from review_event where record_id = l.id) order by h.seq`);
    expect(entries.map((one) => `${one.action} ${one.rows}`)).toEqual([
      'record 1',
      'submit 1',
      'review 1',
      'approve 1',
    ]);
  });

  test('cannot be passed by who submitted it, nor approved by who reviewed it', async () => {
    const recordId = uuidv7();
    await company.record(people.administrator, load, [{ id: recordId, values: suzhouLoad('4') }]);
    await company.step(people.administrator, load, 'submit', [recordId]);
    await expect(company.step(people.administrator, load, 'review', [recordId])).rejects.toMatchObject({
      code: 'own_submission',
    });
    await company.step(people.reviewer, load, 'review', [recordId]);
    for (const actor of [people.administrator, people.reviewer]) {
      await expect(company.step(actor, load, 'approve', [recordId])).rejects.toMatchObject({ code: 'own_submission' });
    }
    expect(await states(recordId)).toEqual(['1 reviewed latest']);
    await company.step(people.secondReviewer, load, 'approve', [recordId]);
    expect(await states(recordId)).toEqual(['1 approved counts latest']);
  });

  test('takes no step out of turn, and none twice', async () => {
    const recordId = uuidv7();
    await company.record(people.suzhou, load, [{ id: recordId, values: suzhouLoad('4') }]);
    const wrong = async (...out: Step[]) => {
      for (const step of out) {
        const words = step === 'return' ? [{ field: null, words: 'why?' }] : undefined;
        await expect(company.step(people.reviewer, load, step, [recordId], words), step).rejects.toMatchObject({
          code: 'wrong_step',
        });
      }
    };
    await wrong('review', 'approve', 'return');
    await company.step(people.suzhou, load, 'submit', [recordId]);
    await wrong('submit', 'approve');
    await company.step(people.secondReviewer, load, 'review', [recordId]);
    await wrong('submit', 'review');
    await company.step(people.reviewer, load, 'approve', [recordId]);
    await wrong('submit', 'review', 'approve', 'return');
  });

  test('the same table of steps is closed: nothing leads out of approved but a new revision', () => {
    for (const rows of Object.values(steps)) {
      expect(rows.filter((row) => row.from.includes('approved'))).toEqual([]);
      expect(rows.filter((row) => row.to === 'draft')).toEqual([]);
    }
    expect(steps.none.map(({ step, by }) => `${step} by ${by}`)).toEqual(['submit by record']);
  });
});

describe('what a reviewer passes is exactly what he saw', () => {
  test('a load that was corrected meanwhile is not passed by its old revision', async () => {
    const recordId = await company.loadAt('submitted', { site: id.SZ as string, on: '2024-06-03', tonnes: '4' });
    const before = seen(await company.newest(load, recordId));
    await company.record(people.suzhou, load, [{ id: recordId, values: suzhouLoad('5'), basedOn: 1 }]);
    const pass = (bound: typeof before) =>
      company.db.as(people.reviewer, (tx) => move(tx, kindOf(load), [bound], { step: 'review', via: 'api' }));
    await expect(pass(before)).rejects.toMatchObject({ code: 'changed_since' });
    await company.step(people.suzhou, load, 'submit', [recordId]);
    await expect(pass(before)).rejects.toMatchObject({ code: 'changed_since' });
    const now = seen(await company.newest(load, recordId));
    await expect(pass({ ...now, hash: before.hash })).rejects.toMatchObject({ code: 'changed_since' });
    await expect(pass({ ...now, revision: 9 })).rejects.toMatchObject({ code: 'not_found' });
    await pass(now);
  });

  test('of many, all are passed or none', async () => {
    const [one, other] = [
      await company.loadAt('submitted', { site: id.SZ as string, on: '2024-06-03', tonnes: '4' }),
      await company.loadAt('draft', { site: id.SZ as string, on: '2024-06-04', tonnes: '4' }),
    ];
    await expect(company.step(people.reviewer, load, 'review', [one, other])).rejects.toMatchObject({
      code: 'wrong_step',
    });
    expect(await states(one)).toEqual(['1 submitted latest']);
  });

  test('two who correct the same revision: the second is told', async () => {
    const recordId = await company.loadAt('draft', { site: id.SZ as string, on: '2024-06-03', tonnes: '4' });
    const correct = (tonnes: string, basedOn?: number) =>
      company.record(people.suzhou, load, [
        { id: recordId, values: suzhouLoad(tonnes, { ticket: 'same' }), ...(basedOn ? { basedOn } : {}) },
      ]);
    await correct('5', 1);
    await expect(correct('6', 1)).rejects.toMatchObject({ code: 'changed_since', facts: { seen: 1, now: 2 } });
    await expect(correct('6')).rejects.toMatchObject({ code: 'already_exists' });
    // Sending the same twice, as a phone on a bad line does, is once.
    expect(await correct('5', 1)).toMatchObject([{ outcome: 'same', revision: 2 }]);
  });

  test('two who send the same correction at the same moment: one revision follows the other or one is told', async () => {
    const recordId = await company.loadAt('draft', { site: id.SZ as string, on: '2024-06-03', tonnes: '4' });
    const outcomes = await Promise.allSettled(
      ['5', '6', '7'].map((tonnes) =>
        company.record(people.suzhou, load, [{ id: recordId, values: suzhouLoad(tonnes), basedOn: 1 }]),
      ),
    );
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    for (const one of outcomes)
      if (one.status === 'rejected')
        expect(one.reason).toMatchObject({ code: expect.stringMatching(/^(changed_since|already_exists)$/) });
    expect(await states(recordId)).toEqual(['1 draft', '2 draft latest']);
  });
});

describe('what is returned', () => {
  test('says in words what is to be mended, comes back by the recorder, and is passed again', async () => {
    const recordId = await company.loadAt('submitted', { site: id.SZ as string, on: '2024-06-03', tonnes: '40' });
    for (const words of [undefined, [], [{ field: 'ownMassTonnes', words: '  ' }]]) {
      await expect(company.step(people.reviewer, load, 'return', [recordId], words)).rejects.toMatchObject({
        code: 'words_required',
      });
    }
    await company.step(
      people.reviewer,
      load,
      'return',
      [recordId],
      [{ field: 'ownMassTonnes', words: 'The ticket says 4 t.' }],
    );
    expect(await states(recordId)).toEqual(['1 returned latest']);
    const told = await company.one(
      sql<{ words: unknown }>`select words from review_event where record_id = ${recordId} and step = 'return'`,
    );
    expect(told.words).toEqual([{ field: 'ownMassTonnes', words: 'The ticket says 4 t.' }]);
    await company.record(people.suzhou, load, [{ id: recordId, values: suzhouLoad('4'), basedOn: 1 }]);
    await company.step(people.suzhou, load, 'submit', [recordId]);
    await company.step(people.reviewer, load, 'review', [recordId]);
    await company.step(people.secondReviewer, load, 'approve', [recordId]);
    expect(await states(recordId)).toEqual(['1 returned', '2 approved counts latest']);
  });

  test('may come back as it is, when it was right; who reviewed it then reviews it again', async () => {
    const recordId = await company.loadAt('reviewed', { site: id.SZ as string, on: '2024-06-03', tonnes: '4' });
    await company.step(people.secondReviewer, load, 'return', [recordId], [{ field: null, words: 'Is this right?' }]);
    await company.step(people.suzhou, load, 'submit', [recordId]);
    expect(await states(recordId)).toEqual(['1 submitted latest']);
    await company.step(people.reviewer, load, 'review', [recordId]);
    await company.step(people.secondReviewer, load, 'approve', [recordId]);
    expect(await states(recordId)).toEqual(['1 approved counts latest']);
  });

  test('and was submitted by an import comes back to who imported it, who may not pass it himself', async () => {
    const path = join(folder, 'submitted.csv');
    writeFileSync(
      path,
      'Factory,Departed on,Waste stream,Treatment,Own weight (t),Document type,Document number,Document line,Vendor\nSZ,2024-06-03,PAPER,recycle_organic,4,weigh_ticket,IMPORTED,1,V1\n',
    );
    await importFile(
      company.intake,
      people.administrator,
      {
        ...{ importId: uuidv7(), kind: kindOf(load), path, fileName: 'submitted.csv', sha256: null },
        ...{ fixed: {}, chosen: {}, mended: {} },
      },
      { acceptGood: false, state: 'submitted', via: 'import' },
    );
    const { id: recordId } = await company.one(
      sql<{ id: string }>`select id from waste_load where document_number = 'IMPORTED'`,
    );
    await expect(company.step(people.administrator, load, 'review', [recordId])).rejects.toMatchObject({
      code: 'own_submission',
    });
    await company.step(people.suzhouManager, load, 'return', [recordId], [{ field: null, words: 'Which ticket?' }]);
    const told = await company.all(sql<{ to: string }>`
      select person_id as to from notice_request where message = 'returned' and opens like ${`%${recordId}%`}`);
    expect(told).toEqual([{ to: people.administrator.id }]);
  });

  test('is not passed by who recorded it either, whoever submitted it', async () => {
    const recordId = uuidv7();
    await company.record(people.suzhouManager, load, [{ id: recordId, values: suzhouLoad('4') }]);
    await company.step(people.suzhou, load, 'submit', [recordId]);
    await expect(company.step(people.suzhouManager, load, 'review', [recordId])).rejects.toMatchObject({
      code: 'own_submission',
    });
  });
});

describe('a correction', () => {
  const shownMass = async (which: 'counting' | 'shown', recordId: string) => {
    const { records } = await company.db.as(people.auditor, (tx) =>
      listRecords(tx, kindOf(load), { which, filters: [], limit: 500, offset: 0, sums: [] }),
    );
    return records.filter((one) => one.id === recordId).map((one) => mass(one.values));
  };

  test('leaves the last approved revision counting until it is approved itself', async () => {
    const recordId = await company.loadAt('approved', {
      site: id.SZ as string,
      on: '2024-06-03',
      tonnes: '4',
      ticket: 'C-1',
    });
    const at = async () => [await shownMass('counting', recordId), await shownMass('shown', recordId)];
    expect(await at()).toEqual([['4'], ['4']]);
    await company.record(people.suzhou, load, [
      { id: recordId, values: suzhouLoad('6', { ticket: 'C-1' }), basedOn: 1 },
    ]);
    expect(await at()).toEqual([['4'], ['4']]); // a draft is nobody's business yet
    await company.step(people.suzhou, load, 'submit', [recordId]);
    expect(await at()).toEqual([['4'], ['6']]);
    await company.step(people.reviewer, load, 'review', [recordId]);
    expect(await at()).toEqual([['4'], ['6']]);
    await company.step(people.secondReviewer, load, 'approve', [recordId]);
    expect(await at()).toEqual([['6'], ['6']]);
    expect(await states(recordId)).toEqual(['1 approved', '2 approved counts latest']);
    const [before, after] = await company.all(
      sql<{
        ended_seq: number;
        approved_seq: number;
      }>`select ended_seq, approved_seq from waste_load where id = ${recordId} order by revision`,
    );
    expect(before?.ended_seq).toBe(after?.approved_seq);
  });

  test('that is returned leaves everything as it was', async () => {
    const recordId = await company.loadAt('approved', {
      site: id.SZ as string,
      on: '2024-06-03',
      tonnes: '4',
      ticket: 'C-2',
    });
    await company.record(people.suzhou, load, [
      { id: recordId, values: suzhouLoad('60', { ticket: 'C-2' }), basedOn: 1 },
    ]);
    await company.step(people.suzhou, load, 'submit', [recordId]);
    await company.step(people.reviewer, load, 'return', [recordId], [{ field: null, words: 'No.' }]);
    expect([await shownMass('counting', recordId), await shownMass('shown', recordId)]).toEqual([['4'], ['4']]);
  });

  test('of a correction skips no approved revision: the first goes on counting, then the third does', async () => {
    const recordId = await company.loadAt('approved', {
      site: id.SZ as string,
      on: '2024-06-03',
      tonnes: '4',
      ticket: 'C-3',
    });
    for (const [basedOn, tonnes] of [
      [1, '5'],
      [2, '6'],
    ] as const) {
      await company.record(people.suzhou, load, [
        { id: recordId, values: suzhouLoad(tonnes, { ticket: 'C-3' }), basedOn },
      ]);
    }
    expect(await states(recordId)).toEqual(['1 approved counts', '2 draft', '3 draft latest']);
    await company.step(people.suzhou, load, 'submit', [recordId]);
    await company.step(people.reviewer, load, 'review', [recordId]);
    await company.step(people.secondReviewer, load, 'approve', [recordId]);
    expect(await states(recordId)).toEqual(['1 approved', '2 draft', '3 approved counts latest']);
  });

  test('back to what was there before is a revision of its own', async () => {
    const recordId = await company.loadAt('draft', {
      site: id.SZ as string,
      on: '2024-06-03',
      tonnes: '4',
      ticket: 'C-4',
    });
    await company.record(people.suzhou, load, [
      { id: recordId, values: suzhouLoad('5', { ticket: 'C-4' }), basedOn: 1 },
    ]);
    expect(
      await company.record(people.suzhou, load, [
        { id: recordId, values: suzhouLoad('4', { ticket: 'C-4' }), basedOn: 2 },
      ]),
    ).toMatchObject([{ revision: 3, outcome: 'changed' }]);
  });
});

describe('a record that should not be', () => {
  test('is voided with a reason, passes the same steps, and then counts no longer', async () => {
    const recordId = await company.loadAt('approved', {
      site: id.SZ as string,
      on: '2024-06-03',
      tonnes: '4',
      ticket: 'V-1',
    });
    const voiding = { id: recordId, values: {}, basedOn: 1, void: true };
    await expect(company.record(people.suzhou, load, [voiding])).rejects.toMatchObject({ code: 'reason_required' });
    await company.record(people.suzhou, load, [voiding], { reason: 'entered twice' });
    expect(await states(recordId)).toEqual(['1 approved counts', '2 draft latest']);
    await company.step(people.suzhou, load, 'submit', [recordId]);
    await company.step(people.reviewer, load, 'review', [recordId]);
    await company.step(people.secondReviewer, load, 'approve', [recordId]);
    expect(await states(recordId)).toEqual(['1 approved', '2 approved latest']);
    const entry = await company.one(sql<{
      action: string;
      reason: string;
    }>`select action, reason from history_entry h join waste_load l on l.written_seq = h.seq
      where l.id = ${recordId} and l.revision = 2`);
    expect(entry).toEqual({ action: 'void', reason: 'entered twice' });
    // Its ticket is free again: the right load can be recorded.
    await company.loadAt('approved', { site: id.SZ as string, on: '2024-06-03', tonnes: '4', ticket: 'V-1' });
  });

  test('is nobody’s to void that does not exist', async () => {
    await expect(
      company.record(people.suzhou, load, [{ id: uuidv7(), values: {}, void: true }], { reason: 'no' }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the same document is one record', () => {
  test('also when it is written in full width or with blanks', async () => {
    await company.loadAt('draft', { site: id.SZ as string, on: '2024-06-03', tonnes: '4', ticket: 'D-100 7' });
    for (const ticket of ['D-100 7', 'Ｄ－１００ ７', '  D-100  7 ']) {
      await expect(
        company.loadAt('draft', { site: id.SZ as string, on: '2024-06-09', tonnes: '9', ticket }),
        ticket,
      ).rejects.toMatchObject({ code: 'already_exists' });
    }
    await company.loadAt('draft', {
      site: id.SZ as string,
      on: '2024-06-03',
      tonnes: '4',
      ticket: 'D-100 7',
      vendor: id.V2 as string,
    });
    await company.loadAt('draft', { site: id.WH as string, on: '2024-06-03', tonnes: '4', ticket: 'D-100 7' });
  });

  test('twice in one request is refused as a whole', async () => {
    const values = suzhouLoad('1', { ticket: 'D-2' });
    await expect(
      company.record(people.suzhou, load, [
        { id: uuidv7(), values },
        { id: uuidv7(), values },
      ]),
    ).rejects.toMatchObject({ code: 'already_exists' });
    expect(
      await company.one(sql<{ n: number }>`select count(*)::int as n from waste_load where document_number = 'D-2'`),
    ).toEqual({ n: 0 });
  });

  test('the same id twice in one request is refused as a whole', async () => {
    const recordId = uuidv7();
    await expect(
      company.record(people.suzhou, load, [
        { id: recordId, values: suzhouLoad('1') },
        { id: recordId, values: suzhouLoad('2') },
      ]),
    ).rejects.toMatchObject({ code: 'already_exists' });
  });
});

test('the open loads of a site and month are what a step is offered, and nobody else’s', async () => {
  const mine = await company.loadAt('submitted', { site: id.SZ as string, on: '2023-02-03', tonnes: '4' });
  await company.loadAt('submitted', { site: id.WH as string, on: '2023-02-03', tonnes: '4' });
  await company.loadAt('draft', { site: id.SZ as string, on: '2023-02-03', tonnes: '4' });
  const { bound } = await company.db.as(people.suzhouManager, (tx) =>
    openFor(tx, kindOf(load), 'review', { month: '2023-02' }),
  );
  expect(bound.map((one) => one.id)).toEqual([mine]);
});

describe('kinds of fewer steps', () => {
  test('one step: who submits does not approve', async () => {
    const recordId = uuidv7();
    const values = { site: id.SZ, month: '2024-06', headCount: 10 };
    await company.record(people.suzhou, 'factories.activity', [{ id: recordId, values }]);
    await company.step(people.suzhou, 'factories.activity', 'submit', [recordId]);
    await expect(company.step(people.suzhou, 'factories.activity', 'approve', [recordId])).rejects.toMatchObject({
      code: 'own_submission',
    });
    await expect(company.step(people.reviewer, 'factories.activity', 'review', [recordId])).rejects.toMatchObject({
      code: 'wrong_step',
    });
    await company.step(people.reviewer, 'factories.activity', 'approve', [recordId]);
  });

  test('none: it counts at once, and there is no step to take with what counts', async () => {
    const values = { code: 'XX', name: { en: 'Elsewhere', zh: '其他' } };
    const [made] = await company.record(people.administrator, 'factories.region', [{ id: uuidv7(), values }]);
    expect(made).toMatchObject({ state: 'approved' });
    await expect(
      company.step(people.administrator, 'factories.region', 'approve', [made?.id ?? '']),
    ).rejects.toMatchObject({ code: 'wrong_step' });
  });
});
