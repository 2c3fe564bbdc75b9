// What the invented company has committed itself to: two editions of a commitment, a policy; and what it does to save water.
import type { Table } from './csv.ts';

type Both = readonly [en: string, zh: string];

interface Edition {
  code: string;
  edition: number;
  kind: 'commitment' | 'policy';
  title: Both;
  text: readonly Both[];
  changes?: Both;
  effectiveOn: string;
  sdgs: string;
}

const centre: Both = ['Sustainability Centre', '可持续发展中心'];
/** Few are asked, so that most sample accounts have nothing but their work before them. */
const audience = 'board_reader;buyer;green_product_engineer';

const water: readonly Both[] = [
  [
    'Water is shared with the people around our factories. We take no more of it than our products need, and give it back clean.',
    '水是我们与工厂周边居民共享的资源。我们只取生产所需的水，并以清洁的水归还。',
  ],
  [
    '1. Every factory measures what it takes, uses, reuses and discharges, by meter, and publishes the balance every year.',
    '1. 各工厂以水表计量取水、用水、回用水和排水，并每年公布水平衡。',
  ],
  [
    '2. Factories in areas of high water stress set a target of their own and report on it to the board.',
    '2. 位于高水压力地区的工厂设定各自的目标，并向董事会报告。',
  ],
  [
    '3. Waste water keeps the limits of permit and law at all times. Whoever sees an exceedance reports it the same day.',
    '3. 废水始终符合许可证和法律规定的限值。发现超标者当日报告。',
  ],
];

const editions: readonly Edition[] = [
  {
    code: 'WATER-01',
    edition: 1,
    kind: 'commitment',
    title: ['Water commitment', '水资源承诺'],
    text: water,
    effectiveOn: '2023-01-01',
    sdgs: '6.3;6.4',
  },
  {
    code: 'WATER-01',
    edition: 2,
    kind: 'commitment',
    title: ['Water commitment', '水资源承诺'],
    text: [
      ...water.slice(0, 2),
      [
        '2. Factories in areas of high water stress set a target of their own, report on it to the board, and keep a plan of control measures.',
        '2. 位于高水压力地区的工厂设定各自的目标，向董事会报告，并制定管控措施计划。',
      ],
      ...water.slice(3),
      [
        '4. Suppliers with wet processes tell us their water source, their discharge and their permit, and improve with us.',
        '4. 涉及湿法工艺的供应商须告知其水源、排水和许可情况，并与我们共同改进。',
      ],
    ],
    changes: [
      'Control plans for factories under high water stress; a clause on suppliers with wet processes.',
      '增加高水压力地区工厂的管控计划，以及对湿法工艺供应商的要求。',
    ],
    effectiveOn: '2024-03-01',
    sdgs: '6.3;6.4;12.4;12.6',
  },
  {
    code: 'WASTE-01',
    edition: 1,
    kind: 'policy',
    title: ['Waste policy', '废弃物管理政策'],
    text: [
      [
        'What we throw away was paid for. Waste is avoided first, then reused, then recycled; landfill comes last.',
        '丢弃之物皆有成本。首先避免产生，其次再用，再次再生利用，填埋为最后选择。',
      ],
      [
        '1. Waste goes only to vendors with a valid licence for its code. Purchasing checks it before every contract.',
        '1. 废弃物只交给具有相应代码有效资质的单位，采购部门在每次签约前核查。',
      ],
      ['2. Every load has a weight and a paper. What is estimated says so.', '2. 每车次均有重量和单据，估算值须注明。'],
    ],
    effectiveOn: '2023-07-01',
    sdgs: '12.4;12.5',
  },
];

const paragraphs = (text: readonly Both[], at: 0 | 1) => text.map((one) => one[at]).join('\n\n');

/** The documents. */
export const policies: Table = {
  heading: [
    ...['Code', 'Edition', 'Kind', 'Title (English)', 'Title (Chinese)', 'Text (English)', 'Text (Chinese)'],
    ...['What changed (English)', 'What changed (Chinese)', 'In force from', 'Owner (English)', 'Owner (Chinese)'],
    ...['To be acknowledged by', 'Days to acknowledge', 'Sustainable Development Goals'],
  ],
  rows: editions.map(({ code, edition, kind, title, text, changes, effectiveOn, sdgs }) => [
    ...[code, String(edition), kind, ...title, paragraphs(text, 0), paragraphs(text, 1)],
    ...[changes?.[0] ?? '', changes?.[1] ?? '', effectiveOn, ...centre, audience, '30', sdgs],
  ]),
};

/** Projects that are approved. Of one its meter shows what it saves, of two it does not, and why; one is not begun. */
export const savings: Table = {
  heading: [
    ...['Factory', 'Code', 'Title (English)', 'Title (Chinese)', 'Stage', 'Measure (English)', 'Measure (Chinese)'],
    ...['Before: first month', 'Before: last month', 'After: first month', 'After: last month', 'Adjusted for'],
    ...['Claimed saving (m³ a year)', 'Currency', 'Cost', 'Running cost a year'],
    'Price of water and discharge per m³',
  ],
  rows: [
    [
      ...['WX1', 'WS-WX1-2023-1', 'Counter-flow rinsing in plating', '电镀线逆流漂洗', 'verified'],
      'Three rinsing baths in a cascade; the last one’s water feeds the first.',
      '漂洗槽改为三级逆流，末级来水逐级回用。',
      ...['2022-02', '2023-07', '2023-09', '2024-06', 'product_output', '3600', 'CNY', '52000', '3000', '6.4'],
    ],
    [
      ...['JX1', 'WS-JX1-2023-1', 'Thrifty taps in the dormitories', '宿舍节水龙头', 'running'],
      'Aerators on the taps and showers of two of five buildings.',
      '五栋宿舍中的两栋更换节水龙头和花洒。',
      ...['2022-04', '2023-03', '2023-05', '2024-06', 'head_count', '700', 'CNY', '18000', '', '4.1'],
    ],
    [
      ...['TC1', 'WS-TC1-2024-1', 'Cooling towers blown down by conductivity', '冷却塔按电导率排污', 'running'],
      'A valve opens when the water is too salty, and no longer by the clock.',
      '由定时排污改为按电导率控制排污阀。',
      ...['2023-04', '2024-03', '2024-05', '2024-06', '', '1500', 'CNY', '36000', '1200', '4.9'],
    ],
    [
      ...['HP1', 'WS-HP1-2024-1', 'Cooling tower blow-down to flushing', '冷却塔排污水用于冲厕', 'approved'],
      'Blow-down is softened and flushes the dormitory’s toilets.',
      '冷却塔排污水软化后用于宿舍冲厕。',
      ...['', '', '', '', '', '9000', 'CNY', '260000', '8000', '5.1'],
    ],
  ],
};

/** What each acts on: the meter whose water it is to lessen. */
export const savingMeters: Table = {
  heading: ['Project', 'Line', 'Meter', 'Its water'],
  rows: [
    ['WS-WX1-2023-1', '1', 'W-22', 'add'],
    ['WS-JX1-2023-1', '1', 'W-03', 'add'],
    ['WS-TC1-2024-1', '1', 'W-14', 'add'],
  ],
};

const steps: readonly (readonly [site: string, on: string, status: string, note: string])[] = [
  ['WX1', '2022-09-01', 'installing', ''],
  ['WX1', '2023-03-01', 'running', '41 meters read by the hour 41只水表按小时自动采集'],
  ['SZ1', '2023-06-01', 'running', ''],
  ['SZ2', '2024-02-01', 'trial', ''],
  ['HU1', '2024-04-15', 'installing', 'Mains first 先装总表'],
  ['HP1', '2024-01-10', 'planned', ''],
  ['CQ1', '2023-11-01', 'running', ''],
  ['DG1', '2024-05-01', 'trial', ''],
  ['QR1', '2024-01-01', 'not_planned', 'No network in the old hall 老厂房无网络'],
];

/** How far the intelligent water systems are; a factory that is not named has told nothing. */
export const rollOut: Table = {
  heading: ['Factory', 'From', 'Status', 'Note'],
  rows: steps.map((step) => [...step]),
};
