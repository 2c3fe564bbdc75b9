// A month from what is expected to the receipt: signed as none, estimated, asked about, submitted, replaced by the actual, closed.
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SmallCompany } from '../../../../tests/small-company.ts';
import { openSmallServer, type SmallServer } from '../../../app/small-server.test-fixture.ts';
import type { WasteMonth } from '../model/month.ts';

let server: SmallServer;
let company: SmallCompany;
let suzhou: string;
let boss: string;
beforeAll(async () => {
  server = await openSmallServer();
  ({ company } = server);
  suzhou = await server.cookieOf(company.people.suzhou.id);
  boss = await server.cookieOf(company.people.administrator.id);
});
afterAll(() => server?.close());
beforeEach(() => company.rewind());

const sz = () => company.id.SZ as string;
const id = (code: string) => company.id[code] as string;
const expects = (stream: string, more: Record<string, unknown> = {}) =>
  company.approved('waste.expected-data', {
    ...{ site: sz(), stream: id(stream), what: 'load', frequency: 'monthly', from: '2024-01-01', dueDay: 10 },
    ...more,
  });
const shipped = (stream: string, on: string, tonnes: string, more: Record<string, unknown> = {}) =>
  company.approved('waste.load', { ...company.load({ site: sz(), on, tonnes, stream: id(stream) }), ...more });
const month = async (of: string, lang = 'en'): Promise<WasteMonth> => {
  const answer = await server.ask(suzhou, { url: `/api/v1/waste/month?site=site:SZ&month=${of}&lang=${lang}` });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};
const post = (url: string, payload: object, who = suzhou) =>
  server.ask(who, { method: 'POST', url: `/api/v1/waste/month/${url}`, payload });
const states = ({ expected }: WasteMonth) => Object.fromEntries(expected.map(({ code, state }) => [code, state]));

describe('what is expected', () => {
  test('come, signed as none, estimated, late; nothing before production, nothing missing that only occurs', async () => {
    await expects('PAPER');
    await expects('REFUSE');
    await expects('OIL', { frequency: 'when_it_occurs' });
    await shipped('PAPER', '2024-05-06', '8');
    await shipped('REFUSE', '2024-04-06', '3');
    const may = await month('2024-05');
    expect(states(may)).toEqual({ OIL: 'not_due', PAPER: 'in', REFUSE: 'late' });
    expect(may.counts).toEqual({ expected: 2, in: 1, nil: 0, estimated: 0, missing: 1, late: 1 });
    expect(may.expected.find(({ code }) => code === 'PAPER')).toMatchObject({
      ...{ dueOn: '2024-06-11', records: 1, approved: 1, massTonnes: '8' },
    });
    expect(may.holidaysKnown).toBe(true);
    expect((await month('2023-12')).expected).toEqual([]);
    expect(states(await month('2124-05'))).toEqual({ OIL: 'not_due', PAPER: 'not_due', REFUSE: 'not_due' });
    const signed = await post('nil', { site: sz(), month: '2024-05', streamIds: [id('REFUSE')] });
    expect(signed.json()).toMatchObject({ returns: [{ streamId: id('REFUSE'), outcome: 'new' }] });
    const again = await post('nil', { site: 'site:SZ', month: '2024-05', streamIds: [id('REFUSE')] });
    expect(again.json()).toEqual({ returns: [{ ...signed.json().returns[0], outcome: 'same' }] });
    expect(states(await month('2024-05'))).toMatchObject({ REFUSE: 'nil' });
  });

  test('what has come cannot be signed as none', async () => {
    await expects('PAPER');
    await shipped('PAPER', '2024-05-06', '8');
    const refused = await post('nil', { site: sz(), month: '2024-05', streamIds: [id('PAPER')] });
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'nil_beside_records']);
  });

  test('a stream that nobody expects is told', async () => {
    await shipped('OIL', '2024-05-06', '0.5');
    expect((await month('2024-05')).unplanned).toMatchObject([{ code: 'OIL', massTonnes: '0.5', records: 1 }]);
  });
});

describe('estimates and the actual that replaces them', () => {
  test('same month last year by output, mean of three months, head-count; recorded as an estimated load', async () => {
    await expects('PAPER', { from: '2023-01-01' });
    for (const [on, tonnes] of [
      ['2023-05-06', '8'],
      ['2024-02-06', '9'],
      ['2024-03-06', '10'],
      ['2024-04-06', '12'],
    ] as const)
      await shipped('PAPER', on, tonnes);
    const activity = (of: string, outputValueCny: string, headCount: number) =>
      company.approved('factories.activity', { site: sz(), month: `${of}-01`, outputValueCny, headCount });
    await activity('2023-05', '100', 500);
    await activity('2024-04', '140', 600);
    await activity('2024-05', '150', 650);
    const { estimates } = await month('2024-05');
    expect(estimates).toMatchObject([
      {
        streamId: id('PAPER'),
        proposals: [
          {
            ...{ method: 'same_month_last_year', massTonnes: '12', treatment: 'recycle_organic', vendorId: id('V1') },
            inputs: { lastYearMassTonnes: '8', factor: '1.5' },
          },
          { method: 'mean_of_three_months', massTonnes: '10.333' },
          // 8 t of 500 people and 12 t of 600: 18.18 kg a head.
          { method: 'head_count', massTonnes: '11.818' },
          { method: 'bins', massTonnes: null },
        ],
      },
    ]);
    const made = await post('estimate', {
      ...{ site: sz(), month: '2024-05', streamId: id('PAPER'), method: 'same_month_last_year' },
    });
    expect(made.json()).toMatchObject({ massTonnes: '12' });
    const estimate = await company.newest('waste.load', made.json().id);
    expect(estimate.values).toMatchObject({
      ...{ departedOn: '2024-05-31', 'document.type': 'estimate', estimateMethod: 'same_month_last_year' },
      ownMassTonnes: { value: '12', basis: 'estimated' },
    });
    const may = await month('2024-05');
    expect(states(may)).toEqual({ PAPER: 'estimated' });
    expect(may.coverage.estimatedMassShare).toBe('1');
    // Another method takes the place of the first: one estimate, not two.
    const second = await post('estimate', {
      ...{ site: sz(), month: '2024-05', streamId: id('PAPER'), method: 'mean_of_three_months' },
    });
    expect(second.json()).toEqual({ id: made.json().id, massTonnes: '10.333' });
  });

  test('the actual comes: the estimate is offered to be voided, and goes in the step that submits', async () => {
    await expects('PAPER');
    await shipped('PAPER', '2024-05-31', '10', {
      ...{ 'document.type': 'estimate', 'document.number': '2024-05-PAPER', estimateMethod: 'mean_of_three_months' },
      ownMassTonnes: { value: '10', entered: null, basis: 'estimated' },
    });
    const none = await post('submit', { site: sz(), month: '2024-05', trueUp: [id('PAPER')] });
    expect(none.json().code).toBe('nothing_to_true_up');
    const actual = await company.loadAt('draft', { site: sz(), on: '2024-05-20', tonnes: '9.4' });
    const may = await month('2024-05');
    expect(may.trueUps).toMatchObject([{ streamId: id('PAPER'), estimatedMassTonnes: '10', actualMassTonnes: '9.4' }]);
    const receipt = await post('submit', { site: sz(), month: '2024-05', trueUp: [id('PAPER')] });
    expect(receipt.statusCode, receipt.body).toBe(200);
    expect(receipt.json()).toMatchObject({ loads: 2, nil: 0, storage: 0 });
    const voided = await company.newest('waste.load', may.trueUps[0]?.estimateIds[0] as string);
    expect([voided.voided, voided.state]).toEqual([true, 'submitted']);
    expect((await company.newest('waste.load', actual)).state).toBe('submitted');
  });

  test('in a closed month both the actual and the end of the estimate are restatements', async () => {
    await shipped('PAPER', '2024-05-31', '10', {
      ...{ 'document.type': 'estimate', 'document.number': '2024-05-PAPER', estimateMethod: 'bins' },
      ownMassTonnes: { value: '10', entered: null, basis: 'estimated' },
    });
    const closed = await server.ask(boss, {
      ...{ method: 'POST', url: '/api/v1/periods/close' },
      payload: { kind: 'waste.load', scopeId: sz(), month: '2024-05' },
    });
    expect(closed.statusCode, closed.body).toBe(200);
    await company.record(
      company.people.suzhou,
      'waste.load',
      [{ id: uuidv7(), values: company.load({ site: sz(), on: '2024-05-20', tonnes: '9.4' }), restatement: true }],
      { reason: 'the statement came' },
    );
    const may = await month('2024-05');
    expect(may.closed).toBe(true);
    const receipt = await post('submit', { site: sz(), month: '2024-05', trueUp: [id('PAPER')] });
    expect(receipt.json()).toMatchObject({ loads: 2 });
    const voided = await company.newest('waste.load', may.trueUps[0]?.estimateIds[0] as string);
    expect([voided.voided, voided.restatement]).toEqual([true, true]);
  });
});

describe('questions before submission', () => {
  test('a month that changed is asked once, in the reader’s language, and goes on when it is answered', async () => {
    await shipped('PAPER', '2024-04-06', '4');
    await company.loadAt('draft', { site: sz(), on: '2024-05-06', tonnes: '8.5' });
    const [asked, ...more] = (await month('2024-05', 'zh')).questions;
    expect(more).toEqual([]);
    expect(asked).toMatchObject({
      ...{ question: 'change_on_last_month', code: 'PAPER', explanation: null },
      facts: { massTonnes: '8.5', beforeMassTonnes: '4', changeShare: '1.125' },
      words: '废纸：本月 8.5 t，上月 4.0 t（+112.5%）。变化原因是什么？',
    });
    const refused = await post('submit', { site: sz(), month: '2024-05' });
    expect([refused.statusCode, refused.json().code, refused.json().facts]).toEqual([
      ...[409, 'questions_open'],
      { open: 1, more: 0 },
    ]);
    await company.record(company.people.suzhou, 'waste.explanation', [
      {
        id: uuidv7(),
        values: {
          ...{ site: sz(), month: '2024-05-01', stream: id('PAPER'), question: 'change_on_last_month' },
          explanation: 'The packing line moved here.',
        },
      },
    ]);
    expect((await month('2024-05')).questions[0]?.explanation?.text).toBe('The packing line moved here.');
    const receipt = await post('submit', { site: sz(), month: '2024-05' });
    expect(receipt.json()).toMatchObject({ loads: 1, nil: 0, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect((await post('submit', { site: sz(), month: '2024-05' })).json().code).toBe('nothing_to_submit');
  });
});

describe('statements', () => {
  test('a line covers all loads of its stream where they add up, else a subset that does; the rest is told', async () => {
    const line = { stream: id('PAPER'), massTonnes: '12.5', loads: 2 };
    await shipped('PAPER', '2024-05-06', '8');
    await shipped('PAPER', '2024-05-16', '4.5');
    await shipped('PAPER', '2024-05-26', '3');
    await shipped('REFUSE', '2024-05-26', '3', { vendor: id('V2') });
    await company.approved(
      'waste.statement',
      { site: sz(), vendor: id('V1'), month: '2024-05-01', number: 'S-1', totalMassTonnes: null },
      [line, { ...line, stream: id('REFUSE'), massTonnes: '1', loads: null }],
    );
    const { statements, vendorsWithoutStatement } = await month('2024-05');
    expect(statements).toMatchObject([
      {
        ...{ number: 'S-1', agrees: false, hasFile: false },
        lines: [
          { statedMassTonnes: '12.5', loadsMassTonnes: '12.5', agrees: true, differenceMassTonnes: '0' },
          { loadIds: [], loadsMassTonnes: '0', agrees: false, differenceMassTonnes: '1' },
        ],
      },
    ]);
    expect(vendorsWithoutStatement).toMatchObject([{ vendorId: id('V2'), loads: 1, massTonnes: '3' }]);
  });
});

test('a month does not close with something missing', async () => {
  await expects('PAPER');
  const close = () =>
    server.ask(boss, {
      ...{ method: 'POST', url: '/api/v1/periods/close' },
      payload: { kind: 'waste.load', scopeId: sz(), month: '2024-05' },
    });
  const refused = await close();
  expect(refused.statusCode).toBe(409);
  expect(refused.json()).toMatchObject({
    code: 'month_not_complete',
    problems: [{ code: 'streams_missing', facts: { count: 1, streams: 'PAPER' } }],
  });
  await shipped('PAPER', '2024-05-06', '8');
  expect((await close()).statusCode).toBe(200);
});
