// The broker of this server: who comes in, when a message is acknowledged, and what a restart loses.
import { connect } from 'node:net';
import mqtt, { type Packet } from 'mqtt-packet';
import { expect, onTestFinished, test } from 'vitest';
import { openBroker } from './own-broker.ts';

/** A device that says one packet after another and hears what comes back. */
async function device(port: number, user: string, password: string) {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  onTestFinished(() => void socket.destroy());
  const parser = mqtt.parser({ protocolVersion: 4 });
  const heard: Packet[] = [];
  let wake: () => void = () => undefined;
  let closed = false;
  parser.on('packet', (packet) => {
    heard.push(packet);
    wake();
  });
  socket.on('data', (bytes) => parser.parse(bytes));
  socket.on('error', () => undefined);
  socket.on('close', () => {
    closed = true;
    wake();
  });
  const say = (packet: Packet) => socket.write(mqtt.generate(packet));
  const next = async (): Promise<Packet | 'closed'> => {
    while (heard.length === 0 && !closed) await new Promise<void>((woken) => (wake = woken));
    return heard.shift() ?? 'closed';
  };
  say({
    ...{ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 0, clientId: user },
    ...{ username: user, password: Buffer.from(password) },
  });
  const publish = (topic: string, messageId: number) =>
    say({ cmd: 'publish', topic, payload: `${messageId}`, qos: 1, messageId, dup: false, retain: false });
  return { say, next, publish, heard };
}

test('a message is acknowledged when it is kept, and a device is cut off when it cannot be', async () => {
  const broker = await openBroker({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => broker.stop());
  const kept: string[] = [];
  const { promise: written, resolve: write } = Promise.withResolvers<void>();
  let works = true;
  const { port } = broker;
  broker.listen({
    ...{ user: 'gateway', password: 'secret', filters: ['water/#'], note: () => undefined },
    keep: async (messages) => {
      await written;
      if (!works) throw new Error('the database is away');
      kept.push(...messages.map(({ payload }) => payload.toString()));
    },
  });
  const one = await device(port, 'gateway', 'secret');
  expect(await one.next()).toMatchObject({ cmd: 'connack', returnCode: 0 });
  one.publish('water/a', 1);
  one.publish('water/b', 2);
  // A ping is answered and the messages before it are not.
  one.say({ cmd: 'pingreq' });
  expect(await one.next()).toMatchObject({ cmd: 'pingresp' });
  expect([kept, one.heard]).toEqual([[], []]);
  write();
  const acknowledged = [await one.next(), await one.next()] as { cmd: string; messageId: number }[];
  expect(acknowledged.map(({ cmd, messageId }) => [cmd, messageId])).toEqual([
    ['puback', 1],
    ['puback', 2],
  ]);
  expect(kept).toEqual(['1', '2']);
  works = false;
  one.publish('water/a', 3);
  expect(await one.next()).toBe('closed');
  works = true;
  const again = await device(port, 'gateway', 'secret');
  await again.next();
  again.publish('water/a', 3);
  expect(await again.next()).toMatchObject({ cmd: 'puback', messageId: 3 });
  expect(kept).toEqual(['1', '2', '3']);
});

test('nobody comes in without a connection’s password, and reaches the topics of another', async () => {
  const broker = await openBroker({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => broker.stop());
  const notes: (string | null)[] = [];
  const kept: string[] = [];
  const keep = async (messages: readonly { topic: string }[]) => void kept.push(...messages.map(({ topic }) => topic));
  const note = (_: string, problem: string | null) => void notes.push(problem);
  const first = broker.listen({ user: 'one', password: 'secret-1', filters: ['one/#'], keep, note });
  broker.listen({ user: 'two', password: 'secret-2', filters: ['two/#'], keep, note });
  broker.listen({ user: 'three', password: undefined, filters: ['#'], keep, note });
  expect(notes).toEqual([null, null, 'password_missing']);
  for (const [user, password] of [
    ['one', 'secret-2'],
    ['three', ''],
    ['', ''],
  ] as const)
    expect(await (await device(broker.port, user, password)).next()).not.toMatchObject({ returnCode: 0 });
  const one = await device(broker.port, 'one', 'secret-1');
  await one.next();
  one.say({
    cmd: 'subscribe',
    messageId: 9,
    subscriptions: [
      { topic: 'two/a', qos: 1 },
      { topic: 'one/a', qos: 1 },
    ],
  });
  expect(await one.next()).toMatchObject({ cmd: 'suback', granted: [128, 1] });
  one.publish('two/a', 1);
  expect(await one.next()).toBe('closed');
  expect(kept).toEqual([]);
  await first.stop();
  expect(await (await device(broker.port, 'one', 'secret-1')).next()).not.toMatchObject({ returnCode: 0 });
});
