// `greenfab serve` killed while people work: the next start has everything that was answered, and nobody signs in again.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { expect, onTestFinished, test } from 'vitest';
import { layMigrated } from '#platform/db/test-database.ts';
import { freePort } from '../../tools/free-port.mjs';
import { startPostgres } from '../../tools/postgres.mjs';
import { newFolder, own, until } from './loop.ts';

const program = fileURLToPath(new URL('../../src/app/cli.ts', import.meta.url));
const startLimitMs = 120_000;
const ROWS = 2_010;

/** Starts the server and waits until it serves. @returns what it said, and what kills it */
async function serve(dataFolder: string, port: number, databaseUrl: string) {
  const child = own(
    spawn(process.execPath, ['--no-warnings', program, 'serve', '--data', dataFolder, '--port', String(port)], {
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        GREENFAB_URL: `http://localhost:${port}`,
        GREENFAB_SAMPLE: '0',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  const ended = once(child, 'exit');
  const said: string[] = [];
  const words = () => said.join('\n');
  await new Promise<void>((done, failed) => {
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream as NodeJS.ReadableStream }).on('line', (line) => {
        said.push(line);
        if (line.startsWith('greenfab serves ')) done();
      });
    child.once('exit', () => failed(new Error(`the server ended: ${words()}`)));
    setTimeout(() => failed(new Error(`the server does not come up: ${words()}`)), startLimitMs).unref();
  });
  return {
    words,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** A browser that has signed in: what is not answered, because the server died meanwhile, is undefined. */
class Reader {
  readonly url: string;
  cookie = '';
  constructor(port: number) {
    this.url = `http://localhost:${port}`;
  }
  async send(path: string, init: RequestInit = {}): Promise<{ status: number; body: Buffer } | undefined> {
    const headers = new Headers({ origin: this.url, cookie: this.cookie });
    if (typeof init.body === 'string') headers.set('content-type', 'application/json');
    try {
      const response = await fetch(new URL(path, this.url), { redirect: 'manual', ...init, headers });
      for (const set of response.headers.getSetCookie()) this.cookie = set.split(';')[0] as string;
      return { status: response.status, body: Buffer.from(await response.arrayBuffer()) };
    } catch {
      return undefined;
    }
  }
  /** @returns the answer of success; undefined when there was none @throws when the server refuses */
  async ask<T>(path: string, init: RequestInit = {}): Promise<T | undefined> {
    const answer = await this.send(path, init);
    if (answer && answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.body}`);
    return answer && (JSON.parse(answer.body.toString()) as T);
  }
}

const form = (fileName: string, content: string) => {
  const body = new FormData();
  body.set('file', new Blob([content]), fileName);
  return { method: 'POST', body };
};

const sheetOf = (rows: number) =>
  [
    'Code,Name (English),Country,Roles',
    ...Array.from({ length: rows }, () => uuidv7()).map((code) => `${code},Supplier ${code},CN,waste_vendor`),
  ].join('\n');

/** What was answered to somebody who works. */
interface Answered {
  records: string[];
  papers: { sha256: string; content: string }[];
  /** status by import, the last that was answered */
  imports: Map<string, string>;
}

/** Records, attaches and imports until the server is gone, one after the other and both at once. */
async function work(reader: Reader, answered: Answered): Promise<void> {
  let isThere = true;
  const recording = async () => {
    while (isThere) {
      const id = uuidv7();
      const values = { code: id, name: { en: `Supplier ${id}` }, country: 'CN', roles: ['waste_vendor'] };
      const path = `/api/v1/records/suppliers.supplier/${id}`;
      const done = await reader.ask(path, { method: 'PUT', body: JSON.stringify({ values }) });
      if (done) answered.records.push(id);
      isThere = done !== undefined;
      if (!isThere) return;
      const content = `weigh ticket ${id}`;
      const paper = await reader.ask<{ sha256: string }>(
        `/api/v1/evidence?kind=suppliers.supplier&record=${id}`,
        form('ticket.txt', content),
      );
      if (paper) answered.papers.push({ sha256: paper.sha256, content });
    }
  };
  const importing = async () => {
    while (isThere) {
      const sheet = form('vendors.csv', sheetOf(ROWS));
      const upload = await reader.ask<{ id: string }>('/api/v1/imports/suppliers.supplier', sheet);
      if (!upload) return;
      let status: string | undefined = 'checking';
      const look = async (what = '', init: RequestInit = {}) => {
        status = (await reader.ask<{ status: string }>(`/api/v1/imports/${upload.id}${what}`, init))?.status;
        if (status) answered.imports.set(upload.id, status);
      };
      while (status === 'checking') await look();
      if (status) await look('/commit', { method: 'POST', body: '{}' });
      while (status === 'committing') await look();
    }
  };
  await Promise.all([recording(), importing()]);
}

interface Prepared {
  databaseUrl: string;
  /** what a minute does to the import of a dead server, where the start does not sweep it */
  expireLeases?: () => Promise<unknown>;
}
const databases: [string, (folder: string) => Promise<Prepared>][] = [
  ['the embedded database', (folder) => layMigrated(folder).then(() => ({ databaseUrl: '' }))],
  [
    'PostgreSQL',
    async () => {
      const server = await startPostgres({ settings: { synchronous_commit: 'on' } });
      onTestFinished(() => server.stop());
      const expireLeases = async () => {
        const client = new pg.Client({ connectionString: new URL('/greenfab', server.superuserUrl).href });
        await client.connect();
        await client.query(`update intake_pending set lease_until = now() - interval '1 second'`);
        await client.end();
      };
      return { databaseUrl: server.url, expireLeases };
    },
  ],
];

test.each(databases)('`greenfab serve` on %s, killed while people work', async (_, prepare) => {
  const folder = newFolder();
  const { databaseUrl, expireLeases } = await prepare(folder);
  const port = await freePort();
  const reader = new Reader(port);
  const statusOf = async (id: string | undefined) =>
    (await reader.ask<{ status: string }>(`/api/v1/imports/${id}`))?.status;
  const rowsOf = async (id: string | undefined) =>
    (await reader.ask<{ count: number }>(`/api/v1/records/suppliers.supplier?import=${id}&limit=1`))?.count;
  const uploadLarge = async () => {
    const large = form('large.csv', sheetOf(20 * ROWS));
    return (await reader.ask<{ id: string }>('/api/v1/imports/suppliers.supplier', large))?.id;
  };
  let server = await serve(folder, port, databaseUrl);
  const link = /first sign-in[^:]*: (\S+)/.exec(server.words())?.[1] as string;
  expect((await reader.send(link))?.status).toBe(303);

  const answered: Answered = { records: [], papers: [], imports: new Map() };
  for (const reached of ['checking', 'checked', 'committed']) {
    const before = answered.imports.size;
    const working = work(reader, answered);
    const isReached = () => [...answered.imports.values()].indexOf(reached, before) >= 0;
    await Promise.race([
      working,
      until(reached, () => isReached() || answered.imports.size > before + 1, startLimitMs),
    ]);
    await server.kill();
    await working;
    server = await serve(folder, port, databaseUrl);
    expect(server.words(), 'who was signed in stays so').not.toContain('first sign-in');
  }

  // In the middle of a check, for which nobody must wait any more, and of an upload, of which nothing is left.
  const checked = await uploadLarge();
  const [paperless] = answered.records as [string];
  const files = join(folder, 'files');
  const parts = () => (existsSync(files) ? readdirSync(files).filter((name) => name.endsWith('.part')) : []);
  // What uploads left that were killed before: on PostgreSQL it stays for a day.
  const left = parts().length;
  const half = request({
    ...{ port, method: 'POST', path: `/api/v1/evidence?kind=suppliers.supplier&record=${paperless}` },
    headers: {
      ...{ origin: reader.url, cookie: reader.cookie, 'content-length': '1000000' },
      'content-type': 'multipart/form-data; boundary=edge',
    },
  });
  half.on('error', () => undefined);
  half.write(
    `--edge\r\ncontent-disposition: form-data; name="file"; filename="half.pdf"\r\n\r\n%PDF-1.7 ${'x'.repeat(200_000)}`,
  );
  await until('the upload', () => parts().length === left + 1, startLimitMs);
  await server.kill();
  server = await serve(folder, port, databaseUrl);
  expect(await statusOf(checked)).toBe('failed');
  // Beside a server on PostgreSQL another could be uploading: there it goes after a day.
  expect(parts()).toHaveLength(databaseUrl === '' ? 0 : left + 1);
  const { evidence } = (await reader.ask<{ evidence: { fileName: string }[] }>(
    `/api/v1/records/suppliers.supplier/${paperless}`,
  )) as { evidence: { fileName: string }[] };
  expect(evidence.filter(({ fileName }) => fileName === 'half.pdf')).toEqual([]);

  // In the middle of a commit, of which nothing is left.
  const committed = await uploadLarge();
  await until('the check', async () => (await statusOf(committed)) === 'checked', startLimitMs);
  const committing = reader.ask(`/api/v1/imports/${committed}/commit`, { method: 'POST', body: '{}' });
  await until('the commit', async () => (await statusOf(committed)) === 'committing', startLimitMs);
  await server.kill();
  await committing;
  server = await serve(folder, port, databaseUrl);
  expect(await rowsOf(committed)).toBe(0);
  await expireLeases?.();
  await until('its end', async () => (await statusOf(committed)) === 'failed', startLimitMs);
  expect(await rowsOf(committed)).toBe(0);

  for (const id of answered.records)
    expect((await reader.send(`/api/v1/records/suppliers.supplier/${id}`))?.status, id).toBe(200);
  for (const { sha256, content } of answered.papers)
    expect((await reader.send(`/api/v1/evidence/${sha256}`))?.body.toString()).toBe(content);
  for (const [id, last] of answered.imports) {
    const now = await statusOf(id);
    expect({ id, last, now, rows: await rowsOf(id) }).toEqual({
      ...{ id, last, rows: now === 'committed' ? ROWS : 0 },
      now: last === 'committed' ? last : expect.stringMatching(/^(checked|committed|failed)$/),
    });
  }
  expect(answered.records.length).toBeGreaterThan(0);
  expect([...answered.imports.values()]).toContain('committed');
  await server.kill();
});
