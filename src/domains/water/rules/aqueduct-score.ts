// What does an Aqueduct value say: a category and a score, no data, arid, or a supply that is used up?
import { type Citation, cite } from '#standards/cite.ts';
import {
  type AqueductTable,
  type Indicator,
  type IndicatorGroup,
  type IndicatorScale,
  indicatorGroups,
  indicators,
  type Quantiles,
  type Weights,
} from '../model/aqueduct.ts';

/** What these rules cite; printed where they are explained. @public */
export const aqueductScoreCites: readonly Citation[] = [
  cite('WRI-AQUEDUCT-4.0', 'data dictionary'),
  cite('WRI-AQUEDUCT-4.0', 'weights of schemes'),
];

/** One indicator of one basin as the file has it; null for an empty cell. */
export interface IndicatorCells {
  readonly raw: number | null;
  readonly score: number | null;
  readonly category: number | null;
}

/** What an indicator says of a place. */
export type IndicatorReading =
  | {
      readonly state: 'value';
      readonly raw: number | null;
      readonly score: number | null;
      readonly category: number | null;
    }
  /** Supply practically used up: the worst there is. */
  | { readonly state: 'exhausted'; readonly score: 5; readonly category: 4 }
  /** Arid and little used: no risk by the formula, treated as a priority all the same. */
  | { readonly state: 'arid'; readonly score: number | null; readonly category: -1 }
  /** No coast near, so no coastal flood. */
  | { readonly state: 'no_risk'; readonly score: 0; readonly category: -1 }
  | { readonly state: 'no_data' };

const noData = -9999;
const exhausted = 9999;

const present = (value: number | null): value is number => value !== null && value !== noData;

/** Reads the cells of one indicator, sentinels first. What the file scores comes before what we would. */
export function readIndicator(id: Indicator, cells: IndicatorCells, scale: IndicatorScale): IndicatorReading {
  const { raw, score, category } = cells;
  if (category === -1 && (id === 'bws' || id === 'bwd')) {
    return { state: 'arid', score: present(score) ? score : null, category: -1 };
  }
  if (category === -1 && id === 'cfr') return { state: 'no_risk', score: 0, category: -1 };
  if (raw === exhausted) return { state: 'exhausted', score: 5, category: 4 };
  if (!present(raw) && !present(score) && !present(category)) return { state: 'no_data' };
  return {
    state: 'value',
    raw: present(raw) ? raw : null,
    score: present(score) ? score : present(raw) ? scoreOf(raw, scale) : null,
    category: present(category) ? category : present(raw) ? categoryOf(raw, scale) : null,
  };
}

/** The category of a raw value, 0 Low to 4 Extremely High; exactly on a cut is the upper one. */
export const categoryOf = (raw: number, { cuts }: IndicatorScale): number => cuts.filter((cut) => raw >= cut).length;

/** The score from 0 to 5 of a raw value; null where no formula is held, or the end of the scale is not stated. */
export function scoreOf(raw: number, { curve, cuts, bottom, top }: IndicatorScale): number | null {
  if (curve === 'none') return null;
  if (curve === 'doubling') return within(Math.log(raw / cuts[0]) / Math.LN2 + 1);
  if (curve === 'thirds') return within(raw * 3);
  const points = [bottom, ...cuts, top];
  for (let score = 0; score < 5; score += 1) {
    const from = points[score] ?? null;
    const to = points[score + 1] ?? null;
    if (to !== null && raw >= to) continue;
    if (from === null || to === null) return null;
    return within(score + (raw - from) / (to - from));
  }
  return top === null ? null : 5;
}

// A ratio of zero has no logarithm: it is the least there is.
const within = (score: number) => Math.min(5, Math.max(0, Number.isNaN(score) ? 0 : score));

/** Whether a basin is an area with water stress for GRI 303; null where nobody can say. */
export function isStressed(
  bws: IndicatorReading,
  { aridCounts = true }: { aridCounts?: boolean } = {},
): boolean | null {
  if (bws.state === 'exhausted') return true;
  if (bws.state === 'arid') return aridCounts;
  if (bws.state !== 'value' || bws.category === null) return null;
  return bws.category >= 3;
}

/** Weights that a person may give; 0 leaves an indicator out. */
export const customWeights = [0, 0.25, 0.5, 1, 2, 4] as const;

/** Whether weights of a person's own are among those that Aqueduct allows, and weigh anything. */
export const areCustomWeights = (weights: Weights): boolean =>
  indicators.every((id) => (customWeights as readonly number[]).includes(weights[id])) &&
  indicators.some((id) => weights[id] > 0);

/** A group's score, with what it was worked out from. */
export interface GroupScore {
  /** Σ weight × score ÷ Σ weight, over indicators with a score; null when none has one. */
  readonly raw: number | null;
  /** Raw, remapped from 0 to 5. */
  readonly score: number | null;
  /** The weight that was used, of all that there is: below 1, something had no data. */
  readonly weightFraction: number;
  readonly missing: readonly Indicator[];
}

/** Groups and the whole by a scheme or weights of a person's own. Indicators without score are dropped and named. */
export function weightedRisk(
  readings: Readonly<Record<Indicator, IndicatorReading>>,
  weights: Weights,
  { scales, quantiles }: AqueductTable,
): Readonly<Record<IndicatorGroup | 'tot', GroupScore>> {
  const of = (group: IndicatorGroup | 'tot') =>
    groupScore(
      indicators.filter((id) => group === 'tot' || scales[id].group === group),
      readings,
      weights,
      quantiles[group],
    );
  return { qan: of('qan'), qal: of('qal'), rrr: of('rrr'), tot: of('tot') };
}

function groupScore(
  members: readonly Indicator[],
  readings: Readonly<Record<Indicator, IndicatorReading>>,
  weights: Weights,
  quantiles: Quantiles,
): GroupScore {
  const weighed = members.filter((id) => weights[id] > 0);
  const scored = weighed.flatMap((id) => {
    const reading = readings[id];
    const score = reading.state === 'no_data' ? null : reading.score;
    return score === null ? [] : [{ id, score }];
  });
  const all = weighed.reduce((total, id) => total + weights[id], 0);
  const used = scored.reduce((total, { id }) => total + weights[id], 0);
  const raw = used === 0 ? null : scored.reduce((total, { id, score }) => total + weights[id] * score, 0) / used;
  return {
    raw,
    score: raw === null ? null : remapped(raw, quantiles),
    weightFraction: all === 0 ? 0 : used / all,
    missing: weighed.filter((id) => !scored.some((one) => one.id === id)),
  };
}

/** A raw group value on the scale of scores, by straight lines between the quantiles. */
export function remapped(raw: number, quantiles: Quantiles): number {
  for (let score = 1; score < quantiles.length; score += 1) {
    const [from, to] = [quantiles[score - 1] as number, quantiles[score] as number];
    if (raw < to) return within(score - 1 + (raw - from) / (to - from));
  }
  return quantiles.length - 1;
}

/** The share of each group in the weights of a scheme. */
export function groupShares(weights: Weights, { scales }: AqueductTable): Readonly<Record<IndicatorGroup, number>> {
  const all = indicators.reduce((total, id) => total + weights[id], 0);
  const share = (group: IndicatorGroup) =>
    indicators.filter((id) => scales[id].group === group).reduce((total, id) => total + weights[id], 0) / all;
  return Object.fromEntries(indicatorGroups.map((group) => [group, share(group)])) as Record<IndicatorGroup, number>;
}
