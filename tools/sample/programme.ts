// What the invented company set out to do, and who may sign in to its sample: targets with their steps, boundary, people.

import type { Table } from './csv.ts';
import { sites } from './sites.ts';

export const targets: Table = {
  heading: [
    'Code',
    'Title (English)',
    'Title (Chinese)',
    'KPI',
    'Factory',
    'By the definition',
    'The steps are',
    'Base year',
    'Owner (English)',
    'Owner (Chinese)',
    'Kind',
  ],
  rows: [
    [
      'T-WASTE',
      'Raise the waste conversion rate',
      '提高废弃物转化率',
      'waste.conversion-rate',
      '',
      '',
      '',
      '2021',
      'Waste programme lead, Sustainability Centre',
      '可持续发展中心废弃物项目负责人',
      'quantitative',
    ],
    [
      'T-WASTE-HU1',
      'Raise the waste conversion rate of Huzhou',
      '提高湖州工厂废弃物转化率',
      'waste.conversion-rate',
      'HU1',
      '',
      '',
      '2022',
      'Environment manager of Huzhou',
      '湖州工厂环境负责人',
      'quantitative',
    ],
    [
      'T-WATER',
      'Use withdrawn water 20 % better than in 2021',
      '取水利用率较2021年提升20%',
      'water.utilisation',
      '',
      'output_per_withdrawal',
      'relative',
      '2021',
      'Water programme lead, Sustainability Centre',
      '可持续发展中心水资源项目负责人',
      'quantitative',
    ],
    [
      'T-WWTEST',
      'Have every factory’s wastewater tested by a third party each year',
      '每家工厂每年至少完成一次第三方废水检测',
      'water.yearly-test-rate',
      '',
      '',
      '',
      '',
      'Environment manager of each factory',
      '各工厂环境负责人',
      'quantitative',
    ],
    [
      'G-SUBSTANCES',
      'Grade the control of restricted substances, replace them step by step and leave them out in the end',
      '对限用物质实施分级管控，逐步替代，直至全面淘汰',
      '',
      '',
      '',
      '',
      '',
      'Head of product compliance',
      '产品环保合规负责人',
      'qualitative',
    ],
    [
      'G-FACTORIES',
      'Spread the practice of green manufacturing and build green factories',
      '推广绿色制造理念与要求，持续创建绿色工厂',
      '',
      '',
      '',
      '',
      '',
      'Director of the Sustainability Centre',
      '可持续发展中心主任',
      'qualitative',
    ],
    [
      'G-SUPPLIERS',
      'Bring suppliers along in their environmental and social duties',
      '推动供应商共同履行环境与社会责任',
      '',
      '',
      '',
      '',
      '',
      'Head of supplier development',
      '供应商发展负责人',
      'qualitative',
    ],
  ],
};

/** Values are shares: 0.88 is 88 %; the steps of water are changes against its base year, 0.2 a fifth more. */
export const targetSteps: Table = {
  heading: ['Target', 'Year', 'Value'],
  rows: [
    ['T-WASTE', '2023', '0.855'],
    ['T-WASTE', '2024', '0.88'],
    ['T-WASTE', '2025', '0.9'],
    ['T-WASTE-HU1', '2023', '0.85'],
    ['T-WASTE-HU1', '2024', '0.88'],
    ['T-WATER', '2022', '0.05'],
    ['T-WATER', '2023', '0.1'],
    ['T-WATER', '2024', '0.16'],
    ['T-WATER', '2025', '0.2'],
    ['T-WWTEST', '2022', '1'],
    ['T-WWTEST', '2023', '1'],
    ['T-WWTEST', '2024', '1'],
    ['T-WWTEST', '2025', '1'],
  ],
};

const boundaries = [
  {
    code: 'B2023',
    en: 'Boundary of the 2023 Sustainability Report',
    zh: '2023年可持续发展报告边界',
    from: '2021-01-01',
    before: '2024-01-01',
    reasonEn:
      'All factories under operational control, with Changsha (bought in July 2023) and Ha Nam (built, producing since July 2023); earlier years are shown for the same factories.',
    reasonZh:
      '纳入全部具有运营控制权的工厂，含2023年7月收购的长沙工厂和2023年7月投产的河南（越南）工厂；以前年度按相同工厂列示。',
    joinedBefore: '2024-01-01',
  },
  {
    code: 'B2024',
    en: 'Boundary 2024: same as the 2023 Sustainability Report, with one factory that joined',
    zh: '2024年边界：与2023年可持续发展报告一致，新增一家工厂',
    from: '2024-01-01',
    before: '',
    reasonEn: 'Same as the 2023 Sustainability Report; Yantai, bought in January 2024, joins.',
    reasonZh: '与2023年可持续发展报告一致；新增2024年1月收购的烟台工厂。',
    joinedBefore: '2024-07-01',
  },
];

export const boundary: Table = {
  heading: [
    'Boundary',
    'Title (English)',
    'Title (Chinese)',
    'Approach',
    'From',
    'Before',
    'Reason (English)',
    'Reason (Chinese)',
    'Factory',
  ],
  rows: boundaries.flatMap((of) =>
    sites
      .filter((site) => (site.joinedOn ?? '') < of.joinedBefore)
      .map((site) => [
        of.code,
        of.en,
        of.zh,
        'operational_control',
        of.from,
        of.before,
        of.reasonEn,
        of.reasonZh,
        site.code,
      ]),
  ),
};

export const people: Table = {
  heading: ['Name (English)', 'Name (Chinese)', 'User name', 'Role', 'Scope', 'Language'],
  rows: [
    ['Shen Ruochuan', '沈若川', 'shen.ruochuan', 'group_administrator', 'group', 'zh'],
    ['Lin Zhiwei', '林知苇', 'lin.zhiwei', 'centre_analyst', 'group', 'zh'],
    ['Gu Siqi', '顾思漆', 'gu.siqi', 'reviewer', 'region:EC', 'zh'],
    ['Ye Minglang', '叶明浪', 'ye.minglang', 'reviewer', 'group', 'zh'],
    ['Zheng Yuanfan', '郑远钒', 'zheng.yuanfan', 'site_manager', 'site:WX1', 'zh'],
    ['He Xiaoman', '何小蔓', 'he.xiaoman', 'site_recorder', 'site:WX1', 'zh'],
    ['Tran Thu An', '陈秋安', 'tran.thuan', 'site_recorder', 'site:HP1', 'en'],
    ['Bai Ruoyu', '白若榆', 'bai.ruoyu', 'site_manager', 'entity:E27', 'zh'],
    ['Helen Brandt', '海伦·布兰特', 'helen.brandt', 'auditor', 'group', 'en'],
    ['Fan Shiheng', '范世蘅', 'fan.shiheng', 'board_reader', 'group', 'zh'],
    ['Song Zhiyao', '宋知遥', 'song.zhiyao', 'green_product_engineer', 'group', 'zh'],
    ['Jiang Wanqing', '江晚晴', 'jiang.wanqing', 'buyer', 'group', 'zh'],
    ['Pan Yunshu', '潘云舒', 'pan.yunshu', 'supplier', 'supplier:V04', 'zh'],
    // These two have no role of their own: it comes with their posts.
    ['Luo Jingyi', '罗静仪', 'luo.jingyi', '', '', 'zh'],
    ['Deng Haoran', '邓昊冉', 'deng.haoran', '', '', 'zh'],
  ],
};

/** Posts, who holds them, and the waste streams that they answer for; one is vacant. */
export const posts: Table = {
  heading: ['Code', 'Name (English)', 'Name (Chinese)', 'Role', 'Scope', 'Holder', 'From', 'Answers for'],
  rows: [
    [
      ...['EHS-WX1', 'Environment manager, Wuxi', '无锡工厂环境主管', 'site_manager', 'site:WX1'],
      ...['zheng.yuanfan', '2021-03-01', ''],
    ],
    [...['REV-EC', 'Reviewer, East China', '华东区复核岗', 'reviewer', 'region:EC'], ...['gu.siqi', '2022-01-01', '']],
    [
      ...['WST-HZ1', 'Waste recorder, Huizhou No. 1', '惠州一厂废弃物填报岗', 'site_recorder', 'site:HZ1'],
      ...['luo.jingyi', '2021-03-01', 'N01;N04;H02'],
    ],
    [
      ...['WST-HZ2', 'Waste recorder, Huizhou No. 2', '惠州二厂废弃物填报岗', 'site_recorder', 'site:HZ2'],
      ...['deng.haoran', '2023-06-01', 'N01;N02'],
    ],
    [
      ...['WST-CD1', 'Waste recorder, Chengdu', '成都工厂废弃物填报岗', 'site_recorder', 'site:CD1'],
      ...['', '', 'N01;H02'],
    ],
  ],
};
