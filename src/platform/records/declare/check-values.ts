// Whether values are what their kind declares: the same check in browser, API and sheet.
import { Decimal } from 'decimal.js';
import {
  bases,
  type CheckContext,
  type Entered,
  type Field,
  type FieldValue,
  type LocalText,
  type Problem,
  type RecordKind,
  type Values,
} from './kind.ts';

const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const plainDecimal = /^-?\d{1,20}(\.\d{1,12})?$/;

/** Whether text is a day that the calendar has. */
export function isDay(value: string): boolean {
  const found = isoDate.exec(value);
  if (!found) return false;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return year >= 1900 && year <= 2200 && day >= 1 && day <= length;
}

/** Control characters, direction marks, joiners, fillers: unseen, so that with them equal things would look equal and not be. */
const unseen = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** What no database keeps, no sheet holds and no report prints; line ends and tabs are not among it. */
const control = /(?![\t\n])\p{Cc}/gu;

/** Letters, digits and dashes of ASCII: already as they are kept. */
const plain = /^[\w.:+/-]*$/;

/** Text as it is kept: NFKC, nothing unseen, no outer or doubled blanks, so that equal things are equal. */
export const normaliseText = (value: string) =>
  plain.test(value) ? value : value.toWellFormed().normalize('NFKC').replace(/\s+/g, ' ').replace(unseen, '').trim();

/** Prose as it is kept: full-width punctuation is Chinese punctuation and stays; only composition and outer blanks are put right. */
export const normaliseProse = (value: string) => value.toWellFormed().normalize('NFC').replace(control, '').trim();

/** An exact decimal without trailing zeros or exponent; `null` when it is not one. */
export function normaliseDecimal(value: string): string | null {
  if (!plainDecimal.test(value)) return null;
  if (!value.includes('.'))
    return value.startsWith('-') || value.startsWith('0') ? new Decimal(value).toFixed() : value;
  return new Decimal(value).toFixed();
}

/** What a column of whole numbers holds. */
const MOST_INTEGER = 2_147_483_647;
/** A quantity as it was typed, or one code of an open list, is no longer than this. */
const MOST_ENTERED = 80;
const MOST_CODES = 1_000;

type Outcome = { value: FieldValue } | { code: string; facts?: Record<string, string | number> };
const bad = (code: string, facts?: Record<string, string | number>): Outcome => (facts ? { code, facts } : { code });

function inRange(value: string, of: { min?: string; max?: string; above?: string }): Outcome | undefined {
  if (of.above !== undefined && !new Decimal(value).gt(of.above)) return bad('not_above', { limit: of.above });
  if (of.min !== undefined && new Decimal(value).lt(of.min)) return bad('below_minimum', { limit: of.min });
  if (of.max !== undefined && new Decimal(value).gt(of.max)) return bad('above_maximum', { limit: of.max });
  return undefined;
}

function checkText(raw: unknown, of: { max: number; pattern?: RegExp; prose?: boolean; figure?: boolean }): Outcome {
  if (typeof raw !== 'string') return bad('not_text');
  const value = of.prose || of.figure ? normaliseProse(raw) : normaliseText(raw);
  if (value.length > of.max) return bad('too_long_value', { max: of.max });
  if (of.pattern && !of.pattern.test(value)) return bad('wrong_shape');
  return { value: value === '' ? null : value };
}

/** What a person could have typed; anything with an inside of its own is none, and is not asked what it would be as text. */
const typed = (raw: unknown): string =>
  typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : '';

function checkDecimal(raw: unknown, of: { min?: string; max?: string; above?: string }): Outcome {
  const value = normaliseDecimal(typed(raw));
  if (value === null) return bad('not_a_number');
  return inRange(value, of) ?? { value };
}

function checkOne(raw: unknown, of: Field): Outcome {
  switch (of.type) {
    case 'date':
      return typeof raw === 'string' && isDay(raw) ? { value: raw } : bad('not_a_date');
    case 'month': {
      const first = typeof raw === 'string' ? (raw.length === 7 ? `${raw}-01` : raw) : '';
      return isDay(first) && first.endsWith('-01') ? { value: first } : bad('not_a_month');
    }
    case 'year': {
      const text = typed(raw);
      const first = /^\d{4}$/.test(text) ? `${text}-01-01` : text;
      return isDay(first) && first.endsWith('-01-01') ? { value: first } : bad('not_a_year');
    }
    case 'text':
      return checkText(raw, of);
    case 'integer': {
      const value = typeof raw === 'number' ? raw : Number(typed(raw) || Number.NaN);
      if (!Number.isSafeInteger(value)) return bad('not_a_whole_number');
      const [min, max] = [of.min ?? -MOST_INTEGER, of.max ?? MOST_INTEGER];
      if (value < min) return bad('below_minimum', { limit: min });
      if (value > max) return bad('above_maximum', { limit: max });
      return { value };
    }
    case 'decimal':
      return checkDecimal(raw, of);
    case 'quantity': {
      const given: Partial<Record<keyof Entered, unknown>> =
        typeof raw === 'object' && raw !== null ? raw : { value: raw };
      const checked = checkDecimal(given.value, of.above === undefined ? {} : { above: of.above });
      if ('code' in checked) return checked;
      const entered = given.entered == null ? { value: null } : checkText(given.entered, { max: MOST_ENTERED });
      if ('code' in entered) return entered;
      const value: Entered = { value: checked.value as string, entered: entered.value as string | null };
      if (!of.basis) return { value };
      const basis = given.basis == null ? null : bases.find((one) => one === given.basis);
      if (basis === undefined) return bad('unknown_code', { text: typed(given.basis).slice(0, 80) });
      return { value: { ...value, basis } };
    }
    case 'code':
      return of.codes.includes(typed(raw))
        ? { value: typed(raw) }
        : bad('unknown_code', { text: typed(raw).slice(0, 80) });
    case 'codes': {
      if (!Array.isArray(raw) || raw.length > MOST_CODES) return bad('not_a_list');
      if (!raw.every((one) => typeof one === 'string')) return bad('not_text');
      const list = [...new Set(raw.map(normaliseText))].filter((one) => one !== '').sort();
      if (list.some((one) => one.length > MOST_ENTERED)) return bad('too_long_value', { max: MOST_ENTERED });
      const unknown = of.codes && list.find((one) => !of.codes?.includes(one));
      return unknown ? bad('unknown_code', { text: unknown.slice(0, 80) }) : { value: list };
    }
    case 'flag':
      return typeof raw === 'boolean' ? { value: raw } : bad('not_yes_or_no');
    case 'ref':
      return typeof raw === 'string' && uuid.test(raw) ? { value: raw } : bad('not_a_reference');
    case 'local': {
      const given = (typeof raw === 'object' && raw !== null ? raw : { en: raw, zh: null }) as LocalText;
      const en = given.en == null ? { value: null } : checkText(given.en, { max: of.max, prose: true });
      const zh = given.zh == null ? { value: null } : checkText(given.zh, { max: of.max, prose: true });
      if ('code' in en) return en;
      if ('code' in zh) return zh;
      if (en.value === null && zh.value === null) return { value: null };
      // One language stands for the other until it is given, so that no reader meets an empty name.
      return { value: { en: (en.value ?? zh.value) as string, zh: (zh.value ?? en.value) as string } };
    }
  }
}

function checkFields(
  given: Record<string, unknown>,
  of: ReadonlyMap<string, Field>,
  problems: Problem[],
  line?: number,
): Values {
  const values: Values = {};
  const at = line === undefined ? {} : { line };
  for (const [path, declared] of of) {
    const raw = given[path];
    if (raw === null || raw === undefined || raw === '') {
      values[path] = null;
      if (declared.required) problems.push({ field: path, code: 'missing', level: 'error', ...at });
      continue;
    }
    const outcome = checkOne(raw, declared);
    if ('code' in outcome) {
      values[path] = null;
      problems.push({
        field: path,
        code: outcome.code,
        level: 'error',
        ...(outcome.facts ? { facts: outcome.facts } : {}),
        ...at,
      });
    } else {
      values[path] = outcome.value;
      if (outcome.value === null && declared.required)
        problems.push({ field: path, code: 'missing', level: 'error', ...at });
    }
  }
  for (const path of Object.keys(given)) {
    if (!of.has(path)) problems.push({ field: path, code: 'unknown_field', level: 'error', ...at });
  }
  return values;
}

/** The line fields of a kind as a map, for the same functions as the head's. */
export const lineFields = (kind: RecordKind): ReadonlyMap<string, Field> =>
  new Map(Object.entries(kind.lines?.fields ?? {}));

/** What a set of given values comes to: normalised values, and every problem at once. */
export interface Checked {
  values: Values;
  lines: Values[];
  problems: Problem[];
}

/**
 * Checks given values against their kind: types, requiredness, ranges, then the kind's own checks and derivations.
 * The kind's checks run only when the types hold, so that they need not expect nonsense.
 */
export function checkRecord(
  kind: RecordKind,
  given: Record<string, unknown>,
  givenLines: readonly Record<string, unknown>[],
  context: CheckContext,
): Checked {
  const problems: Problem[] = [];
  const values = checkFields(given, kind.flat, problems);
  const lines = kind.lines
    ? givenLines.map((line, index) => checkFields(line, lineFields(kind), problems, index + 1))
    : [];
  if (!problems.some((problem) => problem.level === 'error')) {
    for (const check of kind.check ?? []) {
      const found = check(values, lines, context);
      if (found) problems.push(...(Array.isArray(found) ? (found as readonly Problem[]) : [found as Problem]));
    }
    if (kind.derived && !problems.some((problem) => problem.level === 'error')) {
      Object.assign(values, kind.derived.from(values, context));
    }
  }
  return { values, lines, problems };
}
