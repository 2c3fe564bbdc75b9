// Words of organisation, time and workflow.
import type { Term } from './term.ts';

/** The terms of organisation, time and workflow, in the order of the glossary. */
export const organisationTerms = [
  {
    word: 'site',
    en: 'Factory (site)',
    zh: ['工厂', '厂区'],
    meaning: {
      en: 'One place of operation; loads, meters and readings name it.',
      zh: '一处生产经营场所；转移记录、计量表和读数均归属于厂区。',
    },
    synonyms: ['plant', 'facility', 'campus', '园区', '基地'],
  },
  {
    word: 'entity',
    en: 'Subsidiary (legal entity)',
    zh: ['法人主体', '子公司'],
    meaning: {
      en: 'A legal entity; permits, certificates and violations name it. Many-to-many with sites, with dates.',
      zh: '法人单位；许可证、证书和违规记录均归属于法人主体。与厂区为多对多关系，并注明起止日期。',
    },
    notToBeCalled: ['branch', '分公司'],
  },
  {
    word: 'boundary',
    en: 'Reporting boundary',
    zh: ['报告边界'],
    meaning: {
      en: 'Which entities and sites are in a report, with dates and the reason.',
      zh: '纳入报告的法人主体和厂区，注明起止日期和原因。',
    },
    notToBeCalled: ['scope'],
  },
  {
    word: 'scope',
    en: 'Scope',
    zh: ['范围'],
    meaning: {
      en: 'Where in the organisation a figure or a right applies.',
      zh: '某项数据或权限所适用的组织范围。',
    },
  },
  {
    word: 'masked',
    en: 'Masked field',
    zh: ['保密字段'],
    meaning: {
      en: 'A field that not everybody who reads the record may see, such as revenue; what is worked out from it shows.',
      zh: '并非所有能查看记录的人都可见的字段，如营业收入；由其计算得出的指标照常显示。',
    },
  },
  {
    word: 'post',
    en: 'Post',
    zh: ['岗位'],
    meaning: {
      en: 'Responsibility belongs to a post; persons hold it with dates.',
      zh: '职责归属于岗位；人员任职有起止日期。',
    },
    synonyms: ['position', 'job', '职位'],
  },
  {
    word: 'handover',
    en: 'Handover',
    zh: ['交接'],
    meaning: {
      en: 'Tasks, drafts and streams of a post pass to the next person in one recorded step.',
      zh: '岗位的任务、草稿和废弃物种类一次性移交给接任者并留痕。',
    },
  },
  {
    word: 'review',
    en: 'Review',
    zh: ['复核', '审批'],
    meaning: {
      en: 'The workflow on a record: submitted, returned or approved, bound to what the record said.',
      zh: '记录的流转：提交、退回或批准，与当时的记录内容绑定。',
    },
    notToBeCalled: ['audit'],
  },
  {
    word: 'closePeriod',
    en: 'Close a period',
    zh: ['关账'],
    meaning: {
      en: 'After closing, records dated in the period change only by restatement.',
      zh: '关账后，日期在该期间内的记录只能通过信息重述更改。',
    },
    notToBeCalled: ['close a case', '结案'],
  },
  {
    word: 'closeCase',
    en: 'Close a case',
    zh: ['结案'],
    meaning: {
      en: 'A finding, plan or disclosure is done and confirmed.',
      zh: '发现项、整改计划或披露已完成并经确认。',
    },
    notToBeCalled: ['close a period', '关账'],
  },
  {
    word: 'estimate',
    en: 'Estimate',
    zh: ['暂估'],
    meaning: {
      en: 'A proposed value for what has not arrived, with its method; the actual value replaces it.',
      zh: '数据未到时按所列方法估计的数值，实际数据到达后替换。',
    },
    synonyms: ['accrual', '预估'],
  },
  {
    word: 'trueUp',
    en: 'True-up',
    zh: ['调整'],
    meaning: {
      en: 'The actual value takes the place of an estimate.',
      zh: '以实际数据替换暂估数据。',
    },
  },
  {
    word: 'restatement',
    en: 'Restatement',
    zh: ['信息重述'],
    meaning: {
      en: 'A later correction in a closed period, with reason and approver, listed by the editions it touches.',
      zh: '关账期间的事后更正，注明原因和批准人，并列明受影响的报告版本。',
    },
    source: 'GRI 2-4',
  },
  {
    word: 'nilReturn',
    en: 'Nil return',
    zh: ['零申报'],
    meaning: {
      en: '"None this month", signed. A blank is not a nil return.',
      zh: '经签认的“本月无”。空白不等于零申报。',
    },
    notToBeCalled: ['zero', '零'],
  },
  {
    word: 'varianceNote',
    en: 'Variance note',
    zh: ['差异说明'],
    meaning: {
      en: 'The one-line answer to an unusual change; it travels with the record and is not asked twice.',
      zh: '对异常变动的一句话说明，随记录流转，不重复询问。',
    },
    notToBeCalled: ['comment', '备注'],
  },
  {
    word: 'target',
    en: 'Target',
    zh: ['目标'],
    meaning: {
      en: 'A KPI with scope, base year and steps by year.',
      zh: '指标及其适用范围、基准年和逐年目标值。',
    },
    notToBeCalled: ['goal', 'objective'],
  },
  {
    word: 'reportingPeriod',
    en: 'Reporting period',
    zh: ['报告期', '当期'],
    meaning: {
      en: 'The month, quarter, half or year that a figure is for.',
      zh: '数据所属的月、季度、半年或年度。',
    },
    notToBeCalled: ['cycle', '周期'],
  },
  {
    word: 'yearToDate',
    en: 'Year to date',
    zh: ['累计'],
    meaning: { en: 'From 1 January to the end of the period.', zh: '自1月1日起至报告期末。' },
    synonyms: ['YTD', 'cumulative', '本年累计'],
  },
  {
    word: 'againstLastYear',
    en: 'Against last year',
    zh: ['同比'],
    meaning: { en: 'The change against the same period of last year.', zh: '与上年同期相比的变动。' },
    synonyms: ['year-on-year', 'YoY'],
  },
  {
    word: 'likeForLike',
    en: 'Like for like',
    zh: ['同口径'],
    meaning: {
      en: 'A change over the factories that were inside the reporting boundary throughout both periods and have records in both; it stands beside the reported change wherever factories joined or left.',
      zh: '仅就两期均全程在报告边界内且均有记录的工厂计算的变动；有工厂新增或退出时，与报告口径的变动并列列示。',
    },
    synonyms: ['comparable basis', '可比口径'],
  },
  {
    word: 'againstLastPeriod',
    en: 'Against last period',
    zh: ['环比'],
    meaning: { en: 'The change against the period directly before.', zh: '与上一报告期相比的变动。' },
    synonyms: ['month-on-month', 'quarter-on-quarter', 'MoM'],
  },
  {
    word: 'evidence',
    en: 'Evidence',
    zh: ['佐证材料'],
    meaning: {
      en: 'The ticket, invoice, photo or sheet behind a record.',
      zh: '记录所依据的磅单、发票、照片或表单。',
    },
    synonyms: ['proof', '附件', '凭证'],
    notToBeCalled: ['attachment'],
  },
] as const satisfies readonly Term[];
