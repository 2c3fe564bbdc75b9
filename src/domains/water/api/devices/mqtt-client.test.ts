// A group is kept beside the one before it, and acknowledged after it.
import { type AddressInfo, createServer } from 'node:net';
import mqtt from 'mqtt-packet';
import { expect, onTestFinished, test } from 'vitest';
import { listenByMqtt } from './mqtt-client.ts';

const MESSAGES = 7_000;
const numbers = Array.from({ length: MESSAGES }, (_, at) => at + 1);
const protocolVersion = 5;

test('a group that is kept before an earlier one is acknowledged after it', async () => {
  const acknowledged: number[] = [];
  const all = Promise.withResolvers<void>();
  const broker = createServer((socket) => {
    const parser = mqtt.parser({ protocolVersion });
    const answer = (packet: Parameters<typeof mqtt.generate>[0]) => mqtt.generate(packet, { protocolVersion });
    parser.on('packet', (packet) => {
      if (packet.cmd === 'connect') socket.write(answer({ cmd: 'connack', sessionPresent: false, reasonCode: 0 }));
      if (packet.cmd === 'subscribe') {
        socket.write(answer({ cmd: 'suback', messageId: 1, granted: [1] }));
        const publish = { cmd: 'publish', topic: 'a', qos: 1, dup: false, retain: false } as const;
        socket.write(Buffer.concat(numbers.map((one) => answer({ ...publish, payload: `${one}`, messageId: one }))));
      }
      if (packet.cmd === 'puback') acknowledged.push(packet.messageId ?? 0);
      if (acknowledged.length === MESSAGES) all.resolve();
    });
    socket.on('data', (bytes) => parser.parse(bytes));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((done) => broker.listen(0, '127.0.0.1', done));
  onTestFinished(() => void broker.close());

  const secondIsKept = Promise.withResolvers<void>();
  let acknowledgedBefore: number | undefined;
  const kept: number[][] = [];
  const listener = listenByMqtt({
    address: `mqtt://127.0.0.1:${(broker.address() as AddressInfo).port}`,
    ...{ clientId: 'order', user: undefined, password: undefined, ca: undefined, filters: ['a'] },
    keep: async (messages) => {
      const group = messages.map(({ payload }) => Number(payload.toString()));
      if (group[0] === 1) {
        await secondIsKept.promise;
        // What the second would have written by now has arrived.
        await new Promise((later) => setImmediate(later));
        acknowledgedBefore = acknowledged.length;
      } else secondIsKept.resolve();
      kept.push(group);
    },
    note: () => undefined,
  });
  onTestFinished(() => listener.stop());
  await all.promise;
  expect(kept.length).toBeGreaterThan(1);
  expect(kept.at(0)?.at(0)).not.toBe(1);
  expect(acknowledgedBefore).toBe(0);
  expect(acknowledged).toEqual(numbers);
});
