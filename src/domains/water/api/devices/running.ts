// What runs a connection of a way, and what it is given for it.
import type { Database } from '#platform/db/database.ts';
import type { ConnectionState, MissingPackage } from '../../model/connection.ts';
import type { HeldConnection } from '../../store/connections.ts';
import type { OwnBroker } from './own-broker.ts';

/** What is needed to run one. */
export interface Running {
  db: Database;
  connection: HeldConnection;
  password: string | undefined;
  /** the broker that this server is, where it is one */
  broker: OwnBroker | undefined;
  /** where files of the installation lie */
  dataFolder: string;
  /** the package that OPC UA needs, where it is not there */
  missingOpcua(): MissingPackage | null;
  /** tells how it stands; a problem is a code, or what the network said */
  note(state: ConnectionState['state'], problem: string | null): void;
}

/** Something that hears devices until it is stopped. */
export interface Hearing {
  stop(): Promise<void>;
}
