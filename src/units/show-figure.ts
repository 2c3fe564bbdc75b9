// How is a figure of the ledger, or a number that belongs to one, printed in a report?
import type { Decimal } from 'decimal.js';
import type { Language } from '#glossary/language.ts';
import type { ComparableProductUnit } from './product.ts';
import { Exact, exact, share, tonnes } from './quantity.ts';
import { showChange, showMass, showNumber, showPoints, showShare } from './show.ts';

/** Products that are not weighed, in what they are counted in. */
type CountedProduct = Exclude<ComparableProductUnit, 't'>;

/**
 * What a KPI comes to: a share, tonnes, cubic metres, megalitres, a count, a plain ratio, cubic metres for ten thousand
 * CNY, CNY for a cubic metre, or cubic metres for a unit of product. `m3_per_product` leaves open of which: each figure of
 * such a KPI says its own.
 */
export type DeclaredUnit =
  | 'share'
  | 't'
  | 'm3'
  | 'ML'
  | 'count'
  | 'ratio'
  | 'm3_per_10k_cny'
  | 'cny_per_m3'
  | 'm3_per_product';
/** The unit of a figure of a KPI, or of one of its inputs. */
export type KpiUnit = DeclaredUnit | CountedProduct | `m3_per_${ComparableProductUnit}`;
/** Whether a year's value is the sum of its months: masses, volumes and counts are, a rate or an intensity is not. */
export const growsWithMonths = (unit: KpiUnit): boolean =>
  unit !== 'share' && unit !== 'ratio' && !unit.includes('_per_');
/** What a number is: as a KPI, a difference of shares in points, or a change of another unit in percent. */
export type FigureUnit = KpiUnit | 'points' | 'relative';

const percent: Readonly<Record<Language, string>> = { en: ' %', zh: '%' };
const cnyPerM3: Readonly<Record<Language, string>> = { en: 'CNY/m³', zh: '元/m³' };
const points: Readonly<Record<Language, string>> = { en: ' points', zh: ' 个百分点' };

/** One decimal, as reports print masses; three where one would print a mass that is there as nothing. */
const massDecimals = (mass: Decimal) =>
  !mass.isZero() && new Exact(mass).toDecimalPlaces(1, Exact.ROUND_HALF_EVEN).isZero() ? 3 : 1;

const productSymbols: Readonly<Record<CountedProduct, Readonly<Record<Language, string>>>> = {
  thousand_pcs: { en: 'thousand pcs', zh: '千件' },
  set: { en: 'sets', zh: '套' },
  m: { en: 'm', zh: 'm' },
  m2: { en: 'm²', zh: 'm²' },
};
const eachProduct: Readonly<Record<ComparableProductUnit | 'product', Readonly<Record<Language, string>>>> = {
  ...productSymbols,
  thousand_pcs: { en: '1,000 pcs', zh: '千件' },
  set: { en: 'set', zh: '套' },
  t: { en: 't', zh: 't' },
  product: { en: 'unit of product', zh: '单位产品' },
};

/** Of one unit of product, or of one cubic metre: four decimals below 0.1, where two would show one figure that counts. */
const perUnitDecimals = (value: Decimal) => (value.isZero() || value.abs().gte('0.1') ? 2 : 4);

const withUnit = (number: string, unit: string, bare: boolean) => (bare ? number : `${number} ${unit}`);

/**
 * Prints an exact decimal by its unit: "88.4 %", "1,204.5 t", "+2.5 points", "34".
 *
 * @param bare without the unit, for a column that names it in its head.
 */
export function showFigure(value: string, unit: FigureUnit, language: Language, bare = false): string {
  const number = exact(value);
  switch (unit) {
    case 'share': {
      const text = showShare(share(number), { language });
      return bare ? text.slice(0, -percent[language].length) : text;
    }
    case 't': {
      const decimals = massDecimals(number);
      return bare ? showNumber(number, { decimals }) : showMass(tonnes(number), { decimals, language });
    }
    case 'm3':
      return withUnit(showNumber(number, { decimals: massDecimals(number) }), 'm³', bare);
    case 'ML':
      return withUnit(showNumber(number, { decimals: number.isZero() ? 0 : 3 }), 'ML', bare);
    case 'ratio':
      return showNumber(number, { decimals: 3 });
    case 'm3_per_10k_cny':
      return withUnit(showNumber(number, { decimals: 2 }), language === 'zh' ? 'm³/万元' : 'm³/10,000 CNY', bare);
    case 'cny_per_m3': {
      // Of tens of thousands nobody reads the cents.
      const decimals = number.abs().gte(1000) ? 0 : perUnitDecimals(number);
      return withUnit(showNumber(number, { decimals }), cnyPerM3[language], bare);
    }
    case 'm3_per_product':
    case 'm3_per_t':
    case 'm3_per_thousand_pcs':
    case 'm3_per_set':
    case 'm3_per_m':
    case 'm3_per_m2': {
      const each = unit.slice('m3_per_'.length) as keyof typeof eachProduct;
      const printed = showNumber(number, { decimals: perUnitDecimals(number) });
      return withUnit(printed, `m³/${eachProduct[each][language]}`, bare);
    }
    case 'thousand_pcs':
    case 'set':
    case 'm':
    case 'm2':
      return withUnit(showNumber(number, { decimals: massDecimals(number) }), productSymbols[unit][language], bare);
    case 'count':
      return showNumber(number, { decimals: number.isInteger() ? 0 : 1 });
    case 'points':
      return `${showPoints(share(number))}${bare ? '' : points[language]}`;
    case 'relative':
      return `${showChange(new Exact(number).times(100), { decimals: 1 })}${bare ? '' : percent[language]}`;
  }
}

/** The unit that the name of an input carries at its end: `landfillMassTonnes`, `nonThermalShare`, `entitiesExpectedCount`. */
export function unitOfName(name: string): FigureUnit | undefined {
  if (/Tonnes$/.test(name)) return 't';
  if (/M3$/.test(name)) return 'm3';
  if (/Ml$/.test(name)) return 'ML';
  if (/ThousandPieces$/.test(name)) return 'thousand_pcs';
  if (/Sets$/.test(name)) return 'set';
  if (/SquareMetres$/.test(name)) return 'm2';
  if (/Metres$/.test(name)) return 'm';
  if (/[sS]hare$/.test(name)) return 'share';
  return /(Count|sitesIn|sitesExpected|records)$/.test(name) ? 'count' : undefined;
}
