// Which figures does a printed report show, whatever kind of file it is?
import { type PrintedFile, type ReadLimits, readLimits, type Unreadable } from './printed-file.ts';
import { readDocx } from './read-docx.ts';
import { readHtml } from './read-html.ts';
import { readPdf } from './read-pdf.ts';

/** Reads a PDF, DOCX or HTML print by what the file is, not by its name. Never throws. */
export async function readPrinted(
  bytes: Uint8Array,
  limits: ReadLimits = readLimits,
): Promise<PrintedFile | Unreadable> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readDocx(bytes, limits);
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  return head.includes('%PDF-') ? readPdf(bytes, limits) : readHtml(bytes, limits);
}
