// From a supplier’s file to the verdict of a product, and what is refused: kept bit by bit, it stands as if all were judged anew.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { wireVerdicts } from '#app/wire-verdicts.ts';
import { kinds } from '#app/wiring.ts';
import { systemActor } from '#platform/db/database.ts';
import { iecFile } from '../rules/formats/declarations.test-fixture.ts';
import {
  approve,
  board,
  both,
  expectAsReadAnew,
  get,
  home,
  item,
  keep,
  keeperOf,
  machineWithLamp,
  openItems,
  sent,
  server,
  verdictOf,
  verdicts,
} from './items.test-fixture.ts';
import { takeDeclarations } from './take-declarations.ts';

openItems();

test('an item’s category of equipment goes with it to where it is judged', async () => {
  const { lamp } = await machineWithLamp();
  const values = { number: 'LAMP-1', name: both('LAMP-1'), itemClass: 'component', unit: 'piece', category: '8-ivd' };
  expect((await get(`/items/${lamp}`)).category).toBeNull();
  await server.company.record(server.company.people.administrator, 'substances.item', [
    { id: lamp, basedOn: 1, values },
  ]);
  await verdicts.catchUp();
  const { index } = await verdicts.world();
  expect(index.categories.name(index.itemCategory.at(index.items.find(lamp)))).toBe('8-ivd');
  expect((await get(`/items/${lamp}`)).category).toBe('8-ivd');
});

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
