// Messages of Sparkplug B, encoded by protobufjs from the schema of the Eclipse Sparkplug specification.
import { describe, expect, test } from 'vitest';
import { sparkplugPayload, sparkplugTopic } from './sparkplug-payload.ts';
import { sparkplugSession } from './sparkplug-session.ts';

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const T = 1_714_608_000_000;
const nbirth = bytes(
  '088098e7b4f33112120a056264536571188098e7b4f3312008580712210a144e6f646520436f6e74726f6c2f52656269727468188098e7b4f331200b70001800',
);
const dbirth = bytes(
  '088098e7b4f331121d0a06566f6c756d651001188098e7b4f331200858cee6c3b1bae9a6db0112300a0a466c6f772f546f74616c1002188098e7b4f331200a4a0e0a04756e69741206080c42026d3369000000000090584012180a05536d616c6c10ac02188098e7b4f331200965cdcccc3d12140a044e616d651004188098e7b4f331200c7a01771801',
);
const ddata = bytes('08e0eceab4f3311214100218e0eceab4f331200a690000000000e05840120d100118e0eceab4f331200838011802');
const afterAGap = bytes('08a096f2b4f331120d1002200a6900000000004059401804');
const negative = bytes(
  '088098e7b4f331120b0a016e200350ffffffff0f120b0a0162200150feffffff0f120b0a0175200750ffffffff0f1805',
);

describe('a payload', () => {
  test('is read with its names, aliases, instants and exact numbers', () => {
    const { metrics, ...head } = sparkplugPayload(dbirth) ?? { metrics: [] };
    expect(head).toEqual({ timestampMs: T, seq: 1 });
    expect(metrics.map(({ name, alias, value }) => [name, alias, value])).toEqual([
      ['Volume', 1n, '123456789012345678'],
      ['Flow/Total', 2n, '98.25'],
      ['Small', 300n, '0.1'],
      ['Name', 4n, 'w'],
    ]);
    expect(sparkplugPayload(ddata)).toMatchObject({
      ...{ seq: 2, timestampMs: T + 60_000 },
      metrics: [
        { name: undefined, alias: 2n, value: '99.5', isNull: false },
        { alias: 1n, value: undefined, isNull: true },
      ],
    });
    expect(sparkplugPayload(negative)?.metrics.map(({ value }) => value)).toEqual(['-1', '-2', '4294967295']);
  });

  test('that is torn, or is none, is none', () => {
    for (let length = 1; length < dbirth.length; length++) {
      const torn = sparkplugPayload(dbirth.subarray(0, length));
      expect(torn === undefined || torn.metrics.length < 4 || torn.seq === undefined).toBe(true);
    }
    expect(sparkplugPayload(new TextEncoder().encode('{"v":1}'))).toBeUndefined();
  });
});

describe('a session', () => {
  const names = new Map([
    ['G/E/D/Volume', 'SZ/A'],
    ['G/E/D/Flow/Total', 'SZ/B'],
  ]);
  const topic = (kind: string, device?: string) => ({ group: 'G', kind, edge: 'E', device });

  test('reads later messages by what was announced, and passes over other metrics', () => {
    const hear = sparkplugSession(names);
    expect(hear(topic('NBIRTH'), nbirth)).toEqual({ readings: [], asksRebirth: false });
    expect(hear(topic('DBIRTH', 'D'), dbirth)).toEqual({
      readings: [
        { meter: 'G/E/D/Volume', at: String(T), count: '123456789012345678' },
        { meter: 'G/E/D/Flow/Total', at: String(T), count: '98.25' },
      ],
      asksRebirth: false,
    });
    expect(hear(topic('DDATA', 'D'), ddata)).toEqual({
      readings: [{ meter: 'G/E/D/Flow/Total', at: String(T + 60_000), count: '99.5' }],
      asksRebirth: false,
    });
  });

  test('asks for a birth after a gap, and when it does not know who speaks', () => {
    const hear = sparkplugSession(names);
    expect(hear(topic('DDATA', 'D'), ddata)).toMatchObject({ readings: [{ reason: 'not_born' }], asksRebirth: true });
    hear(topic('NBIRTH'), nbirth);
    hear(topic('DBIRTH', 'D'), dbirth);
    // The metric has no instant of its own: that of the message counts.
    expect(hear(topic('DDATA', 'D'), afterAGap)).toEqual({
      readings: [{ meter: 'G/E/D/Flow/Total', at: String(T + 180_000), count: '101' }],
      asksRebirth: true,
    });
    hear(topic('NDEATH'), new Uint8Array());
    expect(hear(topic('DDATA', 'D'), ddata)).toMatchObject({ asksRebirth: true });
  });
});

test('topics of edge nodes and devices', () => {
  expect(sparkplugTopic('spBv1.0/G/DDATA/E/D')).toEqual({ group: 'G', kind: 'DDATA', edge: 'E', device: 'D' });
  expect(sparkplugTopic('spBv1.0/G/NBIRTH/E')).toMatchObject({ device: undefined });
  for (const other of ['spBv1.0/STATE/host', 'spAv1.0/G/DDATA/E', 'spBv1.0/G/DDATA/E/D/x', 'a'])
    expect(sparkplugTopic(other)).toBeUndefined();
});
