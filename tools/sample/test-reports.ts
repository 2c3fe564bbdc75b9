// What laboratories found in parts that the company buys: one report clears a part, one leaves it open, one fails, one is void.
import type { Table } from './csv.ts';

interface Report {
  part: string;
  number: string;
  sample: string;
  /** of the declaration; none where nobody declared anything */
  material: string;
  matrix: string;
  testedOn: string;
  until: string;
  voidOn?: string;
  changeNotice?: string;
  results: readonly Result[];
}
type Result = readonly [method: string, analyte: string, value: string | { below: string }, sigma?: string];

const laboratory = ['Qinghe Testing (sample)', 'SAMPLE-CNAS-001'];
const notFound = (method: string, below: string, ...analytes: string[]): Result[] =>
  analytes.map((analyte) => [method, analyte, { below }]);

const reports: readonly Report[] = [
  {
    ...{ part: 'QW-FR4-16', number: 'QH-RS-2503-118', sample: 'Cores without foil', material: 'Epoxy glass' },
    ...{ matrix: 'polymer', testedOn: '2025-03-06', until: '2027-03-05' },
    results: [
      ...notFound('wet_chemistry', '2', 'Pb', 'Cd', 'Hg'),
      ...notFound('cr6_extraction', '8', 'Cr(VI)'),
      ...notFound('gc_ms', '5', 'PBB', 'PBDE'),
      ...notFound('gc_ms', '50', 'DEHP', 'BBP', 'DBP', 'DIBP'),
    ],
  },
  {
    ...{ part: 'YH-M3X8', number: 'QH-RS-2504-031', sample: 'Surface of the head', material: 'Passivation, trivalent' },
    ...{ matrix: 'metal', testedOn: '2025-04-11', until: '2027-04-10' },
    results: [['xrf', 'Cr', '2400', '60'], ['xrf', 'Pb', '35', '8'], ...notFound('xrf', '10', 'Cd', 'Hg')],
  },
  {
    ...{ part: 'QS-EP2', number: 'QH-RS-2505-007', sample: 'Cured adhesive', material: '', matrix: 'other' },
    ...{ testedOn: '2025-05-06', until: '2027-05-05' },
    results: [['gc_ms', 'DBP', '2400'], ...notFound('gc_ms', '50', 'DEHP', 'BBP', 'DIBP')],
  },
  {
    ...{ part: 'CW-EP12', number: 'QH-RS-2411-090', sample: 'Ring', material: 'EPDM', matrix: 'polymer' },
    ...{ testedOn: '2024-11-20', until: '2026-11-19', voidOn: '2025-02-01', changeNotice: 'PCN-24-17' },
    results: [['wet_chemistry', 'Pb', '8'], ...notFound('wet_chemistry', '2', 'Cd')],
  },
];

/** Tables of reports and of what was found. */
export const testReportTables: Record<string, Table> = {
  'test-reports.csv': {
    heading: [
      ...['Maker’s part', 'Report number', 'Laboratory', 'Accreditation number', 'Sample'],
      ...['Material of the declaration', 'Kind of sample', 'Tested on', 'Counts until', 'Void from', 'Change notice'],
    ],
    rows: reports.map((of) => [
      ...[of.part, of.number, ...laboratory, of.sample, of.material, of.matrix, of.testedOn, of.until],
      ...[of.voidOn ?? '', of.changeNotice ?? ''],
    ]),
  },
  'test-results.csv': {
    heading: [
      ...['Report', 'Line', 'Method', 'Looked for', 'Not found', 'Value', 'Unit', 'Standard deviation'],
      'Limit of detection',
    ],
    rows: reports.flatMap(({ number, results }) =>
      results.map(([method, analyte, value, sigma = ''], line) => [
        ...[number, String(line + 1), method, analyte],
        ...(typeof value === 'string' ? ['no', value] : ['yes', '']),
        ...['mg/kg', sigma, typeof value === 'string' ? '' : value.below],
      ]),
    ),
  },
};
