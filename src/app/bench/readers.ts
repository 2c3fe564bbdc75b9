// Ten people who read the same address at once, in a thread of their own, and how long each of them waited.
import { Worker } from 'node:worker_threads';
import { listAccounts } from '#platform/access/accounts.ts';
import { type Action, mayDo } from '#platform/access/roles.ts';
import type { Installation } from '../installation.ts';
import type { RunningServer } from '../server.ts';
import type { Reading } from './readers-worker.ts';
import { percentile } from './scratch.ts';

export const READERS = 10;
const REQUESTS_EACH = 30;

/** A signed-in reader: his cookie. */
export async function signedIn(server: RunningServer, personId: string): Promise<string> {
  const link = new URL(await server.signIn.firstLink(personId));
  const answer = await fetch(`${server.address}${link.pathname}${link.search}`, { redirect: 'manual' });
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

/** Cookies of the readers: people of the group who may do this, in turn. */
export async function cookiesOfReaders(
  installation: Installation,
  server: RunningServer,
  action: Action = 'report.read',
): Promise<string[]> {
  const people = (await listAccounts(installation.db)).filter((account) =>
    account.grants.some((grant) => grant.scopeType === 'group' && mayDo[grant.role].includes(action)),
  );
  const cookies: string[] = [];
  for (let reader = 0; reader < READERS; reader++)
    cookies.push(await signedIn(server, (people[reader % people.length] as (typeof people)[number]).personId));
  return cookies;
}

/** Milliseconds of the first request, and of all that the readers made at once afterwards. */
function read(reading: Reading): Promise<{ first: number; times: number[] }> {
  return new Promise((done, failed) => {
    const worker = new Worker(new URL('./readers-worker.ts', import.meta.url), { workerData: reading });
    worker.once('message', done);
    worker.once('error', failed);
  });
}

const rounded = (milliseconds: number) => Number(milliseconds.toFixed(1));

/** What the readers waited for an address: the first of them alone, then all at once. */
export async function readingTimes(url: string, cookies: readonly string[], requestsEach = REQUESTS_EACH) {
  const { first, times } = await read({ url, cookies, requestsEach });
  times.sort((a, b) => a - b);
  return {
    requests: times.length,
    firstMs: rounded(first),
    p50Ms: rounded(percentile(times, 0.5)),
    p95Ms: rounded(percentile(times, 0.95)),
  };
}
