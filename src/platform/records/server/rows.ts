// Between values and rows: how a record kind's fields become columns and come back.

import { lineFields } from '../declare/check-values.ts';
import {
  type Column,
  columnsOf,
  type Entered,
  type FieldValue,
  type LocalText,
  type RecordKind,
  type Values,
} from '../declare/kind.ts';

const plans = new WeakMap<RecordKind, { head: Column[]; line: Column[] }>();

/** Columns of a kind's own fields, head and line. */
export function columnPlan(kind: RecordKind): { head: Column[]; line: Column[] } {
  let found = plans.get(kind);
  if (!found) {
    found = { head: columnsOf(kind.all), line: columnsOf(lineFields(kind)) };
    plans.set(kind, found);
  }
  return found;
}

/** The text that goes into one column, or null. */
export function cellOf(column: Column, values: Values): string | null {
  const value = values[column.path];
  if (value === null || value === undefined) return null;
  switch (column.part) {
    case 'en':
      return (value as LocalText).en;
    case 'zh':
      return (value as LocalText).zh;
    case 'entered':
      return (value as Entered).entered;
    case 'basis':
      return (value as Entered).basis ?? null;
    case 'value':
      if (Array.isArray(value)) return arrayLiteral(value);
      return typeof value === 'object' ? (value as Entered).value : String(value);
  }
}

const plainText = /^[\w.:+\-/ ]+$/u;

/** One element of a PostgreSQL array literal. */
export function arrayElement(value: string | null): string {
  if (value === null) return 'NULL';
  if (plainText.test(value) && value.trim() === value && value.toUpperCase() !== 'NULL')
    return value.includes(' ') ? `"${value}"` : value;
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}

/** A PostgreSQL array literal of texts; `unnest` of one literal per column is the fastest door that row security leaves open. */
export const arrayLiteral = (values: readonly (string | null)[]): string => `{${values.map(arrayElement).join(',')}}`;

/** A row's own fields as values by path. */
export function valuesOf(columns: readonly Column[], row: Record<string, unknown>): Values {
  const values: Values = {};
  for (const column of columns) {
    const cell = (row[column.name] ?? null) as FieldValue;
    if (column.part === 'value') {
      values[column.path] = cell;
      continue;
    }
    if (column.part === 'en') {
      values[column.path] = cell === null ? null : { en: cell as string, zh: null };
      continue;
    }
    const made = values[column.path];
    if (column.part === 'zh') {
      if (made) (made as LocalText).zh = cell as string | null;
      else if (cell !== null) values[column.path] = { en: null, zh: cell as string };
      continue;
    }
    if (made === null || made === undefined) continue;
    const entered: Entered =
      typeof made === 'object' ? (made as Entered) : { value: normalised(made as string), entered: null };
    if (column.part === 'entered') entered.entered = cell as string | null;
    else entered.basis = cell as string | null;
    values[column.path] = entered;
  }
  for (const column of columns) {
    if (column.sqlType === 'numeric' && column.part === 'value' && typeof values[column.path] === 'string') {
      values[column.path] = normalised(values[column.path] as string);
    }
  }
  return values;
}

/** `numeric` comes back as it was written; stored values are normalised, so this only guards against a foreign hand. */
function normalised(value: string): string {
  return value.includes('.') ? value.replace(/0+$/, '').replace(/\.$/, '') : value;
}
