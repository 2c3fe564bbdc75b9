// How a device's readings come in by themselves: by which way, and what in its messages says meter, instant and count.
import type { Named } from './named.ts';

/** Ways by which devices are heard. Stored and exported: add, never rename. */
export const connectionWays = ['mqtt', 'sparkplug', 'modbus', 'opcua'] as const;
export type ConnectionWay = (typeof connectionWays)[number];

/** The address that stands for the broker which this server itself is. */
export const OWN_BROKER = 'broker';

/** How an instant is written in a message; `local` is what the clocks at the factory show, without an offset. */
export const instantForms = ['iso', 'seconds', 'milliseconds', 'local'] as const;

/**
 * What in a message is what. A place is a JSON pointer (RFC 6901): from the reading, or from the whole message where it
 * begins with `^`.
 */
export interface MessageMapping {
  /** one JSON text, or one on each line */
  readonly form: 'json' | 'lines';
  /** where the readings stand: a list, one reading, or (with `byKey`) an object with one for each key; '' the whole */
  readonly readings: string;
  /** each key of an object is a reading: its element is `{"key": …, "value": …}` */
  readonly byKey: boolean;
  /** text with places of the topic `{topic:3}`, from 1, and of the message `{/device}` */
  readonly meter: string;
  /** where the instant stands; null where messages have none, and the time of arrival counts */
  readonly at: string | null;
  readonly instant: (typeof instantForms)[number];
  /** where the count stands; '' where the reading is the count alone */
  readonly count: string;
}

/** One number that is read from a device by Modbus. */
export interface Register {
  /** factory and meter by their codes: `SZ1/W-01` */
  readonly meter: string;
  /** 3 reads holding registers, 4 input registers */
  readonly table: 3 | 4;
  /** from 0, as it goes over the wire: register 40001 is 0 */
  readonly address: number;
  readonly type: (typeof registerTypes)[number];
  readonly order: (typeof byteOrders)[number];
  /** what the number is multiplied by, an exact decimal */
  readonly scale: string;
}
export const registerTypes = ['uint16', 'int16', 'uint32', 'int32', 'uint64', 'int64', 'float32', 'float64'] as const;
/** `big` is ABCD, `words` CDAB, `bytes` BADC, `little` DCBA. */
export const byteOrders = ['big', 'words', 'bytes', 'little'] as const;

/** One number that a server of OPC UA has. */
export interface OpcuaNode {
  /** factory and meter by their codes: `SZ1/W-01` */
  readonly meter: string;
  /** as OPC UA writes it in a text (Part 6, NodeId): `ns=2;s=Line 1.Total`, `nsu=urn:plant;i=7` */
  readonly node: string;
  /** what the number is multiplied by, an exact decimal */
  readonly scale: string;
}
/** What of the messages is protected on the way (OPC UA, Part 4, MessageSecurityMode): nothing, from change, or from reading as well. */
export const opcuaModes = ['none', 'sign', 'encrypt'] as const;
/** How (Part 7, SecurityPolicy): those that are not given up by the standard. */
export const opcuaPolicies = ['Basic256Sha256', 'Aes128_Sha256_RsaOaep', 'Aes256_Sha256_RsaPss'] as const;

/** Why a message, or a reading in it, was not kept. Stored: add, never rename. */
export const refusedReasons = [
  'not_json',
  'nothing_there',
  'unknown_meter',
  'wrong_count',
  'wrong_instant',
  'time_skipped_or_twice',
  'reading_in_future',
  'clock_was_not_set',
  'retained_without_time',
  'message_too_long',
  'database_refused',
  'not_sparkplug',
  'not_born',
  'device_refused',
  'status_bad',
  'status_uncertain',
] as const;
export type RefusedReason = (typeof refusedReasons)[number];

/** A connection as it is set. */
export interface Connection {
  id: string;
  name: string;
  /** its messages write to meters of this factory only; null: of any */
  siteId: string | null;
  way: ConnectionWay;
  address: string;
  settings: Record<string, unknown>;
  active: boolean;
}

/** How a connection stands; instants as ISO 8601. */
export interface ConnectionState {
  state: 'waiting' | 'connected' | 'failing';
  stateAt: string;
  /** a code, or what the network said */
  problem: string | null;
  heardAt: string | null;
  messages: number;
  /** readings */
  kept: number;
  refused: number;
}

/** The certificate by which a server shows who it is; instants as ISO 8601. */
export interface ServerCertificate {
  subject: string;
  issuer: string;
  from: string;
  until: string;
  /** SHA-256 of it, by which it is trusted */
  fingerprint: string;
  /** SHA-1 of it, as most tools of OPC UA show it */
  thumbprint: string;
}

/** A connection as its page tells it. The password is nobody's to read. */
export interface ListedConnection extends Connection, ConnectionState {
  site: Omit<Named, 'id'> | null;
  hasPassword: boolean;
  /** the certificate that its server showed last */
  certificate: ServerCertificate | null;
  /** the one that a person trusts */
  trusted: ServerCertificate | null;
}

/** What the page of connections is told. */
export interface ConnectionsAnswer {
  connections: ListedConnection[];
  /** what a way needs that does not come with the program; null where it is there */
  opcuaMissing: MissingPackage | null;
}

/** A package that is to be installed by whoever runs the server. */
export interface MissingPackage {
  command: string;
  /** in which folder of the server */
  folder: string;
}

/** Something that was said and is not kept. */
export interface RefusedMessage {
  /** instant, ISO 8601 */
  at: string;
  topic: string;
  payload: string;
  reason: RefusedReason;
  given: string;
}

/** A refused message as it is kept. */
export interface KeptRefusal extends RefusedMessage {
  id: number;
}
