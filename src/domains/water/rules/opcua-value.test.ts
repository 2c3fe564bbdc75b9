// Exact numbers of OPC UA, how good they are, and when they were so; each to be checked by hand.
import { expect, test } from 'vitest';
import {
  changedAtMs,
  lagMs,
  type OpcuaValue,
  opcuaNumber,
  opcuaReading,
  severityOf,
  standsAtMs,
} from './opcua-value.ts';

const value = (of: Partial<OpcuaValue>): OpcuaValue => ({
  ...{ status: 0, statusName: 'Good', type: 'Double', isArray: false, value: 1.5, sourceMs: 1_000, serverMs: 1_500 },
  ...of,
});
const node = { meter: 'SZ/A', node: 'ns=2;s=Total', scale: '0.001' };

test.each([
  // Halves of 32 bits, the higher first: 2^32 × 2 + 7.
  ['UInt64', [2, 7], '8589934599'],
  ['UInt64', [0xffffffff, 0xffffffff], '18446744073709551615'],
  ['Int64', [0xffffffff, 0xfffffffe], '-2'],
  ['Int64', [0x1fffff, 0xffffffff], '9007199254740991'],
  ['UInt32', 4_294_967_295, '4294967295'],
  ['SByte', -3, '-3'],
  // 0.1 as 32 bits is 0.10000000149011612.
  ['Float', Math.fround(0.1), '0.1'],
  ['Double', 1e21, '1000000000000000000000'],
  ['Double', 0.1, '0.1'],
])('%s %j is %s', (type, given, text) => {
  expect(opcuaNumber(value({ type, value: given }), '1')).toBe(text);
});

test.each([
  ['Double', Number.NaN],
  ['Float', Number.POSITIVE_INFINITY],
  ['String', '12'],
  ['Boolean', true],
  ['UInt64', 5],
  ['UInt64', [1]],
  ['UInt64', [0, -1]],
  ['UInt64', [0.5, 0]],
  ['DateTime', 1_000],
  ['Int32', null],
])('%s %j is no number', (type, given) => {
  expect(opcuaNumber(value({ type, value: given }), '1')).toBe(undefined);
});

test('a list is no number, whatever stands in it', () => {
  expect(opcuaNumber(value({ type: 'Int32', isArray: true, value: 3 }), '1')).toBe(undefined);
});

test('the two highest bits say how good a value is', () => {
  // GoodOverload, GoodClamped with its info bits; UncertainLastUsableValue; BadNotConnected.
  expect([0x002f0000, 0x00300480].map(severityOf)).toEqual(['good', 'good']);
  expect([0x40900000, 0x808a0000, 0xc0000000].map(severityOf)).toEqual(['uncertain', 'bad', 'bad']);
});

test('a good value is a reading, times its factor; others are told with their reason', () => {
  expect(opcuaReading(node, value({ value: 1.5 }), 1_000)).toEqual({ meter: 'SZ/A', at: '1000', count: '0.0015' });
  expect(opcuaReading(node, value({ type: 'UInt64', value: [2, 7] }), null)).toEqual({
    ...{ meter: 'SZ/A', at: null, count: '8589934.599' },
  });
  const reasons = [
    value({ status: 0x80050000, statusName: 'BadCommunicationError' }),
    value({ status: 0x40900000, statusName: 'UncertainLastUsableValue' }),
    value({ type: 'Null', value: null }),
    value({ type: 'String', value: 'off' }),
    value({ isArray: true, type: 'Int32', value: null }),
    value({ value: -1 }),
  ].map((one) => opcuaReading(node, one, null));
  const named = (text: string) => `SZ/A (ns=2;s=Total)${text}`;
  expect(reasons).toEqual([
    { reason: 'status_bad', given: named(': BadCommunicationError 0x80050000') },
    { reason: 'status_uncertain', given: named(': UncertainLastUsableValue 0x40900000') },
    { reason: 'nothing_there', given: named('') },
    { reason: 'wrong_count', given: named(': String off') },
    { reason: 'wrong_count', given: named(': Int32[]') },
    { reason: 'wrong_count', given: named(': -0.001') },
  ]);
});

test('a change counts from its source, else from the server; who says nothing leaves it to the arrival', () => {
  expect(changedAtMs(value({}))).toBe(1_000);
  expect(changedAtMs(value({ sourceMs: null }))).toBe(1_500);
  expect(changedAtMs(value({ sourceMs: null, serverMs: null }))).toBe(null);
  expect([lagMs(value({})), lagMs(value({ sourceMs: null })), lagMs(value({ serverMs: null }))]).toEqual([
    500,
    null,
    null,
  ]);
});

test('what is asked for and unchanged stands until now, by the clock that tells the changes', () => {
  const asked = value({ sourceMs: 1_000, serverMs: 60_000 });
  expect(standsAtMs(asked, { askedMs: 61_000, lag: 0 })).toBe(60_000);
  // Its source is an hour behind: so is what is known of it, and never before the change itself.
  expect(standsAtMs(asked, { askedMs: 61_000, lag: 50_000 })).toBe(10_000);
  expect(standsAtMs(asked, { askedMs: 61_000, lag: 3_600_000 })).toBe(1_000);
  expect(standsAtMs(value({ sourceMs: null, serverMs: null }), { askedMs: 61_000, lag: 0 })).toBe(61_000);
});
