// Whether a request that changes something comes from our own pages, and not from a foreign page in the same browser.
import type { IncomingHttpHeaders } from 'node:http';
import { Refused } from '../records/server/refusal.ts';

/** Our address, and the same port of this machine by its two names, where the first link is opened. */
export function ownOrigins(baseUrl: URL, port?: number): string[] {
  const at = port ?? (Number(baseUrl.port) || (baseUrl.protocol === 'https:' ? 443 : 80));
  const local = ['localhost', '127.0.0.1'].map((host) => new URL(`http://${host}:${at}`).origin);
  return [...new Set([baseUrl.origin, ...local])];
}

/** The path under which we are reached, without a slash at its end. */
export const pathOf = (baseUrl: URL): string => baseUrl.pathname.replace(/\/+$/, '');

/**
 * Browsers name the page a request comes from; programs do not, and have no cookie either.
 * @throws Refused `foreign_origin`
 */
export function refuseForeignOrigin(headers: IncomingHttpHeaders, own: readonly string[]): void {
  const from = headers.origin ?? originOf(headers.referer);
  if (from === undefined && headers.cookie === undefined && headers['sec-fetch-site'] !== 'cross-site') return;
  if (from === undefined || !own.includes(from)) throw new Refused('foreign_origin');
}

function originOf(address: string | undefined): string | undefined {
  return address !== undefined && URL.canParse(address) ? new URL(address).origin : undefined;
}
