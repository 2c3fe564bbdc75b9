// Beside what suppliers declare: laboratories’ reports, decisions of people, where a substance is, and what a draft list would change.
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { upload } from '#app/small-server.test-fixture.ts';
import { addDays, todayIn } from '#period/calendar-date.ts';
import { systemActor } from '#platform/db/database.ts';
import { attachToMany } from '#platform/evidence/attach.ts';
import { iecFile } from '../rules/formats/declarations.test-fixture.ts';
import {
  analyst,
  approve,
  both,
  expectAsReadAnew,
  get,
  item,
  keep,
  machineWithLamp,
  openItems,
  post,
  reported,
  server,
  verdictOf,
  verdicts,
} from './items.test-fixture.ts';

openItems();

test('a certificate is a word on its rule pack as the list stood then: shown as stated, out of date where the list went on, never more', async () => {
  const { lamp, machine, part } = await machineWithLamp();
  const { company } = server;
  const kind = 'substances.certificate';
  const said = { makerPart: part, document: 'COC-1', form: 'certificate', says: 'within', issuedOn: '2024-03-01' };
  const stands = async (pack: string) => {
    await verdicts.catchUp();
    const { verdicts: found } = await get(`/items/${machine}`);
    const { verdict, basis } = found.find((one: { pack: string }) => one.pack === pack);
    return [verdict, basis];
  };
  expect(await stands('rohs-eu')).toEqual(['unknown', 'none']);
  await company.approved(kind, { ...said, pack: 'rohs-eu' });
  await company.approved(kind, { ...said, pack: 'reach-candidate-list' });
  expect((await get(`/items/${lamp}`)).asOf.isBehind).toBe(true);
  expect(await stands('rohs-eu')).toEqual(['complies', 'stated']);
  // The Candidate List grew since.
  expect(await stands('reach-candidate-list')).toEqual(['out_of_date', 'stated']);
  expect(await stands('rohs-cn')).toEqual(['unknown', 'none']);
  await expectAsReadAnew();
  const why = await get(`/items/${machine}/why?pack=rohs-eu`);
  expect(why.reasons).toMatchObject([
    { declaration: { kind, document: 'COC-1' }, verdict: 'complies', basis: 'stated' },
  ]);
  expect((await get(`/items/${machine}/why?pack=rohs-cn`)).reasons).toMatchObject([
    { declaration: null, verdict: 'unknown' },
  ]);
  // What is declared is worked out, and outranks the word on it.
  await approve(await keep('choices=1=leave_out'));
  expect(await stands('rohs-eu')).toEqual(['complies_by_exemption', 'computed']);
  // Of what the maker says last, that he is over a limit is believed, beside what he declares.
  const above = {
    ...said,
    document: 'ST-2',
    form: 'statement',
    pack: 'rohs-eu',
    says: 'above',
    issuedOn: '2024-06-01',
  };
  await company.approved(kind, { ...above, restriction: 'hg' });
  expect(await stands('rohs-eu')).toEqual(['does_not_comply', 'stated']);
  // A later word on another limit does not take that back.
  await company.approved(kind, {
    ...said,
    document: 'COC-3',
    pack: 'rohs-eu',
    restriction: 'cd',
    issuedOn: '2024-07-01',
  });
  expect(await stands('rohs-eu')).toEqual(['does_not_comply', 'stated']);
  const told = async () =>
    (await get(`/items/${lamp}`)).makerParts.flatMap(({ certificates }: { certificates: Record<string, string>[] }) =>
      certificates.map(({ document, pack, standing }) => [document, pack, standing]),
    );
  expect(await told()).toEqual([
    ['COC-3', 'rohs-eu', 'counts'],
    ['ST-2', 'rohs-eu', 'counts'],
    ['COC-1', 'rohs-eu', 'counts'],
    ['COC-1', 'reach-candidate-list', 'counts'],
  ]);
  const put = async (values: object) => {
    const id = randomUUID();
    const answer = await server.ask(analyst, {
      ...{ method: 'PUT', url: `/api/v1/records/${kind}/${id}`, payload: { values: { ...said, ...values } } },
    });
    return [answer.statusCode, answer.json().problems?.map(({ code }: { code: string }) => code)];
  };
  expect(await put({ document: 'X', pack: 'rohs-moon' })).toEqual([422, ['certificate_no_such_pack']]);
  expect(await put({ document: 'X', pack: 'rohs-eu', says: 'above' })).toEqual([422, ['certificate_above_what']]);
  expect(await put({ document: 'X', pack: 'rohs-eu', exemption: '6(c)' })).toEqual([
    422,
    ['certificate_exempt_within'],
  ]);
  expect(await put({ document: 'X', pack: 'rohs-eu', asOf: '2024-03-02' })).toEqual([
    422,
    ['certificate_list_to_come'],
  ]);
  expect(await put({ document: 'X', pack: 'rohs-eu', says: 'above', restriction: 'moon' })).toEqual([
    422,
    ['override_no_such_restriction'],
  ]);
});

test('what a laboratory found counts for its part while it is valid, and is told with its number', async () => {
  const { lamp, machine, part, other } = await machineWithLamp();
  const { company } = server;
  await approve(await keep('choices=1=leave_out'));
  expect(await verdictOf(machine, 'rohs-eu')).toBe('complies_by_exemption');
  const cadmium = { analyte: 'Cd', value: '180' };
  // of another part, and not tested any more on the day
  await reported(other, {}, [cadmium]);
  await reported(part, { number: 'T-0', until: '2024-03-02' }, [cadmium]);
  expect(await verdictOf(machine, 'rohs-eu')).toBe('complies_by_exemption');
  const failing = await reported(part, {}, [cadmium]);
  expect([await verdictOf(lamp, 'rohs-eu'), await verdictOf(machine, 'rohs-eu')]).toEqual(['disputed', 'disputed']);
  const why = await get(`/items/${machine}/why?pack=rohs-eu`);
  expect(why.reasons.find(({ restriction }: { restriction: string }) => restriction === 'cd').tests).toEqual([
    {
      report: { id: failing, number: 'T-1', laboratory: 'Test House' },
      lowPpm: 180,
      highPpm: null,
      inconclusive: false,
    },
  ]);
  const { makerParts } = await get(`/items/${lamp}`);
  const standing = makerParts.flatMap(
    ({ number, reports }: { number: string; reports: { number: string; standing: string }[] }) =>
      reports.map((one) => [number, one.number, one.standing]),
  );
  expect(standing).toEqual([
    ['L-1', 'T-0', 'ended'],
    ['L-1', 'T-1', 'counts'],
    ['L-2', 'T-1', 'counts'],
  ]);
  // the maker changed the material: what was found in the old one says nothing of it
  const { values, lines } = await company.newest('substances.test-report', failing);
  const changed = { ...values, voidOn: '2024-06-01', changeNotice: 'PCN-7' };
  await company.record(server.company.people.administrator, 'substances.test-report', [
    { id: failing, basedOn: 1, values: changed, lines: [...lines] },
  ]);
  await company.step(company.people.administrator, 'substances.test-report', 'submit', [failing]);
  expect(await verdictOf(machine, 'rohs-eu')).toBe('disputed');
  await company.step(company.people.reviewer, 'substances.test-report', 'approve', [failing]);
  expect(await verdictOf(machine, 'rohs-eu')).toBe('complies_by_exemption');
});

test('a report that names a grade counts for every part of that maker and grade, and for no other', async () => {
  const { company } = server;
  const makerOf = (code: string) =>
    company.approved('suppliers.supplier', { code, name: both(code), country: 'CN', roles: ['material'] });
  const [maker, other] = [await makerOf('RESIN'), await makerOf('ELSE')];
  const pellets = async (number: string, of: string, grade: string | null) => {
    const id = await item(number, 'raw_material');
    const values = { item: id, maker: of, number: `P-${number}`, from: '2020-01-01' };
    return { id, part: await company.approved('substances.maker-part', { ...values, ...(grade ? { grade } : {}) }) };
  };
  const [tested, alike] = [await pellets('BLACK', maker, 'ABS-757'), await pellets('GREY', maker, 'ABS-757')];
  const [elsewhere, unlike] = [await pellets('THEIRS', other, 'ABS-757'), await pellets('PLAIN', maker, null)];
  const lead = { analyte: 'Pb', value: '1200' };
  const verdictsNow = async () => {
    const found = [];
    for (const { id } of [tested, alike, elsewhere, unlike]) found.push(await verdictOf(id, 'rohs-eu'));
    return found;
  };
  await verdicts.catchUp();
  const world = await verdicts.world();
  const report = await reported(tested.part, { grade: 'ABS-757', matrix: 'polymer', sample: 'Pellets' }, [lead]);
  expect(await verdictsNow()).toEqual(['does_not_comply', 'does_not_comply', 'unknown', 'unknown']);
  expect(await verdicts.world()).toBe(world);
  await expectAsReadAnew();
  const { makerParts } = await get(`/items/${alike.id}`);
  expect(makerParts[0].reports).toMatchObject([{ id: report, standing: 'counts', givenFor: 'P-BLACK' }]);
  // The part that it was given for turns out to be another maker's.
  const { values } = await company.newest('substances.maker-part', tested.part);
  await company.record(company.people.administrator, 'substances.maker-part', [
    { id: tested.part, basedOn: 1, values: { ...values, maker: other } },
  ]);
  expect(await verdictsNow()).toEqual(['does_not_comply', 'unknown', 'does_not_comply', 'unknown']);
  await expectAsReadAnew();
});

test('a screening that is open puts on hold what nobody declared, until wet chemistry decides', async () => {
  const { lamp, part } = await machineWithLamp();
  await reported(part, { number: 'X-1' }, [{ method: 'xrf', analyte: 'Pb', value: '1000', sigma: '20' }]);
  expect(await verdictOf(lamp, 'rohs-eu')).toBe('on_hold');
  await reported(part, { number: 'W-1' }, [{ analyte: 'Pb', value: '1200' }]);
  expect(await verdictOf(lamp, 'rohs-eu')).toBe('does_not_comply');
});

test('a decision stands beside the verdict, at its item alone, until a declaration of a part changes', async () => {
  const { company } = server;
  const { lamp, machine } = await machineWithLamp();
  await approve(await keep('choices=1=leave_out'));
  expect(await verdictOf(machine, 'rohs-eu')).toBe('complies_by_exemption');
  const found = (await get(`/items/${machine}`)).verdicts.find((one: { pack: string }) => one.pack === 'rohs-eu');
  const today = todayIn('Asia/Shanghai', Date.now());
  const decided = {
    ...{ item: machine, pack: 'rohs-eu', verdict: found.verdict, basis: found.basis, edition: found.edition },
    ...{ decision: 'blocked', reason: 'The exemption ends soon', from: today, until: addDays(today, 365) },
  };
  await expect(
    company.approved('substances.override', { ...decided, until: addDays(today, 366) }),
  ).rejects.toMatchObject({ problems: [expect.objectContaining({ code: 'override_too_long' })] });
  await company.approved('substances.override', decided);
  const standing = async () => {
    const { overrides, verdicts: all } = await get(`/items/${machine}`);
    const { verdict } = all.find((one: { pack: string }) => one.pack === 'rohs-eu');
    return [verdict, ...overrides.map((one: { standing: string }) => one.standing)];
  };
  expect(await standing()).toEqual(['complies_by_exemption', 'holds']);
  expect((await get(`/items/${lamp}`)).overrides).toEqual([]);
  const listed = async () => {
    const { items, decided: count } = await get('/items?pack=rohs-eu');
    return [count, items.map((one: { number: string; decided: string | null }) => [one.number, one.decided])];
  };
  expect(await listed()).toEqual([
    1,
    [
      ['LAMP-1', null],
      ['MACHINE', 'blocked'],
    ],
  ]);
  // another version of the declaration comes out the same, and yet somebody has to look at it
  await approve(await keep('choices=1=leave_out', iecFile.replace('name="Brass"', 'name="Brass of the new melt"')));
  await verdicts.catchUp();
  expect(await standing()).toEqual(['complies_by_exemption', 'changed']);
  expect((await get(`/items/${machine}`)).overrides[0].changed).toMatchObject({ number: 'LAMP-1' });
  expect(await listed()).toEqual([
    0,
    [
      ['LAMP-1', null],
      ['MACHINE', null],
    ],
  ]);
});

test('a decision about one restriction decides nothing of the rest, and ends where that comes out otherwise by the day', async () => {
  const { company } = server;
  const { machine } = await machineWithLamp();
  await approve(await keep('choices=1=leave_out'));
  const today = todayIn('Asia/Shanghai', Date.now());
  const entry = { per: 'article', duty: 'prohibited' };
  await company.approved(
    'substances.customer-list',
    { code: 'acme', edition: 'A', customer: 'Acme', name: 'Acme 1', from: addDays(today, -90) },
    [
      { ...entry, substance: 'Lead', cas: '7439-92-1', limitPpm: '1' },
      { ...entry, substance: 'Copper', cas: '7440-50-8', limitPpm: '1', from: addDays(today, -10) },
    ],
  );
  const pack = 'customer-acme';
  expect(await verdictOf(machine, pack)).toBe('does_not_comply');
  const found = (await get(`/items/${machine}`)).verdicts.find((one: { pack: string }) => one.pack === pack);
  const decided = {
    ...{ item: machine, pack, verdict: found.verdict, basis: found.basis, edition: found.edition },
    ...{
      decision: 'accepted',
      reason: 'Agreed with the customer',
      from: addDays(today, -20),
      until: addDays(today, 90),
    },
  };
  const refusedIn = async (lang: string) => {
    const refused = await server.ask(analyst, {
      ...{ method: 'PUT', url: `/api/v1/records/substances.override/${randomUUID()}?lang=${lang}` },
      payload: { values: { ...decided, restriction: 'row-3' } },
    });
    return [refused.statusCode, ...refused.json().problems.map((one: { words: string }) => one.words)];
  };
  expect(await refusedIn('en')).toEqual([422, 'The rule pack customer-acme has no restriction “row-3”.']);
  expect(await refusedIn('zh')).toEqual([422, '规则包customer-acme没有限制条款“row-3”。']);
  await company.approved('substances.override', { ...decided, restriction: 'row-1' });
  await company.approved('substances.override', { ...decided, restriction: 'row-2' });
  // as a sheet would bring it
  await company.approved('substances.override', { ...decided, restriction: 'row-3' });
  const standing = async () => {
    const { overrides } = await get(`/items/${machine}`);
    return Object.fromEntries(
      overrides.map(
        ({ restriction, standing: stands }: { restriction: { label: { en: string } }; standing: string }) => [
          restriction.label.en,
          stands,
        ],
      ),
    );
  };
  expect(await standing()).toEqual({ Lead: 'holds', Copper: 'other_finding', 'row-3': 'no_restriction' });
  const listed = async () => (await get(`/items?pack=${pack}`)).decided;
  expect(await listed()).toBe(0);
  await company.approved('substances.override', decided);
  expect(await listed()).toBe(1);
});

test('one file behind reports of two makers is told at both', async () => {
  const { company, evidence } = server;
  const { lamp, part } = await machineWithLamp();
  const maker = await company.approved('suppliers.supplier', {
    ...{ code: 'BULBS', name: both('Bulbs Ltd'), country: 'CN', roles: ['material'] },
  });
  const second = await company.approved('substances.maker-part', {
    item: lamp,
    maker,
    number: 'B-1',
    from: '2020-01-01',
  });
  const results = [{ analyte: 'Pb', notDetected: true, detectionLimit: '5' }];
  const ids = [
    await reported(part, {}, results),
    await reported(second, {}, results),
    await reported(part, { number: 'T-2' }, results),
  ];
  const alsoOf = async () => {
    const { makerParts } = await get(`/items/${lamp}`);
    return makerParts.flatMap(({ reports }: { reports: { number: string; alsoOf: { en: string }[] }[] }) =>
      reports.map((one) => [one.number, ...one.alsoOf.map(({ en }) => en)]),
    );
  };
  const attach = async (recordIds: readonly string[], content: string) => {
    const file = await evidence.keep(Readable.from([content]), 1024);
    await company.db.as(systemActor('operator'), (tx) =>
      attachToMany(
        tx,
        { file, fileName: 'report.pdf', evidenceKind: 'other', effectiveOn: null },
        {
          kind: 'substances.test-report',
          records: recordIds.map((recordId) => ({ recordId, scopeId: null })),
          via: 'api',
        },
      ),
    );
  };
  await attach([ids[0] as string, ids[2] as string], 'report of the lamp');
  await attach([ids[1] as string], 'report of the bulb');
  expect(await alsoOf()).toEqual([['T-1'], ['T-1'], ['T-2']]);
  await attach([ids[1] as string], 'report of the lamp');
  expect(await alsoOf()).toEqual([
    ['T-1', 'Lamps Ltd'],
    ['T-1', 'Bulbs Ltd'],
    ['T-2', 'Bulbs Ltd'],
  ]);
});

test('where a substance is: lines with what they are of, and the ways up', async () => {
  await machineWithLamp();
  await approve(await keep('choices=1=leave_out'));
  const lead = await get('/where-used?substance=7439-92-1');
  expect(lead.substance.name.en).toMatch(/lead/i);
  expect(lead.uses.length).toBeGreaterThan(0);
  expect(lead.uses[0]).toMatchObject({ number: 'LAMP-1', makerPart: 'L-1', declaration: { document: 'R-1' } });
  expect(lead.paths.map((path: { number: string }[]) => path.map(({ number }) => number))).toEqual([
    ['MACHINE', 'LAMP-1'],
  ]);
  expect((await get('/where-used?substance=50-00-0')).uses).toEqual([]);
});

test('a draft list tells which items and products come out otherwise, and whom to ask, before it is in force', async () => {
  await machineWithLamp();
  await item('BARE', 'component');
  await approve(await keep('choices=1=leave_out'));
  const found = (await post('/impact', { draft: { substances: ['7439-92-1'] } })).json();
  expect(found.changed.map(({ number, after }: { number: string; after: string }) => [number, after])).toEqual(
    expect.arrayContaining([
      ['MACHINE', 'must_be_communicated'],
      ['LAMP-1', 'must_be_communicated'],
    ]),
  );
  expect(found.counts.products).toBeGreaterThan(0);
  expect((await post('/impact', { draft: { substances: ['7439-92-2'] } })).statusCode).toBe(400);
});

test('a draft list of a file: each row with its own limit, what is wrong in which row, and what there is of what it touches', async () => {
  const { lamp } = await machineWithLamp();
  await approve(await keep('choices=1=leave_out'));
  for (const [on, inStock] of [
    ['2024-05-31', '900'],
    ['2024-06-30', '1200'],
    ['2099-07-31', '7'],
  ])
    await server.company.approved('substances.stock', { item: lamp, on, inStock });
  const send = async (sheet: string) =>
    (
      await server.ask(analyst, {
        ...{ method: 'POST', url: '/api/v1/substances/draft-lists' },
        ...upload('customer.csv', sheet),
      })
    ).json();
  const read = await send('Limit,CAS,Substance\n0.1 %,7439-92-1,Lead\n,8/07/2708,Something\n');
  expect(read).toMatchObject({
    rows: [
      { name: 'Lead', substance: 'cas:7439-92-1', per: 'homogeneous_material', limitPpm: '1000' },
      { name: 'Something', substance: 'cas:2708-07-8', limitPpm: null },
    ],
    repaired: [{ row: 3, text: '8/07/2708', cas: '2708-07-8' }],
  });
  const found = (await post('/impact', { list: { rows: read.rows, duty: 'prohibited' } })).json();
  const lampFound = found.changed.find(({ number }: { number: string }) => number === 'LAMP-1');
  expect(lampFound).toMatchObject({
    after: 'does_not_comply',
    // Of the newest day that has come; what is on order nobody said.
    stock: { on: '2024-06-30', inStock: '1200', onOrder: null, unit: 'piece' },
  });
  expect(found.changed.find(({ number }: { number: string }) => number === 'MACHINE').stock).toBeNull();
  expect(found.counts.stock).toBe(1);
  const wrong = await send('Limit,CAS,Substance\nlittle,7439-92-1,Lead\n');
  expect(wrong).toMatchObject({ rows: [], problems: [{ row: 2, code: 'list_limit_unreadable', text: 'little' }] });
});
