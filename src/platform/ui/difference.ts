// How far is a figure from the one before: in points, in percent, in number?
import type { FigureAnswer } from '#platform/ui/figure-answer.ts';
import { exact, share } from '#units/quantity.ts';
import { showChange, showPoints } from '#units/show.ts';

/** The difference as it is read: points for shares, percent of the former for masses, plain for counts. */
export function differenceText(
  now: Pick<FigureAnswer, 'value' | 'unit'>,
  then: (Pick<FigureAnswer, 'value'> & Partial<Pick<FigureAnswer, 'unit'>>) | null,
): { text: string; unit: string } | null {
  if (now.value === null || !then || then.value === null) return null;
  // A figure for a tonne is not compared with one for a thousand pieces.
  if (then.unit !== undefined && then.unit !== now.unit) return null;
  const difference = exact(now.value).minus(then.value);
  if (now.unit === 'share') return { text: showPoints(share(difference)), unit: 'points' };
  if (now.unit === 'count') return { text: showChange(difference), unit: 'count' };
  const former = exact(then.value);
  if (former.isZero()) return null;
  return { text: showChange(difference.div(former).times(100), { decimals: 1 }), unit: 'percent' };
}
