// How WRI Aqueduct 4.0 names its columns, where it cuts its categories, and how it weighs its indicators: one edition of the pack.
import { checkPack, type PackRow } from '#standards/pack.ts';

/** The 13 indicators. Stored and exported: WRI's own codes. */
export const indicators = [
  'bws',
  'bwd',
  'iav',
  'sev',
  'gtd',
  'rfr',
  'cfr',
  'drr',
  'ucw',
  'cep',
  'udw',
  'usa',
  'rri',
] as const;
/** One indicator. */
export type Indicator = (typeof indicators)[number];

/** Quantity, quality, regulation and reputation, and all together. */
export const indicatorGroups = ['qan', 'qal', 'rrr'] as const;
/** What indicators are summed to. */
export type IndicatorGroup = (typeof indicatorGroups)[number];

/** Schemes of weights. */
export const weightSchemes = ['def', 'agr', 'che', 'con', 'elp', 'fnb', 'min', 'ong', 'smc', 'tex'] as const;
/** One scheme. */
export type WeightScheme = (typeof weightSchemes)[number];

/** How a raw value becomes a score from 0 to 5; `none` where no formula is held. */
export type ScoreCurve = 'doubling' | 'linear' | 'thirds' | 'none';

/** Where an indicator is cut, and how it is scored. Scores are plain numbers: an index, not an amount. */
export interface IndicatorScale {
  readonly group: IndicatorGroup;
  readonly cuts: readonly [number, number, number, number];
  readonly curve: ScoreCurve;
  /** The raw values of score 0 and 5, null where they are not stated. */
  readonly bottom: number | null;
  readonly top: number | null;
}

/** Weights by indicator; 0 leaves one out. */
export type Weights = Readonly<Record<Indicator, number>>;

/** The raw values at which a group's score is 0, 1, 2, 3, 4 and 5. */
export type Quantiles = readonly number[];

/** One edition, read. */
export interface AqueductTable {
  readonly edition: string;
  readonly scales: Readonly<Record<Indicator, IndicatorScale>>;
  readonly schemes: Readonly<Record<WeightScheme, Weights>>;
  readonly quantiles: Readonly<Record<IndicatorGroup | 'tot', Quantiles>>;
}

/**
 * Reads the pack `aqueduct-4`.
 *
 * @throws TypeError for another pack, missing rows, and numbers that do not rise.
 */
export function readAqueductTable(json: unknown): AqueductTable {
  const checked = checkPack(json);
  if (!('pack' in checked) || checked.pack.pack !== 'aqueduct-4') throw new TypeError('Not an aqueduct-4 pack');
  const rows = new Map(checked.pack.rows.map((row) => [row.id, row]));
  const row = (id: string, kind: string): PackRow => {
    const found = rows.get(id);
    if (found?.kind !== kind) throw new TypeError(`aqueduct-4: no ${kind} "${id}"`);
    return found;
  };
  return {
    edition: checked.pack.edition,
    scales: Object.fromEntries(indicators.map((id) => [id, scaleOf(row(id, 'indicator'))])) as AqueductTable['scales'],
    schemes: Object.fromEntries(
      weightSchemes.map((id) => [id, weightsOf(row(id, 'scheme'))]),
    ) as AqueductTable['schemes'],
    quantiles: Object.fromEntries(
      [...indicatorGroups, 'tot'].map((id) => [id, rising(row(id, 'remap').raw, 6, id)]),
    ) as AqueductTable['quantiles'],
  };
}

function scaleOf(row: PackRow): IndicatorScale {
  const { group, cuts, curve, bottom, top } = row as PackRow &
    Record<'group' | 'curve' | 'bottom' | 'top', string | null> & { cuts: unknown };
  if (!indicatorGroups.includes(group as IndicatorGroup)) throw new TypeError(`aqueduct-4: "${row.id}" has no group`);
  return {
    group: group as IndicatorGroup,
    cuts: rising(cuts, 4, row.id) as IndicatorScale['cuts'],
    curve: curve as ScoreCurve,
    bottom: bottom === null ? null : Number(bottom),
    top: top === null ? null : Number(top),
  };
}

function weightsOf({ id, weights }: PackRow): Weights {
  const list = weights as Readonly<Record<string, string>>;
  const read = indicators.map((indicator) => [indicator, Number(list[indicator])] as const);
  if (read.some(([, weight]) => !(weight >= 0)))
    throw new TypeError(`aqueduct-4: "${id}" does not weigh all indicators`);
  return Object.fromEntries(read) as Weights;
}

function rising(values: unknown, length: number, id: string): readonly number[] {
  const numbers = (values as readonly string[]).map(Number);
  const rises = numbers.every((value, index) => index === 0 || value > (numbers[index - 1] as number));
  if (numbers.length !== length || !rises) throw new TypeError(`aqueduct-4: the numbers of "${id}" do not rise`);
  return numbers;
}

const valueTypes = { r: 'raw', s: 'score', l: 'label', c: 'cat' } as const;
/** What a column holds. */
export type ValueType = 'raw' | 'score' | 'label' | 'cat' | 'weight_fraction';

/** What a column of an Aqueduct file is. */
export type AqueductColumn =
  | {
      readonly kind: 'indicator';
      readonly indicator: Indicator;
      readonly month: number | null;
      readonly type: ValueType;
    }
  | {
      readonly kind: 'aggregate';
      readonly scheme: WeightScheme;
      readonly group: IndicatorGroup | 'tot';
      readonly type: ValueType;
    }
  | {
      readonly kind: 'future';
      readonly scenario: 'bau' | 'opt' | 'pes';
      /** The pathway that the scenario stands for: a scenario is not a forecast, and is shown as one. */
      readonly pathway: string;
      readonly year: 2030 | 2050 | 2080;
      readonly indicator: 'ba' | 'ww' | 'ws' | 'wd' | 'iv' | 'sv';
      readonly type: ValueType;
    };

/** What the scenarios stand for. */
const pathways = { bau: 'SSP3-7.0', opt: 'SSP1-2.6', pes: 'SSP5-8.5' } as const;

/** What a heading means: `bws_raw`, `bws_07_score`, `w_awr_smc_qan_score`, `pes50_ws_x_s`. Others are undefined. */
export function aqueductColumn(heading: string): AqueductColumn | undefined {
  const name = heading
    .replace(/^\uFEFF/, '')
    .trim()
    .toLowerCase();
  const one = /^([a-z]{3})_(?:(0[1-9]|1[0-2])_)?(raw|score|label|cat)$/.exec(name);
  if (one && indicators.includes(one[1] as Indicator)) {
    const month = one[2] ? Number(one[2]) : null;
    if (month !== null && !['bws', 'bwd', 'iav'].includes(one[1] as string)) return undefined;
    return { kind: 'indicator', indicator: one[1] as Indicator, month, type: one[3] as ValueType };
  }
  const sum = /^w_awr_([a-z]{3})_(qan|qal|rrr|tot)_(raw|score|label|cat|weight_fraction)$/.exec(name);
  if (sum && weightSchemes.includes(sum[1] as WeightScheme)) {
    const [, scheme, group, type] = sum as unknown as [string, WeightScheme, IndicatorGroup | 'tot', ValueType];
    return { kind: 'aggregate', scheme, group, type };
  }
  const future = /^(bau|opt|pes)(30|50|80)_(ba|ww|ws|wd|iv|sv)_x_([rslc])$/.exec(name);
  if (!future) return undefined;
  return {
    kind: 'future',
    scenario: future[1] as 'bau',
    pathway: pathways[future[1] as 'bau'],
    year: (2000 + Number(future[2])) as 2030,
    indicator: future[3] as 'ba',
    type: valueTypes[future[4] as keyof typeof valueTypes],
  };
}
