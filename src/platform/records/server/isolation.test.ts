// Does somebody of one factory see and write nothing of another, by whatever table he tries?
import { type RawBuilder, sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kindOf, openSmallCompany, type SmallCompany } from '../../../../tests/small-company.ts';
import type { Actor } from '../../db/database.ts';
import { attachEvidence } from '../../evidence/attach.ts';
import { closePeriod } from './periods.ts';
import { findLatest, listRecords, listRevisions } from './read.ts';

let company: SmallCompany;
let people: SmallCompany['people'];
let id: SmallCompany['id'];
/** what Wuhu has that Suzhou must not see */
const wuhu: { load: string; manifest: string; importId: string } = { load: '', manifest: '', importId: uuidv7() };

beforeAll(async () => {
  company = await openSmallCompany();
  ({ people, id } = company);
  wuhu.load = await company.loadAt('approved', { site: id.WH as string, on: '2024-05-02', tonnes: '7' });
  await company.loadAt('submitted', { site: id.WH as string, on: '2024-05-03', tonnes: '8' });
  await company.loadAt('approved', { site: id.SZ as string, on: '2024-05-02', tonnes: '5' });
  const manifest = (site: string, number: string) =>
    company.approved('waste.manifest', { site: id[site], number, vendor: id.V1, handedOverOn: '2024-05-02' }, [
      { stream: id.OIL, wasteCode: '900-249-08', shippedMassTonnes: { value: '1', entered: null } },
    ]);
  wuhu.manifest = await manifest('WH', '20240500000002');
  await manifest('SZ', '20240500000001');
  await company.approved('factories.activity', { site: id.WH, month: '2024-05', headCount: 100 });
  await company.approved('waste.carried-total', {
    ...{ site: id.WH, year: '2021', treatment: 'landfill', hazardous: false },
    ...{ massTonnes: { value: '12', entered: '12 t' }, sourceDocument: 'Yearbook 2021' },
  });
  const april = await company.loadAt('approved', { site: id.WH as string, on: '2024-04-03', tonnes: '1' });
  await company.db.as(people.reviewer, (tx) =>
    closePeriod(tx, kindOf('waste.load'), { scopeId: id.WH as string, month: '2024-04' }, 'api'),
  );
  await company.db.as(people.wuhu, async (tx) => {
    await attachEvidence(tx, {
      ...{
        file: { sha256: 'ab'.repeat(32), bytes: 3, mediaType: 'application/pdf' },
        fileName: 'ticket.pdf',
        evidenceKind: 'weigh_ticket',
      },
      ...{ kind: 'waste.load', recordId: april, scopeId: id.WH as string, effectiveOn: null, via: 'api' },
    });
    await sql`insert into intake_import (id, kind, file_name, status, actor, scope_id) values (${wuhu.importId}, 'waste.load', 'wuhu.csv', 'committing', app_actor(), ${id.WH})`.execute(
      tx,
    );
    await sql`insert into intake_row (import_id, row_number, outcome, cells) values (${wuhu.importId}, 1, 'new', '["secret"]')`.execute(
      tx,
    );
    await sql`insert into intake_pending (import_id, lease_until) values (${wuhu.importId}, now() + interval '1 hour')`.execute(
      tx,
    );
  });
  await company.figures.settle();
  const figure = { kpi: 'waste.shipped-mass', period: '2024', basis: 'approved' as const };
  await company.figures.ask(
    [company.groupId, id.WH as string, id.SZ as string, id.E2 as string].map((scopeId) => ({ ...figure, scopeId })),
    people.auditor,
  );
});
afterAll(() => company?.close());

const as = <T>(actor: Actor, query: RawBuilder<T>) =>
  company.db.as(actor, async (tx) => (await query.execute(tx)).rows);
const count = async (actor: Actor, from: RawBuilder<unknown>) =>
  (await as(actor, sql<{ n: number }>`select count(*)::int as n from ${from}`))[0]?.n;

/** Where rows of Wuhu lie, and how they are told. */
const ofWuhu = (): Record<string, RawBuilder<unknown>> => ({
  loads: sql`waste_load where site_id = ${id.WH}`,
  manifests: sql`waste_manifest where site_id = ${id.WH}`,
  'lines of manifests': sql`waste_manifest_line where record_id = ${wuhu.manifest}`,
  'activity data': sql`factories_activity where site_id = ${id.WH}`,
  'carried-in totals': sql`waste_carried_total where site_id = ${id.WH}`,
  'review events': sql`review_event where scope_id = ${id.WH}`,
  'closed months': sql`period_closed where scope_id = ${id.WH}`,
  'evidence links': sql`evidence_link where scope_id = ${id.WH}`,
  'history entries': sql`history_entry where scope_id = ${id.WH}`,
  imports: sql`intake_import where id = ${wuhu.importId}`,
  'rows of imports': sql`intake_row where import_id = ${wuhu.importId}`,
  'stored sums': sql`kpi_cell where site_id = ${id.WH}`,
  figures: sql`figure where scope_id in (${id.WH}, ${id.E2})`,
});

describe('a recorder of Suzhou', () => {
  test('sees nothing of Wuhu, although it is there', async () => {
    for (const [what, from] of Object.entries(ofWuhu())) {
      expect([what, await count(people.auditor, from)]).toEqual([what, expect.toSatisfy((n: number) => n > 0)]);
      expect([what, await count(people.suzhou, from)]).toEqual([what, 0]);
    }
  });

  test('sees what is Suzhou’s, and of the others’ waste only the group’s figure', async () => {
    expect(await count(people.suzhou, sql`waste_load`)).toBe(1);
    expect(await count(people.suzhou, sql`waste_manifest_line`)).toBe(1);
    expect(
      await as(people.suzhou, sql`select n.code from figure f join scope_node n on n.id = f.scope_id order by 1`),
    ).toEqual([{ code: 'GROUP' }, { code: 'SZ' }]);
  });

  test('is answered by list, record and revisions as if Wuhu’s did not exist', async () => {
    await company.db.as(people.suzhou, async (tx) => {
      const load = kindOf('waste.load');
      const asked = { which: 'latest' as const, limit: 50, offset: 0, sums: ['countingMassTonnes'] };
      expect(await listRecords(tx, load, { ...asked, filters: [] })).toMatchObject({
        count: 1,
        sums: { countingMassTonnes: '5' },
      });
      expect(
        await listRecords(tx, load, { ...asked, filters: [{ field: 'site', is: [id.WH as string] }] }),
      ).toMatchObject({ count: 0, records: [] });
      expect(await listRevisions(tx, load, wuhu.load)).toEqual([]);
      expect(await findLatest(tx, kindOf('waste.manifest'), [wuhu.manifest])).toEqual([]);
    });
  });

  test('records nothing there, corrects nothing, moves nothing there', async () => {
    const at = (site: string) =>
      company.load({ site: id[site] as string, on: '2024-05-09', tonnes: '1', ticket: 'I-1' });
    await expect(
      company.record(people.suzhou, 'waste.load', [{ id: uuidv7(), values: at('WH') }]),
    ).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(
      company.record(people.suzhou, 'waste.load', [{ id: wuhu.load, values: at('WH'), basedOn: 1 }]),
    ).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(
      company.record(people.suzhou, 'waste.load', [{ id: wuhu.load, values: at('SZ'), basedOn: 1 }]),
    ).rejects.toMatchObject({ code: 'already_exists' });
    const own = await company.loadAt('draft', { site: id.SZ as string, on: '2024-05-09', tonnes: '1', ticket: 'I-1' });
    await expect(
      company.record(people.suzhou, 'waste.load', [{ id: own, values: at('WH'), basedOn: 1 }]),
    ).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(company.step(people.suzhou, 'waste.load', 'submit', [wuhu.load])).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(
      company.record(people.suzhou, 'waste.stream', [
        {
          id: uuidv7(),
          values: { code: 'X', name: { en: 'X', zh: 'X' }, hazardous: false, composition: 'mixed', inUlScope: true },
        },
      ]),
    ).rejects.toMatchObject({
      code: 'not_allowed',
    });
  });
});

/** What a program that was taken over might try in somebody's name: refused by a policy, or it finds no row. */
const attempts = (): Record<string, RawBuilder<unknown>> => ({
  'changing the state of a load': sql`update waste_load set state = 'approved', approved_seq = app_seq() where site_id = ${id.WH}`,
  'ending a load': sql`update waste_load set ended_seq = app_seq() where id = ${wuhu.load}`,
  'a line on another’s manifest': sql`insert into waste_manifest_line (record_id, revision, line, stream_id, waste_code, shipped_mass_tonnes)
    values (${wuhu.manifest}, 1, 2, ${id.OIL}, '900-249-08', 9)`,
  'a line on one’s own manifest, after it was written': sql`insert into waste_manifest_line (record_id, revision, line, stream_id, waste_code, shipped_mass_tonnes)
    select id, revision, 2, ${id.OIL}, '900-249-08', 9 from waste_manifest where number = '20240500000001'`,
  'a step on another’s load': sql`insert into review_event (id, kind, record_id, revision, scope_id, step, actor, seq, content_hash)
    values (${uuidv7()}, 'waste.load', ${wuhu.load}, 1, ${id.WH}, 'return', app_actor(), app_seq(), '\\x00')`,
  'a step in another’s name': sql`insert into review_event (id, kind, record_id, revision, scope_id, step, actor, seq, content_hash)
    values (${uuidv7()}, 'waste.load', ${wuhu.load}, 1, ${id.SZ}, 'approve', ${people.reviewer.id}, app_seq(), '\\x00')`,
  'a paper on another’s site': sql`insert into evidence_link (id, sha256, file_name, evidence_kind, kind, record_id, scope_id, seq, actor)
    select ${uuidv7()}, sha256, 'x', 'x', 'waste.load', ${wuhu.load}, ${id.WH}, app_seq(), app_actor() from evidence_file`,
  'an entry in another’s name': sql`insert into history_entry (seq, n, actor, via, action, rows, digest) values (app_seq(), 1, ${people.wuhu.id}, 'api', 'record', 1, sha256('x'))`,
  'an entry in the past': sql`insert into history_entry (seq, n, actor, via, action, rows, digest) values (1, 99, app_actor(), 'api', 'record', 1, sha256('x'))`,
  'a block': sql`insert into history_block (height, from_seq, before_seq, entries, merkle_root, previous, hash) values (99, 0, 1, 1, 'a', 'b', 'c')`,
  'closing another’s month': sql`insert into period_closed (kind, scope_id, month, closed_seq, closed_by) values ('waste.load', ${id.WH}, '2024-01-01', app_seq(), app_actor())`,
  'opening another’s month': sql`update period_closed set reopened_seq = app_seq(), reopened_by = app_actor() where scope_id = ${id.WH}`,
  'an import in another’s name': sql`insert into intake_import (id, kind, file_name, status, actor) values (${uuidv7()}, 'waste.load', 'x', 'committed', ${people.wuhu.id})`,
  'letting another’s import be seen': sql`delete from intake_pending where import_id = ${wuhu.importId}`,
  'hiding what is there': sql`insert into intake_pending (import_id, lease_until) values (${wuhu.importId}, now())`,
  'a row in another’s import': sql`insert into intake_row (import_id, row_number, outcome, cells) values (${wuhu.importId}, 2, 'new', '[]')`,
  'changing another’s import': sql`update intake_import set status = 'refused' where id = ${wuhu.importId}`,
  'a stored sum': sql`insert into kpi_cell (aggregate, site_id, from_on, before_on, carried, dims, approved, approved_rows, shown, shown_rows, estimated, last_seq)
    values ('waste.mass', ${id.SZ}, '2024-05-01', '2024-06-01', false, '{}', 0, 0, 0, 0, 0, 0)`,
  'taking a stored sum away': sql`delete from kpi_cell`,
  'a better figure': sql`update figure set result = '{}'`,
  'taking marks away': sql`delete from kpi_dirty`,
  'a right of one’s own': sql`insert into role_grant (person_id, role, scope_id, from_on) values (${people.suzhou.id}, 'group_administrator', ${company.groupId}, '2020-01-01')`,
  'a limit': sql`insert into setting (key, seq, value, actor) values ('limit.x', app_seq(), '1', app_actor())`,
  'a factory': sql`update scope_node set name_en = 'Mine'`,
  'an edge': sql`delete from scope_edge`,
  'an edition': sql`insert into edition (id, number, period, from_on, before_on, published_at, published_by, seq, frozen, documents, content_hash)
      values (${uuidv7()}, 9, '2024-H1', '2024-01-01', '2024-07-01', now(), app_actor(), app_seq(), '{}', '{}', '\\x00')`,
});

test.each(['suzhou', 'auditor', 'stranger'] as const)(
  'what %s might try past the program is refused, or finds nothing',
  async (who) => {
    await company.record(people.administrator, 'factories.region', [
      { id: uuidv7(), values: { code: who, name: { en: who, zh: who } } },
    ]); // a mark to take away
    const done: string[] = [];
    for (const [what, query] of Object.entries(attempts())) {
      const changed = await company.db
        .as(people[who], async (tx) => (await query.execute(tx)).numAffectedRows ?? 0n)
        .catch((error: { code?: string; message: string }) => (error.code === '42501' ? 0n : error.message));
      if (changed !== 0n) done.push(`${what}: ${changed}`);
    }
    expect(done).toEqual([]);
  },
);

test('an auditor reads everything and a stranger nothing', async () => {
  expect(await count(people.auditor, sql`waste_load`)).toBeGreaterThan(3);
  for (const [what, from] of Object.entries({
    ...ofWuhu(),
    nodes: sql`scope_node`,
    streams: sql`waste_stream`,
    editions: sql`edition`,
    targets: sql`targets_target`,
  })) {
    expect([what, await count(people.stranger, from)]).toEqual([what, 0]);
  }
});

test('a right that ended yesterday opens nothing today, and one for a region opens its factories', async () => {
  const { grantRole, makeAccount } = await import('../../access/accounts.ts');
  const { sessionOf } = await import('../../access/session.ts');
  const personId = await makeAccount(company.db, {
    userName: 'east',
    nameEn: 'East',
    nameZh: '东',
    language: 'zh',
    sample: true,
  });
  await grantRole(company.db, {
    personId,
    role: 'site_manager',
    scopeId: id.EC as string,
    from: '2024-01-01' as never,
    before: '2024-07-01' as never,
  });
  const on = async (day: string) => [...((await sessionOf(company.db, personId, day))?.actor.reads ?? [])].sort();
  expect(await on('2024-06-30')).toEqual([id.EC, id.SZ, id.WH].sort());
  expect(await on('2024-07-01')).toEqual([]);
});
