// An exact number without a unit in a cell: a decimal, a share in percent, a whole number.
import type { CellMark } from '../read/raw-row.ts';
import { type DecimalMark, findNumber, shifted } from './number-text.ts';
import { type CellResult, quoted, understood } from './problem.ts';

export interface NumberOptions {
  decimal?: DecimalMark;
  /** off by default: most of what is recorded cannot be less than nothing */
  allowNegative?: boolean;
  /** `85%` becomes 0.85; refused by default */
  percentAsShare?: boolean;
}

/** Reads an exact decimal as canonical text, such as `1250.5`. */
export function parseNumber(text: string, kind: CellMark | undefined, options: NumberOptions = {}): CellResult<string> {
  if (kind === 'merged') return { problem: 'merged_value', text: quoted(text) };
  const found = findNumber(text, kind, options.decimal ?? '.');
  if ('problem' in found) return found;
  let { number } = found;
  if (found.rest === '%') {
    if (!options.percentAsShare) return { problem: 'percent_not_wanted', text: quoted(text) };
    const [integer = '0', fraction = ''] = number.replace('-', '').split('.');
    number = (number.startsWith('-') ? '-' : '') + shifted(integer, fraction, -2);
  } else if (found.rest !== '' && kind !== 'number') {
    return { problem: 'not_a_number', text: quoted(text) };
  }
  if (number.startsWith('-') && !options.allowNegative) return { problem: 'negative', text: quoted(text) };
  return understood(number, found.notes);
}

/** Digits that a JavaScript integer keeps. */
const wholeDigits = 15;

/** Reads a whole number; `5.0` is one. */
export function parseInteger(
  text: string,
  kind: CellMark | undefined,
  options: NumberOptions = {},
): CellResult<number> {
  // a number that stands for several rows is doubtful only where it is a quantity: a line or a count may
  const found = parseNumber(text, kind === 'merged' ? undefined : kind, options);
  if ('problem' in found) return found;
  if (found.value.includes('.')) return { problem: 'not_whole', text: quoted(text) };
  if (found.value.length > wholeDigits) return { problem: 'too_many_digits', text: quoted(text), limit: wholeDigits };
  return understood(Number(found.value), kind === 'merged' ? [{ note: 'from_merged' }] : found.notes);
}
