// A connection by Modbus TCP: its registers are read every so often, and count from the instant at which they were read.
import { setTimeout as pause } from 'node:timers/promises';
import { isCount, type NotTold, type ToldReading } from '../../rules/message-readings.ts';
import { registerNumber, registersOf } from '../../rules/register-number.ts';
import type { ModbusSettings } from './connection-settings.ts';
import { makeKeeper, type Said } from './keep-said.ts';
import { connectModbus, type ModbusClient, ModbusRefused } from './modbus-client.ts';
import type { Hearing, Running } from './running.ts';

/** Asks until it is stopped. What is read while the database is away is tried again, and is lost with the process. */
export function hearModbus({ db, connection, note }: Running, settings: ModbusSettings): Hearing {
  const { unit, registers, everySeconds } = settings;
  const keep = makeKeeper({
    ...{ db, connection, path: 'modbus', live: true, instant: 'milliseconds' as const },
    ...{ names: new Map<string, string>(), ignoresOthers: false },
  });
  const stopping = new AbortController();
  const { signal } = stopping;
  let client: ModbusClient | undefined;

  const readOne = async (
    of: ModbusClient,
    register: ModbusSettings['registers'][number],
  ): Promise<ToldReading | NotTold> => {
    try {
      const { table, address, meter } = register;
      const bytes = await of.read({ unit, table, address, count: registersOf(register) });
      const number = registerNumber(bytes, register);
      return number !== undefined && isCount(number)
        ? { meter, at: String(Date.now()), count: number }
        : { reason: 'wrong_count', given: `${meter}: ${number ?? bytes.toString('hex')}` };
    } catch (error) {
      if (!(error instanceof ModbusRefused)) throw error;
      return { reason: 'device_refused', given: `${register.meter}: ${error.code}` };
    }
  };

  /** What was read before the connection broke is not lost with it. */
  const readAll = async (readings: (ToldReading | NotTold)[]) => {
    client ??= await connectModbus(connection.address);
    for (const register of registers) readings.push(await readOne(client, register));
  };

  const keepSurely = async (readings: Said['readings']) => {
    const said = { topic: connection.address, payload: '', receivedMs: Date.now(), retained: false, readings };
    for (let failed = 0; !signal.aborted; failed++) {
      try {
        return await keep([said]);
      } catch {
        await pause(Math.min(5_000, 100 * 2 ** failed), undefined, { signal }).catch(() => undefined);
      }
    }
  };

  const run = async () => {
    while (!signal.aborted) {
      // Instants are those of the clock and not of the last answer, so that a slow device does not drift.
      const everyMs = everySeconds * 1000;
      const nextMs = Math.ceil((Date.now() + 1) / everyMs) * everyMs;
      const readings: (ToldReading | NotTold)[] = [];
      try {
        await readAll(readings);
        note('connected', readings.every((one) => 'reason' in one) ? 'device_refused' : null);
      } catch (error) {
        client?.close();
        client = undefined;
        if (!signal.aborted) note('failing', String((error as { code?: unknown }).code ?? (error as Error).message));
      }
      if (readings.length > 0) await keepSurely(readings);
      await pause(Math.max(0, nextMs - Date.now()), undefined, { signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      client?.close();
      await running;
    },
  };
}
