// What the server says a correction would do: of everything that a figure sums, and not only of its loads.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmallServer, type SmallServer } from '#app/small-server.test-fixture.ts';

interface Effect {
  kpi: string;
  period: string;
  scope: { id: string };
  before: string | null;
  after: string | null;
}

let server: SmallServer;
let site: string;
beforeAll(async () => {
  server = await openSmallServer();
  site = server.company.id.SZ as string;
});
afterAll(() => server?.close());

const tonnes = (value: string) => ({ value, entered: `${value} t`, basis: 'weighed' });
const effectsOf = async (kind: string, id: string, values: object, period: string): Promise<Effect[]> => {
  await server.company.figures.settle();
  const answer = await server.ask(await server.cookieOf(server.company.people.administrator.id), {
    ...{ method: 'POST', url: `/api/v1/records/${kind}/${id}/effect` },
    payload: { values, basedOn: 1, period },
  });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<{ effects: Effect[] }>().effects;
};
const told = (effects: readonly Effect[], scopeId: string) =>
  effects
    .filter(({ scope }) => scope.id === scopeId)
    .map(({ kpi, period, before, after }) => [kpi, period, before, after]);

test('2 t of oil that came into the store were 3 t: what was generated grows by one, in the month and the quarter', async () => {
  const { company } = server;
  const kind = 'waste.storage-movement';
  const movement = (movedOn: string, what: string, mass: string, number: string) => ({
    ...{ site, stream: company.id.OIL, movedOn, movement: what, number, massTonnes: tonnes(mass) },
  });
  await company.approved(kind, movement('2024-04-01', 'opening', '1', 'K1'));
  const id = await company.approved(kind, movement('2024-05-02', 'in', '2', 'K2'));
  const effects = await effectsOf(kind, id, movement('2024-05-02', 'in', '3', 'K2'), '2024-Q2');
  const grown = ['2024-05', '2024-Q2'].map((period) => ['waste.gri306-generated', period, '2', '3']);
  expect(told(effects, site)).toEqual(grown);
  expect(told(effects, company.groupId)).toEqual(grown);
});

test('the opening stock was counted two months later: what came in between is generated when it leaves', async () => {
  const { company } = server;
  const kind = 'waste.storage-movement';
  const movement = (movedOn: string, what: string, number: string) => ({
    ...{ site, stream: company.id.REFUSE, movedOn, movement: what, number, massTonnes: tonnes('4') },
  });
  const id = await company.approved(kind, movement('2023-01-01', 'opening', 'K3'));
  await company.approved(kind, movement('2023-02-02', 'in', 'K4'));
  const effects = await effectsOf(kind, id, movement('2023-03-01', 'opening', 'K3'), '2023-Q1');
  expect(told(effects, site)).toEqual([['waste.gri306-generated', '2023-Q1', '4', null]]);
});

test('a yearly total carried in of 100 t was 80 t: the year says so, and no single month', async () => {
  const { company } = server;
  const total = (mass: string) => ({
    ...{ site, year: '2021-01-01', treatment: 'landfill', hazardous: false, sourceDocument: 'Report of 2021' },
    massTonnes: { value: mass, entered: `${mass} t` },
  });
  const id = await company.approved('waste.carried-total', total('100'));
  const effects = await effectsOf('waste.carried-total', id, total('80'), '2021-03');
  expect(told(effects, site)).toContainEqual(['waste.shipped-mass', '2021', '100', '80']);
  expect(new Set(effects.map(({ period }) => period))).toEqual(new Set(['2021']));
});
