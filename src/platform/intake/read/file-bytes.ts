// The bytes of a file, read at given places and in successive chunks, counting how far reading has come.
import type { FileHandle } from 'node:fs/promises';

/** Bytes per chunk: large enough to be quick, small enough to be nothing. */
const chunkLength = 256 * 1024;

/** Reads up to `length` bytes at `position`; fewer only at the end of the file. */
export async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

/**
 * Reads a range chunk by chunk, one chunk ahead. A chunk is valid until the next one is asked for.
 *
 * @param before end of the range, excluded
 */
export async function* chunksOf(file: FileHandle, from: number, before: number): AsyncGenerator<Buffer, void> {
  const buffers = [Buffer.allocUnsafe(chunkLength), Buffer.allocUnsafe(chunkLength)] as const;
  let position = from;
  let turn: 0 | 1 = 0;
  const read = () => file.read(buffers[turn], 0, Math.min(chunkLength, before - position), position);
  let pending = position < before ? read() : undefined;
  try {
    while (pending) {
      const { bytesRead, buffer } = await pending;
      pending = undefined;
      if (bytesRead === 0) return;
      position += bytesRead;
      turn = turn === 0 ? 1 : 0;
      if (position < before) pending = read();
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await pending?.catch(() => undefined);
  }
}
