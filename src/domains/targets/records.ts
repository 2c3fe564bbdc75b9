// The record kind of targets: a KPI with steps by year, or a goal in words.
import type { Check, RecordKind } from '#platform/records/declare/kind.ts';
import { code, decimal, localText, optional, recordKind, ref, text, year } from '#platform/records/declare/kind.ts';

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

/** A target holds for one scope; without one, for the group. */
const oneScope: Check = ({ region, entity, site }) =>
  [region, entity, site].filter(Boolean).length > 1
    ? { field: site ? 'site' : 'entity', code: 'target_of_two_scopes', level: 'error' }
    : undefined;

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
    region: optional(ref('factories.region')),
    entity: optional(ref('factories.entity')),
    site: optional(ref('factories.site')),
  },
  lines: { name: 'step', fields: { year: year(), value: decimal() } },
  check: [qualitativeHasNoSteps, oneStepPerYear, oneScope],
  sameWhen: ['code'],
  review: 'none',
  evidence: 'none',
  list: ['code', 'title', 'measure', 'kpi', 'baseYear', 'owner'],
});

export const targetsKinds: readonly RecordKind[] = [target];
