// The rows of one sheet of a workbook, cell by cell, as the person sees them in Excel.
import type { ReadLimits } from './limits.ts';
import type { MergedRows } from './merged-cells.ts';
import { type NumberStyle, plainNumber, serialText } from './number-format.ts';
import type { CellMark, RawRow } from './raw-row.ts';
import { refused } from './refusal.ts';
import type { SharedStrings } from './shared-strings.ts';
import {
  AttributeReader,
  brokenWorkbook,
  charactersAt,
  decodeCellText,
  decodeXml,
  nextTag,
  TagReader,
} from './xml-bytes.ts';

/** What the cells of a sheet refer to. */
export interface SheetSurroundings {
  strings: SharedStrings;
  styles: readonly NumberStyle[];
  from1904: boolean;
  merged: MergedRows;
  limits: ReadLimits;
}

/** Excel's last row. */
const lastRow = 1_048_576;

const names = {
  row: Buffer.from('row'),
  col: Buffer.from('col'),
  sheetData: Buffer.from('sheetData'),
  is: Buffer.from('is'),
  rPh: Buffer.from('rPh'),
  hidden: Buffer.from('hidden'),
  min: Buffer.from('min'),
  max: Buffer.from('max'),
};

const letter = { c: 99, d: 100, e: 101, f: 102, b: 98, i: 105, r: 114, s: 115, t: 116, v: 118 } as const;
const slash = 47;

/** What a cell's `t` says its value is. */
const types = { number: 0, shared: 1, text: 2, boolean: 3, error: 4, date: 5 } as const;

/** Reads a sheet's XML chunk by chunk and collects its rows; rows in which no cell has a value are left out. */
export class SheetRows {
  /** rows collected since the caller last took them */
  rows: RawRow[] = [];
  /** hidden columns, from 0 */
  readonly hiddenColumns: number[] = [];
  /** all rows have been read */
  isDone = false;

  private readonly around: SheetSurroundings;
  private readonly tag = new TagReader();
  private readonly attributes = new AttributeReader();
  private readonly dates = new Map<number, string | undefined>();
  private carried: Buffer = Buffer.alloc(0);
  private row = 0;
  private isHidden = false;
  private cells: string[] = [];
  private kinds: (CellMark | undefined)[] = [];
  private column = -1;
  private style = -1;
  private type = 0;

  constructor(around: SheetSurroundings) {
    this.around = around;
  }

  /** Reads the next bytes of the sheet; a cell that they cut in two waits for the next ones. */
  push(chunk: Buffer): void {
    const bytes = this.carried.length > 0 ? Buffer.concat([this.carried, chunk]) : chunk;
    const { tag } = this;
    let at = nextTag(bytes, 0);
    while (at < bytes.length && tag.read(bytes, at)) {
      let { end } = tag;
      const length = tag.nameBefore - tag.nameFrom;
      if (length === 1 && !tag.isClosing && bytes[tag.nameFrom] === letter.c) {
        end = this.cell(bytes);
        if (end < 0) break;
      } else if (length === 3) {
        if (tag.isNamed(bytes, names.row)) this.rowTag(bytes);
        else if (tag.isNamed(bytes, names.col)) this.noteHiddenColumns(bytes);
      } else if ((tag.isClosing || tag.isEmpty) && tag.isNamed(bytes, names.sheetData)) {
        this.isDone = true;
        return;
      }
      at = nextTag(bytes, end);
    }
    this.carried = Buffer.from(bytes.subarray(at));
    // entities take up to nine bytes a character
    if (this.carried.length > this.around.limits.cellLength * 9) throw this.cellTooLong();
  }

  private rowTag(bytes: Buffer): void {
    const { tag, attributes } = this;
    if (!tag.isClosing) {
      let row = this.row + 1;
      this.isHidden = false;
      attributes.start(tag);
      while (attributes.next(bytes)) {
        if (attributes.letter(bytes) === letter.r) row = attributes.integer(bytes);
        else if (this.isAttribute(bytes, names.hidden)) this.isHidden = this.isTrue(bytes);
      }
      if (row < 1 || row > lastRow) throw brokenWorkbook();
      const { rows: limit } = this.around.limits;
      if (row > limit) throw refused('too_large', { what: 'rows', limit });
      this.row = row;
      this.cells = [];
      this.kinds = [];
      this.column = -1;
    }
    if (tag.isClosing || tag.isEmpty) this.closeRow();
  }

  /**
   * Reads a whole cell, whose opening tag was just read.
   *
   * @returns where it ends, or -1 when it is not complete in these bytes; then nothing was noted of it
   */
  private cell(bytes: Buffer): number {
    const { tag } = this;
    const columnBefore = this.column;
    this.readCellAttributes(bytes);
    if (tag.isEmpty) return tag.end;
    let isFormula = false;
    let isInline = false;
    let isPhonetic = false;
    let valueFrom = -1;
    let valueBefore = -1;
    let text: string | undefined;
    let at = nextTag(bytes, tag.end);
    for (;;) {
      if (at >= bytes.length || !tag.read(bytes, at)) break;
      let next = tag.end;
      const length = tag.nameBefore - tag.nameFrom;
      const first = bytes[tag.nameFrom];
      if (length === 1 && !tag.isCharacters) {
        if (tag.isClosing) {
          if (first === letter.c) {
            if (valueFrom >= 0) this.stored(bytes, valueFrom, valueBefore, isFormula);
            else if (text !== undefined || isFormula)
              this.note(decodeCellText(text ?? ''), isFormula ? 'formula' : undefined);
            return next;
          }
        } else if (first === letter.f) {
          isFormula = true;
        } else if (!tag.isEmpty && (first === letter.v || (first === letter.t && isInline && !isPhonetic))) {
          const from = next;
          next = nextTag(bytes, from);
          if (next + 1 >= bytes.length) break;
          if (first === letter.v && bytes[next + 1] === slash) {
            valueFrom = from;
            valueBefore = next;
          } else {
            const characters = charactersAt(bytes, from, tag);
            if (!characters) break;
            text = (text ?? '') + characters.text;
            next = characters.end;
          }
        }
      } else if (tag.isNamed(bytes, names.is)) isInline = !tag.isClosing;
      else if (tag.isNamed(bytes, names.rPh)) isPhonetic = !tag.isClosing && !tag.isEmpty;
      at = nextTag(bytes, next);
    }
    this.column = columnBefore;
    return -1;
  }

  private readCellAttributes(bytes: Buffer): void {
    const { attributes } = this;
    let column = this.column + 1;
    this.style = -1;
    this.type = types.number;
    attributes.start(this.tag);
    while (attributes.next(bytes)) {
      switch (attributes.letter(bytes)) {
        case letter.r:
          column = columnAt(bytes, attributes.valueFrom, attributes.valueBefore, column);
          break;
        case letter.s:
          this.style = attributes.integer(bytes);
          break;
        case letter.t:
          this.type = typeAt(bytes, attributes.valueFrom, attributes.valueBefore);
          break;
      }
    }
    this.column = column;
  }

  /** Notes the value that stands in the cell's `v`. */
  private stored(bytes: Buffer, from: number, before: number, isFormula: boolean): void {
    let mark: CellMark | undefined;
    let text: string;
    switch (this.type) {
      case types.shared: {
        text = this.around.strings.at(indexAt(bytes, from, before)) ?? '';
        break;
      }
      case types.text:
        text = decodeCellText(decodeXml(bytes.toString('utf8', from, before)));
        break;
      case types.boolean:
        mark = 'boolean';
        text = bytes[from] === 49 || bytes[from] === letter.t ? 'TRUE' : 'FALSE';
        break;
      case types.error:
        mark = 'error';
        text = decodeXml(bytes.toString('utf8', from, before));
        break;
      case types.date:
        mark = 'date';
        text = bytes
          .toString('latin1', from, before)
          .replace('T', ' ')
          .replace(/ 00:00:00(\.0+)?Z?$/, '');
        break;
      default: {
        const style = this.style < 0 ? undefined : this.around.styles[this.style];
        const number = bytes.toString('latin1', from, before);
        const date = style?.isDate ? this.dateOf(number) : undefined;
        const plain = date ?? plainNumber(number);
        text = style?.suffix ? `${plain} ${style.suffix}` : plain;
        if (text !== '') mark = date === undefined ? 'number' : 'date';
      }
    }
    this.note(text, isFormula && mark !== 'error' ? 'formula' : mark);
  }

  private dateOf(stored: string): string | undefined {
    const serial = Number(stored);
    if (!Number.isInteger(serial) || stored === '') return serialText(stored, this.around.from1904);
    let date = this.dates.get(serial);
    if (date === undefined) {
      date = serialText(stored, this.around.from1904);
      if (this.dates.size < 50_000) this.dates.set(serial, date);
    }
    return date;
  }

  private note(text: string, mark: CellMark | undefined): void {
    if (text === '' && mark === undefined) return;
    const { columns, cellLength } = this.around.limits;
    if (this.column >= columns) throw refused('too_large', { what: 'columns', limit: columns, row: this.row });
    if (text.length > cellLength) throw this.cellTooLong();
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = text;
    if (mark !== undefined) this.kinds[this.column] = mark;
  }

  private closeRow(): void {
    if (this.cells.length === 0) return;
    const { cells, kinds } = this;
    this.around.merged.fill(this.row, cells, kinds);
    const row: RawRow = { row: this.row, cells };
    if (kinds.length > 0) row.kinds = kinds;
    if (this.isHidden) row.hidden = true;
    this.rows.push(row);
    this.cells = [];
  }

  private noteHiddenColumns(bytes: Buffer): void {
    const { attributes } = this;
    let [from, to, isHidden] = [0, 0, false];
    attributes.start(this.tag);
    while (attributes.next(bytes)) {
      if (this.isAttribute(bytes, names.min)) from = attributes.integer(bytes);
      else if (this.isAttribute(bytes, names.max)) to = attributes.integer(bytes);
      else if (this.isAttribute(bytes, names.hidden)) isHidden = this.isTrue(bytes);
    }
    if (!isHidden || from < 1) return;
    for (let column = from; column <= Math.min(to, this.around.limits.columns); column += 1)
      this.hiddenColumns.push(column - 1);
  }

  private isAttribute(bytes: Buffer, name: Buffer): boolean {
    const { nameFrom, nameBefore } = this.attributes;
    return nameBefore - nameFrom === name.length && bytes.compare(name, 0, name.length, nameFrom, nameBefore) === 0;
  }

  private isTrue(bytes: Buffer): boolean {
    return /^(1|true|on)$/.test(bytes.toString('latin1', this.attributes.valueFrom, this.attributes.valueBefore));
  }

  private cellTooLong() {
    const { cellLength: limit } = this.around.limits;
    return refused('too_large', { what: 'cell', limit, row: this.row, column: this.column + 1 });
  }
}

/** The column of a reference such as `AB12`, from 0; `otherwise` when it has no letters. */
function columnAt(bytes: Buffer, from: number, before: number, otherwise: number): number {
  let column = 0;
  for (let at = from; at < before; at += 1) {
    const code = (bytes[at] as number) | 32;
    if (code < 97 || code > 122) break;
    column = column * 26 + code - 96;
    if (column > 1_000_000) break;
  }
  return column === 0 ? otherwise : column - 1;
}

/** The number of a shared string; -1 when it is none. */
function indexAt(bytes: Buffer, from: number, before: number): number {
  let index = 0;
  for (let at = from; at < before; at += 1) {
    const digit = (bytes[at] as number) - 48;
    if (digit >= 0 && digit <= 9 && index < 100_000_000) index = index * 10 + digit;
    else if (digit !== -16 && digit !== -38 && digit !== -35) return -1;
  }
  return before > from ? index : -1;
}

/** The meaning of a cell's `t`. */
function typeAt(bytes: Buffer, from: number, before: number): number {
  if (before - from > 1) return types.text;
  switch (bytes[from]) {
    case letter.s:
      return types.shared;
    case letter.b:
      return types.boolean;
    case letter.e:
      return types.error;
    case letter.d:
      return types.date;
    default:
      return types.number;
  }
}
