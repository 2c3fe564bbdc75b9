// What leaves: one message of one or several notices, in the reader's language, each with the address of its one task.
import { type Dictionary, type Language, word } from '../i18n/words.ts';
import type { Facts } from './facts.ts';
import { sayNotice } from './say.ts';

/** One sentence and where it is done. */
export interface Line {
  text: string;
  url: string;
}

/** A message as every channel takes it. */
export interface Letter {
  /** the same for a repeat of the same message, so that whoever receives it twice can tell */
  batch: string;
  language: Language;
  title: string;
  lines: readonly Line[];
  /** the word on what opens the task */
  open: string;
  /** where one chooses what to be told */
  settings: Line;
}

/** What was told and is to leave. */
export interface Told {
  message: string;
  facts: Facts;
  opens: string;
}

/** Writes the message. `url` is how others reach the installation. */
export function writeLetter(
  words: Dictionary,
  url: string,
  language: Language,
  batch: string,
  told: readonly Told[],
): Letter {
  const lines = told.map(({ message, facts, opens }) => ({
    text: sayNotice(words, language, message, facts),
    url: `${url}${opens}`,
  }));
  const first = told[0];
  return {
    batch,
    language,
    title:
      lines.length === 1 && first
        ? word(words, language, `notice.${first.message}|about`)
        : word(words, language, 'notify.digest', { count: lines.length }),
    lines,
    open: word(words, language, 'notify.open'),
    settings: { text: word(words, language, 'notify.choose'), url: `${url}/account/notices` },
  };
}
