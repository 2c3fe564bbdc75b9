// What the declared KPIs make of stored sums: when a level stands, what a past of yearly totals tells, what is unknown.
import { describe, expect, test } from 'vitest';
import { parsePeriod } from '#period/period.ts';
import type { Kpi, SumRow } from '#platform/kpi/declare.ts';
import levels from '../../../reference/ul2799-levels/2026-11.json' with { type: 'json' };
import treatments from '../../../reference/waste-treatments/2026-11.json' with { type: 'json' };
import { wasteShipped } from './kpis/aggregates.ts';
import { gri306DisposedMass, gri306DivertedMass, gri306GeneratedMass, wasteUl2799DiversionRate } from './kpis.ts';

const row = (treatment: string, sum: string, hazardous = false, composition = 'metal'): SumRow => ({
  dims: [treatment, String(hazardous), 'true', composition, 'true', 'true', 'true', null, null, 'false', null],
  sum,
});
const figureOf = (
  kpi: Kpi,
  rows: readonly SumRow[],
  { period = '2023', monthsWithData = 12, monthsEverywhere = 12 } = {},
) =>
  kpi.compute({
    groups: [{ scopeId: 'group', rows }],
    period: parsePeriod(period),
    monthsWithData,
    monthsEverywhere,
    parameters: {},
    packs: { 'waste-treatments': treatments, 'ul2799-levels': levels },
  });

describe('a UL 2799 level', () => {
  const gold = [row('recycle_metal', '95'), row('incineration_with_energy', '3'), row('landfill', '2')];
  const levelOf = (options: Parameters<typeof figureOf>[2]) => {
    const answer = figureOf(wasteUl2799DiversionRate, gold, options);
    return answer.extra?.level;
  };

  test('stands on twelve consecutive months, of a calendar year or of any other', () => {
    expect(levelOf({ period: '2023' })).toMatchObject({ byTotal: 'gold' });
    expect(levelOf({ period: 'R12-2024-06' })).toMatchObject({ byTotal: 'gold' });
  });

  test.each([
    ['six months', { period: '2024-H1', monthsWithData: 6, monthsEverywhere: 6 }],
    ['a year with eleven months of loads', { period: '2023', monthsWithData: 11, monthsEverywhere: 11 }],
    ['a year that one of several factories began in July', { period: '2023', monthsEverywhere: 6 }],
    ['a year of a group of which one factory sent nothing', { period: '2023', monthsEverywhere: 0 }],
    ['twenty-four months', { period: '2022-01-01..2024-01-01', monthsWithData: 24, monthsEverywhere: 24 }],
    ['a yearly total that was carried in', { period: '2021', monthsWithData: 0, monthsEverywhere: 0 }],
  ])('%s are indicative: the same rate, no level', (_what, options) => {
    const answer = figureOf(wasteUl2799DiversionRate, gold, options);
    expect(answer).toMatchObject({ value: '0.98', extra: { level: 'indicative', claim: { level: null } } });
  });
});

describe('what is not known is not nought', () => {
  test('a yearly total carried in tells no composition: 60 t of metal and 40 t of which nobody knows', () => {
    const composition = wasteShipped.carriedIn?.by[wasteShipped.by.indexOf('stream.composition')];
    const fixed = composition && 'fixed' in composition ? (composition.fixed ?? '') : '';
    const answer = figureOf(gri306GeneratedMass, [
      row('recycle_metal', '60'),
      row('landfill', '30', false, fixed),
      row('incineration_no_energy', '10', true, fixed),
    ]);
    expect(answer).toMatchObject({
      value: '100',
      extra: {
        lines: [
          { composition: 'metal', massTonnes: '60' },
          { composition: 'not_recorded', hazardousMassTonnes: '10', nonHazardousMassTonnes: '30', massTonnes: '40' },
        ],
      },
    });
  });

  test.each([gri306DivertedMass, gri306DisposedMass])(
    'what is treated on site is not in $id, neither as line nor as sum',
    (kpi) => {
      const answer = figureOf(kpi, [row('recycle_metal', '60'), row('landfill', '40')]);
      if ('noData' in answer) throw new Error(answer.noData);
      expect(answer.inputs).not.toHaveProperty('onSiteMassTonnes');
      expect(answer.inputs.offSiteMassTonnes).toBe(answer.value);
      const lines = answer.extra?.lines as { onSite: boolean }[];
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.filter(({ onSite }) => onSite)).toEqual([]);
    },
  );
});
