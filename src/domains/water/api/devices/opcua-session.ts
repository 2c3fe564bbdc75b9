// One conversation with a server of OPC UA: who it is, whether it is trusted, and what its nodes are from then on.

import { X509Certificate } from 'node:crypto';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type * as Opcua from 'node-opcua-client';
import type { ClientSession, DataValue, EndpointDescription, OPCUAClient, OPCUAClientOptions } from 'node-opcua-client';
import { isPasswordSafe } from '../../rules/opcua-password.ts';
import type { OpcuaValue } from '../../rules/opcua-value.ts';
import type { OpcuaSettings } from './connection-settings.ts';
import { applicationUri, ownCertificate } from './opcua-certificate.ts';
import type { OpcuaHeard, OpcuaTask } from './opcua-messages.ts';
import { OpcuaProblem, problemOf } from './opcua-problem.ts';

type TransportFactory = NonNullable<OPCUAClientOptions['transportFactory']>;
type Limits = { receiveBufferSize: number; sendBufferSize: number; maxMessageSize: number; maxChunkCount: number };

const ANSWER_MS = 10_000;
/** A thousand values take about 100 kB; a server that sends more in one message is not asked for that. */
const MESSAGE_BYTES = 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;
const limits: Limits = {
  ...{ receiveBufferSize: CHUNK_BYTES, sendBufferSize: CHUNK_BYTES },
  ...{ maxMessageSize: MESSAGE_BYTES, maxChunkCount: 32 },
};
/** Small controllers take no more nodes in one question. */
const NODES_AT_ONCE = 50;
const SESSION_MS = 120_000;
const TEXT_AT_MOST = 100;

/** What is loaded of the package. */
export interface OpcuaPackage {
  opcua: typeof Opcua;
  transportFactory: TransportFactory;
}

/** Loads it. What the server says of its own limits does not widen ours, which the package would let it. */
export async function loadOpcua(): Promise<OpcuaPackage> {
  const opcua = await import('node-opcua-client');
  opcua.setLogLevel(opcua.LogLevel.Emergency);
  opcua.Variant.maxArrayLength = 1_000;
  opcua.Variant.maxTypedArrayLength = 1_000;
  const beside = createRequire(createRequire(import.meta.url).resolve('node-opcua-client'));
  const transport = (await import(pathToFileURL(beside.resolve('node-opcua-transport')).href)) as {
    defaultClientTransportFactory: TransportFactory;
  };
  const least = (asked: number, ours: number) => (asked > 0 ? Math.min(asked, ours) : ours);
  return {
    opcua,
    transportFactory: {
      create: (settings) => {
        const made = transport.defaultClientTransportFactory.create(settings) as ReturnType<
          TransportFactory['create']
        > & {
          setLimits(of: Limits): void;
        };
        const setLimits = made.setLimits.bind(made);
        made.setLimits = (of) =>
          setLimits({
            receiveBufferSize: least(of.receiveBufferSize, limits.receiveBufferSize),
            sendBufferSize: least(of.sendBufferSize, limits.sendBufferSize),
            maxMessageSize: least(of.maxMessageSize, limits.maxMessageSize),
            maxChunkCount: least(of.maxChunkCount, limits.maxChunkCount),
          });
        return made;
      },
    },
  };
}

/** An open conversation. */
export interface OpcuaSession {
  /** values of nodes by their place in the settings; one that does not exist is told as bad */
  read(nodes: readonly number[]): Promise<OpcuaHeard[]>;
  close(): Promise<void>;
}

/** What is called while it is open. */
export interface OpcuaListener {
  /** the certificate that the server shows, before anything is sent that is nobody else's to know */
  shown(certificate: Uint8Array): void;
  heard(heard: OpcuaHeard[]): void;
  /** the server still answers */
  alive(): void;
  lost(problem: string): void;
}

/** A port where none is given: the one that is registered for OPC UA. */
const urlOf = (address: string): string => {
  const url = new URL(address);
  return `opc.tcp://${url.hostname}:${url.port || 4840}${url.pathname === '/' ? '' : url.pathname}`;
};

function secured({ opcua }: OpcuaPackage, { security, policy }: OpcuaSettings) {
  const { MessageSecurityMode: mode, SecurityPolicy: policies } = opcua;
  if (security === 'none') return { securityMode: mode.None, securityPolicy: policies.None };
  return { securityMode: security === 'sign' ? mode.Sign : mode.SignAndEncrypt, securityPolicy: policies[policy] };
}

async function makeClient(use: OpcuaPackage, { folder }: OpcuaTask, of: OPCUAClientOptions): Promise<OPCUAClient> {
  const client = use.opcua.OPCUAClient.create({
    ...{ applicationName: 'greenfab', applicationUri: applicationUri(), clientName: 'greenfab' },
    certificateKeyPairProvider: await ownCertificate(folder, use.opcua.crypto_utils),
    // One attempt: who begins anew, and when, is decided outside. Whatever was trusted was compared before.
    ...{ connectionStrategy: { maxRetry: 0, initialDelay: 100, maxDelay: 200 }, endpointMustExist: false },
    ...{ requestedSessionTimeout: SESSION_MS, transportTimeout: ANSWER_MS, defaultTransactionTimeout: ANSWER_MS },
    ...{ transportSettings: limits, transportFactory: use.transportFactory },
    ...of,
  });
  return client;
}

/** The endpoints that a server has for what is set. @throws OpcuaProblem `endpoint_missing` */
async function endpointsOf(
  client: OPCUAClient,
  { securityMode, securityPolicy }: ReturnType<typeof secured>,
): Promise<EndpointDescription[]> {
  const found = (await client.getEndpoints()).filter(
    (one) => one.securityMode === securityMode && one.securityPolicyUri === securityPolicy,
  );
  if (found.length === 0) throw new OpcuaProblem('endpoint_missing');
  return found;
}

/** Asks a server who it is; that goes without protection, and nothing of ours is told by it. */
async function shownCertificate(use: OpcuaPackage, task: OpcuaTask): Promise<Uint8Array> {
  const { securityMode, securityPolicy } = secured(use, { ...task.settings, security: 'none' });
  const client = await makeClient(use, task, { securityMode, securityPolicy });
  try {
    await client.connect(urlOf(task.address));
    const [endpoint] = await endpointsOf(client, secured(use, task.settings));
    if (!endpoint?.serverCertificate?.length) throw new OpcuaProblem('endpoint_missing');
    // Its own stands before those of its authorities.
    return new X509Certificate(endpoint.serverCertificate).raw;
  } finally {
    await client.disconnect();
  }
}

/** @throws OpcuaProblem `password_unprotected` */
function checkPassword(
  { opcua }: OpcuaPackage,
  endpoints: readonly EndpointDescription[],
  settings: OpcuaSettings,
): void {
  const ways = endpoints.flatMap(({ userIdentityTokens }) => userIdentityTokens ?? []);
  const byName = ways.filter(({ tokenType }) => tokenType === opcua.UserTokenType.UserName);
  const policies = byName.map(({ securityPolicyUri }) => securityPolicyUri ?? '');
  if (!isPasswordSafe(settings.security, policies)) throw new OpcuaProblem('password_unprotected');
}

const msOf = (date: Date | null | undefined): number | null => {
  const ms = date?.getTime() ?? Number.NaN;
  // What is not set is 1601 on the wire.
  return ms > 0 ? ms : null;
};

function readOf(
  { opcua }: OpcuaPackage,
  { statusCode, value, sourceTimestamp, serverTimestamp }: DataValue,
): OpcuaValue {
  const type = opcua.DataType[value?.dataType ?? opcua.DataType.Null] ?? 'Null';
  const isArray = (value?.arrayType ?? opcua.VariantArrayType.Scalar) !== opcua.VariantArrayType.Scalar;
  const given: unknown = isArray ? null : value?.value;
  const is64 = (type === 'Int64' || type === 'UInt64') && Array.isArray(given);
  const plain = typeof given === 'number' || typeof given === 'boolean' ? given : null;
  return {
    ...{ status: statusCode.value, statusName: statusCode.name, type, isArray },
    value: is64 ? [given[0], given[1]] : typeof given === 'string' ? given.slice(0, TEXT_AT_MOST) : plain,
    ...{ sourceMs: msOf(sourceTimestamp), serverMs: msOf(serverTimestamp) },
  };
}

const inPieces = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / NODES_AT_ONCE) }, (_, at) =>
    all.slice(at * NODES_AT_ONCE, (at + 1) * NODES_AT_ONCE),
  );

/** Nodes as the server numbers its namespaces now; null where it has no such namespace, or nobody can read it. */
async function nodeIdsOf({ opcua }: OpcuaPackage, session: ClientSession, { nodes }: OpcuaSettings) {
  const byName = nodes.some(({ node }) => node.startsWith('nsu='));
  const namespaces = byName ? await session.readNamespaceArray() : [];
  return nodes.map(({ node }) => {
    const [, uri = '', rest] = /^nsu=([^;]*);(.+)$/.exec(node) ?? [];
    try {
      return opcua.coerceNodeId(rest === undefined ? node : `ns=${namespaces.indexOf(uri)};${rest}`);
    } catch {
      return null;
    }
  });
}

const noSuchNode: OpcuaValue = {
  ...{ status: 0x80340000, statusName: 'BadNodeIdUnknown', type: 'Null', isArray: false, value: null },
  ...{ sourceMs: null, serverMs: null },
};

/** Has every node told when it changes. */
async function subscribe(
  use: OpcuaPackage,
  session: ClientSession,
  ids: readonly (Opcua.NodeId | null)[],
  { settings, listener }: { settings: OpcuaSettings; listener: OpcuaListener },
): Promise<{ silentMs: number; untold: number[] }> {
  const { opcua } = use;
  const everyMs = Math.min(10_000, settings.samplingSeconds * 1000);
  const subscription = await session.createSubscription2({
    requestedPublishingInterval: everyMs,
    requestedMaxKeepAliveCount: Math.max(3, Math.ceil(20_000 / everyMs)),
    requestedLifetimeCount: Math.max(30, Math.ceil(200_000 / everyMs)),
    ...{ maxNotificationsPerPublish: 1_000, publishingEnabled: true, priority: 1 },
  });
  subscription.on('error', (error: Error) => listener.lost(problemOf(error, false)));
  subscription.on('terminated', () => listener.lost('connection_closed'));
  subscription.on('status_changed', (status: { name: string }) => listener.lost(status.name));
  for (const event of ['keepalive', 'received_notifications']) subscription.on(event, listener.alive);
  const untold = ids.flatMap((id, node) => (id ? [] : [node]));
  const there = ids.flatMap((id, node) => (id ? [{ id, node }] : []));
  for (const piece of inPieces(there)) {
    const items = piece.map(({ id }) => ({ nodeId: id, attributeId: opcua.AttributeIds.Value }));
    const sampling = { samplingInterval: settings.samplingSeconds * 1000, queueSize: settings.queueSize };
    const both = opcua.TimestampsToReturn.Both;
    const group = opcua.ClientMonitoredItemGroup.create(
      subscription,
      items,
      { ...sampling, discardOldest: true },
      both,
    );
    const stood = new Set<number>();
    group.on('changed', (_, value, at) => {
      const node = piece[at]?.node;
      if (node === undefined) return;
      const how = stood.has(node) ? 'changed' : 'stood';
      stood.add(node);
      listener.heard([{ node, how, value: readOf(use, value), receivedMs: Date.now() }]);
    });
    await new Promise<void>((done, failed) => {
      group.on('initialized', done);
      group.on('err', (message) => failed(new Error(message)));
    });
    group.monitoredItems.forEach(({ statusCode }, at) => {
      if (!statusCode?.isGood()) untold.push(piece[at]?.node ?? 0);
    });
  }
  const keepAliveMs = subscription.publishingInterval * subscription.maxKeepAliveCount;
  return { silentMs: Math.min(600_000, Math.max(30_000, 3 * keepAliveMs)), untold };
}

/**
 * Opens a conversation: with the one certificate that is trusted, or with none where the settings say so.
 * @returns it, the nodes that cannot be subscribed to, and for how long a server that is there may be silent
 * @throws OpcuaProblem, or what the package says
 */
export async function openOpcua(
  use: OpcuaPackage,
  task: OpcuaTask,
  listener: OpcuaListener,
): Promise<OpcuaSession & { silentMs: number; untold: number[] }> {
  const { settings, trusted, password } = task;
  const isBare = settings.security === 'none';
  if (!isBare) {
    const certificate = await shownCertificate(use, task);
    listener.shown(certificate);
    if (!trusted) throw new OpcuaProblem('certificate_untrusted');
    if (!Buffer.from(trusted).equals(certificate)) throw new OpcuaProblem('certificate_changed');
  }
  const security = secured(use, settings);
  const pinned = isBare || !trusted ? {} : { serverCertificate: Buffer.from(trusted) };
  const client = await makeClient(use, task, { ...security, ...pinned });
  const close = async () => {
    client.removeAllListeners('connection_lost');
    client.removeAllListeners('close');
    await client.disconnect();
  };
  try {
    client.on('connection_lost', () => listener.lost('connection_closed'));
    client.on('close', () => listener.lost('connection_closed'));
    await client.connect(urlOf(task.address));
    const endpoints = await endpointsOf(client, security);
    const byName = !isBare && settings.user !== undefined;
    if (byName) checkPassword(use, endpoints, settings);
    const { UserName, Anonymous } = use.opcua.UserTokenType;
    const session = await client.createSession(
      byName ? { type: UserName, userName: settings.user ?? '', password: password ?? '' } : { type: Anonymous },
    );
    session.on('session_closed', () => listener.lost('connection_closed'));
    const ids = await nodeIdsOf(use, session, settings);
    const { silentMs, untold } = await subscribe(use, session, ids, { settings, listener });
    const readPiece = async (piece: readonly number[]): Promise<OpcuaHeard[]> => {
      const there = piece.filter((node) => ids[node]);
      const asked = there.map((node) => ({
        nodeId: ids[node] as Opcua.NodeId,
        attributeId: use.opcua.AttributeIds.Value,
      }));
      const values = asked.length === 0 ? [] : await session.read(asked);
      const receivedMs = Date.now();
      return piece.map((node) => {
        const value = values[there.indexOf(node)];
        return { node, how: 'asked', value: value ? readOf(use, value) : noSuchNode, receivedMs };
      });
    };
    return {
      ...{ silentMs, untold, close },
      read: async (nodes) => {
        const heard: OpcuaHeard[] = [];
        for (const piece of inPieces(nodes)) heard.push(...(await readPiece(piece)));
        return heard;
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
