// How much does a file state: masses and shares in the units that declarations use, exactly in mg and as parts of a whole.

import { Exact, exact, exactText } from '#units/quantity.ts';
import type { Amount, DecimalText } from '../../model/declaration.ts';
import { plainDecimal, shifted } from './plain-decimal.ts';

/** Milligrams in one of each unit. The pound is the international avoirdupois pound of 1959, the ounce its sixteenth. */
const milligramsInOne: Readonly<Record<string, string>> = {
  kg: '1000000',
  g: '1000',
  mg: '1',
  µg: '0.001',
  ng: '0.000001',
  t: '1000000000',
  lb: '453592.37',
  oz: '28349.523125',
};

/** Places by which a number in each unit is moved to become a part of the whole. */
const placesOfShare: Readonly<Record<string, number>> = { '%': -2, ppm: -6, ppb: -9 };

const spellings: Readonly<Record<string, string>> = {
  ug: 'µg',
  mcg: 'µg',
  μg: 'µg',
  masspercent: '%',
  'mass%': '%',
  '％': '%',
  percent: '%',
  'wt%': '%',
  'w/w%': '%',
  'mg/kg': 'ppm',
  'µg/g': 'ppm',
  'ug/g': 'ppm',
  'µg/kg': 'ppb',
  'ug/kg': 'ppb',
  lbs: 'lb',
  gram: 'g',
  grams: 'g',
  kilogram: 'kg',
  milligram: 'mg',
  公斤: 'kg',
  千克: 'kg',
  克: 'g',
  毫克: 'mg',
  微克: 'µg',
  吨: 't',
};

/** What a written unit is; null where nobody knows it. `ton` is none: it is 1,000 kg in one country and 907 in another. */
export function unitOf(text: string): { mass: string } | { share: string } | null {
  const plain = text.trim().toLowerCase().replace(/\s+/g, '').replace('μ', 'µ');
  const unit = spellings[plain] ?? plain;
  if (Object.hasOwn(milligramsInOne, unit)) return { mass: unit };
  if (Object.hasOwn(placesOfShare, unit)) return { share: unit };
  return null;
}

/** A mass in mg. @throws RangeError for a unit that `unitOf` does not know as one of mass */
export function toMg(number: DecimalText, unit: string): DecimalText {
  const factor = milligramsInOne[unit];
  if (factor === undefined) throw new RangeError(`Not a unit of mass: ${unit}`);
  const places = powerOfTen(factor);
  return places === null ? exactText(exact(number).times(factor)) : shifted(number, places);
}

/** A part of a whole, 1 being all of it. @throws RangeError for a unit that is none of shares */
export function toShare(number: DecimalText, unit: string): DecimalText {
  const places = placesOfShare[unit];
  if (places === undefined) throw new RangeError(`Not a unit of shares: ${unit}`);
  return shifted(number, places);
}

function powerOfTen(factor: string): number | null {
  if (/^10*$/.test(factor)) return factor.length - 1;
  return /^0\.0*1$/.test(factor) ? 2 - factor.length : null;
}

/** A number beside its unit, as it was written. */
export interface Term {
  number: string;
  unit: string;
}

const termText = /^([+-]?[\d.]+(?:[eE][+-]?\d+)?) (.+)$/;

/** Terms as `entered` shows them: `80 mg; 95 %`. */
export const enteredText = (terms: readonly Term[]): string =>
  terms.map(({ number, unit }) => `${number} ${unit}`).join('; ');

/** The number and the unit in which an amount was entered; plain mg and % where that says something else than the amount. */
export function termsOf(amount: Amount): { mass: Term | null; share: Term | null } {
  let mass: Term | null = null;
  let share: Term | null = null;
  for (const part of amount.entered.split('; ')) {
    const [, number = '', unit = ''] = termText.exec(part) ?? [];
    const plain = plainDecimal(number);
    const known = unitOf(unit);
    if (plain === null || known === null) continue;
    if ('mass' in known && toMg(plain, known.mass) === amount.massMg) mass = { number, unit };
    if ('share' in known && toShare(plain, known.share) === amount.share) share = { number, unit };
  }
  return {
    mass: amount.massMg === undefined ? null : (mass ?? { number: amount.massMg, unit: 'mg' }),
    share: amount.share === undefined ? null : (share ?? { number: shifted(amount.share, 2), unit: '%' }),
  };
}

/** Compares two plain decimals. */
export const compareDecimals = (one: DecimalText, other: DecimalText): number => new Exact(one).comparedTo(other);
