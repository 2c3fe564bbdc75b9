// Waste water of the invented company: outlets, limits of invented permits, a plan, laboratory results, cases.

import { addDays, calendarDate } from '#period/calendar-date.ts';
import type { Table } from './csv.ts';
import type { Day } from './day.ts';
import { drawFor } from './random.ts';
import { sites } from './sites.ts';

interface Outlet {
  site: string;
  code: string;
  en: string;
  zh: string;
  place: 'site_outlet' | 'workshop_outlet';
  standards: string;
  /** what the permit asks to be measured: parameter, most, how often, and what may leave in a year (kg) */
  asked: readonly (readonly [parameter: string, most: string, frequency: string, yearKg?: string])[];
  /** the invented meter that counts what leaves */
  meter: string;
}

const PERMITS_FROM: Day = '2023-01-01';

const usual = [
  ['ph', '9', 'quarterly'],
  ['cod', '300', 'quarterly', '6000'],
  ['nh3n', '25', 'quarterly', '500'],
  ['ss', '250', 'half_yearly'],
] as const;
const plated = [
  ['ni', '0.5', 'monthly'],
  ['cu', '0.5', 'monthly'],
] as const;

/** Factories whose waste water is told in full below, the one that has none, and all others: a yearly test each. */
const toldInFull: ReadonlySet<string> = new Set(['SZ2', 'TC1', 'CZ1', 'NB1', 'CD1']);
const WITHOUT_PROCESS_WATER = 'SH1';
const simple = sites.filter(({ code }) => !toldInFull.has(code) && code !== WITHOUT_PROCESS_WATER);
const yearly = usual.map(([parameter, most]) => [parameter, most, 'yearly'] as const);

const outlets: readonly Outlet[] = [
  ...simple.map(({ code: site, country }) => ({
    ...{ site, code: 'DW001', en: 'Main outlet', zh: '厂区总排口', place: 'site_outlet' as const },
    // Elsewhere the permit alone is known: no pack has the standards of these countries.
    ...{ standards: country === 'CN' ? 'gb8978_level_3' : '', asked: yearly, meter: 'D-01' },
  })),
  ...['SZ2', 'TC1', 'CZ1', 'NB1', 'CD1'].map((site) => ({
    ...{ site, code: 'DW001', en: 'Main outlet', zh: '厂区总排口', place: 'site_outlet' as const },
    ...{ standards: 'gb39731_indirect;gb8978_level_3', asked: usual, meter: 'D-01' },
  })),
  {
    ...{ site: 'SZ2', code: 'DW002', en: 'Plating line outlet', zh: '电镀车间排放口', place: 'workshop_outlet' },
    ...{ standards: 'gb39731_indirect', asked: plated, meter: '' },
  },
];

const unitOf = (parameter: string) => (parameter === 'ph' ? 'pH' : 'mg/L');
const clauseOf = { limit: 'Table 7', plan: 'Table 12' } as const;

/** A sample with its values, in the order of the parameters. */
interface Sample {
  site: string;
  outlet: string;
  on: Day;
  values: Readonly<Record<string, string>>;
  /** taken by the factory itself */
  own?: true;
}

/** The yearly test of a factory of which nothing else is told, within its limits. */
function yearlySample(site: string, year: 2023 | 2024): Sample {
  const draw = drawFor('yearly test', site, String(year));
  const first = calendarDate(year === 2023 ? '2023-09-04' : '2024-04-08');
  const values = {
    ...{ ph: draw.around(7.3, 0.06).toFixed(1), cod: draw.around(105, 0.6).toFixed(0) },
    ...{ nh3n: draw.around(8, 0.8).toFixed(2), ss: draw.around(50, 0.6).toFixed(0) },
  };
  return { site, outlet: 'DW001', on: addDays(first, draw.whole(0, 70)), values };
}
/** One factory forgets its test in both years, another came to the company after the first. */
const tested = {
  2023: simple.filter(({ code }) => code !== 'QY1' && code !== 'YT1'),
  2024: simple.filter(({ code }) => code !== 'QY1'),
};

const clean = { ph: '7.3', cod: '86', nh3n: '4.21', ss: '38' } as const;
const samples: readonly Sample[] = [
  ...tested[2023].map(({ code }) => yearlySample(code, 2023)),
  ...tested[2024].map(({ code }) => yearlySample(code, 2024)),
  // Yearly tests of 2023 of those told in full: four whole, Chengdu without suspended solids.
  ...['SZ2', 'TC1', 'CZ1', 'NB1'].map((site) => ({ site, outlet: 'DW001', on: '2023-10-17', values: clean })),
  { site: 'SZ2', outlet: 'DW002', on: '2023-10-17', values: { ni: '0.11', cu: '<0.05' } },
  { site: 'CD1', outlet: 'DW001', on: '2023-11-06', values: { ph: '7.0', cod: '102', nh3n: '7.9' } },
  // 2024: Changzhou, Ningbo and Taicang whole already, Suzhou without its workshop, Chengdu not begun.
  { site: 'SZ2', outlet: 'DW001', on: '2024-03-12', values: { ...clean, cod: '412' } },
  { site: 'SZ2', outlet: 'DW001', on: '2024-03-26', values: { cod: '97' } },
  { site: 'CZ1', outlet: 'DW001', on: '2024-04-09', values: { ...clean, ph: '7.1~7.4' } },
  { site: 'NB1', outlet: 'DW001', on: '2024-05-21', values: { ...clean, nh3n: '1.88' } },
  { site: 'TC1', outlet: 'DW001', on: '2024-05-14', values: { ...clean, nh3n: '31.5' } },
  { site: 'TC1', outlet: 'DW001', on: '2024-06-04', values: { nh3n: '9.6' }, own: true },
  ...['2024-01-16', '2024-02-20', '2024-03-19', '2024-04-16', '2024-06-18'].map((on) => ({
    ...{ site: 'SZ2', outlet: 'DW002', on, values: { ni: '0.18', cu: '0.05L' }, own: true as const },
  })),
];

const numberOf = ({ site, outlet, on, own }: Sample) =>
  `${own ? 'ZC' : 'HJ'}${on.replaceAll('-', '').slice(2)}-${site}-${outlet.slice(-1)}`;
const found = (site: string, on: Day) => {
  const sample = samples.find((one) => one.site === site && one.on === on);
  if (!sample) throw new Error(`no sample at ${site} on ${on}`);
  return numberOf(sample);
};

const steps: readonly (readonly [step: string, on: Day, at: string, by: string, note: string])[] = [
  ['verified', '2024-03-18', '10:20', 'EHS engineer', 'Report checked with the laboratory; duplicate 405 mg/L.'],
  ['notified', '2024-03-18', '11:05', 'EHS engineer', 'Plant manager and works told.'],
  ['contained', '2024-03-18', '14:40', 'Treatment plant', 'Outflow held in the accident tank.'],
  ['reported', '2024-03-19', '09:30', 'EHS manager', ''],
  ['retested', '2024-03-26', '09:15', 'EHS engineer', ''],
  ['cause_found', '2024-03-29', '16:00', 'Treatment plant', 'Aerator 2 stood still; bearing replaced.'],
];

const caseHeading = ['Factory', 'Case number', 'Laboratory report', 'Parameter', 'The authority must be told', 'Cause'];

/** The tables, by the name of their file. */
export const wastewaterTables: Readonly<Record<string, Table>> = {
  'outlets.csv': {
    heading: [
      ...['Factory', 'Outlet number', 'Name (English)', 'Name (Chinese)', 'Place', 'Domestic only', 'Destination'],
      ...['Standards', 'Permit number', 'In use from', 'Discharge meter'],
    ],
    rows: outlets.map(({ site, code, en, zh, place, standards, meter }) => [
      ...[site, code, en, zh, place, 'no', 'sewer', standards, `SAMPLE-${site}-001P`, '2020-01-01', meter],
    ]),
  },
  'discharge-limits.csv': {
    heading: [
      ...[
        'Factory',
        'Outlet',
        'Parameter',
        'Comes from',
        'Document',
        'Clause',
        'Holds for',
        'Unit',
        'At least',
        'At most',
      ],
      ...['Must not be detected', 'From', 'Permitted a year (kg)'],
    ],
    rows: outlets.flatMap(({ site, code, asked }) =>
      asked.map(([parameter, most, , yearKg = '']) => [
        ...[site, code, parameter, 'permit', `SAMPLE-${site}-001P`, clauseOf.limit, 'any', unitOf(parameter)],
        ...[parameter === 'ph' ? '6' : '', most, 'no', PERMITS_FROM, yearKg],
      ]),
    ),
  },
  'monitoring-items.csv': {
    heading: ['Factory', 'Outlet', 'Parameter', 'How often', 'Measured automatically', 'Clause of the permit', 'From'],
    rows: outlets.flatMap(({ site, code, asked }) =>
      asked.map(([parameter, , frequency]) => [
        ...[site, code, parameter, frequency, 'no', clauseOf.plan, PERMITS_FROM],
      ]),
    ),
  },
  'lab-reports.csv': {
    heading: [
      ...['Factory', 'Outlet', 'Report number', 'Sample number', 'Sampled on', 'Kind of value', 'Laboratory'],
      ...['By a third party', 'Accreditation number (CMA)'],
    ],
    rows: samples.map((sample) => [
      ...[sample.site, sample.outlet, numberOf(sample), 'S1', sample.on, 'grab'],
      sample.own ? 'Own laboratory' : 'Qinghe Testing (sample)',
      ...(sample.own ? ['no', ''] : ['yes', 'SAMPLE-CMA-001']),
    ]),
  },
  'lab-results.csv': {
    heading: ['Report', 'Line', 'Parameter', 'Result as written', 'Unit'],
    rows: samples.flatMap((sample) =>
      Object.entries(sample.values).map(([parameter, value], index) => [
        ...[numberOf(sample), String(index + 1), parameter, value, unitOf(parameter)],
      ]),
    ),
  },
  'test-exemptions.csv': {
    heading: ['Factory', 'Reason', 'From'],
    rows: [[WITHOUT_PROCESS_WATER, '仅办公与仓储，无生产废水；生活污水纳管。', '2023-01-01']],
  },
  'exceedance-cases.csv': {
    heading: [
      ...caseHeading,
      'What was found',
      'So that it does not happen again',
      'Report of the retest',
      'Closed on',
    ],
    rows: [
      [
        ...['SZ2', 'SZ2-2024-01', found('SZ2', '2024-03-12'), 'cod', 'yes', 'treatment_fault'],
        ...['Aerator 2 stood still for two days unseen.', 'Alarm on its current; weekly walk with a list.'],
        ...[found('SZ2', '2024-03-26'), '2024-04-02'],
      ],
    ],
  },
  'exceedance-case-steps.csv': {
    heading: ['Case', 'Line', 'Step', 'Day', 'Hour', 'By (role)', 'Note'],
    rows: steps.map((step, index) => ['SZ2-2024-01', String(index + 1), ...step]),
  },
};
