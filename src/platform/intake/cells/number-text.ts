// Which exact number a written number is: thousands, decimal commas, spaces, exponents, 万 and 亿.
import type { CellMark } from '../read/raw-row.ts';
import { plainText } from './plain-text.ts';
import { type CellNote, type CellProblem, notesOfKind, quoted, troubleOf } from './problem.ts';

/**
 * Which mark sets off the decimals in this column. With `either`, as where a Vietnamese or German file meets an English
 * one, `1.250` and `1,250` are asked about. `decimalMarkOf` finds it from the column's other cells.
 */
export type DecimalMark = '.' | ',' | 'either';

/** A number with what stands behind it. */
export interface NumberFound {
  /** canonical: no exponent, no thousands, no superfluous zeros */
  number: string;
  /** unit or percent sign in its own letters, since ML and mL are not the same; empty when nothing follows */
  rest: string;
  notes: CellNote[];
}

/** Digits that a recorded number may have; more is a slip or an attack. */
const mostDigits = 30;

/** A decimal shifted by a power of ten, in canonical form. */
export function shifted(integer: string, fraction: string, exponent: number): string {
  const digits = integer + fraction;
  const point = integer.length + exponent;
  const padded =
    point > digits.length
      ? digits.padEnd(point, '0')
      : point < 0
        ? digits.padStart(digits.length - point, '0')
        : digits;
  const at = Math.max(0, point);
  const whole = padded.slice(0, at).replace(/^0+(?=\d)/, '') || '0';
  const part = padded.slice(at).replace(/0+$/, '');
  return part === '' ? whole : `${whole}.${part}`;
}

/** A plain decimal without the zeros at its end. */
function withoutZeros(integer: string, fraction: string | undefined): string {
  if (fraction === undefined) return integer;
  let { length } = fraction;
  while (length > 0 && fraction.charCodeAt(length - 1) === 48) length -= 1;
  return length === 0 ? integer : `${integer}.${length === fraction.length ? fraction : fraction.slice(0, length)}`;
}

/** How the digits of a number may be read: as `[integer, fraction]`, once or in two ways. */
interface Reading {
  parts: readonly (readonly [string, string])[];
  /** the decimals stood behind a comma, or the thousands behind dots, without the column's saying so */
  note?: 'decimal_comma' | 'dots_as_thousands';
}

const isGrouped = (text: string, mark: string) => {
  const [first = '', ...others] = text.split(mark);
  return /^[1-9]\d{0,2}$/.test(first) && others.length > 0 && others.every((group) => /^\d{3}$/.test(group));
};

function readMarks(digits: string, mark: DecimalMark): Reading | undefined {
  const dots = digits.split('.').length - 1;
  const commas = digits.split(',').length - 1;
  if (dots === 0 && commas === 0) return { parts: [[digits, '']] };
  if (dots > 0 && commas > 0) {
    const decimal = digits.lastIndexOf('.') > digits.lastIndexOf(',') ? '.' : ',';
    const [integer = '', fraction = '', more] = digits.split(decimal);
    const group = decimal === '.' ? ',' : '.';
    if (more !== undefined || !isGrouped(integer, group)) return undefined;
    const parts = [[integer.replaceAll(group, ''), fraction]] as const;
    return decimal === ',' && mark !== ',' ? { parts, note: 'decimal_comma' } : { parts };
  }
  const only = dots > 0 ? '.' : ',';
  if (dots + commas > 1) {
    if (!isGrouped(digits, only)) return undefined;
    const parts = [[digits.replaceAll(only, ''), '']] as const;
    return only === '.' && mark !== ',' ? { parts, note: 'dots_as_thousands' } : { parts };
  }
  const [integer = '', fraction = ''] = digits.split(only);
  const asDecimal = [integer === '' ? '0' : integer, fraction] as const;
  if (!isGrouped(digits, only)) {
    return only === ',' && mark !== ',' ? { parts: [asDecimal], note: 'decimal_comma' } : { parts: [asDecimal] };
  }
  const asThousands = [integer + fraction, ''] as const;
  if (mark === 'either') return { parts: [asThousands, asDecimal] };
  return { parts: [only === mark ? asDecimal : asThousands] };
}

/** `1 250,5` and `1'250.5`: thousands set off by spaces or apostrophes. */
function withoutSpaces(digits: string): string | undefined {
  if (!/[ '’]/.test(digits)) return digits;
  return /^\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?$/.test(digits) ? digits.replace(/[ '’]/g, '') : undefined;
}

/** Plain digits, perhaps with a short unit behind them. */
const simpleShape = /^(0|[1-9]\d*)(?:\.(\d+))?(?: ?([a-z]{1,3}|吨|公斤|千克|斤|克))?$/;
const shape = /^([+-]?)\s*(\d[\d.,'’ ]*|[.,]\d+)(?:[eE]([+-]?\d{1,3}))?\s*([万亿]?)\s*(\D.*)?$/;
const powers: Readonly<Record<string, number>> = { '': 0, 万: 4, 亿: 8 };

/**
 * Reads a number at the start of a cell.
 *
 * @returns the number with what follows it, or what is wrong with it
 */
export function findNumber(text: string, kind: CellMark | undefined, mark: DecimalMark): NumberFound | CellProblem {
  // most cells are this simple
  if (kind === 'number' || (kind === undefined && mark === '.')) {
    const simple = text.length < 24 ? simpleShape.exec(text) : null;
    if (simple) return { number: withoutZeros(simple[1] as string, simple[2]), rest: simple[3] ?? '', notes: [] };
  }
  const plain = plainText(text).replace(/[\u2212\u2013\u2014\u2010\u2011]/g, '-');
  const trouble = troubleOf(plain.toLowerCase(), kind);
  if (trouble) return trouble;
  const asTyped = quoted(text.trim());
  if (kind === 'date') return { problem: 'date_in_number', text: asTyped };
  if (kind === 'boolean') return { problem: 'not_a_number', text: asTyped };
  // accountants write a negative number in parentheses
  const inParentheses = /^\((\d[^()]*)\)$/.exec(plain)?.[1];
  const found = shape.exec(inParentheses ?? plain);
  if (!found) return { problem: 'not_a_number', text: asTyped };
  const [, sign = '', written = '', exponent = '0', power = '', rest = ''] = found;
  const digits = withoutSpaces(written.trim().replace(/[.,]$/, ''));
  // a workbook's own numbers know neither thousands nor commas
  const isStored = kind === 'number' || kind === 'formula';
  const reading = digits === undefined ? undefined : readMarks(digits, isStored ? '.' : mark);
  if (!reading) return { problem: 'not_a_number', text: asTyped };
  const shift = Number(exponent) + (powers[power] ?? 0);
  if (digits !== undefined && digits.length + Math.abs(shift) > mostDigits) {
    return { problem: 'too_many_digits', text: asTyped, limit: mostDigits };
  }
  const isNegative = sign === '-' || inParentheses !== undefined;
  const [number, other] = reading.parts.map(([integer, fraction]) => {
    const value = shifted(integer, fraction, shift);
    return isNegative && value !== '0' ? `-${value}` : value;
  });
  if (number === undefined) return { problem: 'not_a_number', text: asTyped };
  if (other !== undefined) return { problem: 'ambiguous_number', text: asTyped, first: number, second: other };
  const notes = notesOfKind(kind);
  if (reading.note) notes.push({ note: reading.note, text: asTyped, number });
  if (power !== '') notes.push({ note: 'ten_thousands', text: asTyped, number });
  return { number, rest: rest.trim(), notes };
}

/**
 * The decimal mark of a column by its cells: `,` when some can only be read so and none speaks for the dot, `either`
 * when both are met, else `.`.
 */
export function decimalMarkOf(texts: Iterable<string>): DecimalMark {
  let commas = 0;
  let dots = 0;
  for (const text of texts) {
    const digits = /^[+-]?(\d[\d.,]*\d)/.exec(plainText(text))?.[1];
    if (!digits) continue;
    const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
    if (last < 0 || isGrouped(digits, digits[last] as string)) continue;
    if (digits[last] === ',') commas += 1;
    else dots += 1;
  }
  if (commas === 0) return '.';
  return dots === 0 ? ',' : 'either';
}
