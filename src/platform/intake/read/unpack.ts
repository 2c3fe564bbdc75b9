// One part of a workbook unpacked chunk by chunk, counted while it unpacks, so that a bomb stops where its limit is.
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { chunkDecoder, encodingOfMark } from './encoding.ts';
import { chunksOf } from './file-bytes.ts';
import { type ReadLimits, ratioMattersFrom } from './limits.ts';
import { refused } from './refusal.ts';
import { brokenWorkbook } from './xml-bytes.ts';
import { contentOffset, type ZipPart } from './zip-directory.ts';

const unpackedChunk = 64 * 1024;

/** An archive that is read: the file, and the limits its parts are held to. */
export interface Archive {
  file: FileHandle;
  limits: ReadLimits;
}

/** Reports packed bytes as they are read, for progress. */
export type OnPacked = (bytes: number) => void;

async function* packedChunks(archive: Archive, part: ZipPart, onPacked?: OnPacked): AsyncGenerator<Buffer, void> {
  const offset = await contentOffset(archive.file, part);
  for await (const bytes of chunksOf(archive.file, offset, offset + part.packedLength)) {
    onPacked?.(bytes.length);
    // the inflater may hold a chunk while the next one is read
    yield Buffer.from(bytes);
  }
}

async function* inflated(archive: Archive, part: ZipPart, onPacked?: OnPacked): AsyncGenerator<Buffer, void> {
  const packed = Readable.from(packedChunks(archive, part, onPacked), { objectMode: false });
  const inflater = createInflateRaw({ chunkSize: unpackedChunk });
  packed.on('error', (error) => inflater.destroy(error));
  packed.pipe(inflater);
  try {
    for await (const bytes of inflater) yield bytes;
  } finally {
    packed.destroy();
    inflater.destroy();
  }
}

/**
 * Unpacks a part.
 *
 * @throws TableRefused when it unpacks to more than the directory said, than the ratio or the limits allow, or when its
 *   checksum is not the directory's
 */
async function* unpacked(archive: Archive, part: ZipPart, onPacked?: OnPacked): AsyncGenerator<Buffer, void> {
  if (part.method !== 0 && part.method !== 8) throw brokenWorkbook();
  const { limits } = archive;
  let length = 0;
  let checksum = 0;
  try {
    const chunks = part.method === 0 ? packedChunks(archive, part, onPacked) : inflated(archive, part, onPacked);
    for await (const bytes of chunks) {
      length += bytes.length;
      if (length > part.unpackedLength) throw refused('zip_bomb');
      if (length > limits.unpackedBytes) throw refused('too_large', { what: 'content', limit: limits.unpackedBytes });
      if (length > ratioMattersFrom && length > part.packedLength * limits.unpackedRatio) throw refused('zip_bomb');
      checksum = crc32(bytes, checksum);
      yield bytes;
    }
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (typeof code === 'string' && /^Z_|ERR_BUFFER|UNEXPECTED_END/.test(code)) throw brokenWorkbook();
    throw error;
  }
  if (length !== part.unpackedLength || checksum !== part.checksum) throw brokenWorkbook();
}

/** A part as UTF-8, whatever it was written in. XML without a mark is UTF-8. */
export async function* unpackedXml(archive: Archive, part: ZipPart, onPacked?: OnPacked): AsyncGenerator<Buffer, void> {
  let decode: ReturnType<typeof chunkDecoder> | undefined;
  let isFirst = true;
  for await (const bytes of unpacked(archive, part, onPacked)) {
    if (isFirst) {
      const marked = encodingOfMark(bytes)?.encoding ?? 'utf-8';
      if (marked !== 'utf-8') decode = chunkDecoder(marked);
      isFirst = false;
    }
    yield decode ? Buffer.from(decode(bytes, false), 'utf8') : bytes;
  }
}

/** The whole of a small part. */
export async function wholeXml(archive: Archive, part: ZipPart, longest: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of unpackedXml(archive, part)) {
    length += chunk.length;
    if (length > longest) throw refused('too_large', { what: 'content', limit: longest });
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}
