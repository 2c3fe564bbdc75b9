// The record kind of targets: a KPI with steps by year, or a goal in words.
import { waterUtilisation } from '#domains/water/kpis.ts';
import type { Check, RecordKind } from '#platform/records/declare/kind.ts';
import { code, decimal, localText, optional, recordKind, ref, text, year } from '#platform/records/declare/kind.ts';

import { stepMeanings } from './model/target.ts';

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

/** KPIs whose meaning the owner chooses; a target on one names what it was set for. Their codes are told by their own words. */
const chosenKpi = waterUtilisation;
const definitions = chosenKpi.chosenBy?.codes ?? [];

const isChange = (stepsAre: unknown) => stepsAre === 'relative' || stepsAre === 'points';

/** A change is taken from the year before its steps: without one nobody could say of what. */
const changeHasBase: Check = ({ stepsAre, baseYear }, lines) => {
  if (!isChange(stepsAre)) return undefined;
  if (!baseYear) return { field: 'baseYear', code: 'missing', level: 'error' };
  return lines.flatMap(({ year: of }, at) =>
    String(of) > String(baseYear)
      ? []
      : {
          ...{ field: 'year', line: at + 1, code: 'step_not_after_base', level: 'error' as const },
          facts: { given: String(of).slice(0, 4), base: String(baseYear).slice(0, 4) },
        },
  );
};

/** A target on a KPI that the owner defines says by which definition it was set; points are of a share only. */
const namesItsDefinition: Check = ({ kpi, definition, stepsAre }) => {
  if (kpi !== chosenKpi.id)
    return definition ? { field: 'definition', code: 'no_definition_to_choose', level: 'error' } : undefined;
  if (!definition) return { field: 'definition', code: 'missing', level: 'error' };
  return stepsAre === 'points' && chosenKpi.chosenBy?.units[definition as string] !== 'share'
    ? { field: 'stepsAre', code: 'points_of_no_share', level: 'error' }
    : undefined;
};

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
    definition: optional(code(definitions, 'water.utilisation')),
    stepsAre: optional(code(stepMeanings, 'targets.stepsAre')),
    baseYear: optional(year()),
    owner: optional(localText()),
    region: optional(ref('factories.region')),
    entity: optional(ref('factories.entity')),
    site: optional(ref('factories.site')),
  },
  lines: { name: 'step', fields: { year: year(), value: decimal() } },
  check: [qualitativeHasNoSteps, oneStepPerYear, oneScope, changeHasBase, namesItsDefinition],
  sameWhen: ['code'],
  review: 'none',
  evidence: 'none',
  list: ['code', 'title', 'measure', 'kpi', 'stepsAre', 'baseYear', 'owner'],
});

export const targetsKinds: readonly RecordKind[] = [target];
