// Evidence: files by their SHA-256 in the data folder, written once, told what they are by their content.
import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface StoredFile {
  /** 64 hexadecimal digits */
  sha256: string;
  bytes: number;
  mediaType: string;
}

/** Thrown when a stream is longer than allowed; nothing of it is kept. */
export class FileTooLarge extends Error {}

const magic: readonly { mediaType: string; bytes: number[]; at?: number }[] = [
  { mediaType: 'application/pdf', bytes: [0x25, 0x50, 0x44, 0x46] },
  { mediaType: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { mediaType: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { mediaType: 'image/webp', bytes: [0x57, 0x45, 0x42, 0x50], at: 8 },
  { mediaType: 'image/heic', bytes: [0x66, 0x74, 0x79, 0x70, 0x68, 0x65], at: 4 },
  { mediaType: 'application/zip', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { mediaType: 'application/vnd.ms-office', bytes: [0xd0, 0xcf, 0x11, 0xe0] },
];

/** What a file is, by its first bytes; a name says nothing. A workbook is told from another zip by its name inside. */
export function mediaTypeOf(head: Buffer): string {
  const found = magic.find(({ bytes, at = 0 }) => bytes.every((byte, index) => head[at + index] === byte));
  if (found?.mediaType === 'application/zip') {
    const text = head.toString('latin1');
    if (text.includes('xl/') || text.includes('[Content_Types].xml'))
      return text.includes('word/')
        ? 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
        : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    return 'application/zip';
  }
  if (found) return found.mediaType;
  return head.includes(0) ? 'application/octet-stream' : 'text/plain';
}

/** Media types that a browser may show in place; anything else is only ever downloaded. */
export const shownInPlace: ReadonlySet<string> = new Set(['application/pdf', 'image/png', 'image/jpeg', 'image/webp']);

/** Where files of evidence are kept, each once, by the SHA-256 of its content. */
export interface EvidenceStore {
  /** Keeps a stream; the same content twice is kept once. @throws FileTooLarge */
  keep(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<StoredFile>;
  pathOf(sha256: string): string;
  read(sha256: string): NodeJS.ReadableStream;
  has(sha256: string): boolean;
}

/** A store in a folder: two levels by the first digits, so that no folder grows without bound. */
export function folderStore(folder: string): EvidenceStore {
  const pathOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a SHA-256');
    return join(folder, sha256.slice(0, 2), sha256);
  };
  return {
    pathOf,
    has: (sha256) => existsSync(pathOf(sha256)),
    read: (sha256) => createReadStream(pathOf(sha256)),
    keep: async (source, maxBytes) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const partial = join(folder, `${randomUUID()}.part`);
      const digest = createHash('sha256');
      let bytes = 0;
      const measure = new Transform({
        transform(chunk: Buffer, _, done) {
          bytes += chunk.length;
          if (bytes > maxBytes) return done(new FileTooLarge());
          digest.update(chunk);
          done(null, chunk);
        },
      });
      try {
        await pipeline(source, measure, createWriteStream(partial, { mode: 0o600 }));
        const sha256 = digest.digest('hex');
        const path = pathOf(sha256);
        const file = await open(partial, 'r+');
        const head = Buffer.alloc(4096);
        const { bytesRead } = await file.read(head, 0, 4096, 0);
        await file.sync();
        await file.close();
        if (existsSync(path) && statSync(path).size === bytes) rmSync(partial);
        else {
          mkdirSync(join(folder, sha256.slice(0, 2)), { recursive: true, mode: 0o700 });
          renameSync(partial, path);
          const parent = openSync(join(folder, sha256.slice(0, 2)), 'r');
          fsyncSync(parent);
          closeSync(parent);
        }
        return { sha256, bytes, mediaType: mediaTypeOf(head.subarray(0, bytesRead)) };
      } catch (error) {
        rmSync(partial, { force: true });
        throw error;
      }
    },
  };
}
