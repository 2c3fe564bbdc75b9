// Where files of evidence lie, each once, by the SHA-256 of its content: what a folder and an object store have in common.
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { mediaTypeOf } from './media-type.ts';

/** A file that is kept. */
export interface StoredFile {
  /** 64 hexadecimal digits */
  sha256: string;
  bytes: number;
  mediaType: string;
  /** a scanner is set and has not seen it: it is not shown before it has */
  awaitsScan?: true;
}

/** A part of a file: from one byte on, before another. */
export interface ByteRange {
  from: number;
  before: number;
}

/** Thrown when a stream is longer than allowed; nothing of it is kept. */
export class FileTooLarge extends Error {}

/** Where files of evidence are kept, each once, by the SHA-256 of its content. */
export interface EvidenceStore {
  readonly where: 'folder' | 's3';
  /**
   * Keeps a stream; the same content twice is kept once.
   * @param accepts refuses by throwing, before anything is kept
   * @throws FileTooLarge
   */
  keep(source: AsyncIterable<Uint8Array>, maxBytes: number, accepts?: (mediaType: string) => void): Promise<StoredFile>;
  has(sha256: string): Promise<boolean>;
  /** Fails as a stream does when the file is not there. */
  read(sha256: string, range?: ByteRange): Readable;
  /** A path on this machine, for whoever reads a file at places; a copy where the files lie elsewhere. */
  pathOf(sha256: string): Promise<string>;
  /** Takes away what uploads left that were cut off, by default a day ago, and copies that nobody reads. @returns how many */
  sweep(olderThanMs?: number): number;
}

/** Refuses what is no hash before it becomes part of a path. */
export function nameOf(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a SHA-256');
  return `${sha256.slice(0, 2)}/${sha256}`;
}

const HEAD = 4_096;
const TAIL = 65_536;

/** Receives a stream into a file of its own, on disk to the last byte. @returns what it is, and where it waits */
export async function receive(
  folder: string,
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
  accepts: (mediaType: string) => void = () => undefined,
): Promise<StoredFile & { path: string }> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${randomUUID()}.part`);
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
    await pipeline(source, measure, createWriteStream(path, { mode: 0o600 }));
    const file = await open(path, 'r+');
    try {
      const [head, tail] = [Buffer.alloc(Math.min(HEAD, bytes)), Buffer.alloc(Math.min(TAIL, bytes))];
      await file.read(head, 0, head.length, 0);
      await file.read(tail, 0, tail.length, bytes - tail.length);
      const mediaType = mediaTypeOf(head, tail);
      accepts(mediaType);
      await file.sync();
      return { sha256: digest.digest('hex'), bytes, mediaType, path };
    } finally {
      await file.close();
    }
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

/** Removes files of a folder that nobody has touched for so long. @returns how many */
export function sweepFolder(folder: string, olderThanMs: number, isOld: (name: string) => boolean): number {
  let swept = 0;
  try {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (!isOld(name) || (olderThanMs > 0 && Date.now() - statSync(path).mtimeMs < olderThanMs)) continue;
      rmSync(path, { force: true });
      swept += 1;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return swept;
}
