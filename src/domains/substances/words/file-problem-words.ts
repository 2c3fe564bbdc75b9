// What is wrong with a file of declarations, for answers and pages: the words of the command under names of their own.
import type { Words } from '#platform/i18n/words.ts';
import { fileProblemsEn } from './file-problems-en.ts';
import { fileProblemsZh } from './file-problems-zh.ts';

const named = (words: Readonly<Record<string, string>>): Words =>
  Object.fromEntries(Object.entries(words).map(([code, word]) => [`substances.file.${code}`, word]));

export const fileProblemWordsEn: Words = named(fileProblemsEn);
export const fileProblemWordsZh: Words = named(fileProblemsZh);
