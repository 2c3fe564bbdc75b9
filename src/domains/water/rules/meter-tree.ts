// Which node of the meter tree does not close: where do the sub-meters tell more, or too little less, than their main?
import { type Citation, cite } from '#standards/cite.ts';
import { type CubicMetres, type Share, share, shareOf, subtract, sum } from '#units/quantity.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const meterTreeCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'tolerance of the meter tree')];

/** A meter in the tree of its site over one period. */
export interface MeterNode {
  readonly id: string;
  /** The meter upstream of it; null at a source. */
  readonly parentId: string | null;
  /** Null where its consumption is not known. */
  readonly volumeM3: CubicMetres | null;
  /** It feeds into its parent's network and does not draw from it: a well, a return of reclaimed water. */
  readonly feedsIn?: boolean;
  /** What of its water is known to go unmetered, as a share: garden taps, fire mains. */
  readonly unmeteredShare?: Share;
}

/** How a node with sub-meters stands. */
export const nodeStates = ['closes', 'unmetered', 'subs_exceed_main', 'main_not_known', 'sub_not_known'] as const;

/** A main against its sub-meters. */
export interface NodeBalance {
  readonly id: string;
  readonly state: (typeof nodeStates)[number];
  /** What entered: the main and what feeds in beside it. */
  readonly inM3: CubicMetres | null;
  readonly subsM3: CubicMetres;
  /** In less subs; null where either is not known. */
  readonly differenceM3: CubicMetres | null;
  readonly differenceShare: Share | null;
  readonly notKnown: readonly string[];
}

/** Two meters of 2 % each, one against many: beyond this something is wrong or unmetered. */
export const defaultNodeTolerance = share('0.05');

/** Every node that has sub-meters, those that do not close first, by the volume of their difference. */
export function meterTree(nodes: readonly MeterNode[], tolerance: Share = defaultNodeTolerance): NodeBalance[] {
  const children = new Map<string, MeterNode[]>();
  for (const node of nodes) {
    if (node.parentId !== null) children.set(node.parentId, [...(children.get(node.parentId) ?? []), node]);
  }
  const balances = nodes.flatMap((node) => {
    const below = children.get(node.id);
    return below?.some(({ feedsIn }) => !feedsIn) ? [nodeBalance(node, below, tolerance)] : [];
  });
  const size = ({ state, differenceM3 }: NodeBalance) =>
    state === 'closes' ? -1 : (differenceM3?.abs().toNumber() ?? 0);
  return balances.sort((one, other) => size(other) - size(one));
}

function nodeBalance(node: MeterNode, below: readonly MeterNode[], tolerance: Share): NodeBalance {
  const feeding = below.filter(({ feedsIn }) => feedsIn);
  const subs = below.filter(({ feedsIn }) => !feedsIn);
  const notKnown = [node, ...below].filter(({ volumeM3 }) => volumeM3 === null).map(({ id }) => id);
  const known = (list: readonly MeterNode[]) => sum(list.flatMap(({ volumeM3 }) => (volumeM3 ? [volumeM3] : [])));
  const subsM3 = known(subs);
  const inKnown = [node, ...feeding].every(({ volumeM3 }) => volumeM3 !== null);
  const inM3 = inKnown ? known([node, ...feeding]) : null;
  const place = { id: node.id, inM3, subsM3, notKnown };
  if (!inM3) return { ...place, state: 'main_not_known', differenceM3: null, differenceShare: null };
  const differenceM3 = subtract(inM3, subsM3);
  const differenceShare = inM3.isZero() ? null : shareOf(differenceM3, inM3);
  // With a sub-meter silent the difference is an upper bound of what goes unmetered, but too much is too much.
  const exceeds = differenceShare ? differenceShare.lt(tolerance.neg()) : differenceM3.lt(0);
  if (exceeds) return { ...place, state: 'subs_exceed_main', differenceM3, differenceShare };
  if (notKnown.length > 0) return { ...place, state: 'sub_not_known', differenceM3: null, differenceShare: null };
  const allowed = tolerance.plus(node.unmeteredShare ?? 0);
  const state = differenceShare?.gt(allowed) ? 'unmetered' : 'closes';
  return { ...place, state, differenceM3, differenceShare };
}
