// Which sites and streams hold a rate below its target, and by how much each? What they cost adds up to the gap, exactly.
import type { Decimal } from 'decimal.js';
import { type Citation, cite } from '#standards/cite.ts';
import { Exact } from '#units/quantity.ts';
import type { Better } from './target-status.ts';

/** What a rate divides, in one unit: 44 of 50 t. */
export interface FractionOf {
  readonly above: Decimal;
  readonly below: Decimal;
}

/** One site's part of a rate, of one stream; of a past without streams it has none. */
export interface RatePart extends FractionOf {
  readonly siteId: string;
  readonly streamId: string | null;
}

/** What a part is worth against the target. Negative costs, positive saves. */
export interface Worth {
  /** How much more, in the unit of the fraction, is above the line than the target asks of this part. */
  readonly surplus: Decimal;
  /** The same in shares of the whole: 0.01 is a point of the rate. */
  readonly points: Decimal;
}

/** One part with what it is worth. */
export type GapLine = RatePart & Worth;

/** The gap and its lines, the costliest first. */
export interface GapContributions {
  readonly gap: Worth;
  readonly lines: readonly GapLine[];
  /** Parts that the reader may not see, together; null when there are none. */
  readonly withheld: Worth | null;
  /** What the rate as a whole does not count of what its parts do, such as energy recovery above a cap; else null. */
  readonly notCounted: Worth | null;
}

/** What this rule cites; printed where the rule is explained. @public */
export const gapContributionsCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'contributions to a gap')];

/**
 * The distance of a rate from its target told by part. A rate of A ÷ B misses the target g by A − g·B, and so does each
 * of its parts: 8 of 10 t against 90 % is 1 t short, and costs a point where all waste is 100 t. No part is weighed
 * against another, so the lines add up whatever their order.
 *
 * @param whole what the rate itself divides
 * @param added what all parts add to, those included that the reader may not see
 * @returns undefined when there is nothing to divide by
 */
export function gapContributions(
  parts: readonly RatePart[],
  { whole, added }: { readonly whole: FractionOf; readonly added: FractionOf },
  target: Decimal,
  better: Better,
): GapContributions | undefined {
  if (whole.below.isZero()) return undefined;
  const worth = ({ above, below }: FractionOf): Worth => {
    const surplus = new Exact(above).minus(new Exact(target).times(below)).times(better === 'higher' ? 1 : -1);
    return { surplus, points: surplus.div(whole.below) };
  };
  const difference = (of: FractionOf, less: FractionOf): FractionOf => ({
    above: new Exact(of.above).minus(less.above),
    below: new Exact(of.below).minus(less.below),
  });
  const orNone = (of: FractionOf) => (of.above.isZero() && of.below.isZero() ? null : worth(of));
  const seen = parts.reduce<FractionOf>(
    (sum, part) => ({ above: sum.above.plus(part.above), below: sum.below.plus(part.below) }),
    { above: new Exact(0), below: new Exact(0) },
  );
  const keyOf = ({ siteId, streamId }: RatePart) => `${siteId} ${streamId ?? ''}`;
  return {
    gap: worth(whole),
    lines: parts
      .map((part) => ({ ...part, ...worth(part) }))
      .sort((one, other) => one.surplus.cmp(other.surplus) || (keyOf(one) < keyOf(other) ? -1 : 1)),
    withheld: orNone(difference(added, seen)),
    notCounted: orNone(difference(whole, added)),
  };
}

/** Lines added up by site or by stream, the costliest first. */
export function addedBy(lines: readonly GapLine[], by: 'siteId' | 'streamId'): (Worth & { id: string | null })[] {
  const sums = new Map<string | null, Worth>();
  for (const line of lines) {
    const before = sums.get(line[by]);
    sums.set(line[by], {
      surplus: new Exact(before?.surplus ?? 0).plus(line.surplus),
      points: new Exact(before?.points ?? 0).plus(line.points),
    });
  }
  return [...sums]
    .map(([id, worth]) => ({ id, ...worth }))
    .sort((one, other) => one.surplus.cmp(other.surplus) || ((one.id ?? '') < (other.id ?? '') ? -1 : 1));
}
