// A pending reclassification: its effect is told before anybody approves it, and is what then comes true.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SmallCompany } from '../../../../tests/small-company.ts';
import { openSmallServer, type SmallServer } from '../../../app/small-server.test-fixture.ts';
import type { StreamEffect } from '../model/stream-effect.ts';

let server: SmallServer;
let company: SmallCompany;
beforeAll(async () => {
  server = await openSmallServer();
  ({ company } = server);
});
afterAll(() => server?.close());

const effectFor = async (person: string, stream = 'REFUSE') =>
  server.ask(await server.cookieOf(person), {
    url: `/api/v1/waste/streams/${company.id[stream]}/effect?period=2024-H1&lang=en`,
  });

test('10 t of refuse to landfill beside 40 t of paper: out of the owner’s rate, 80 % would become 100 %', async () => {
  const { id, people } = company;
  await company.loadAt('approved', { site: id.SZ as string, on: '2024-03-04', tonnes: '40' });
  await company.loadAt('approved', {
    ...{ site: id.WH as string, on: '2024-03-05', tonnes: '10' },
    ...{ stream: id.REFUSE as string, treatment: 'landfill' },
  });
  await company.figures.settle();
  const approver = people.administrator.id;
  expect((await effectFor(approver)).json()).toMatchObject({ pending: false });

  const before = await company.newest('waste.stream', id.REFUSE as string);
  const reason = 'Sold as a by-product';
  const line = { standard: 'owner', included: false, from: '2024-01-01', before: null, ground: 'by_product', reason };
  await company.record(people.analyst, 'waste.stream', [
    { id: before.id, values: before.values, lines: [line], basedOn: before.revision },
  ]);
  await company.step(people.analyst, 'waste.stream', 'submit', [before.id]);

  const answer = await effectFor(approver);
  expect(answer.statusCode, answer.body).toBe(200);
  const effect = answer.json<StreamEffect>();
  expect(effect.sentence).toBe(
    'Approved, this would raise the waste conversion rate of the group from 80.0 % to 100.0 % (+20.0 points) for the first half of 2024.',
  );
  expect(effect.scopes[0]?.lines).toMatchObject([
    { kpi: 'waste.conversion-rate', before: '80.0 %', after: '100.0 %', change: '+20.0 points', direction: 'up' },
    // UL 2799 and GRI 306 count it as before
    { kpi: 'waste.ul2799-diversion-rate', before: '80.0 %', after: '80.0 %', direction: 'none' },
    { kpi: 'waste.ul2799-diversion-rate', before: '80.0 %', after: '80.0 %', direction: 'none' },
    { kpi: 'waste.gri306-diverted', before: '40.0 t', after: '40.0 t', direction: 'none' },
    { kpi: 'waste.gri306-disposed', before: '10.0 t', after: '10.0 t', direction: 'none' },
  ]);

  // Nothing of it counts yet, and once approved it is what was said.
  const asked = {
    kpi: 'waste.conversion-rate',
    scopeId: company.groupId,
    period: '2024-H1',
    basis: 'approved',
  } as const;
  const rate = async () => {
    await company.figures.settle();
    const [figure] = await company.figures.ask([asked], people.administrator);
    return figure && 'value' in figure.result.computed ? figure.result.computed.value : null;
  };
  expect(await rate()).toBe('0.8');
  await company.step(people.administrator, 'waste.stream', 'approve', [before.id]);
  expect(await rate()).toBe('1');
});

test('an effect in the rolling twelve months only is told, not the year to date that stays', async () => {
  const { id, people } = company;
  await company.loadAt('approved', {
    ...{ site: id.WH as string, on: '2023-09-05', tonnes: '10' },
    ...{ stream: id.REFUSE as string, treatment: 'landfill' },
  });
  await company.figures.settle();
  const before = await company.newest('waste.stream', id.REFUSE as string);
  const span = { from: '2023-07-01', before: '2024-01-01' };
  const line = { standard: 'owner', included: false, ...span, ground: 'by_product', reason: 'Sold as a by-product' };
  await company.record(people.analyst, 'waste.stream', [
    { id: before.id, values: before.values, lines: [...before.lines, line], basedOn: before.revision },
  ]);
  // The 10 t of 2024 are out of the rate already: 40 of 50 t in twelve months, 40 of 40 t this year.
  const effect = (await effectFor(people.administrator.id)).json<StreamEffect>();
  expect(effect.sentence).toContain(
    'raise the waste conversion rate of the group from 80.0 % to 100.0 % (+20.0 points)',
  );
  expect(effect.sentence).toContain('the twelve months to June 2024');
});

test('a change that is printed as nothing neither raises nor lowers; once returned, nothing is told', async () => {
  const { id, people } = company;
  // 40 of 50.001 t would become 40 of 50 t.
  await company.loadAt('approved', { site: id.WH as string, on: '2024-03-06', tonnes: '10', treatment: 'landfill' });
  await company.loadAt('approved', {
    ...{ site: id.WH as string, on: '2024-03-07', tonnes: '0.001' },
    ...{ stream: id.OIL as string, treatment: 'landfill' },
  });
  await company.figures.settle();
  const oil = await company.newest('waste.stream', id.OIL as string);
  const reason = 'Sold as a by-product';
  const line = { standard: 'owner', included: false, from: '2024-01-01', before: null, ground: 'by_product', reason };
  await company.record(people.analyst, 'waste.stream', [
    { id: oil.id, values: oil.values, lines: [line], basedOn: oil.revision },
  ]);
  await company.step(people.analyst, 'waste.stream', 'submit', [oil.id]);
  const effect = (await effectFor(people.administrator.id, 'OIL')).json<StreamEffect>();
  expect(effect.scopes[0]?.lines[0]).toMatchObject({
    ...{ kpi: 'waste.conversion-rate', before: '80.0 %', after: '80.0 %', change: '0.0 points', direction: 'none' },
  });
  expect(effect.sentence).toContain('leave the waste conversion rate of the group at 80.0 %');

  await company.step(
    people.administrator,
    'waste.stream',
    'return',
    [oil.id],
    [{ field: null, words: 'Who buys it?' }],
  );
  expect((await effectFor(people.administrator.id, 'OIL')).json()).toMatchObject({ pending: false, scopes: [] });
});

test('whoever sees one factory only is not told of the sums of all', async () => {
  expect((await effectFor(company.people.suzhou.id)).statusCode).toBe(403);
});
