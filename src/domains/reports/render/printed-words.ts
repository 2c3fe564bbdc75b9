// Which words does the printed report add by itself, in English and in Chinese?
import type { ReportLanguage, ReportWords } from '../model/document.ts';

const en: ReportWords = {
  contents: 'Contents',
  pageOf: 'Page {page} of {pages}',
  notRecordedYet: 'Not recorded yet',
  figureRegister: 'Figure register',
  figureRegisterNote:
    'Every number in this report is a link to its formula, its records and their documents. On paper, find the number here and open its figure id in greenfab.',
  figureId: 'Figure id',
  figureName: 'Figure',
  value: 'Value',
  page: 'Page',
  chapter: 'Chapter',
  draft: 'Draft',
  draftNote: 'Draft of the living report. Its figures still change; do not quote them.',
  edition: 'Edition {number}',
  published: 'Published',
  aboutEdition: 'About this edition',
  historyNote:
    'The records behind this edition are sealed in a chain of blocks. Keep these roots elsewhere: records changed afterwards no longer lead to them.',
  historyBlock: 'Block',
  historyRoot: 'Root (SHA-256)',
  provisional: 'includes records that are not yet approved',
  unit: 'Unit',
  source: 'Source',
  target: 'Target',
  asTable: 'As table',
  noValue: 'no data',
};

const zh: ReportWords = {
  contents: '目录',
  pageOf: '第 {page} 页，共 {pages} 页',
  notRecordedYet: '尚无记录',
  figureRegister: '数据索引',
  figureRegisterNote:
    '本报告中的每个数字均带有链接，可查看其计算公式、所依据的记录及佐证材料。阅读纸质版时，请在下表中找到该数字，并在 greenfab 中打开对应的数据编号。',
  figureId: '数据编号',
  figureName: '指标',
  value: '数值',
  page: '页码',
  chapter: '章节',
  draft: '草稿',
  draftNote: '本文件为实时报告的草稿，数据仍可能变动，请勿引用。',
  edition: '第 {number} 版',
  published: '发布日期',
  aboutEdition: '关于本版',
  historyNote:
    '本版所依据的记录已按哈希链逐块封存。请另行留存以下各块的根哈希：记录若在此后被改动，便无法再得出相同的根哈希。',
  historyBlock: '块号',
  historyRoot: '根哈希（SHA-256）',
  provisional: '含尚未批准的记录',
  unit: '单位',
  source: '数据来源',
  target: '目标',
  asTable: '以表格查看',
  noValue: '无数据',
};

/** The renderer's own labels, complete in both languages; put the one that fits into `ReportDocument.words`. */
export const printedWords: Readonly<Record<ReportLanguage, ReportWords>> = { en, zh };
