// What was found of how the invented suppliers manage their water: certified, partly known, too old, and never asked.
import type { Table } from './csv.ts';

type Found = readonly [
  supplier: string,
  on: string,
  source: string,
  told: string,
  /** policy, metering, discharge complies, plan: y, n, or a dash where nobody found out */
  answers: string,
  stress: string,
  volume: string,
  certificate: string,
  until: string,
  note: string,
];

const found: readonly Found[] = [
  ['M01', '2023-04-18', 'questionnaire', '2023-03-01', 'yyyy', 'high', '2022 184000', 'not_certified', '', ''],
  ['M02', '2022-09-06', 'certificate', '2022-08-15', 'yyyy', 'high', '2021 412500', 'gold', '2025-08-31', ''],
  ['M03', '2020-11-12', 'questionnaire', '', 'yyy-', 'not_high', '', '', '', ''],
  [
    'M04',
    '2023-05-09',
    'questionnaire',
    '2023-03-01',
    'nyyn',
    'high',
    '',
    'not_certified',
    '',
    'Will write a policy 拟制定政策',
  ],
  ['M05', '2023-06-20', 'audit', '2023-03-01', 'yyy-', 'not_high', '2022 36200', 'not_certified', '', ''],
  ['M06', '2022-03-15', 'public_platform', '', '--y-', 'not_assessed', '', '', '', ''],
  ['M06', '2024-03-22', 'audit', '2023-12-05', 'yyyy', 'not_high', '2023 97400', 'not_certified', '', ''],
  ['M07', '2021-02-24', 'certificate', '2021-01-20', '-y--', 'high', '', 'core', '2024-01-31', ''],
  [
    'M07',
    '2024-02-28',
    'questionnaire',
    '2021-01-20',
    'yyy-',
    'high',
    '2023 268000',
    '',
    '',
    'Recertification open 复评未完成',
  ],
  [
    'M08',
    '2023-10-17',
    'audit',
    '2023-09-01',
    'yyny',
    'high',
    '2022 75300',
    'not_certified',
    '',
    'Copper above its permit 铜超许可限值',
  ],
  ['M09', '2023-08-08', 'questionnaire', '2023-03-01', 'yyy-', 'not_high', '2022 143000', '', '', ''],
  ['M10', '2022-05-30', 'public_platform', '', '--y-', 'not_assessed', '2021 18900', '', '', ''],
  ['M11', '2023-11-14', 'audit', '2023-09-01', 'yyyy', 'high', '2022 51600', 'not_certified', '', ''],
  ['M12', '2021-04-13', 'questionnaire', '', 'nny-', 'not_high', '', '', '', ''],
  ['M13', '2024-01-16', 'questionnaire', '2023-12-05', 'y-y-', 'not_high', '', '', '', ''],
  ['M14', '2024-04-25', 'questionnaire', '2024-03-11', 'yyyn', 'high', '2023 60400', 'not_certified', '', ''],
  ['M15', '2024-05-21', 'certificate', '2024-03-11', 'yyyy', 'high', '2023 225000', 'platinum', '2027-04-30', ''],
  ['M16', '2024-05-28', 'questionnaire', '2024-03-11', 'yyy-', 'not_assessed', '', '', '', ''],
  ['M17', '2024-06-12', 'questionnaire', '2024-03-11', 'yny-', 'not_high', '', 'not_certified', '', ''],
  ['V04', '2023-07-11', 'audit', '2023-03-01', 'yyyy', 'high', '2022 88100', 'not_certified', '', ''],
];

const answer = { y: 'yes', n: 'no', '-': '' } as const;

/** By supplier and day; who is not named was never asked. */
export const supplierWater: Table = {
  heading: [
    ...[
      'Supplier',
      'Found on',
      'Found by',
      'Told of our commitment on',
      'Water policy or target',
      'Withdrawal metered',
    ],
    ...['Withdrawal disclosed (m³)', 'Year of the withdrawal', 'Discharge complies, by its own statement'],
    ...['Factory in an area with water stress', 'AWS certification', 'Certified until', 'Improvement plan', 'Note'],
  ],
  rows: found.map(([supplier, on, source, told, answers, stress, volume, certificate, until, note]) => {
    const [policy = '', metering = '', discharge = '', plan = ''] = [...answers].map(
      (one) => answer[one as keyof typeof answer],
    );
    const [year = '', m3 = ''] = volume.split(' ');
    return [
      ...[supplier, on, source, told, policy, metering, m3, year, discharge],
      ...[stress, certificate, until, plan, note],
    ];
  }),
};
