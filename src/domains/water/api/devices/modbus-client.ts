// Reads registers by Modbus TCP: one question after the other over one connection, as devices want it.
import { connect, type Socket } from 'node:net';

/** The device answers, and says that it will not. */
export class ModbusRefused extends Error {
  /**
   * 1 function, 2 address, 3 number of registers, 4 device failed, 6 busy … (Modbus application protocol 1.1b3, 7); 0 where it
   * sends something else than was asked for.
   */
  readonly code: number;
  constructor(code: number) {
    super(`exception ${code}`);
    this.code = code;
  }
}

export interface ModbusQuestion {
  unit: number;
  /** 3 holding registers, 4 input registers */
  table: 3 | 4;
  /** from 0 */
  address: number;
  /** how many registers, up to 125 */
  count: number;
}

export interface ModbusClient {
  /** @returns two bytes for each register; @throws ModbusRefused, or what the network says */
  read(question: ModbusQuestion): Promise<Buffer>;
  close(): void;
}

const HEAD_BYTES = 7;
const ANSWER_MS = 5_000;

class NoAnswer extends Error {
  readonly code = 'no_answer';
}
class NotModbus extends Error {
  readonly code = 'not_modbus';
}

/** Connects. @throws what the network says */
export async function connectModbus(address: string): Promise<ModbusClient> {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const socket: Socket = connect({ host, port: Number(url.port || 502), noDelay: true });
  let transaction = 0;
  let received = Buffer.alloc(0);
  let waiting: { resolve(bytes: Buffer): void; reject(error: Error): void; transaction: number } | undefined;
  const fail = (error: Error) => {
    waiting?.reject(error);
    waiting = undefined;
    socket.destroy();
  };
  const within = <T>(promise: Promise<T>): Promise<T> => {
    const timer = setTimeout(() => fail(new NoAnswer()), ANSWER_MS);
    return promise.finally(() => clearTimeout(timer));
  };
  const ask = (bytes: () => void) => {
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
    waiting = { resolve, reject, transaction };
    bytes();
    return within(promise);
  };
  socket.on('error', fail);
  socket.on('close', () => fail(new NoAnswer()));
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    while (received.length >= HEAD_BYTES) {
      const length = received.readUInt16BE(4);
      if (received.readUInt16BE(2) !== 0 || length < 3 || length > 254) return fail(new NotModbus());
      if (received.length < 6 + length) return;
      const [of, body] = [received.readUInt16BE(0), received.subarray(HEAD_BYTES, 6 + length)];
      received = received.subarray(6 + length);
      // An answer that came too late is of a question that nobody asks any more.
      if (of !== waiting?.transaction) continue;
      waiting.resolve(body);
      waiting = undefined;
    }
  });
  await ask(() => socket.once('connect', () => waiting?.resolve(Buffer.alloc(0))));
  return {
    read: async ({ unit, table, address: first, count }) => {
      transaction = (transaction + 1) % 65_536;
      const question = Buffer.alloc(12);
      question.writeUInt16BE(transaction, 0);
      question.writeUInt16BE(6, 4);
      question.writeUInt8(unit, 6);
      question.writeUInt8(table, 7);
      question.writeUInt16BE(first, 8);
      question.writeUInt16BE(count, 10);
      const answer = await ask(() => socket.write(question));
      if (answer[0] === (table | 0x80)) throw new ModbusRefused(answer[1] ?? 0);
      if (answer[0] !== table || answer[1] !== count * 2 || answer.length !== 2 + count * 2) throw new ModbusRefused(0);
      return Buffer.from(answer.subarray(2));
    },
    close: () => socket.destroy(),
  };
}
