// A story: what somebody does with greenfab, step by step, in both languages; run as a test, and printed as the manual.
import type { Language } from '#platform/i18n/words.ts';
import type { Stage } from './stage.ts';

/** A text in both languages of the manual. */
export type Said = Readonly<Record<Language, string>>;

/** One step: in words, what is done on the page, and what is expected then. */
export interface Step {
  /** short, for the list of steps and the name of the test */
  title: Said;
  /** what the reader of the manual does and sees */
  says: Said;
  /** does it in the browser and expects what is said; throws where something else is there */
  does: (stage: Stage) => Promise<void>;
  /** name of the picture that the manual shows of how the page stands after the step */
  picture?: string;
}

/** Steps that follow from each other. */
export interface Story {
  /** in addresses and file names */
  name: string;
  title: Said;
  intro: Said;
  steps: readonly Step[];
}
