// Which figures does a PDF print of the report show, and what does it say?
import { type PrintedFile, type ReadLimits, readLimits, type Unreadable } from './printed-file.ts';
import { readApart } from './read-apart.ts';

const worker = new URL('./read-pdf-worker.ts', import.meta.url);

/**
 * Reads a PDF print: every link to a figure with the glyphs drawn inside its rectangle, also where it breaks over two
 * lines. Reads text, not pictures: a picture laid over a number is not seen, and a font whose glyphs were exchanged says
 * what its character map says. Runs in a thread of its own with limits on time and memory; never throws.
 */
export async function readPdf(bytes: Uint8Array, limits: ReadLimits = readLimits): Promise<PrintedFile | Unreadable> {
  if (bytes.byteLength > limits.fileBytes) return { unreadable: 'too_large' };
  if (!new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-')) return { unreadable: 'not_a_pdf' };
  return readApart(worker, bytes, limits);
}
