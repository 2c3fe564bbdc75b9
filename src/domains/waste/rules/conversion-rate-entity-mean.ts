// What is the mean of the subsidiaries' waste conversion rates, and how many of them had data?
import { type Citation, cite } from '#standards/cite.ts';
import { type Answer, hasValue, type Outcome } from '#units/outcome.ts';
import { Exact, exact, type Share, share, sum } from '#units/quantity.ts';
import type { WasteMassRow } from '../model/masses.ts';
import type { TreatmentTable } from '../model/treatment.ts';
import {
  type ConversionDefinition,
  type ConversionRate,
  type ConversionRateReason,
  conversionRate,
} from './conversion-rate.ts';

/** The waste of one subsidiary: its sites' aggregates times its shares in them. Empty when nothing was recorded. */
export interface EntityWaste {
  readonly entity: string;
  readonly rows: readonly WasteMassRow[];
}

/** The rate of one subsidiary, or why it has none. */
export interface EntityRate {
  readonly entity: string;
  readonly rate: Outcome<ConversionRate, ConversionRateReason>;
}

/** How many subsidiaries had data, of how many, and how far apart they lie. */
export const conversionRateEntityMeanInputs = [
  'entitiesWithDataCount',
  'entitiesExpectedCount',
  'lowestRateShare',
  'highestRateShare',
] as const;

/** The name of one input. */
export type ConversionRateEntityMeanInput = (typeof conversionRateEntityMeanInputs)[number];

/** Why there is no mean: no subsidiary is in the boundary, or none of them had data. */
export const conversionRateEntityMeanReasons = ['no_entity_in_boundary', 'no_entity_has_data'] as const;

/** The mean with the rate of each subsidiary behind it. */
export interface ConversionRateEntityMean extends Answer<Share, ConversionRateEntityMeanInput> {
  /** Every subsidiary of the boundary once, those without data too. */
  readonly entities: readonly EntityRate[];
}

/** The callout of the periodic report is a mean over subsidiaries. */
export const conversionRateEntityMeanCites: readonly Citation[] = [
  cite('OWNER-DEFINITION', 'average waste conversion rate of subsidiaries'),
];

/**
 * The plain mean over subsidiaries with data, each counted once whatever its mass: the callout of the report. It is
 * not the rate of the group, which is `conversionRate` over all rows.
 *
 * @param expected the waste of every subsidiary in the boundary; what is given twice for one is taken together.
 */
export function conversionRateEntityMean(
  expected: readonly EntityWaste[],
  definition: ConversionDefinition,
  table: TreatmentTable,
): Outcome<ConversionRateEntityMean, (typeof conversionRateEntityMeanReasons)[number]> {
  const rowsBy = Map.groupBy(expected, ({ entity }) => entity);
  const entities = [...rowsBy].map(([entity, wastes]) => ({
    entity,
    rate: conversionRate(
      wastes.flatMap(({ rows }) => rows),
      definition,
      table,
    ),
  }));
  const rates = entities.flatMap(({ rate }) => (hasValue(rate) ? [rate.value] : []));
  const [first] = rates;
  if (entities.length === 0) return { noData: 'no_entity_in_boundary' };
  if (first === undefined) return { noData: 'no_entity_has_data' };
  return {
    value: share(sum(rates).div(rates.length)),
    inputs: {
      entitiesWithDataCount: exact(rates.length),
      entitiesExpectedCount: exact(entities.length),
      lowestRateShare: Exact.min(...rates),
      highestRateShare: Exact.max(...rates),
    },
    entities,
  };
}
