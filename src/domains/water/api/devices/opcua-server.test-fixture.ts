// A server of OPC UA as a factory has one: a few counters, a user, and a certificate of its own.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  crypto_utils,
  DataType,
  MessageSecurityMode,
  SecurityPolicy,
  StatusCodes,
  VariantArrayType,
} from 'node-opcua-client';
import { OPCUAServer, type OPCUAServerOptions } from 'node-opcua-server';
import { applicationUri, ownCertificate } from './opcua-certificate.ts';

type Store = NonNullable<OPCUAServerOptions['serverCertificateManager']>;

/** Takes every client, or none. */
const storeThat = (takes: boolean): Store => {
  const says = () => Promise.resolve(takes ? StatusCodes.Good : StatusCodes.BadCertificateUntrusted);
  const nothing = () => Promise.resolve();
  return {
    ...{ referenceCounter: 0, initialize: nothing, dispose: nothing, checkCertificate: says, getTrustStatus: says },
    ...{ verifyCertificate: async () => (takes ? 'Good' : 'BadCertificateUntrusted'), trustCertificate: nothing },
    ...{ rejectCertificate: nothing, addIssuer: nothing, addRevocationList: nothing },
  } as unknown as Store;
};

/** What a counter of it shows. */
export interface Shows {
  type: keyof typeof DataType;
  value: unknown;
  status?: 'Good' | 'BadCommunicationError';
  sourceMs?: number | null;
}

/** A server that runs. */
export interface CountingServer {
  port: number;
  address: string;
  /** what a node `ns=1;s=NAME` shows from now on */
  set(name: string, shows: Shows): void;
  stop(): Promise<void>;
}

/**
 * Starts one.
 * @param folder where its certificate is kept: another folder, another certificate
 */
export async function openCountingServer(
  folder: string,
  {
    port = 0,
    counters,
    takesClients = true,
    isBare = false,
  }: { port?: number; counters: Record<string, Shows>; takesClients?: boolean; isBare?: boolean },
): Promise<CountingServer> {
  await ownCertificate(folder, crypto_utils);
  const own = readFileSync(join(folder, 'own.pem'), 'utf8');
  // A server reads both from files, each in one of its own.
  const [certificateFile, privateKeyFile] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  writeFileSync(certificateFile, own.slice(0, own.indexOf('-----BEGIN PRIVATE')));
  writeFileSync(privateKeyFile, own.slice(own.indexOf('-----BEGIN PRIVATE')));
  const server = new OPCUAServer({
    ...{ port, host: '127.0.0.1', hostname: '127.0.0.1', resourcePath: '/plant', nodesets: [] },
    ...{ certificateFile, privateKeyFile, serverCertificateManager: storeThat(takesClients) },
    ...{ userCertificateManager: storeThat(false), allowAnonymous: isBare },
    serverInfo: { applicationUri: applicationUri() },
    securityModes: isBare ? [MessageSecurityMode.None] : [MessageSecurityMode.Sign, MessageSecurityMode.SignAndEncrypt],
    securityPolicies: isBare
      ? [SecurityPolicy.None]
      : [SecurityPolicy.Basic256Sha256, SecurityPolicy.Aes256_Sha256_RsaPss],
    userManager: { isValidUser: (name: string, password: string) => name === 'meter' && password === 'water' },
  });
  await server.initialize();
  const space = server.engine.addressSpace;
  const namespace = space?.getOwnNamespace();
  const variables = Object.entries(counters).map(([name, shows]) => {
    const variable = namespace?.addVariable({
      ...{ browseName: name, nodeId: `s=${name}`, dataType: shows.type, minimumSamplingInterval: 100 },
      organizedBy: space?.rootFolder.objects,
    } as Parameters<NonNullable<typeof namespace>['addVariable']>[0]);
    return [name, variable] as const;
  });
  const byName = new Map(variables);
  const set = (name: string, { type, value, status = 'Good', sourceMs }: Shows) => {
    const at = sourceMs === null ? undefined : new Date(sourceMs ?? Date.now());
    byName
      .get(name)
      ?.setValueFromSource(
        { dataType: DataType[type], arrayType: VariantArrayType.Scalar, value },
        StatusCodes[status],
        at,
      );
  };
  for (const [name, shows] of Object.entries(counters)) set(name, shows);
  await server.start();
  const { port: bound } = new URL(server.getEndpointUrl());
  return {
    ...{ port: Number(bound), address: `opc.tcp://127.0.0.1:${bound}/plant`, set },
    stop: () => server.shutdown(0),
  };
}
