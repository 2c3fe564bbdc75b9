// How a KPI is declared: what it sums, as data, and the pure rule that makes a figure of the sums.

import type { Period } from '#period/period.ts';
import type { Citation } from '#standards/cite.ts';
import type { Pack } from '#standards/pack.ts';

/** What is summed, of which records, split by what. From this come the SQL, the dirty marks and the drill-down. */
export interface Aggregate {
  id: string;
  /** record kind; it names a site and has an effective date */
  of: string;
  sum: string;
  /** dimensions: a field of the record, or `reference.field` of a record it refers to */
  by: readonly string[];
  /** the field whose code `estimated` marks a sum as estimated */
  basis?: string;
  /** yearly totals of a past without records; each dimension is a field or a fixed code */
  carriedIn?: { of: string; sum: string; by: readonly ({ field: string } | { fixed: string })[] };
}

/** One sum; `dims` in the order of the aggregate's `by`, an absent dimension null. */
export interface SumRow {
  dims: readonly (string | null)[];
  /** exact decimal */
  sum: string;
}

/** What a rule is given. Nothing else: not the clock, the language or the database. */
export interface ComputeInput {
  /** one for the scope as a whole, or one for each subsidiary when the KPI is a mean over them */
  groups: readonly { scopeId: string; rows: readonly SumRow[] }[];
  period: Period;
  /** calendar months of the period with records, at the site that has most of them */
  monthsWithData: number;
  /** the same at the site that has fewest: a level stands only on months that every expected site recorded */
  monthsEverywhere: number;
  parameters: Readonly<Record<string, unknown>>;
  packs: Readonly<Record<string, Pack>>;
}

/** A figure as a rule returns it: exact decimal with named inputs, or the reason why there is none. */
export type Computed =
  | { value: string; inputs: Readonly<Record<string, string>>; extra?: Readonly<Record<string, unknown>> }
  | { noData: string; inputs?: Readonly<Record<string, string>>; extra?: Readonly<Record<string, unknown>> };

/**
 * What a rate is a fraction of, by the names of its inputs, so that its distance from a target can be told by site and
 * by `splitBy`, a field of the records. `additive` are parameters under which the inputs of all parts add up to those of
 * the whole: what they leave out, such as a cap, is a line of its own.
 */
export interface Fraction {
  above: readonly string[];
  below: string;
  splitBy: string;
  additive: Readonly<Record<string, unknown>>;
}

/** A KPI as data: what it sums, how the sums become a value, and what it cites. */
export interface Kpi {
  /** `domain.noun` */
  id: string;
  version: number;
  unit: 'share' | 't' | 'count';
  better: 'higher' | 'lower' | 'neither';
  /** what its coverage counts */
  counts: 'site' | 'entity';
  aggregate: Aggregate;
  /** set when the rule wants the sums of each subsidiary apart */
  each?: 'entity';
  parameters: Readonly<Record<string, unknown>>;
  packs: readonly string[];
  cites: readonly Citation[];
  fraction?: Fraction;
  compute: (input: ComputeInput) => Computed;
}

/** Declares a KPI; its title and formula in words are in `words`, keyed by id. */
export const kpi = (declaration: Kpi): Kpi => declaration;
/** All declared KPIs by id. */
export type Kpis = ReadonlyMap<string, Kpi>;
