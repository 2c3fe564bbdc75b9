// Is what a correction is said to do to the figures what it then does?
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { kinds, kpis } from '#app/wiring.ts';
import { kindOf, openSmallCompany, type SmallCompany, TODAY } from '../../../tests/small-company.ts';
import { closePeriod } from '../records/server/periods.ts';
import type { Computed } from './declare.ts';
import { figuresIfCorrected } from './effect.ts';
import type { FigureKey } from './ledger.ts';

let company: SmallCompany;
let site: string;
beforeAll(async () => {
  company = await openSmallCompany();
  site = company.id.SZ as string;
});
afterEach(() => company.rewind());
afterAll(() => company?.close());

const ofLoads = [...kpis.values()].filter(({ aggregate }) => aggregate.of === 'waste.load');
const keysOf = (...periods: string[]): FigureKey[] =>
  periods.flatMap((period) =>
    [site, company.id.E1 as string, company.groupId].flatMap((scopeId) =>
      ofLoads.map(({ id: kpi }) => ({ kpi, scopeId, period, basis: 'approved' as const })),
    ),
  );
const figuresNow = async (keys: readonly FigureKey[]) => {
  await company.figures.settle();
  return (await company.figures.ask(keys, company.people.administrator)).flatMap((figure) => (figure ? [figure] : []));
};
const foretold = async (id: string, values: Record<string, unknown>, keys: readonly FigureKey[]) => {
  const figures = await figuresNow(keys);
  return company.db.as(company.people.administrator, async (tx) => {
    const context = await company.figures.context(tx);
    return figuresIfCorrected(tx, context, kindOf('waste.load'), { id, values, basedOn: 1 }, figures, {
      ...{ kinds, via: 'api', todayIn: () => TODAY, limits: {}, reason: 'as if' },
    });
  });
};
const plain = (computed: readonly Computed[]) => computed.map((one) => ('value' in one ? one.value : one.noData));

/** Loads of May at two factories, closed; one of them will be corrected. */
async function closedMay(): Promise<string> {
  const own = { site, on: '2024-05-02', ticket: 'T-corrected' };
  const id = await company.loadAt('approved', { ...own, tonnes: '10', treatment: 'landfill' });
  await company.loadAt('approved', { site, on: '2024-05-20', tonnes: '30' });
  await company.loadAt('approved', { site, on: '2024-04-20', tonnes: '5', treatment: 'landfill' });
  await company.loadAt('approved', { site: company.id.WH as string, on: '2024-05-21', tonnes: '60' });
  await company.db.as(company.people.reviewer, (tx) =>
    closePeriod(tx, kindOf('waste.load'), { scopeId: site, month: '2024-05' }, 'api'),
  );
  return id;
}

test('10 t of landfill that were 5 t: the rate of 75 % is said to become 85.7 %, and nothing is kept', async () => {
  const id = await closedMay();
  const values = company.load({ site, on: '2024-05-02', ticket: 'T-corrected', tonnes: '5', treatment: 'landfill' });
  const keys = keysOf('2024-05').filter(({ kpi, scopeId }) => kpi === 'waste.conversion-rate' && scopeId === site);
  expect(plain((await figuresNow(keys)).map(({ result }) => result.computed))).toEqual(['0.75']);
  const [rate] = plain(await foretold(id, values, keys));
  expect(Number(rate).toFixed(4)).toBe('0.8571');
  expect((await company.newest('waste.load', id)).revision).toBe(1);
  expect(plain((await figuresNow(keys)).map(({ result }) => result.computed))).toEqual(['0.75']);
});

test.each([
  ['another mass', { tonnes: '4.321', treatment: 'landfill', on: '2024-05-02' }],
  ['another treatment', { tonnes: '10', treatment: 'incineration_with_energy', on: '2024-05-02' }],
  ['another month', { tonnes: '10', treatment: 'landfill', on: '2024-04-02' }],
])('%s: every figure of site, subsidiary and group becomes what was said', async (_, said) => {
  const id = await closedMay();
  const values = company.load({ site, ticket: 'T-corrected', ...said });
  const keys = keysOf('2024-05', '2024-Q2', '2024-04');
  const told = plain(await foretold(id, values, keys));
  const { people } = company;
  await company.record(people.suzhou, 'waste.load', [{ id, values, basedOn: 1, restatement: true }], { reason: 'so' });
  await company.step(people.suzhou, 'waste.load', 'submit', [id]);
  await company.step(people.reviewer, 'waste.load', 'review', [id]);
  await company.step(people.secondReviewer, 'waste.load', 'approve', [id]);
  const became = plain((await figuresNow(keys)).map(({ result }) => result.computed));
  expect(told).toEqual(became);
});
