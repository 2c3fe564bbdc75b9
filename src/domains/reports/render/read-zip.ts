// Which parts does an office file hold, without ever unpacking more than was agreed?
import { inflateRawSync } from 'node:zlib';
import { type ReadLimits, UnreadableFile } from './printed-file.ts';

interface Entry {
  method: number;
  size: number;
  offset: number;
}

/** The parts of a ZIP by name, inflated when asked for; all of them together never exceed the limit. */
export interface ZipParts {
  names: string[];
  /** @throws UnreadableFile when the part is missing, damaged, or inflates too far. */
  read: (name: string) => Uint8Array;
}

const directoryMark = 0x02014b50;
const endMark = 0x06054b50;
const localMark = 0x04034b50;

/**
 * Opens a ZIP by its directory. Names that stand twice, encrypted parts and ZIP64 are refused: no report needs them,
 * and readers disagree about them.
 * @throws UnreadableFile
 */
export function openZip(bytes: Uint8Array, limits: ReadLimits): ZipParts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const damaged = (): never => {
    throw new UnreadableFile('damaged');
  };
  let end = -1;
  for (let at = bytes.length - 22; at >= 0 && at >= bytes.length - 22 - 0xffff; at--) {
    if (view.getUint32(at, true) === endMark) {
      end = at;
      break;
    }
  }
  if (end < 0) damaged();
  const count = view.getUint16(end + 10, true);
  if (count > 5000) throw new UnreadableFile('too_large');
  const entries = new Map<string, Entry>();
  let at = view.getUint32(end + 16, true);
  for (let entry = 0; entry < count; entry++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== directoryMark) damaged();
    if (view.getUint16(at + 8, true) & 1) throw new UnreadableFile('encrypted');
    const nameLength = view.getUint16(at + 28, true);
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    if (entries.has(name)) damaged();
    entries.set(name, {
      method: view.getUint16(at + 10, true),
      size: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
    });
    at = next;
  }
  let left = limits.inflatedBytes;
  const read = (name: string): Uint8Array => {
    const entry = entries.get(name) ?? damaged();
    const { offset, size, method } = entry;
    if (offset + 30 > bytes.length || view.getUint32(offset, true) !== localMark) damaged();
    const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
    if (start + size > bytes.length) damaged();
    const packed = bytes.subarray(start, start + size);
    let part = packed;
    if (method === 8) {
      try {
        part = inflateRawSync(packed, { maxOutputLength: Math.max(1, left) });
      } catch (error) {
        throw new UnreadableFile(
          (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'inflates_too_far' : 'damaged',
        );
      }
    } else if (method !== 0) damaged();
    left -= part.byteLength;
    if (left < 0) throw new UnreadableFile('inflates_too_far');
    return part;
  };
  return { names: [...entries.keys()], read };
}
