// How a figure is printed: rounded once, half-even, thousands separated, and never up to 100 % when it is less.
import { Decimal } from 'decimal.js';
import type { Language } from '#glossary/language.ts';
import { Exact, type Quantity, type Share, type Tonnes } from './quantity.ts';

/** How many decimals to keep, and for which language to set the unit. */
export interface Showing {
  readonly decimals?: number;
  readonly language?: Language;
}

/** Prints a number with thousands separated: `1,234.50`. Rounds half-even; zero has no sign. */
export function showNumber(value: Decimal, { decimals = 0 }: Showing = {}): string {
  return grouped(new Exact(value).toDecimalPlaces(decimals, Decimal.ROUND_HALF_EVEN), decimals);
}

/** As `showNumber`, with + or − before a change that is not zero once rounded: `+1.2`, `−0.3`, `0.0`. */
export function showChange(value: Decimal, showing: Showing = {}): string {
  const text = showNumber(value.abs(), showing);
  if (!/[1-9]/.test(text)) return text;
  return `${value.isNegative() ? '−' : '+'}${text}`;
}

/**
 * Prints a share in percent: `88.4 %` in English, `88.4%` in Chinese. 100 % is printed only when it is exactly
 * that: 0.9996 with one decimal is `99.9 %`, and 1.0004 is `100.1 %`.
 */
export function showShare(value: Share, { decimals = 1, language = 'en' }: Showing = {}): string {
  const percent = new Exact(value).times(100);
  let rounded = percent.toDecimalPlaces(decimals, Decimal.ROUND_HALF_EVEN);
  if (rounded.eq(100) && !percent.eq(100)) {
    const awayFromHundred = percent.lt(100) ? Decimal.ROUND_DOWN : Decimal.ROUND_UP;
    rounded = percent.toDecimalPlaces(decimals, awayFromHundred);
  }
  return `${grouped(rounded, decimals)}${language === 'zh' ? '%' : ' %'}`;
}

/** Prints the difference of two shares in percentage points: `+2.5`; the word for points is set by the page. */
export function showPoints(difference: Share, { decimals = 1 }: Showing = {}): string {
  return showChange(new Exact(difference).times(100), { decimals });
}

/** Prints a mass in tonnes: `1,234.568 t`, the symbol being the same in both languages. Three decimals are kilograms. */
export function showMass(mass: Tonnes, { decimals = 3, language = 'en' }: Showing = {}): string {
  return showQuantity(mass, 't', { decimals, language });
}

/** Prints a quantity with the symbol of its unit, as given: `showQuantity(volume, 'm³')`. */
export function showQuantity<U extends string>(value: Quantity<U>, symbol: string, showing: Showing = {}): string {
  return `${showNumber(value, showing)} ${symbol}`;
}

function grouped(rounded: Decimal, decimals: number): string {
  const [whole = '0', fraction] = rounded.abs().toFixed(decimals).split('.');
  const separated = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const sign = rounded.isNegative() && !rounded.isZero() ? '−' : '';
  return `${sign}${separated}${fraction === undefined ? '' : `.${fraction}`}`;
}
