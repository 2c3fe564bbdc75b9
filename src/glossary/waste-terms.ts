// Words of waste.
import type { Term } from './term.ts';

/** The terms of waste, in the order of the glossary. */
export const wasteTerms = [
  {
    word: 'wasteStream',
    en: 'Waste stream',
    zh: ['废弃物种类'],
    meaning: {
      en: 'A kind of waste with one composition and one route, as the site separates it.',
      zh: '厂区按成分和去向分类收集的一种废弃物。',
    },
    notToBeCalled: ['waste type', 'category', '类别'],
    source: 'UL 2799; GRI 306',
  },
  {
    word: 'wasteLoad',
    en: 'Waste load',
    zh: ['废弃物转移记录（出厂）'],
    meaning: {
      en: 'One weighed load that left the site.',
      zh: '一次称重后运出厂区的废弃物。',
    },
    synonyms: ['出厂记录'],
    notToBeCalled: ['disposal', '处置', 'shipment'],
  },
  {
    word: 'treatment',
    en: 'Treatment',
    zh: ['利用处置方式'],
    meaning: {
      en: 'What happens to a load: reuse, recycling, composting, energy recovery, incineration, landfill. Each standard counts it in its own way.',
      zh: '废弃物的去向：重复使用、再生利用、堆肥、能量回收、焚烧、填埋等。各标准归类不同。',
    },
    synonyms: ['利用方式', '处置方式'],
    notToBeCalled: ['disposal method'],
    source: 'UL 2799; GRI 306; Basel Convention, Annex IV',
  },
  {
    word: 'weighTicket',
    en: 'Weigh ticket',
    zh: ['磅单'],
    meaning: { en: 'The print of a scale, with own mass.', zh: '地磅打印的称重单，载明本厂称重。' },
    synonyms: ['weighbridge ticket', '过磅单', '地磅单'],
  },
  {
    word: 'vendorStatement',
    en: 'Vendor statement',
    zh: ['对账单'],
    meaning: {
      en: 'What a vendor settles for a month, with settled mass; one statement covers many loads.',
      zh: '处置单位按月结算的单据，载明结算重量；一份对账单可对应多条转移记录。',
    },
    synonyms: ['settlement', '月对账单', '结算单'],
  },
  {
    word: 'manifest',
    en: 'Hazardous waste manifest',
    zh: ['转移联单', '危险废物转移联单'],
    meaning: {
      en: 'The official paper of a transfer of hazardous waste, with lines and received mass.',
      zh: '危险废物转移的法定单据，分行列明废物，并载明接收重量。',
    },
    synonyms: ['五联单', '电子联单'],
    source: 'Hazardous Waste Transfer Measures (2022)',
  },
  {
    word: 'vendor',
    en: 'Waste vendor',
    zh: ['废弃物处置单位'],
    meaning: {
      en: 'A supplier in the role of taking waste; never a record of its own.',
      zh: '以接收废弃物为角色的供应商，不单独建档。',
    },
    notToBeCalled: ['hauler', 'contractor'],
    synonyms: ['处置商', '回收商'],
  },
  {
    word: 'storageLedger',
    en: 'Storage ledger',
    zh: ['贮存台账'],
    meaning: {
      en: 'Opening stock, in, out, on-site treatment, stock-take difference, closing stock.',
      zh: '期初库存、入库、出库、自行利用处置、盘点差异、期末库存。',
    },
    synonyms: ['期初库存', '入库', '出库', '危废台账'],
    notToBeCalled: ['inventory'],
    source: 'HJ 1259-2022',
  },
  {
    word: 'generated',
    en: 'Generated',
    zh: ['产生量'],
    meaning: {
      en: 'Out, plus treated on site, plus change in stock, by mass.',
      zh: '出厂量＋厂内自行利用处置量＋库存变化量（按质量计）。',
    },
    notToBeCalled: ['produced', 'output', '产量'],
    source: 'GRI 306-3',
  },
  {
    word: 'wasteConversionRate',
    en: 'Waste conversion rate',
    zh: ['废弃物转化率'],
    meaning: {
      en: "The company's own definition, with targets of 85.5 %, 88 % and 90 %.",
      zh: '企业自行选定的口径，目标为85.5%、88%、90%。',
    },
    synonyms: ['waste transformation rate'],
    notToBeCalled: ['diversion rate', '转移率'],
    source: 'the periodic report',
  },
  {
    word: 'ul2799DiversionRate',
    en: 'UL 2799 diversion rate',
    zh: ['UL 2799 转化率'],
    meaning: {
      en: 'Diverted mass over shipped mass in scope, in both readings of the level.',
      zh: '范围内转化量÷出厂量，等级按两种口径列示。',
    },
    notToBeCalled: ['recycling rate', '回收率'],
    source: 'UL 2799',
  },
  {
    word: 'divertedFromDisposal',
    en: 'Waste diverted from disposal (GRI 306-4)',
    zh: ['GRI 306-4 从处置中转移的废弃物'],
    meaning: {
      en: "GRI's narrower sum: without energy recovery. Always write the full term.",
      zh: 'GRI口径较窄，不含能量回收。“转移”另有联单转移、PRTR转移之义，须写全称。',
    },
    notToBeCalled: ['diverted', '转移'],
    source: 'GRI 306-4',
  },
  {
    word: 'zeroWasteLevel',
    en: 'Zero Waste to Landfill level',
    zh: ['废弃物零填埋等级'],
    meaning: {
      en: 'The level that a rate earns under one edition of UL 2799.',
      zh: '转化率按某一版UL 2799所达到的等级。',
    },
    synonyms: ['ZWTL', 'Silver', 'Gold', 'Platinum', '银级', '金级', '铂金级'],
    notToBeCalled: ['certification level', '认证等级'],
    source: 'UL 2799, by edition',
  },
  {
    word: 'validation',
    en: 'Validation',
    zh: ['验证'],
    meaning: {
      en: "A third party's confirmation, with dates.",
      zh: '第三方的确认，注明有效期。',
    },
    notToBeCalled: ['certificate', '认证'],
    source: 'UL 2799',
  },
  {
    word: 'revalidation',
    en: 'Revalidation',
    zh: ['再验证', '复审'],
    meaning: { en: 'A later validation of the same site.', zh: '同一厂区的后续验证。' },
    source: 'UL 2799',
  },
  {
    word: 'byProduct',
    en: 'By-product',
    zh: ['副产物'],
    meaning: {
      en: 'What the identification standard does not count as waste.',
      zh: '按固体废物鉴别标准不作为固体废物管理的产物。',
    },
    source: 'GB 34330',
  },
  {
    word: 'householdWaste',
    en: 'Household waste',
    zh: ['生活垃圾'],
    meaning: {
      en: 'Waste of offices, dormitories and canteens; may be estimated, and the estimated share prints beside the rate.',
      zh: '办公、宿舍和食堂产生的垃圾；可以估算，估算占比随转化率列示。',
    },
    synonyms: ['domestic waste', 'municipal waste'],
    source: 'GB 34330',
  },
] as const satisfies readonly Term[];
