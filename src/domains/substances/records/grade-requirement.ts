// The record kind of what a control grade requires: which declaration and which reports, and how old they may be.
import {
  type Check,
  code,
  date,
  flag,
  integer,
  optional,
  type Problem,
  recordKind,
  text,
} from '#platform/records/declare/kind.ts';
import { requiredDisclosures } from '../model/grade-requirement.ts';
import { controlGrades } from '../model/item.ts';
import { itemClasses } from '../model/restriction.ts';
import { readAnalyte } from '../rules/test-analyte.ts';

const LONGEST_MONTHS = 120;
const months = () => optional(integer({ min: 1, max: LONGEST_MONTHS }));

/** An age of what is not asked for would be a requirement that nobody sees. */
const agesOfWhatIsAsked: Check = ({ disclosure, declarationMonths, needsReports, reportMonths }, lines) => {
  if (disclosure === 'none' && declarationMonths !== null)
    return { field: 'declarationMonths', code: 'grade_asks_no_declaration', level: 'error' };
  if (!needsReports && (reportMonths !== null || lines.length > 0))
    return { field: 'needsReports', code: 'grade_asks_no_report', level: 'error' };
  return undefined;
};

const analytesCanBeRead: Check = (_, lines) => {
  const seen = new Set<string>();
  return lines.flatMap(({ analyte }, nth): Problem[] => {
    const at = { field: 'analyte', level: 'error', line: nth + 1 } as const;
    const read = readAnalyte(analyte as string);
    if (read === null) return [{ ...at, code: 'test_analyte_unknown', facts: { given: analyte as string } }];
    const isTwice = seen.has(read);
    seen.add(read);
    return isTwice ? [{ ...at, code: 'grade_analyte_twice' }] : [];
  });
};

/**
 * What the company asks of items of a grade, or of those of one class among them, from a day on; the newest that has begun
 * counts. It is the company's own choice (standards.md 3.8 has a habit): no law or standard fixes it.
 */
export const gradeRequirement = recordKind({
  kind: 'substances.grade-requirement',
  version: 1,
  owner: 'group',
  calledBy: ['controlGrade', 'itemClass', 'from'],
  fields: {
    controlGrade: code(controlGrades, 'substances.grade'),
    itemClass: optional(code(itemClasses, 'substances.class')),
    from: date(),
    disclosure: code(requiredDisclosures, 'substances.required-disclosure'),
    declarationMonths: months(),
    needsReports: flag(),
    reportMonths: months(),
    lotScreening: optional(text({ max: 200, prose: true })),
    auditMonths: months(),
    note: optional(text({ max: 500, prose: true })),
  },
  lines: { name: 'analyte', fields: { analyte: text({ max: 80 }) } },
  check: [agesOfWhatIsAsked, analytesCanBeRead],
  sameWhen: ['controlGrade', 'itemClass', 'from'],
  review: 'one-step',
  evidence: 'none',
  list: ['controlGrade', 'itemClass', 'from', 'disclosure', 'declarationMonths', 'needsReports', 'reportMonths'],
});
