// The number that registers of Modbus hold: 16 bits each, put together in the order that the device has, times its factor.
import { Exact } from '#units/quantity.ts';
import type { Register } from '../model/connection.ts';
import { shortestFloat } from './shortest-float.ts';

const lengths: Readonly<Record<Register['type'], number>> = {
  uint16: 1,
  int16: 1,
  uint32: 2,
  int32: 2,
  float32: 2,
  uint64: 4,
  int64: 4,
  float64: 4,
};

/** How many registers a number takes. */
export const registersOf = ({ type }: Pick<Register, 'type'>): number => lengths[type];

/** Bytes as they would stand with the highest first. */
function inOrder(bytes: Uint8Array, order: Register['order']): Uint8Array {
  const words = Array.from({ length: bytes.length / 2 }, (_, at) => bytes.slice(at * 2, at * 2 + 2));
  if (order === 'words' || order === 'little') words.reverse();
  if (order === 'bytes' || order === 'little') for (const word of words) word.reverse();
  return Uint8Array.from(words.flatMap((word) => [...word]));
}

function numberIn(view: DataView, type: Register['type']): bigint | number {
  switch (type) {
    case 'uint16':
      return view.getUint16(0);
    case 'int16':
      return view.getInt16(0);
    case 'uint32':
      return view.getUint32(0);
    case 'int32':
      return view.getInt32(0);
    case 'uint64':
      return view.getBigUint64(0);
    case 'int64':
      return view.getBigInt64(0);
    case 'float32':
      return shortestFloat(view.getFloat32(0));
    default:
      return view.getFloat64(0);
  }
}

/**
 * The number as an exact decimal.
 * @param bytes as they came, two for each register
 * @returns undefined for a float that is no number
 */
export function registerNumber(
  bytes: Uint8Array,
  { type, order, scale }: Pick<Register, 'type' | 'order' | 'scale'>,
): string | undefined {
  const ordered = inOrder(bytes, order);
  const number = numberIn(new DataView(ordered.buffer), type);
  if (typeof number === 'number' && !Number.isFinite(number)) return undefined;
  return new Exact(String(number)).times(scale).toFixed();
}
