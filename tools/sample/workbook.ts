// A workbook whose bytes are the same on every run: fixed dates inside, packed again by a compressor written in JavaScript.

import { unzipSync, zipSync } from 'fflate';
import { type WriteOptions, writeXlsx } from 'hucre/xlsx';
import type { Table } from './csv.ts';

const MADE_AT = new Date('2024-07-05T00:00:00Z');
/** Local on purpose: the packer writes local clock digits, so every time zone writes the same ones. */
const PACKED_AT = new Date(2024, 6, 5);

/** The bytes of the workbook. */
export async function workbookBytes(options: WriteOptions): Promise<Uint8Array> {
  const written = await writeXlsx({
    ...options,
    defaultFont: { name: 'Microsoft YaHei', size: 10 },
    properties: { creator: 'Meridian Precision (sample)', created: MADE_AT, modified: MADE_AT },
  });
  const parts = Object.entries(unzipSync(written)).sort(([a], [b]) => (a < b ? -1 : 1));
  // the list of content types comes first, as spreadsheet programs write it
  parts.sort(([a], [b]) => Number(b === '[Content_Types].xml') - Number(a === '[Content_Types].xml'));
  return zipSync(Object.fromEntries(parts), { level: 9, mtime: PACKED_AT });
}

/** A date cell's value: midnight UTC, which the writer turns into Excel's day number. */
export const dateCell = (day: string): Date => new Date(`${day}T00:00:00Z`);

const width = (text: string) => [...text].reduce((sum, character) => sum + (character > '\u2e80' ? 2 : 1), 0);

/** A table as one sheet for people: bold heading that stays, filter, widths that fit; dates and numbers are real ones. */
export function tableWorkbook(name: string, { heading, rows }: Table, numbers: readonly string[]): Promise<Uint8Array> {
  const cellOf = (text: string, at: number) => {
    if (text === '') return null;
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dateCell(text);
    return numbers.includes(heading[at] ?? '') ? Number(text) : text;
  };
  const isDay = (at: number) => rows.some((row) => /^\d{4}-\d{2}-\d{2}$/.test(row[at] ?? ''));
  return workbookBytes({
    sheets: [
      {
        name,
        columns: heading.map((text, at) => ({
          width: Math.min(40, Math.max(width(text), ...rows.map((row) => width(row[at] ?? ''))) + 3),
          ...(isDay(at) && { style: { numFmt: 'yyyy-mm-dd' } }),
        })),
        rows: [[...heading], ...rows.map((row) => row.map(cellOf))],
        cells: new Map(heading.map((text, at) => [`0,${at}`, { value: text, style: { font: { bold: true } } }])),
        freezePane: { rows: 1 },
        autoFilter: { range: `A1:${String.fromCharCode(64 + heading.length)}${rows.length + 1}` },
      },
    ],
  });
}
