// What stands in a cell of a sheet for a value of a record, and whether two values are the same to who reads the cell.
import { type Dictionary, type Language, word } from '../i18n/words.ts';
import { normaliseDecimal, normaliseProse, normaliseText } from '../records/declare/check-values.ts';
import type { Entered, Field, FieldValue, LocalText, Values } from '../records/declare/kind.ts';
import type { RecordRead } from '../records/server/read.ts';
import type { CellToWrite } from './read/write-workbook.ts';
import type { ReadOnlyColumn, SheetColumn } from './sheet-columns.ts';

/** Stands where the reader may not see a value: no number, so that nobody takes it for one. */
export const hiddenCell = '***';

type CodeOf = (id: string) => string;

function written(
  words: Dictionary,
  of: Field,
  part: SheetColumn['part'],
  value: FieldValue | undefined,
  codeOf: CodeOf,
  language: Language,
): CellToWrite {
  if (value === null || value === undefined) return null;
  switch (of.type) {
    case 'date':
      return { text: value as string, as: 'date' };
    case 'month':
      return (value as string).slice(0, 7);
    case 'year':
      return (value as string).slice(0, 4);
    case 'quantity':
      return { text: typeof value === 'object' ? (value as Entered).value : String(value), as: 'number' };
    case 'integer':
    case 'decimal':
      return { text: String(value), as: 'number' };
    case 'flag':
      return language === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no';
    case 'code':
      return word(words, language, `${of.words}.${value}`);
    case 'codes':
      return (value as string[]).join(';');
    case 'ref':
      return codeOf(value as string);
    case 'local':
      return (value as LocalText)[part === 'zh' ? 'zh' : 'en'];
    default:
      return String(value);
  }
}

/** The cell of a column for a record, of its head or of one line. */
export const cellOf = (
  words: Dictionary,
  column: SheetColumn,
  values: Values,
  line: Values,
  codeOf: CodeOf,
  language: Language,
): CellToWrite => written(words, column.of, column.part, (column.line ? line : values)[column.path], codeOf, language);

/** The text of a value in a cell. */
export function textOf(
  words: Dictionary,
  column: Pick<SheetColumn, 'of' | 'part'>,
  value: FieldValue | undefined,
  codeOf: CodeOf,
  language: Language,
): string {
  const cell = written(words, column.of, column.part, value, codeOf, language);
  return cell === null ? '' : typeof cell === 'string' ? cell : cell.text;
}

/** The cell of a column that is only read. */
export function shownCell(
  words: Dictionary,
  column: ReadOnlyColumn,
  record: RecordRead,
  codeOf: CodeOf,
  language: Language,
): CellToWrite {
  if (!column.of) return word(words, language, `state.${record.state}`);
  return written(words, column.of, 'value', record.values[column.key], codeOf, language);
}

/** The part of a value that stands in one column: of a text in two languages, one of them. */
export function partOf(column: Pick<SheetColumn, 'of' | 'part'>, value: unknown): FieldValue {
  if (value === null || value === undefined || value === '') return null;
  if (column.of.type !== 'local') return value as FieldValue;
  return (value as LocalText)[column.part === 'zh' ? 'zh' : 'en'] || null;
}

const amount = (value: unknown): string => {
  const text = typeof value === 'object' && value !== null ? (value as Entered).value : String(value);
  return normaliseDecimal(text) ?? text;
};

/** Whether two values of a column are the same to who reads the sheet: by mass whatever it was typed in, by text as it is kept. */
export function isSame(of: Field, one: FieldValue, other: FieldValue): boolean {
  if (one === null || other === null) return one === other;
  switch (of.type) {
    case 'quantity':
    case 'decimal':
    case 'integer':
      return amount(one) === amount(other);
    case 'codes': {
      const texts = [one, other].map((list) =>
        [...new Set((list as string[]).map(normaliseText))].sort().join('\u0001'),
      );
      return texts[0] === texts[1];
    }
    case 'local':
      return normaliseProse(one as string) === normaliseProse(other as string);
    case 'text':
      return of.prose || of.figure
        ? normaliseProse(one as string) === normaliseProse(other as string)
        : normaliseText(one as string) === normaliseText(other as string);
    default:
      return one === other;
  }
}
