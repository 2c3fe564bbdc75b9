// How a value is written for a reader: numbers grouped, codes and references by their names, missing as a dash.

import type { CalendarDate, Month } from '#period/calendar-date.ts';
import { labelDate, labelMonth } from '#period/label.ts';
import type { Language } from '#platform/i18n/words.ts';
import { unitSign } from '#units/entered.ts';
import type { Entered, Field, FieldValue, LocalText } from '../declare/kind.ts';
import type { Names } from './answers.ts';

/** A value as text; `title` says more on hover. */
export interface Shown {
  text: string;
  title?: string;
}

/** Fields whose values stand at the right edge of their column. */
export const isNumeric = (of: Field): boolean =>
  of.type === 'quantity' || of.type === 'decimal' || of.type === 'integer';

/** Thousands separated, and at least so many decimals; an exact decimal stays exact. */
export function groupDigits(exact: string, atLeast = 0): string {
  const negative = exact.startsWith('-');
  const [whole = '0', fraction = ''] = exact.replace('-', '').split('.');
  const decimals = fraction.padEnd(atLeast, '0');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${negative ? '−' : ''}${grouped}${decimals === '' ? '' : `.${decimals}`}`;
}

/** Tonnes are shown to the kilogram, so that points stand below each other. */
const decimalsOf = (of: Field): number => (of.type === 'quantity' && of.unit === 't' ? 3 : 0);

/** What it takes to write a value. */
export interface ShowingWith {
  language: Language;
  t: (key: string, facts?: Readonly<Record<string, string | number>>) => string;
  names: Names;
  /** dates in words instead of digits, outside tables */
  inWords?: boolean;
}

const nameIn = (language: Language, name: { en: string | null; zh: string | null }): string =>
  (language === 'zh' ? (name.zh ?? name.en) : (name.en ?? name.zh)) ?? '';

/** A referred record by name, its code on hover. */
export function shownReference(id: string, { language, names }: Pick<ShowingWith, 'language' | 'names'>): Shown {
  const name = names[id];
  if (!name) return { text: id.slice(0, 8), title: id };
  const text = nameIn(language, name);
  return text === ''
    ? { text: name.code ?? id.slice(0, 8) }
    : { text, title: [name.code, text].filter(Boolean).join(' · ') };
}

/** `12 us_gal` as it was typed, its unit by its name. */
function asTyped(entered: string, units: readonly string[], t: ShowingWith['t']): string {
  const [number, unit] = entered.split(' ');
  return number && unit && units.includes(unit) ? `${number} ${t(`ui.unit.${unit}`)}` : entered;
}

/** A value for a reader; null when there is none, for missing is never zero. */
export function shownValue(of: Field, value: FieldValue | undefined, by: ShowingWith): Shown | null {
  if (value === null || value === undefined || value === '') return null;
  switch (of.type) {
    case 'date':
      return { text: by.inWords ? labelDate(value as CalendarDate, by.language) : String(value) };
    case 'month':
      return {
        text: by.inWords ? labelMonth(String(value).slice(0, 7) as Month, by.language) : String(value).slice(0, 7),
      };
    case 'year':
      return { text: String(value).slice(0, 4) };
    case 'text':
      return { text: String(value), title: String(value) };
    case 'integer':
    case 'decimal':
      return { text: groupDigits(String(value)) };
    case 'quantity': {
      const given: Entered = typeof value === 'object' ? (value as Entered) : { value: String(value), entered: null };
      const more = [
        given.entered ? by.t('ui.value.entered', { entered: asTyped(given.entered, of.enteredIn, by.t) }) : '',
        given.basis ? by.t(`ui.basisOf.${given.basis}`) : '',
      ].filter(Boolean);
      return {
        text: groupDigits(given.value, decimalsOf(of)),
        ...(more.length > 0 ? { title: more.join(' · ') } : {}),
      };
    }
    case 'code':
      return { text: by.t(`${of.words}.${String(value)}`) };
    case 'codes': {
      const list = value as string[];
      if (list.length === 0) return null;
      const text = list
        .map((code) => (of.codes ? by.t(`${of.words}.${code}`) : code))
        .join(by.language === 'zh' ? '、' : ', ');
      return { text, title: text };
    }
    case 'flag':
      return { text: by.t(value ? 'ui.value.yes' : 'ui.value.no') };
    case 'ref':
      return shownReference(String(value), by);
    case 'local': {
      const text = nameIn(by.language, value as LocalText);
      return text === '' ? null : { text, title: text };
    }
  }
}

/** The unit of a field, to be set beside a single value; in tables it stands in the column's head. */
export const unitOf = (of: Field): string | undefined => (of.type === 'quantity' ? unitSign(of.unit) : undefined);
