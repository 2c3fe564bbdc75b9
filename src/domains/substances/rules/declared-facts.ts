// What a declaration says in the terms in which it is judged: mg/kg of materials and articles, what nobody names, and words against lists.
import { Decimal } from 'decimal.js';
import type { Amount, Content, DeclaredProduct, ListEdition, Material, Part } from '../model/declaration.ts';
import type { ArticleFact, Composition, ContentFact, MaterialFact, SourceFact, StatementFact } from '../model/facts.ts';

const ALL_PPM = 1_000_000;
/**
 * Where a supplier says that everything is named, so much may still be missing to the whole: he rounds, and gives the middle
 * of a range. In mg/kg; our choice (GREENFAB-DEFAULT), shown with the verdict.
 */
export const ROUNDING_PPM = 10_000;

/** What a list covers, so that words against it are words on these packs, as they stood on a day. */
export interface ListCover {
  pack: string;
  /** days since 1970 */
  listDay: number;
}

/** Key of the substance of a line: by CAS number, else EC number, else an entry or a name of the supplier's. */
export function substanceKey(content: Content): string {
  if (content.cas !== null) return `cas:${content.cas}`;
  if (content.ec !== null) return `ec:${content.ec}`;
  const group = content.groups[0] ?? content.knownAs[0];
  return group
    ? `entry:${group.list?.authority ?? ''}/${group.id}`
    : `name:${content.name.normalize('NFKC').toLowerCase()}`;
}

/** mg/kg of what holds it, at least and at most; null where neither a share nor both masses are told. */
export function ppmOf(amount: Amount | null, holderMg: Decimal | null): { low: number; high: number } | null {
  if (amount === null) return null;
  if (amount.share !== undefined || amount.massMg === undefined) {
    const at = (share: string | undefined) =>
      share === undefined ? null : new Decimal(share).times(ALL_PPM).toNumber();
    const told = at(amount.share);
    const [low, high] = [at(amount.low) ?? told, at(amount.high) ?? told];
    return low === null && high === null ? null : { low: low ?? 0, high: high ?? ALL_PPM };
  }
  if (holderMg === null || holderMg.isZero()) return null;
  const at = (mg: string) => Math.min(ALL_PPM, new Decimal(mg).times(ALL_PPM).div(holderMg).toNumber());
  return { low: at(amount.low ?? amount.massMg), high: at(amount.high ?? amount.massMg) };
}

/** A line without an amount is there, nobody says how much: anything between nothing and all. */
function contentFact(content: Content, holderMg: Decimal | null): ContentFact {
  const ppm = ppmOf(content.amount, holderMg) ?? { low: 0, high: ALL_PPM };
  return {
    substance: substanceKey(content),
    lowPpm: ppm.low,
    highPpm: ppm.high,
    intentional: content.intentionallyAdded,
    exemption: content.exemptions[0]?.id ?? null,
  };
}

/** Whether it is known which substance it is: a trade name, or an entry that stands for many, is none. */
const isIdentified = ({ substance }: ContentFact) => /^(cas|ec):/.test(substance);

/** What is left of a whole when all that is known to be one substance is taken off. */
function undisclosed(contents: readonly ContentFact[], isFull: boolean): number {
  const named = contents.reduce((sum, one) => sum + (isIdentified(one) ? one.lowPpm : 0), 0);
  const left = Math.max(0, ALL_PPM - named);
  // a rest within rounding of binary sums is none
  return left < 1e-6 || (isFull && contents.length > 0 && left <= ROUNDING_PPM) ? 0 : left;
}

function materialMass(material: Material, articleMg: Decimal | null): Decimal | null {
  const { amount } = material;
  if (amount?.massMg !== undefined) return new Decimal(amount.massMg);
  return amount?.share !== undefined && articleMg !== null ? articleMg.times(amount.share) : null;
}

function materialFact(material: Material, articleMg: Decimal | null, isFull: boolean): MaterialFact {
  const mass = materialMass(material, articleMg);
  const contents = material.contents.map((one) => contentFact(one, mass));
  return {
    name: material.name,
    massMg: mass?.toNumber() ?? null,
    contents,
    undisclosedPpm: undisclosed(contents, isFull),
  };
}

interface Holder {
  name: string | null;
  massMg: string | null;
  count: number;
  materials: readonly Material[];
  contents: readonly Content[];
  /** parts in it, which are articles of their own */
  parts: readonly Part[];
}

/** None where a holder says nothing but of which parts it is made, and these are all of it. */
function articleFact(holder: Holder, isFull: boolean): ArticleFact | null {
  const mass = holder.massMg === null ? null : new Decimal(holder.massMg);
  const materials = holder.materials.map((one) => materialFact(one, mass, isFull));
  const rest = restOf(materials, holder.parts, { mass, isFull });
  if (materials.length + holder.contents.length === 0 && holder.parts.length > 0)
    return rest && { name: holder.name ?? '', massMg: rest.massMg, count: holder.count, materials: [rest] };
  const loose = holder.contents.map((one) => contentFact(one, mass));
  return {
    name: holder.name ?? '',
    massMg: mass?.toNumber() ?? null,
    count: holder.count,
    materials: rest === null ? materials : [...materials, rest],
    // beside materials, what is told of the whole is told again; alone, it and what it leaves open are all there is
    ...(loose.length > 0 || materials.length === 0
      ? { loose: { contents: loose, undisclosedPpm: materials.length === 0 ? undisclosed(loose, isFull) : 0 } }
      : {}),
  };
}

/** What the article weighs beyond its materials and parts: a material of which nobody says anything. */
function restOf(
  materials: readonly MaterialFact[],
  parts: readonly Part[],
  { mass, isFull }: { mass: Decimal | null; isFull: boolean },
): MaterialFact | null {
  const told = [
    ...materials.map(({ massMg }) => massMg),
    ...parts.map(({ massMg, count }) => (massMg === null ? null : new Decimal(massMg).times(count))),
  ];
  if (mass === null || told.length === 0 || told.includes(null)) return null;
  const left = told.reduce<Decimal>((sum, one) => sum.minus(one as Decimal | number), mass);
  const within = mass.times(isFull ? ROUNDING_PPM : 1).div(ALL_PPM);
  return left.lte(within) ? null : { name: '', massMg: left.toNumber(), contents: [], undisclosedPpm: ALL_PPM };
}

/** Parts in parts, each with how many of it are in the product. */
function* holders(part: Part, times: number): Generator<Holder> {
  const count = times * Number(part.count);
  const { name, massMg, materials, contents, parts } = part;
  yield { name, massMg, count, materials, contents, parts };
  for (const inner of part.parts) yield* holders(inner, count);
}

/** What one product of a declaration comes to. */
export function composed(product: DeclaredProduct): Composition {
  const isFull = product.isFullMaterial === true;
  const own: Holder = {
    name: product.name,
    massMg: product.massMg,
    count: 1,
    materials: product.materials,
    contents: product.contents,
    parts: product.parts,
  };
  const isBare = product.materials.length + product.contents.length + product.parts.length === 0;
  const parts = [...(isBare ? [] : [own]), ...product.parts.flatMap((part) => [...holders(part, 1)])];
  return {
    massMg: product.massMg === null ? null : Number(product.massMg),
    articles: parts.flatMap((one) => articleFact(one, isFull) ?? []),
    lists: product.compositionLists,
    statements: product.statements.map(({ list, entry, above, exemptions }) => ({
      ...{ list, entry, above },
      exemption: exemptions[0]?.id ?? null,
    })),
  };
}

/** Whose a declaration is, and what an edition of a list covers; nothing where it is not known to us. */
export interface Declared {
  id: string;
  maker: string;
  covers: (list: ListEdition) => readonly ListCover[];
}

/** A composition as what a source says. */
export const sourceOf = (composition: Composition, { id, maker, covers }: Declared): SourceFact => ({
  ...{ id, maker, massMg: composition.massMg, articles: composition.articles },
  statements: [...composedAgainst(composition, covers), ...saidAgainst(composition, covers)],
});

/** One product of a declaration as a source. */
export const declaredFacts = (product: DeclaredProduct, declared: Declared): SourceFact =>
  sourceOf(composed(product), declared);

/** A composition made against a list names what that list asks for; of the rest it says that it is not over the list's thresholds. */
const composedAgainst = ({ lists }: Composition, covers: Declared['covers']): StatementFact[] =>
  lists.flatMap((list) => covers(list).map((cover) => ({ ...cover, above: false })));

/** Answers entry by entry; where all entries of a list are answered and none is over, it is a word on all that the list covers. */
function saidAgainst({ statements }: Composition, covers: Declared['covers']): StatementFact[] {
  const byList = new Map<string, { list: ListEdition; above: (boolean | null)[] }>();
  const said: StatementFact[] = [];
  for (const { list, entry, above, exemption } of statements) {
    if (list === null) continue;
    const name = `${list.authority} ${list.identity} ${list.version}`;
    const known = byList.get(name) ?? { list, above: [] };
    byList.set(name, known);
    known.above.push(above);
    if (above !== true || entry === null) continue;
    for (const cover of covers(list)) said.push({ ...cover, restriction: entry, above: true, exemption });
  }
  for (const { list, above } of byList.values())
    if (above.every((one) => one === false)) said.push(...covers(list).map((cover) => ({ ...cover, above: false })));
  return said;
}
