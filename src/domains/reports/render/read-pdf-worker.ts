// What does a PDF from an unknown hand say? Read in a thread of its own, which can be stopped.
import { parentPort, workerData } from 'node:worker_threads';
import { constants, inflateSync } from 'node:zlib';
import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';
import {
  type FigureAsPrinted,
  type PrintedFile,
  type ReadLimits,
  type Unreadable,
  UnreadableFile,
  type UnreadableReason,
  within,
} from './printed-file.ts';
import { normalisePrinted } from './printed-text.ts';
import { figuresUnderLinks, glyphsOf, joinGlyphs, type LinkAnnotation, type OperationCodes } from './read-pdf-page.ts';

/** Every compressed stream is inflated once and thrown away, so that a small file that grows without end is refused before pdf.js meets it. */
function refuseBombs(bytes: Uint8Array, limits: ReadLimits): void {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let left = limits.inflatedBytes;
  let at = 0;
  for (;;) {
    at = file.indexOf('stream', at);
    if (at < 0) return;
    at += 6;
    let start = at;
    if (file[start] === 0x0d) start++;
    if (file[start] === 0x0a) start++;
    const [first, second] = [file[start] ?? 0, file[start + 1] ?? 0];
    const isZlib = start > at && (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
    if (!isZlib) continue;
    try {
      left -= inflateSync(file.subarray(start), {
        maxOutputLength: Math.max(1, left),
        finishFlush: constants.Z_SYNC_FLUSH,
      }).byteLength;
    } catch (error) {
      if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') left = -1;
    }
    if (left < 0) throw new UnreadableFile('inflates_too_far');
  }
}

function reasonOf(error: unknown): UnreadableReason {
  if (error instanceof UnreadableFile) return error.reason;
  return (error as { name?: string } | null)?.name === 'PasswordException' ? 'encrypted' : 'damaged';
}

/** The document page by page; pages are let go as soon as they are read. */
async function read(bytes: Uint8Array, limits: ReadLimits): Promise<PrintedFile | Unreadable> {
  try {
    refuseBombs(bytes, limits);
    const { OPS } = await getResolvedPDFJS();
    const document = await getDocumentProxy(bytes, {
      isEvalSupported: false,
      disableFontFace: true,
      enableXfa: false,
      useSystemFonts: false,
      stopAtErrors: false,
      verbosity: 0,
      maxImageSize: 16_000_000,
    });
    if (document.numPages > limits.pages) throw new UnreadableFile('too_many_pages');
    const figures: FigureAsPrinted[] = [];
    const text: string[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const operations = await page.getOperatorList();
      const annotations = (await page.getAnnotations()) as LinkAnnotation[];
      const glyphs = glyphsOf(operations, OPS as unknown as OperationCodes);
      for (const figure of figuresUnderLinks(glyphs, annotations)) {
        figures.push({ id: figure.id, text: normalisePrinted(figure.text), where: `p. ${number}` });
      }
      text.push(joinGlyphs(glyphs));
      page.cleanup();
    }
    return { figures, text: normalisePrinted(text.join(' ')) };
  } catch (error) {
    return { unreadable: reasonOf(error) };
  }
}

const asked = workerData as { bytes: Uint8Array; limits: ReadLimits };
parentPort?.postMessage(within(await read(asked.bytes, asked.limits), asked.limits));
