// What the sample is and that it is invented, in both languages, with its figures and the mistakes of its exercise.

import { entities } from './entities.ts';
import { EXERCISE_SITE } from './exercise.ts';
import { ratePercent, reportPeriods, within } from './figures.ts';
import type { Sample } from './sample-waste.ts';
import { sites } from './sites.ts';
import { streams } from './streams.ts';
import { vendors } from './vendors.ts';

const shown = (percent: number) => `${percent.toFixed(1)} %`;

/** Which group rate each period comes to, carried-in years included. */
export function groupRates({ loads, past }: Sample): (readonly [period: string, percent: number])[] {
  const everything = [...past, ...loads];
  return reportPeriods.map(([name, from, before]) => [name, ratePercent(within(everything, from, before))] as const);
}

/** The exercise site's June: as it stands, with the good rows, with all rows mended. */
export function exerciseRates({ loads, exercise }: Sample): { before: number; goodRows: number; mended: number } {
  const june = within(loads, '2024-06', '2024-07').filter((load) => load.site.code === EXERCISE_SITE);
  return {
    before: ratePercent(june),
    goodRows: ratePercent([...june, ...exercise.goodOnly]),
    mended: ratePercent([...june, ...exercise.mended]),
  };
}

const files: readonly (readonly [file: string, en: string, zh: string])[] = [
  ['regions.csv, sites.csv, sites.xlsx', 'Regions and factories', '大区与工厂'],
  [
    'entities.csv, memberships.csv',
    'Legal entities, and their shares in the factories with dates',
    '法人主体及其在各工厂的份额（含起止日期）',
  ],
  [
    'boundary.csv',
    'Reporting boundary of 2023 and of 2024, one line per factory',
    '2023年和2024年报告边界，每家工厂一行',
  ],
  [
    'suppliers.csv, supplier-licences.csv',
    'Waste vendors with their licences, and suppliers of materials and chemicals',
    '废弃物处置单位及其资质，以及材料、化学品供应商',
  ],
  ['streams.csv', 'Waste streams', '废弃物种类'],
  [
    'made-up-basins.geojson, water-control-plans.csv, water-control-measures.csv',
    'Made-up basins around the factories in the columns of WRI Aqueduct 4.0: no value says anything of a real place; plans against water risks with their measures',
    '工厂周边的虚构流域（采用WRI Aqueduct 4.0列名，数值不代表任何真实地点），水风险管控计划及其措施',
  ],
  [
    'cases.csv, improvements.csv, improvement-actions.csv',
    'Improvement cases (own ones, and generic practice told as peers’), improvement plans with their actions',
    '改善案例（自有案例，及以“同行”形式写出的通行做法）、改善计划及其措施',
  ],
  [
    'vendor-proofs.csv',
    'Yearly documents of the plants that recover energy, and yields of a few that recycle',
    '能量回收处置单位的年度证明，以及部分再生利用单位的利用率',
  ],
  ['loads-2022.csv, loads-2023.csv, loads-2024-h1.csv', 'Waste loads that left the factories', '废弃物出厂转移记录'],
  ['weight-decisions.csv', 'Loads whose weights differed, with which of them counts', '重量有差异的转移记录及其裁定'],
  ['carried-in.csv', 'Yearly totals of the years before a factory’s records begin', '各工厂启用台账前的年度汇总数'],
  [
    'manifests.csv, manifest-lines.csv',
    'Transfer manifests of one factory and quarter',
    '一家工厂一个季度的危险废物转移联单',
  ],
  [
    'expected-data.csv, nil-returns.csv, explanations.csv',
    'What every factory owes each month, what it signed as none, and what it said to questions',
    '各工厂应报数据计划、零申报和差异说明',
  ],
  [
    'vendor-statements.csv, vendor-statement-lines.csv, statement-evidence.csv',
    'Vendors’ monthly statements of four factories, and the files of one month',
    '四家工厂的处置单位月度对账单，以及其中一个月的文件',
  ],
  [
    'activity.csv',
    'Output by product family and in value, revenue, people, hours and areas by month',
    '各月分产品类别产量、产值、营业收入、人数、工时和面积',
  ],
  ['policies.csv', 'A commitment in two editions, and a policy', '一份承诺（两个版次）和一份政策'],
  [
    'water-savings.csv, water-saving-meters.csv, water-roll-out.csv',
    'Four water-saving projects with their meters, and how far the intelligent water systems are',
    '四个节水项目及其水表，以及智慧水务系统的建设状态',
  ],
  [
    'water-suppliers.csv',
    'What was found of how suppliers manage their water; of some nobody asked',
    '各供应商水资源管理状况的了解结果（部分供应商尚未了解）',
  ],
  [
    'items.csv, maker-parts.csv, boms.csv, bom-parts.csv',
    'What is bought and made, makers’ parts, and what each product is made of',
    '物料、制造商料号和物料清单',
  ],
  [
    'grade-requirements.csv, grade-analytes.csv',
    'What the company asks of makers’ parts by control grade: its own choice, by a habit that no standard fixes',
    '企业对各管控等级制造商料号的要求（按行业惯例自定，无标准规定）',
  ],
  [
    'stock.csv',
    'What is in stock and on order of some items; of the others nobody said',
    '部分物料的库存与未交采购数量，其余未填报',
  ],
  [
    'customer-products.csv',
    'What two invented customers buy, and by which numbers of their own',
    '两个虚构客户购买的产品及其客户料号',
  ],
  [
    'declarations/',
    'What suppliers declare of their parts, in the format of IEC 62474; of three parts nobody declared anything',
    '供应商的材料声明（IEC 62474格式），有三个料号尚无声明',
  ],
  [
    'certificates.csv',
    'What suppliers of two auxiliaries say of them by word alone: one of it is out of date',
    '两种辅料的供应商书面声明，其中一份已过时',
  ],
  [
    'customer-lists.csv, customer-lists/',
    'What two invented customers restrict beyond the law: their files, each with columns of its own, and what each is called',
    '两个虚构客户在法规之外的限用物质清单：原文件（列各不相同）及清单名称',
  ],
  [
    'test-reports.csv, test-results.csv',
    'What an invented laboratory found in four parts: one is cleared, one left open by screening, one over a limit, one report is void',
    '虚构检测机构对四个料号的检测报告：一份合格，一份筛选结果待定，一份超限，一份已失效',
  ],
  [
    'water-carried-in.csv',
    'What each factory withdrew in 2021, before its meters were read',
    '各工厂2021年取水量（水表启用前的年度汇总数）',
  ],
  ['utilisation-definitions.csv', 'What the company means by withdrawn water utilisation', '企业选定的取水利用率定义'],
  ['targets.csv, target-steps.csv', 'Targets and their steps by year', '目标及分年度目标值'],
  [
    'outlets.csv, discharge-limits.csv, monitoring-items.csv, test-exemptions.csv',
    'Waste water outlets of the factories with the limits and the plan of invented permits',
    '各工厂的废水排放口、虚构许可证的限值和监测方案',
  ],
  [
    'lab-reports.csv, lab-results.csv, exceedance-cases.csv, exceedance-case-steps.csv',
    'Laboratory results, two above their limits; one case is closed, one waits to be opened',
    '检测结果，其中两项超标：一项已结案，一项待立案',
  ],
  [
    'bins.csv',
    'Bins of Hai Phong and Wuxi, with what a phone finds on their labels',
    '海防、无锡两厂的收集容器及其标签内容',
  ],
  [
    'storage-movements.csv',
    'Storage ledger of hazardous waste at Hai Phong and Wuxi, January to June 2024',
    '海防、无锡两厂2024年1—6月危险废物出入库台账',
  ],
  ['statements.csv', 'The report’s prose', '报告文字'],
  ['people.csv', 'Sample accounts', '样例账号'],
  ['posts.csv', 'Posts, who holds them and what they answer for', '岗位、任职人及其负责的废弃物种类'],
  ['papers/, evidence.csv', 'A few papers, and the loads they belong to', '部分单据及其对应的转移记录'],
  ['month-end-2024-05.xlsx', 'A clean month of one factory, to look at', '一家工厂一个月的规范台账，供查看'],
  [
    'exercises/',
    'A recorder’s own ledger with mistakes to mend, a weighbridge ticket, and vendors’ statements of July 2024',
    '记录员自己的台账（含待更正的错误）、一张磅单和2024年7月各处置单位的对账单',
  ],
];

/** The README's text. */
export function readme(sample: Sample): string {
  const { loads, exercise } = sample;
  const rates = groupRates(sample);
  const june = exerciseRates(sample);
  const rateLine = (join: string) => rates.map(([period, percent]) => `${period} ${shown(percent)}`).join(join);
  const mistakes = exercise.mistakes;
  const { mistakes: slips, loads: ofJuly } = sample.monthEnd;
  return `# Meridian Precision, a sample company · 子午精密（样例企业）

Made by \`npx node tools/make-sample.ts\`; always the same bytes. Change the tool, not these files. Licence: Apache-2.0.
由 \`npx node tools/make-sample.ts\` 生成，每次结果完全一致。如需修改，请改工具，不要改文件。许可：Apache-2.0。

## English

**Everything here is invented**: the company, its factories, vendors, people, papers and figures. Any likeness to a real company or person is accidental. The cities exist; nothing else does. Credit codes pass the check of GB 32100 but name a division (990000) that does not exist and contain the word FAKE. Licence numbers contain SAMPLE. Manifest numbers have the 14 digits of the Chinese form; abroad they have the same shape, where real local forms differ. National codes of hazardous waste are those of the 2021 list; codes of general solid waste are not verified.

${sites.length} factories, ${entities.length} legal entities, ${vendors.length} waste vendors, ${streams.length} waste streams, ${loads.length.toLocaleString('en-US')} loads from January 2022 to June 2024. CSV is UTF-8 with a byte-order mark. Dates are ISO, masses in tonnes. References are by code.

| file | what it is |
|---|---|
${files.map(([file, en]) => `| ${file} | ${en} |`).join('\n')}

Group waste conversion rate by the default definition (all waste less landfill, incineration without energy recovery and other disposal, over all waste; hazardous waste by received weight; carried-in years included): ${rateLine(', ')}.

What to look for:
- **Huzhou (HU1)** loses its paper sludge vendor's licence on 2023-08-01: landfill from then on, a cement kiln takes part of it from May 2024.
- **Hai Phong (HP1)** has no composting vendor until March 2024.
- **Qingyuan (QY1)** burns its mixed packaging in a plant that has not shown energy recovery.
- **Chongqing (CQ1)** landfills its process sludge until the kiln has room in October 2023.
- **Querétaro (QR1)** has neither energy from waste nor composting within reach.
- **Changsha (CS1)** was bought in July 2023 and records loads since January 2024; **Yantai (YT1)** was bought in January 2024: both have only yearly totals for 2021 to 2023. **Ha Nam (HN1)** was built and has produced since July 2023, **Thai Nguyen (TN1)** since April 2022.
- **Jiaxing (JX1)**: shares change on 2023-05-16. **Bac Ninh (BN1)**: a second entity from 2023-03-01. **Wuhu (WU1)**: one entity merged into another on 2023-04-01. E27 spans DG1 and DG2, E30 spans HZ1 and HZ2.
- **Wuxi (WX1)**: a drum of laboratory waste of May 2023 still stands in the hazardous store.
- A few hazardous loads differ between own and received weight beyond tolerance; two of June 2024 are still open.

### Exercise: month-end-2024-06-with-mistakes

The second half of June 2024 at Wuxi (WX1), from the 15th on, as its recorder keeps it: ${exercise.rows.length} rows, none of them in \`loads-2024-h1.csv\`. Chinese headings under merged title rows, subtotal and total rows, a hidden sheet (5月底稿) with rows already recorded, dates in seven ways, full-width digits, 公斤, 斤 and 吨. The other ${exercise.rows.length - mistakes.length} rows are right. Rows as Excel counts them (the CSV's lines are the same):

| row | mistake |
|---|---|
${mistakes.map(({ sheetRow, en }) => `| ${sheetRow} | ${en} |`).join('\n')}

June rate of Wuxi: ${shown(june.before)} before, ${shown(june.goodRows)} with the right rows only, ${shown(june.mended)} when all are mended.

### Exercise: month-end-2024-07-with-mistakes

July 2024 at Wuxi (WX1), which no ledger has yet: ${ofJuly.length} rows as the recorder keeps them, with a heading that only she uses (对方磅, the receiver’s scale), no column for the factory, and ${slips.length} mistakes. N10 and N17 left nothing. Vendors’ statements of the month lie beside it.

| row | mistake |
|---|---|
${slips.map(({ sheetRow, en }) => `| ${sheetRow} | ${en} |`).join('\n')}

## 中文

**本目录内容均为虚构**：企业、工厂、处置单位、人员、单据和数据皆非真实，如有雷同，纯属巧合。城市是真实的，其余不是。统一社会信用代码可通过GB 32100校验，但所含行政区划（990000）并不存在，并带有FAKE字样；许可证编号带有SAMPLE字样。转移联单编号为14位，境外工厂沿用同样格式，与当地实际格式不同。危险废物代码取自2021年版名录，一般固体废物代码未经核实。

${sites.length}家工厂，${entities.length}个法人主体，${vendors.length}家废弃物处置单位，${streams.length}种废弃物，2022年1月至2024年6月共${loads.length}条转移记录。CSV为带BOM的UTF-8，日期为ISO格式，质量单位为吨，引用均用代码。

| 文件 | 内容 |
|---|---|
${files.map(([file, , zh]) => `| ${file} | ${zh} |`).join('\n')}

按默认定义（废弃物总量减去填埋、无能量回收焚烧和其他处置，除以总量；危险废物以接收重量计；含启用台账前的年度汇总数），集团废弃物转化率为：${rateLine('，')}。

值得留意之处：
- **湖州（HU1）**：纸浆污泥利用单位的资质于2023年8月1日到期未续，此后填埋，2024年5月起部分送水泥窑。
- **海防（HP1）**：2024年3月之前没有堆肥单位。
- **清远（QY1）**：混合包装废料送焚烧，焚烧厂未提供能量回收证明。
- **重庆（CQ1）**：一般工业污泥填埋，2023年10月起改送水泥窑。
- **克雷塔罗（QR1）**：当地既无焚烧发电，也无堆肥。
- **长沙（CS1）**2023年7月收购，2024年1月起有逐车记录；**烟台（YT1）**2024年1月收购；两厂2021至2023年只有年度汇总数。**河南（越南，HN1）**2023年7月投产，**太原（越南，TN1）**2022年4月投产。
- **嘉兴（JX1）**：2023年5月16日份额调整；**北宁（BN1）**：2023年3月1日起新增一个法人；**芜湖（WU1）**：2023年4月1日吸收合并。E27跨DG1、DG2，E30跨HZ1、HZ2。
- **无锡（WX1）**：危险废物贮存库中仍有一桶2023年5月入库的实验室废物。
- 少数危险废物的出厂重量与接收重量差异超限，其中2024年6月的两条尚未核对一致。

### 练习：month-end-2024-06-with-mistakes

无锡工厂（WX1）2024年6月15日以后的台账，保持记录员原样：共${exercise.rows.length}行，均不在\`loads-2024-h1.csv\`中。含合并标题行、小计与合计行、隐藏工作表（5月底稿，内容已入账）、七种日期写法、全角数字，以及公斤、斤、吨混用。其余${exercise.rows.length - mistakes.length}行无误。行号以Excel为准（CSV行号相同）：

| 行 | 错误 |
|---|---|
${mistakes.map(({ sheetRow, zh }) => `| ${sheetRow} | ${zh} |`).join('\n')}

无锡工厂6月转化率：导入前${shown(june.before)}，只导入无误行后${shown(june.goodRows)}，全部更正后${shown(june.mended)}。

### 练习：month-end-2024-07-with-mistakes

无锡工厂（WX1）2024年7月台账，尚未入账：共${ofJuly.length}行，保持记录员原样，含只有她自己使用的表头（对方磅），没有工厂列，有${slips.length}处错误。N10、N17本月无产生。同目录有各处置单位当月的对账单。

| 行 | 错误 |
|---|---|
${slips.map(({ sheetRow, zh }) => `| ${sheetRow} | ${zh} |`).join('\n')}
`;
}
