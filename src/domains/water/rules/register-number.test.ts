// Numbers in registers, in every order that devices have.
import { expect, test } from 'vitest';
import type { Register } from '../model/connection.ts';
import { registerNumber } from './register-number.ts';

const number = (hex: string, type: Register['type'], order: Register['order'] = 'big', scale = '1') =>
  registerNumber(new Uint8Array(Buffer.from(hex, 'hex')), { type, order, scale });

test('four orders of the same four bytes', () => {
  // 305419896 is 0x12345678.
  expect(number('12345678', 'uint32', 'big')).toBe('305419896');
  expect(number('56781234', 'uint32', 'words')).toBe('305419896');
  expect(number('34127856', 'uint32', 'bytes')).toBe('305419896');
  expect(number('78563412', 'uint32', 'little')).toBe('305419896');
  expect(number('0201', 'uint16', 'little')).toBe('258');
});

test('types, and the factor without a rounding', () => {
  expect(number('ffff', 'uint16')).toBe('65535');
  expect(number('ffff', 'int16')).toBe('-1');
  expect(number('ffffffff', 'int32')).toBe('-1');
  expect(number('ffffffffffffffff', 'uint64')).toBe('18446744073709551615');
  expect(number('fffffffffffffffe', 'int64')).toBe('-2');
  expect(number('3dcccccd', 'float32')).toBe('0.1');
  expect(number('4058900000000000', 'float64')).toBe('98.25');
  expect(number('00000bb9', 'uint32', 'big', '0.001')).toBe('3.001');
  expect(number('ffffffffffffffff', 'uint64', 'big', '0.01')).toBe('184467440737095516.15');
  expect(number('7fc00000', 'float32')).toBeUndefined();
});
