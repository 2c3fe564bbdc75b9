// What stands in a form before it is a record: text as typed, and how it becomes the values that are checked.
import { enteredIn } from '#units/entered.ts';
import type { Entered, Field, FieldValue, Values } from '../declare/kind.ts';

/** A quantity as typed. */
export interface TypedQuantity {
  typed: string;
  unit: string;
  basis: string | null;
}

/** What a form holds for one field: as typed for numbers, as kept for everything else. */
export type FormValue = FieldValue | TypedQuantity | undefined;
export type FormValues = Record<string, FormValue>;

const isTyped = (value: FormValue): value is TypedQuantity =>
  typeof value === 'object' && value !== null && 'typed' in value;

/** A number as people type it: full-width digits, thousands separated by commas or blanks. */
export const plainNumber = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[\s,_']/g, '')
    .replace(/^\+/, '');

/** The units that a quantity can be typed in; its own alone where there is no choice. */
export const unitsOf = (of: Field): readonly string[] =>
  of.type !== 'quantity' ? [] : of.enteredIn.length > 0 ? of.enteredIn : [of.unit];

/** The kept value of a field as its form shows it; a quantity as it was typed, where that is known. */
export function formValueOf(of: Field, value: FieldValue | undefined): FormValue {
  if (of.type !== 'quantity') return value ?? null;
  if (value === null || value === undefined)
    return { typed: '', unit: unitsOf(of)[0] ?? of.unit, basis: of.basis ? 'weighed' : null };
  const kept: Entered = typeof value === 'object' ? (value as Entered) : { value: String(value), entered: null };
  const [typed, unit] = (kept.entered ?? '').split(' ');
  const basis = kept.basis ?? null;
  return typed && unit && unitsOf(of).includes(unit)
    ? { typed, unit, basis }
    : { typed: kept.value, unit: of.unit, basis };
}

/** What a new record begins with where the declaration leaves little choice: line 1 of a document. */
export const firstValues = (fields: ReadonlyMap<string, Field>): Values =>
  Object.fromEntries(
    [...fields].flatMap(([path, of]) =>
      of.type === 'integer' && of.required && of.min !== undefined ? [[path, of.min]] : [],
    ),
  );

/** Every field of a form from kept values. */
export const formValuesOf = (fields: ReadonlyMap<string, Field>, values: Values): FormValues =>
  Object.fromEntries([...fields].map(([path, of]) => [path, formValueOf(of, values[path])]));

/** What is checked and sent for one field. Text that is no number stays as typed, so that the check says so. */
export function givenValueOf(of: Field, value: FormValue): unknown {
  if (of.type === 'quantity') {
    if (!isTyped(value) || value.typed.trim() === '') return null;
    const number = plainNumber(value.typed);
    const isNumber = /^-?\d{1,20}(\.\d{1,12})?$/.test(number);
    const exact = (isNumber ? enteredIn(number, value.unit, of.unit) : null) ?? number;
    return {
      value: exact,
      entered: of.enteredIn.length > 0 && isNumber ? `${number} ${value.unit}` : null,
      ...(of.basis ? { basis: value.basis } : {}),
    };
  }
  if ((of.type === 'decimal' || of.type === 'integer') && typeof value === 'string')
    return value.trim() === '' ? null : plainNumber(value);
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  return value ?? null;
}

/** What is checked and sent for every field. */
export const givenValuesOf = (fields: ReadonlyMap<string, Field>, values: FormValues): Record<string, unknown> =>
  Object.fromEntries([...fields].map(([path, of]) => [path, givenValueOf(of, values[path])]));
