// A composition as the text in which it is kept: as short as it can be, since all that is declared is read when all is judged anew.
import type { ListEdition } from '../model/declaration.ts';
import type { ArticleFact, Composition, ContentFact, MaterialFact } from '../model/facts.ts';

/** Substance and mg/kg by turns; instead of the number what a line says beyond it: at most, on purpose, exemption. */
type PackedContents = (string | number | [low: number, high: number, ...more: PackedMore])[];
type PackedMore = [] | [intentional: boolean | null, exemption: string | null];
type PackedMaterial = [name: string | null, massMg: number | null, undisclosedPpm: number, contents: PackedContents];
type PackedArticle = [
  name: string | null,
  massMg: number | null,
  count: number,
  materials: PackedMaterial[],
  loose?: [undisclosedPpm: number, contents: PackedContents],
];
type PackedStatement = [list: number, entry: string | null, above: boolean | null, exemption: string | null];
type Packed = [
  massMg: number | null,
  articles: PackedArticle[],
  ...words:
    | []
    | [lists: [authority: string, identity: string, version: string][], composed: number[], said: PackedStatement[]],
];

const NO_LIST = -1;

const packContents = (contents: readonly ContentFact[]): PackedContents =>
  contents.flatMap(({ substance, lowPpm, highPpm, ...said }) => {
    const [intentional, exemption] = [said.intentional ?? null, said.exemption ?? null];
    const more: PackedMore = intentional === null && exemption === null ? [] : [intentional, exemption];
    return [substance, more.length === 0 && highPpm === lowPpm ? lowPpm : [lowPpm, highPpm, ...more]];
  });

function contentsOf(packed: PackedContents): ContentFact[] {
  const contents: ContentFact[] = [];
  for (let at = 0; at < packed.length; at += 2) {
    const substance = packed[at] as string;
    const amount = packed[at + 1] as PackedContents[number];
    if (typeof amount === 'number') contents.push({ substance, lowPpm: amount, highPpm: amount });
    else {
      const [lowPpm, highPpm, intentional = null, exemption = null] = amount as [number, number, ...PackedMore];
      contents.push({ substance, lowPpm, highPpm, intentional, exemption });
    }
  }
  return contents;
}

const packMaterial = ({ name, massMg, undisclosedPpm, contents }: MaterialFact): PackedMaterial => [
  ...([name ?? null, massMg, undisclosedPpm] as const),
  packContents(contents),
];

/** Packs a composition. */
export function packComposition({ massMg, articles, lists, statements }: Composition): string {
  const packed: Packed = [
    massMg,
    articles.map(({ name: called, massMg: mass, count, materials, loose }): PackedArticle => {
      const name = called ?? null;
      const packedMaterials = materials.map(packMaterial);
      if (!loose) return [name, mass, count, packedMaterials];
      return [name, mass, count, packedMaterials, [loose.undisclosedPpm, packContents(loose.contents)]];
    }),
  ];
  if (lists.length + statements.length === 0) return JSON.stringify(packed);
  const named = new Map<string, number>();
  const numberOf = ({ authority, identity, version }: ListEdition) => {
    const name = JSON.stringify([authority, identity, version]);
    return named.get(name) ?? named.set(name, named.size).size - 1;
  };
  const composed = lists.map(numberOf);
  const said = statements.map(
    ({ list, entry, above, exemption }): PackedStatement => [
      ...([list === null ? -1 : numberOf(list), entry, above, exemption] as const),
    ],
  );
  const words: Packed = [...packed, [...named.keys()].map((name) => JSON.parse(name)), composed, said] as Packed;
  return JSON.stringify(words);
}

const materialOf = ([name, massMg, undisclosedPpm, contents]: PackedMaterial): MaterialFact => ({
  ...(name === null ? {} : { name }),
  massMg,
  contents: contentsOf(contents),
  undisclosedPpm,
});

const articleOf = ([name, massMg, count, materials, loose]: PackedArticle): ArticleFact => ({
  ...(name === null ? {} : { name }),
  massMg,
  count,
  materials: materials.map(materialOf),
  ...(loose ? { loose: { undisclosedPpm: loose[0], contents: contentsOf(loose[1]) } } : {}),
});

/** Reads what `packComposition` wrote in the version of the rule that is in use. */
export function unpackComposition(text: string): Composition {
  const [massMg, articles, lists = [], composed = [], said = []] = JSON.parse(text) as Packed;
  const editions = lists.map(([authority, identity, version]): ListEdition => ({ authority, identity, version }));
  return {
    massMg,
    articles: articles.map(articleOf),
    lists: composed.map((number) => editions[number] as ListEdition),
    statements: said.map(([list, entry, above, exemption]) => ({
      ...{ list: list === NO_LIST ? null : (editions[list] as ListEdition), entry, above, exemption },
    })),
  };
}
