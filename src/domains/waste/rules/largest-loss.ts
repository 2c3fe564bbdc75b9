// Which waste keeps a rate down most: the largest mass of one composition that was neither reused, recycled nor burnt for energy?
import { Exact, exact, exactText } from '#units/quantity.ts';
import { hierarchyStepOf } from '../model/hierarchy.ts';

/** The stored sums behind a rate, by treatment and composition. */
export interface LossSum {
  readonly treatment: string | null;
  readonly composition: string | null;
  /** exact tonnes */
  readonly sum: string;
}

/** What keeps the rate down most. */
export interface LargestLoss {
  readonly treatment: string;
  readonly composition: string;
  readonly massTonnes: string;
}

/** The largest loss, or undefined where all waste is converted. Of equal ones the first by name, so that it stays. */
export function largestLoss(sums: readonly LossSum[]): LargestLoss | undefined {
  const lost = new Map<string, { treatment: string; composition: string; mass: ReturnType<typeof exact> }>();
  for (const { treatment, composition, sum } of sums) {
    if (treatment === null || hierarchyStepOf(treatment) !== 'disposal') continue;
    const key = `${treatment} ${composition ?? 'other'}`;
    const before = lost.get(key)?.mass ?? exact(0);
    lost.set(key, { treatment, composition: composition ?? 'other', mass: new Exact(before).plus(sum) });
  }
  const [first] = [...lost]
    .filter(([, { mass }]) => mass.gt(0))
    .sort(([oneKey, one], [otherKey, other]) => other.mass.cmp(one.mass) || (oneKey < otherKey ? -1 : 1));
  if (!first) return undefined;
  const { treatment, composition, mass } = first[1];
  return { treatment, composition, massTonnes: exactText(mass) };
}
