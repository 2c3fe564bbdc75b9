// A case of an exceedance: what was done about it, step by step, until two others agree that it is closed.
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Check, Problem, Values } from '#platform/records/declare/kind.ts';
import { code, date, flag, optional, recordKind, ref, text } from '#platform/records/declare/kind.ts';
import { caseSteps, exceedanceCauses, parameters } from '../model/wastewater.ts';
import { stepsLeft } from '../rules/case-steps.ts';

/** A case is about a sample of its own factory, and its retest a later one of the same outlet. */
const retestIsLater: Check = ({ site }, _, { refs: { report, retest } }) => {
  if (report && report.values.site !== site) return { field: 'report', code: 'report_of_another_site', level: 'error' };
  if (!report || !retest) return undefined;
  if (retest.values.outlet !== report.values.outlet)
    return { field: 'retest', code: 'retest_of_another_outlet', level: 'error' };
  return (retest.values.sampledOn as string) <= (report.values.sampledOn as string)
    ? { field: 'retest', code: 'retest_not_later', level: 'error' }
    : undefined;
};

const measuresTheParameter: Check = ({ parameter }, _, { refs: { report, retest } }) => {
  for (const [field, of] of Object.entries({ report, retest })) {
    if (of && !of.lines.some((line) => line.parameter === parameter))
      return { field, code: 'parameter_not_measured', level: 'error' };
  }
  return undefined;
};

const stepsAreDated: Check = (_, lines, { today, refs }) => {
  const sampledOn = refs.report?.values.sampledOn as CalendarDate | undefined;
  return lines.flatMap(({ takenOn }, index): Problem[] => {
    const at = { field: 'takenOn', level: 'error', line: index + 1 } as const;
    if ((takenOn as string) > today) return [{ code: 'day_in_future', facts: { given: takenOn as string }, ...at }];
    return sampledOn && (takenOn as string) < sampledOn ? [{ code: 'step_before_sample', ...at }] : [];
  });
};

const lastDay = (lines: readonly Values[]) =>
  lines
    .map(({ takenOn }) => takenOn as string)
    .sort()
    .at(-1);

/** Closed is what has every step, a cause and a retest, and nothing after its closing. */
const closedWhenDone: Check = ({ closedOn, reportDue, cause, retest }, lines, { today }) => {
  if (!closedOn) return undefined;
  const left = stepsLeft(
    lines.map(({ step }) => step as (typeof caseSteps)[number]),
    reportDue === true,
  );
  const missing = [
    ...left.map((): Problem => ({ field: 'closedOn', code: 'steps_are_missing', level: 'error' })).slice(0, 1),
    ...(cause ? [] : [{ field: 'cause', code: 'missing', level: 'error' } as const]),
    ...(retest ? [] : [{ field: 'retest', code: 'missing', level: 'error' } as const]),
  ];
  if (missing.length > 0) return missing;
  if ((closedOn as string) > today)
    return { field: 'closedOn', code: 'day_in_future', facts: { given: closedOn as string }, level: 'error' };
  return (closedOn as string) < (lastDay(lines) ?? '')
    ? { field: 'closedOn', code: 'closed_before_its_steps', level: 'error' }
    : undefined;
};

/** A case stands as a draft while it is worked on; with its closing day it goes to review, and is closed by approval. */
export const exceedanceCase = recordKind({
  kind: 'water.exceedance-case',
  version: 1,
  owner: 'site',
  calledBy: ['number'],
  fields: {
    site: ref('factories.site'),
    number: text({ max: 40 }),
    report: ref('water.lab-report'),
    parameter: code(parameters, 'water.parameter'),
    reportDue: flag(),
    cause: optional(code(exceedanceCauses, 'water.exceedance-cause')),
    causeFound: optional(text({ max: 1_000, prose: true })),
    prevention: optional(text({ max: 1_000, prose: true })),
    retest: optional(ref('water.lab-report')),
    violation: optional(text({ max: 200, prose: true })),
    closedOn: optional(date()),
  },
  lines: {
    name: 'step',
    fields: {
      step: code(caseSteps, 'water.case-step'),
      takenOn: date(),
      takenAt: optional(text({ max: 5, pattern: /^([01]\d|2[0-3]):[0-5]\d$/ })),
      by: text({ max: 100, prose: true }),
      note: optional(text({ max: 500, prose: true })),
    },
  },
  check: [retestIsLater, measuresTheParameter, stepsAreDated, closedWhenDone],
  looksUp: { report: ['site', 'outlet', 'sampledOn'], retest: ['outlet', 'sampledOn'] },
  sameWhen: ['report', 'parameter'],
  review: 'two-step',
  evidence: 'every-record',
  list: ['site', 'number', 'report', 'parameter', 'cause', 'closedOn'],
});
