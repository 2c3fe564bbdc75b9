import { describe, expect, test } from 'vitest';
import { parsePeriod, printPeriod } from '#period/period.ts';
import { reportPeriods, wantedFigures } from './report-periods.ts';

const printed = (written: string) => {
  const { rows, months, ...others } = reportPeriods(parsePeriod(written));
  return {
    rows: rows.map(printPeriod),
    months: months.map(printPeriod),
    toDate: printPeriod(others.toDate),
    twelve: printPeriod(others.twelve),
  };
};

describe('the periods of a report', () => {
  test('on a half-year are its quarters and itself, six months, and twelve for UL 2799', () => {
    expect(printed('2024-H1')).toEqual({
      rows: ['2024-Q1', '2024-Q2', '2024-H1'],
      months: ['2024-01', '2024-02', '2024-03', '2024-04', '2024-05', '2024-06'],
      toDate: '2024-H1',
      twelve: 'R12-2024-06',
    });
  });
  test('on a quarter are its months, and the months of the year so far', () => {
    expect(printed('2024-Q2').rows).toEqual(['2024-04', '2024-05', '2024-06', '2024-Q2']);
    expect(printed('2024-Q2').months).toHaveLength(6);
  });
  test('on twelve rolling months that begin within a quarter are the twelve alone', () => {
    expect(printed('R12-2024-05').rows).toEqual(['R12-2024-05']);
    expect(printed('R12-2024-06').rows).toHaveLength(5);
    expect(printed('R12-2024-05').months).toHaveLength(12);
  });
});

test('each figure is asked for once, and those of an undeclared KPI not at all', () => {
  const wanted = wantedFigures({
    period: parsePeriod('2024-H1'),
    groupId: 'g',
    siteIds: ['a', 'b'],
    targets: [
      { kpi: 'waste.conversion-rate', baseYear: 2021 },
      { kpi: 'water.unknown', baseYear: null },
      { kpi: null, baseYear: null },
    ],
    isKpi: (id) => id.startsWith('waste.'),
  });
  const keys = wanted.map(({ kpi, scopeId, period }) => `${kpi} ${scopeId} ${period}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toContain('waste.conversion-rate g 2021');
  expect(keys).toContain('waste.conversion-rate g 2023-H2');
  expect(keys).toContain('waste.conversion-rate b 2023-H1');
  expect(keys.filter((key) => key.startsWith('water.'))).toEqual([]);
});
