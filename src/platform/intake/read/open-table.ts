// Is this file a table, of which kind, and what are its rows: decided by content, never by the file's name.
import { open } from 'node:fs/promises';
import { bytesAt } from './file-bytes.ts';
import { isOleContainer, isZip, oleKind, signatureOf } from './file-kind.ts';
import { defaultLimits } from './limits.ts';
import type { OpenedTable, OpenOptions } from './opened-table.ts';
import { type Refusal, TableRefused } from './refusal.ts';
import { openText, sampleLength } from './text-table.ts';
import { aboutOfWorkbook, openWorkbook } from './workbook-table.ts';

/** An OLE container keeps its directory near its start or its end. */
const containerSample = 4 * sampleLength;

/**
 * Opens a CSV file (UTF-8 with or without mark, UTF-16, GB18030; comma, semicolon, tab) or an XLSX workbook.
 * The caller closes what was opened; after a refusal there is nothing to close.
 *
 * @returns a refusal for anything that is not such a table, is damaged, or is over the limits
 * @throws only what the file system throws (no such file, no right to read it)
 */
export async function openTable(path: string, options: OpenOptions = {}): Promise<OpenedTable | Refusal> {
  const limits = { ...defaultLimits, ...options.limits };
  const file = await open(path, 'r');
  let opened: OpenedTable | Refusal | undefined;
  try {
    const { size } = await file.stat();
    const sample = await bytesAt(file, 0, Math.min(size, sampleLength));
    if (sample.length === 0) opened = { refused: 'empty' };
    else if (isZip(sample)) opened = await openWorkbook(file, size, options, limits);
    else if (isOleContainer(sample)) {
      const start = await bytesAt(file, 0, Math.min(size, containerSample));
      const end = await bytesAt(file, Math.max(0, size - containerSample), Math.min(size, containerSample));
      opened = { refused: 'not_a_table', looksLike: oleKind(Buffer.concat([start, end])) };
    } else {
      const looksLike = signatureOf(sample);
      opened = looksLike ? { refused: 'not_a_table', looksLike } : await openText(file, size, sample, options, limits);
    }
  } catch (error) {
    if (!(error instanceof TableRefused)) throw error;
    opened = error.refusal;
  } finally {
    if (!opened || 'refused' in opened) await file.close();
  }
  return opened;
}

/**
 * What a workbook that went out from here says about its list, by name. Its rows are not looked at, which take as long as
 * they are many.
 *
 * @returns undefined for any other file
 */
export async function readAboutSheet(path: string): Promise<ReadonlyMap<string, string> | undefined> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (!isZip(await bytesAt(file, 0, Math.min(size, sampleLength)))) return undefined;
    return await aboutOfWorkbook(file, size, defaultLimits);
  } catch (error) {
    if (error instanceof TableRefused) return undefined;
    throw error;
  } finally {
    await file.close();
  }
}
