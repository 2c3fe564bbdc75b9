// What a grade requires of a maker's part on a day, by examples that a calendar checks, and what can never make it worse.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type CalendarDate } from '#period/calendar-date.ts';
import type { Asked, GradeRequirement } from '../model/grade-requirement.ts';
import {
  askedOf,
  gradeStanding,
  type HeldDeclaration,
  type HeldPart,
  type HeldReport,
  requirementFor,
} from './grade-requirements.ts';

const day = '2026-03-15';
const asks = (more: Partial<GradeRequirement> = {}): GradeRequirement => ({
  ...{ id: 'q', controlGrade: 'high', itemClass: null, from: '2026-01-01', disclosure: 'full' },
  ...{ declarationMonths: null, needsReports: false, analytes: [], reportMonths: null, lotScreening: null },
  ...{ auditMonths: null, ...more },
});
const declared = (more: Partial<HeldDeclaration> = {}): HeldDeclaration => ({
  ...{ id: 'd', called: 'D-1', issuedOn: '2025-03-15', until: null, disclosure: 'full', ...more },
});
const reported = (more: Partial<HeldReport> = {}): HeldReport => ({
  ...{ id: 'r', called: 'R-1', testedOn: '2025-04-10', until: '2027-04-09', voidOn: null, matrix: 'polymer' },
  results: [{ method: 'wet_chemistry', analyte: 'Pb', notDetected: true, detectionLimit: 2 }],
  ...more,
});
const part = (more: Partial<HeldPart> = {}): HeldPart => ({ declarations: [], reports: [], ...more });
const declarationOf = (requirement: GradeRequirement, ...declarations: HeldDeclaration[]) =>
  askedOf(requirement, part({ declarations }), day)[0] as Asked;
const reportsOf = (requirement: GradeRequirement, ...reports: HeldReport[]) =>
  askedOf(requirement, part({ reports }), day).filter(({ what }) => what === 'report');

test('the newest requirement that has begun counts; one of the item’s class goes before one of the whole grade', () => {
  const all = [
    asks({ id: 'old', from: '2025-01-01' }),
    asks({ id: 'now', from: '2026-01-01' }),
    asks({ id: 'later', from: '2026-04-01' }),
    asks({ id: 'packaging', itemClass: 'packaging', from: '2025-01-01' }),
  ];
  const idOf = (itemClass: string, on = day) => requirementFor(all, { controlGrade: 'high', itemClass }, on)?.id;
  expect([idOf('component'), idOf('component', '2025-06-01'), idOf('component', '2026-04-01')]).toEqual([
    ...['now', 'old', 'later'],
  ]);
  expect(idOf('packaging')).toBe('packaging');
  expect(requirementFor(all, { controlGrade: 'low', itemClass: 'component' }, day)).toBeNull();
  expect(idOf('component', '2024-12-31')).toBeUndefined();
});

test('nothing declared is missing, and what does not name everything is not full', () => {
  expect(declarationOf(asks())).toMatchObject({ standing: 'missing', record: null });
  expect(declarationOf(asks(), declared({ disclosure: 'selected' })).standing).toBe('not_full');
  expect(declarationOf(asks(), declared({ disclosure: 'not_said' })).standing).toBe('not_full');
  expect(declarationOf(asks({ disclosure: 'statement' }), declared({ disclosure: 'not_said' })).standing).toBe('met');
  expect(declarationOf(asks(), declared()).record).toEqual({ id: 'd', called: 'D-1' });
  expect(askedOf(asks({ disclosure: 'none' }), part(), day)).toEqual([]);
  // One of tomorrow was not issued yet.
  expect(declarationOf(asks(), declared({ issuedOn: '2026-03-16' })).standing).toBe('missing');
});

test('a declaration of 15 March 2025 that may be 12 months old lasts to 15 March 2026 and is too old on the 16th', () => {
  const yearly = asks({ declarationMonths: 12 });
  expect(declarationOf(yearly, declared())).toMatchObject({ standing: 'met', until: day, dueWithin: 30 });
  expect(askedOf(yearly, part({ declarations: [declared()] }), '2026-03-16')[0]).toMatchObject({
    ...{ standing: 'too_old', since: '2026-03-16', until: null, dueWithin: null },
  });
  // 29 February and twelve months are 28 February.
  expect(declarationOf(yearly, declared({ issuedOn: '2024-02-29' })).since).toBe('2025-03-01');
  // Its own last day comes first.
  expect(declarationOf(yearly, declared({ issuedOn: '2025-12-01', until: '2026-01-31' }))).toMatchObject({
    ...{ standing: 'ended', since: '2026-02-01' },
  });
});

test('what is due within 30 days and within 90 is told apart from what lasts longer', () => {
  const lastsTo = (until: string) => declarationOf(asks(), declared({ until })).dueWithin;
  expect([lastsTo('2026-04-14'), lastsTo('2026-04-15'), lastsTo('2026-06-13'), lastsTo('2026-06-14')]).toEqual([
    ...[30, 90, 90, null],
  ]);
  expect(declarationOf(asks(), declared()).dueWithin).toBeNull();
});

test('only those issued last count: a newer statement takes the place of a full declaration', () => {
  const statement = declared({ id: 'new', issuedOn: '2026-02-01', disclosure: 'selected' });
  expect(declarationOf(asks(), declared(), statement)).toMatchObject({ standing: 'not_full', record: { id: 'new' } });
  const sameDay = declared({ id: 'other', issuedOn: '2026-02-01' });
  expect(declarationOf(asks(), statement, sameDay)).toMatchObject({ standing: 'met', record: { id: 'other' } });
});

test('a report counts for what it looked for, and neither blind screening nor an unnamed limit is a look', () => {
  const lead = asks({ disclosure: 'none', needsReports: true, analytes: ['Pb', 'DEHP'], reportMonths: 12 });
  const result = (method: 'xrf' | 'gc_ms', analyte: string, detectionLimit: number | null = 50) => ({
    ...{ method, analyte, notDetected: true, detectionLimit },
  });
  const standings = (...reports: HeldReport[]) => reportsOf(lead, ...reports).map(({ standing }) => standing);
  expect(standings()).toEqual(['missing', 'missing']);
  expect(standings(reported())).toEqual(['met', 'missing']);
  expect(standings(reported(), reported({ results: [result('xrf', 'DEHP')] }))).toEqual(['met', 'missing']);
  expect(standings(reported({ results: [result('gc_ms', 'DEHP', null)] }))).toEqual(['missing', 'missing']);
  expect(standings(reported({ results: [result('gc_ms', '117-81-7')] }))).toEqual(['missing', 'met']);
  // Without names any report will do; one that looked for nothing that can be told will not.
  const any = asks({ disclosure: 'none', needsReports: true });
  expect(reportsOf(any, reported())).toMatchObject([{ standing: 'met', analyte: null }]);
  expect(reportsOf(any, reported({ results: [] }))).toMatchObject([{ standing: 'missing' }]);
});

test('a report of 10 April 2025 is due within 30 days when it may be 12 months old; ended and void ones do not count', () => {
  const yearly = asks({ disclosure: 'none', needsReports: true, analytes: ['Pb'], reportMonths: 12 });
  expect(reportsOf(yearly, reported())[0]).toMatchObject({ standing: 'met', until: '2026-04-10', dueWithin: 30 });
  expect(reportsOf(yearly, reported({ testedOn: '2025-03-01' }))[0]).toMatchObject({
    ...{ standing: 'too_old', since: '2026-03-02' },
  });
  expect(reportsOf(yearly, reported({ until: '2026-01-01' }))[0]).toMatchObject({
    ...{ standing: 'ended', since: '2026-01-02' },
  });
  expect(reportsOf(yearly, reported({ voidOn: '2026-02-01' }))[0]).toMatchObject({
    ...{ standing: 'ended', since: '2026-02-01' },
  });
  expect(reportsOf(yearly, reported({ testedOn: '2026-03-16' }))[0]?.standing).toBe('missing');
});

test('what is missing of one part is missing of the item; what is made here of parts is asked of theirs', () => {
  const of = { controlGrade: 'high', requirement: asks(), isMade: false } as const;
  const [good, bad] = [askedOf(asks(), part({ declarations: [declared()] }), day), askedOf(asks(), part(), day)];
  expect(gradeStanding({ ...of, parts: [{ asked: good }] })).toBe('met');
  expect(gradeStanding({ ...of, parts: [{ asked: good }, { asked: bad }] })).toBe('lacks');
  expect(gradeStanding({ ...of, parts: [] })).toBe('no_part');
  expect(gradeStanding({ ...of, parts: [], isMade: true })).toBe('made_here');
  expect(gradeStanding({ ...of, parts: [{ asked: bad }], controlGrade: null })).toBe('no_grade');
  expect(gradeStanding({ ...of, parts: [{ asked: bad }], requirement: null })).toBe('not_set');
  expect(gradeStanding({ ...of, parts: [], requirement: asks({ disclosure: 'none' }) })).toBe('met');
  const soon = askedOf(asks(), part({ declarations: [declared({ until: '2026-04-01' })] }), day);
  expect(gradeStanding({ ...of, parts: [{ asked: soon }] })).toBe('due');
});

const aDay = fc.integer({ min: -900, max: 900 }).map((days) => addDays(day as CalendarDate, days) as string);
const aDeclaration = fc.record({
  ...{ id: fc.constant('x'), called: fc.constant('x'), issuedOn: aDay, until: fc.option(aDay) },
  disclosure: fc.constantFrom('full' as const, 'selected' as const, 'not_said' as const),
});
const aReport = fc.record({
  ...{ id: fc.constant('x'), called: fc.constant('x'), testedOn: aDay, until: aDay, voidOn: fc.option(aDay) },
  matrix: fc.constantFrom('polymer', 'metal', 'other'),
  results: fc.array(
    fc.record({
      method: fc.constantFrom('xrf' as const, 'gc_ms' as const),
      analyte: fc.constantFrom('Pb', 'DEHP', 'Cd', '?'),
      ...{ notDetected: fc.boolean(), detectionLimit: fc.option(fc.constant(5)) },
    }),
    { maxLength: 3 },
  ),
});
const aRequirement = fc
  .record({
    disclosure: fc.constantFrom('statement' as const, 'full' as const),
    declarationMonths: fc.option(fc.integer({ min: 1, max: 36 })),
    needsReports: fc.constant(true),
    analytes: fc.constantFrom<readonly string[]>([], ['Pb'], ['Pb', 'DEHP']),
    reportMonths: fc.option(fc.integer({ min: 1, max: 36 })),
  })
  .map(asks);
const rank = ['missing', 'not_full', 'ended', 'too_old', 'met'];
/** No less than before of anything, and what is met is met as long. */
function expectNoWorse(after: readonly Asked[], before: readonly Asked[]) {
  before.forEach((was, nth) => {
    const is = after[nth] as Asked;
    expect(rank.indexOf(is.standing)).toBeGreaterThanOrEqual(rank.indexOf(was.standing));
    if (was.standing === 'met') expect((is.until ?? '9999') >= (was.until ?? '9999')).toBe(true);
  });
}

test('another report never makes it worse, and neither does a newer one that names everything and has no end', () => {
  const held = fc.record({
    declarations: fc.array(aDeclaration, { maxLength: 3 }),
    reports: fc.array(aReport, { maxLength: 3 }),
  });
  fc.assert(
    fc.property(aRequirement, held, aReport, (requirement, before, report) => {
      const after = { ...before, reports: [...before.reports, report] };
      expectNoWorse(askedOf(requirement, after, day), askedOf(requirement, before, day));
    }),
  );
  fc.assert(
    fc.property(aRequirement, held, aDay, (requirement, before, issuedOn) => {
      fc.pre(issuedOn <= day && before.declarations.every((one) => one.issuedOn < issuedOn));
      const newer = declared({ issuedOn });
      const after = { ...before, declarations: [...before.declarations, newer] };
      const [is] = askedOf(requirement, after, day) as [Asked];
      const [was] = askedOf(requirement, before, day) as [Asked];
      expectNoWorse([is], [was]);
    }),
  );
});
