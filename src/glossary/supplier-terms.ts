// Words of suppliers, audits, public records and titles.
import type { Term } from './term.ts';

/** The terms of suppliers, audits, public records and titles, in the order of the glossary. */
export const supplierTerms = [
  {
    word: 'audit',
    en: 'Audit',
    zh: ['审核', '稽核'],
    meaning: { en: 'An on-site or document check against a form.', zh: '对照审核表进行的现场或文件检查。' },
    notToBeCalled: ['inspection', 'survey', '检查'],
  },
  {
    word: 'finding',
    en: 'Finding',
    zh: ['发现项'],
    meaning: { en: 'What an audit or visit found, against one question.', zh: '审核或走访中针对某一条款的发现。' },
  },
  {
    word: 'nonconformity',
    en: 'Nonconformity',
    zh: ['不符合项'],
    meaning: { en: 'A finding that does not meet the requirement.', zh: '不满足要求的发现项。' },
    synonyms: ['NC', '不合格项'],
  },
  {
    word: 'violationRecord',
    en: 'Violation record',
    zh: ['环境违规记录', '环境监管记录'],
    meaning: {
      en: 'A public record by an authority, with its five dates.',
      zh: '主管部门公开的记录，载明五个日期：决定、公布、平台收录、首次发现、通知。',
    },
    notToBeCalled: ['incident', 'penalty', '处罚'],
    source: 'IPE',
  },
  {
    word: 'correctivePlan',
    en: 'Corrective plan',
    zh: ['整改计划'],
    meaning: {
      en: 'Answers a finding or a violation; due in 10 days.',
      zh: '针对发现项或违规记录提出，10天内提交。',
    },
    notToBeCalled: ['CAPA', 'fix'],
    source: 'the periodic report',
  },
  {
    word: 'guidance',
    en: 'Guidance',
    zh: ['帮扶'],
    meaning: {
      en: 'One-to-one help to a supplier or subsidiary behind schedule.',
      zh: '对供应商或落后子公司的一对一辅导。',
    },
    source: 'the periodic report',
  },
  {
    word: 'recordRemoval',
    en: 'Record removal',
    zh: ['违规记录撤除'],
    meaning: { en: 'The platform lifts the record after review.', zh: '平台经审核后撤除记录。' },
    synonyms: ['Blue Map', 'Blue EcoChain', '蔚蓝地图', '蔚蓝生态链', '撤销'],
    notToBeCalled: ['deletion', '删除'],
    source: 'IPE',
  },
  {
    word: 'greenChoiceAudit',
    en: 'Green Choice audit',
    zh: ['绿色选择审核'],
    meaning: {
      en: 'A third-party audit by which a record may be removed.',
      zh: '用于撤除记录的第三方审核。',
    },
    synonyms: ['GCA'],
    source: 'IPE',
  },
  {
    word: 'prtrDisclosure',
    en: 'PRTR disclosure',
    zh: ['污染物排放与转移登记（PRTR）披露'],
    meaning: {
      en: 'The yearly return: data year, filed on, campaign year.',
      zh: '年度披露：数据年份、提交日期、活动年份。',
    },
    synonyms: ['pollutant release and transfer register'],
    source: 'IPE',
  },
  {
    word: 'supplierAdmission',
    en: 'Supplier admission',
    zh: ['供应商准入'],
    meaning: {
      en: 'Scorecard, gates and tie-break for a new supplier.',
      zh: '新供应商的评分、门槛和同等条件优先规则。',
    },
    notToBeCalled: ['onboarding'],
    source: 'the periodic report',
  },
  {
    word: 'greenFactoryTitle',
    en: 'Green factory title',
    zh: ['绿色工厂称号'],
    meaning: {
      en: 'National, provincial or municipal level, with the state of the application.',
      zh: '国家级、省级或市级，注明申报状态。',
    },
    notToBeCalled: ['award', '奖项'],
    source: 'GB/T 36132',
  },
] as const satisfies readonly Term[];
