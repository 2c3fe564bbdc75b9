import { expect, test } from 'vitest';
import { type OrganisationNode, organisationFrom } from './organisation.ts';
import { scopeRows } from './scope-tree.ts';

const node = (type: OrganisationNode['type'], code: string, en: string, zh: string): OrganisationNode => ({
  id: code,
  type,
  code,
  name: { en, zh },
  from: null,
  before: null,
  timeZone: null,
});

const organisation = organisationFrom(
  [
    node('group', 'G', 'Group', '集团'),
    node('region', 'EC', 'East China', '华东'),
    node('site', 'WX1', 'Wuxi Factory', '无锡工厂'),
    node('site', 'SZ2', 'Suzhou No. 2 Factory', '苏州二厂'),
    node('site', 'SZ1', 'Suzhou No. 1 Factory', '苏州一厂'),
    node('entity', 'E01', 'Meridian Suzhou', '子午苏州'),
  ],
  ['WX1', 'SZ2', 'SZ1'].map((child) => ({ parent: 'EC', child, share: null, from: null, before: null })),
);
const words = { name: (one: OrganisationNode) => one.name.en ?? '', subsidiaries: 'Subsidiaries', others: 'Others' };
const labels = (open: string[], typed: string) =>
  scopeRows(organisation, new Set(open), typed, words).map((row) => `${' '.repeat(row.level - 1)}${row.label}`);

test('closed, the regions stand below the group and the subsidiaries behind them', () => {
  expect(labels([], '')).toEqual(['Group', 'EC East China', 'Subsidiaries']);
});

test('an open region lists its factories in the order of their codes', () => {
  expect(labels(['EC'], '')).toEqual([
    'Group',
    'EC East China',
    ' SZ1 Suzhou No. 1 Factory',
    ' SZ2 Suzhou No. 2 Factory',
    ' WX1 Wuxi Factory',
    'Subsidiaries',
  ]);
});

test('a search in either language finds a factory below its region, and nothing else', () => {
  expect(labels([], '无锡')).toEqual(['EC East China', ' WX1 Wuxi Factory']);
  expect(labels([], 'e01')).toEqual(['Subsidiaries', ' E01 Meridian Suzhou']);
});

test('a region that is found shows all of its factories', () => {
  expect(labels([], 'east')).toHaveLength(4);
});
