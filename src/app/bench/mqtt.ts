// bench mqtt: messages of one reading each, at quality of service 1, that waited in a persistent session: how fast they are
// stored, against how fast the broker hands the same to a bare subscriber.
import { spawn } from 'node:child_process';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { clientIdOf } from '#domains/water/api/devices/listen.ts';
import { listenByMqtt } from '#domains/water/api/devices/mqtt-client.ts';
import { systemActor } from '#platform/db/database.ts';
import { loadSample } from '../sample.ts';
import { startServer } from '../server.ts';
import { openScratchBroker, publishAll, type ScratchBroker } from './mqtt-broker.ts';
import { batches, makeMeters } from './readings.ts';
import { openScratch, watchMemory } from './scratch.ts';

const operator = systemActor('operator');
/** How many the broker may send before the first is acknowledged; the same for everybody here. */
const WINDOW = 10_000;
const FILTER = 'bench/#';
/** What comes first is not measured: a server that has just been started opens and compiles what it runs. */
const WARM_UP = 20_000;

/** Listens without keeping anything. @returns seconds until so many came; with none it only makes a session */
async function hearOnly({ address }: ScratchBroker, clientId: string, count: number): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let heard = 0;
  const started = performance.now();
  const listener = listenByMqtt({
    ...{ address, clientId, user: undefined, password: undefined, ca: undefined, filters: [FILTER], window: WINDOW },
    keep: async (messages) => {
      heard += messages.length;
      if (heard >= count) resolve();
    },
    note: (state) => {
      if (state === 'connected' && count === 0) resolve();
    },
  });
  await promise;
  const seconds = (performance.now() - started) / 1000;
  await listener.stop();
  return seconds;
}

/** The same by `mosquitto_sub`, which writes each payload to nowhere. */
async function hearBare({ address }: ScratchBroker, clientId: string, count: number): Promise<number> {
  const { port } = new URL(address);
  const started = performance.now();
  const child = spawn(
    'mosquitto_sub',
    [
      ...['-h', '127.0.0.1', '-p', port, '-i', clientId, '-c', '-q', '1', '-t', FILTER, '-C', String(count)],
      ...['-V', '5', '-D', 'connect', 'receive-maximum', String(WINDOW)],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const code = await new Promise((done) => child.once('exit', done));
  if (code !== 0) throw new Error(`mosquitto_sub ended with ${code}`);
  return (performance.now() - started) / 1000;
}

/** Fills the sessions, then empties each in turn. */
export async function benchMqtt(options: {
  rows: number | undefined;
  databaseUrl: string | undefined;
  tell: (line: string) => void;
}) {
  const rows = options.rows ?? 200_000;
  const scratch = await openScratch(options.databaseUrl);
  const broker = await openScratchBroker();
  try {
    const { installation } = scratch;
    const { db } = installation;
    await loadSample(installation, () => undefined, { withoutLoads: true });
    await installation.figures.settle();
    const meters = await makeMeters(installation);
    const messages = batches(meters, WARM_UP + rows)
      .flat()
      .map(({ meter, at, count }) => ({ topic: `bench/${meter}`, payload: JSON.stringify({ at, count }) }));
    const id = uuidv7();
    for (const clientId of ['bare', 'own', clientIdOf(id)]) await hearOnly(broker, clientId, 0);
    const published = performance.now();
    await publishAll(broker.address, messages);
    options.tell(`${messages.length} messages wait after ${((performance.now() - published) / 1000).toFixed(1)} s`);
    const ownSeconds = await hearOnly(broker, 'own', messages.length);
    const bareSeconds = broker.hasBareSubscriber ? await hearBare(broker, 'bare', messages.length) : ownSeconds;
    options.tell(`a bare subscriber has them in ${bareSeconds.toFixed(1)} s`);
    const server = await startServer({ ...installation, settings: { ...installation.settings, sample: true } });
    try {
      const settings = { filters: [FILTER], mapping: { meter: '{topic:2}/{topic:3}', at: '/at', count: '/count' } };
      const memory = watchMemory(installation);
      await db.as(operator, (tx) =>
        sql`insert into water_connection (id, name, way, address, settings, made_by)
          values (${id}, 'bench', 'mqtt', ${broker.address}, ${JSON.stringify(settings)}::jsonb, 'operator')`.execute(
          tx,
        ),
      );
      const look = async () => {
        const { rows: found } = await db.as(operator, (tx) =>
          sql<{ messages: number; kept: number; refused: number }>`
            select messages, kept, refused from water_connection where id = ${id}`.execute(tx),
        );
        return found[0];
      };
      let warm: { messages: number; at: number } | undefined;
      for (;;) {
        const found = await look();
        const at = performance.now();
        if (!warm && found && found.messages >= WARM_UP) warm = { messages: found.messages, at };
        if (warm && found && found.messages >= messages.length) {
          const storedPerSecond = (messages.length - warm.messages) / ((at - warm.at) / 1000);
          const perSecond = (seconds: number) => messages.length / seconds;
          return {
            bench: 'mqtt',
            ...{ database: scratch.database, broker: broker.called, messages: rows, readingsInEach: 1 },
            ...{ qualityOfService: 1, window: WINDOW, kept: found.kept, refused: found.refused },
            bareSubscriber: broker.hasBareSubscriber ? 'mosquitto_sub' : 'the client of this program, keeping nothing',
            storedPerSecond: Math.round(storedPerSecond),
            barePerSecond: Math.round(perSecond(bareSeconds)),
            ownClientKeepingNothingPerSecond: Math.round(perSecond(ownSeconds)),
            ratio: Number((storedPerSecond / perSecond(bareSeconds)).toFixed(3)),
            wantedRatio: 0.5,
            memory: memory.stop(),
          };
        }
        await new Promise((rested) => setTimeout(rested, 50));
      }
    } finally {
      await server.stop();
    }
  } finally {
    await broker.stop();
    await scratch.close();
  }
}
