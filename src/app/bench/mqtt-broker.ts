// A broker of its own for a bench or a fault test: Mosquitto where the machine has it, else the one that this program brings.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import mqtt, { type Packet } from 'mqtt-packet';

/** A broker that nobody else uses. */
export interface ScratchBroker {
  /** what it is, for the output */
  called: string;
  address: string;
  /** whether `mosquitto_sub` can be asked too */
  hasBareSubscriber: boolean;
  stop(): Promise<void>;
}

const finds = (program: string) => spawnSync(program, ['--help'], { stdio: 'ignore' }).error === undefined;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((done) => server.close(() => done()));
  return port;
}

async function answers(port: number): Promise<void> {
  for (let tries = 0; ; tries++) {
    const socket = connect({ host: '127.0.0.1', port });
    const isThere = await new Promise<boolean>((done) => {
      socket.once('connect', () => done(true));
      socket.once('error', () => done(false));
    });
    socket.destroy();
    if (isThere) return;
    if (tries > 200) throw new Error('the broker does not answer');
    await pause(25);
  }
}

/** Messages that wait for a session are not limited, so that none is dropped by the broker. */
async function openMosquitto(): Promise<ScratchBroker> {
  const folder = mkdtempSync(join(tmpdir(), 'greenfab-mosquitto-'));
  const port = await freePort();
  const settings = join(folder, 'mosquitto.conf');
  writeFileSync(settings, `listener ${port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\nuser root\n`);
  const child: ChildProcess = spawn('mosquitto', ['-c', settings], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(0, 200);
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  await answers(port);
  return {
    called: `mosquitto ${/version (\S+)/.exec(said)?.[1] ?? ''}`.trim(),
    address: `mqtt://127.0.0.1:${port}`,
    hasBareSubscriber: finds('mosquitto_sub'),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openAedes(): Promise<ScratchBroker> {
  const { Aedes } = await import('aedes');
  const broker = await Aedes.createBroker();
  const server = createServer(broker.handle);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    called: 'aedes, in the same process',
    address: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hasBareSubscriber: false,
    stop: async () => {
      await new Promise<void>((done) => broker.close(() => done()));
      server.close();
    },
  };
}

/** Starts one; it goes with `stop`. */
export const openScratchBroker = (): Promise<ScratchBroker> => (finds('mosquitto') ? openMosquitto() : openAedes());

/** A message to be sent at quality of service 1. */
export interface Sent {
  topic: string;
  payload: string;
}

/** Publishes as one device, so many unacknowledged at once; resolves when the broker has acknowledged all. */
export async function publishAll(address: string, messages: readonly Sent[], { window = 500 } = {}): Promise<void> {
  const url = new URL(address);
  const socket: Socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
  const parser = mqtt.parser({ protocolVersion: 4 });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let [sent, acknowledged] = [0, 0];
  const send = () => {
    const pieces: Buffer[] = [];
    for (; sent < messages.length && sent - acknowledged < window; sent++) {
      const { topic, payload } = messages[sent] as Sent;
      pieces.push(
        mqtt.generate({
          ...{ cmd: 'publish', topic, payload, qos: 1, dup: false, retain: false },
          messageId: (sent % 65_535) + 1,
        }),
      );
    }
    if (pieces.length > 0) socket.write(Buffer.concat(pieces));
    if (acknowledged === messages.length) resolve();
  };
  const heard = ({ cmd }: Packet) => {
    if (cmd === 'puback') acknowledged++;
    if (cmd === 'puback' || cmd === 'connack') send();
  };
  parser.on('packet', heard);
  socket.on('data', (bytes) => parser.parse(bytes));
  socket.on('error', reject);
  socket.on('close', () => reject(new Error('the broker ended the connection')));
  socket.write(
    mqtt.generate({
      ...{ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 0 },
      clientId: `pub-${process.pid}-${Math.floor(performance.now())}`,
    }),
  );
  await promise;
  socket.removeAllListeners('close').destroy();
}
