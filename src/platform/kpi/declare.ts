// How a KPI is declared: what it sums, as data, and the pure rule that makes a figure of the sums.

import type { Period } from '#period/period.ts';
import type { Citation } from '#standards/cite.ts';
import type { Pack } from '#standards/pack.ts';
import type { DeclaredUnit, KpiUnit } from '#units/show-figure.ts';

/**
 * A dimension that a dated list knows: the entry that holds on the record's effective date is asked. An entry is a
 * record of its own or a line of one; of several that hold, the one that began last.
 */
export interface DatedDimension {
  /** the kind that is asked */
  of: string;
  /** its lines are the entries, and not the record itself */
  lines?: true;
  /** field of the kind that is asked, or `id`, and the summed record's field that it must equal */
  on: Readonly<Record<string, string>>;
  /** codes that the entry must have */
  where?: Readonly<Record<string, string>>;
  /** the entry's first day, and the day from which it no longer holds; without `before` it holds for good */
  from: string;
  before?: string;
  /** a field of the entry, or that there is one: `true` or `false` */
  take: { field: string } | 'exists';
  /** what stands where no entry holds: a field of the record or of one it refers to, or a fixed code */
  otherwise?: { path: string } | { fixed: string };
}

/** What is summed, of which records, split by what. From this come the SQL, the dirty marks and the drill-down. */
export interface Aggregate {
  id: string;
  /** record kind; it names a site and has an effective date */
  of: string;
  sum: string;
  /**
   * The lines of the records are summed, named by what the kind calls them: `output.amount`. Only besides a KPI's first
   * aggregate: a list of records does not add up to sums of their lines.
   */
  lines?: true;
  /** only records whose fields have one of these codes, and whose sum is told: what is absent is no zero */
  where?: Readonly<Record<string, readonly string[]>>;
  /** dimensions: a field of the record, `reference.field` of a record it refers to, or the name of a dated one */
  by: readonly string[];
  /** the dated dimensions among them */
  dated?: Readonly<Record<string, DatedDimension>>;
  /**
   * The dimension that names another site. Its records are summed by the day; the sums of a scope say `inside` where
   * that site belongs to the scope on the day, and nothing where it does not.
   */
  receiver?: string;
  /**
   * Sites are counted by how they stand on the period's last day, and nothing is summed over it: of each site the newest
   * record up to that day, from its year alone where that is said. A site of which nothing is told counts under null.
   *
   * `suppliers` are counted in the place of sites: they lie beside the organisation, so that all of them belong to the group
   * and none to any other scope. Who has no row by that day is not counted, and no coverage of factories is told.
   */
  asOf?: { day: string; within?: 'year'; counting?: 'suppliers' };
  /** the page that names what it rests on, where that is not the page of its source */
  readOn?: string;
  /** the field whose code `estimated` marks a sum as estimated */
  basis?: string;
  /** yearly totals of a past without records; each dimension is a field or a fixed code */
  carriedIn?: {
    of: string;
    sum: string;
    /** only totals whose fields have one of these codes */
    where?: Readonly<Record<string, readonly string[]>>;
    by: readonly ({ field: string } | { fixed: string | null })[];
  };
}

/** One sum; `dims` in the order of the aggregate's `by`, an absent dimension null. */
export interface SumRow {
  dims: readonly (string | null)[];
  /** exact decimal */
  sum: string;
  /** the aggregate, where it is not the KPI's first */
  of?: string;
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
  | {
      value: string;
      /** where the KPI leaves it open: cubic metres for a unit of whatever was made */
      unit?: KpiUnit;
      inputs: Readonly<Record<string, string>>;
      extra?: Readonly<Record<string, unknown>>;
    }
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

/**
 * The parameter that chooses what a KPI means, with its codes: in what unit it is by each of them, a share among them
 * cannot pass the whole, and those by which it is output for each unit used, whose inverse is the intensity.
 */
export interface ChosenBy {
  parameter: string;
  codes: readonly string[];
  units: Readonly<Record<string, DeclaredUnit>>;
  inverses: readonly string[];
}

/** A KPI as data: what it sums, how the sums become a value, and what it cites. */
export interface Kpi {
  /** `domain.noun` */
  id: string;
  version: number;
  unit: DeclaredUnit;
  better: 'higher' | 'lower' | 'neither';
  /** what its coverage counts */
  counts: 'site' | 'entity' | 'supplier';
  /** what it sums, and what the list behind it shows */
  aggregate: Aggregate;
  /** what it sums besides; their rows name their aggregate */
  besides?: readonly Aggregate[];
  /** dimensions of `aggregate` that its rule reads, for whoever looks at its sums; all when absent */
  reads?: readonly string[];
  /** values of dimensions of `aggregate` whose records are no part of the figure, nor of the list behind it */
  leavesOut?: Readonly<Record<string, string>>;
  /** set when the rule wants the sums of each subsidiary apart */
  each?: 'entity';
  parameters: Readonly<Record<string, unknown>>;
  /** the parameter by which the owner chooses among definitions of it */
  chosenBy?: ChosenBy;
  packs: readonly string[];
  cites: readonly Citation[];
  /** the file of its rule, where it is not called as the figure is */
  rule?: string;
  fraction?: Fraction;
  compute: (input: ComputeInput) => Computed;
  /** the versions before, so that what was published under them can still be worked out again */
  former?: readonly Kpi[];
}

/** The unit of a figure: its own where its KPI leaves that open. */
export const unitOfFigure = ({ unit }: Pick<Kpi, 'unit'>, computed: Computed | undefined): KpiUnit =>
  (computed && 'value' in computed ? computed.unit : undefined) ?? unit;

/** Declares a KPI; its title and formula in words are in `words`, keyed by id. */
export const kpi = (declaration: Kpi): Kpi => declaration;
/** All declared KPIs by id. */
export type Kpis = ReadonlyMap<string, Kpi>;

/** Everything that a KPI sums. */
export const aggregatesOf = (one: Kpi): readonly Aggregate[] => [one.aggregate, ...(one.besides ?? [])];

/** A KPI as it was declared in one of its versions; undefined when that version is gone. */
export function kpiOfVersion(kpis: Kpis, id: string, version: number): Kpi | undefined {
  const now = kpis.get(id);
  return now?.version === version ? now : now?.former?.find((one) => one.version === version);
}

/** The sums of its own aggregate that a KPI counts: those that it leaves out are not among what it says it is made of. */
export function countedRows<Row extends SumRow>(one: Kpi, rows: readonly Row[]): Row[] {
  const out = Object.entries(one.leavesOut ?? {}).map(
    ([name, value]) => [one.aggregate.by.indexOf(name), value] as const,
  );
  return rows.filter(({ dims, of }) => of === undefined && !out.some(([at, value]) => dims[at] === value));
}
