import { describe, expect, test } from 'vitest';
import type { ReportFigure } from '../model/report-number.ts';
import { changeOf, figureParts } from './figure-parts.ts';

const figure: ReportFigure = {
  id: 'F7K2QABCDE',
  kpi: 'waste.conversion-rate',
  unit: 'share',
  better: 'higher',
  scopeId: 'g',
  period: '2024-H1',
  value: '0.88',
  noData: null,
  parameters: {},
  inputs: { totalMassTonnes: '100', landfillMassTonnes: '12' },
  extra: {
    level: 'indicative',
    nonThermalShare: '0.8',
    lines: [
      { hazardous: true, category: 'reuse', onSite: false, massTonnes: '3' },
      { hazardous: false, category: 'reuse', onSite: false, massTonnes: '4' },
    ],
  },
  sums: [
    { dims: { treatment: 'recycle_metal', 'stream.hazardous': 'false' }, sum: '60' },
    { dims: { treatment: 'composting', 'stream.hazardous': 'false' }, sum: '28' },
    { dims: { treatment: 'landfill', 'stream.hazardous': 'true' }, sum: '12' },
  ],
  coverage: {
    sitesIn: 34,
    sitesExpected: 36,
    missing: ['a', 'b'],
    approvedShare: '1',
    estimatedShare: '0.03',
    carriedIn: false,
  },
  monthsWithData: 6,
  provisional: false,
};

describe('the parts of a figure', () => {
  const parts = figureParts(figure);
  test.each([
    ['inputs.landfillMassTonnes', '12', 't'],
    ['extra.nonThermalShare', '0.8', 'share'],
    ['extra.lines[category=reuse,hazardous=true,onSite=false].massTonnes', '3', 't'],
    ['sum.treatment=landfill', '12', 't'],
    ['share.treatment=landfill', '0.12', 'share'],
    ['sum.step=recycling', '88', 't'],
    ['sum.stream.hazardous=true', '12', 't'],
    ['coverage.sitesIn', '34', 'count'],
    ['coverage.estimatedShare', '0.03', 'share'],
  ] as const)('%s is %s', (path, value, unit) => {
    expect(parts.get(path)).toEqual({ value, unit });
  });
  test('hold no level, and nothing for a treatment that did not occur', () => {
    expect([...parts.keys()].filter((path) => path.includes('level') || path.includes('reuse]'))).toEqual([]);
    expect(parts.has('sum.treatment=reuse')).toBe(false);
  });
});

describe('a change', () => {
  test('of 85.5 to 88 % is 2.5 points, of 200 t to 206 t is 3 %', () => {
    expect(changeOf({ unit: 'share', value: '0.88' }, { value: '0.855' })).toEqual({ value: '0.025', unit: 'points' });
    expect(changeOf({ unit: 't', value: '206' }, { value: '200' })).toEqual({ value: '0.03', unit: 'relative' });
  });
  test('against nothing is no change', () => {
    expect(changeOf({ unit: 'share', value: '0.88' }, { value: null })).toBeUndefined();
    expect(changeOf({ unit: 't', value: '206' }, { value: '0' })).toBeUndefined();
    expect(changeOf({ unit: 'm3_per_t', value: '5' }, { unit: 'm3_per_set', value: '4' })).toBeUndefined();
  });
});
