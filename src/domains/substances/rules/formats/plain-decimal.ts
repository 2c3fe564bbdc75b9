// Which number does a file state: decimals in any notation of XML Schema (`1e-3`, `+.5`), exactly, as plain text.

import type { DecimalText } from '../../model/declaration.ts';

const written = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Beyond this no mass and no share has a meaning; an exponent of a billion would be a billion digits. */
const mostDigits = 60;

/**
 * A number as plain text: no exponent, no sign of plus, no zeros that say nothing. `12.50` and `1.25E+1` are both `12.5`.
 *
 * @returns null for what is no finite number (`INF` and `NaN` too), and for one of more than sixty digits
 */
export function plainDecimal(text: string): DecimalText | null {
  const parts = written.exec(text.trim());
  if (!parts) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  if (whole === '' && fraction === '') return null;
  return placed(sign === '-', whole + fraction, fraction.length - Number(exponent));
}

const plain = /^-?\d+(\.\d+)?$/;

/**
 * A plain decimal times ten to the power of `places`: `0.001` by 3 is `1`.
 *
 * @throws RangeError for what is no plain decimal, and where the result has more than sixty digits
 */
export function shifted(decimal: DecimalText, places: number): DecimalText {
  if (!plain.test(decimal)) throw new RangeError(`Not a plain decimal: ${decimal}`);
  const isNegative = decimal.startsWith('-');
  const [whole = '', fraction = ''] = (isNegative ? decimal.slice(1) : decimal).split('.');
  const moved = placed(isNegative, whole + fraction, fraction.length - places);
  if (moved === null) throw new RangeError(`Too many digits: ${decimal}`);
  return moved;
}

function placed(isNegative: boolean, allDigits: string, places: number): string | null {
  const digits = allDigits.replace(/^0+/, '');
  if (digits === '') return '0';
  if (digits.length > mostDigits || Math.abs(places) > mostDigits) return null;
  const point = digits.length - places;
  let text: string;
  if (places <= 0) text = digits + '0'.repeat(-places);
  else {
    const fraction = (point > 0 ? digits.slice(point) : '0'.repeat(-point) + digits).replace(/0+$/, '');
    const whole = point > 0 ? digits.slice(0, point) : '0';
    text = fraction === '' ? whole : `${whole}.${fraction}`;
  }
  return isNegative ? `-${text}` : text;
}
