// What a guest is shown and may send: the columns that the link asks for, with the choices that its maker allowed, and no more.
import { Readable } from 'node:stream';
import type { Tx } from '../db/database.ts';
import { type Dictionary, type Language, word } from '../i18n/words.ts';
import { workbookBytes } from '../intake/read/write-workbook.ts';
import { headingOf, type SheetColumn, sheetColumns } from '../intake/sheet-columns.ts';
import type { FieldValue, RecordKind } from '../records/declare/kind.ts';
import { nameOf } from '../records/server/names.ts';
import { findLatest } from '../records/server/read.ts';
import type { Kinds } from '../records/server/refs.ts';
import type { GuestLink } from './links.ts';

/** One field of the form. */
export interface GuestField {
  key: string;
  label: string;
  required: boolean;
  type: 'date' | 'month' | 'number' | 'choice' | 'yesno' | 'text' | 'long';
  choices?: { value: string; label: string }[];
}

/** Which records a guest may name, by kind: those of the link's choices and of its fixed values. */
export function namedBy(link: Pick<GuestLink, 'choices' | 'given'>, kind: RecordKind): Map<string, Set<string>> {
  const only = new Map<string, Set<string>>();
  for (const [path, of] of kind.flat) {
    if (of.type !== 'ref') continue;
    const ids = [...(link.choices[path] ?? []), ...(typeof link.given[path] === 'string' ? [link.given[path]] : [])];
    only.set(of.to, new Set([...(only.get(of.to) ?? []), ...ids]));
  }
  return only;
}

/** The columns of a link. */
export const columnsOf = (words: Dictionary, kind: RecordKind, link: Pick<GuestLink, 'fields'>): SheetColumn[] =>
  sheetColumns(words, kind).filter((column) => !column.line && link.fields.includes(column.key));

interface FormWorld {
  kinds: Kinds;
  words: Dictionary;
}

async function namesOf(tx: Tx, world: FormWorld, kind: RecordKind, link: GuestLink) {
  const names = new Map<string, { code: string; en: string; zh: string }>();
  for (const [to, ids] of namedBy(link, kind)) {
    const target = world.kinds.get(to);
    if (!target) continue;
    for (const record of await findLatest(tx, target, [...ids]))
      if (!record.voided) names.set(record.id, nameOf(target, record.values));
  }
  return names;
}

const typeOf = ({ of }: SheetColumn): GuestField['type'] => {
  switch (of.type) {
    case 'date':
      return 'date';
    case 'month':
      return 'month';
    case 'quantity':
    case 'decimal':
    case 'integer':
    case 'year':
      return 'number';
    case 'code':
    case 'ref':
      return 'choice';
    case 'flag':
      return 'yesno';
    case 'text':
      return of.max > 200 ? 'long' : 'text';
    default:
      return 'text';
  }
};

/** The form behind a link, in a language: fixed values in words, fields with their choices. */
export async function formOf(tx: Tx, world: FormWorld, kind: RecordKind, link: GuestLink, language: Language) {
  const { words } = world;
  const names = await namesOf(tx, world, kind, link);
  const labelled = (id: string) => {
    const name = names.get(id);
    return name ? (name[language] === name.code ? name.code : `${name.code} ${name[language]}`) : null;
  };
  const all = sheetColumns(words, kind);
  const said = (path: string, value: FieldValue): string => {
    const of = kind.flat.get(path);
    if (of?.type === 'ref') return labelled(String(value)) ?? '';
    if (of?.type === 'code') return word(words, language, `${of.words}.${value}`);
    if (value && typeof value === 'object' && 'value' in value) return value.value;
    return String(value);
  };
  return {
    kind: kind.kind,
    title: word(words, language, `${kind.kind}|many`),
    forWhom: link.forWhom,
    note: link.note,
    language: link.language,
    madeByName: link.madeByName,
    expiresAt: link.expiresAt,
    given: Object.entries(link.given).map(([path, value]) => {
      const column = all.find((one) => one.path === path);
      return { label: column ? headingOf(words, kind, column, language) : path, text: said(path, value) };
    }),
    fields: columnsOf(words, kind, link).map((column): GuestField => {
      const { of } = column;
      const choices =
        of.type === 'ref'
          ? (link.choices[column.path] ?? []).flatMap((id) => {
              const code = names.get(id)?.code;
              return code ? [{ value: code, label: labelled(id) ?? code }] : [];
            })
          : of.type === 'code'
            ? of.codes.map((code) => ({ value: code, label: word(words, language, `${of.words}.${code}`) }))
            : undefined;
      return {
        key: column.key,
        label: headingOf(words, kind, column, language),
        required: column.required,
        type: typeOf(column),
        ...(choices ? { choices } : {}),
      };
    }),
  };
}

/** The same as a sheet to be filled in. */
export async function sheetOf(tx: Tx, world: FormWorld, kind: RecordKind, link: GuestLink, language: Language) {
  const form = await formOf(tx, world, kind, link, language);
  const name = form.title;
  return {
    fileName: `${name}.xlsx`,
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    body: Readable.from(
      workbookBytes([
        {
          name,
          columns: form.fields.map(({ label, required, type, choices }) => ({
            ...{ heading: label, required, width: 22 },
            as: type === 'date' ? ('date' as const) : type === 'number' ? ('number' as const) : ('text' as const),
            ...(choices ? { list: choices.map((one) => one.label) } : {}),
          })),
          rows: [],
        },
      ]),
    ),
  };
}
