// Which figures does a PDF print of the report show, and what does it say?
import { Worker } from 'node:worker_threads';
import { type PrintedFile, type ReadLimits, readLimits, type Unreadable } from './printed-file.ts';

/** Memory the reading may take before it is stopped; a report of 20 pages takes about 100 MB. */
const memoryBytes = 1024 * 1024 * 1024;

const worker = new URL(
  import.meta.url.endsWith('.ts') ? './read-pdf-worker.ts' : './read-pdf-worker.js',
  import.meta.url,
);

/**
 * Reads a PDF print: every link to a figure with the glyphs drawn inside its rectangle, also where it breaks over two
 * lines. Reads text, not pictures: a picture laid over a number is not seen, and a font whose glyphs were exchanged says
 * what its character map says. Runs in a thread of its own with limits on time and memory; never throws.
 */
export function readPdf(bytes: Uint8Array, limits: ReadLimits = readLimits): Promise<PrintedFile | Unreadable> {
  if (bytes.byteLength > limits.fileBytes) return Promise.resolve({ unreadable: 'too_large' });
  if (!new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-'))
    return Promise.resolve({ unreadable: 'not_a_pdf' });
  return new Promise((resolve) => {
    const thread = new Worker(worker, {
      workerData: { bytes: new Uint8Array(bytes), limits },
      resourceLimits: { maxOldGenerationSizeMb: 768 },
      stdout: true,
      stderr: true,
    });
    const memoryAtStart = process.memoryUsage.rss();
    const finish = (answer: PrintedFile | Unreadable): void => {
      clearTimeout(deadline);
      clearInterval(watch);
      resolve(answer);
      void thread.terminate();
    };
    const deadline = setTimeout(() => finish({ unreadable: 'took_too_long' }), limits.milliseconds);
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() - memoryAtStart > memoryBytes) finish({ unreadable: 'inflates_too_far' });
    }, 100);
    thread.once('message', finish);
    thread.once('error', () => finish({ unreadable: 'damaged' }));
    thread.once('exit', () => finish({ unreadable: 'damaged' }));
  });
}
