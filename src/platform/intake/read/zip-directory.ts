// Which parts lie in a ZIP archive, and whether its directory can be believed: overlaps, absurd ratios and encryption are refused.
import type { FileHandle } from 'node:fs/promises';
import { bytesAt } from './file-bytes.ts';
import { type ReadLimits, ratioMattersFrom } from './limits.ts';
import { refused } from './refusal.ts';

/** One part as the central directory describes it; only the directory is believed, never the local headers. */
export interface ZipPart {
  name: string;
  /** 0 stored, 8 deflated */
  method: number;
  checksum: number;
  packedLength: number;
  unpackedLength: number;
  /** where the part's local header lies */
  offset: number;
}

const endLength = 22;
const longestComment = 65_535;
const localHeaderLength = 30;

const broken = () => refused('not_a_table', { looksLike: 'broken_workbook' });

interface DirectoryPlace {
  offset: number;
  length: number;
  count: number;
}

/** Finds the directory by the record at the archive's end, with the larger numbers of ZIP64 where it has them. */
async function findDirectory(file: FileHandle, size: number): Promise<DirectoryPlace> {
  const tailStart = Math.max(0, size - endLength - longestComment);
  const tail = await bytesAt(file, tailStart, size - tailStart);
  let end = tail.length - endLength;
  while (end >= 0 && tail.readUInt32LE(end) !== 0x06054b50) end -= 1;
  if (end < 0) throw broken();
  const place = {
    count: tail.readUInt16LE(end + 10),
    length: tail.readUInt32LE(end + 12),
    offset: tail.readUInt32LE(end + 16),
  };
  const locator = end - 20;
  if (locator < 0 || tail.readUInt32LE(locator) !== 0x07064b50) return place;
  const record = await bytesAt(file, Number(tail.readBigUInt64LE(locator + 8)), 56);
  if (record.length < 56 || record.readUInt32LE(0) !== 0x06064b50) throw broken();
  return {
    count: Number(record.readBigUInt64LE(32)),
    length: Number(record.readBigUInt64LE(40)),
    offset: Number(record.readBigUInt64LE(48)),
  };
}

/** Lengths and offset that did not fit 32 bits stand in an extra field of kind 1, in this order. */
function readLargeNumbers(part: ZipPart, extra: Buffer): void {
  for (let at = 0; at + 4 <= extra.length; ) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1) {
      let value = at + 4;
      const next = () => {
        if (value + 8 > at + 4 + length || value + 8 > extra.length) throw broken();
        value += 8;
        return Number(extra.readBigUInt64LE(value - 8));
      };
      if (part.unpackedLength === 0xffffffff) part.unpackedLength = next();
      if (part.packedLength === 0xffffffff) part.packedLength = next();
      if (part.offset === 0xffffffff) part.offset = next();
    }
    at += 4 + length;
  }
}

function readParts(directory: Buffer, count: number): Map<string, ZipPart> {
  const parts = new Map<string, ZipPart>();
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw broken();
    const nameLength = directory.readUInt16LE(at + 28);
    const extraLength = directory.readUInt16LE(at + 30);
    const commentLength = directory.readUInt16LE(at + 32);
    const nameEnd = at + 46 + nameLength;
    if (nameEnd + extraLength > directory.length) throw broken();
    // some programs write backslashes and a leading slash
    const name = directory
      .toString('utf8', at + 46, nameEnd)
      .replaceAll('\\', '/')
      .replace(/^\/+/, '');
    const part: ZipPart = {
      name,
      method: directory.readUInt16LE(at + 10),
      checksum: directory.readUInt32LE(at + 16),
      packedLength: directory.readUInt32LE(at + 20),
      unpackedLength: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    };
    readLargeNumbers(part, directory.subarray(nameEnd, nameEnd + extraLength));
    if (directory.readUInt16LE(at + 8) & 1) throw refused('not_a_table', { looksLike: 'encrypted' });
    const known = name.toLowerCase();
    if (parts.has(known)) throw broken();
    parts.set(known, part);
    at = nameEnd + extraLength + commentLength;
  }
  return parts;
}

function checkSizes(parts: Iterable<ZipPart>, directoryOffset: number, limits: ReadLimits): void {
  let unpacked = 0;
  let before = 0;
  for (const part of [...parts].sort((left, right) => left.offset - right.offset)) {
    // parts that share bytes unpack to far more than the file holds
    if (part.offset < before) throw refused('zip_bomb');
    before = part.offset + localHeaderLength + part.packedLength;
    if (before > directoryOffset) throw broken();
    unpacked += part.unpackedLength;
    if (part.unpackedLength > ratioMattersFrom && part.unpackedLength > part.packedLength * limits.unpackedRatio) {
      throw refused('zip_bomb');
    }
  }
  if (unpacked > limits.unpackedBytes) throw refused('too_large', { what: 'content', limit: limits.unpackedBytes });
}

/**
 * Reads the directory of an archive.
 *
 * @returns parts by their names in lower case, as Excel compares them
 * @throws TableRefused when the directory is damaged, encrypted, or describes more than the limits allow
 */
export async function readZipDirectory(
  file: FileHandle,
  size: number,
  limits: ReadLimits,
): Promise<Map<string, ZipPart>> {
  const place = await findDirectory(file, size);
  if (place.count > limits.parts) throw refused('too_large', { what: 'parts', limit: limits.parts });
  if (place.offset + place.length > size || place.length < place.count * 46) throw broken();
  const directory = await bytesAt(file, place.offset, place.length);
  const parts = readParts(directory, place.count);
  checkSizes(parts.values(), place.offset, limits);
  return parts;
}

/** Where the bytes of a part begin: behind its local header, whose length only it tells. */
export async function contentOffset(file: FileHandle, part: ZipPart): Promise<number> {
  const header = await bytesAt(file, part.offset, localHeaderLength);
  if (header.length < localHeaderLength || header.readUInt32LE(0) !== 0x04034b50) throw broken();
  return part.offset + localHeaderLength + header.readUInt16LE(26) + header.readUInt16LE(28);
}
