// Do both languages say the same of a wrong file, with the same facts in it?

import { expect, test } from 'vitest';
import { fileProblemCodes } from '../model/file-problem.ts';
import { fileProblemsEn } from './file-problems-en.ts';
import { fileProblemsZh } from './file-problems-zh.ts';

const facts = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();

test.each(fileProblemCodes)('%s has words in both languages', (code) => {
  expect(fileProblemsEn[code]).not.toBe('');
  expect(facts(fileProblemsZh[code])).toEqual(facts(fileProblemsEn[code]));
});
