// What the number of a substance of one's own is: CAS, EC or a key of one's own; and what is wrong with how it is written.
import { casCheckDigit, isCasNumber, isEcNumber, readEcNumber, repairCas } from './cas-number.ts';

export type OwnNumberProblem =
  | { code: 'substance_cas_check_digit'; facts: { given: string; digit: number } }
  | { code: 'substance_ec_check_digit'; facts: { given: string } }
  | { code: 'substance_number_notation'; facts: { given: string; plain: string } }
  | { code: 'substance_number_signs'; facts: { given: string } };

const casForm = /^(\d{2,7})-(\d\d)-\d$/;
const ecForm = /^\d{3}-\d{3}-\d$/;

/**
 * What is wrong with a number, or undefined. Nothing is put right in silence: who writes `CAS 0117-81-7` is told to
 * write `117-81-7`, so that the same substance has one number everywhere.
 */
export function ownNumberProblem(number: string): OwnNumberProblem | undefined {
  const given = number;
  if (isCasNumber(number) || isEcNumber(number)) return undefined;
  const cas = casForm.exec(number);
  if (cas && !number.startsWith('0'))
    return { code: 'substance_cas_check_digit', facts: { given, digit: casCheckDigit(`${cas[1]}${cas[2]}`) } };
  if (ecForm.test(number)) return { code: 'substance_ec_check_digit', facts: { given } };
  const repaired = repairCas(number);
  const plain = 'cas' in repaired && repaired.reading === 'notation' ? repaired.cas : readEcNumber(number);
  if (plain !== null) return { code: 'substance_number_notation', facts: { given, plain } };
  if ('problem' in repaired && repaired.problem === 'cas_check_digit' && !/^\d+$/.test(number)) {
    const digits = (repaired.candidates[0] ?? '').replaceAll('-', '').slice(0, -1);
    return { code: 'substance_cas_check_digit', facts: { given, digit: casCheckDigit(digits) } };
  }
  return /^[\w.()-]+$/.test(number) ? undefined : { code: 'substance_number_signs', facts: { given } };
}

/** The key under which restrictions and declarations name it: `cas:117-81-7`, `ec:204-211-0`, or `key:` and its own number. */
export const substanceKey = (number: string): string =>
  isCasNumber(number) ? `cas:${number}` : isEcNumber(number) ? `ec:${number}` : `key:${number}`;

/** The number within a key. */
export const numberOfKey = (key: string): string => key.slice(key.indexOf(':') + 1);
