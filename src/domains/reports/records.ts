// The record kind of statements: what a report says in words, each with the day it speaks of and its tense.
import type { Check, RecordKind } from '#platform/records/declare/kind.ts';
import { code, date, integer, localText, optional, recordKind } from '#platform/records/declare/kind.ts';
import { sections, tenses } from './model/sections.ts';

const commitmentHasDueDate: Check = (values) =>
  values.tense === 'commitment' && !values.dueOn
    ? { field: 'dueOn', code: 'commitment_without_due_date', level: 'error' }
    : undefined;

export const statement = recordKind({
  kind: 'reports.statement',
  version: 1,
  owner: 'group',
  calledBy: ['section', 'position'],
  fields: {
    section: code(sections, 'reports.section'),
    position: integer({ min: 1 }),
    tense: code(tenses, 'reports.tense'),
    asOf: date(),
    dueOn: optional(date()),
    text: localText({ max: 4000 }),
  },
  check: [commitmentHasDueDate],
  sameWhen: ['section', 'position'],
  review: 'none',
  evidence: 'none',
  list: ['section', 'position', 'tense', 'asOf', 'dueOn', 'text'],
});

export const reportsKinds: readonly RecordKind[] = [statement];
