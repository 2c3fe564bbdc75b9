// Which number is this, in which unit: exact quantities whose unit is part of their type.
import { Decimal } from 'decimal.js';

/**
 * Decimal arithmetic wide enough that sums and products of recorded masses are exact: sixty digits, half-even.
 * decimal.js defaults to twenty digits, which a sum over a group of sites may pass. Build every decimal through
 * this module, so that the whole house uses one precision.
 */
export const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_EVEN, toExpNeg: -60, toExpPos: 60 });

declare const unit: unique symbol;

/**
 * A decimal that knows its unit. Units are invariant: tonnes and cubic metres neither add, nor sum, nor divide
 * into a share. What decimal.js itself returns (`a.times(2)`) has lost its unit on purpose: name it again.
 */
export type Quantity<U extends string> = Decimal & { readonly [unit]: (of: U) => U };

/** Mass in metric tonnes. */
export type Tonnes = Quantity<'t'>;
/** Mass in kilograms. */
export type Kilograms = Quantity<'kg'>;
/** Volume in cubic metres. */
export type CubicMetres = Quantity<'m3'>;
/** A part of a whole as a fraction: 0.884 is 88.4 %. Never stored as percent. */
export type Share = Quantity<'share'>;

/**
 * What may become an exact number: text, a decimal, a big integer or a whole JavaScript number. A fractional
 * JavaScript number is refused, because it was rounded to binary before we saw it.
 */
export type ExactInput = string | number | bigint | Decimal;

const plainNumber = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

/**
 * Reads an exact decimal.
 *
 * @throws RangeError for text that is not a plain number, for infinities, and for JavaScript fractions.
 */
export function exact(value: ExactInput): Decimal {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new RangeError(`Write ${value} as text: a JavaScript fraction is not exact`);
  }
  if (typeof value === 'string' && !plainNumber.test(value)) throw new RangeError(`Not a plain number: "${value}"`);
  const decimal = new Exact(value);
  if (!decimal.isFinite()) throw new RangeError(`Not a finite number: ${decimal}`);
  return decimal;
}

/** Names the unit of a number, for units that have no constructor of their own: `quantity<'kWh'>('12.5')`. */
export function quantity<U extends string>(value: ExactInput): Quantity<U> {
  return exact(value) as Quantity<U>;
}

/** Metric tonnes. */
export const tonnes = (value: ExactInput): Tonnes => quantity<'t'>(value);
/** Kilograms. */
export const kilograms = (value: ExactInput): Kilograms => quantity<'kg'>(value);
/** Cubic metres. */
export const cubicMetres = (value: ExactInput): CubicMetres => quantity<'m3'>(value);
/** A fraction of a whole: `share('0.884')` is 88.4 %. */
export const share = (value: ExactInput): Share => quantity<'share'>(value);

/** Adds two quantities of one unit. */
export function add<U extends string>(left: Quantity<U>, right: Quantity<NoInfer<U>>): Quantity<U> {
  return new Exact(left).plus(right) as Quantity<U>;
}

/** Takes the second from the first; the result may be negative. */
export function subtract<U extends string>(left: Quantity<U>, right: Quantity<NoInfer<U>>): Quantity<U> {
  return new Exact(left).minus(right) as Quantity<U>;
}

/** Sums quantities of one unit, exactly. Nothing to sum gives zero: ask first whether anything was recorded. */
export function sum<U extends string>(quantities: Iterable<Quantity<U>>): Quantity<U> {
  let total: Decimal = new Exact(0);
  for (const each of quantities) total = total.plus(each);
  return total as Quantity<U>;
}

/** A quantity multiplied by a number without unit, such as the share of an entity in a site. */
export function scale<U extends string>(of: Quantity<U>, by: Share | ExactInput): Quantity<U> {
  return new Exact(of).times(exact(by)) as Quantity<U>;
}

/**
 * What part of the whole this is.
 *
 * @throws RangeError when the whole is zero: a share of nothing is missing, never 0 %.
 */
export function shareOf<U extends string>(part: Quantity<U>, whole: Quantity<NoInfer<U>>): Share {
  if (whole.isZero()) throw new RangeError('A share of nothing is missing, not zero');
  return new Exact(part).div(whole) as Share;
}

/**
 * One quantity for each unit of another, such as cubic metres per tonne of product.
 *
 * @throws RangeError when divided by zero.
 */
export function per<A extends string, B extends string>(what: Quantity<A>, each: Quantity<B>): Quantity<`${A}/${B}`> {
  if (each.isZero()) throw new RangeError('Nothing to divide by: the intensity is missing, not zero');
  return new Exact(what).div(each) as Quantity<`${A}/${B}`>;
}

/** Negative when the first is less, zero when equal, positive when more; does not compile across units. */
export function compare<U extends string>(left: Quantity<U>, right: Quantity<NoInfer<U>>): number {
  return left.comparedTo(right);
}

/** The canonical text of a number, for storing, hashing and JSON: no exponent, no trailing zeros, no minus zero. */
export function exactText(value: Decimal): string {
  return new Exact(value).toFixed();
}
