// Listens to a broker by MQTT with a session that the broker keeps: messages are handed on in groups, and each is acknowledged
// when its group is on disk and not before, so that what was not kept comes again.
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import mqtt, { type Packet } from 'mqtt-packet';

/** A message as the broker hands it over. */
export interface MqttMessage {
  topic: string;
  payload: Buffer;
  /** milliseconds since 1970 */
  receivedMs: number;
  /** the broker kept it for whoever comes */
  retained: boolean;
}

export interface MqttOptions {
  /** `mqtt://host:1883` or `mqtts://host:8883` */
  address: string;
  /** by which the broker knows the session again */
  clientId: string;
  user: string | undefined;
  password: string | undefined;
  /** certificates of an authority of one's own, PEM */
  ca: string | undefined;
  filters: readonly string[];
  /** how many messages the broker may send before the first is acknowledged; told to brokers that know MQTT 5 */
  window?: number;
  /** Keeps a group. It is asked again until it succeeds; only then are its messages acknowledged. */
  keep(messages: readonly MqttMessage[]): Promise<void>;
  /** what became of the connection; a problem is a code, or what the network said */
  note(state: 'connected' | 'failing', problem: string | null): void;
}

export interface MqttListener {
  /** sends at quality of service 0, when connected */
  publish(topic: string, payload: Buffer): void;
  /** ends after the group that is being kept */
  stop(): Promise<void>;
}

const KEEP_ALIVE_S = 60;
const WINDOW = 10_000;
const GROUP_AT_MOST = 5_000;
/** One is read while the one before is written; a small one rather waits for what comes after it. */
const GROUPS_AT_ONCE = 2;
const SECOND_AT_LEAST = 1_000;
const WAITING_AT_MOST = 20_000;
/** A broker forgets the session of somebody who did not come for so long, MQTT 5 only. */
const SESSION_S = 30 * 86_400;
const RETRY_MS = [500, 1_000, 2_000, 5_000, 10_000, 30_000] as const;
const CONNECT_MS = 10_000;

/** Whether a topic is one that a filter with `+` and `#` asks for. */
export function topicMatches(filter: string, topic: string): boolean {
  const [wanted, levels] = [filter.replace(/^\$share\/[^/]+\//, '').split('/'), topic.split('/')];
  if (topic.startsWith('$') && !wanted[0]?.startsWith('$')) return false;
  for (const [at, level] of wanted.entries()) {
    if (level === '#') return true;
    if (levels[at] === undefined || (level !== '+' && level !== levels[at])) return false;
  }
  return wanted.length === levels.length;
}

/** Acknowledgements of a group in one piece: packet type, length, and the number of each. */
function acknowledgements(numbers: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(numbers.length * 4);
  for (const [at, number] of numbers.entries()) {
    bytes.writeUInt16BE(0x4002, at * 4);
    bytes.writeUInt16BE(number, at * 4 + 2);
  }
  return bytes;
}

/** What a broker says to one whom it does not let in, by 3.1.1 and by 5. */
const refusedBy = (code: number): string => {
  if (code === 4 || code === 0x86) return 'wrong_password';
  if (code === 5 || code === 0x87) return 'not_authorised';
  return code === 2 || code === 0x85 ? 'client_refused' : `broker_${code}`;
};
const isOfProtocol = (code: number) => code === 1 || code === 0x84;

interface Waiting {
  message: MqttMessage;
  /** by which it is acknowledged; absent at quality of service 0 */
  number: number | undefined;
}

/** One connection, from its start to its end. */
interface Link {
  socket: Socket;
  version: 4 | 5;
  connected: boolean;
  heardMs: number;
  problem: string | null;
}

function open({ address, ca }: MqttOptions): Socket {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (url.protocol === 'mqtt:') return connectTcp({ host, port: Number(url.port || 1883), noDelay: true });
  const port = Number(url.port || 8883);
  return connectTls({ host, port, servername: host, minVersion: 'TLSv1.2', ...(ca ? { ca } : {}) });
}

/** Connects, and again whenever that ends, until it is stopped. */
export function listenByMqtt(options: MqttOptions): MqttListener {
  let version: 4 | 5 = 5;
  let link: Link | undefined;
  let waiting: Waiting[] = [];
  /** false once a group was given up */
  let last: Promise<boolean> = Promise.resolve(true);
  let underWay = 0;
  let isBeginning = false;
  let stopped = false;
  let tries = 0;
  let again: NodeJS.Timeout | undefined;
  const stopping = new AbortController();

  const rest = (ms: number) =>
    new Promise<void>((rested) => {
      const timer = setTimeout(rested, ms);
      stopping.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        rested();
      });
    });

  /** Keeps a group, however often it takes. @returns false where it was stopped before */
  const keepSurely = async (group: readonly Waiting[]): Promise<boolean> => {
    for (let failed = 0; !stopped; failed++) {
      try {
        await options.keep(group.map(({ message }) => message));
        return true;
      } catch {
        await rest(Math.min(5_000, 100 * 2 ** failed));
      }
    }
    return false;
  };

  /** Keeps a group beside the one before it, and acknowledges it after that one: a broker is answered in its order. */
  const keepInTurn = async (of: Link | undefined, group: readonly Waiting[], before: Promise<boolean>) => {
    const isKept = await keepSurely(group);
    if (!(await before) || !isKept) return false;
    if (!of || of !== link || of.socket.destroyed) return true;
    const numbers = group.flatMap(({ number }) => number ?? []);
    if (numbers.length > 0) of.socket.write(acknowledgements(numbers));
    if (of.socket.isPaused() && waiting.length < WAITING_AT_MOST) of.socket.resume();
    return true;
  };
  const beginGroups = () => {
    while (!stopped && waiting.length >= (underWay === 0 ? 1 : SECOND_AT_LEAST) && underWay < GROUPS_AT_ONCE) {
      underWay += 1;
      last = keepInTurn(link, waiting.splice(0, GROUP_AT_MOST), last).finally(() => {
        underWay -= 1;
        beginGroups();
      });
    }
  };
  /** What has arrived with it is of the same group. */
  const beginSoon = () => {
    if (isBeginning) return;
    isBeginning = true;
    setImmediate(() => {
      isBeginning = false;
      beginGroups();
    });
  };

  const heard = (of: Link, packet: Packet) => {
    const end = (problem: string) => {
      of.problem = problem;
      of.socket.destroy();
    };
    if (packet.cmd === 'connack') {
      const code = (of.version === 5 ? packet.reasonCode : packet.returnCode) ?? 0;
      // A broker that knows only 3.1.1 says so, and is asked again by that.
      if (isOfProtocol(code) && of.version === 5) return end('protocol');
      if (code !== 0) return end(refusedBy(code));
      const subscriptions = options.filters.map((topic) => ({ topic, qos: 1 as const }));
      send(of, { cmd: 'subscribe', messageId: 1, subscriptions });
    } else if (packet.cmd === 'suback') {
      if (packet.granted.some((one) => Number(one) >= 0x80)) return end('subscription_refused');
      of.connected = true;
      tries = 0;
      options.note('connected', null);
    } else if (packet.cmd === 'publish') {
      const payload = Buffer.isBuffer(packet.payload) ? packet.payload : Buffer.from(packet.payload);
      const number = packet.qos > 0 ? packet.messageId : undefined;
      const { topic, retain: retained } = packet;
      waiting.push({ message: { topic, payload, retained, receivedMs: Date.now() }, number });
      if (waiting.length >= WAITING_AT_MOST) of.socket.pause();
      beginSoon();
    } else if (packet.cmd === 'disconnect') end(refusedBy(packet.reasonCode ?? 0));
  };

  const send = (of: Link, packet: Packet) => of.socket.write(mqtt.generate(packet, { protocolVersion: of.version }));

  const start = () => {
    if (stopped) return;
    const of: Link = { socket: open(options), version, connected: false, heardMs: Date.now(), problem: null };
    link = of;
    // What came by the connection before and is not kept yet comes again.
    waiting = [];
    const parser = mqtt.parser({ protocolVersion: of.version });
    parser.on('packet', (packet) => {
      if (of !== link) return;
      try {
        heard(of, packet);
      } catch (error) {
        // What a broker may send and nobody thought of ends its connection, not the server.
        of.problem = error instanceof Error ? error.message : String(error);
        of.socket.destroy();
      }
    });
    parser.on('error', (error) => {
      of.problem ??= of.connected ? error.message : 'protocol';
      of.socket.destroy();
    });
    of.socket.on('data', (bytes) => {
      of.heardMs = Date.now();
      parser.parse(bytes);
    });
    of.socket.once(options.address.startsWith('mqtts:') ? 'secureConnect' : 'connect', () =>
      send(of, {
        ...{ cmd: 'connect', protocolId: 'MQTT', protocolVersion: of.version, clientId: options.clientId },
        ...{ clean: false, keepalive: KEEP_ALIVE_S },
        ...(options.user === undefined ? {} : { username: options.user }),
        ...(options.user === undefined || options.password === undefined
          ? {}
          : { password: Buffer.from(options.password) }),
        ...(of.version === 5
          ? { properties: { sessionExpiryInterval: SESSION_S, receiveMaximum: options.window ?? WINDOW } }
          : {}),
      }),
    );
    const watch = setInterval(() => {
      const silentMs = Date.now() - of.heardMs;
      if (!of.connected ? silentMs > CONNECT_MS : silentMs > KEEP_ALIVE_S * 1_500 && !of.socket.isPaused()) {
        of.problem ??= 'no_answer';
        of.socket.destroy();
      } else if (of.connected && silentMs > KEEP_ALIVE_S * 250) send(of, { cmd: 'pingreq' });
    }, 5_000);
    of.socket.on('error', (error: NodeJS.ErrnoException) => {
      of.problem ??= error.code ?? error.message;
    });
    of.socket.on('close', () => {
      clearInterval(watch);
      if (of !== link || stopped) return;
      link = undefined;
      const isOlder = of.version === 5 && !of.connected && (of.problem === 'protocol' || of.problem === null);
      version = isOlder ? 4 : of.connected ? of.version : 5;
      if (!isOlder) options.note('failing', of.problem ?? 'connection_closed');
      again = setTimeout(start, isOlder ? 0 : RETRY_MS[Math.min(tries++, RETRY_MS.length - 1)]);
    });
  };
  start();

  return {
    publish: (topic, payload) => {
      if (link?.connected) send(link, { cmd: 'publish', topic, payload, qos: 0, dup: false, retain: false });
    },
    stop: async () => {
      stopped = true;
      stopping.abort();
      clearTimeout(again);
      const of = link;
      await last;
      if (of?.connected && !of.socket.destroyed) {
        const { promise, resolve } = Promise.withResolvers<void>();
        of.socket.once('close', () => resolve());
        of.socket.end(mqtt.generate({ cmd: 'disconnect' }, { protocolVersion: of.version }));
        setTimeout(() => of.socket.destroy(), 1_000).unref();
        await promise;
      } else of?.socket.destroy();
    },
  };
}
