// The columns that a record kind has in a sheet: their names in both languages, and what people call them besides.
import { type Dictionary, languages, word } from '../i18n/words.ts';
import type { Field, RecordKind } from '../records/declare/kind.ts';

/** One column of a sheet: a field, or one language of a local text. */
export interface SheetColumn {
  /** `departedOn`, `name.en`, or `line/stream` for a field of a line */
  key: string;
  path: string;
  of: Field;
  line: boolean;
  part: 'value' | 'en' | 'zh';
  required: boolean;
  names: readonly string[];
  /** a column for one line of its own: the code of what its heading names */
  across?: string;
}

const languageMarks = { en: ['(English)', '（英文）', '(EN)'], zh: ['(Chinese)', '（中文）', '(ZH)'] } as const;
const unitBracket = /\s*[（(][^（()）]*[)）]\s*$/;

/** Labels without the unit in brackets are names too: a heading may say another unit. */
function namesOf(words: Dictionary, key: string, path: string): string[] {
  const labels = languages.map((language) => word(words, language, key));
  const bare = labels.map((label) => label.replace(unitBracket, ''));
  const also = languages
    .flatMap((language) => (words[language][`${key}|also`] ?? '').split('|'))
    .filter((one) => one !== '');
  return [...new Set([path, ...labels, ...bare, ...also])];
}

function columnsOfField(words: Dictionary, kind: RecordKind, path: string, of: Field, line: boolean): SheetColumn[] {
  const key = line ? `${kind.lines?.name}/${path}` : path;
  const wordKey = line ? `${kind.kind}.${kind.lines?.name}.${path}` : `${kind.kind}.${path}`;
  const names = namesOf(words, wordKey, key);
  if (of.type !== 'local') return [{ key, path, of, line, part: 'value', required: of.required, names }];
  return (['en', 'zh'] as const).map((part) => ({
    key: `${key}.${part}`,
    path,
    of,
    line,
    part,
    required: false,
    names: [
      `${key}.${part}`,
      ...names.flatMap((name) => languageMarks[part].flatMap((mark) => [`${name} ${mark}`, `${name}${mark}`])),
      ...(part === 'en' ? names : []),
    ],
  }));
}

/** All columns of a kind, head first, then those of its lines. */
export function sheetColumns(words: Dictionary, kind: RecordKind): SheetColumn[] {
  const head = [...kind.flat].flatMap(([path, of]) => columnsOfField(words, kind, path, of, false));
  const lines = Object.entries(kind.lines?.fields ?? {}).flatMap(([path, of]) =>
    columnsOfField(words, kind, path, of, true),
  );
  return [...head, ...lines];
}

/** Columns of which each is a line of its own, where the kind's lines may stand across a sheet. */
function columnsAcross(words: Dictionary, { lines }: RecordKind): SheetColumn[] {
  const of = lines?.across && lines.fields[lines.across.value];
  const by = lines?.across && lines.fields[lines.across.by];
  if (!lines?.across || !of || by?.type !== 'code') return [];
  const path = lines.across.value;
  return by.codes.map((code) => ({
    ...{ key: `${lines.name}/${path}@${code}`, path, of, line: true, part: 'value' as const, required: false },
    across: code,
    names: namesOf(words, `${by.words}.${code}`, code),
  }));
}

/** All columns that a sheet may have when it is read; those that are written have each field once. */
export const columnsToRead = (words: Dictionary, kind: RecordKind): SheetColumn[] => [
  ...sheetColumns(words, kind),
  ...columnsAcross(words, kind),
];

/** The heading under which a column is written in a template or an export. */
export function headingOf(words: Dictionary, kind: RecordKind, column: SheetColumn, language: 'en' | 'zh'): string {
  const by = column.across === undefined ? undefined : kind.lines?.fields[kind.lines.across?.by ?? ''];
  if (column.across !== undefined && by && 'words' in by) return word(words, language, `${by.words}.${column.across}`);
  const wordKey = column.line ? `${kind.kind}.${kind.lines?.name}.${column.path}` : `${kind.kind}.${column.path}`;
  const label = word(words, language, wordKey);
  if (column.part === 'value') return label;
  return `${label}${language === 'en' ? ` ${languageMarks[column.part][0]}` : languageMarks[column.part][1]}`;
}

/** A column of an export that is only read: where the record stands, and what is worked out from it. */
export interface ReadOnlyColumn {
  key: string;
  /** key of its label */
  words: string;
  /** absent for the state of the record */
  of: Field | undefined;
}

/** What an export shows besides the columns that can be typed in. */
export function readOnlyColumns(words: Dictionary, kind: RecordKind): ReadOnlyColumn[] {
  const derived = Object.entries(kind.derived?.fields ?? {})
    .filter(([path, of]) => of.type !== 'local' && `${kind.kind}.${path}` in words.en)
    .map(([path, of]) => ({ key: path, words: `${kind.kind}.${path}`, of }));
  const state = kind.review === 'none' ? [] : [{ key: 'state', words: 'sheet.state', of: undefined }];
  return [...derived, ...state];
}
