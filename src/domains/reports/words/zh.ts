// Chinese words of the report.
import { documentZh } from './document-zh.ts';
import type { en } from './en.ts';
import { figureZh } from './figure-zh.ts';
import { pageZh } from './page-zh.ts';
import { restatementZh } from './restatement-zh.ts';

export const zh = {
  ...documentZh,
  ...figureZh,
  ...pageZh,
  ...restatementZh,
  'reports.statement': '报告陈述',
  'reports.statement|many': '报告陈述',
  'reports.statement.section': '章节',
  'reports.statement.position': '顺序',
  'reports.statement.tense': '时态',
  'reports.statement.asOf': '截至日期',
  'reports.statement.dueOn': '到期日期',
  'reports.statement.text': '正文',
  'reports.section.foreword': '前言',
  'reports.section.how-to-promote': '如何推进绿色制造',
  'reports.section.zero-waste': '废弃物零填埋',
  'reports.section.water': '可持续水管理',
  'reports.section.substances': '有害物质管控',
  'reports.section.chemicals': '更清洁的化学品',
  'reports.section.green-factories': '绿色工厂',
  'reports.section.green-supply-chain': '绿色供应链',
  'reports.section.outlook': '展望',
  'reports.tense.fact': '报告期内事实',
  'reports.tense.later_fact': '报告期后事实',
  'reports.tense.commitment': '承诺',
  commitment_without_due_date: '承诺须填写到期日期。',
} as const satisfies Record<keyof typeof en, string>;
