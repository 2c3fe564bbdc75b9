// Which loads does a line of a vendor's monthly statement cover, and do they add up to what it states?
import { type Citation, cite } from '#standards/cite.ts';
import { Exact, subtract, sum, type Tonnes } from '#units/quantity.ts';
import { type MassTolerance, matchesTotal } from './counting-mass.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const matchStatementCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'statement by total')];

/** A load that a line may cover. */
export interface CoverableLoad {
  readonly id: string;
  readonly massTonnes: Tonnes;
}

/** What a line is proposed to cover. */
export interface CoveredLine {
  readonly loadIds: readonly string[];
  readonly loadsMassTonnes: Tonnes;
  readonly agrees: boolean;
  /** stated less recorded */
  readonly differenceMassTonnes: Tonnes;
}

/** Subsets that are looked at before the search gives up: a proposal, which a person confirms, may not keep him waiting. */
const mostTried = 20_000;

/**
 * All loads of the vendor, stream and month where they add up to the total; else the subset that comes nearest to it, if it
 * adds up; else all of them, told as not agreeing.
 */
export function coverLine(stated: Tonnes, loads: readonly CoverableLoad[], tolerance: MassTolerance): CoveredLine {
  const covered = (chosen: readonly CoverableLoad[]): CoveredLine => {
    const masses = chosen.map(({ massTonnes }) => massTonnes);
    const loadsMassTonnes = sum(masses);
    return {
      loadIds: chosen.map(({ id }) => id),
      loadsMassTonnes,
      agrees: masses.length > 0 && matchesTotal(masses, stated, tolerance),
      differenceMassTonnes: subtract(stated, loadsMassTonnes),
    };
  };
  const all = covered(loads);
  if (all.agrees) return all;
  const subset = nearestSubset(stated, loads);
  const some = covered(subset);
  return some.agrees ? some : all;
}

/** The subset whose sum lies nearest to the total, among as many as may be tried: the heaviest loads first. */
function nearestSubset(stated: Tonnes, loads: readonly CoverableLoad[]): readonly CoverableLoad[] {
  // Grams as whole numbers: exact for every weight a scale gives, and fast enough to try thousands.
  const grams = (mass: Tonnes) => new Exact(mass).times(1_000_000).round().toNumber();
  const heaviestFirst = [...loads].sort((a, b) => b.massTonnes.comparedTo(a.massTonnes));
  const weights = heaviestFirst.map(({ massTonnes }) => grams(massTonnes));
  const rest = weights.map((_, at) => weights.slice(at).reduce((total, one) => total + one, 0));
  const goal = grams(stated);
  let best: { off: number; chosen: readonly number[] } = { off: Number.POSITIVE_INFINITY, chosen: [] };
  let tried = 0;
  const look = (at: number, total: number, chosen: readonly number[]): void => {
    tried += 1;
    const off = Math.abs(goal - total);
    if (chosen.length > 0 && off < best.off) best = { off, chosen };
    if (at >= weights.length || tried >= mostTried || best.off === 0) return;
    // Beyond the total every further load only leads away; and what is left may be too little to come nearer.
    if (total >= goal || goal - total - (rest[at] ?? 0) >= best.off) return;
    look(at + 1, total + (weights[at] ?? 0), [...chosen, at]);
    look(at + 1, total, chosen);
  };
  look(0, 0, []);
  const chosen = new Set(best.chosen.map((at) => heaviestFirst[at]?.id));
  return loads.filter(({ id }) => chosen.has(id));
}
