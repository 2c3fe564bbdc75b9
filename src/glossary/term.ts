// What is one word of the trade: its name in code, its names on screen, what it means here and what it is not.
import type { Bilingual } from './language.ts';

/** One concept, one word, everywhere. */
export interface Term {
  /** The identifier in code, camelCase; columns and files derive from it. */
  readonly word: string;
  /** The English name on screen. */
  readonly en: string;
  /** The Chinese names, the one to print first. */
  readonly zh: readonly string[];
  readonly meaning: Bilingual;
  /** Words people search by, which the product itself does not use. */
  readonly synonyms?: readonly string[];
  /** Words that would be wrong here, because they mean something else or nothing exact. Found by search too. */
  readonly notToBeCalled?: readonly string[];
  /** The law, standard or document the meaning comes from. */
  readonly source?: string;
}
