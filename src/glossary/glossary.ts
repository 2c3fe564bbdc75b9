// What does this word mean here, and what is it called in the other language? All terms, and a search over them.
import { organisationTerms } from './organisation-terms.ts';
import { substanceTerms } from './substance-terms.ts';
import { supplierTerms } from './supplier-terms.ts';
import type { Term } from './term.ts';
import { wasteTerms } from './waste-terms.ts';
import { waterTerms } from './water-terms.ts';

/** Every term, by field of the trade in the order of the report. */
export const glossary: readonly Term[] = [
  ...organisationTerms,
  ...wasteTerms,
  ...waterTerms,
  ...substanceTerms,
  ...supplierTerms,
];

/** One found term, and whether it was found only under a word that means something else here. */
export interface FoundTerm {
  readonly term: Term;
  readonly underWrongWord: boolean;
}

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\-_（）()]+/g, '');

/** Lower is nearer: the whole word, its beginning, within it, not at all. */
function distance(written: string, sought: string): number {
  const text = plain(written);
  if (text === sought) return 0;
  if (text.startsWith(sought)) return 1;
  return text.includes(sought) ? 2 : Number.POSITIVE_INFINITY;
}

const nearest = (texts: readonly string[], sought: string) =>
  Math.min(Number.POSITIVE_INFINITY, ...texts.map((text) => distance(text, sought)));

/**
 * Finds terms by any of their names, synonyms or wrong names, in either language, nearest first. Case, full-width
 * letters, spaces and hyphens do not matter. An empty query finds nothing.
 */
export function findTerms(query: string): FoundTerm[] {
  const sought = plain(query);
  if (sought === '') return [];
  const rightNamesFirst = 10;
  return glossary
    .map((term) => {
      const byName = nearest([term.word, term.en, ...term.zh], sought);
      const bySynonym = nearest(term.synonyms ?? [], sought) + 3;
      const byWrongWord = nearest(term.notToBeCalled ?? [], sought) + rightNamesFirst;
      const rank = Math.min(byName, bySynonym, byWrongWord);
      return { term, rank, underWrongWord: rank >= rightNamesFirst };
    })
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .sort((one, other) => one.rank - other.rank)
    .map(({ term, underWrongWord }) => ({ term, underWrongWord }));
}

/** The term of an identifier in code; undefined when the word is not in the glossary. */
export const termOf = (word: string): Term | undefined => glossary.find((term) => term.word === word);
