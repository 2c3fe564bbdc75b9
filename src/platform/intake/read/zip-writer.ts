// Writes a ZIP archive part by part, without knowing beforehand how long a part will be.
import { Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

export interface PartToWrite {
  name: string;
  /** texts, or the bytes of a file that has a form of its own */
  text: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;
}

interface Written {
  name: Buffer;
  checksum: number;
  packedLength: number;
  unpackedLength: number;
  offset: number;
}

/** Lengths follow the part (bit 3), names are UTF-8 (bit 11). */
const flags = 0x0808;
/** 1980-01-01, so that the same rows give the same bytes. */
const fixedDate = 0x21;
const largest = 0xffffffff;

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(8, 8);
  header.writeUInt16LE(fixedDate, 12);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function trailer(part: Written): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(part.checksum, 4);
  bytes.writeUInt32LE(part.packedLength, 8);
  bytes.writeUInt32LE(part.unpackedLength, 12);
  return bytes;
}

function directoryEntry(part: Written): Buffer {
  const entry = Buffer.alloc(46);
  // An offset that does not fit 32 bits stands in an extra field of ZIP64; an archive below stays as simple as it was.
  const isFar = part.offset >= largest;
  const extra = Buffer.alloc(isFar ? 12 : 0);
  if (isFar) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(8, 2);
    extra.writeBigUInt64LE(BigInt(part.offset), 4);
  }
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(isFar ? 45 : 20, 4);
  entry.writeUInt16LE(isFar ? 45 : 20, 6);
  entry.writeUInt16LE(flags, 8);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt16LE(fixedDate, 14);
  entry.writeUInt32LE(part.checksum, 16);
  entry.writeUInt32LE(part.packedLength, 20);
  entry.writeUInt32LE(part.unpackedLength, 24);
  entry.writeUInt16LE(part.name.length, 28);
  entry.writeUInt16LE(extra.length, 30);
  entry.writeUInt32LE(isFar ? largest : part.offset, 42);
  return Buffer.concat([entry, part.name, extra]);
}

const most = 0xffff;

/** The end of ZIP64, for more parts or a longer archive than the old one can count. */
function largeEnd(count: number, offset: number, length: number): Buffer {
  const end = Buffer.alloc(56 + 20);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(45, 12);
  end.writeUInt16LE(45, 14);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(length), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(offset + length), 64);
  end.writeUInt32LE(1, 72);
  return end;
}

function endRecord(count: number, offset: number, length: number): Buffer {
  const end = Buffer.alloc(22);
  const isLarge = count >= most || offset >= largest || length >= largest;
  if (isLarge) {
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(most, 8);
    end.writeUInt16LE(most, 10);
    end.writeUInt32LE(largest, 12);
    end.writeUInt32LE(largest, 16);
    return Buffer.concat([largeEnd(count, offset, length), end]);
  }
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

/**
 * The bytes of an archive. Memory does not grow with the length of its parts.
 *
 * @throws RangeError when a part passes 4 GiB
 */
export async function* zipBytes(
  parts: AsyncIterable<PartToWrite> | Iterable<PartToWrite>,
): AsyncGenerator<Buffer, void> {
  const written: Written[] = [];
  let offset = 0;
  for await (const { name, text } of parts) {
    const part: Written = { name: Buffer.from(name), checksum: 0, packedLength: 0, unpackedLength: 0, offset };
    const header = localHeader(part.name);
    yield header;
    const unpacked = async function* () {
      for await (const chunk of text) {
        const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
        part.checksum = crc32(bytes, part.checksum);
        part.unpackedLength += bytes.length;
        yield bytes;
      }
    };
    const source = Readable.from(unpacked(), { objectMode: false });
    const deflater = createDeflateRaw({ level: 4, chunkSize: 64 * 1024 });
    source.on('error', (error) => deflater.destroy(error));
    source.pipe(deflater);
    try {
      for await (const bytes of deflater as AsyncIterable<Buffer>) {
        part.packedLength += bytes.length;
        yield bytes;
      }
    } finally {
      source.destroy();
      deflater.destroy();
    }
    offset += header.length + part.packedLength + 16;
    if (part.unpackedLength >= largest || part.packedLength >= largest)
      throw new RangeError('A part of an archive cannot pass 4 GiB');
    yield trailer(part);
    written.push(part);
  }
  const directory = Buffer.concat(written.map(directoryEntry));
  yield directory;
  yield endRecord(written.length, offset, directory.length);
}
