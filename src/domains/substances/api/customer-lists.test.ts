// Customers’ lists of restricted substances: taken in by file, approved, judged by, and seen by nobody who may not.
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { upload } from '#app/small-server.test-fixture.ts';
import { wireVerdictsApart } from '#app/wire-verdicts.ts';
import {
  analyst,
  approve,
  board,
  both,
  expectAsReadAnew,
  get,
  home,
  item,
  keep,
  machineWithLamp,
  openItems,
  post,
  server,
  verdictOf,
  verdicts,
} from './items.test-fixture.ts';

openItems();

const northlight = {
  ...{ code: 'northlight-rsl', edition: 'A', customer: 'Northlight', name: 'Restricted substances' },
  from: '2024-01-01',
};
/** The lamp's brass is 35,000 mg/kg of lead. */
const leadUpTo = (limitPpm: string) => [
  { substance: 'Lead', cas: '7439-92-1', limitPpm, per: 'homogeneous_material', duty: 'prohibited', note: 'as Pb' },
];
const ofNorthlight = 'customer-northlight-rsl';

test('by an approved list of a customer items are judged as by a law: by its newest edition in force, and until it ends', async () => {
  const { company } = server;
  const { administrator, reviewer } = company.people;
  const { lamp, machine } = await machineWithLamp();
  await approve(await keep('choices=1=leave_out'));
  const kind = 'substances.customer-list';
  const id = crypto.randomUUID();
  await company.record(administrator, kind, [{ id, values: northlight, lines: leadUpTo('30000') }]);
  await company.step(administrator, kind, 'submit', [id]);
  expect(await verdictOf(lamp, ofNorthlight)).toBeUndefined();
  const { index } = await verdicts.world();
  await company.step(reviewer, kind, 'approve', [id]);
  expect((await get(`/items/${lamp}`)).asOf.isBehind).toBe(true);
  expect([await verdictOf(lamp, ofNorthlight), await verdictOf(machine, ofNorthlight)]).toEqual([
    'does_not_comply',
    'does_not_comply',
  ]);
  // Of what is declared nothing is read again.
  expect((await verdicts.world()).index).toBe(index);
  await expectAsReadAnew();
  const told = await get(`/items/${lamp}`);
  expect(told.asOf.isBehind).toBe(false);
  expect(told.packs.find(({ pack }: { pack: string }) => pack === ofNorthlight)).toEqual({
    ...{ pack: ofNorthlight, edition: 'A', customer: 'Northlight', markets: null },
    title: both('Restricted substances'),
  });
  expect((await get(`/items/${machine}/why?pack=${ofNorthlight}`)).reasons).toMatchObject([
    { label: both('Lead'), limitPpm: '30000', lowPpm: 35_000, verdict: 'does_not_comply', verified: true },
  ]);
  const revise = async (which: string, values: object, lines: Record<string, unknown>[], basedOn: number) => {
    await company.record(administrator, kind, [{ id: which, basedOn, values: { ...values }, lines }]);
    await company.step(administrator, kind, 'submit', [which]);
    await company.step(reviewer, kind, 'approve', [which]);
  };
  await revise(id, northlight, leadUpTo('40000'), 1);
  expect(await verdictOf(machine, ofNorthlight)).toBe('complies');
  // the edition that began last counts, whatever its name
  const ninth = { ...northlight, edition: '9', from: '2025-01-01' };
  const ninthId = await company.approved(kind, ninth, leadUpTo('10000'));
  await company.approved(kind, { ...northlight, edition: '10', from: '2099-01-01' }, leadUpTo('50000'));
  expect(await verdictOf(machine, ofNorthlight)).toBe('does_not_comply');
  expect((await post('/impact', { pack: ofNorthlight, on: '2099-01-01' })).json().changed).toMatchObject([
    { number: 'MACHINE', before: 'does_not_comply', after: 'complies' },
    { number: 'LAMP-1', before: 'does_not_comply', after: 'complies' },
  ]);
  const packs = (await get('/packs')).packs.find(({ pack }: { pack: string }) => pack === ofNorthlight);
  expect(packs).toMatchObject({
    ...{ edition: '9', standing: 'in_force', inUse: true, customer: { name: 'Northlight' } },
    otherEditions: [
      { edition: '10', standing: 'coming', inUse: false },
      { edition: 'A', inUse: false },
    ],
  });
  const compared = await get(`/packs/${ofNorthlight}/compare?from=A&to=9`);
  expect(compared.changed).toMatchObject([{ columns: [{ column: 'limitPpm', from: '40000', to: '10000' }] }]);
  const ended = { before: '2025-02-01' };
  await revise(id, { ...northlight, ...ended }, leadUpTo('40000'), 2);
  await revise(ninthId, { ...ninth, ...ended }, leadUpTo('10000'), 1);
  expect(await verdictOf(machine, ofNorthlight)).toBeUndefined();
  expect((await get(`/items/${machine}`)).packs.some(({ pack }: { pack: string }) => pack === ofNorthlight)).toBe(
    false,
  );
  expect(
    (await server.ask(analyst, { url: `/api/v1/substances/items/${machine}/why?pack=${ofNorthlight}` })).statusCode,
  ).toBe(404);
});

test('verdicts are rolled up to customers by what each buys, and a list judges what its customer buys and all that is in it', async () => {
  const { company } = server;
  const { administrator } = company.people;
  const { lamp, machine } = await machineWithLamp();
  const screw = await item('SCREW', 'component');
  await approve(await keep('choices=1=leave_out'));
  await company.approved('substances.customer-list', northlight, leadUpTo('30000'));
  const underList = async () => [
    await verdictOf(lamp, ofNorthlight),
    await verdictOf(machine, ofNorthlight),
    await verdictOf(screw, ofNorthlight),
  ];
  // Nobody says what the customer buys: everything is judged, and that is told.
  expect(await underList()).toEqual(['does_not_comply', 'does_not_comply', 'unknown']);
  expect((await get('/customers')).customers).toEqual([
    { name: 'Northlight', products: null, lists: [ofNorthlight], stands: [] },
  ]);
  const { index } = await verdicts.world();
  // Customers are the same whatever the case and width of their letters.
  const kind = 'substances.customer-product';
  const sold = { customer: 'ＮＯＲＴＨlight', item: machine, number: 'NL-7', from: '2020-01-01' };
  const id = await company.approved(kind, sold);
  await company.approved(kind, { customer: 'Southlight', item: screw, from: '2020-01-01', before: '2020-02-01' });
  await company.approved(kind, { customer: 'Southlight', item: machine, from: '2020-01-01' });
  expect((await get(`/items/${lamp}`)).asOf.isBehind).toBe(true);
  expect(await underList()).toEqual(['does_not_comply', 'does_not_comply', 'not_applicable']);
  expect(await verdictOf(screw, 'rohs-eu')).toBe('unknown');
  expect((await verdicts.world()).index).toBe(index);
  await expectAsReadAnew();
  const { customers } = await get('/customers');
  expect(customers).toMatchObject([
    { name: 'Southlight', products: 1, lists: [] },
    { name: 'ＮＯＲＴＨlight', products: 1, lists: [ofNorthlight] },
  ]);
  expect(customers[1].stands).toContainEqual({ pack: ofNorthlight, verdict: 'does_not_comply', products: 1 });
  expect(customers[1].stands).toContainEqual({ pack: 'rohs-eu', verdict: 'complies_by_exemption', products: 1 });
  const numbers = ({ items }: { items: { number: string }[] }) => items.map(({ number }) => number);
  const bought = await get('/items?customer=northLIGHT&pack=rohs-eu');
  expect([numbers(bought), bought.customers]).toEqual([['MACHINE'], ['Southlight', 'ＮＯＲＴＨlight']]);
  expect(numbers(await get('/items?customer=nobody'))).toEqual([]);
  expect((await get(`/items/${lamp}`)).soldTo).toMatchObject([
    { customer: 'Southlight', number: null, through: { id: machine } },
    { customer: 'ＮＯＲＴＨlight', number: 'NL-7', from: '2020-01-01', through: { number: 'MACHINE' } },
  ]);
  expect((await get(`/items/${machine}`)).soldTo).toMatchObject([{ through: null }, { record: id, through: null }]);
  expect((await get(`/items/${screw}`)).soldTo).toEqual([]);
  const buyers = [
    { customer: 'Southlight', items: ['MACHINE'] },
    { customer: 'ＮＯＲＴＨlight', items: ['MACHINE'] },
  ];
  expect((await get('/where-used?substance=7439-92-1')).customers).toEqual(buyers);
  expect((await post('/impact', { draft: { substances: ['7439-92-1'] } })).json().customers).toEqual(buyers);
  // A list that comes is about what its customer buys.
  await company.approved('substances.customer-list', { ...northlight, edition: 'B', from: '2099-01-01' }, [
    ...leadUpTo('50000'),
    { substance: 'Cadmium', cas: '7440-43-9', limitPpm: '1', per: 'homogeneous_material', duty: 'prohibited' },
  ]);
  const coming = (await post('/impact', { pack: ofNorthlight, on: '2099-01-01' })).json();
  expect(coming.changed.map(({ number }: { number: string }) => number).toSorted()).toEqual(['LAMP-1', 'MACHINE']);
  // What is put into a bought machine is bought with it.
  await company.approved('substances.bom', { item: machine, bomRevision: 'B', from: '2020-06-01' }, [
    { item: lamp, quantity: '2' },
    { item: screw, quantity: '4' },
  ]);
  expect(await verdictOf(screw, ofNorthlight)).toBe('unknown');
  await expectAsReadAnew();
  // Why it stands so is not asked of what the customer does not buy.
  const spare = await item('SPARE', 'component');
  expect(await verdictOf(spare, ofNorthlight)).toBe('not_applicable');
  expect(await get(`/items/${spare}/why?pack=${ofNorthlight}`)).toMatchObject({ path: [{ id: spare }], reasons: [] });
  // Who buys what is not held any more buys nothing that anybody knows of.
  const gone = await item('GONE', 'finished');
  await company.approved(kind, { customer: 'Eastlight', item: gone, from: '2020-01-01' });
  const east = { ...northlight, code: 'eastlight', customer: 'Eastlight' };
  await company.approved('substances.customer-list', east, leadUpTo('30000'));
  expect(await verdictOf(lamp, 'customer-eastlight')).toBe('not_applicable');
  const values = { number: 'GONE', name: both('GONE'), itemClass: 'finished', unit: 'piece' };
  await company.record(administrator, 'substances.item', [{ id: gone, basedOn: 1, void: true, values }], {
    reason: 'no such item',
  });
  expect(await verdictOf(lamp, 'customer-eastlight')).toBe('does_not_comply');
  // A supplier, and whoever reads no records, learn of no customer.
  const supplier = await server.cookieOf(await server.person('a.seller', ['supplier', company.id.V1 as string]));
  const seen = await server.ask(supplier, { url: '/api/v1/substances/customers' });
  expect([seen.statusCode, seen.json().customers ?? []]).toEqual([200, []]);
  expect((await server.ask(board, { url: '/api/v1/substances/customers' })).statusCode).toBe(403);
  // No longer sold, it is nobody’s: of the customer nobody says then what he buys.
  await company.record(administrator, kind, [{ id, basedOn: 1, values: { ...sold, before: '2020-02-01' } }]);
  expect(await underList()).toEqual(['does_not_comply', 'does_not_comply', 'unknown']);
  expect((await get('/customers')).customers).toMatchObject([
    { name: 'Southlight', products: 1 },
    { name: 'Eastlight', products: null },
    { name: 'Northlight', products: null },
  ]);
});

test('a customer’s list is a secret: a supplier and whoever reads no records are shown law alone', async () => {
  const { company } = server;
  await company.approved('substances.customer-list', northlight, leadUpTo('30000'));
  const supplier = await server.cookieOf(await server.person('a.supplier', ['supplier', company.id.V1 as string]));
  const seenBy = async (cookie: string) => {
    const [packs, one] = await Promise.all(
      ['/packs', `/packs/${ofNorthlight}`].map((path) => server.ask(cookie, { url: `/api/v1/substances${path}` })),
    );
    const lead = await server.ask(cookie, { url: '/api/v1/substances/substance/cas:7439-92-1' });
    const naming: { pack: string }[] = lead.json().restrictions ?? [];
    const named = packs?.json().packs.map(({ pack }: { pack: string }) => pack);
    return [
      named.includes('rohs-eu'),
      named.includes(ofNorthlight),
      one?.statusCode,
      naming.some(({ pack }) => pack === ofNorthlight),
    ];
  };
  expect(await seenBy(analyst)).toEqual([true, true, 200, true]);
  expect(await seenBy(supplier)).toEqual([true, false, 404, false]);
  expect(await seenBy(board)).toEqual([true, false, 404, false]);
  // The page of a substance that a law names too tells him of the law; of one that customers alone name there is none.
  const oil = { substance: 'Oil', cas: '8002-05-9', limitPpm: null, per: 'article', duty: 'communicate' };
  await company.approved('substances.customer-list', { ...northlight, code: 'oils', edition: '1' }, [oil]);
  const statusOf = async (cookie: string, cas: string) =>
    (await server.ask(cookie, { url: `/api/v1/substances/substance/cas:${cas}` })).statusCode;
  expect(await Promise.all(['7439-92-1', '8002-05-9'].map((cas) => statusOf(supplier, cas)))).toEqual([200, 404]);
  expect((await get('/substance/cas:8002-05-9')).restrictions).toMatchObject([
    { customer: 'Northlight', pack: 'customer-oils', limitPpm: null, intentional: true, duty: 'communicate' },
  ]);
});

test('the page of a substance tells which customers’ lists in force name it, behind the law', async () => {
  const { company } = server;
  const listed = async () =>
    (await get('/substance/cas:7439-92-1')).restrictions.filter(
      ({ customer }: { customer: string | null }) => customer !== null,
    );
  const kind = 'substances.customer-list';
  await company.approved(kind, { ...northlight, edition: 'old', from: '2023-01-01' }, leadUpTo('90000'));
  await company.approved(kind, { ...northlight, edition: 'next', from: '2099-01-01' }, leadUpTo('10'));
  await company.approved(kind, { ...northlight, code: 'ended', before: '2025-01-01' }, leadUpTo('20'));
  await company.record(company.people.administrator, kind, [
    { id: crypto.randomUUID(), values: { ...northlight, code: 'draft' }, lines: leadUpTo('30') },
  ]);
  expect((await listed()).map(({ edition }: { edition: string }) => edition)).toEqual(['old']);
  const cadmium = { substance: 'Cadmium', cas: '7440-43-9', limitPpm: '1', per: 'article', duty: 'prohibited' };
  await company.approved(kind, northlight, [cadmium, ...leadUpTo('30000')]);
  expect(await listed()).toMatchObject([
    {
      ...{ pack: ofNorthlight, customer: 'Northlight', edition: 'A', packTitle: both('Restricted substances') },
      ...{ clause: '2', limitPpm: '30000', duty: 'prohibited', from: '2024-01-01', before: null, standing: 'now' },
    },
  ]);
  const all: { customer: string | null; standing: string }[] = (await get('/substance/cas:7439-92-1')).restrictions;
  const now = all.filter(({ standing }) => standing === 'now').map(({ customer }) => customer);
  expect([now[0], now.at(-1)]).toEqual([null, 'Northlight']);
});

test('a customer’s file is looked at, kept with its paper, and judged by once it is approved; wholly or not at all', async () => {
  const { company } = server;
  const { lamp } = await machineWithLamp();
  await approve(await keep('choices=1=leave_out'));
  const send = (query: string, sheet: string) =>
    server.ask(analyst, {
      ...{ method: 'POST', url: `/api/v1/substances/customer-list-files?${query}` },
      ...upload('northlight.csv', sheet),
    });
  const sheet =
    '客户环保要求,,,,,\n备注,限值,管控要求,CAS号,物质名称,生效日期\n铅,3 %,禁用,7439-92-1,Lead,\n,,须申报,8/07/2708,Something,2024/03/01\n,100 ppm,,,Halogenated oils,\n';
  const looked = (await send('', sheet)).json();
  expect(looked).toMatchObject({
    ...{ fileName: 'northlight.csv', problems: [], held: null, kept: null },
    repaired: [{ row: 4, text: '8/07/2708', cas: '2708-07-8' }],
    rows: [
      { row: 3, substance: 'Lead', cas: '7439-92-1', limitPpm: '30000', duty: 'prohibited', note: '铅', from: null },
      { row: 4, cas: '2708-07-8', limitPpm: null, duty: 'communicate', from: '2024-03-01' },
      { row: 5, cas: null, limitPpm: '100', duty: 'prohibited' },
    ],
  });
  const called = new URLSearchParams({ ...northlight, commit: 'true', markets: 'EU,US-CA' }).toString();
  const lists = () => company.all(sql`select id from substances_customer_list`);
  // nothing of a file with one wrong row is kept, and every wrong row is told
  const wrong = await send(
    called,
    'Substance,CAS,Limit,Basis,Duty\nLead,7439-92-1,much,article,\nCadmium,7440-43-9,5 ounces,,\nA,7440-43-8,1,,\nB,7440-43-9,1,the moon,\nC,7440-43-9,1,,as agreed\nD,7440-43-9,101 %,,\nE,7440-43-9,1,,\n',
  );
  expect([wrong.statusCode, wrong.json().code]).toEqual([422, 'customer_list_not_kept']);
  expect(
    wrong
      .json()
      .problems.map(({ code, facts }: { code: string; facts: { row: number } }) => [facts.row, code.split('.').at(-1)]),
  ).toEqual([
    [2, 'list_limit_unreadable'],
    [3, 'list_unit_unknown'],
    [4, 'cas'],
    [5, 'list_per_unknown'],
    [6, 'list_duty_unknown'],
    [7, 'list_limit_over_whole'],
  ]);
  expect((await send(called, 'a,b\n1,2\n')).json().problems).toMatchObject([
    { code: 'substances.list.list_without_columns' },
  ]);
  expect(
    (await send('commit=true&code=northlight-rsl', sheet)).json().problems.map(({ field }: { field: string }) => field),
  ).toEqual(['edition', 'customer', 'name', 'from']);
  const contradicting = await send(`${called}&before=2024-01-01`, sheet);
  expect([contradicting.statusCode, contradicting.json().problems[0]]).toMatchObject([
    422,
    { field: 'before', code: 'ends_before_it_begins' },
  ]);
  expect((await send(`${called}&before=2024-02-01`, sheet)).json().problems).toMatchObject([
    { line: 2, field: 'from', code: 'list_row_after_end' },
  ]);
  expect(await lists()).toEqual([]);
  const { kept } = (await send(called, sheet)).json();
  expect(kept).toMatchObject({ outcome: 'new', state: 'submitted' });
  expect(await verdictOf(lamp, ofNorthlight)).toBeUndefined();
  await company.step(company.people.reviewer, 'substances.customer-list', 'approve', [kept.id]);
  expect(await verdictOf(lamp, ofNorthlight)).toBe('does_not_comply');
  const papers = await company.all<{ n: string }>(
    sql`select file_name as n from evidence_link where record_id = ${kept.id}`,
  );
  expect(papers).toEqual([{ n: 'northlight.csv' }]);
  // the same list and edition again: nothing changes where the file says the same, else it is the next revision
  const again = (await send(called, sheet)).json();
  expect(again).toMatchObject({
    held: { id: kept.id, revision: 1 },
    kept: { id: kept.id, outcome: 'same', state: 'approved' },
  });
  expect((await send(called, sheet.replace('3 %', '4 %'))).json().kept).toMatchObject({
    id: kept.id,
    outcome: 'changed',
    state: 'submitted',
  });
  expect(await verdictOf(lamp, ofNorthlight)).toBe('does_not_comply');
  await company.step(company.people.reviewer, 'substances.customer-list', 'approve', [kept.id]);
  expect(await verdictOf(lamp, ofNorthlight)).toBe('complies');
  const shown = await get(`/packs/${ofNorthlight}`);
  expect(
    shown.restrictions.map(
      ({ substances, markets, remark }: { substances: { key: string }[]; markets: string[]; remark?: string }) => [
        substances[0]?.key,
        markets,
        remark,
      ],
    ),
  ).toEqual([
    ['cas:7439-92-1', ['EU', 'US-CA'], '铅'],
    ['cas:2708-07-8', ['EU', 'US-CA'], undefined],
    ['key:customer-northlight-rsl.row-3', ['EU', 'US-CA'], undefined],
  ]);
  expect(
    (
      await server.ask(board, {
        method: 'POST',
        url: '/api/v1/substances/customer-list-files',
        ...upload('a.csv', sheet),
      })
    ).statusCode,
  ).toBe(403);
});

test('in a thread of its own he judges the same, and says what he cannot', async () => {
  const { db, packs } = server.company;
  const { machine } = await machineWithLamp();
  await approve(await keep('choices=1=leave_out'));
  const { host, port, user, password, database, connectionString } = db.pool.options;
  const task = { engine: db.engine, connection: { host, port, user, password, database, connectionString }, home };
  const apart = wireVerdictsApart(db, packs, task);
  const lost = wireVerdictsApart(db, packs, { ...task, connection: { host: '127.0.0.1', port: 9 } });
  try {
    expect(await apart.catchUp()).toBe(true);
    const found = (await get(`/items/${machine}`)).verdicts.find((one: { pack: string }) => one.pack === 'rohs-eu');
    expect(found.verdict).toBe('complies_by_exemption');
    await server.company.approved('substances.customer-list', northlight, leadUpTo('30000'));
    expect([await apart.catchUp(), await apart.catchUp()]).toEqual([true, false]);
    const listed = (await get(`/items/${machine}`)).verdicts.find(
      ({ pack }: { pack: string }) => pack === ofNorthlight,
    );
    expect(listed.verdict).toBe('does_not_comply');
    const row = { name: 'lead', substance: 'cas:7439-92-1', per: 'article', limitPpm: '1000' } as const;
    const lead = { rows: [row], duty: 'communicate' } as const;
    const [there, here] = [await apart.impact({ draft: lead }), await verdicts.impact({ draft: lead })];
    expect(there).toEqual(here);
    expect(there?.changed[0]).toMatchObject({ item: machine, after: 'must_be_communicated', isProduct: true });
    expect(await apart.impact({ pack: 'no such pack', on: '2026-11-27' })).toBeNull();
    await expect(lost.catchUp()).rejects.toThrow(/ECONNREFUSED|connect/);
  } finally {
    await Promise.all([apart.stop(), lost.stop()]);
  }
});
