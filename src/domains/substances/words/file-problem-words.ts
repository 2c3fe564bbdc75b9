// What is wrong with a file of declarations, for answers and pages: the words of the command under names of their own.
import type { Words } from '#platform/i18n/words.ts';

/** @param words what the command says, by code */
export const fileProblemWords = (words: Readonly<Record<string, string>>): Words =>
  Object.fromEntries(Object.entries(words).map(([code, word]) => [`substances.file.${code}`, word]));
