// Is what was corrected since an edition small, so that it waits for the next one, or does it ask for a reissue?

import { type Citation, cite } from '#standards/cite.ts';
import { Exact } from '#units/quantity.ts';
import type { KpiUnit } from '#units/show-figure.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const restatementSizeCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'restatement size')];

/** From where on a change of a printed figure is no longer small. */
export interface RestatementThreshold {
  /** of a rate: percentage points, as a share (`0.001` is 0.1 points) */
  points: string;
  /** of a mass or count: its share of what was printed */
  share: string;
}

/** A tenth of a point, one in a hundred: settable. */
export const defaultThreshold: RestatementThreshold = { points: '0.001', share: '0.01' };

/** A figure as an edition printed it and as it would be printed now. */
export interface MovedFigure {
  unit: KpiUnit;
  /** exact; null where there was, or is, no value */
  before: string | null;
  after: string | null;
}

/** Whether one figure moved by the threshold or more: unrounded; a value that comes or goes is never small. */
export function exceeds({ unit, before, after }: MovedFigure, threshold: RestatementThreshold): boolean {
  if (before === after) return false;
  if (before === null || after === null) return true;
  const change = new Exact(after).minus(before).abs();
  if (change.isZero()) return false;
  if (unit === 'share') return change.gte(threshold.points);
  const base = new Exact(before).abs();
  return base.isZero() || change.div(base).gte(threshold.share);
}

/** `none`: nothing printed changes; `small`: it waits for the next edition; `large`: a reissue is asked for. */
export type RestatementSize = 'none' | 'small' | 'large';

/** The size of everything that moved: one figure over the threshold, or one level or status that flips, is large. */
export function restatementSize(
  moved: readonly MovedFigure[],
  flipped: number,
  threshold: RestatementThreshold,
): RestatementSize {
  if (flipped > 0 || moved.some((one) => exceeds(one, threshold))) return 'large';
  return moved.length > 0 ? 'small' : 'none';
}
