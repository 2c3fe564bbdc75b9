// What a server of OPC UA says of one number: whether it vouches for it, what it is exactly, and when it was so.
import { Exact } from '#units/quantity.ts';
import type { OpcuaNode } from '../model/connection.ts';
import { isCount, type NotTold, type ToldReading } from './message-readings.ts';
import { shortestFloat } from './shortest-float.ts';

/** A value as it comes (OPC UA, Part 4, DataValue), apart from any library. */
export interface OpcuaValue {
  /** the code of 32 bits that says how good it is */
  readonly status: number;
  /** its name where it has one: `BadCommunicationError` */
  readonly statusName: string;
  /** the built-in type (Part 6): `Int64` */
  readonly type: string;
  readonly isArray: boolean;
  /** integers of 64 bits as their higher and lower 32 bits, unsigned */
  readonly value: unknown;
  /** when whatever measures gave it, milliseconds since 1970; null where the server does not say */
  readonly sourceMs: number | null;
  /** when the server knew it to be so */
  readonly serverMs: number | null;
}

const WHOLE = new Set(['SByte', 'Byte', 'Int16', 'UInt16', 'Int32', 'UInt32']);
const GIVEN_AT_MOST = 100;

/** How good a value is, by the two highest bits of its status (Part 4, StatusCode); the others say why. */
export function severityOf(status: number): 'good' | 'uncertain' | 'bad' {
  const severity = status >>> 30;
  if (severity === 0) return 'good';
  return severity === 1 ? 'uncertain' : 'bad';
}

function wholeOf64(value: unknown, isSigned: boolean): bigint | undefined {
  const [high, low] = Array.isArray(value) ? (value as unknown[]) : [];
  const are32 = [high, low].every((half) => Number.isInteger(half) && (half as number) >>> 0 === half);
  if (!are32) return undefined;
  const bits = (BigInt(high as number) << 32n) | BigInt(low as number);
  return isSigned ? BigInt.asIntN(64, bits) : bits;
}

function numberIn({ type, value }: OpcuaValue): bigint | number | undefined {
  if (type === 'Int64' || type === 'UInt64') return wholeOf64(value, type === 'Int64');
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  if (type === 'Float') return shortestFloat(value);
  return type === 'Double' || WHOLE.has(type) ? value : undefined;
}

/**
 * The number as an exact decimal, times its factor.
 * @returns undefined for what is no single number: lists, texts, what is neither finite nor a number
 */
export function opcuaNumber(value: OpcuaValue, scale: string): string | undefined {
  const number = value.isArray ? undefined : numberIn(value);
  return number === undefined ? undefined : new Exact(String(number)).times(scale).toFixed();
}

function shown({ type, isArray, value }: OpcuaValue): string {
  if (isArray) return `${type}[]`;
  return `${type} ${typeof value === 'object' ? '' : String(value)}`.trim().slice(0, GIVEN_AT_MOST);
}

const hex = (status: number) => `0x${(status >>> 0).toString(16).padStart(8, '0')}`;

/**
 * A reading, or why it is none. Only what the server vouches for counts: a bad value is the last one before a cable broke, an
 * uncertain one an estimate or a substitute, and a register that is wrong once makes water flow that did not.
 * @param atMs when it was so; null where nobody says
 */
export function opcuaReading(
  { meter, node, scale }: OpcuaNode,
  value: OpcuaValue,
  atMs: number | null,
): ToldReading | NotTold {
  const severity = severityOf(value.status);
  if (severity !== 'good') {
    const given = `${meter} (${node}): ${value.statusName} ${hex(value.status)}`;
    return { reason: severity === 'bad' ? 'status_bad' : 'status_uncertain', given };
  }
  if (value.type === 'Null') return { reason: 'nothing_there', given: `${meter} (${node})` };
  const count = opcuaNumber(value, scale);
  if (count === undefined || !isCount(count))
    return { reason: 'wrong_count', given: `${meter} (${node}): ${count ?? shown(value)}` };
  return { meter, at: atMs === null ? null : String(atMs), count };
}

/** When a value that has just changed was measured: by what measures it, else by the server; null: when it arrived. */
export const changedAtMs = ({ sourceMs, serverMs }: OpcuaValue): number | null => sourceMs ?? serverMs;

/**
 * How far what measures is behind the server, by a value that has just changed: its clock is wrong, or it is asked only every so
 * often. Null where one of the two instants is missing.
 */
export const lagMs = ({ sourceMs, serverMs }: OpcuaValue): number | null =>
  sourceMs === null || serverMs === null ? null : serverMs - sourceMs;

/**
 * Until when a value that was asked for, and may long be the same, is known to be so, by the clock that its changes are told by.
 * A server tells changes only (Part 4, MonitoredItem model): without this, what flows after a quiet night would be spread over the night.
 */
export function standsAtMs(
  { sourceMs, serverMs }: OpcuaValue,
  { askedMs, lag }: { askedMs: number; lag: number },
): number {
  const knownMs = (serverMs ?? askedMs) - lag;
  return Math.max(knownMs, sourceMs ?? knownMs);
}
