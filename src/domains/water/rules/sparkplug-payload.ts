// What a message of Sparkplug B says: its fields by the wire format of Protocol Buffers, as far as readings need them. Numbers of
// fields are those of the schema that the Eclipse Sparkplug specification 3.0 prints (section 6.4).
import { shortestFloat } from './shortest-float.ts';

/** A metric of a message. */
export interface SparkplugMetric {
  /** absent after birth, where the alias stands for it */
  readonly name: string | undefined;
  readonly alias: bigint | undefined;
  /** milliseconds since 1970; absent: that of the message */
  readonly timestampMs: number | undefined;
  readonly isNull: boolean;
  /** an exact decimal, for metrics that are numbers; undefined for others */
  readonly value: string | undefined;
}

export interface SparkplugPayload {
  readonly timestampMs: number | undefined;
  /** 0 to 255, and 0 again */
  readonly seq: number | undefined;
  readonly metrics: readonly SparkplugMetric[];
}

const INT8 = 1;
const INT16 = 2;
const INT32 = 3;
const INT64 = 4;
const SIGNED: ReadonlySet<number> = new Set([INT8, INT16, INT32, INT64]);
const bits: Readonly<Record<number, number>> = { [INT8]: 8, [INT16]: 16, [INT32]: 32, [INT64]: 64 };

/** One field of a message: its number, and its bytes or its number by its wire type. */
type Field = readonly [number: number, value: bigint | Uint8Array];

/** @throws RangeError where the bytes end before the field does, or are of no known wire type */
function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = view.getUint8(at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new RangeError('a number is too long');
  };
  const take = (length: number): Uint8Array => {
    if (length > bytes.length - at) throw new RangeError('the message ends early');
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const [number, wire] = [Math.floor(tag / 8), tag % 8];
    if (wire === 0) yield [number, varint()];
    else if (wire === 1) yield [number, take(8)];
    else if (wire === 2) yield [number, take(Number(varint()))];
    else if (wire === 5) yield [number, take(4)];
    else throw new RangeError('no such wire type');
  }
}

const asBytes = (value: bigint | Uint8Array): Uint8Array => {
  if (typeof value === 'bigint') throw new RangeError('bytes were expected');
  return value;
};
const asNumber = (value: bigint | Uint8Array): bigint => {
  if (typeof value !== 'bigint') throw new RangeError('a number was expected');
  return value;
};
const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

function floating(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return bytes.length === 8 ? view.getFloat64(0, true) : shortestFloat(view.getFloat32(0, true));
}

function metricOf(bytes: Uint8Array): SparkplugMetric {
  let name: string | undefined;
  let alias: bigint | undefined;
  let timestampMs: number | undefined;
  let datatype = 0;
  let isNull = false;
  let whole: bigint | undefined;
  let real: number | undefined;
  let text: string | undefined;
  for (const [number, value] of fieldsOf(bytes)) {
    if (number === 1) name = textOf(asBytes(value));
    else if (number === 2) alias = asNumber(value);
    else if (number === 3) timestampMs = Number(asNumber(value));
    else if (number === 4) datatype = Number(asNumber(value));
    else if (number === 7) isNull = asNumber(value) !== 0n;
    else if (number === 10 || number === 11) whole = asNumber(value);
    else if (number === 12 || number === 13) real = floating(asBytes(value));
    else if (number === 15) text = textOf(asBytes(value));
  }
  // Whole numbers below zero are sent as the unsigned one of the same bits.
  const signed = SIGNED.has(datatype) && whole !== undefined ? BigInt.asIntN(bits[datatype] ?? 64, whole) : whole;
  const value = signed !== undefined ? signed.toString() : real !== undefined ? String(real) : text;
  return { name, alias, timestampMs, isNull, value };
}

/** @returns undefined where the bytes are no such message */
export function sparkplugPayload(bytes: Uint8Array): SparkplugPayload | undefined {
  let timestampMs: number | undefined;
  let seq: number | undefined;
  const metrics: SparkplugMetric[] = [];
  try {
    for (const [number, value] of fieldsOf(bytes)) {
      if (number === 1) timestampMs = Number(asNumber(value));
      else if (number === 2) metrics.push(metricOf(asBytes(value)));
      else if (number === 3) seq = Number(asNumber(value));
    }
  } catch {
    return undefined;
  }
  return { timestampMs, seq, metrics };
}

/** Where a topic of Sparkplug B leads: `spBv1.0/group/NDATA/edge` or `spBv1.0/group/DDATA/edge/device`. */
export interface SparkplugTopic {
  readonly group: string;
  readonly kind: string;
  readonly edge: string;
  readonly device: string | undefined;
}

export function sparkplugTopic(topic: string): SparkplugTopic | undefined {
  const [version, group, kind, edge, device, more] = topic.split('/');
  if (version !== 'spBv1.0' || !group || !kind || !edge || more !== undefined) return undefined;
  return { group, kind, edge, device };
}
