// Does the set-based question about weights say what the rule says of each load, and does a month wait for the decision?
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { calendarDate } from '#period/calendar-date.ts';
import { closePeriod } from '#platform/records/server/periods.ts';
import { share, tonnes } from '#units/quantity.ts';
import { kindOf, openSmallCompany, type SmallCompany } from '../../../../tests/small-company.ts';
import { weightsDecided } from '../api/weights.ts';
import { countingPolicy, defaultCountingPolicies, type LoadMasses } from '../rules/counting-mass.ts';
import { choicesOf, judgeWeights } from '../rules/weight-dispute.ts';
import { countDisputes, listDisputes } from './weight-disputes.ts';

const byDefault = { share: '0.03', massTonnes: '0.05' };
let company: SmallCompany;
let site: string;
beforeAll(async () => {
  company = await openSmallCompany();
  site = company.id.SZ as string;
});
afterEach(() => company.rewind());
afterAll(() => company?.close());

const undecided = (question: Parameters<typeof countDisputes>[1] = {}) =>
  company.db.as(company.people.auditor, (tx) => countDisputes(tx, question, byDefault));
const close = (month: string) =>
  company.db.as(company.people.reviewer, (tx) =>
    closePeriod(tx, kindOf('waste.load'), { scopeId: site, month }, 'api', [weightsDecided]),
  );

describe('the rule', () => {
  const masses: LoadMasses = { ownMassTonnes: tonnes(2), receivedMassTonnes: tonnes('1.84') };
  const judged = (policies = defaultCountingPolicies) =>
    judgeWeights({ departedOn: calendarDate('2024-06-03'), hazardous: true, masses }, policies);

  test('2 t own and 1.84 t received lie 8 % apart: more than 3 % or 50 kg', () => {
    expect(judged()).toMatchObject({ differs: true, counts: { basis: 'received' } });
    expect(judged().comparisons[0]?.differenceShare?.toFixed()).toBe('-0.08');
  });

  test('a policy that allows 10 % from June on lets it pass; one from July on does not yet', () => {
    const from = (day: string) => [
      ...defaultCountingPolicies,
      countingPolicy({
        from: calendarDate(day),
        general: 'own',
        hazardous: 'own',
        toleranceShare: '0.1',
        toleranceMassTonnes: '0.05',
      }),
    ];
    expect(judged(from('2024-06-01'))).toMatchObject({ differs: false, counts: { basis: 'own' } });
    expect(judged(from('2024-07-01'))).toMatchObject({ differs: true, counts: { basis: 'received' } });
  });

  test('counting the own weight instead of the received one adds 0.16 t', () => {
    expect(choicesOf(masses, tonnes('1.84')).map(({ basis, changeTonnes }) => [basis, changeTonnes.toFixed()])).toEqual(
      [
        ['own', '0.16'],
        ['received', '0'],
      ],
    );
  });
});

test('the database finds exactly the loads that the rule calls disputed, whatever the weights and policies', async () => {
  const grams = fc.integer({ min: 1, max: 12_000_000 }).map((g) => (g / 1_000_000).toFixed(6));
  // Near the bounds: another weight is some thousandths or some kilograms off.
  const off = fc.tuple(fc.integer({ min: -40, max: 40 }), fc.constantFrom('thousandths', 'kilograms'));
  const drawn = fc.sample(
    fc.record({
      own: grams,
      received: off,
      settled: fc.option(off),
      day: fc.integer({ min: 1, max: 28 }),
      hazardous: fc.boolean(),
    }),
    { numRuns: 120, seed: 20240630 },
  );
  const weightOff = (own: string, [by, how]: (typeof drawn)[number]['received']): string =>
    (how === 'thousandths' ? tonnes(own).times(1000 + by) : tonnes(own).times(1000).plus(by).abs().plus(1))
      .div(1000)
      .toFixed();
  const policy = { from: '2024-06-15', general: 'settled', hazardous: 'own' } as const;
  await company.record(
    company.people.administrator,
    'waste.weight-policy',
    [
      {
        id: crypto.randomUUID(),
        values: {
          ...policy,
          toleranceShare: '0.01',
          toleranceMassTonnes: { value: '0.02', entered: '20 kg' },
          reason: 'scales were calibrated',
        },
      },
    ],
    { approve: true, todayIn: () => '2024-06-01' },
  );
  const policies = [
    ...defaultCountingPolicies,
    countingPolicy({
      ...policy,
      from: calendarDate(policy.from),
      toleranceShare: '0.01',
      toleranceMassTonnes: '0.02',
    }),
  ];
  const given = drawn.map(({ own, day, hazardous, ...others }) => {
    const received = weightOff(own, others.received);
    const settled = others.settled && weightOff(own, others.settled);
    const on = `2024-06-${String(day).padStart(2, '0')}`;
    const stream = company.id[hazardous ? 'OIL' : 'PAPER'] as string;
    const values = {
      ...company.load({ site, on, tonnes: own, receivedTonnes: received, stream }),
      ...(settled ? { settledMassTonnes: { value: tonnes(settled).toFixed(), entered: null } } : {}),
    };
    const masses: LoadMasses = {
      ownMassTonnes: tonnes(own),
      receivedMassTonnes: tonnes(received),
      ...(settled ? { settledMassTonnes: tonnes(settled) } : {}),
    };
    return { id: crypto.randomUUID(), values, masses, departedOn: calendarDate(on), hazardous };
  });
  await company.record(
    company.people.suzhou,
    'waste.load',
    given.map(({ id, values }) => ({ id, values })),
  );
  const byRule = given.filter((one) => judgeWeights(one, policies).differs).map(({ id }) => id);
  const asked = await company.db.as(company.people.auditor, (tx) => listDisputes(tx, { decided: false }, byDefault));
  expect(byRule.length).toBeGreaterThan(20);
  expect(byRule.length).toBeLessThan(given.length - 20);
  expect(asked.loads.map(({ id }) => id).sort()).toEqual([...byRule].sort());
  expect((await undecided())[0]?.count).toBe(byRule.length);
});

test('a month with a dispute does not close and says why; decided, it closes', async () => {
  const load = { site, on: '2024-05-06', tonnes: '2', receivedTonnes: '1.84' };
  const id = await company.loadAt('approved', load);
  await expect(close('2024-05')).rejects.toMatchObject({
    code: 'month_not_complete',
    problems: [{ code: 'weights_undecided', facts: { count: 1 } }],
  });
  const decided = { decidedWeight: 'received', decidedReason: 'the receiver’s scale is verified' };
  const { values } = await company.newest('waste.load', id);
  const { countingMassTonnes: _, ...own } = values;
  await company.record(company.people.suzhou, 'waste.load', [{ id, values: { ...own, ...decided }, basedOn: 1 }]);
  await company.step(company.people.suzhou, 'waste.load', 'submit', [id]);
  await company.step(company.people.reviewer, 'waste.load', 'review', [id]);
  await company.step(company.people.secondReviewer, 'waste.load', 'approve', [id]);
  expect(await undecided({ siteIds: [site] })).toEqual([]);
  await close('2024-05');
});

test('who records at one factory is told of its disputes, not of those elsewhere', async () => {
  await company.loadAt('draft', { site, on: '2024-05-06', tonnes: '2', receivedTonnes: '1.84' });
  await company.loadAt('draft', {
    site: company.id.WH as string,
    on: '2024-05-06',
    tonnes: '2',
    receivedTonnes: '1.8',
  });
  const seen = await company.db.as(company.people.wuhu, (tx) => countDisputes(tx, {}, byDefault));
  expect(seen).toEqual([{ siteId: company.id.WH, month: '2024-05', count: 1 }]);
});

test('shares are exact: 3 % of 2 t is 60 kg, and 60 kg pass', async () => {
  await company.loadAt('draft', { site, on: '2024-05-06', tonnes: '2', receivedTonnes: '1.94' });
  expect(await undecided()).toEqual([]);
  await company.loadAt('draft', { site, on: '2024-05-06', tonnes: '2', receivedTonnes: '1.9399' });
  expect(await undecided()).toMatchObject([{ count: 1 }]);
  expect(share('0.03').times(2).toFixed()).toBe('0.06');
});
