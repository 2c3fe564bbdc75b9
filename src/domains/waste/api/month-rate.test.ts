// The rate of a month with its drafts: what it comes to, what moved it against last month, and what stays as approved.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SmallCompany } from '../../../../tests/small-company.ts';
import { openSmallServer, type SmallServer } from '../../../app/small-server.test-fixture.ts';
import type { MonthRate } from '../model/month-rate.ts';

let server: SmallServer;
let company: SmallCompany;
let suzhou: string;
beforeAll(async () => {
  server = await openSmallServer();
  ({ company } = server);
  suzhou = await server.cookieOf(company.people.suzhou.id);
});
afterAll(() => server?.close());
beforeEach(() => company.rewind());

const said = (on: string, stream: string, treatment: string, tonnes: string) => ({
  ...{ site: company.id.SZ as string, on, tonnes, treatment },
  stream: company.id[stream] as string,
});
const rate = async (lang = 'en'): Promise<MonthRate> => {
  const answer = await server.ask(suzhou, { url: `/api/v1/waste/month/rate?site=site:SZ&month=2024-06&lang=${lang}` });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};

test('drafts are in the new rate and in no approved one; what moved it adds up and is said in a sentence', async () => {
  await company.loadAt('approved', said('2024-05-06', 'PAPER', 'recycle_organic', '40'));
  await company.loadAt('approved', said('2024-05-07', 'REFUSE', 'landfill', '10'));
  await company.loadAt('approved', said('2024-06-03', 'REFUSE', 'landfill', '10'));
  await company.loadAt('submitted', said('2024-06-04', 'PAPER', 'recycle_organic', '40'));
  await company.loadAt('draft', said('2024-06-05', 'PAPER', 'recycle_organic', '50'));
  const june = await rate();
  expect(june).toMatchObject({
    ...{ rate: { value: '0.9', printed: '90.0 %' }, massTonnes: '100', isProvisional: true },
    lastMonth: { printed: '80.0 %' },
    // 40 of 60 t approved in the year; with the month 130 of 150 t
    toDate: { approved: { printed: '66.7 %' }, withMonth: { printed: '86.7 %' } },
    movement: {
      change: { value: '0.1', printed: '+10.0 points' },
      streams: [
        { code: 'REFUSE', share: { value: '0.085' }, parts: [{ treatment: 'landfill', massTonnes: '10' }] },
        { code: 'PAPER', share: { value: '0.015' } },
      ],
    },
  });
  expect(june.words).toBe(
    'June 2024 comes to 90.0 %, 10.0 points above May 2024. Most of it: Refuse +8.5 points, Waste paper +1.5 points.',
  );
  expect((await rate('zh')).words).toBe(
    '2024年6月转化率为90.0%，较2024年5月上升10.0 个百分点。主要影响：生活垃圾+8.5 个百分点，废纸+1.5 个百分点。',
  );
});

test('without a rate of last month there is nothing to compare; without loads there is none at all', async () => {
  expect(await rate()).toMatchObject({ rate: null, movement: null, isProvisional: false, massTonnes: '0' });
  await company.loadAt('draft', said('2024-06-05', 'PAPER', 'recycle_organic', '5'));
  expect(await rate()).toMatchObject({ rate: { printed: '100.0 %' }, lastMonth: null, movement: null });
  expect((await rate()).words).toBe('June 2024 comes to 100.0 %. There is no rate of May 2024 to compare it with.');
});

test('what is approved needs no mark', async () => {
  await company.loadAt('approved', said('2024-06-03', 'REFUSE', 'landfill', '10'));
  expect(await rate()).toMatchObject({ rate: { printed: '0.0 %' }, isProvisional: false });
});
