// A delimited text file opened as a table: its encoding, its delimiter, its rows in flat memory.
import { isAscii } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';
import { CsvRecords } from './csv-records.ts';
import { delimiterHint, delimiterOf } from './delimiter.ts';
import { chunkDecoder, type Encoding, encodingOfMark, encodingOfText, isUnmarkedUtf16 } from './encoding.ts';
import { bytesAt, chunksOf } from './file-bytes.ts';
import { isBinary, isBinaryText, markupOf } from './file-kind.ts';
import { ReadingClock, type ReadLimits } from './limits.ts';
import type { OpenedTable, OpenOptions } from './opened-table.ts';
import { batchSize, type RawRow } from './raw-row.ts';
import { type Refusal, refused } from './refusal.ts';

/** Bytes that are looked at before anything is decided. */
export const sampleLength = 1024 * 1024;

/** A sample that holds something beyond ASCII, from wherever in the file it first appears. */
async function tellingSample(file: FileHandle, size: number, sample: Buffer): Promise<Buffer> {
  if (!isAscii(sample)) return sample;
  for (let position = sample.length; position < size; position += sampleLength) {
    const next = await bytesAt(file, position, sampleLength);
    if (next.length === 0) break;
    if (isAscii(next)) continue;
    // begins at an ASCII byte, so that it cannot start inside a character
    const first = next.findIndex((byte) => byte >= 0x80);
    return bytesAt(file, position + first, sampleLength);
  }
  return sample;
}

async function findEncoding(
  file: FileHandle,
  size: number,
  sample: Buffer,
  asked: Encoding | undefined,
): Promise<{ encoding: Encoding; markLength: number } | Refusal> {
  const marked = encodingOfMark(sample);
  if (asked) return { encoding: asked, markLength: marked?.encoding === asked ? marked.markLength : 0 };
  if (marked) return marked;
  const wide = isUnmarkedUtf16(sample);
  if (wide) return { encoding: wide, markLength: 0 };
  if (isBinary(sample)) return { refused: 'not_a_table', looksLike: 'binary' };
  const encoding = encodingOfText(await tellingSample(file, size, sample));
  return encoding ? { encoding, markLength: 0 } : { refused: 'unreadable_encoding' };
}

/** Opens a text file whose first bytes are `sample`. */
export async function openText(
  file: FileHandle,
  size: number,
  sample: Buffer,
  options: OpenOptions,
  limits: ReadLimits,
): Promise<OpenedTable | Refusal> {
  if (size > limits.textBytes) return { refused: 'too_large', what: 'file', limit: limits.textBytes };
  const found = await findEncoding(file, size, sample, options.encoding);
  if ('refused' in found) return found;
  const { encoding, markLength } = found;
  const text = chunkDecoder(encoding)(sample.subarray(markLength), size <= sample.length);
  if (encoding.startsWith('utf-16') && isBinaryText(text)) return { refused: 'not_a_table', looksLike: 'binary' };
  const looksLike = markupOf(text);
  if (looksLike) return { refused: 'not_a_table', looksLike };
  if (size <= sample.length && !/[^\s,;"\ufeff]/.test(text)) return { refused: 'empty' };

  const hint = delimiterHint(text);
  const delimiter = options.delimiter ?? hint?.delimiter ?? delimiterOf(text);
  const clock = new ReadingClock(limits.milliseconds, options.now ?? (() => performance.now()));
  let bytesRead = 0;

  async function* batches(): AsyncGenerator<RawRow[], void> {
    const decode = chunkDecoder(encoding);
    const records = new CsvRecords(delimiter, limits);
    let skip = hint?.length ?? 0;
    let rows: RawRow[] = [];
    bytesRead = markLength;
    clock.resume();
    try {
      for await (const bytes of chunksOf(file, markLength, size)) {
        bytesRead += bytes.length;
        if (clock.isOver()) throw refused('too_large', { what: 'time', limit: limits.milliseconds });
        const chunk = decode(bytes, bytesRead >= size);
        records.push(skip > 0 ? chunk.slice(skip) : chunk, rows);
        skip = 0;
        if (rows.length < batchSize) continue;
        clock.pause();
        for (let from = 0; from < rows.length; from += batchSize) yield rows.slice(from, from + batchSize);
        clock.resume();
        rows = [];
      }
      records.end(rows);
      clock.pause();
      for (let from = 0; from < rows.length; from += batchSize) yield rows.slice(from, from + batchSize);
    } finally {
      clock.pause();
    }
  }

  return {
    format: 'csv',
    encoding,
    delimiter,
    sheets: [{ name: '', hidden: false }],
    sheet: '',
    hiddenColumns: [],
    batches,
    bytesRead: () => bytesRead,
    bytesTotal: size,
    close: () => file.close(),
  };
}
