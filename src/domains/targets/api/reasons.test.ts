// Does the gap that the server tells by factory and stream add up, for who may see all of it, a part, or none?
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmallServer, type SmallServer } from '#app/small-server.test-fixture.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { Exact } from '#units/quantity.ts';

interface Worth {
  points: string;
  surplusTonnes: string;
}
interface Told {
  gap: Worth & { printed: string };
  bySite: (Worth & { site: { code: string } })[];
  byStream: (Worth & { stream: { code: string } | null })[];
  lines: (Worth & { site: { code: string }; stream: { code: string } | null })[];
  withheld: Worth | null;
  notCounted: Worth | null;
}

let server: SmallServer;
const targets: Record<'group' | 'SZ' | 'words', string> = { group: '', SZ: '', words: '' };
const cookies: Record<string, string> = {};
const added = (ones: readonly (Worth | null)[]) =>
  ones.reduce((sum, one) => sum.plus(one?.surplusTonnes ?? 0), new Exact(0)).toFixed();
const reasonsOf = async (who: string, target: string) => {
  const url = `/api/v1/targets/${target}/reasons?period=2024-H1`;
  const answer = await server.ask(cookies[who] ?? null, { url });
  return { status: answer.statusCode, told: (answer.json() as { reasons?: Told | null }).reasons };
};

beforeAll(async () => {
  server = await openSmallServer();
  const { company } = server;
  const { id } = company;
  const rate = { measure: 'quantitative', kpi: 'waste.conversion-rate', title: { en: 'Rate', zh: '转化率' } };
  const steps = [{ year: '2024-01-01', value: '0.9' }];
  targets.group = await company.approved('targets.target', { ...rate, code: 'T' }, steps);
  targets.SZ = await company.approved('targets.target', { ...rate, code: 'T-SZ', site: id.SZ }, steps);
  targets.words = await company.approved('targets.target', { ...rate, code: 'G', measure: 'qualitative', kpi: null });
  // Suzhou: 40 of 50 t converted; Wuhu: 46 of 50 t. Together 86 of 100 t against 90 %.
  const on = '2024-05-02';
  await company.loadAt('approved', { site: id.SZ as string, on, tonnes: '40' });
  const refuse = { on, stream: id.REFUSE as string, treatment: 'landfill' };
  await company.loadAt('approved', { site: id.SZ as string, tonnes: '10', ...refuse });
  await company.loadAt('approved', { site: id.WH as string, on, tonnes: '46' });
  await company.loadAt('approved', { site: id.WH as string, tonnes: '4', ...refuse });
  await company.figures.settle();
  cookies.analyst = await server.cookieOf(await server.person('an.analyst', ['centre_analyst', GROUP_ID]));
  cookies.board = await server.cookieOf(await server.person('a.reader', ['board_reader', GROUP_ID]));
  cookies.suzhou = await server.cookieOf(await server.person('a.manager', ['site_manager', id.SZ as string]));
});
afterAll(() => server?.close());

test('86 of 100 t against 90 %: Suzhou costs five points, Wuhu saves one, refuse costs 12.6 and paper saves 8.6', async () => {
  const { told } = await reasonsOf('analyst', targets.group);
  expect(told?.gap).toMatchObject({ surplusTonnes: '-4', printed: '−4.00' });
  expect(told?.bySite.map(({ site, points }) => [site.code, points])).toEqual([
    ['SZ', '-0.05'],
    ['WH', '0.01'],
  ]);
  expect(told?.byStream.map(({ stream, points }) => [stream?.code, points])).toEqual([
    ['REFUSE', '-0.126'],
    ['PAPER', '0.086'],
  ]);
  expect(told?.lines[0]).toMatchObject({ site: { code: 'SZ' }, stream: { code: 'REFUSE' }, points: '-0.09' });
  expect(told && added(told.lines)).toBe('-4');
  expect(told).toMatchObject({ withheld: null, notCounted: null });
});

test('who sees the group’s figure and no record sees the gap, and one line for what is withheld', async () => {
  const { told } = await reasonsOf('board', targets.group);
  expect(told).toMatchObject({
    lines: [],
    bySite: [],
    gap: { surplusTonnes: '-4' },
    withheld: { surplusTonnes: '-4' },
  });
});

test('a manager is told his factory’s gap, and of the group’s his factory’s part; a goal in words has no gap', async () => {
  expect((await reasonsOf('suzhou', targets.SZ)).told?.gap).toMatchObject({ surplusTonnes: '-5', points: '-0.1' });
  expect((await reasonsOf('suzhou', targets.group)).told).toMatchObject({
    bySite: [{ site: { code: 'SZ' }, surplusTonnes: '-5' }],
    withheld: { surplusTonnes: '1' },
  });
  expect(await reasonsOf('analyst', targets.words)).toEqual({ status: 200, told: null });
  expect((await reasonsOf('analyst', '00000000-0000-7000-8000-000000000000')).status).toBe(404);
});

test('targets of parts stand beside the group’s, with their scope and four views', async () => {
  const answer = await server.ask(cookies.analyst ?? null, { url: '/api/v1/targets/progress?period=2024-H1' });
  const { targets: told } = answer.json() as { targets: Record<string, unknown>[] };
  expect(told.map(({ code, scope }) => [code, (scope as { code: string } | null)?.code ?? null])).toEqual([
    ['T', null],
    ['G', null],
    ['T-SZ', 'SZ'],
  ]);
  expect(told[0]).toMatchObject({
    current: { printed: '86.0 %' },
    views: { period: { printed: '86.0 %' }, lastYear: { value: null }, lastPeriod: { value: null } },
    hasReasons: true,
  });
});
