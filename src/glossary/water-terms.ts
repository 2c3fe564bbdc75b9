// Words of water.
import type { Term } from './term.ts';

/** The terms of water, in the order of the glossary. */
export const waterTerms = [
  {
    word: 'withdrawal',
    en: 'Water withdrawal',
    zh: ['取水量'],
    meaning: {
      en: 'Water drawn from any source, m³, by source.',
      zh: '从各类水源取用的水量（m³），按水源列示。',
    },
    notToBeCalled: ['usage', 'use', '用水量'],
    source: 'GRI 303-3',
  },
  {
    word: 'intake',
    en: 'Intake',
    zh: ['取水口'],
    meaning: { en: 'Where water enters the site.', zh: '水进入厂区的位置。' },
  },
  {
    word: 'discharge',
    en: 'Water discharge',
    zh: ['排水量'],
    meaning: {
      en: 'Effluent leaving the site, m³, by destination and quality.',
      zh: '排出厂区的废水量（m³），按去向和水质列示。',
    },
    notToBeCalled: ['sewage', '污水量'],
    source: 'GRI 303-4',
  },
  {
    word: 'outlet',
    en: 'Outlet',
    zh: ['排放口'],
    meaning: { en: 'Where effluent leaves the site or the workshop.', zh: '废水排出厂区或车间的位置。' },
    synonyms: ['outfall', '排污口', '车间排放口'],
  },
  {
    word: 'consumption',
    en: 'Water consumption',
    zh: ['耗水量'],
    meaning: {
      en: 'Withdrawal less discharge; contains losses and change in storage.',
      zh: '取水量减排水量，含损失和蓄水变化。',
    },
    notToBeCalled: ['usage', '用水量'],
    source: 'GRI 303-5',
  },
  {
    word: 'consumedInUse',
    en: 'Consumed in use',
    zh: ['使用消耗'],
    meaning: {
      en: 'Vco of the water balance: into product and evaporated, measured or estimated, never the remainder.',
      zh: '水平衡中的Vco：进入产品和蒸发的水量，实测或估算，不作差额倒推。',
    },
    source: 'GB/T 7119',
  },
  {
    word: 'repeatedUse',
    en: 'Repeated use',
    zh: ['重复利用水量'],
    meaning: {
      en: 'Circulated, cascaded and reclaimed water: Vr.',
      zh: '循环用水、串联用水与回用水之和（Vr）。',
    },
    notToBeCalled: ['reuse'],
    source: 'GB/T 7119',
  },
  {
    word: 'reclaimedReuse',
    en: 'Reclaimed reuse',
    zh: ['回用水量'],
    meaning: { en: 'Treated wastewater used again: Vw.', zh: '废水处理后再次使用的水量（Vw）。' },
    synonyms: ['中水回用'],
    notToBeCalled: ['recycling'],
    source: 'GB/T 7119',
  },
  {
    word: 'waterPerProduct',
    en: 'Water per product',
    zh: ['单位产品取水量'],
    meaning: {
      en: 'Vui: withdrawal divided by product of the same months, in m³ for a tonne, a thousand pieces, a set, a metre or a square metre.',
      zh: 'Vui：同期取水量除以产品产量，按每吨、每千件、每套、每米或每平方米计（m³）。',
    },
    notToBeCalled: ['water intensity'],
    source: 'GB/T 7119',
  },
  {
    word: 'waterPerOutputValue',
    en: 'Water per output value',
    zh: ['单位产值取水量'],
    meaning: { en: 'Withdrawal divided by output value.', zh: '取水量除以产值。' },
    notToBeCalled: ['water intensity'],
  },
  {
    word: 'withdrawnWaterUtilisation',
    en: 'Withdrawn-water utilisation',
    zh: ['取水利用率'],
    meaning: {
      en: "The report's word; the owner chooses among three definitions, and every chart names the choice.",
      zh: '报告用语；由企业在三种口径中选定，图表均注明所选口径。',
    },
    synonyms: ['withdrawn water utilization rate'],
    source: 'the periodic report',
  },
  {
    word: 'waterRisk',
    en: 'Water risk',
    zh: ['水风险'],
    meaning: {
      en: 'Basin risk looked up for a site, with tool and date.',
      zh: '厂区所在流域的风险查询结果，注明工具和日期。',
    },
    synonyms: ['Aqueduct', '水压力'],
    notToBeCalled: ['stress'],
    source: 'WRI Aqueduct',
  },
  {
    word: 'stewardshipCertification',
    en: 'Water stewardship certification',
    zh: ['可持续水管理认证'],
    meaning: {
      en: 'Core, gold or platinum level, with points and expiry.',
      zh: '核心级、黄金级或白金级，注明得分和有效期。',
    },
    synonyms: ['AWS', 'Alliance for Water Stewardship', '国际可持续水管理联盟'],
    source: 'AWS Standard',
  },
  {
    word: 'dischargePermit',
    en: 'Pollutant discharge permit',
    zh: ['排污许可证'],
    meaning: {
      en: 'The permit of an entity, with outlets, limits, yearly tonnages and monitoring plan.',
      zh: '法人主体的排污许可证，载明排放口、限值、年许可排放量和监测方案。',
    },
  },
  {
    word: 'selfMonitoring',
    en: 'Self-monitoring',
    zh: ['自行监测'],
    meaning: {
      en: 'Measurements that the permit orders, by outlet, parameter and frequency.',
      zh: '许可证规定的监测，按排放口、项目和频次执行。',
    },
  },
  {
    word: 'exceedance',
    en: 'Exceedance',
    zh: ['超标'],
    meaning: {
      en: 'A value over the strictest limit that applies, with its clause; a later pass does not erase it.',
      zh: '超过适用的最严限值，注明条款；事后合格不能消除。',
    },
  },
  {
    word: 'supplierWaterManagement',
    en: 'Supplier water management',
    zh: ['供应商水资源管理'],
    meaning: {
      en: 'What a supplier does about the water it uses and discharges, as far as somebody found out on a day.',
      zh: '供应商对其取水和排水的管理状况，以某日了解到的情况为准。',
    },
  },
] as const satisfies readonly Term[];
