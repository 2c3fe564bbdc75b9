// How much is this in tonnes: masses as people write them (kg, 公斤, 斤, lb, short ton) turned into one unit, exactly.
import {
  Exact,
  type ExactInput,
  exact,
  type Kilograms,
  kilograms,
  type Quantity,
  type Tonnes,
  tonnes,
} from './quantity.ts';

/**
 * Tonnes in one of each unit. 斤 is the market jin of 500 g used in mainland China (not the 600 g of Taiwan and
 * Hong Kong); the pound is the international avoirdupois pound of 1959; the short ton is 2,000 of these.
 */
const tonnesInOne = {
  t: '1',
  kg: '0.001',
  g: '0.000001',
  mg: '0.000000001',
  jin: '0.0005',
  lb: '0.00045359237',
  short_ton: '0.90718474',
} as const;

/** A unit of mass that a record may be entered in; stored with the typed value. Codes are added, never renamed. */
export type MassUnit = keyof typeof tonnesInOne;

/** All units of mass, the most used first. */
export const massUnits = ['t', 'kg', 'g', 'mg', 'jin', 'lb', 'short_ton'] as const satisfies readonly MassUnit[];

/** How people write each unit, in both languages; compared after NFKC, without regard to case, dots and spaces. */
export const massUnitSpellings: Readonly<Record<MassUnit, readonly string[]>> = {
  t: ['t', 'tonne', 'tonnes', 'metric ton', 'metric tons', 'mt', '吨', '公吨', '噸', '公噸'],
  kg: ['kg', 'kgs', 'kilo', 'kilos', 'kilogram', 'kilograms', 'kilogramme', 'kilogrammes', '千克', '公斤'],
  g: ['g', 'gram', 'grams', 'gramme', 'grammes', '克', '公克'],
  mg: ['mg', 'mgs', 'milligram', 'milligrams', 'milligramme', 'milligrammes', '毫克'],
  jin: ['jin', 'catty', 'catties', '斤', '市斤'],
  lb: ['lb', 'lbs', 'pound', 'pounds', '磅'],
  short_ton: ['short ton', 'short tons', 'us ton', 'us tons', '短吨', '美吨'],
};

/** "ton" is metric in one country and 907 kg in another: the person is asked, nothing is assumed. */
const ambiguousSpellings = ['ton', 'tons'];

/** What a written unit means: one unit, several that must be told apart by the person, or none known here. */
export type MassUnitReading =
  | { readonly unit: MassUnit }
  | { readonly ambiguous: readonly MassUnit[] }
  | { readonly unknown: string };

const plainSpelling = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s.]+/g, '');

const unitOfSpelling = new Map<string, MassUnit>(
  massUnits.flatMap((unit) => massUnitSpellings[unit].map((spelling) => [plainSpelling(spelling), unit] as const)),
);

/** Reads a unit of mass as it stands in a column head or a cell, full-width letters included. */
export function readMassUnit(text: string): MassUnitReading {
  const plain = plainSpelling(text);
  const unit = unitOfSpelling.get(plain);
  if (unit) return { unit };
  if (ambiguousSpellings.includes(plain)) return { ambiguous: ['t', 'short_ton'] };
  return { unknown: text };
}

/** A mass typed in any unit, as tonnes, exactly. `massToTonnes('500', 'jin')` is 0.25 t. */
export function massToTonnes(value: ExactInput, unit: MassUnit): Tonnes {
  return tonnes(exact(value).times(tonnesInOne[unit]));
}

/** Tonnes in another unit. Exact for t, kg, g, mg and 斤; to sixty digits for lb and short tons. */
export function tonnesTo<U extends MassUnit>(mass: Tonnes, unit: U): Quantity<U> {
  return new Exact(mass).div(tonnesInOne[unit]) as Quantity<U>;
}

/** Kilograms as tonnes, exactly. */
export const kilogramsToTonnes = (mass: Kilograms): Tonnes => massToTonnes(mass, 'kg');

/** Tonnes as kilograms, exactly. */
export const tonnesToKilograms = (mass: Tonnes): Kilograms => kilograms(exact(mass).times(1000));
