// What does an item's control grade require of it, and which maker's part lacks what, or will soon?
// The company's own choice (standards.md 3.8, a habit that no standard fixes); what a report covers by practice.md 27.
import { addDays, addMonths, type CalendarDate, daysBetween } from '#period/calendar-date.ts';
import type { Disclosure } from '../model/declaration-file-answer.ts';
import type { Asked, ControlGrade, GradeRequirement, GradeStanding } from '../model/grade-requirement.ts';
import type { TestResult } from '../model/test-report.ts';
import { readAnalyte } from './test-analyte.ts';
import { canScreen } from './test-facts.ts';

/** An approved declaration of a maker's part. */
export interface HeldDeclaration {
  id: string;
  called: string;
  issuedOn: string;
  until: string | null;
  disclosure: Disclosure;
}

/** An approved report of a maker's part, of the material grade that the part is of. */
export interface HeldReport {
  id: string;
  called: string;
  testedOn: string;
  until: string;
  voidOn: string | null;
  matrix: string;
  results: readonly Pick<TestResult, 'method' | 'analyte' | 'notDetected' | 'detectionLimit'>[];
}

export interface HeldPart {
  declarations: readonly HeldDeclaration[];
  reports: readonly HeldReport[];
}

type Day = CalendarDate;
const order = ['missing', 'not_full', 'ended', 'too_old', 'met'] as const;

/** The newest that has begun: of the item's own class, where the company asks something of that, else of the whole grade. */
export function requirementFor(
  all: readonly GradeRequirement[],
  { controlGrade, itemClass }: { controlGrade: string; itemClass: string },
  day: string,
): GradeRequirement | null {
  const begun = all
    .filter((one) => one.controlGrade === controlGrade && one.from <= day)
    .toSorted((one, other) => (one.from < other.from ? 1 : -1));
  return begun.find((one) => one.itemClass === itemClass) ?? begun.find((one) => one.itemClass === null) ?? null;
}

/** How what lasts to a day stands on another; `ageUntil` is the last day by its age, `ownUntil` by what it says itself. */
function lasting(
  day: Day,
  ageUntil: Day | null,
  ownUntil: Day | null,
): Pick<Asked, 'standing' | 'until' | 'since' | 'dueWithin'> {
  const isByAge = ageUntil !== null && (ownUntil === null || ageUntil < ownUntil);
  const until = isByAge ? ageUntil : ownUntil;
  if (until !== null && until < day)
    return { standing: isByAge ? 'too_old' : 'ended', until: null, since: addDays(until, 1), dueWithin: null };
  const left = until === null ? Number.POSITIVE_INFINITY : daysBetween(day, until);
  return { standing: 'met', until, since: null, dueWithin: left <= 30 ? 30 : left <= 90 ? 90 : null };
}

const ageOf = (from: string, months: number | null): Day | null =>
  months === null ? null : addMonths(from as Day, months);

/** Better is what meets it longer; of what does not, what comes nearer. */
function isBetter(one: Asked, other: Asked): boolean {
  const [rank, otherRank] = [order.indexOf(one.standing), order.indexOf(other.standing)];
  if (rank !== otherRank) return rank > otherRank;
  const last = ({ until, since }: Asked) => until ?? since ?? '9999-12-31';
  return last(one) > last(other);
}

const best = (none: Asked, found: readonly Asked[]): Asked =>
  found.reduce((one, other) => (isBetter(other, one) ? other : one), none);

const nothing = (what: Asked['what'], analyte: string | null): Asked => ({
  ...{ what, analyte, standing: 'missing', record: null, until: null, since: null, dueWithin: null },
});

/** Those issued last are what a part is judged by; what was said before them no longer counts. */
function declarationAsked(requirement: GradeRequirement, declarations: readonly HeldDeclaration[], day: Day): Asked {
  const begun = declarations.filter(({ issuedOn }) => issuedOn <= day);
  const newest = begun
    .map(({ issuedOn }) => issuedOn)
    .toSorted()
    .at(-1);
  const found = begun
    .filter(({ issuedOn }) => issuedOn === newest)
    .map(({ id, called, issuedOn, until, disclosure }): Asked => {
      const of = { ...nothing('declaration', null), record: { id, called } };
      if (requirement.disclosure === 'full' && disclosure !== 'full') return { ...of, standing: 'not_full' };
      return { ...of, ...lasting(day, ageOf(issuedOn, requirement.declarationMonths), until as Day | null) };
    });
  return best(nothing('declaration', null), found);
}

/** Whether a result says anything of an analyte: a screening is blind for some, and “not found” without a limit says nothing. */
function speaks(analyte: string | null, { matrix, results }: HeldReport): boolean {
  const asked = analyte === null ? null : (readAnalyte(analyte) ?? analyte);
  return results.some(({ analyte: written, method, notDetected, detectionLimit }) => {
    const read = readAnalyte(written);
    if (read === null || (asked !== null && read !== asked)) return false;
    if (method === 'xrf' && !canScreen(read, matrix)) return false;
    return !(notDetected && detectionLimit === null);
  });
}

function reportAsked(
  requirement: GradeRequirement,
  analyte: string | null,
  reports: readonly HeldReport[],
  day: Day,
): Asked {
  const found = reports
    .filter((report) => report.testedOn <= day && speaks(analyte, report))
    .map(({ id, called, testedOn, until, voidOn }): Asked => {
      const voided = voidOn === null ? null : addDays(voidOn as Day, -1);
      const own = voided !== null && voided < until ? voided : (until as Day);
      return {
        ...nothing('report', analyte),
        record: { id, called },
        ...lasting(day, ageOf(testedOn, requirement.reportMonths), own),
      };
    });
  return best(nothing('report', analyte), found);
}

/** Everything that a requirement asks of one maker's part, each with how it stands on a day. */
export function askedOf(requirement: GradeRequirement, { declarations, reports }: HeldPart, day: string): Asked[] {
  const { disclosure, needsReports, analytes } = requirement;
  return [
    ...(disclosure === 'none' ? [] : [declarationAsked(requirement, declarations, day as Day)]),
    ...(needsReports
      ? (analytes.length > 0 ? analytes : [null]).map((one) => reportAsked(requirement, one, reports, day as Day))
      : []),
  ];
}

/** How an item stands: what is made here of parts is asked of their makers, and what nobody may supply can show nothing. */
export function gradeStanding({
  controlGrade,
  requirement,
  parts,
  isMade,
}: {
  controlGrade: ControlGrade | null;
  requirement: GradeRequirement | null;
  parts: readonly { asked: readonly Asked[] }[];
  isMade: boolean;
}): GradeStanding {
  if (controlGrade === null) return 'no_grade';
  if (requirement === null) return 'not_set';
  if (requirement.disclosure === 'none' && !requirement.needsReports) return 'met';
  if (parts.length === 0) return isMade ? 'made_here' : 'no_part';
  const asked = parts.flatMap((part) => part.asked);
  if (asked.some(({ standing }) => standing !== 'met')) return 'lacks';
  return asked.some(({ dueWithin }) => dueWithin !== null) ? 'due' : 'met';
}
