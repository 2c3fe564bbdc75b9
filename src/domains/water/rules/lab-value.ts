// What does a laboratory's cell say: a number, less than a detection limit, more than could be measured, or a range?
import type { Decimal } from 'decimal.js';
import { type Citation, cite } from '#standards/cite.ts';
import { Exact, exact } from '#units/quantity.ts';
import type { LabValue } from '../model/wastewater.ts';

/** What these rules cite; printed where they are explained. @public */
export const labValueCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'values below the detection limit')];

const number = String.raw`\d+(?:\.\d+)?`;
const notFound = /^(nd|n\.d\.?|未检出|<dl|<mdl|<lod|bdl|not detected)$/i;
const below = new RegExp(`^(?:<|<=|≤|小于|低于)(${number})$`);
/** Chinese laboratories write 0.05L for less than 0.05, the limit of the method. */
const belowByLetter = new RegExp(`^(${number})l$`, 'i');
const above = new RegExp(`^(?:>|>=|≥|大于|高于)(${number})$`);
const range = new RegExp(`^(${number})(?:~|-|–|—|至)(${number})$`);
const plain = new RegExp(`^${number}$`);

/** Reads a cell; undefined when it says nothing that can be read. `/` and an empty cell are not "not detected". */
export function readLabValue(text: string): LabValue | undefined {
  const cell = text
    .normalize('NFKC')
    .replace(/[\s,]+/g, '')
    .replaceAll('～', '~');
  const one = (comparator: LabValue['comparator'], value: string | undefined, upTo?: string): LabValue => ({
    comparator,
    value: value === undefined ? null : exact(value),
    upTo: upTo === undefined ? null : exact(upTo),
  });
  if (notFound.test(text.normalize('NFKC').trim()) || notFound.test(cell)) return one('less', undefined);
  const less = below.exec(cell) ?? belowByLetter.exec(cell);
  if (less) return one('less', less[1]);
  const more = above.exec(cell);
  if (more) return one('more', more[1]);
  const ends = range.exec(cell);
  if (ends) return exact(ends[1] as string).gt(exact(ends[2] as string)) ? undefined : one('equal', ends[1], ends[2]);
  return plain.test(cell) ? one('equal', cell) : undefined;
}

/** What stands for a value below its detection limit in one calculation; chosen for each, and printed with it. */
export const nonDetectPolicies = ['zero', 'half', 'limit'] as const;
/** What stands for a value below its detection limit. */
export type NonDetectPolicy = (typeof nonDetectPolicies)[number];

/**
 * The number to calculate with; null where there is none: not found without a limit (unless zero stands for it), or more
 * than could be measured, which no policy makes a number.
 */
export function calculable({ comparator, value }: LabValue, policy: NonDetectPolicy): Decimal | null {
  if (comparator === 'equal') return value;
  if (comparator === 'more') return null;
  if (policy === 'zero') return new Exact(0);
  return value && (policy === 'half' ? new Exact(value).div(2) : value);
}

/** What a qualifier of the laboratory means for use; by the flags of the list of qualifiers in use. */
export const qualifierEffects = {
  Pass: 'usable',
  'Non-Detect': 'not_detected',
  'Over-Detect': 'over_range',
  Suspect: 'suspect',
} as const;

/** The effect of a qualifier's flag; a flag that is not known makes a value suspect, never usable. */
export const qualifierEffect = (flag: string): (typeof qualifierEffects)[keyof typeof qualifierEffects] =>
  Object.hasOwn(qualifierEffects, flag) ? qualifierEffects[flag as keyof typeof qualifierEffects] : 'suspect';
