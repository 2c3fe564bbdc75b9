// What the thread that talks to a server of OPC UA is told and tells: plain data, since it shares nothing with the rest.
import type { OpcuaValue } from '../../rules/opcua-value.ts';
import type { OpcuaSettings } from './connection-settings.ts';

/** What it is told when it starts. */
export interface OpcuaTask {
  address: string;
  settings: OpcuaSettings;
  password: string | undefined;
  /** the one certificate of a server that is talked to, DER; null where nobody trusts one yet */
  trusted: Uint8Array | null;
  /** the folder of our own certificate */
  folder: string;
}

/** A value of a node, and how it came. */
export interface OpcuaHeard {
  /** which node of the settings */
  node: number;
  /** it stood when we came, it has changed, or it was asked for because it had not changed for long */
  how: 'stood' | 'changed' | 'asked';
  value: OpcuaValue;
  receivedMs: number;
}

/** What it tells. */
export type OpcuaTold =
  | { state: 'connected' | 'failing'; problem: string | null }
  /** the certificate that the server shows, DER */
  | { certificate: Uint8Array }
  | { heard: OpcuaHeard[] }
  /** that it does not hang */
  | { alive: true };

/** What it is told later: that what it told is on disk, or that it is to end. */
export type OpcuaAsked = 'kept' | 'stop';
