// An invented company of two factories with figures for whatever a report asks, to see how a report is put together.
import { gri306DisposedCategories, gri306DivertedCategories } from '#domains/waste/model/treatment.ts';
import { parsePeriod } from '#period/period.ts';
import type { ReportFigure, WantedFigure } from '../model/report-number.ts';
import type { ReportInput } from './report-context.ts';
import { reportPeriods } from './report-periods.ts';

const units: Readonly<Record<string, ReportFigure['unit']>> = {
  'waste.conversion-rate': 'share',
  'waste.conversion-rate-entity-mean': 'share',
  'waste.ul2799-diversion-rate': 'share',
};

/** Withdrawal by line: none from the sea, and nobody says of what quality. */
const water = { groundMl: '40', thirdPartyMl: '60', qualityUnknownMl: '100', notLookedUpMl: '100' };

/** 100 t a month at the group: 85 recycled, 3 burnt for energy, 12 landfilled; a little better each year. */
export function inventedFigure({ kpi, scopeId, period }: WantedFigure): ReportFigure {
  const better = Number(period.match(/\d{4}/)?.[0] ?? 2024) - 2020;
  const landfill = String(16 - better);
  const converted = String(84 + better);
  const unit = units[kpi] ?? 't';
  const isSilent = scopeId === 'HP';
  const noData = isSilent ? 'no_loads_in_period' : null;
  return {
    id: `${kpi} ${scopeId} ${period}`,
    kpi,
    unit,
    better: 'higher',
    scopeId,
    period,
    value: isSilent ? null : unit === 'share' ? `0.${converted}` : '100',
    noData,
    parameters: {},
    inputs: isSilent
      ? {}
      : {
          totalMassTonnes: '100',
          nonThermalMassTonnes: String(81 + better),
          energyRecoveryMassTonnes: '3',
          landfillMassTonnes: landfill,
          hazardousMassTonnes: '5',
          nonHazardousMassTonnes: '95',
          ...(kpi === 'water.withdrawal' ? water : {}),
        },
    extra: {
      level: period.startsWith('R12') ? { byTotal: 'silver', byNonThermal: null, ambiguous: true } : 'indicative',
      nonThermalShare: '0.85',
      creditedShare: '0.88',
      claim: { thermalShare: '0.03' },
      lines: kpi.endsWith('generated')
        ? [{ composition: 'metal', hazardousMassTonnes: '5', nonHazardousMassTonnes: '95', massTonnes: '100' }]
        : [...gri306DivertedCategories, ...gri306DisposedCategories].flatMap((category) =>
            [true, false].map((hazardous) => ({ category, hazardous, onSite: false, massTonnes: '7' })),
          ),
    },
    sums: isSilent
      ? []
      : [
          {
            dims: { treatment: 'recycle_metal', 'stream.hazardous': 'false', 'stream.composition': 'metal' },
            sum: '85',
          },
          {
            dims: { treatment: 'incineration_with_energy', 'stream.hazardous': 'false', 'stream.composition': 'mixed' },
            sum: '3',
          },
          {
            dims: { treatment: 'landfill', 'stream.hazardous': 'false', 'stream.composition': 'sludge' },
            sum: landfill,
          },
        ],
    coverage: {
      sitesIn: 1,
      sitesExpected: 2,
      missing: ['HP'],
      approvedShare: '1',
      estimatedShare: '0.04',
      carriedIn: period === '2021',
    },
    monthsWithData: 6,
    provisional: false,
  };
}

/** The input of a report on the first half of 2024. */
export function inventedInput(changes: Partial<ReportInput> = {}): ReportInput {
  const periods = reportPeriods(parsePeriod('2024-H1'));
  const places = {
    g: { en: 'Group', zh: '集团' },
    WX: { en: 'Wuxi', zh: '无锡' },
    HP: { en: 'Hai Phong', zh: '海防' },
  };
  const said = (
    id: string,
    section: 'zero-waste' | 'foreword',
    tense: 'fact' | 'later_fact' | 'commitment',
    asOf: string,
    dueOn: string | null,
  ) => ({
    id,
    revision: 1,
    section,
    position: 1,
    tense,
    asOf,
    dueOn,
    text: { en: `Said ${id}.`, zh: `陈述${id}。` },
  });
  return {
    periods,
    group: { id: 'g', code: 'GROUP', name: places.g },
    sites: [
      { id: 'HP', code: 'HP1', name: places.HP },
      { id: 'WX', code: 'WX1', name: places.WX },
    ],
    nameOf: (id) => places[id as keyof typeof places],
    boundary: {
      code: 'B-2024',
      title: { en: 'Boundary of 2024', zh: '2024年报告边界' },
      approach: 'operational_control',
      from: '2024-01-01',
      sites: 2,
      entities: 3,
    },
    targets: [
      {
        id: 't1',
        revision: 1,
        code: 'T-WASTE',
        title: { en: 'Raise the waste conversion rate', zh: '提高废弃物转化率' },
        measure: 'quantitative',
        kpi: 'waste.conversion-rate',
        baseYear: 2021,
        owner: null,
        steps: [
          { year: 2023, value: '0.855' },
          { year: 2024, value: '0.88' },
        ],
      },
      {
        id: 't2',
        revision: 1,
        code: 'T-WATER',
        title: { en: 'Use water better', zh: '提升取水利用率' },
        measure: 'quantitative',
        kpi: null,
        baseYear: 2021,
        owner: null,
        steps: [{ year: 2025, value: '0.2' }],
      },
      {
        id: 't3',
        revision: 1,
        code: 'G-FACTORIES',
        title: { en: 'Build green factories', zh: '创建绿色工厂' },
        measure: 'qualitative',
        kpi: null,
        baseYear: null,
        owner: { en: 'Director', zh: '主任' },
        steps: [],
      },
    ],
    statements: [
      said('a', 'foreword', 'fact', '2024-06-30', null),
      said('b', 'zero-waste', 'fact', '2024-05-31', null),
      said('c', 'zero-waste', 'later_fact', '2024-08-20', null),
      said('d', 'zero-waste', 'commitment', '2024-06-30', '2024-10-31'),
    ],
    earlier: [
      {
        promised: said('e', 'zero-waste', 'commitment', '2023-12-31', '2024-03-31'),
        edition: 1,
        now: said('e', 'zero-waste', 'commitment', '2023-12-31', '2024-03-31'),
      },
    ],
    cover: { company: { en: 'Invented', zh: '虚构' }, preparer: { en: 'The Centre', zh: '中心' }, releasedOn: null },
    edition: null,
    basis: 'approved',
    kpiOf: (id) => (id.startsWith('waste.') ? { unit: units[id] ?? 't', better: 'higher' } : undefined),
    factoriesOf: () => ({ expected: ['HP', 'WX'], throughout: ['HP', 'WX'] }),
    figureOf: inventedFigure,
    ...changes,
  };
}
