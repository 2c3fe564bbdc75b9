// Words of substances in products, and of chemicals in use.
import type { Term } from './term.ts';

/** The terms of substances and chemicals, in the order of the glossary. */
export const substanceTerms = [
  {
    word: 'substance',
    en: 'Substance',
    zh: ['物质'],
    meaning: {
      en: 'A chemical identity: CAS number and names. Restricted substances in products, hazardous chemicals and hazardous waste are three things.',
      zh: '化学身份：CAS号和名称。有害物质（产品中）、危险化学品、危险废物是三个概念，不得简称“有害”。',
    },
    notToBeCalled: ['chemical', '有害'],
  },
  {
    word: 'restrictedSubstance',
    en: 'Restricted substance',
    zh: ['限用物质'],
    meaning: { en: 'A substance with a limit in some pack.', zh: '在某一法规或客户清单中有限值的物质。' },
    notToBeCalled: ['harmful', 'hazardous', 'banned', '禁用物质'],
  },
  {
    word: 'svhc',
    en: 'Substance of very high concern (SVHC)',
    zh: ['高度关注物质'],
    meaning: { en: "On the Candidate List, with the list's date.", zh: '列入候选清单的物质，注明清单日期。' },
    synonyms: ['Candidate List', '候选清单'],
    source: 'REACH Art. 59',
  },
  {
    word: 'homogeneousMaterial',
    en: 'Homogeneous material',
    zh: ['均质材料'],
    meaning: {
      en: 'Cannot be separated mechanically; the denominator of RoHS limits.',
      zh: '不能用机械方法再拆分的材料；RoHS限值的分母。',
    },
    notToBeCalled: ['component', 'part', '部件'],
    source: '2011/65/EU',
  },
  {
    word: 'article',
    en: 'Article',
    zh: ['物品'],
    meaning: {
      en: 'The denominator for SVHC; each component article counts.',
      zh: 'SVHC含量的分母；每个组成物品分别计算。',
    },
    notToBeCalled: ['product', '产品'],
    source: 'REACH Art. 3, 33',
  },
  {
    word: 'declaration',
    en: 'Material declaration',
    zh: ['材料声明', '成分表', '材质宣告'],
    meaning: {
      en: "A supplier's statement of composition or conformity, with revision and validity.",
      zh: '供应商对成分或符合性的声明，注明版次和有效期。',
    },
    synonyms: ['MCD', 'FMD'],
    notToBeCalled: ['survey', 'form', '调查表'],
    source: 'IEC 62474',
  },
  {
    word: 'exemption',
    en: 'Exemption',
    zh: ['豁免'],
    meaning: {
      en: 'A permitted use above the limit, with its number and expiry.',
      zh: '允许超过限值的用途，注明条目编号和到期日。',
    },
    notToBeCalled: ['exception', 'waiver'],
    source: 'RoHS Annex III, IV',
  },
  {
    word: 'controlGrade',
    en: 'Control grade',
    zh: ['管控等级', '分级管控'],
    meaning: {
      en: 'What an item must have: declarations, reports, frequency.',
      zh: '物料须具备的材料：声明、检测报告及其频次。',
    },
    notToBeCalled: ['risk class', '风险等级'],
    source: 'the periodic report',
  },
  {
    word: 'testReport',
    en: 'Test report',
    zh: ['检测报告'],
    meaning: {
      en: 'Laboratory result: material grade, maker, analytes, ppm, method, sample, date.',
      zh: '实验室结果：材料牌号、制造商、检测项目、ppm、方法、样品、日期。',
    },
    notToBeCalled: ['certificate', '证书'],
    source: 'IEC 62321',
  },
  {
    word: 'regulationUpdate',
    en: 'Regulation update',
    zh: ['法规更新'],
    meaning: { en: 'A legal change that was collected, evaluated and decided.', zh: '经收集、评估和决定的法规变化。' },
    notToBeCalled: ['news', '新闻'],
  },
  {
    word: 'chemical',
    en: 'Chemical',
    zh: ['化学品'],
    meaning: {
      en: 'A product bought and used: adhesive, cleaning agent, paint, ink, other.',
      zh: '采购并使用的产品：胶粘剂、清洗剂、涂料、油墨等。',
    },
    notToBeCalled: ['substance', 'material'],
  },
  {
    word: 'sds',
    en: 'Safety data sheet (SDS)',
    zh: ['化学品安全技术说明书'],
    meaning: {
      en: 'The sheet of a chemical, by maker and language, in 16 sections.',
      zh: '化学品的安全技术说明书，按制造商和语言区分，共16部分。',
    },
    notToBeCalled: ['MSDS'],
    source: 'GB/T 16483; GHS',
  },
  {
    word: 'sdsSection',
    en: 'SDS section',
    zh: ['部分'],
    meaning: { en: 'One of the 16 sections of a safety data sheet.', zh: '安全技术说明书16个部分之一。' },
    notToBeCalled: ['chapter', '章'],
    source: 'GB/T 16483; GHS',
  },
  {
    word: 'vocContent',
    en: 'VOC content',
    zh: ['VOCs 含量'],
    meaning: {
      en: 'Mass per litre or per kilogram; the unit stands in the name of the field.',
      zh: '每升或每千克所含质量；字段名称注明单位。',
    },
    synonyms: ['volatile organic compounds', '挥发性有机物'],
    notToBeCalled: ['VOC'],
  },
  {
    word: 'chemicalDisclosure',
    en: 'Chemical disclosure',
    zh: ['化学品信息披露'],
    meaning: { en: "One subsidiary's yearly round.", zh: '一家子公司每年一次的化学品信息披露。' },
  },
  {
    word: 'chemicalComplianceReview',
    en: 'Chemical compliance review',
    zh: ['化学品合规审核'],
    meaning: {
      en: 'The check of a disclosure on paper; the audit is on site.',
      zh: '对披露资料的书面审核，区别于现场审核。',
    },
    notToBeCalled: ['audit'],
  },
  {
    word: 'substitution',
    en: 'Substitution',
    zh: ['替代'],
    meaning: {
      en: 'A chemical replaced by a safer one, with evidence.',
      zh: '以更安全的化学品取代，并附佐证材料。',
    },
    notToBeCalled: ['replacement', '更换'],
  },
] as const satisfies readonly Term[];
