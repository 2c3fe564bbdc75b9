// From a supplier's file to the verdict of a product, why it is so, where the substance is, and what a draft list would change.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallServer, type SmallServer, upload } from '#app/small-server.test-fixture.ts';
import { wireVerdicts, wireVerdictsApart } from '#app/wire-verdicts.ts';
import { kinds } from '#app/wiring.ts';
import { addDays, todayIn } from '#period/calendar-date.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { systemActor } from '#platform/db/database.ts';
import { attachToMany } from '#platform/evidence/attach.ts';
import { iecFile } from '../rules/formats/declarations.test-fixture.ts';
import { JudgedWorld } from './judged-world.ts';
import { takeDeclarations } from './take-declarations.ts';
import type { KeeperHere } from './verdict-keeper.ts';

let server: SmallServer;
let analyst: string;
let board: string;
let verdicts: KeeperHere;
const home = fileURLToPath(new URL('../../../..', import.meta.url));
const keeperOf = () => wireVerdicts(server.company.db, server.company.packs, home);
beforeAll(async () => {
  server = await openSmallServer();
  analyst = await server.cookieOf(await server.person('materials.analyst', ['centre_analyst', GROUP_ID]));
  board = await server.cookieOf(await server.person('board.reader', ['board_reader', GROUP_ID]));
  // Every test begins with another past than the one before left in its memory.
  verdicts = keeperOf();
});
beforeEach(() => server.company.rewind());
afterAll(() => server?.close());

const both = (text: string) => ({ en: text, zh: text });
const item = (number: string, itemClass: string) =>
  server.company.approved('substances.item', { number, name: both(number), itemClass, unit: 'piece' });
const get = async (path: string) => (await server.ask(analyst, { url: `/api/v1/substances${path}` })).json();
const post = (path: string, payload: object) =>
  server.ask(analyst, { method: 'POST', url: `/api/v1/substances${path}`, payload });

/** A lamp in a machine of two; the lamp is bought of a maker who calls it L-1. */
async function machineWithLamp() {
  const { company } = server;
  const maker = await company.approved('suppliers.supplier', {
    ...{ code: 'LAMPS', name: both('Lamps Ltd'), country: 'CN', roles: ['material'] },
  });
  const [lamp, machine] = [await item('LAMP-1', 'component'), await item('MACHINE', 'finished')];
  const part = await company.approved('substances.maker-part', {
    item: lamp,
    maker,
    number: 'L-1',
    from: '2020-01-01',
  });
  const other = await company.approved('substances.maker-part', {
    item: lamp,
    maker,
    number: 'L-2',
    from: '2020-01-01',
    before: '2020-02-01',
  });
  await company.approved('substances.bom', { item: machine, bomRevision: 'A', from: '2020-01-01' }, [
    { item: lamp, quantity: '2' },
  ]);
  return { lamp, machine, part, other };
}

const verdictOf = async (id: string, pack: string) => {
  await verdicts.catchUp();
  return (await get(`/items/${id}`)).verdicts.find((one: { pack: string }) => one.pack === pack)?.verdict;
};

/** What stands in memory after what came bit by bit, beside what is read of the records anew. */
async function expectAsReadAnew() {
  await verdicts.catchUp();
  const codesOf = ({ index, judged }: JudgedWorld) =>
    Object.fromEntries(
      Array.from({ length: index.items.size }, (_, item) => [
        index.items.name(item),
        [...judged.rolled.slice(item * judged.at.packs.length, (item + 1) * judged.at.packs.length)],
      ]),
    );
  const world = await verdicts.world();
  const rules = await server.company.db.as(systemActor('operator'), (tx) => verdicts.rules.on(tx, world.day));
  const anew = await JudgedWorld.read(server.company.db, rules, world.day);
  expect(codesOf(world)).toEqual(codesOf(anew));
  expect(world.judged.bom.childOf.length).toBe(anew.judged.bom.childOf.length);
}

const sent = (query: string, file = iecFile) =>
  server.ask(analyst, {
    ...{ method: 'POST', url: `/api/v1/substances/declaration-files?${query}`, ...upload('lamp.xml', file) },
  });

const approve = async (ids: readonly string[]) => {
  const { company } = server;
  await company.step(company.people.reviewer, 'substances.declaration', 'approve', [...ids]);
};
const keep = async (query: string, file?: string): Promise<string[]> =>
  (await sent(`commit=true&${query}`, file)).json().kept.map(({ id }: { id: string }) => id);

test('a file is looked at, kept once its products are known, and counts once it is approved', async () => {
  const { lamp, machine, other } = await machineWithLamp();
  expect(await verdictOf(machine, 'rohs-eu')).toBe('unknown');
  const looked = (await sent('')).json();
  expect(looked).toMatchObject({ format: 'iec-62474', issuedOn: '2026-01-20', supplierNamed: 'Lamps Ltd', kept: null });
  expect(looked.products.map(({ number, choice }: { number: string; choice: unknown }) => [number, choice])).toEqual([
    ['L-1', { part: expect.any(String) }],
    ['L-2', { part: other }],
  ]);
  const kept = await sent('commit=true&choices=1=leave_out');
  expect([kept.statusCode, kept.json().kept]).toEqual([
    200,
    [expect.objectContaining({ state: 'submitted', outcome: 'new' })],
  ]);
  expect(await verdictOf(machine, 'rohs-eu')).toBe('unknown');
  await approve(kept.json().kept.map(({ id }: { id: string }) => id));
  expect([await verdictOf(lamp, 'rohs-eu'), await verdictOf(machine, 'rohs-eu')]).toEqual([
    'complies_by_exemption',
    'complies_by_exemption',
  ]);
  // Two lamps of 40 g, of each of which two terminals of 20 g are declared down to the last substance.
  expect((await get(`/items/${machine}`)).completeness).toEqual({
    ...{ massMg: 80_000, namedMg: 80_000, parts: 1, withoutMass: 0 },
  });
  const { packs, markets } = await get(`/items/${machine}`);
  const holdsIn = (of: string) => packs.find(({ pack }: { pack: string }) => pack === of).markets;
  expect([markets, holdsIn('prop-65'), holdsIn('rohs-eu')]).toEqual([null, ['US-CA'], null]);
  const why = await get(`/items/${machine}/why?pack=rohs-eu`);
  expect(why.path.map(({ number }: { number: string }) => number)).toEqual(['MACHINE', 'LAMP-1']);
  expect(why.reasons[0]).toMatchObject({
    verdict: 'complies_by_exemption',
    limitPpm: '1000',
    declaration: { document: 'R-1' },
  });
  const parts = await get(`/items/${machine}/parts?pack=rohs-eu`);
  expect(parts.parts).toMatchObject([
    { number: 'LAMP-1', quantity: '2', verdict: 'complies_by_exemption', hasParts: false },
  ]);
  const listed = await get('/items?pack=rohs-eu&verdict=complies_by_exemption&tops=true');
  expect(listed.items.map(({ number }: { number: string }) => number)).toEqual(['MACHINE']);
  expect(listed.asOf.isBehind).toBe(false);
});

test('a declaration withdrawn, or an item no longer made of it, is judged anew', async () => {
  const { machine, lamp } = await machineWithLamp();
  const [declared] = await keep('choices=1=leave_out');
  await approve([declared as string]);
  expect(await verdictOf(machine, 'rohs-eu')).toBe('complies_by_exemption');
  const { company } = server;
  const [bom] = await company.all(sql<{ id: string }>`select id from substances_bom where latest`);
  const other = await item('OTHER', 'component');
  await company.record(company.people.administrator, 'substances.bom', [
    {
      ...{ id: bom?.id as string, basedOn: 1, values: { item: machine, bomRevision: 'A', from: '2020-01-01' } },
      lines: [{ item: other, quantity: '1' }],
    },
  ]);
  expect(await verdictOf(machine, 'rohs-eu')).toBe('unknown');
  expect(await verdictOf(lamp, 'rohs-eu')).toBe('complies_by_exemption');
  await expectAsReadAnew();
});

test('substances, items and bills of materials that come one after the other cost themselves, and stand as if read anew', async () => {
  const { company } = server;
  const { machine } = await machineWithLamp();
  await verdicts.catchUp();
  const world = await verdicts.world();
  const laidOut = world.judged.at.memberStart.length;
  await approve(await keep('choices=1=leave_out'));
  await expectAsReadAnew();
  const line = await item('LINE', 'finished');
  await company.approved('substances.bom', { item: line, bomRevision: 'A', from: '2020-01-01' }, [
    { item: machine, quantity: '3' },
  ]);
  await expectAsReadAnew();
  expect(await verdictOf(line, 'rohs-eu')).toBe('complies_by_exemption');
  // Nothing of it was judged anew: it is the same world, which knows more substances.
  expect(await verdicts.world()).toBe(world);
  expect(world.judged.at.memberStart.length).toBeGreaterThan(laidOut);
});

test('of two bills of materials of one item the one that began last counts', async () => {
  const { company } = server;
  const { machine } = await machineWithLamp();
  await approve(await keep('choices=1=leave_out'));
  expect(await verdictOf(machine, 'rohs-eu')).toBe('complies_by_exemption');
  const box = await item('BOX', 'component');
  const part = { item: box, quantity: '1' };
  await company.approved('substances.bom', { item: machine, bomRevision: 'B', from: '2024-01-01' }, [part]);
  expect(await verdictOf(machine, 'rohs-eu')).toBe('unknown');
  const { parts } = await get(`/items/${machine}/parts?pack=rohs-eu`);
  expect(parts.map(({ number }: { number: string }) => number)).toEqual(['BOX']);
});

test('what somebody else kept meanwhile is judged anew, and never ends what is newer', async () => {
  const { machine } = await machineWithLamp();
  await verdicts.catchUp();
  const other = keeperOf();
  await approve(await keep('choices=1=leave_out'));
  await other.catchUp();
  expect(await verdictOf(machine, 'rohs-eu')).toBe('complies_by_exemption');
  expect((await verdicts.world()).index.items.size).toBe(2);
  expect(await other.catchUp()).toBe(false);
});

/** How all stand, as the database tells it. */
const standing = () =>
  server.company.all<{ item_id: string; pack: string; verdict: string }>(
    sql`select item_id, pack, edition, verdict, basis, own from substances_verdict where ended_seq is null order by item_id, pack`,
  );
/** What a keeper writes who knows nothing of what stands. */
async function standingAnew(todayIn?: () => string) {
  const { db, packs } = server.company;
  await db.asOwner((tx) => sql`truncate substances_verdict, substances_verdict_state`.execute(tx));
  await wireVerdicts(db, packs, home, todayIn).catchUp();
  return standing();
}

test('what is approved while all is read is written when it is judged, and so is what contains it', async () => {
  const { db, packs } = server.company;
  const { lamp, machine } = await machineWithLamp();
  await keeperOf().catchUp();
  const ids = await keep('choices=1=leave_out');
  let asked = 0;
  const late = Object.assign(Object.create(db) as typeof db, {
    as: async (...given: Parameters<typeof db.as>) => {
      // The first question is whether anything came, and nothing did.
      if (++asked === 2) await approve(ids);
      return db.as(...given);
    },
  });
  const keeper = wireVerdicts(late, packs, home);
  const world = await keeper.world();
  await keeper.catchUp();
  expect(await keeper.world()).toBe(world);
  const stands = await standing();
  for (const id of [lamp, machine])
    expect(stands).toContainEqual(
      expect.objectContaining({ item_id: id, pack: 'rohs-eu', verdict: 'complies_by_exemption' }),
    );
  expect(stands).toEqual(await standingAnew());
});

test('another day writes what it makes otherwise, and leaves what a keeper who begins on it writes', async () => {
  const { db, packs } = server.company;
  const { machine } = await machineWithLamp();
  await approve(await keep('choices=1=leave_out&until=2026-12-31'));
  let day = '2026-11-27';
  const keeper = wireVerdicts(db, packs, home, () => day);
  await keeper.catchUp();
  const before = await standing();
  // Nobody stands by the declaration any more.
  day = '2027-01-01';
  await keeper.catchUp();
  const after = await standing();
  const ofMachine = (rows: typeof before) =>
    rows.find(({ item_id, pack }) => item_id === machine && pack === 'rohs-eu')?.verdict;
  expect([ofMachine(before), ofMachine(after)]).toEqual(['complies_by_exemption', 'unknown']);
  const ended = await server.company.all(sql`select from substances_verdict where ended_seq is not null`);
  expect(ended.length).toBeLessThan(before.length);
  expect(after).toEqual(await standingAnew(() => day));
});

/** A laboratory's report of a part, found in a material of its declaration. */
const reported = (part: string, more: object, results: readonly object[]) =>
  server.company.approved(
    'substances.test-report',
    {
      ...{ makerPart: part, number: 'T-1', laboratory: 'Test House', sample: 'Base', matrix: 'metal' },
      ...{ testedOn: '2024-03-01', until: '2099-12-31', ...more },
    },
    results.map((one) => ({ method: 'wet_chemistry', notDetected: false, unit: 'mg/kg', ...one })),
  );

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
  await company.step(reviewer, kind, 'approve', [id]);
  expect((await get(`/items/${lamp}`)).asOf.isBehind).toBe(true);
  expect([await verdictOf(lamp, ofNorthlight), await verdictOf(machine, ofNorthlight)]).toEqual([
    'does_not_comply',
    'does_not_comply',
  ]);
  await expectAsReadAnew();
  const told = await get(`/items/${lamp}`);
  expect(told.asOf.isBehind).toBe(false);
  expect(told.packs.find(({ pack }: { pack: string }) => pack === ofNorthlight)).toEqual({
    ...{ pack: ofNorthlight, edition: 'A', customer: 'Northlight' },
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

test('a customer’s list is a secret: a supplier and whoever reads no records are shown law alone', async () => {
  const { company } = server;
  await company.approved('substances.customer-list', northlight, leadUpTo('30000'));
  const supplier = await server.cookieOf(await server.person('a.supplier', ['supplier', company.id.V1 as string]));
  const seenBy = async (cookie: string) => {
    const [packs, one] = await Promise.all(
      ['/packs', `/packs/${ofNorthlight}`].map((path) => server.ask(cookie, { url: `/api/v1/substances${path}` })),
    );
    const named = packs?.json().packs.map(({ pack }: { pack: string }) => pack);
    return [named.includes('rohs-eu'), named.includes(ofNorthlight), one?.statusCode];
  };
  expect(await seenBy(analyst)).toEqual([true, true, 200]);
  expect(await seenBy(supplier)).toEqual([true, false, 404]);
  expect(await seenBy(board)).toEqual([true, false, 404]);
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

test('a file is held against the schema that the owner holds, and nothing of it is taken where it does not keep to it', async () => {
  const { company, dataFolder } = server;
  const [path, iec62474Schema] = [join(dataFolder, 'lamp.xml'), join(dataFolder, 'held.xsd')];
  writeFileSync(path, iecFile);
  writeFileSync(
    iec62474Schema,
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:held"><xs:element name="Other"/></xs:schema>',
  );
  const world = { db: company.db, kinds, todayIn: () => '2024-07-15', limits: async () => ({}) };
  const looked = { supplier: null, choices: new Map(), issuedOn: null, until: null, commit: false };
  const paper = { file: { sha256: 'a'.repeat(64), bytes: 1, mediaType: 'text/xml' }, fileName: 'lamp.xml' };
  const by = (schema?: string) =>
    takeDeclarations({ ...world, iec62474Schema: schema }, systemActor('operator'), path, looked, {
      via: 'web',
      paper,
    });
  expect((await by()).products.length).toBeGreaterThan(0);
  expect(await by(iec62474Schema)).toMatchObject({
    products: [],
    problems: [{ code: 'schema_violated', level: 'error' }],
  });
});

test('what is wrong with a file is told at its line, and nothing of it is kept', async () => {
  await machineWithLamp();
  const wrong = await sent('commit=true', iecFile.replace('mass="0.040"', 'mass="-0.040"'));
  expect([wrong.statusCode, wrong.json().code]).toEqual([422, 'declarations_not_kept']);
  expect(wrong.json().problems[0]).toMatchObject({ code: 'substances.file.negative_amount', line: expect.any(Number) });
  const unknown = await sent('commit=true', iecFile.replaceAll('L-1', 'L-9').replaceAll('A-9', 'A-8'));
  expect(unknown.json().problems).toMatchObject([{ code: 'declared_part_unknown', facts: { given: 'L-9' } }]);
  expect(await server.company.all(sql`select from substances_declared`)).toEqual([]);
});

test('items that would contain each other are refused with the way round, whoever writes them', async () => {
  const { company } = server;
  const { lamp, machine } = await machineWithLamp();
  await expect(
    company.approved('substances.bom', { item: lamp, bomRevision: 'A', from: '2021-01-01' }, [
      { item: machine, quantity: '1' },
    ]),
  ).rejects.toMatchObject({ code: 'bom_goes_round', facts: { path: 'LAMP-1 > MACHINE > LAMP-1' } });
  await expect(
    company.approved('substances.bom', { item: lamp, bomRevision: 'B', from: '2021-01-01' }, [
      { item: lamp, quantity: '1' },
    ]),
  ).rejects.toMatchObject({ code: 'bom_goes_round' });
});

test('who reads no records is shown none of it', async () => {
  await machineWithLamp();
  for (const path of ['/items', '/where-used?substance=7439-92-1'])
    expect((await server.ask(board, { url: `/api/v1/substances${path}` })).statusCode).toBe(403);
});

test('what a grade requires is told of each maker’s part: missing, met, due and too old; and who lacks it is listed', async () => {
  const { company } = server;
  const { lamp } = await machineWithLamp();
  const requiredOf = async (id: string) => (await get(`/items/${id}`)).required;
  expect(await requiredOf(lamp)).toMatchObject({ standing: 'no_grade', requirement: null });
  const [cable, glue] = await Promise.all(
    ['CABLE', 'GLUE'].map((number) =>
      company.approved('substances.item', {
        ...{ number, name: both(number), itemClass: 'component', unit: 'piece', controlGrade: 'high' },
      }),
    ),
  );
  expect(await requiredOf(cable as string)).toMatchObject({ standing: 'not_set', requirement: null });
  const today = todayIn('Asia/Shanghai', Date.now());
  const requirement = await company.approved(
    'substances.grade-requirement',
    {
      ...{ controlGrade: 'high', from: '2020-01-01', disclosure: 'statement', declarationMonths: 120 },
      ...{ needsReports: true, reportMonths: 120, lotScreening: 'Every lot', auditMonths: 12 },
    },
    [{ analyte: 'Pb' }],
  );
  // What comes later is not asked yet.
  await company.approved('substances.grade-requirement', {
    ...{ controlGrade: 'high', from: addDays(today, 1), disclosure: 'none', needsReports: false },
  });
  const maker = await company.approved('suppliers.supplier', {
    ...{ code: 'WIRES', name: both('Wires Ltd'), country: 'CN', roles: ['material'] },
  });
  const wire = await company.approved('substances.maker-part', {
    ...{ item: cable as string, maker, number: 'W-1', grade: 'PVC 40', from: '2020-01-01' },
  });
  expect(await requiredOf(glue as string)).toMatchObject({ standing: 'no_part' });
  expect(await requiredOf(cable as string)).toMatchObject({
    ...{ standing: 'lacks', requirement: { id: requirement, analytes: ['Pb'], lotScreening: 'Every lot' } },
    parts: [
      {
        ...{ id: wire, maker: both('Wires Ltd') },
        asked: [
          { what: 'declaration', standing: 'missing', record: null },
          { what: 'report', analyte: 'Pb', standing: 'missing', record: null },
        ],
      },
    ],
  });
  const sha256 = 'b'.repeat(64);
  const product = {
    ...{ name: 'Cable', number: 'W-1', requesterNumber: null, revision: null, effectiveOn: null, massMg: null },
    ...{
      alsoCovers: [],
      unit: 'each',
      isArticle: true,
      isFullMaterial: false,
      statements: [],
      parts: [],
      contents: [],
    },
    ...{ exemptions: [], materialGroups: [], materials: [], compositionLists: [] },
  };
  const ofFile = { format: 'iec-62474', fileSha256: 'a'.repeat(64), productSha256: sha256 };
  await company.db.as(systemActor('operator'), (tx) =>
    sql`insert into substances_declared (sha256, product) values (${sha256}, ${JSON.stringify(product)}::jsonb)`.execute(
      tx,
    ),
  );
  const declaration = await company.approved('substances.declaration', {
    ...{ ...ofFile, makerPart: wire, document: 'D-1', issuedOn: '2024-06-25', fullMaterial: 'selected' },
  });
  const report = (number: string, testedOn: string, grade: string | null) =>
    company.approved(
      'substances.test-report',
      {
        ...{ makerPart: wire, number, laboratory: 'Lab', accreditation: 'L1', sample: 'Sheath', grade },
        ...{ matrix: 'polymer', testedOn, until: addDays(today, 10) },
      },
      [{ method: 'wet_chemistry', analyte: 'Pb', notDetected: true, unit: 'mg/kg', detectionLimit: '5' }],
    );
  // Of another grade of the material it is no report of this part; of 2010 it is older than ten years.
  await report('R-PUR', '2024-07-01', 'PUR');
  const old = await report('R-1', '2010-01-01', null);
  const listed = await get('/grades?grade=high');
  expect(listed).toMatchObject({ looked: 2, after: null, requirements: [{ id: requirement }] });
  expect(listed.items).toMatchObject([
    {
      ...{ number: 'CABLE', standing: 'lacks' },
      parts: [
        { asked: [{ what: 'report', standing: 'too_old', since: '2020-01-02', record: { id: old, called: 'R-1' } }] },
      ],
    },
    { number: 'GLUE', standing: 'no_part', parts: [] },
  ]);
  expect(listed.items[0].parts[0].asked).toHaveLength(1);
  await report('R-2', '2024-06-15', 'PVC 40');
  const now = await requiredOf(cable as string);
  expect(now.standing).toBe('due');
  expect(now.parts[0].asked).toMatchObject([
    { standing: 'met', dueWithin: null, record: { id: declaration, called: 'D-1' } },
    { standing: 'met', dueWithin: 30, until: addDays(today, 10), record: { called: 'R-2' } },
  ]);
  const rows = (await get('/items?pack=rohs-eu')).items as { number: string; required: string }[];
  expect(Object.fromEntries(rows.map(({ number, required }) => [number, required]))).toEqual({
    ...{ CABLE: 'due', GLUE: 'no_part', 'LAMP-1': 'no_grade', MACHINE: 'no_grade' },
  });
  expect([(await get('/grades?grade=low')).looked, (await get('/grades?class=finished')).looked]).toEqual([0, 0]);
  expect((await get('/grades?after=CABLE')).items.map(({ number }: { number: string }) => number)).toEqual(['GLUE']);
});

const grantaExample = readFileSync(
  new URL('../rules/formats/granta-example/compliance-bom-1711.xml', import.meta.url),
  'utf8',
);
const granta = (parts: string) =>
  `<PartsEco xmlns="http://www.grantadesign.com/24/12/BillOfMaterialsEco"><Components>\n${parts}</Components></PartsEco>`;
const bomPart = (number: string, quantity: string, parts = '') =>
  `<Part><Quantity Unit="Each">${quantity}</Quantity><PartNumber>${number}</PartNumber><Components>${parts}</Components></Part>\n`;
const sentBom = async (query: string, file = grantaExample, cookie = analyst) => {
  const url = `/api/v1/substances/bom-files?${query}`;
  const { statusCode, json } = await server.ask(cookie, { method: 'POST', url, ...upload('bom.xml', file) });
  return { status: statusCode, ...json() };
};

test('the bill of materials that Granta publishes is looked at, and kept with its new items or not at all', async () => {
  const child = await item('Child 2', 'semi_finished');
  const looked = await sentBom('');
  expect(looked).toMatchObject({
    ...{ status: 200, name: 'Complex Bom', kept: null },
    counts: { items: 10, boms: 4, unknown: 9, withoutMass: 3 },
  });
  expect(looked.problems.map(({ code }: { code: string }) => code)).toEqual(Array(3).fill('mass_missing'));
  expect(looked.items[7]).toMatchObject({ number: 'Child 2', known: { id: child }, choice: { item: child } });
  expect(looked.items[2]).toMatchObject({
    ...{ number: 'Fire Distinguisher', known: null, choice: null, usualClass: 'component', massMg: '10200000' },
  });
  expect(looked.lines.slice(0, 3)).toMatchObject([
    { nth: 0, parent: null, depth: 0 },
    { nth: 1, parent: 0, depth: 1, quantity: '1' },
    { nth: 2, parent: 1, depth: 2, quantity: '1' },
  ]);
  // Nobody said what the nine are, nor by which revision.
  const refused = await sentBom('commit=true');
  expect([refused.status, refused.code]).toEqual([422, 'bom_not_kept']);
  const itemsNow = async () => (await get('/items')).items.map(({ number }: { number: string }) => number);
  expect(await itemsNow()).toEqual(['Child 2']);
  const kept = await sentBom('commit=true&makesUnknown=true&revision=A&from=2024-01-01&choices=2=make:auxiliary');
  expect(kept).toMatchObject({ status: 200, kept: { made: 9 } });
  expect(kept.kept.boms.map(({ number, outcome }: { number: string; outcome: string }) => [number, outcome])).toEqual([
    ...['Part 1', 'Child 1', 'mid_frame', 'Child 2'].map((number) => [number, 'new']),
  ]);
  const rows = (await get('/items?tops=true')).items as { number: string; id: string }[];
  expect(rows.map(({ number }) => number)).toEqual(['Part 1', 'Part 2']);
  const { parts } = await get(`/items/${rows[0]?.id}/parts?pack=rohs-eu`);
  expect(parts).toMatchObject([
    { number: 'Child 1', quantity: '1', hasParts: true },
    { number: 'Child 2', quantity: '1', hasParts: true },
  ]);
  const distinguisher = (await get('/items?text=Fire')).items[0];
  expect([distinguisher.itemClass, (await get(`/items/${distinguisher.id}`)).massMg]).toEqual([
    'auxiliary',
    '10200000',
  ]);
  // The same file again is the same; everything is known by now.
  const again = await sentBom('commit=true&revision=A&from=2024-01-01');
  expect(again.kept.boms.map(({ outcome }: { outcome: string }) => outcome)).toEqual(Array(4).fill('same'));
  expect(again.counts.unknown).toBe(0);
});

test('what is wrong with a bill of materials is told at its line, and nothing of it is kept', async () => {
  const codes = async (file: string) =>
    (await sentBom('', file)).problems.map(({ code, line }: { code: string; line: number }) => `${code} ${line}`);
  expect(await codes(`<!DOCTYPE x [<!ENTITY e "x">]>${granta('')}`)).toEqual(['doctype_refused 1']);
  expect(await codes('<PartsEco xmlns="http://example.org/x"/>')).toEqual(['not_a_bill_of_materials 1']);
  expect(await codes('QTY,PART\n1,A\n')).not.toEqual([]);
  const circle = granta(bomPart('A', '1', bomPart('B', '2', bomPart('A', '1'))));
  const told = await sentBom('', circle);
  expect(told.problems).toMatchObject([
    { code: 'mass_missing', level: 'warning' },
    { code: 'parts_go_round', level: 'error', facts: { path: 'A > B > A' } },
  ]);
  expect(await sentBom('commit=true&makesUnknown=true&revision=A', circle)).toMatchObject({
    ...{ status: 422, code: 'bom_not_kept' },
  });
  // A circle by way of what is recorded already is found where it is written.
  const { lamp } = await machineWithLamp();
  const refused = await sentBom(
    'commit=true&makesUnknown=true&revision=A&from=2020-01-01',
    granta(bomPart('LAMP-1', '1', bomPart('MACHINE', '1') + bomPart('NEW-1', '1'))),
  );
  expect([refused.status, refused.code, refused.facts]).toEqual([
    ...[422, 'bom_goes_round', { path: 'LAMP-1 > MACHINE > LAMP-1' }],
  ]);
  expect((await get('/items?text=NEW-1')).items).toEqual([]);
  // By the number of a maker's part it is the item; counted in pieces it is not 2 kg of it.
  const byPart = await sentBom(
    'makesUnknown=true',
    granta(bomPart('TOP', '1', bomPart('L-1', '2').replace('"Each"', '"kg"'))),
  );
  expect(byPart.items[1]).toMatchObject({ number: 'L-1', known: { id: lamp }, choice: { item: lamp } });
  expect(byPart.problems).toMatchObject([
    { code: 'mass_missing' },
    { code: 'unit_of_item', facts: { part: 'L-1', unit: 'kg', own: 'piece' } },
  ]);
  expect((await sentBom('', grantaExample, board)).status).toBe(403);
});
