// Files made for tests: small, in a folder of their own that goes away with the test run.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll } from 'vitest';
import { openTable } from './open-table.ts';
import type { OpenedTable, OpenOptions } from './opened-table.ts';
import type { RawRow } from './raw-row.ts';
import { isRefusal, type Refusal, TableRefused } from './refusal.ts';

/** Makes a function that gives paths in a folder of this test file's own. */
export function fixtureFolder(): (name: string, content?: Uint8Array | string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'greenfab-intake-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name, content) => {
    const path = join(folder, name);
    if (content !== undefined) writeFileSync(path, content);
    return path;
  };
}

/** A file read to its end: what it was, and its rows; or why not. */
export type ReadFile = { table: OpenedTable; rows: RawRow[] } | Refusal;

/** Opens and reads a file to its end; a refusal deep in the file is returned like one at its start. */
export async function readFile(path: string, options?: OpenOptions): Promise<ReadFile> {
  const table = await openTable(path, options);
  if (isRefusal(table)) return table;
  try {
    const rows: RawRow[] = [];
    for await (const batch of table.batches()) rows.push(...batch);
    return { table, rows };
  } catch (error) {
    if (error instanceof TableRefused) return error.refusal;
    throw error;
  } finally {
    await table.close();
  }
}

/** The cells of a file that must be readable. */
export async function cellsOf(path: string, options?: OpenOptions): Promise<string[][]> {
  const read = await readFile(path, options);
  if (isRefusal(read)) throw new Error(JSON.stringify(read));
  return read.rows.map(({ cells }) => cells);
}

/** One part of an archive built by hand, so that it may lie. */
export interface HandmadePart {
  name: string;
  content: string | Buffer;
  /** what the directory says of the unpacked length, when it is not the truth */
  claimedLength?: number;
  /** bytes already deflated */
  packed?: Buffer;
  checksum?: number;
  encrypted?: boolean;
}

const crcTable = Array.from({ length: 256 }, (_, start) => {
  let value = start;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

function checksumOf(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (crcTable[(sum ^ byte) & 0xff] as number) ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

/** A ZIP archive of these parts. */
export function handmadeZip(parts: readonly HandmadePart[]): Buffer {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claimedLength, packed: given, checksum: claimed, encrypted } of parts) {
    const bytes = Buffer.from(content);
    const packed = given ?? deflateRawSync(bytes);
    const checksum = claimed ?? (given ? 0 : checksumOf(bytes));
    const nameBytes = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(encrypted ? 1 : 0, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(checksum, 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claimedLength ?? bytes.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, nameBytes, packed]);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, entry, nameBytes]));
    chunks.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...chunks, entries, end]);
}

/** The parts of a workbook with one sheet, whose XML is given. */
export function workbookParts(
  sheetXml: string,
  more: { shared?: string; styles?: string; workbookPr?: string } = {},
): HandmadePart[] {
  const relationship = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const related = (each: readonly [string, string, string][]) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each
      .map(([id, type, target]) => `<Relationship Id="${id}" Type="${relationship}/${type}" Target="${target}"/>`)
      .join('')}</Relationships>`;
  return [
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: '_rels/.rels', content: related([['rId1', 'officeDocument', 'xl/workbook.xml']]) },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns:r="${relationship}">${more.workbookPr ?? ''}<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: related([
        ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
        ['rId2', 'sharedStrings', 'sharedStrings.xml'],
        ['rId3', 'styles', '/xl/styles.xml'],
      ]),
    },
    { name: 'xl/worksheets/sheet1.xml', content: sheetXml },
    ...(more.shared ? [{ name: 'xl/sharedStrings.xml', content: more.shared }] : []),
    ...(more.styles ? [{ name: 'xl/styles.xml', content: more.styles }] : []),
  ];
}
