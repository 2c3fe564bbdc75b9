// Sends to an address that somebody typed, without letting him reach through us what only we can reach.
import { lookup } from 'node:dns/promises';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP } from 'node:net';
import { Refused } from '../records/server/refusal.ts';

const LIMIT_MS = 10_000;

/** Loopback, private, link-local, carrier's, reserved: nothing of it is the open network. IPv4 dressed as IPv6 is held to its own list. */
const inside = new BlockList();
for (const [net, bits] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ] as const),
  ...([
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
  ] as const),
  ...([
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
] as const)
  inside.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ...([
    ['::', 127],
    ['64:ff9b::', 96],
    ['64:ff9b:1::', 48],
    ['100::', 64],
    ['2001::', 23],
  ] as const),
  ...([
    ['2001:db8::', 32],
    ['2002::', 16],
    ['fc00::', 7],
    ['fe80::', 10],
    ['fec0::', 10],
    ['ff00::', 8],
  ] as const),
] as const)
  inside.addSubnet(net, bits, 'ipv6');

/** Whether an address is nobody's on the open network. */
export const isInside = (address: string): boolean => inside.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** What may be reached. */
export interface Reach {
  /** the operator lets webhooks reach his own network, and without encryption */
  insideToo: boolean;
}

/** The addresses of a host, all of which may be reached. @throws Refused `address_not_allowed` */
async function addressesOf(host: string, reach: Reach): Promise<{ address: string; family: number }[]> {
  const bare = host.replace(/^\[|\]$/g, '');
  const found = isIP(bare)
    ? [{ address: bare, family: isIP(bare) }]
    : await lookup(bare, { all: true }).catch(() => [] as { address: string; family: number }[]);
  if (found.length === 0 || (!reach.insideToo && found.some(({ address }) => isInside(address))))
    throw new Refused('address_not_allowed');
  return found;
}

/** Whether we would send there at all. @throws Refused `address_not_allowed` */
export async function checkAddress(text: string, reach: Reach): Promise<void> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === 'https:' || (reach.insideToo && url?.protocol === 'http:');
  if (!url || !isSafe || url.username !== '' || url.password !== '') throw new Refused('address_not_allowed');
  await addressesOf(url.hostname, reach);
}

/**
 * Posts JSON, follows no redirection, and reads no more of the answer than its status. The address that was checked is the
 * one that is connected to: a name that is looked up twice may lead somewhere else the second time.
 * @returns the status
 * @throws Refused `address_not_allowed`, or what the network says
 */
export async function postOutside(
  address: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  reach: Reach,
): Promise<number> {
  await checkAddress(address, reach);
  const url = new URL(address);
  const [first] = await addressesOf(url.hostname, reach);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const request = send(
    url,
    {
      method: 'POST',
      agent: false,
      headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      signal: AbortSignal.timeout(LIMIT_MS),
      lookup: (_, options, done) => {
        if (!first) return done(new Error('no address'), '', 4);
        if ((options as { all?: boolean }).all) return done(null, [first] as never, first.family);
        return done(null, first.address, first.family);
      },
    },
    (answer) => {
      resolve(answer.statusCode ?? 0);
      answer.destroy();
    },
  );
  request.on('error', reject);
  request.end(body);
  return promise;
}
