// Does the organisation that rights and figures go by follow what is recorded of it, corrections and voidings too?
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmallCompany, type SmallCompany } from '../../../tests/small-company.ts';
import { GROUP_ID } from './organisation.ts';
import { readOrganisation } from './read-organisation.ts';

let company: SmallCompany;
let id: SmallCompany['id'];
beforeAll(async () => {
  company = await openSmallCompany();
  id = company.id;
});
afterAll(() => company?.close());

const record = (kind: string, given: Parameters<SmallCompany['record']>[2]) =>
  company.record(company.people.administrator, kind, given, { reason: 'a test' });
const codeOf = (of: string | undefined) =>
  Object.entries(id).find(([code, one]) => one === of && !code.includes('-'))?.[0] ?? 'GROUP';
const edges = async (child: string) => {
  const { edges: all } = await company.db.as(company.people.auditor, (tx) => readOrganisation(tx));
  return all
    .filter((edge) => edge.child === id[child])
    .map((edge) => `${codeOf(edge.parent)} ${edge.share} ${edge.from}..${edge.before ?? ''}`)
    .sort();
};
const correct = async (kind: string, recordId: string, to: Record<string, unknown>) => {
  const before = await company.newest(kind, recordId);
  await record(kind, [{ id: recordId, values: { ...before.values, ...to }, basedOn: before.revision }]);
};

test('a factory belongs to its region from its first day on, an entity and a region to the group', async () => {
  expect(await edges('SZ')).toEqual(['E1 0.6 2020-01-01..', 'E2 0.4 2020-01-01..', 'EC 1 2020-01-01..']);
  expect(await edges('E1')).toEqual(['GROUP 1 1900-01-01..']);
  const node = await company.one(
    sql`select type, code, name_zh, time_zone, from_on, before_on from scope_node where id = ${id.HP}`,
  );
  expect(node).toEqual({
    type: 'site',
    code: 'HP',
    name_zh: '海防',
    time_zone: 'Asia/Ho_Chi_Minh',
    from_on: '2020-01-01',
    before_on: null,
  });
});

test('a corrected membership belongs to whom it says now, and no longer to whom it said before', async () => {
  await correct('factories.membership', id['HP-E3'] as string, { entity: id.E1, from: '2021-01-01' });
  expect(await edges('HP')).toEqual(['E1 1 2021-01-01..', 'VN 1 2020-01-01..']);
  await correct('factories.membership', id['HP-E3'] as string, { entity: id.E3, from: '2020-01-01' });
  expect(await edges('HP')).toEqual(['E3 1 2020-01-01..', 'VN 1 2020-01-01..']);
});

test('a factory that moves to another region or closes does so in both', async () => {
  await correct('factories.site', id.WH as string, {
    region: id.VN,
    closedOn: '2030-01-01',
    name: { en: 'Wuhu Works', zh: '芜湖厂' },
  });
  expect(await edges('WH')).toEqual(['E2 1 2020-01-01..', 'VN 1 2020-01-01..2030-01-01']);
  expect(await company.one(sql`select name_en, before_on from scope_node where id = ${id.WH}`)).toEqual({
    name_en: 'Wuhu Works',
    before_on: '2030-01-01',
  });
});

test('a voided membership goes; a voided factory stays by name, but belongs to no region and is expected nowhere', async () => {
  const siteId = uuidv7();
  await record('factories.site', [
    {
      id: siteId,
      values: {
        code: 'XX',
        name: { en: 'X', zh: 'X' },
        region: id.EC,
        country: 'CN',
        timeZone: 'Asia/Shanghai',
        startedOn: '2023-01-01',
      },
    },
  ]);
  const membershipId = uuidv7();
  await record('factories.membership', [
    { id: membershipId, values: { site: siteId, entity: id.E1, share: '1', from: '2023-01-01' } },
  ]);
  const left = () => company.all(sql`select id from scope_edge where child_id = ${siteId}`);
  expect(await left()).toHaveLength(2);
  await record('factories.membership', [{ id: membershipId, values: {}, basedOn: 1, void: true }]);
  expect(await left()).toHaveLength(1);
  await record('factories.site', [{ id: siteId, values: {}, basedOn: 1, void: true }]);
  expect(await left()).toEqual([]);
  expect(await company.one(sql`select from_on, before_on from scope_node where id = ${siteId}`)).toEqual({
    from_on: '2023-01-01',
    before_on: '2023-01-01',
  });
});

test('there is one group', async () => {
  expect(await company.all(sql`select id from scope_node where type = 'group'`)).toEqual([{ id: GROUP_ID }]);
});
