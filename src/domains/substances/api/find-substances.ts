// Substances found for a question: those that come with the program and those of one's own, as one list.
import type { Tx } from '#platform/db/database.ts';
import type { FoundSubstanceTold } from '../model/substance.ts';
import { numberOfKey, substanceKey } from '../rules/own-number.ts';
import { folded, type Match, matches, matchOf, readQuestion, type SubstanceSearch } from '../rules/substance-search.ts';
import { findIdentities, type Identity } from '../store/identities.ts';
import { type OwnSubstance, searchOwnSubstances } from '../store/substances.ts';
import type { RestrictionBook } from './restriction-book.ts';

export interface Finding {
  tx: Tx;
  /** undefined where no edition is ready */
  search: SubstanceSearch | undefined;
  editionId: string | undefined;
  namedBy: RestrictionBook;
}

const searchable = (own: OwnSubstance) => ({
  key: substanceKey(own.number),
  cas: own.number,
  ec: own.ecNumber,
  names: [own.nameEn, own.nameZh, ...own.synonyms].flatMap((name) => name ?? []),
  formula: own.formula,
});

/** The best of what is found, and how many there are in all. */
export async function findSubstances(
  { tx, search, editionId, namedBy }: Finding,
  question: string,
  most: number,
): Promise<{ found: FoundSubstanceTold[]; total: number }> {
  const asked = readQuestion(question);
  if (asked.text === '') return { found: [], total: 0 };
  const exact = [...asked.formulas, ...(asked.cas === null ? [] : [asked.cas])];
  const held = search?.find(question, most) ?? { found: [], total: 0 };
  const besides = held.found.map(({ key }) => numberOfKey(key));
  const recorded = await searchOwnSubstances(tx, { words: asked.words, exact, besides }, 2 * most);
  const own = recorded.filter(({ meets }) => meets);
  const ranks = new Map<string, Match>(held.found.map(({ key, match }) => [key, match]));
  let total = held.total;
  for (const one of own.map(searchable)) {
    const match = matchOf(one, asked) ?? 'within';
    const before = ranks.get(one.key);
    if (before === undefined) total += 1;
    if (before === undefined || matches.indexOf(match) < matches.indexOf(before)) ranks.set(one.key, match);
  }
  // What is found stays in the order of its rank; what is recorded here comes first of its rank.
  const ownKeys = new Set(own.map(({ number }) => substanceKey(number)));
  const orderOf = (key: string, match: Match) => 2 * matches.indexOf(match) + (ownKeys.has(key) ? 0 : 1);
  const keys = [...ranks]
    .map(([key, match]) => ({ key, order: orderOf(key, match) }))
    .sort((one, other) => one.order - other.order)
    .slice(0, most)
    .map(({ key }) => key);
  const identities = editionId === undefined || !search ? new Map() : await findIdentities(tx, editionId, keys);
  const ownByKey = new Map(recorded.map((one) => [substanceKey(one.number), one]));
  const found = keys.map((key) =>
    told(key, { identity: identities.get(key), own: ownByKey.get(key) }, asked.words, namedBy),
  );
  return { found, total };
}

function told(
  key: string,
  { identity, own }: { identity: Identity | undefined; own: OwnSubstance | undefined },
  words: readonly string[],
  { members }: RestrictionBook,
): FoundSubstanceTold {
  const name = { en: identity?.nameEn ?? own?.nameEn ?? null, zh: identity?.nameZh ?? own?.nameZh ?? null };
  const formula = identity?.formula ?? own?.formula ?? null;
  const others = [...(identity?.otherNames ?? []), own?.nameEn, own?.nameZh, ...(own?.synonyms ?? [])];
  const saysIt = (text: string | null | undefined) =>
    typeof text === 'string' && words.every((word) => folded(text).includes(word));
  const also = saysIt(name.en) || saysIt(name.zh) ? undefined : others.find(saysIt);
  return {
    key,
    cas: identity?.cas ?? (key.startsWith('cas:') ? numberOfKey(key) : null),
    ec: identity?.ec ?? own?.ecNumber ?? (key.startsWith('ec:') ? numberOfKey(key) : null),
    ...{ name, also: also ?? null, formula, own: own !== undefined },
    restrictions: members.naming({ key, formula, isPfas: null }).length,
  };
}
