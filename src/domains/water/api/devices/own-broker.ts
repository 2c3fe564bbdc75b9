// A broker for those who have none. It keeps no messages: a device is told that a message arrived when its readings are on disk,
// and not before, so that a restart loses nothing that was acknowledged.
import { timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:net';
import type { AuthenticateError, Client, PublishPacket } from 'aedes';
import { type MqttListener, type MqttMessage, type MqttOptions, topicMatches } from './mqtt-client.ts';

/** Who may sign in to it, and what becomes of what he publishes. */
export type BrokerUse = Pick<MqttOptions, 'user' | 'password' | 'filters' | 'keep' | 'note'>;

export interface OwnBroker {
  /** Lets devices in by this user name and password, until it is stopped. */
  listen(use: BrokerUse): MqttListener;
  /** where it listens */
  port: number;
  stop(): Promise<void>;
}

const GROUP_AT_MOST = 2_000;
const NOT_AUTHORISED = 5;
const WRONG_PASSWORD = 4;

interface Waiting {
  message: MqttMessage;
  done: (error?: Error | null) => void;
}

/** One connection that is heard by this broker. */
class Used {
  readonly use: BrokerUse;
  #waiting: Waiting[] = [];
  #pumping: Promise<void> | undefined;
  stopped = false;

  constructor(use: BrokerUse) {
    this.use = use;
  }

  take(one: Waiting): void {
    this.#waiting.push(one);
    this.#pumping ??= this.#pump().finally(() => {
      this.#pumping = undefined;
    });
  }

  async #pump(): Promise<void> {
    // What arrives in the same moment is one group.
    await new Promise<void>((next) => setImmediate(next));
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, GROUP_AT_MOST);
      try {
        await this.use.keep(group.map(({ message }) => message));
        for (const { done } of group) done();
      } catch (error) {
        // Not acknowledged: the device is cut off, comes again and sends again.
        const why = error instanceof Error ? error : new Error(String(error));
        for (const { done } of group) done(why);
      }
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.#pumping;
  }
}

const same = (one: Buffer, other: Buffer) => one.length === other.length && timingSafeEqual(one, other);

/** Starts it. Only whoever has the user name and password of a connection comes in, and reaches the topics of that one. */
export async function openBroker({ host, port }: { host: string; port: number }): Promise<OwnBroker> {
  const { Aedes } = await import('aedes');
  const uses = new Set<Used>();
  const signedIn = new WeakMap<Client, Used>();
  const refused = (returnCode: number) =>
    Object.assign(new Error('not let in'), { returnCode }) as unknown as AuthenticateError;

  const broker = await Aedes.createBroker({
    maxClientsIdLength: 128,
    authenticate: (client, user, password, done) => {
      const found = [...uses].find(
        ({ use }) =>
          use.user !== undefined &&
          use.password !== undefined &&
          use.user === user &&
          password !== undefined &&
          same(Buffer.from(use.password), Buffer.from(password)),
      );
      if (!found) return done(refused(WRONG_PASSWORD), null);
      signedIn.set(client, found);
      done(null, true);
    },
    authorizePublish: (client, packet: PublishPacket, done) => {
      const used = client ? signedIn.get(client) : undefined;
      if (!used || used.stopped || !used.use.filters.some((filter) => topicMatches(filter, packet.topic)))
        return done(refused(NOT_AUTHORISED));
      const payload = Buffer.isBuffer(packet.payload) ? packet.payload : Buffer.from(packet.payload);
      used.take({ message: { topic: packet.topic, payload, receivedMs: Date.now(), retained: false }, done });
    },
    authorizeSubscribe: (client, subscription, done) => {
      const used = signedIn.get(client);
      const { topic } = subscription;
      const isOwn =
        used?.use.filters.includes(topic) ||
        (!/[+#]/.test(topic) && used?.use.filters.some((filter) => topicMatches(filter, topic)));
      // Absent, the subscription is refused and the device stays.
      done(null, isOwn ? subscription : null);
    },
  });
  const server = createServer(broker.handle);
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, host, listening);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    listen: (use) => {
      const used = new Used(use);
      if (use.user === undefined || use.password === undefined) use.note('failing', 'password_missing');
      else {
        uses.add(used);
        use.note('connected', null);
      }
      return {
        publish: (topic, payload) =>
          broker.publish({ cmd: 'publish', topic, payload, qos: 0, dup: false, retain: false }, () => undefined),
        stop: async () => {
          uses.delete(used);
          await used.stop();
        },
      };
    },
    stop: async () => {
      await Promise.all([...uses].map((used) => used.stop()));
      await new Promise<void>((closed) => broker.close(() => closed()));
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}
