// The sample report's prose, written for the invented company. Figures are not typed here: they come from the ledger.

import type { Table } from './csv.ts';

type Tense = 'fact' | 'later_fact' | 'commitment';

interface Statement {
  section: string;
  tense: Tense;
  asOf: string;
  dueOn?: string;
  en: string;
  zh: string;
}

const HALF_YEAR_END = '2024-06-30';

const fact = (section: string, en: string, zh: string): Statement => ({
  section,
  tense: 'fact',
  asOf: HALF_YEAR_END,
  en,
  zh,
});
const later = (section: string, asOf: string, en: string, zh: string): Statement => ({
  section,
  tense: 'later_fact',
  asOf,
  en,
  zh,
});
const commitment = (section: string, dueOn: string, en: string, zh: string): Statement => ({
  section,
  tense: 'commitment',
  asOf: HALF_YEAR_END,
  dueOn,
  en,
  zh,
});

/** Chapters that the records do not reach yet say so, and nothing else. */
const notYet = (section: string, subjectEn: string, subjectZh: string) =>
  fact(
    section,
    `${subjectEn} are part of the system. Their records do not stand in this ledger yet, so this report shows no figures for them.`,
    `${subjectZh}属于本体系的管理范围。相关记录尚未纳入本台账，本期报告不列示数据。`,
  );

const list: readonly Statement[] = [
  fact(
    'foreword',
    'Meridian Precision is an invented maker of precision parts for electronics and cars. This report shows where its green manufacturing stood at mid-year. Every figure was read from the ledger of its factories and can be followed back to the loads and papers behind it.',
    '子午精密是一家虚构的企业，为电子和汽车行业制造精密零部件。本报告反映其绿色制造体系在年中的状况，报告中的每个数据均取自各工厂台账，并可追溯至对应的废弃物转移记录和单据。',
  ),
  fact(
    'how-to-promote',
    'The board sets the direction and the Sustainability Centre leads the work. In every factory one post answers for the waste records, and a second pair of eyes reviews each month before it counts.',
    '董事会确定方向，可持续发展中心牵头推进。每家工厂设专门岗位对废弃物记录负责，每月数据须经他人复核后方可计入。',
  ),
  fact(
    'how-to-promote',
    'The targets below carry their base year and their steps by year. Progress on the conversion rate is computed; goals without a measure are described in words only.',
    '下列目标均列明基准年和分年度目标值。废弃物转化率的进展由系统计算，尚无量化指标的目标仅作文字说明。',
  ),
  commitment(
    'how-to-promote',
    '2025-06-30',
    'Water withdrawal and wastewater tests of all factories will be recorded in the same ledger, so that those two targets can be computed as well.',
    '将各工厂取水量和废水检测记录纳入同一台账，使相应两项目标同样可以计算。',
  ),
  fact(
    'zero-waste',
    'Waste is kept apart where it arises. A factory that sends a stream to landfill, or to a furnace that gives no energy back, says why and what would have to change.',
    '废弃物在产生点即分类收集。凡将某类废弃物送去填埋或无能量回收焚烧的工厂，须说明原因及改变所需的条件。',
  ),
  fact(
    'zero-waste',
    'Every quarter the Centre goes through the rates with the factories furthest behind and settles with each of them which route to change first.',
    '中心每季度与转化率落后的工厂逐一分析，并商定优先改变哪一类废弃物的去向。',
  ),
  fact(
    'zero-waste',
    'Huzhou: the licence of the vendor that made use of the paper sludge ran out in the summer of 2023 and was not renewed. The sludge has been landfilled since; a cement plant began to take part of it in May 2024.',
    '湖州工厂：原纸浆污泥利用单位的资质于2023年夏季到期后未获续期，污泥此后送填埋处置；2024年5月起，部分污泥改由水泥厂协同处置。',
  ),
  fact(
    'zero-waste',
    'Hai Phong: nobody in the area could compost kitchen waste until March 2024. Since then all of it is composted.',
    '海防工厂：2024年3月之前当地没有可承接厨余垃圾堆肥的单位，此后厨余垃圾全部堆肥。',
  ),
  fact(
    'zero-waste',
    'Qingyuan: mixed packaging goes to a furnace whose operator has not yet shown that it recovers the energy. Until that paper exists, the factory does not count it as converted.',
    '清远工厂：混合包装废料送焚烧厂处置，该厂尚未提供能量回收证明。在取得证明之前，这部分不计入转化量。',
  ),
  fact(
    'zero-waste',
    'Chongqing: process sludge went to landfill as long as the cement kiln had no room; since October 2023 the kiln takes it.',
    '重庆工厂：此前水泥窑处置能力不足，一般工业污泥送填埋；2023年10月起改为水泥窑协同处置。',
  ),
  later(
    'zero-waste',
    '2024-08-20',
    'In August 2024 the Centre visited a second plant near Huzhou that could make board from paper sludge; its permit is being checked.',
    '2024年8月，中心实地考察了湖州附近另一家可将纸浆污泥制成板材的单位，其许可资质正在核查。',
  ),
  commitment(
    'zero-waste',
    '2024-10-31',
    'The people who weigh and record waste in all factories will be trained in October 2024.',
    '2024年10月对各工厂废弃物称重和记录人员开展专项培训。',
  ),
  commitment(
    'zero-waste',
    '2024-12-31',
    'Qingyuan will have the furnace’s proof of energy recovery, or another route for its mixed packaging.',
    '清远工厂将取得焚烧厂能量回收证明，或为混合包装废料另行落实去向。',
  ),
  commitment(
    'zero-waste',
    '2024-12-31',
    'Huzhou will have a licensed route for all of its paper sludge.',
    '湖州工厂将为全部纸浆污泥落实具备资质的利用去向。',
  ),
  fact(
    'water',
    'Every factory counts what it draws by source, uses and discharges by meters of its own; bills, a landlord and entries by hand say what meters do not. Each volume names what it rests on.',
    '各工厂以自有水表计量各水源取水、各类用水和排水；水表未覆盖的部分由账单、房东分摊或人工录入补充。每项水量均注明依据。',
  ),
  notYet('substances', 'Restricted substances in materials and products', '材料和产品中的限用物质'),
  notYet('chemicals', 'Chemicals and their safety data sheets', '化学品及其安全技术说明书'),
  notYet('green-factories', 'Green factory applications and titles', '绿色工厂申报与称号'),
  notYet('green-supply-chain', 'Supplier environmental records and disclosure', '供应商环境记录与信息披露'),
  fact(
    'outlook',
    'What is measured with care can be mended with care. The chapters that are still empty will be filled in the order in which their records can be trusted.',
    '量得准，才能改得准。尚无数据的章节，将在记录可靠之后依次补充。',
  ),
];

export const statements: Table = {
  heading: ['Section', 'Order', 'Tense', 'As of', 'Due on', 'Text (English)', 'Text (Chinese)'],
  rows: list.map((statement, at) => [
    statement.section,
    String(list.slice(0, at + 1).filter((other) => other.section === statement.section).length),
    statement.tense,
    statement.asOf,
    statement.dueOn ?? '',
    statement.en,
    statement.zh,
  ]),
};
