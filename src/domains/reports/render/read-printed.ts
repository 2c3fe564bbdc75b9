// Which figures does a printed report show, whatever kind of file it is?
import { type PrintedFile, type ReadLimits, readLimits, type Unreadable } from './printed-file.ts';
import { readApart } from './read-apart.ts';
import { readPdf } from './read-pdf.ts';

const worker = new URL('./read-markup-worker.ts', import.meta.url);

/** Reads a PDF, DOCX or HTML print by what the file is, not by its name. Never throws. */
export async function readPrinted(
  bytes: Uint8Array,
  limits: ReadLimits = readLimits,
): Promise<PrintedFile | Unreadable> {
  if (bytes.byteLength > limits.fileBytes) return { unreadable: 'too_large' };
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  return !isZip && head.includes('%PDF-') ? readPdf(bytes, limits) : readApart(worker, bytes, limits);
}
