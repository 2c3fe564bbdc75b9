// What do the endpoints of rule packs tell, and do worked examples come from the engine?
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { RouteContext } from '#platform/http/route.ts';
import { readPacks } from '#platform/packs/load.ts';
import type { CompareAnswer, PackAnswer, PacksAnswer } from '../model/pack-answer.ts';
import { packRoutes } from './packs.ts';

const home = fileURLToPath(new URL('../../../..', import.meta.url));
const today = '2026-11-27';
// Law alone: whoever reads no records is shown no customer's list, and the database is not asked.
const reader = { session: { may: () => false } } as unknown as RouteContext;
const routes = packRoutes({
  ...{ db: null as never, packs: readPacks(`${home}/reference`, today), home, todayIn: () => today },
});

/** What a path below `/packs` answers. */
const ask = <T>(path: string): Promise<T> => {
  const { pathname, searchParams } = new URL(`http://localhost/packs${path}`);
  const [, , pack, compare] = pathname.split('/');
  const named = routes[compare ? 2 : pack ? 1 : 0];
  const input = named?.query?.parse({ pack, ...Object.fromEntries(searchParams) }) ?? {};
  return named?.answer(reader, input as never) as Promise<T>;
};

test('all rule packs are listed, each by the edition in use, with how the others stand', async () => {
  const { packs } = await ask<PacksAnswer>('');
  expect(packs.map(({ pack }) => pack)).toEqual([...packs.map(({ pack }) => pack)].sort());
  const of = (name: string) => packs.find(({ pack }) => pack === name);
  expect(of('rohs-cn')).toMatchObject({
    ...{ edition: '2011', standing: 'in_force', inUse: true, verified: false },
    counts: { restrictions: 16, exemptions: 0, unverified: 16 },
    otherEditions: [{ edition: '2025', standing: 'coming', inUse: false }],
  });
  expect(of('reach-candidate-list')?.counts).toMatchObject({ restrictions: 253, restrictionsToday: 253 });
  // one step of PBDE is over, one is to come, and PFOS was replaced
  expect(of('pops-eu')?.counts).toMatchObject({ restrictions: 9, restrictionsToday: 6 });
  expect(of('pfas-eu-proposal')).toMatchObject({ standing: 'draft', inUse: false, counts: { restrictionsToday: 0 } });
});

test('an edition is told with its restrictions, exemptions, groups and what its examples come to', async () => {
  const rohs = await ask<PackAnswer>('/rohs-eu');
  expect(rohs.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(rohs.restrictions.find(({ id }) => id === 'dehp')).toMatchObject({
    ...{ clause: expect.stringMatching(/./), limitPpm: '1000', per: 'homogeneous_material', holds: true },
    substances: [{ key: 'cas:117-81-7', name: { en: expect.stringMatching(/phthalate/i) } }],
  });
  expect(rohs.exemptions.find(({ code }) => code === '6(c)')).toMatchObject({
    ...{ renewalPending: true, limitPpm: '40000' },
    passed: { '1': true, '11': true },
  });
  const lead = rohs.groups.find(({ id }) => id === 'lead');
  expect(lead).toMatchObject({ namedBy: ['pb'], elements: ['Pb'] });
  expect(lead?.substances.map(({ key }) => key)).toContain('cas:7439-92-1');
  // 1,050 mg/kg of PbO are 1,050 · 0.9283 = 975 mg/kg of lead
  expect(rohs.examples).toHaveLength(9);
  expect(rohs.examples.every(({ isRight }) => isRight)).toBe(true);
  expect(rohs.examples.find(({ id }) => id === 'lead-over')?.found).toMatchObject({
    ...{ verdict: 'does_not_comply', restriction: 'pb' },
    reason: { lowPpm: 1100, highPpm: 1100, limitPpm: '1000' },
  });
});

test('two editions, two days, and what is neither', async () => {
  const editions = await ask<CompareAnswer>('/rohs-cn/compare');
  expect(editions).toMatchObject({
    from: { edition: '2011', day: null },
    to: { edition: '2025', day: null },
    ...{ citedOtherwise: 16, same: 0, dropped: [], changed: [] },
  });
  expect(editions.added).toHaveLength(8);
  const days = await ask<CompareAnswer>('/reach-candidate-list/compare');
  expect([days.from.day, days.from.rows, days.to.day, days.to.rows]).toEqual(['2025-11-05', 251, '2026-02-04', 253]);
  // the name of an edition is a day too, beside another day
  const named = await ask<CompareAnswer>('/reach-candidate-list/compare?from=2024-01-23&to=2026-02-04');
  expect([named.from.rows, named.to.rows, named.added.length]).toEqual([240, 253, 13]);
  const before = await ask<CompareAnswer>('/rohs-cn/compare?from=2011-07-31&to=2011-08-01');
  expect(before).toMatchObject({ from: { edition: null, rows: 0 }, to: { edition: '2011', rows: 16 } });
  await expect(ask('/no-such-pack')).rejects.toMatchObject({ code: 'not_found' });
  await expect(ask('/rohs-cn?edition=2012')).rejects.toMatchObject({ code: 'not_found' });
  await expect(ask('/rohs-cn/compare?from=2011&to=yesterday')).rejects.toMatchObject({ code: 'wrong_input' });
});
