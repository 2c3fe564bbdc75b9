// Does the database itself hold the lines: who may see and write which table, and is each table what its kind declares?
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kinds } from '#app/wiring.ts';
import { sections } from '#domains/reports/model/sections.ts';
import { indicators } from '#domains/water/model/aqueduct.ts';
import { openSmallCompany, type SmallCompany } from '../../../tests/small-company.ts';
import { noteAccess } from '../access/access-events.ts';
import { makeKey } from '../access/api-keys.ts';
import { makeLink } from '../access/one-time-links.ts';
import { holdPost, makePost, setDuties } from '../access/posts.ts';
import { attachEvidence, endLinks, findHeldLink } from '../evidence/attach.ts';
import { seal } from '../history/seal.ts';
import { keepPacks } from '../packs/load.ts';
import { lineFields } from '../records/declare/check-values.ts';
import { columnOf, columnsOf, type Field, type RecordKind } from '../records/declare/kind.ts';
import { keepSetting } from '../records/server/kept-settings.ts';
import { assertRolesHold, connect, systemActor } from './database.ts';

const operator = systemActor('operator');
const lifecycle = ['approved_seq', 'ended_seq', 'latest', 'state', 'submitted_seq'];
const platformColumns = [
  ...lifecycle,
  ...[
    'content_hash',
    'hash_version',
    'id',
    'import_id',
    'kind_version',
    'restatement',
    'revision',
    'voided',
    'written_seq',
  ],
];
/** What these two hold says nothing of anybody: a number to count from, and ids of imports that nobody may see yet. */
const readableByAll = ['history_clock', 'intake_pending'];

let company: SmallCompany;
beforeAll(async () => {
  company = await openSmallCompany();
});
afterAll(() => company?.close());

interface TableRow {
  name: string;
  secured: boolean;
  forced: boolean;
  granted: boolean;
}

/** Every table and view that is not PostgreSQL's own. */
const tables = () =>
  company.all(sql<TableRow>`
    select case when n.nspname = 'public' then c.relname else n.nspname || '.' || c.relname end as name,
      c.relrowsecurity as secured, c.relforcerowsecurity as forced,
      has_schema_privilege('greenfab_app', n.oid, 'usage') and (
        has_table_privilege('greenfab_app', c.oid, 'select, insert, update, delete, truncate, references, trigger')
        or has_any_column_privilege('greenfab_app', c.oid, 'select, insert, update, references')) as granted
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1`);

const granted = async () => (await tables()).filter((one) => one.granted).map((one) => one.name);
const recordTables = () => [...kinds.values()].map((kind) => kind.table);
const lineTables = () =>
  [...kinds.values()].flatMap((kind) => (kind.lines ? [`${kind.table}_${kind.lines.name}`] : []));

describe('the lines', () => {
  test('are forced on every table that the application role can touch at all', async () => {
    const all = await tables();
    const loose = all.filter((one) => one.granted && !(one.secured && one.forced)).map((one) => one.name);
    expect(loose).toEqual([]);
    const shut = all.filter((one) => !one.granted).map((one) => one.name);
    expect(shut).toEqual([
      'auth.account',
      'auth.passkey',
      'auth.session',
      'auth.two_factor',
      'auth.user',
      'auth.verification',
      'schema_migration',
    ]);
    expect(all.filter((one) => one.granted).length).toBeGreaterThan(35);
  });

  test('have a policy for each thing that is granted', async () => {
    const rows = await company.all(sql<{ name: string; command: string; covered: boolean }>`
      select c.relname as name, p.command, exists (select from pg_policies o where o.tablename = c.relname and o.cmd = upper(p.command)
        and 'greenfab_app' = any(o.roles)) as covered
      from pg_class c cross join unnest(array['select', 'insert', 'update', 'delete']) as p (command)
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and (has_table_privilege('greenfab_app', c.oid, p.command) or (p.command = 'update' and has_any_column_privilege('greenfab_app', c.oid, 'update')))`);
    expect(rows.filter((row) => !row.covered)).toEqual([]);
    expect(rows.length).toBeGreaterThan(80);
  });

  test('bind the role: it owns nothing, is nobody else, and PUBLIC has no part in a table', async () => {
    expect(
      await company.one(sql`select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb, rolinherit and exists (
        select from pg_auth_members m where m.member = r.oid) as is_also_another,
        exists (select from pg_class where relowner = r.oid) as owns from pg_roles r where rolname = 'greenfab_app'`),
    ).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcanlogin: false,
      rolcreaterole: false,
      rolcreatedb: false,
      is_also_another: false,
      owns: false,
    });
    const open = await company.all(sql`select c.relname from pg_class c, aclexplode(c.relacl) a
      where a.grantee = 0 and c.relkind in ('r', 'p', 'v', 'm', 'S') and c.relnamespace in ('public'::regnamespace, 'auth'::regnamespace)`);
    expect(open).toEqual([]);
    const asOwner = await company.all(
      sql<{
        name: string;
      }>`select proname as name from pg_proc where prosecdef and pronamespace in ('public'::regnamespace, 'auth'::regnamespace)`,
    );
    expect(asOwner.map((row) => row.name)).toEqual(['follow_person']);
  });

  test('keep no statement on one core: whatever a policy for reading asks is safe in parallel', async () => {
    const asked = await company.all(sql<{ name: string; parallel: string }>`
      select p.proname as name, p.proparallel as parallel from pg_proc p where p.pronamespace = 'public'::regnamespace
        and exists (select from pg_policies where cmd in ('SELECT', 'ALL') and qual like '%' || p.proname || '(%')`);
    expect(asked.map(({ name }) => name)).toEqual(expect.arrayContaining(['app_all', 'app_list', 'app_pending']));
    expect(asked.filter(({ parallel }) => parallel !== 's')).toEqual([]);
  });

  test('let the lifecycle of a revision be written, and nothing else of it, and no revision be taken away', async () => {
    const rows = await company.all(sql<{ table_name: string; updates: string[]; deletes: boolean; truncates: boolean }>`
      select t.name as table_name, has_table_privilege('greenfab_app', t.name, 'delete') as deletes,
        has_table_privilege('greenfab_app', t.name, 'truncate') as truncates,
        array(select a.attname::text from pg_attribute a where a.attrelid = t.name::regclass and a.attnum > 0 and not a.attisdropped
          and has_column_privilege('greenfab_app', t.name, a.attname, 'update') order by 1) as updates
      from unnest(${[...recordTables(), ...lineTables()]}::text[]) as t (name)`);
    expect(rows).toHaveLength(recordTables().length + lineTables().length);
    for (const row of rows) {
      const updates = lineTables().includes(row.table_name) ? [] : lifecycle;
      expect(row).toEqual({ table_name: row.table_name, updates, deletes: false, truncates: false });
    }
    for (const name of [
      'history_entry',
      'history_block',
      'review_event',
      'evidence_file',
      'evidence_link',
      'evidence_ended',
      'pack',
      'setting',
      'edition',
      'edition_figure',
      'audit_sample',
      'audit_sample_record',
      'audit_question',
      'audit_message',
    ]) {
      const [row] = await company.all(sql<{
        altered: boolean;
      }>`select has_any_column_privilege('greenfab_app', ${name}, 'update')
        or has_table_privilege('greenfab_app', ${name}, 'delete, truncate') as altered`);
      expect([name, row?.altered]).toEqual([name, false]);
    }
  });
});

/** Puts at least one row into every table that the application role can touch, by its own doors where there are any. */
async function fillEverything(): Promise<void> {
  const { db, id, people } = company;
  const load = await company.loadAt('approved', { site: id.SZ as string, on: '2024-05-02', tonnes: '5' });
  await company.approved('waste.carried-total', {
    ...{ site: id.WH, year: '2021', treatment: 'landfill', hazardous: false },
    ...{ massTonnes: { value: '12', entered: '12 t' }, sourceDocument: 'Yearbook 2021' },
  });
  await company.approved('factories.activity', { site: id.SZ, month: '2024-05', headCount: 100 }, [
    { productFamily: { en: 'Connectors', zh: '连接器' }, amount: '12.5', unit: 'thousand_pcs' },
  ]);
  await company.approved(
    'waste.manifest',
    { site: id.SZ, number: '20240500000001', vendor: id.V1, handedOverOn: '2024-05-02' },
    [{ stream: id.OIL, wasteCode: '900-249-08', shippedMassTonnes: { value: '1', entered: null } }],
  );
  const [oil, site] = [id.OIL, id.SZ];
  const tonnes = (value: string) => ({ value, entered: `${value} t` });
  const both = (text: string) => ({ en: text, zh: text });
  await company.approved(
    'waste.stream',
    { code: 'MIXED', name: both('Mixed'), hazardous: false, composition: 'mixed', inUlScope: true },
    [{ standard: 'ul2799', included: false, from: '2024-01-01', ground: 'construction_one_off', reason: 'New hall' }],
  );
  await company.approved('waste.bin', { site, code: 'B1', name: both('Drum'), stream: oil, inStore: true });
  await company.approved('waste.storage-movement', {
    ...{ site, movedOn: '2024-05-01', stream: oil, movement: 'opening', number: '1' },
    massTonnes: { ...tonnes('1'), basis: 'weighed' },
  });
  await company.approved(
    'waste.statement',
    { site, vendor: id.V1, month: '2024-05', number: 'S1', totalMassTonnes: tonnes('5') },
    [{ stream: oil, massTonnes: { value: '5', entered: null } }],
  );
  await company.approved('waste.weight-policy', {
    ...{ from: '2099-01-01', general: 'own', hazardous: 'received', toleranceShare: '0.03', reason: 'As before' },
    toleranceMassTonnes: tonnes('0.05'),
  });
  await company.approved('waste.vendor-proof', {
    ...{ vendor: id.V2, treatment: 'incineration_with_energy', plant: both('Plant') },
    ...{ from: '2024-01-01', before: '2025-01-01', document: 'Letter' },
  });
  const expected = { site, stream: oil, what: 'load', frequency: 'monthly', from: '2022-01-01', dueDay: 5 };
  await company.approved('waste.expected-data', expected);
  await company.approved('waste.nil-return', { site, month: '2024-04', stream: oil });
  await company.approved('waste.explanation', {
    ...{ site, month: '2024-05', stream: oil, question: 'stream_stopped', explanation: 'Line closed' },
  });
  const better = { fromTreatment: 'landfill', toTreatment: 'recycle_organic' };
  await company.approved('waste.case', {
    ...{ code: 'C1', title: both('Sort it'), source: 'own', composition: 'mixed', hazardous: false, ...better },
    ...{ whatWasDone: both('Sorted.'), result: both('Less.') },
  });
  await company.approved(
    'waste.improvement',
    { site, code: 'I1', title: both('Sort it'), stream: oil, startsOn: '2024-01-01', ...better },
    [{ what: 'Buy bins', owner: 'He', due: '2024-02-01' }],
  );
  const partItem = await company.approved('substances.item', {
    ...{ number: 'I-1', name: both('Lamp'), itemClass: 'component', unit: 'piece' },
  });
  const madeItem = await company.approved('substances.item', {
    ...{ number: 'I-2', name: both('Machine'), itemClass: 'finished', unit: 'piece' },
  });
  const makerPart = await company.approved('substances.maker-part', {
    ...{ item: partItem, maker: id.V1, number: 'L-1', from: '2024-01-01' },
  });
  await company.approved('substances.bom', { item: madeItem, bomRevision: 'A', from: '2024-01-01' }, [
    { item: partItem, quantity: '2' },
  ]);
  await company.approved(
    'substances.grade-requirement',
    { controlGrade: 'high', from: '2024-01-01', disclosure: 'full', needsReports: true, reportMonths: 12 },
    [{ analyte: 'Pb' }],
  );
  await company.approved('substances.stock', { item: partItem, on: '2024-01-31', inStock: '7', onOrder: '3' });
  await company.approved('substances.customer-product', {
    ...{ customer: 'Northlight', item: madeItem, number: 'NL-7', from: '2024-01-01', before: '2030-01-01' },
  });
  const customersList = {
    code: 'northlight',
    edition: '1',
    customer: 'Northlight',
    name: 'Restricted',
    from: '2024-01-01',
  };
  await company.approved('substances.customer-list', customersList, [
    { substance: 'Lead', cas: '7439-92-1', limitPpm: '1000', per: 'article', duty: 'prohibited' },
  ]);
  const sha256 = 'a'.repeat(64);
  await db.as(operator, async (tx) => {
    await sql`insert into substances_declared (sha256, product) values (${sha256}, '{}')`.execute(tx);
    await sql`insert into substances_declared_line (sha256, line, substance, article, low_ppm, high_ppm) values (${sha256}, 1, 'cas:7439-92-1', 'Lamp', 1, 2)`.execute(
      tx,
    );
  });
  await company.approved('substances.declaration', {
    ...{ makerPart, document: 'D-1', issuedOn: '2024-01-01', format: 'iec-62474', fullMaterial: 'full' },
    ...{ fileSha256: sha256, productSha256: sha256 },
  });
  await company.approved('substances.certificate', {
    ...{ makerPart, document: 'C-1', form: 'certificate', pack: 'rohs-eu', says: 'above', restriction: 'lead' },
    ...{ exemption: '6(c)', issuedOn: '2024-01-01', asOf: '2023-12-01', until: '2024-12-31' },
  });
  await company.approved(
    'substances.test-report',
    {
      ...{ makerPart, number: 'T-1', laboratory: 'Lab', accreditation: 'L1', sample: 'Base', material: 'Brass' },
      ...{ matrix: 'metal', testedOn: '2024-01-01', until: '2024-12-31' },
    },
    [{ method: 'wet_chemistry', analyte: 'Pb', notDetected: true, unit: 'mg/kg', detectionLimit: '5' }],
  );
  await company.approved('substances.override', {
    ...{ item: partItem, pack: 'rohs-eu', verdict: 'unknown', basis: 'none', edition: '1', decision: 'accepted' },
    ...{ reason: 'Sample only', from: '2024-01-01', until: '2024-06-30' },
  });
  await db.as(systemActor('figures'), async (tx) => {
    await sql`insert into substances_verdict (item_id, pack, since_seq, edition, verdict, basis, own, day_on)
      values (${partItem}, 'rohs-eu', app_seq(), '1', 'complies', 'computed', 'complies', '2024-01-01')`.execute(tx);
    await sql`insert into substances_verdict_state (to_seq, day_on, packs, items) values (1, '2024-01-01', 'a', 1)`.execute(
      tx,
    );
  });
  const meter = await company.approved('water.meter', {
    ...{ site, code: 'W1', name: both('Main'), role: 'source', source: 'municipal', feedsIn: false },
  });
  await company.approved('water.meter-span', {
    ...{
      site,
      meter,
      startsAt: '2024-01-01T00:00:00+08:00',
      cause: 'installed',
      serial: 'S-1',
      sends: 'register',
      m3PerCount: '0.01',
    },
  });
  await company.approved('water.hand-reading', { site, meter, readAt: '2024-05-14T08:30:00+08:00', count: '5' });
  await company.approved('water.reading-exclusion', {
    ...{ site, meter, startsAt: '2024-05-02T00:00:00Z', endsBefore: '2024-05-03T00:00:00Z' },
    ...{ effect: 'not_known', reason: 'The module was wet' },
  });
  await company.approved('water.finding-limits', {
    site,
    meter,
    from: '2024-05-01',
    nightAbsolute: '0.5',
    reason: 'Pool',
  });
  await company.approved('water.finding-answer', {
    ...{ site, meter, finding: uuidv7(), cause: 'pipe_leak', foundCauseOn: '2024-05-14', newBaseline: false },
  });
  await company.approved('water.calibration', {
    ...{ site, meter, calibratedOn: '2024-03-01', dueOn: '2026-03-01', certificate: 'C-1', passed: true },
  });
  const outlet = await company.approved('water.outlet', {
    ...{ site, code: 'DW001', name: both('Main'), place: 'site_outlet', domestic: false, destination: 'sewer' },
    ...{ standards: ['gb8978_level_3'], from: '2024-01-01' },
  });
  const measured = { site, outlet, parameter: 'cod', clause: '1', from: '2024-01-01' };
  await company.approved('water.limit', {
    ...{ ...measured, origin: 'permit', document: 'Permit', averaging: 'any', unit: 'mg/L', upper: '300' },
    notDetected: false,
  });
  await company.approved('water.monitoring-item', { ...measured, frequency: 'monthly', automatic: false });
  const report = await company.approved(
    'water.lab-report',
    {
      ...{ site, outlet, number: 'R1', sample: '1', sampledOn: '2024-05-06', averaging: 'grab', laboratory: 'Lab' },
      thirdParty: true,
    },
    [{ parameter: 'cod', written: '512', unit: 'mg/L' }],
  );
  await company.approved('water.exceedance-case', { site, number: 'E1', report, parameter: 'cod', reportDue: false }, [
    { step: 'verified', takenOn: '2024-05-08', by: 'EHS' },
  ]);
  await company.approved('water.base-drainage', {
    ...{
      site,
      outlet,
      code: 'A',
      product: both('Boards'),
      unit: 'm2',
      baseM3PerUnit: '0.78',
      document: 'GB 39731-2020',
    },
    ...{ clause: 'Table 3', from: '2024-01-01' },
  });
  await company.approved('water.test-exemption', { site, reason: 'No waste water', from: '2024-01-01' });
  await company.approved('factories.degree-days', {
    ...{ site, month: '2024-05', coolingDegreeDays: '120.5', baseCelsius: '18', source: 'Weather service' },
  });
  await company.approved('water.saving-project', { site, code: 'P1', title: both('Rinse'), stage: 'idea' }, [
    { meter, side: 'add' },
  ]);
  await company.approved('water.roll-out', { site, reachedOn: '2024-03-01', status: 'running' });
  await company.approved('water.supplier-management', {
    ...{ supplier: id.V1 as string, foundOn: '2024-03-01', source: 'audit', stress: 'not_assessed' },
  });
  const policy = await company.approved('policies.document', {
    ...{
      code: 'POL',
      edition: 1,
      documentKind: 'policy',
      title: both('Water'),
      text: { en: 'Save it.', zh: '节约用水。' },
    },
    ...{ effectiveOn: '2024-01-01', owner: both('Centre') },
  });
  await db.as(people.suzhou, (tx) =>
    sql`insert into policies_acknowledgement (document_id, person_id, said_hash, language, seq)
      select id, ${people.suzhou.id}, content_hash, 'zh', app_seq() from policies_document where id = ${policy}`.execute(
      tx,
    ),
  );
  const volume = (value: string) => ({ value, entered: `${value} m3` });
  await company.approved('water.bill', {
    ...{ site, account: 'A', number: 'B1', flow: 'withdrawal', source: 'municipal', from: '2024-04-25' },
    ...{ through: '2024-05-24', volumeM3: volume('300') },
  });
  await company.approved('water.landlord-statement', {
    ...{ site, number: 'L1', from: '2024-05-01', through: '2024-05-31', buildingM3: volume('90') },
    ...{ subMeterM3: volume('9'), source: 'municipal' },
  });
  await company.approved('water.month-entry', {
    ...{ site, month: '2024-05', item: 'loss', volumeM3: volume('3'), method: 'Night flow' },
  });
  await company.approved('water.carried-total', {
    ...{ site, year: '2021', item: 'withdrawal', source: 'municipal', volumeM3: volume('36500') },
    sourceDocument: 'Signed water summary 2021',
  });
  await company.approved('water.volume-policy', {
    ...{ site, from: '2024-01-01', first: 'billed', basesToleranceShare: '0.05', balanceToleranceShare: '0.05' },
    reason: 'As billed',
  });
  await company.approved('water.utilisation-definition', {
    ...{
      from: '2024-01-01',
      definition: 'reuse_rate',
      output: 'output_value',
      targetKind: 'relative',
      reason: 'Chosen',
    },
  });
  await company.approved(
    'water.risk-assessment',
    {
      ...{
        site,
        year: '2024',
        edition: 'Aqueduct 4.0',
        fileSha256: 'ab'.repeat(32),
        synthetic: false,
        foundThrough: 'id',
      },
      ...{ basin: '1', scheme: 'def', weightKnown: '0', stressed: 'unknown' },
    },
    indicators.map((indicator) => ({ indicator, state: 'no_data', weight: '1' })),
  );
  await company.approved(
    'water.control-plan',
    { site, code: 'WP1', title: both('Reuse'), risk: 'bws', startsOn: '2024-01-01' },
    [{ what: 'Reuse', owner: 'He', due: '2024-02-01' }],
  );
  await db.as(operator, async (tx) => {
    const editionOfBasins = uuidv7();
    await sql`insert into water_basin_edition (id, seq, title, licence, source, file_name, file_sha256, bytes, state, made_by)
      values (${editionOfBasins}, app_seq(), 'A', 'CC BY 4.0', 'WRI', 'a.csv', sha256('a'), 1, 'ready', 'operator')`.execute(
      tx,
    );
    await sql`insert into water_basin (edition_id, line, basin_id) values (${editionOfBasins}, 1, '1')`.execute(tx);
    const editionOfIdentities = uuidv7();
    await sql`insert into substances_identity_edition (id, seq, edition, file_sha256, state)
      values (${editionOfIdentities}, app_seq(), 'A', sha256('a'), 'ready')`.execute(tx);
    await sql`insert into substances_identity (edition_id, key, lists) values (${editionOfIdentities}, 'cas:50-00-0', 'E')`.execute(
      tx,
    );
  });
  await company.approved('substances.substance', { number: 'BZ-1', name: both('Blend') }, [{ name: 'Mixture' }]);
  await company.approved(
    'targets.target',
    { code: 'T1', title: { en: 'Conversion', zh: '转化率' }, measure: 'quantitative', kpi: 'waste.conversion-rate' },
    [{ year: '2024', value: '0.88' }],
  );
  await company.approved('reports.statement', {
    ...{ section: sections[0], position: 1, tense: 'fact', asOf: '2024-06-30' },
    text: { en: 'Waste is sorted.', zh: '废弃物已分类。' },
  });
  await db.as(operator, async (tx) => {
    const name = { en: 'Waste lead', zh: '废弃物负责人' };
    const postId = await makePost(tx, { code: 'P1', name, scopeId: id.SZ as string, role: 'site_recorder' }, 'system');
    await holdPost(tx, { postId, personId: people.suzhou.id, from: '2024-01-01' }, 'system');
    await setDuties(tx, kinds, postId, [{ kind: 'waste.stream', recordId: id.OIL as string }], 'system');
    await sql`insert into hand_over (id, from_person, to_person, scope_id, on_date, moved, seq)
      values (${uuidv7()}, ${people.suzhou.id}, ${people.wuhu.id}, ${id.SZ}, '2024-06-01', '{}', app_seq())`.execute(
      tx,
    );
  });
  await company.figures.settle();
  await company.figures.ask(
    [{ kpi: 'waste.shipped-mass', scopeId: company.groupId, period: '2024', basis: 'approved' }],
    people.auditor,
  );
  await db.as(systemActor('figures'), async (tx) => {
    await sql`insert into water_point (meter_id, site_id) values (${meter}, ${site}) on conflict do nothing`.execute(
      tx,
    );
    await sql`insert into water_reading (point, at, count, reported_at, received_at, path, clock)
      select id, now(), 1, now(), now(), 'http', 'as_reported' from water_point`.execute(tx);
    await sql`insert into water_watch (point, due_from) select id, now() from water_point`.execute(tx);
    await sql`insert into water_finding (id, point, kind, unit, from_on, found_on, only_suspected, usual, excess, codes, series)
      select ${uuidv7()}::uuid, id, 'night_flow', 'm3/h', '2024-05-01', '2024-05-04', false, 1, 2, '{}', '[]' from water_point`.execute(
      tx,
    );
    await sql`insert into water_marked (point, from_at, before_at) select id, now(), now() from water_point`.execute(
      tx,
    );
    await sql`insert into water_hour (point, from_at, measured_m3, interpolated_m3, estimated_m3, known_seconds, at_least)
      select id, now(), 1, 0, 0, 3600, false from water_point`.execute(tx);
    await sql`insert into water_day (point, on_day, measured_m3, interpolated_m3, estimated_m3, interpolated_in_month_m3, estimated_in_month_m3, known_seconds, at_least)
      select id, '2024-05-01', 1, 0, 0, 0, 0, 3600, false from water_point`.execute(tx);
    await sql`insert into water_month (point, month_on, measured_m3, interpolated_m3, estimated_m3, known_seconds, at_least, changed_seq)
      select id, '2024-05-01', 1, 0, 0, 3600, false, 1 from water_point`.execute(tx);
    await sql`insert into water_volume (id, revision, site_id, month_on, item, basis, volume_m3, volume_m3_basis, known_share, origins, differing, approved_seq)
      select gen_random_uuid(), 1, site_id, '2024-05-01', 'loss', 'hand_entry', 3, 'hand_entry', 1, '[]', '[]', 1 from water_point`.execute(
      tx,
    );
    await sql`insert into water_standing (id, revision, site_id, day_on, item, standing, approved_seq)
      select gen_random_uuid(), 1, site_id, '2024-05-01', 'roll_out', 'running', 1 from water_point`.execute(tx);
    await sql`insert into water_supplier_standing (id, revision, site_id, day_on, standing, approved_seq)
      select gen_random_uuid(), 1, ${id.V1}::uuid, '2024-05-01', 'unclear', 1`.execute(tx);
    await sql`insert into water_interval (point, from_at, before_at, codes) select id, now(), now(), '{gap}' from water_point`.execute(
      tx,
    );
  });
  await db.as(systemActor('devices'), async (tx) => {
    const connection = uuidv7();
    await sql`insert into water_connection (id, name, way, address, settings, made_by) values (${connection}, 'c', 'modbus', 'modbus://m', '{}', 'operator')`.execute(
      tx,
    );
    await sql`insert into water_refused_message (connection_id, at, topic, payload, reason, given)
      values (${connection}, now(), 't', '{}', 'not_json', '')`.execute(tx);
  });
  await keepPacks(db, company.packs);
  await seal(db);
  await db.as(operator, async (tx) => {
    await keepSetting(tx, 'limit.waste.load.mass-tonnes', '60', 'cli', 'as before');
    const file = { sha256: 'ab'.repeat(32), bytes: 3, mediaType: 'application/pdf' };
    const link = await attachEvidence(tx, {
      ...{ fileName: 'ticket.pdf', evidenceKind: 'weigh_ticket', kind: 'waste.load', recordId: load },
      ...{ file: { ...file, awaitsScan: true }, scopeId: id.SZ as string, effectiveOn: null, via: 'system' },
    });
    await endLinks(tx, [await findHeldLink(tx, link)], { via: 'system', reason: 'of another load' });
    await sql`insert into period_closed (kind, scope_id, month, closed_seq, closed_by) values ('waste.load', ${id.SZ}, '2023-01-01', app_seq(), 'operator')`.execute(
      tx,
    );
    const importId = uuidv7();
    await sql`insert into intake_import (id, kind, file_name, status, actor) values (${importId}, 'waste.load', 'a.csv', 'committing', 'operator')`.execute(
      tx,
    );
    await sql`insert into intake_row (import_id, row_number, outcome, cells) values (${importId}, 1, 'new', '[]')`.execute(
      tx,
    );
    await sql`insert into guest_link (id, token_hash, kind, scope_id, for_whom, language, fields, made_by, expires_at)
      values (${uuidv7()}, sha256('a token'), 'waste.load', ${id.SZ}, 'A driver', 'en', '{departedOn}', 'operator', now() + interval '1 day')`.execute(
      tx,
    );
    const view = uuidv7();
    await sql`insert into list_view (id, actor, kind, name, search, columns) values (${view}, 'operator', 'waste.load', 'May', '{}', '{}')`.execute(
      tx,
    );
    await sql`insert into list_view_first (actor, kind, view_id) values ('operator', 'waste.load', ${view})`.execute(
      tx,
    );
    await sql`insert into intake_heading (kind, site_id, heading, column_key, actor) values ('waste.load', ${id.SZ}, '对方磅', 'receivedMassTonnes', 'operator')`.execute(
      tx,
    );
    await sql`insert into intake_pending (import_id, lease_until) values (${importId}, now() + interval '1 hour')`.execute(
      tx,
    );
    const [noticeId, person] = [uuidv7(), people.suzhou.id];
    await sql`insert into job_run (id, job, actor) values (${uuidv7()}, 'j', 'operator')`.execute(tx);
    await sql`insert into notice_request (id, person_id, message, opens, key, actor, seq) values (${uuidv7()}, ${person}, 'test', '/', 'k', 'operator', app_seq())`.execute(
      tx,
    );
    await sql`insert into notice (id, person_id, message, opens, key, at) values (${noticeId}, ${person}, 'test', '/', 'k', now())`.execute(
      tx,
    );
    await sql`insert into notice_delivery (id, notice_id, person_id, channel, next_at) values (${uuidv7()}, ${noticeId}, ${person}, 'mail', now())`.execute(
      tx,
    );
    await sql`insert into person_channel (channel, external_id, person_id, linked_by) values ('wecom', 'x', ${person}, 'operator')`.execute(
      tx,
    );
    await sql`insert into notice_robot (id, channel, name, scope_id, language, sealed, hour, next_at) values (${uuidv7()}, 'wecom', 'r', ${id.SZ}, 'en', '', 8, now())`.execute(
      tx,
    );
    const scopeId = company.groupId;
    await makeKey(tx, { personId: people.auditor.id, name: 'K', actions: ['records.read'], scopeId, days: 1 });
    await sql`insert into api_answer (actor, key, asked) values ('operator', 'k', sha256('k'))`.execute(tx);
    const hook = uuidv7();
    await sql`insert into webhook (id, name, url, secret, events, made_by) values (${hook}, 'W', 'https://w.example', '', '{period.closed}', 'operator')`.execute(
      tx,
    );
    await sql`insert into webhook_delivery (id, webhook_id, event, body) values (${uuidv7()}, ${hook}, 'period.closed', '{}')`.execute(
      tx,
    );
    await makeLink(tx, { personId: people.auditor.id, purpose: 'reset' }, 'system');
    await noteAccess(tx, { what: 'sign-in', personId: people.auditor.id });
    const editionId = uuidv7();
    await sql`insert into edition (id, number, period, from_on, before_on, published_at, published_by, seq, frozen, documents, content_hash)
      values (${editionId}, 1, '2024-H1', '2024-01-01', '2024-07-01', now(), 'operator', app_seq(), '{}', '{}', '\\x00')`.execute(
      tx,
    );
    await sql`insert into edition_figure (id, edition_id, figure_id, position, kpi, version, parameters, scope_id, period, result, aggregates, printed)
      values ('F1', ${editionId}, 'F1', 1, 'waste.shipped-mass', 1, '{}', ${company.groupId}, '2024-H1', '{}', '{}', '{}')`.execute(
      tx,
    );
  });
  await db.as(people.reviewer, (tx) =>
    sql`insert into review_delegation (id, from_person, to_person, from_on, before_on, seq)
      values (${uuidv7()}, ${people.reviewer.id}, ${people.secondReviewer.id}, '2024-07-01', '2024-07-08', app_seq())`.execute(
      tx,
    ),
  );
  await db.as(people.suzhou, (tx) =>
    sql`insert into notice_preference (person_id, preference) values (${people.suzhou.id}, '{}')`.execute(tx),
  );
  await db.as(operator, async (tx) => {
    await sql`insert into search_made (version) values (1)`.execute(tx);
    const [sample, question] = [uuidv7(), uuidv7()];
    await sql`insert into audit_sample (id, seq, actor, scope_id, period, kinds, how, as_of)
      values (${sample}, app_seq(), 'operator', ${id.SZ}, '2024-05', '{waste.load}', 'seed:1:A', app_seq())`.execute(
      tx,
    );
    await sql`insert into audit_population (sample_id, kind, count, digest) values (${sample}, 'waste.load', 1, sha256('x'))`.execute(
      tx,
    );
    await sql`insert into audit_sample_record (sample_id, position, kind, record_id, revision, content_hash, scope_id)
      values (${sample}, 1, 'waste.load', ${load}, 1, sha256('x'), ${id.SZ})`.execute(tx);
    await sql`insert into audit_question (id, sample_id, kind, record_id, revision, scope_id, seq, actor)
      values (${question}, ${sample}, 'waste.load', ${load}, 1, ${id.SZ}, app_seq(), 'operator')`.execute(tx);
    await sql`insert into audit_message (id, question_id, says, words, seq, actor) values (${uuidv7()}, ${question}, 'ask', 'Why?', app_seq(), 'operator')`.execute(
      tx,
    );
  });
  // Marks, last of all: the actor figures would take them away.
  await company.loadAt('approved', { site: id.WH as string, on: '2024-05-03', tonnes: '7' });
}

/** One transaction as the application role in which nobody said who he is. */
const asNobody = <T>(work: Parameters<typeof company.db.asOwner<T>>[0]) =>
  company.db.asOwner(async (tx) => {
    await sql`select set_config('role', 'greenfab_app', true)`.execute(tx);
    return work(tx);
  });

describe('who says nothing of himself', () => {
  const full = new Map<string, Record<string, unknown>>();
  beforeAll(async () => {
    await fillEverything();
    const names = await granted();
    // One of these three sees each table whole.
    for (const actor of [operator, systemActor('figures'), systemActor('sealer')]) {
      await company.db.as(actor, async (tx) => {
        for (const name of names) {
          if (full.has(name)) continue;
          const { rows } = await sql<{
            one: Record<string, unknown>;
          }>`select to_jsonb(t) as one from ${sql.table(name)} t limit 1`.execute(tx);
          if (rows[0]) full.set(name, rows[0].one);
        }
      });
    }
  });

  test('there is something to see in every table', async () => {
    expect([...full.keys()].sort()).toEqual(await granted());
  });

  test('sees nothing of it', async () => {
    const seen: string[] = [];
    for (const name of await granted()) {
      const count = await asNobody(
        async (tx) =>
          (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(name)}`.execute(tx)).rows[0]?.n,
      );
      if (count !== 0) seen.push(name);
    }
    expect(seen).toEqual(readableByAll);
  });

  test('sees nothing either when the settings are empty, as they are after another transaction of the same session', async () => {
    const seen: string[] = [];
    for (const name of await granted()) {
      const count = await asNobody(async (tx) => {
        for (const setting of ['app.actor', 'app.scopes', 'app.writes', 'app.group', 'app.figures', 'app.by_key'])
          await sql`select set_config(${setting}, '', true)`.execute(tx);
        return (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(name)}`.execute(tx)).rows[0]?.n;
      });
      if (count !== 0) seen.push(name);
    }
    expect(seen).toEqual(readableByAll);
  });

  test('adds nothing, changes nothing, takes nothing away', async () => {
    const columns = await company.all(sql<{ table_name: string; column_name: string; writable: boolean }>`
      select table_name, column_name, is_generated = 'NEVER' and is_identity = 'NO' as writable from information_schema.columns where table_schema = 'public'`);
    const done: string[] = [];
    const refusal = async (work: Parameters<typeof asNobody<bigint | undefined>>[0], what: string) => {
      try {
        const changed = await asNobody(work);
        if (changed !== 0n) done.push(`${what}: ${changed}`);
      } catch (error) {
        const { code, message } = error as { code?: string; message: string };
        if (code !== '42501') done.push(`${what}: ${message}`);
      }
    };
    for (const name of await granted()) {
      const own = columns
        .filter((one) => one.table_name === name && one.writable)
        .map((one) => sql.ref(one.column_name));
      const row = JSON.stringify(full.get(name));
      const table = sql.table(name);
      await refusal(
        async (tx) =>
          (
            await sql`insert into ${table} (${sql.join(own)}) select ${sql.join(own)} from jsonb_populate_record(null::${table}, ${row}::jsonb)`.execute(
              tx,
            )
          ).numAffectedRows,
        `insert ${name}`,
      );
      await refusal(async (tx) => (await sql`delete from ${table}`.execute(tx)).numAffectedRows, `delete ${name}`);
      for (const { column_name } of columns.filter((one) => one.table_name === name && one.writable)) {
        const column = sql.ref(column_name);
        await refusal(
          async (tx) => (await sql`update ${table} set ${column} = ${column}`.execute(tx)).numAffectedRows,
          `update ${name}.${column_name}`,
        );
      }
    }
    expect(done).toEqual([]);
  });
});

describe('a table is what its kind declares:', () => {
  interface ColumnRow {
    column_name: string;
    type: string;
    nullable: boolean;
    generated: boolean;
  }
  const columnsIn = (table: string) =>
    company.all(sql<ColumnRow>`select column_name, case when data_type = 'ARRAY' then substr(udt_name, 2) || '[]' else data_type end as type,
      is_nullable = 'YES' as nullable, is_generated = 'ALWAYS' as generated
      from information_schema.columns where table_schema = 'public' and table_name = ${table} order by column_name`);

  /** The fields' columns with type and whether they may be empty: what was typed and its basis always may. */
  const declared = (fields: ReadonlyMap<string, Field>) =>
    columnsOf(fields)
      .map(({ name, sqlType, path, part }) => ({
        column_name: name,
        type: sqlType,
        nullable: part === 'entered' || part === 'basis' || !fields.get(path)?.required,
      }))
      .sort((a, b) => (a.column_name < b.column_name ? -1 : 1));
  const own = (rows: readonly ColumnRow[], platform: readonly string[]) =>
    rows.filter((row) => !platform.includes(row.column_name) && !row.generated).map(({ generated: _, ...row }) => row);

  test.each([...kinds.values()].map((kind) => [kind.kind, kind] as const))('%s', async (_, kind) => {
    const rows = await columnsIn(kind.table);
    expect(own(rows, platformColumns)).toEqual(declared(kind.all));
    expect(rows.map((row) => row.column_name)).toEqual(expect.arrayContaining(platformColumns));
    expect(rows.filter((row) => row.generated).map((row) => row.column_name)).toEqual(kind.effective ? ['month'] : []);
    if (!kind.lines) return;
    const lines = await columnsIn(`${kind.table}_${kind.lines.name}`);
    expect(own(lines, ['record_id', 'revision', 'line'])).toEqual(declared(lineFields(kind)));
  });

  test.each([...kinds.values()].map((kind) => [kind.kind, kind] as const))(
    '%s: the same record twice is one',
    async (_, kind: RecordKind) => {
      const rows = await company.all(sql<{ columns: string[]; condition: string }>`
      select array(select a.attname::text from unnest(i.indkey::int2[]) with ordinality as k (n, place) join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.n order by k.place) as columns,
        pg_get_expr(i.indpred, i.indrelid) as condition
      from pg_index i join pg_class c on c.oid = i.indexrelid where c.relname = ${`${kind.table}_same`} and i.indisunique`);
      const [index] = rows;
      expect(index?.columns).toEqual(kind.sameWhen.map((path) => columnOf(path, kind.all.get(path) as Field)));
      expect(index?.condition).toBe('(latest AND (NOT voided))');
    },
  );

  test('what an entry of the history speaks of is found by its number, in every table of revisions', async () => {
    const rows = await company.all(sql<{ name: string }>`
      select tablename as name from pg_indexes where schemaname = 'public' and indexdef like '%(written_seq) WHERE (import_id IS NULL)' order by 1`);
    expect(rows.map(({ name }) => name)).toEqual(recordTables().sort());
  });

  test.each([...kinds.values()].flatMap((kind) => (kind.foundByNumber ? [[kind.kind, kind] as const] : [])))(
    '%s: the beginning of its number is found by an index, within each site by itself',
    async (_, kind) => {
      const of = (path: string) => columnOf(path, kind.all.get(path) as Field);
      const wanted = [of(kind.site ?? 'site'), `${of(kind.foundByNumber ?? '')} text_pattern_ops`];
      const rows = await company.all(sql<{ definition: string }>`
        select pg_get_indexdef(indexrelid) as definition from pg_index where indrelid = ${kind.table}::regclass`);
      expect(rows.filter(({ definition }) => definition.includes(`(${wanted.join(', ')}`))).toMatchObject([
        { definition: expect.stringContaining('WHERE (latest AND (NOT voided))') },
      ]);
    },
  );

  test('no table of revisions is without a kind, nor lines without a record', async () => {
    const rows = await company.all(sql<{ name: string; lines: boolean }>`
      select table_name as name, bool_or(column_name = 'record_id') as lines from information_schema.columns
      where table_schema = 'public' and column_name in ('content_hash', 'record_id')
        and table_name not in ('review_event', 'edition', 'evidence_link', 'post_duty', 'audit_question', 'audit_sample_record', 'search_text') group by 1 order by 1`);
    expect(rows.filter((row) => !row.lines).map((row) => row.name)).toEqual(recordTables().sort());
    expect(rows.filter((row) => row.lines).map((row) => row.name)).toEqual(lineTables().sort());
  });
});

describe('start-up', () => {
  test('goes on when the roles hold', async () => {
    await expect(assertRolesHold(company.db)).resolves.toBeUndefined();
  });

  // The embedded database signs everybody in as its superuser: taken for a server, it is one that was set up carelessly.
  const careless = async () => {
    const given = process.env.TEST_SUPERUSER_URL;
    if (process.env.TEST_DATABASE_URL) return given ? connect('postgresql', { connectionString: given }) : undefined;
    const { host, port, user, database } = company.db.pool.options;
    return connect('postgresql', { host, port, user, database } as never);
  };
  test('refuses a superuser on PostgreSQL', async (context) => {
    const db = await careless();
    if (!db) return context.skip('no superuser of this server is known (TEST_SUPERUSER_URL)');
    try {
      await expect(assertRolesHold(db)).rejects.toThrow(/superuser/);
    } finally {
      await db.close();
    }
  });

  test('refuses an application role that row-level security does not bind', async (context) => {
    if (company.db.engine === 'postgresql') return context.skip('only a superuser can make one');
    await company.db.asOwner((tx) => sql`alter role greenfab_app bypassrls`.execute(tx));
    try {
      await expect(assertRolesHold(company.db)).rejects.toThrow(/without superuser or bypassrls/);
    } finally {
      await company.db.asOwner((tx) => sql`alter role greenfab_app nobypassrls`.execute(tx));
    }
    await expect(assertRolesHold(company.db)).resolves.toBeUndefined();
  });
});
