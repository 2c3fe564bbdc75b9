import { describe, expect, test } from 'vitest';
import { parsePeriod } from '#period/period.ts';
import { comparableSites, type Organisation } from './organisation.ts';

const node = (id: string, type: 'group' | 'region' | 'entity' | 'site', from: string | null = null) => ({
  id,
  type,
  code: id,
  name: { en: id, zh: id },
  timeZone: 'Asia/Shanghai',
  from,
  before: null,
});
const inside = (siteId: string, from: string, before: string | null) => ({ siteId, boundary: 'B', from, before });

// Old is named by two boundary versions, one after the other; Late joined with 2024; Built began in July 2023.
const organisation: Organisation = {
  nodes: [
    node('group', 'group'),
    node('north', 'region'),
    node('entity', 'entity'),
    node('old', 'site', '2010-01-01'),
    node('late', 'site', '2010-01-01'),
    node('built', 'site', '2023-07-01'),
    node('left', 'site', '2010-01-01'),
  ],
  edges: [
    { parent: 'north', child: 'old', share: '1', from: '2010-01-01', before: null },
    { parent: 'entity', child: 'old', share: '0.4', from: '2010-01-01', before: null },
  ],
  boundary: [
    inside('old', '2021-01-01', '2024-01-01'),
    inside('old', '2024-01-01', null),
    inside('late', '2024-01-01', null),
    inside('built', '2021-01-01', null),
    inside('left', '2021-01-01', '2023-04-01'),
  ],
};
const sitesIn = (scope: string, period: string) => comparableSites(organisation, scope, parsePeriod(period));

describe('the sites that can be compared', () => {
  test('are inside the boundary and in operation on every day of the period', () => {
    expect(sitesIn('group', '2023-H1')).toEqual({ expected: ['old', 'left'], throughout: ['old'] });
    expect(sitesIn('group', '2024-H1')).toEqual({
      expected: ['old', 'late', 'built'],
      throughout: ['old', 'late', 'built'],
    });
  });

  test('stay so over the change from one version of the boundary to the next', () => {
    expect(sitesIn('group', 'R12-2024-06')).toEqual({
      expected: ['old', 'late', 'built'],
      throughout: ['old', 'built'],
    });
    expect(sitesIn('group', 'R12-2024-05')?.throughout).toEqual(['old']);
  });

  test('are those of a region in a region; an entity and a site have none', () => {
    expect(sitesIn('north', '2024-H1')?.throughout).toEqual(['old']);
    expect(sitesIn('entity', '2024-H1')).toBeUndefined();
    expect(sitesIn('old', '2024-H1')).toBeUndefined();
  });
});
