// Messages as devices and gateways send them, and what is read from each.
import { describe, expect, test } from 'vitest';
import type { MessageMapping } from '../model/connection.ts';
import { messageReadings } from './message-readings.ts';

const plain: MessageMapping = {
  ...{ form: 'json', readings: '', byKey: false, meter: 'SZ1/{topic:3}', at: '/ts', instant: 'iso', count: '/v' },
};
const read = (text: string, mapping: Partial<MessageMapping> = {}, topic = 'water/sz1/W-01') =>
  messageReadings({ topic, text }, { ...plain, ...mapping });

describe('a message', () => {
  test('of one reading names its meter by topic or by what it says', () => {
    const text = '{"ts":"2024-05-01T08:00:00+08:00","v":12.5,"dev":"W-02","gw":{"site":"SZ2"}}';
    const at = '2024-05-01T08:00:00+08:00';
    expect(read(text)).toEqual([{ meter: 'SZ1/W-01', at, count: '12.5' }]);
    expect(read(text, { meter: '{/gw/site}/{/dev}' })).toEqual([{ meter: 'SZ2/W-02', at, count: '12.5' }]);
  });

  test('may be the count alone, and without a time', () => {
    expect(read('1042', { at: null, count: '' })).toEqual([{ meter: 'SZ1/W-01', at: null, count: '1042' }]);
    expect(read('"0012.50"', { at: null, count: '' })).toEqual([{ meter: 'SZ1/W-01', at: null, count: '0012.50' }]);
  });

  test('of a gateway holds many, whose time may stand once above them', () => {
    const text = '{"t":1714521600,"data":[{"id":"A","v":1},{"id":"B","v":"2.50"}]}';
    expect(read(text, { readings: '/data', meter: 'SZ1/{/id}', at: '^/t' })).toEqual([
      { meter: 'SZ1/A', at: '1714521600', count: '1' },
      { meter: 'SZ1/B', at: '1714521600', count: '2.50' },
    ]);
    const keys = '{"t":1,"values":{"A/1":10,"B":20}}';
    expect(read(keys, { readings: '/values', byKey: true, meter: '{/key}', at: '^/t', count: '/value' })).toEqual([
      { meter: 'A/1', at: '1', count: '10' },
      { meter: 'B', at: '1', count: '20' },
    ]);
  });

  test('of several lines is read line by line, and a torn one does not take the others with it', () => {
    expect(read('{"ts":"a","v":1}\n\n{"ts":"b","v"\n{"ts":"c","v":3}\n', { form: 'lines' })).toEqual([
      { meter: 'SZ1/W-01', at: 'a', count: '1' },
      { reason: 'not_json', given: '{"ts":"b","v"' },
      { meter: 'SZ1/W-01', at: 'c', count: '3' },
    ]);
  });

  test('keeps the digits that it was written with, where a double would not', () => {
    expect(read('{"ts":"a","v":12345678901234567.25}')).toEqual([
      { meter: 'SZ1/W-01', at: 'a', count: '12345678901234567.25' },
    ]);
    expect(read('{"ts":"a","v":0.1}')).toMatchObject([{ count: '0.1' }]);
    expect(read('{"ts":"a","v":1.5e3}')).toMatchObject([{ count: '1500' }]);
  });

  test('that is none says at which place', () => {
    for (const [text, reason, given, mapping] of [
      ['', 'not_json', ''],
      ['{"ts":"a"}', 'nothing_there', '/v'],
      ['{"ts":"a","v":null}', 'nothing_there', '/v'],
      ['{"v":1}', 'nothing_there', '/ts'],
      ['{"ts":"a","v":-1}', 'wrong_count', '-1'],
      ['{"ts":"a","v":"12,5"}', 'wrong_count', '12,5'],
      ['{"ts":"a","v":true}', 'wrong_count', 'true'],
      ['{"ts":"a","v":[1]}', 'wrong_count', '[1]'],
      ['{"ts":"a","v":1e300}', 'wrong_count', '1e+300'],
      ['{"ts":"a","v":1}', 'nothing_there', 'SZ1/{/dev}', { meter: 'SZ1/{/dev}' }],
      ['{"ts":"a","v":1}', 'nothing_there', 'SZ1/{topic:9}', { meter: 'SZ1/{topic:9}' }],
      ['{"ts":"a","v":1}', 'nothing_there', '/data', { readings: '/data' }],
    ] as const)
      expect([text, read(text, mapping)]).toEqual([text, [{ reason, given }]]);
  });

  test('does not reach what every object has', () => {
    expect(read('{"ts":"a","v":1}', { meter: 'SZ1/{/constructor/name}' })).toMatchObject([{ reason: 'nothing_there' }]);
  });
});
