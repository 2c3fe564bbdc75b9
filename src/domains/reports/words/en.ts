// English words of the report.

import { documentEn } from './document-en.ts';
import { figureEn } from './figure-en.ts';
import { pageEn } from './page-en.ts';
import { restatementEn } from './restatement-en.ts';

export const en = {
  ...documentEn,
  ...figureEn,
  ...pageEn,
  ...restatementEn,
  'reports.statement': 'Statement',
  'reports.statement|many': 'Statements',
  'reports.statement.section': 'Section',
  'reports.statement.position': 'Order',
  'reports.statement.tense': 'Tense',
  'reports.statement.asOf': 'As of',
  'reports.statement.dueOn': 'Due on',
  'reports.statement.text': 'Text',
  'reports.section.foreword': 'Foreword',
  'reports.section.how-to-promote': 'How to promote green manufacturing',
  'reports.section.zero-waste': 'Zero waste to landfill',
  'reports.section.water': 'Sustainable water management',
  'reports.section.substances': 'Control of hazardous substances',
  'reports.section.chemicals': 'Cleaner chemicals',
  'reports.section.green-factories': 'Green factories',
  'reports.section.green-supply-chain': 'Green supply chain',
  'reports.section.outlook': 'Outlook',
  'reports.tense.fact': 'Fact in the period',
  'reports.tense.later_fact': 'Fact after the period',
  'reports.tense.commitment': 'Commitment',
  commitment_without_due_date: 'A commitment needs the day it is due.',
} as const;
