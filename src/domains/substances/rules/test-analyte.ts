// Which element, group or substance a laboratory means by what it writes: `Pb`, `Cr(VI)`, `PBDEs`, `DEHP`, a CAS number.
import { atomicWeights } from './atomic-weights.ts';
import { isCasNumber } from './cas-number.ts';

/** Names that laboratories use, without blanks, brackets, signs and capitals. */
const known: Readonly<Record<string, string>> = {
  crvi: 'group:chromium-vi',
  cr6: 'group:chromium-vi',
  hexavalentchromium: 'group:chromium-vi',
  六价铬: 'group:chromium-vi',
  pbb: 'group:pbb',
  pbbs: 'group:pbb',
  多溴联苯: 'group:pbb',
  pbde: 'group:pbde',
  pbdes: 'group:pbde',
  多溴二苯醚: 'group:pbde',
  dehp: 'cas:117-81-7',
  bbp: 'cas:85-68-7',
  dbp: 'cas:84-74-2',
  dibp: 'cas:84-69-5',
  pfoa: 'group:pfoa',
  pfos: 'group:pfos',
  pfhxs: 'group:pfhxs',
};

/** @returns `element:Pb`, `group:pbde`, `cas:117-81-7`; null where nobody can tell what is meant */
export function readAnalyte(written: string): string | null {
  const text = written.normalize('NFKC').trim();
  if (isCasNumber(text)) return `cas:${text}`;
  if (atomicWeights.has(text)) return `element:${text}`;
  return known[text.toLowerCase().replace(/[\s()[\]+⁺_-]/g, '')] ?? null;
}
