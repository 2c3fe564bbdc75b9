// What somebody does to a workbook that went out, in a process of its own as Excel is: read, changed, saved the way Excel saves.
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { openTable } from '#platform/intake/read/open-table.ts';
import type { RawRow } from '#platform/intake/read/raw-row.ts';
import { isRefusal } from '#platform/intake/read/refusal.ts';
import {
  aboutSheetName,
  contentTypesXml,
  relationshipsXml,
  workbookXml,
  xmlText,
} from '#platform/intake/read/workbook-xml.ts';
import { type CellToWrite, writeWorkbook } from '#platform/intake/read/write-workbook.ts';
import { zipBytes } from '#platform/intake/read/zip-writer.ts';

/** What was done to the sheet, and how long reading and writing it took that is nobody's work here. */
export interface Edited {
  changed: number;
  added: number;
  removed: number;
  /** the workbook as it went out, read and written anew */
  rewriteSeconds: number;
  /** the workbook that comes back, read */
  readSeconds: number;
}

const [from = '', to = '', massHeading = '', noteHeading = '', numberHeading = ''] = process.argv.slice(2);
const seconds = (since: number) => (performance.now() - since) / 1000;

async function opened(path: string) {
  const table = await openTable(path);
  if (isRefusal(table)) throw new Error(JSON.stringify(table));
  return table;
}

async function* rowsOf(path: string): AsyncGenerator<RawRow> {
  const table = await opened(path);
  for await (const batch of table.batches()) yield* batch;
  await table.close();
}

async function rewritten(): Promise<number> {
  const since = performance.now();
  const cells = async function* () {
    for await (const { cells: texts, kinds } of rowsOf(from))
      yield texts.map((text, at): CellToWrite => {
        const as = kinds?.[at];
        return as === 'number' || as === 'date' ? { text, as } : text;
      });
  };
  await writeWorkbook(`${to}.copy`, [{ name: 'Loads', columns: [], hasHeader: false, rows: cells() }]);
  await rm(`${to}.copy`);
  return seconds(since);
}

const done = { changed: 0, added: 0, removed: 0 };
const fullWidth = (digits: string) =>
  digits.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

/** Of a thousand rows ten have another weight, one a remark, one is deleted, and one is copied and given another number. */
async function* changedRows(): AsyncGenerator<RawRow> {
  let columns: { mass: number; note: number; number: number } | undefined;
  let index = 0;
  for await (const row of rowsOf(from)) {
    if (!columns) {
      const at = (heading: string) => row.cells.indexOf(heading);
      columns = { mass: at(massHeading), note: at(noteHeading), number: at(numberHeading) };
      if (Object.values(columns).includes(-1)) throw new Error(`no such headings among ${row.cells.join(', ')}`);
      yield row;
      continue;
    }
    const place = index++ % 1_000;
    const cells = [...row.cells];
    const kinds = [...(row.kinds ?? [])];
    if (place === 2) {
      done.removed += 1;
      continue;
    }
    if (place % 100 === 0) {
      const mass = (Number(cells[columns.mass]) + 0.5).toFixed(3);
      cells[columns.mass] = place === 0 ? `${fullWidth(mass)} ` : mass;
      if (place === 0) kinds[columns.mass] = undefined;
    }
    if (place === 1) cells[columns.note] = ' weighed again ';
    if (place % 100 === 0 || place === 1) done.changed += 1;
    yield { ...row, cells, kinds };
    if (place !== 3) continue;
    done.added += 1;
    const copy = [...cells];
    copy[columns.number] = `${cells[columns.number]}-2`;
    yield { ...row, cells: copy, kinds };
  }
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
/** The second format shows days as Excel does by itself. */
const styles = `${head}<styleSheet xmlns="${main}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`;

/** Saves as Excel does: every different text once, cells point to it by number; days are numbers with a format. */
async function save(): Promise<void> {
  const numbers = new Map<string, number>();
  let uses = 0;
  const shared = (text: string): number => {
    uses += 1;
    const known = numbers.get(text) ?? numbers.size;
    if (known === numbers.size) numbers.set(text, known);
    return known;
  };
  const cellXml = (text: string, kind: string | undefined) => {
    if (text === '') return '<c/>';
    if (kind === 'number') return `<c><v>${text}</v></c>`;
    if (kind === 'date') return `<c s="1"><v>${Date.parse(`${text}T00:00:00Z`) / 86_400_000 + 25_569}</v></c>`;
    return `<c t="s"><v>${shared(text)}</v></c>`;
  };
  const sheet = async function* (rows: AsyncIterable<RawRow> | Iterable<RawRow>) {
    let text = `${head}<worksheet xmlns="${main}"><sheetData>`;
    for await (const { cells, kinds } of rows) {
      text += `<row>${cells.map((cell, at) => cellXml(cell, kinds?.[at])).join('')}</row>`;
      if (text.length < 65_536) continue;
      yield text;
      text = '';
    }
    yield `${text}</sheetData></worksheet>`;
  };
  const table = await opened(from);
  const about = [...(table.about ?? [])].map((cells, at) => ({ row: at + 1, cells }));
  await table.close();
  const strings = function* () {
    let text = `${head}<sst xmlns="${main}" count="${uses}" uniqueCount="${numbers.size}">`;
    for (const one of numbers.keys()) {
      text += `<si><t xml:space="preserve">${xmlText(one)}</t></si>`;
      if (text.length < 65_536) continue;
      yield text;
      text = '';
    }
    yield `${text}</sst>`;
  };
  const sheets = ['七月', aboutSheetName].map((name, at) => ({ name, hidden: at > 0, hasNotes: false }));
  const targets = [
    ...sheets.map((_, at) => ['worksheet', `worksheets/sheet${at + 1}.xml`] as const),
    ['styles', 'styles.xml'] as const,
    ['sharedStrings', 'sharedStrings.xml'] as const,
  ];
  await pipeline(
    zipBytes([
      { name: 'xl/worksheets/sheet1.xml', text: sheet(changedRows()) },
      { name: 'xl/worksheets/sheet2.xml', text: sheet(about) },
      { name: 'xl/sharedStrings.xml', text: strings() },
      { name: 'xl/styles.xml', text: [styles] },
      { name: 'xl/workbook.xml', text: [workbookXml(sheets)] },
      { name: 'xl/_rels/workbook.xml.rels', text: [relationshipsXml(targets)] },
      { name: '_rels/.rels', text: [relationshipsXml([['officeDocument', 'xl/workbook.xml']])] },
      { name: '[Content_Types].xml', text: [contentTypesXml(sheets)] },
    ]),
    createWriteStream(to),
  );
}

const rewriteSeconds = await rewritten();
await save();
const reading = performance.now();
for await (const _ of rowsOf(to));
process.send?.({ ...done, rewriteSeconds, readSeconds: seconds(reading) } satisfies Edited);
process.disconnect();
