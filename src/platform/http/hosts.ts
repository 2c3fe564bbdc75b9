// Under which names we answer: a page that leads its own name to this machine (DNS rebinding) is not shown what is here.
import { Refused } from '../records/server/refusal.ts';

const thisMachine = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The port is the proxy's business. Who names no host is no browser.
 * @throws Refused `foreign_host`
 */
export function refuseForeignHost(host: string | undefined, baseUrl: URL): void {
  if (host === undefined) return;
  const asked = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';
  if (asked !== baseUrl.hostname && !thisMachine.includes(asked)) throw new Refused('foreign_host');
}
