// What a control grade requires of an item’s parts, and bills of materials that come by file.
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { upload } from '#app/small-server.test-fixture.ts';
import { addDays, todayIn } from '#period/calendar-date.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { systemActor } from '#platform/db/database.ts';
import { rememberHeadings } from '#platform/intake/remembered-headings.ts';
import { analyst, board, both, get, item, machineWithLamp, openItems, server } from './items.test-fixture.ts';

openItems();

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

test('a sheet of levels is kept like such a file: several bills of materials, in an item of ours where it leaves that out', async () => {
  const sheet =
    'Level,Item description,Part number,Qty,UOM\n1,Lamp,LAMP-9,2,EA\n.2,Base,BASE,1,EA\n.2,Glue,GLUE-9,5,g\n1,Lid,LID,1,EA\n';
  const looked = await sentBom('', sheet);
  expect(looked).toMatchObject({
    ...{ status: 200, name: null, problems: [], counts: { items: 4, tops: 2, boms: 1, unknown: 4 } },
    lines: [{ depth: 0 }, { depth: 1, quantity: '1' }, { depth: 1, quantity: '0.005' }, { depth: 0 }],
  });
  const machine = await item('MACHINE-9', 'finished');
  const kept = await sentBom(`commit=true&makesUnknown=true&revision=A&from=2024-01-01&top=${machine}`, sheet);
  expect(kept).toMatchObject({ status: 200, counts: { items: 5, tops: 1, boms: 2, unknown: 4 }, kept: { made: 4 } });
  const { parts } = await get(`/items/${machine}/parts?pack=rohs-eu`);
  expect(parts).toMatchObject([
    { number: 'LAMP-9', quantity: '2', hasParts: true },
    { number: 'LID', quantity: '1', hasParts: false },
  ]);
  const base = (await get('/items?text=BASE')).items[0];
  expect([base.itemClass, base.name]).toEqual(['component', both('Base')]);
  // Level 3 below level 1, and an item of ours that is none.
  const jump = await sentBom('commit=true&makesUnknown=true&revision=B', sheet.replaceAll('.2', '3'));
  expect([jump.status, jump.code, jump.problems]).toMatchObject([
    ...[422, 'bom_not_kept'],
    [{ code: 'substances.file.level_without_parent', line: 3 }, { line: 4 }],
  ]);
  expect((await sentBom(`top=${crypto.randomUUID()}`, sheet)).status).toBe(404);
  // What was chosen for parts in sheets of the general import holds here too.
  const otherwise = sheet.replace('Part number', 'Kennung');
  expect((await sentBom('', otherwise)).problems).toMatchObject([{ code: 'column_missing' }]);
  await server.company.db.as(systemActor('operator'), (tx) =>
    rememberHeadings(tx, { kind: 'substances.bom' }, GROUP_ID, new Map([[2, 'KENNUNG']]), { 2: 'part/item' }),
  );
  expect(await sentBom('', otherwise)).toMatchObject({ problems: [], counts: { items: 4, unknown: 0 } });
});
