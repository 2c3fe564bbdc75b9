// What files declare, as facts to be judged: each product an item, each file a source of it, parts of a bill of materials below it.
import type { Bom } from '../model/bom.ts';
import type { Declaration, ListEdition } from '../model/declaration.ts';
import type { ItemFact, SourceFact } from '../model/facts.ts';
import type { ItemClass } from '../model/restriction.ts';
import { declaredFacts } from '../rules/declared-facts.ts';
import { coverOf, type HeldEditions } from '../rules/list-cover.ts';
import type { ContainedItem } from '../rules/world.ts';

/** A list against which something was said, of which no pack is known that it covers: the words do not count. */
export interface UncoveredList {
  path: string;
  list: ListEdition;
}

export interface FileFacts {
  items: ItemFact[];
  contains: ContainedItem[];
  uncovered: UncoveredList[];
}

/** By which a part is known here: the maker's number, else its name. */
const nameOf = (product: { number: string | null; name: string | null; requesterNumber: string | null }, nth: number) =>
  product.number ?? product.requesterNumber ?? product.name ?? `#${nth + 1}`;

/** Parts of a bill of materials as pairs; a part that is used in several places is one item. */
function pairsOf({ lines }: Bom): ContainedItem[] {
  return lines.flatMap(({ parent, partNumber, quantity }) => {
    const above = parent === null ? undefined : lines[parent];
    return above ? [{ parent: above.partNumber, child: partNumber, quantity: Number(quantity?.number ?? 1) }] : [];
  });
}

/** What the bill of materials itself names: substances in a part, with nothing said of the rest. */
function toldByBom({ lines }: Bom, path: string): { id: string; massMg: number | null; source: SourceFact }[] {
  return lines.flatMap(({ partNumber, massMg, name, substances }) => {
    if (substances.length === 0) return [];
    const mass = massMg === null ? null : Number(massMg);
    const contents = substances.map(({ cas, name: called, identity, share, massMg: mg }) => {
      const ppm = share !== null ? Number(share) * 1e6 : mg !== null && mass ? (Number(mg) / mass) * 1e6 : null;
      return {
        substance: cas === null ? `name:${(called ?? identity ?? '').normalize('NFKC').toLowerCase()}` : `cas:${cas}`,
        ...{ lowPpm: ppm ?? 0, highPpm: ppm ?? 1e6 },
      };
    });
    const named = contents.reduce((sum, { lowPpm }) => sum + lowPpm, 0);
    const loose = { contents, undisclosedPpm: Math.max(0, 1e6 - named) };
    const article = { name: name ?? partNumber, massMg: mass, count: 1, materials: [], loose };
    return [{ id: partNumber, massMg: mass, source: { id: path, maker: path, articles: [article] } }];
  });
}

/**
 * @param itemClass of every item: a file does not say it
 * @param bom parts by their numbers, which are those of the declarations
 */
export function factsOfFiles(
  files: readonly { path: string; declaration: Declaration }[],
  { itemClass, held, bom }: { itemClass: ItemClass; held: HeldEditions; bom?: { path: string; bom: Bom } | undefined },
): FileFacts {
  const items = new Map<string, ItemFact>();
  const uncovered = new Map<string, UncoveredList>();
  const add = (id: string, massMg: number | null, source: SourceFact) => {
    const known = items.get(id);
    items.set(id, {
      ...{ id, itemClass, massMg: known?.massMg ?? massMg },
      sources: [...(known?.sources ?? []), source],
    });
  };
  for (const { path, declaration } of files) {
    const covers = (list: ListEdition) => {
      const cover = coverOf(held, list);
      if (cover.length === 0) uncovered.set(JSON.stringify([path, list]), { path, list });
      return cover;
    };
    for (const [nth, product] of declaration.products.entries()) {
      const maker = declaration.supplier?.name ?? path;
      const fact = declaredFacts(product, { id: path, maker, covers });
      for (const name of [product, ...product.alsoCovers])
        add(nameOf(name, nth), name.massMg === null ? null : Number(name.massMg), fact);
    }
  }
  if (bom) for (const { id, massMg, source } of toldByBom(bom.bom, bom.path)) add(id, massMg, source);
  return { items: [...items.values()], contains: bom ? pairsOf(bom.bom) : [], uncovered: [...uncovered.values()] };
}
