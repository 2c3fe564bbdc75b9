// Is a result of a laboratory kept as it was written, refused where it says nothing, and a case closed only when all was done?
import { describe, expect, test } from 'vitest';
import { checkRecord } from '#platform/records/declare/check-values.ts';
import type { CheckContext, Referred, Values } from '#platform/records/declare/kind.ts';
import { exceedanceCase } from './exceedance-case.ts';
import { labReport, limit } from './wastewater.ts';

const [site, outlet, report, retest] = [1, 2, 3, 4].map((n) => `018f0000-0000-7000-8000-00000000000${n}`);
const context = (refs: Record<string, Referred>): CheckContext => ({
  ...{ today: '2024-07-15', lineRefs: [], limits: {}, consulted: {}, refs },
});
const ofSite = (at: string | undefined): Referred => ({ values: { site: at as string }, lines: [] });
const codesOf = (checked: ReturnType<typeof checkRecord>) =>
  checked.problems.map(({ field, code, line, level }) => `${level} ${line ?? ''} ${field} ${code}`.replace('  ', ' '));

describe('a laboratory report', () => {
  const head = {
    ...{ site, outlet, number: 'R1', sample: '1', sampledOn: '2024-05-06', averaging: 'grab', laboratory: '检测' },
    ...{ thirdParty: true, accreditation: '2310' },
  };
  const of = (lines: Record<string, unknown>[], more = {}, at: string = site as string) =>
    checkRecord(labReport, { ...head, ...more }, lines, context({ outlet: ofSite(at) }));

  test('keeps values as they were written, with full-width signs', () => {
    const { lines, problems } = of([
      { parameter: 'ni', written: '＜0.050', unit: 'mg/L' },
      { parameter: 'ph', written: '7.1～7.4', unit: 'pH' },
      { parameter: 'pb', written: '0.05L', unit: 'mg/L' },
    ]);
    expect([lines.map(({ written }) => written), problems]).toEqual([['＜0.050', '7.1～7.4', '0.05L'], []]);
  });

  test('is refused with what says nothing, twice the same, or an outlet of another factory', () => {
    const cod = { parameter: 'cod', unit: 'mg/L' };
    expect(codesOf(of([{ ...cod, written: '约40' }]))).toEqual(['error 1 written lab_value_unreadable']);
    expect(codesOf(of([cod, cod].map((one) => ({ ...one, written: '4' }))))).toEqual([
      'error 2 parameter parameter_twice',
    ]);
    expect(codesOf(of([], {}, outlet))).toEqual(['error outlet outlet_of_another_site']);
    expect(codesOf(of([], { sampledOn: '2024-07-16' }))).toEqual(['error sampledOn day_in_future']);
  });

  test('warns of what was not found without a detection limit, and of a laboratory without accreditation', () => {
    const nickel = { parameter: 'ni', unit: 'mg/L', written: '未检出' };
    expect(codesOf(of([nickel]))).toEqual(['warning 1 detectionLimit no_detection_limit']);
    expect(codesOf(of([{ ...nickel, detectionLimit: '0.05' }]))).toEqual([]);
    expect(codesOf(of([], { accreditation: null }))).toEqual(['warning accreditation no_accreditation']);
  });
});

test('a limit limits something, and its range is no reversed one', () => {
  const head = {
    ...{ site, outlet, parameter: 'ph', origin: 'permit', document: 'P', clause: '1', averaging: 'any', unit: 'pH' },
    ...{ notDetected: false, from: '2024-01-01' },
  };
  const of = (more: object) => codesOf(checkRecord(limit, { ...head, ...more }, [], context({ outlet: ofSite(site) })));
  expect(of({})).toEqual(['error upper limits_nothing']);
  expect(of({ lower: '9', upper: '6' })).toEqual(['error upper range_is_reversed']);
  expect(of({ notDetected: true, upper: '6' })).toEqual(['error notDetected not_detected_has_no_range']);
  expect(of({ lower: '6', upper: '9' })).toEqual([]);
});

describe('a case', () => {
  const cod = [{ parameter: 'cod', written: '512', unit: 'mg/L' }];
  const sample = (sampledOn: string, more: Values = {}, lines = cod): Referred => ({
    values: { site: site as string, outlet: outlet as string, sampledOn, ...more },
    lines,
  });
  const head = { site, number: 'E1', report, parameter: 'cod', reportDue: true };
  const steps = ['verified', 'notified', 'contained', 'reported', 'retested', 'cause_found'].map((step, index) => ({
    ...{ step, takenOn: `2024-05-1${index}`, by: 'EHS' },
  }));
  const closed = { cause: 'overload', retest, closedOn: '2024-05-20' };
  const of = (more: object, lines: object[] = [], refs: Record<string, Referred> = {}) =>
    codesOf(
      checkRecord(
        exceedanceCase,
        { ...head, ...more },
        lines as Record<string, unknown>[],
        context({ report: sample('2024-05-06'), ...refs }),
      ),
    );

  test('is open with whatever was done so far', () => {
    expect(of({})).toEqual([]);
    expect(of({}, steps.slice(0, 2))).toEqual([]);
    expect(of({}, [{ step: 'verified', takenOn: '2024-05-05', by: 'EHS' }])).toEqual([
      'error 1 takenOn step_before_sample',
    ]);
  });

  test('is closed with every step, a cause and a later retest of the same outlet and parameter', () => {
    const later = { retest: sample('2024-05-14') };
    expect(of(closed, steps, later)).toEqual([]);
    expect(of(closed, steps.slice(1), later)).toEqual(['error closedOn steps_are_missing']);
    expect(of({ ...closed, cause: null, retest: null }, steps)).toEqual([
      'error cause missing',
      'error retest missing',
    ]);
    expect(of({ ...closed, closedOn: '2024-05-12' }, steps, later)).toEqual(['error closedOn closed_before_its_steps']);
    expect(of(closed, steps, { retest: sample('2024-05-06') })).toEqual(['error retest retest_not_later']);
    expect(of(closed, steps, { retest: sample('2024-05-14', { outlet: site as string }) })).toEqual([
      'error retest retest_of_another_outlet',
    ]);
    expect(of(closed, steps, { retest: sample('2024-05-14', {}, []) })).toEqual([
      'error retest parameter_not_measured',
    ]);
  });

  test('need not tell the authority where the permit does not ask for it', () => {
    const silent = steps.filter(({ step }) => step !== 'reported');
    const later = { retest: sample('2024-05-14') };
    expect(of({ ...closed, reportDue: false }, silent, later)).toEqual([]);
    expect(of(closed, silent, later)).toEqual(['error closedOn steps_are_missing']);
  });
});
