// Runs the connections that are set: each in one process at a time, begun anew when it is changed, and telling how it stands.
import { randomUUID } from 'node:crypto';
import { unseal } from '#platform/access/sealed.ts';
import { type Database, systemActor } from '#platform/db/database.ts';
import { type Kept, keepDoing } from '#platform/jobs/keep-doing.ts';
import type { ConnectionWay, MissingPackage } from '../../model/connection.ts';
import { type HeldConnection, holdConnections, letGoOfConnections, noteState } from '../../store/connections.ts';
import { connectionSettings } from './connection-settings.ts';
import { hearModbus } from './hear-modbus.ts';
import { hearMqtt } from './hear-mqtt.ts';
import { hearOpcua } from './hear-opcua.ts';
import { hearSparkplug } from './hear-sparkplug.ts';
import { missingOpcua } from './opcua-package.ts';
import type { OwnBroker } from './own-broker.ts';
import type { Hearing, Running } from './running.ts';
import { SEALED_OF } from './sealed-of.ts';

/** What running connections needs of the installation. */
export interface RunnerWorld {
  db: Database;
  secret(): string;
  /** the broker that this server is, where it is one */
  broker?: OwnBroker | undefined;
  /** where certificates of ours are kept */
  dataFolder: string;
  /** looks for the package that OPC UA needs; absent: as it is found from here */
  missingOpcua?: () => MissingPackage | null;
}

const LOOK_MS = 1_000;
const HOLD_SECONDS = 15;
const devices = systemActor('devices');

const ways: Readonly<Record<ConnectionWay, (running: Running) => Hearing>> = {
  mqtt: (running) => hearMqtt(running, connectionSettings.mqtt.parse(running.connection.settings)),
  sparkplug: (running) => hearSparkplug(running, connectionSettings.sparkplug.parse(running.connection.settings)),
  modbus: (running) => hearModbus(running, connectionSettings.modbus.parse(running.connection.settings)),
  opcua: (running) => hearOpcua(running, connectionSettings.opcua.parse(running.connection.settings)),
};

/** Starts what is set, and looks every second for what was changed since. */
export function runConnections({ db, secret, broker, dataFolder, ...world }: RunnerWorld): Kept {
  const holder = randomUUID();
  const running = new Map<string, { changes: number; hearing: Hearing }>();

  const start = (connection: HeldConnection): Hearing => {
    // Notes follow each other, and the last one stays.
    let noting: Promise<unknown> = Promise.resolve();
    const note: Running['note'] = (state, problem) => {
      noting = noting
        .then(() => db.as(devices, (tx) => noteState(tx, connection.id, { state, problem })))
        .catch(() => undefined);
    };
    const idle: Hearing = { stop: async () => undefined };
    try {
      const password = connection.password
        ? unseal(connection.password, { under: secret(), of: SEALED_OF })
        : undefined;
      const missing = world.missingOpcua ?? missingOpcua;
      return ways[connection.way]({ db, connection, password, broker, dataFolder, missingOpcua: missing, note });
    } catch {
      // The secret of the installation is another, or the settings are of a later program.
      note('failing', 'cannot_be_read');
      return idle;
    }
  };

  const look = async () => {
    const held = await db.as(devices, (tx) =>
      holdConnections(tx, holder, { seconds: HOLD_SECONDS, alone: db.engine === 'pglite' }),
    );
    const wanted = new Map(held.map((one) => [one.id, one]));
    for (const [id, { changes, hearing }] of running) {
      if (wanted.get(id)?.changes === changes) continue;
      running.delete(id);
      await hearing.stop();
    }
    for (const one of held)
      if (!running.has(one.id)) running.set(one.id, { changes: one.changes, hearing: start(one) });
  };
  const looking = keepDoing(LOOK_MS, look);
  return {
    now: looking.now,
    stop: async () => {
      await looking.stop();
      await Promise.all([...running.values()].map(({ hearing }) => hearing.stop()));
      await db.as(devices, (tx) => letGoOfConnections(tx, holder)).catch(() => undefined);
    },
  };
}
