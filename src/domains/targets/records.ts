// The record kind of targets: a KPI with steps by year, or a goal in words.
import type { Check, RecordKind } from '#platform/records/declare/kind.ts';
import { code, decimal, localText, optional, recordKind, text, year } from '#platform/records/declare/kind.ts';

export const measures = ['quantitative', 'qualitative'] as const;

const qualitativeHasNoSteps: Check = (values, lines) =>
  values.measure === 'qualitative' && lines.length > 0
    ? { field: 'measure', code: 'goal_with_steps', level: 'error' }
    : undefined;

/** One value per year: of two, nobody could say which is in force. */
const oneStepPerYear: Check = (_, lines) =>
  lines.flatMap(({ year: of }, at) =>
    lines.findIndex((line) => line.year === of) === at
      ? []
      : {
          field: 'year',
          line: at + 1,
          code: 'step_repeated',
          level: 'error' as const,
          facts: { given: String(of).slice(0, 4) },
        },
  );

export const target = recordKind({
  kind: 'targets.target',
  version: 1,
  owner: 'group',
  calledBy: ['code', 'title'],
  fields: {
    code: text({ max: 40 }),
    title: localText({ max: 300 }),
    measure: code(measures, 'targets.measure'),
    kpi: optional(text({ max: 80 })),
    baseYear: optional(year()),
    owner: optional(localText()),
  },
  lines: { name: 'step', fields: { year: year(), value: decimal() } },
  check: [qualitativeHasNoSteps, oneStepPerYear],
  sameWhen: ['code'],
  review: 'none',
  evidence: 'none',
  list: ['code', 'title', 'measure', 'kpi', 'baseYear', 'owner'],
});

export const targetsKinds: readonly RecordKind[] = [target];
