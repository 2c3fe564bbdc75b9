// How much of the mass of an item is declared down to its substances: of each part by its own declarations, up to the whole.
import type { Completeness } from '../model/completeness.ts';
import type { ItemFact, SourceFact } from '../model/facts.ts';

const MILLION = 1_000_000;

interface Mass {
  massMg: number | null;
  namedMg: number;
}

/** Of one source: named is what is not said to be open, in materials whose mass is known. */
function declared({ massMg: wholeMg = null, articles }: SourceFact): Mass {
  let [massMg, namedMg, isWhole] = [0, 0, articles.length > 0];
  for (const { massMg: articleMg, count, materials, loose } of articles) {
    const [materialsMg, isKnown] = materials.reduce<[number, boolean]>(
      ([sum, known], one) => [sum + (one.massMg ?? 0), known && one.massMg !== null],
      [0, materials.length > 0],
    );
    const ofMaterials = materials.reduce(
      (sum, one) => sum + ((one.massMg ?? 0) * (MILLION - one.undisclosedPpm)) / MILLION,
      0,
    );
    const mass = articleMg ?? (isKnown ? materialsMg : null);
    if (mass === null) isWhole = false;
    else massMg += mass * count;
    // What is declared of the article as a whole names it where no material does.
    const ofWhole = loose && articleMg !== null ? (articleMg * (MILLION - loose.undisclosedPpm)) / MILLION : 0;
    namedMg += Math.max(ofMaterials, ofWhole) * count;
  }
  return { massMg: wholeMg ?? (isWhole ? massMg : null), namedMg };
}

/** Of one piece of an item by its own declarations: by the maker's part that is disclosed least, since each may be used. */
function ofItem({ massMg, sources }: ItemFact): Mass {
  const shareOf = ({ massMg: mass, namedMg }: Mass) => (mass ? namedMg / mass : 0);
  const byMaker = Map.groupBy(sources, ({ maker }) => maker);
  const best = [...byMaker.values()].flatMap(
    (own) => own.map(declared).toSorted((one, other) => shareOf(other) - shareOf(one))[0] ?? [],
  );
  const [least] = best.toSorted((one, other) => shareOf(one) - shareOf(other));
  const whole = massMg ?? least?.massMg ?? null;
  return { massMg: whole, namedMg: Math.min(least?.namedMg ?? 0, whole ?? 0) };
}

/**
 * Of parts with how many of each are in the whole. A part without a mass is in neither sum and is counted: its share is not
 * known, and not zero.
 * @param quantities in the unit in which each item is counted
 * @param wholeMg what the whole is said to weigh: what its parts do not come to is named by nobody
 */
export function completeness(
  items: readonly ItemFact[],
  quantities: ReadonlyMap<string, number>,
  wholeMg: number | null = null,
): Completeness {
  const told = { massMg: 0, namedMg: 0, parts: items.length, withoutMass: 0 };
  for (const item of items) {
    const quantity = quantities.get(item.id) ?? 0;
    const { massMg, namedMg } = ofItem(item);
    if (massMg === null) told.withoutMass++;
    else {
      told.massMg += massMg * quantity;
      told.namedMg += namedMg * quantity;
    }
  }
  return { ...told, massMg: Math.max(told.massMg, wholeMg ?? 0) };
}
