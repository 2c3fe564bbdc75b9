// The door to the embedded database: many clients, one session. Each client has it to himself from the first message of a
// request to the answer that ends it, and for as long as his transaction is open (docs/decisions/0004).
import { chmodSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';

/** Message types that end a request: a simple query, a sync, and the end of a connection. */
const SYNC = 0x53;
const QUERY = 0x51;
const TERMINATE = 0x58;
const SSL_REQUEST = 80_877_103;
const GSS_REQUEST = 80_877_104;
const CANCEL_REQUEST = 80_877_102;
/** A client that holds a transaction open and says nothing this long is cut off; everybody else waits for him. */
const IDLE_IN_TRANSACTION_MS = 60_000;

interface Request {
  client: Client;
  messages: Uint8Array[];
}

interface Client {
  socket: Socket;
  /** bytes that are no whole message yet */
  rest: Buffer[];
  restLength: number;
  started: boolean;
  /** messages of the request that is still being sent */
  messages: Uint8Array[];
  closed: boolean;
}

/** Requests in order of arrival; while a transaction is open, only its client's. */
class Turns {
  private readonly db: PGlite;
  private readonly waiting: Request[] = [];
  private holder: Client | undefined;
  private running = false;
  private idle: NodeJS.Timeout | undefined;
  /** requests answered since the start: while it grows, who waits long waits behind somebody's transaction, not for a dead database */
  answered = 0;

  constructor(db: PGlite) {
    this.db = db;
  }

  add(request: Request): void {
    this.waiting.push(request);
    void this.run();
  }

  /** What a client that went away leaves: its waiting requests, and its transaction, which is rolled back. */
  leave(client: Client): void {
    for (let index = this.waiting.length - 1; index >= 0; index--)
      if (this.waiting[index]?.client === client) this.waiting.splice(index, 1);
    void this.run();
  }

  private next(): Request | undefined {
    if (!this.holder) return this.waiting.shift();
    const index = this.waiting.findIndex((request) => request.client === this.holder);
    return index === -1 ? undefined : this.waiting.splice(index, 1)[0];
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      for (;;) {
        if (this.holder?.closed) await this.rollBack();
        const request = this.next();
        if (!request) break;
        clearTimeout(this.idle);
        await this.serve(request);
        this.holder = this.db.isInTransaction() ? request.client : undefined;
        if (this.holder) this.watch(this.holder);
      }
    } finally {
      this.running = false;
    }
  }

  private watch(holder: Client): void {
    this.idle = setTimeout(() => holder.socket.destroy(), IDLE_IN_TRANSACTION_MS);
    this.idle.unref();
  }

  private async rollBack(): Promise<void> {
    clearTimeout(this.idle);
    this.holder = undefined;
    if (this.db.isInTransaction()) await this.db.exec('rollback');
  }

  private async serve({ client, messages }: Request): Promise<void> {
    try {
      await this.db.runExclusive(async () => {
        for (const message of messages) {
          await this.db.execProtocolRawStream(message, {
            onRawData: (data) => {
              // The view is over memory that the next message writes again.
              if (!client.closed) client.socket.write(Buffer.from(data));
            },
          });
        }
      });
      this.answered += 1;
    } catch (error) {
      // A message that the database cannot even answer ends this client, and nobody else.
      process.stderr.write(`embedded database: ${error instanceof Error ? error.message : String(error)}\n`);
      client.closed = true;
      client.socket.destroy();
    }
  }
}

/** Takes whole messages out of what has arrived; a request ends with a sync or a simple query. */
function receive(client: Client, turns: Turns, chunk: Buffer): void {
  client.rest.push(chunk);
  client.restLength += chunk.length;
  for (;;) {
    if (client.restLength < 5) return;
    const head = client.rest[0] as Buffer;
    const start = head.length >= 5 ? head : Buffer.concat(client.rest);
    const length = client.started ? 1 + start.readInt32BE(1) : start.readInt32BE(0);
    if (length < 4 || length > 1 << 30) {
      client.socket.destroy();
      return;
    }
    if (client.restLength < length) return;
    // Joined once a message, not once a chunk: a large one arrives in hundreds of them.
    const whole = client.rest.length === 1 ? head : Buffer.concat(client.rest);
    const message = whole.subarray(0, length);
    const rest = whole.subarray(length);
    client.rest = rest.length > 0 ? [rest] : [];
    client.restLength = rest.length;

    if (!client.started) {
      const code = message.readInt32BE(4);
      if (code === SSL_REQUEST || code === GSS_REQUEST) {
        client.socket.write('N');
        continue;
      }
      if (code === CANCEL_REQUEST) {
        client.socket.end();
        return;
      }
      client.started = true;
      turns.add({ client, messages: [new Uint8Array(message)] });
      continue;
    }
    const type = message[0];
    if (type === TERMINATE) {
      client.socket.end();
      return;
    }
    client.messages.push(new Uint8Array(message));
    if (type !== SYNC && type !== QUERY) continue;
    turns.add({ client, messages: client.messages });
    client.messages = [];
  }
}

/** An open door. */
export interface Door {
  /** how many requests were answered so far */
  answered(): number;
  /** stops listening and hangs up */
  close(): Promise<void>;
}

/** Listens on a Unix socket that only this user may open. */
export async function servePglite(db: PGlite, socketPath: string): Promise<Door> {
  const turns = new Turns(db);
  const clients = new Set<Client>();
  const server = createServer((socket) => {
    const client: Client = { socket, rest: [], restLength: 0, started: false, messages: [], closed: false };
    clients.add(client);
    socket.on('data', (chunk) => receive(client, turns, chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      client.closed = true;
      clients.delete(client);
      turns.leave(client);
    });
  });
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(socketPath, () => done());
  });
  chmodSync(socketPath, 0o600);
  return {
    answered: () => turns.answered,
    close: () =>
      new Promise((done) => {
        for (const client of clients) client.socket.destroy();
        server.close(() => done());
      }),
  };
}
