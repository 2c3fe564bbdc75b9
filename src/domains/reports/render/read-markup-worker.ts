// What does a Word or HTML file from an unknown hand say? Read in a thread of its own, which can be stopped.
import { parentPort, workerData } from 'node:worker_threads';
import { type ReadLimits, within } from './printed-file.ts';
import { readDocx } from './read-docx.ts';
import { readHtml } from './read-html.ts';

const { bytes, limits } = workerData as { bytes: Uint8Array; limits: ReadLimits };
const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
parentPort?.postMessage(within(isZip ? readDocx(bytes, limits) : readHtml(bytes, limits), limits));
