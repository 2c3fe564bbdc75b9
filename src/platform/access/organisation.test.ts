// Does the organisation that rights and figures go by follow what is recorded of it, corrections and voidings too?
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

describe('the shares of a factory', () => {
  const member = (entity: string, share: string, from: string, before: string | null = null) => ({
    id: uuidv7(),
    values: { site: id.HP, entity: id[entity], share, from, before },
  });
  const clear = async () => {
    const { edges: all } = await company.db.as(company.people.auditor, (tx) => readOrganisation(tx));
    const held = all.filter((edge) => edge.child === id.HP && codeOf(edge.parent).startsWith('E'));
    expect(held).toHaveLength(1);
  };

  test('above 1 on any day are refused, and nothing of it is written', async () => {
    await clear();
    await expect(
      record('factories.membership', [member('E1', '0.1', '2024-03-01', '2024-04-01')]),
    ).rejects.toMatchObject({
      code: 'shares_above_one',
      facts: { site: 'HP', on: '2024-03-01', sum: '1.1' },
    });
    await clear();
  });

  test('may be moved by a sheet in one, or by hand in steps: what is below 1 in between is told with its day', async () => {
    const before = await company.newest('factories.membership', id['HP-E3'] as string);
    const ended = { id: before.id, values: { ...before.values, before: '2024-05-16' }, basedOn: before.revision };
    const [first] = await record('factories.membership', [ended]);
    expect(first?.warnings).toEqual([
      {
        field: 'share',
        code: 'shares_below_one',
        level: 'warning',
        facts: { site: 'HP', on: '2024-05-16', sum: '0' },
      },
    ]);
    const [second] = await record('factories.membership', [member('E1', '0.7', '2024-05-16')]);
    expect(second?.warnings.map(({ facts }) => facts?.sum)).toEqual(['0.7']);
    const [third] = await record('factories.membership', [member('E2', '0.3', '2024-05-16')]);
    expect(third?.warnings).toEqual([]);
    // A day longer for the former owner, and that day would count twice.
    const now = await company.newest('factories.membership', before.id);
    const longer = { id: now.id, values: { ...now.values, before: '2024-05-17' }, basedOn: now.revision };
    await expect(record('factories.membership', [longer])).rejects.toMatchObject({
      facts: { on: '2024-05-16', sum: '2' },
    });
  });
});

test('there is one group', async () => {
  expect(await company.all(sql`select id from scope_node where type = 'group'`)).toEqual([{ id: GROUP_ID }]);
});
