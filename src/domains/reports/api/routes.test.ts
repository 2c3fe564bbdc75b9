// What the endpoints of reports, targets and the waste dashboard answer, to whom, and when they answer anew.
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kinds, kpis, summedKinds, words } from '#app/wiring.ts';
import { targetRoutes } from '#domains/targets/api/progress.ts';
import { wasteDashboardRoutes } from '#domains/waste/api/dashboard.ts';
import { type Session, sessionOf } from '#platform/access/session.ts';
import { makeServer } from '#platform/http/server.ts';
import { openSmallCompany, type SmallCompany, TODAY } from '../../../../tests/small-company.ts';
import type { ReportDocument } from '../model/document.ts';
import { figuresOf } from '../render/figure-register.ts';
import { reportRoutes } from './routes.ts';

let company: SmallCompany;
let app: FastifyInstance;
let who: keyof SmallCompany['people'] | null = 'administrator';

beforeAll(async () => {
  company = await openSmallCompany();
  const { db, figures, packs, id } = company;
  const shipped = (site: string, on: string, tonnes: string, treatment: string) =>
    company.approved('waste.load', company.load({ site: id[site] as string, on, tonnes, treatment }));
  await shipped('SZ', '2023-03-05', '50', 'recycle_organic');
  await shipped('SZ', '2024-01-10', '44', 'recycle_organic');
  await shipped('SZ', '2024-02-10', '6', 'landfill');
  await shipped('WH', '2024-04-10', '40', 'recycle_organic');
  await shipped('WH', '2024-05-10', '10', 'landfill');
  await company.approved(
    'targets.target',
    {
      code: 'T-WASTE',
      title: { en: 'Raise the rate', zh: '提高转化率' },
      measure: 'quantitative',
      kpi: 'waste.conversion-rate',
      baseYear: '2023-01-01',
    },
    [{ year: '2024-01-01', value: '0.88' }],
  );
  await figures.settle();
  const world = {
    db,
    figures,
    kinds,
    summed: summedKinds,
    kpis,
    words,
    packs,
    url: 'https://green.example',
    todayIn: () => TODAY,
  };
  app = await makeServer({
    routes: [...reportRoutes(world), ...targetRoutes(world), ...wasteDashboardRoutes(world)],
    words,
    language: 'en',
    sessionOf: async (): Promise<Session | null> => (who ? sessionOf(db, company.people[who].id, TODAY) : null),
    webFolder: '/nowhere',
    maxUploadBytes: 1024 * 1024,
    refuseForeignOrigin: () => undefined,
    baseUrl: 'http://localhost',
  });
}, 240_000);
afterAll(async () => {
  await app?.close();
  await company?.close();
});

async function get<T>(
  path: string,
  as: typeof who = 'administrator',
  language = 'en',
): Promise<{ status: number; body: T }> {
  who = as;
  const answer = await app.inject({ url: `/api/v1${path}`, headers: { 'accept-language': language } });
  return { status: answer.statusCode, body: answer.json() as T };
}
async function post<T>(
  path: string,
  payload: object,
  as: typeof who = 'administrator',
): Promise<{ status: number; body: T }> {
  who = as;
  const answer = await app.inject({ method: 'POST', url: `/api/v1${path}`, payload });
  return { status: answer.statusCode, body: answer.json() as T };
}
interface ReportAnswer {
  document: ReportDocument;
  period: string;
  editions: { id: string; number: number }[];
  mayPublish: boolean;
}
const rateOf = (document: ReportDocument) =>
  figuresOf(document).find(({ figure }) => figure.name?.startsWith('Waste conversion rate, Group'))?.figure;

describe('the living report', () => {
  test('is answered in the language of the reader, with whether he may publish', async () => {
    const { status, body } = await get<ReportAnswer>('/report?period=2024-H1');
    expect(status).toBe(200);
    expect(body).toMatchObject({ period: '2024-H1', editions: [], mayPublish: true });
    expect(rateOf(body.document)?.text).toBe('84.0 %');
    expect((await get<ReportAnswer>('/report?period=2024-H1', 'auditor', 'zh')).body).toMatchObject({
      document: { language: 'zh' },
      mayPublish: false,
    });
  });

  test('is kept while nothing changes, and answered anew when a figure, a statement or a target does', async () => {
    const read = async () => JSON.stringify((await get<ReportAnswer>('/report?period=2024-H1')).body.document);
    const asked = company.figures.ask;
    let questions = 0;
    company.figures.ask = (...given) => {
      questions += 1;
      return asked(...given);
    };
    try {
      const first = await read();
      questions = 0;
      expect(await Promise.all([read(), read(), read()])).toEqual([first, first, first]);
      expect(questions).toBe(0);
      await company.approved('reports.statement', {
        section: 'outlook',
        position: 1,
        tense: 'fact',
        asOf: '2024-06-30',
        text: { en: 'On we go.', zh: '继续。' },
      });
      expect(await read()).toContain('On we go.');
      await company.approved(
        'waste.load',
        company.load({ site: company.id.HP as string, on: '2024-06-01', tonnes: '25', treatment: 'recycle_organic' }),
      );
      await company.figures.settle();
      const later = await read();
      expect(later).toContain('87.2 %');
      expect(questions).toBeGreaterThan(0);
    } finally {
      company.figures.ask = asked;
    }
  });

  test('is a file in three formats', async () => {
    who = 'auditor';
    for (const [format, type] of [
      ['html', 'text/html'],
      ['pdf', 'application/pdf'],
      ['docx', 'officedocument'],
    ] as const) {
      const answer = await app.inject({ url: `/api/v1/report/draft.${format}?period=2024-H1&lang=zh` });
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['content-type']).toContain(type);
      expect(answer.headers['content-disposition']).toContain(`green-manufacturing-2024-H1-draft-zh.${format}`);
    }
  });

  test('refuses what is no period, and who is not signed in', async () => {
    expect(await get('/report?period=summer')).toMatchObject({ status: 400, body: { code: 'wrong_period' } });
    expect((await get('/report?period=2024-H1', null)).status).toBe(401);
  });
});

describe('an edition', () => {
  test('is published, listed, shown, printed and verified by an upload', async () => {
    expect((await post('/report/publish', { period: '2024-H1' }, 'auditor')).status).toBe(403);
    const made = await post<{ id: string; number: number }>('/report/publish', {
      period: '2024-H1',
      note: ' for the board ',
    });
    expect(made).toMatchObject({ status: 200, body: { number: 1 } });
    const { body: list } = await get<{ editions: object[] }>('/editions', 'auditor');
    expect(list.editions).toMatchObject([
      { number: 1, period: '2024-H1', note: 'for the board', restatedSince: [], publishedBy: { en: 'administrator' } },
    ]);
    const { body: one } = await get<{
      document: ReportDocument;
      figures: { id: string; printed: { en: string; zh: string } }[];
    }>(`/editions/${made.body.id}`, 'auditor');
    expect(rateOf(one.document)?.text).toBe('87.2 %');
    expect(new Set(one.figures.map(({ id }) => id))).toEqual(
      new Set(figuresOf(one.document).map(({ figure }) => figure.id)),
    );
    who = 'auditor';
    const file = await app.inject({ url: `/api/v1/editions/${made.body.id}/report.html?lang=en` });
    const upload = (content: string) => {
      const boundary = 'green';
      const payload = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="copy.html"\r\ncontent-type: text/html\r\n\r\n${content}\r\n--${boundary}--\r\n`;
      return app.inject({
        method: 'POST',
        url: '/api/v1/report/verify?level=2',
        payload,
        headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      });
    };
    expect((await upload(file.body)).json()).toMatchObject({
      ok: true,
      edition: { number: 1, period: '2024-H1' },
      discrepancies: [],
      level: 2,
    });
    expect((await upload(file.body.replace('87.2 %', '89.2 %'))).json()).toMatchObject({
      ok: false,
      discrepancies: [{ kind: 'altered', printedInFile: '89.2 %', printedInEdition: '87.2 %' }],
    });
    expect((await upload('nothing')).statusCode).toBe(422);
    expect((await get<ReportAnswer>('/report?period=2024-H1')).body.editions).toMatchObject([{ number: 1 }]);
    expect((await get('/editions/00000000-0000-7000-8000-00000000ffff')).status).toBe(404);
  });
});

describe('figures', () => {
  test('are answered by KPI, scope and period, as far as the reader may see', async () => {
    const asked = '/figures?kpi=waste.conversion-rate,waste.shipped-mass&scope=group,site:WH&period=2024-H1,2023-H1';
    const { body } = await get<{
      figures: { kpi: string; printed: string; scope: { name: { en: string } }; noData?: { words: string } }[];
    }>(asked);
    expect(body.figures.map(({ kpi, scope, printed }) => `${kpi} ${scope.name.en} ${printed}`)).toEqual([
      'waste.conversion-rate Group 87.2 %',
      'waste.conversion-rate Group 100.0 %',
      'waste.conversion-rate Wuhu 80.0 %',
      'waste.conversion-rate Wuhu —',
      'waste.shipped-mass Group 125.0 t',
      'waste.shipped-mass Group 50.0 t',
      'waste.shipped-mass Wuhu 50.0 t',
      'waste.shipped-mass Wuhu —',
    ]);
    expect(body.figures[3]?.noData?.words).toBe('Nothing was recorded in this period.');
    const own = await get<typeof body>(asked, 'suzhou');
    expect(new Set(own.body.figures.map(({ scope }) => scope.name.en))).toEqual(new Set(['Group']));
    expect(await get('/figures?kpi=waste.unknown&period=2024-H1')).toMatchObject({
      status: 404,
      body: { code: 'unknown_kpi' },
    });
  });

  test('lead to where they come from, in small letters too', async () => {
    const { body } = await get<{ figures: { id: string }[] }>('/figures?kpi=waste.shipped-mass&period=2024-H1');
    const id = body.figures[0]?.id as string;
    const { body: why } = await get<{ loads: object; formula: string }>(`/f/${id.toLowerCase()}`, 'auditor', 'zh');
    expect(why).toMatchObject({
      loads: { count: 5, sumTonnes: '125' },
      formula: expect.stringMatching(/^所有出厂转移记录的计入重量之和。/),
    });
  });
});

describe('the dashboard of waste', () => {
  interface Dashboard {
    top: { figure: { kpi: string; printed: string }; target: { status: string } | null; spark: object[] }[];
    trend: { months: { period: string; rate: string | null }[]; target: object[] };
    treatments: { code: string; hierarchy: string; massTonnes: string; share: string }[];
    ranking: {
      scope: { name: { en: string } };
      status: string;
      changePoints: string | null;
      cause: { code: string; words: string } | null;
    }[];
  }
  test('shows four figures, the trend with its step, the treatments and who is behind for which reason', async () => {
    const { body } = await get<Dashboard>('/dashboards/waste?period=2024-H1');
    expect(body.top.map(({ figure }) => figure.printed)).toEqual(['87.2 %', '90.1 %', '87.2 %', '125.0 t']);
    expect(body.top[0]?.target).toMatchObject({ status: 'at_risk', printed: '88.0 %', year: 2024 });
    expect(body.trend.months).toHaveLength(18);
    expect(body.trend.months.at(-5)).toMatchObject({ period: '2024-02', rate: '0' });
    expect(body.treatments).toMatchObject([
      { code: 'recycle_organic', hierarchy: 'recycling', massTonnes: '109', share: '0.872' },
      { code: 'landfill', hierarchy: 'disposal', massTonnes: '16', share: '0.128' },
    ]);
    const ranked = Object.fromEntries(body.ranking.map((one) => [one.scope.name.en, one]));
    expect(ranked.Wuhu).toMatchObject({
      status: 'behind',
      changePoints: null,
      cause: { code: 'landfill.paper', words: 'Landfill: Paper' },
    });
    expect(ranked.Suzhou).toMatchObject({ status: 'on_track', changePoints: '-0.12' });
    expect(ranked['Hai Phong']).toMatchObject({ status: 'on_track', cause: null });
  });

  test('says like for like over Suzhou alone, 50 of 50 t last year, and each of its numbers leads to its figures', async () => {
    interface LikeForLike {
      likeForLike: Record<'change' | 'compared' | 'either', { id: string; printed: string }> | null;
    }
    const asked = '/dashboards/waste?period=2024-H1';
    const [rate, ...others] = (await get<{ top: LikeForLike[] }>(asked)).body.top;
    expect(rate?.likeForLike).toMatchObject({
      change: { printed: '−12.0 points' },
      compared: { printed: '1' },
      either: { printed: '3' },
    });
    for (const { id, printed } of Object.values(rate?.likeForLike ?? {}))
      expect((await get(`/f/${id}`)).body).toMatchObject({ figure: { printed } });
    expect(others.map(({ likeForLike }) => likeForLike)).toEqual([null, null, null]);
    const own = await get<{ top: LikeForLike[] }>(`${asked}&scope=site:SZ`);
    expect(own.body.top[0]?.likeForLike).toBeNull();
  });

  test('is a factory’s own for its recorder, and closed to him for another', async () => {
    expect((await get<Dashboard>('/dashboards/waste?period=2024-H1&scope=site:SZ', 'suzhou')).body).toMatchObject({
      top: [{ figure: { printed: '88.0 %' } }, {}, {}, {}],
      ranking: [],
    });
    expect(await get('/dashboards/waste?period=2024-H1&scope=site:WH', 'suzhou')).toMatchObject({ status: 403 });
  });
});

test('targets say where they stand and where they are heading', async () => {
  const { body } = await get<{ targets: object[] }>('/targets/progress?period=2024-H1', 'auditor');
  expect(body.targets).toMatchObject([
    {
      code: 'T-WASTE',
      steps: [{ year: 2024, value: '0.88', printed: '88.0 %' }],
      current: { printed: '87.2 %' },
      forecast: { method: 'recent_continues' },
      status: 'at_risk',
    },
  ]);
});
