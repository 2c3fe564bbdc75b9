// The readers of bench figures, in a thread of their own as browsers are elsewhere: each asks, reads the whole answer, asks again.
import { parentPort, workerData } from 'node:worker_threads';

/** What the readers are to do. */
export interface Reading {
  url: string;
  cookies: readonly string[];
  requestsEach: number;
}

const { url, cookies, requestsEach } = workerData as Reading;

async function readOnce(cookie: string): Promise<number> {
  const started = performance.now();
  const answer = await fetch(url, { headers: { cookie } });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`${url}: ${answer.status}`);
  return performance.now() - started;
}

const first = await readOnce(cookies[0] ?? '');
const times = await Promise.all(
  cookies.map(async (cookie) => {
    const own: number[] = [];
    for (let request = 0; request < requestsEach; request++) own.push(await readOnce(cookie));
    return own;
  }),
);
parentPort?.postMessage({ first, times: times.flat() });
