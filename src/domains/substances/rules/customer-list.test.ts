// Does a customer's sheet become restrictions whatever the order and language of its columns, and is what is wrong told by row?
import { describe, expect, test } from 'vitest';
import { customerList, listColumns } from './customer-list.ts';

const source = 'customer, list of 2026-11';

describe('columns', () => {
  test('in any order, below a title, in Chinese', () => {
    const found = listColumns([['客户环保要求'], ['限值', '单位', '物质名称', 'CAS号']]);
    expect(found?.row).toBe(1);
    expect(Object.fromEntries(found?.at ?? [])).toEqual({ limit: 0, unit: 1, name: 2, cas: 3 });
  });
  test('a sheet without them is refused', () => {
    expect(customerList([['a', 'b']], { source }).problems).toEqual([
      { row: 1, code: 'list_without_columns', text: 'a b' },
    ]);
  });
});

test('0.1 % is 1,000 mg/kg, 50 ppb are 0.05; no limit is a matter of intent', () => {
  const { restrictions, problems } = customerList(
    [
      ['CAS No.', 'Substance Name', 'Limit', 'Basis', 'Effective date'],
      ['7439-92-1', 'Lead', '0.1 %', 'homogeneous material', '2026-01-01'],
      ['335-67-1', 'PFOA', '≤ 50 ppb', 'article', ''],
      ['1332-21-4', 'Asbestos', 'prohibited', '', ''],
      ['', '', '', '', ''],
    ],
    { source },
  );
  expect(problems).toEqual([]);
  expect(
    restrictions.map(({ members, limitPpm, per, from, intentional }) => [members, limitPpm, per, from, intentional]),
  ).toEqual([
    [['cas:7439-92-1'], '1000', 'homogeneous_material', '2026-01-01', undefined],
    [['cas:335-67-1'], '0.05', 'article', null, undefined],
    [['cas:1332-21-4'], null, 'homogeneous_material', null, true],
  ]);
});

describe('CAS numbers that became dates', () => {
  const sheet = (...numbers: string[]) => [
    ['Name', 'CAS', 'Limit'],
    ...numbers.map((cas) => ['substance', cas, '100']),
  ];
  test('are put back and told', () => {
    const { restrictions, repaired } = customerList(sheet('8/07/2708'), { source });
    expect(restrictions[0]?.members).toEqual(['cas:2708-07-8']);
    expect(repaired).toEqual([{ row: 2, text: '8/07/2708', cas: '2708-07-8' }]);
  });
  test('with two readings are refused by name, unless the column shows the order', () => {
    expect(customerList(sheet('7/02/5081'), { source }).problems).toEqual([
      { row: 2, code: 'cas_date_ambiguous', text: '7/02/5081' },
    ]);
    expect(customerList(sheet('7/02/5081', '8/07/2708'), { source }).problems).toEqual([]);
  });
  test('with none are refused by name', () => {
    expect(customerList(sheet('14/07/2708'), { source }).problems).toMatchObject([
      { row: 2, code: 'cas_date_unreadable' },
    ]);
  });
});

test.each([
  [['', '7439-92-1', '100'], 'list_name_missing'],
  [['Lead', '7439-92-2', '100'], 'cas_check_digit'],
  [['Lead', '7439-92-1', 'low'], 'list_limit_unreadable'],
  [['Lead', '7439-92-1', '100 mg'], 'list_unit_unknown'],
] as const)('%j: %s', (cells, code) => {
  const found = customerList([['Name', 'CAS', 'Limit'], [...cells]], { source });
  expect(found.problems).toMatchObject([{ row: 2, code }]);
  expect(found.restrictions).toEqual([]);
});
