// The pages' files go out small where the browser takes that, and never stale.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeServer } from './server.ts';

const folder = mkdtempSync(join(tmpdir(), 'greenfab-web-'));
let app: Awaited<ReturnType<typeof makeServer>>;
beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>page</title>');
  writeFileSync(join(folder, 'assets', 'main-1.js'), 'export {};');
  writeFileSync(join(folder, 'assets', 'main-1.js.gz'), gzipSync('export {};'));
  writeFileSync(join(folder, 'sw.js'), 'self.skipWaiting();');
  const words = { en: {}, zh: {} };
  app = await makeServer({
    ...{ routes: [], words, language: 'en', baseUrl: 'http://localhost', webFolder: folder, maxUploadBytes: 1_000 },
    sessionOf: async () => null,
    refuseForeignOrigin: () => undefined,
  });
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a script is sent as gzip to who takes it, as it is to who does not, and kept for a year', async () => {
  const small = await app.inject({ url: '/assets/main-1.js', headers: { 'accept-encoding': 'gzip' } });
  expect(small.headers).toMatchObject({
    'content-encoding': 'gzip',
    'content-type': 'application/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
  });
  expect(gunzipSync(small.rawPayload).toString()).toBe('export {};');
  const plain = await app.inject({ url: '/assets/main-1.js' });
  expect([plain.headers['content-encoding'], plain.body]).toEqual([undefined, 'export {};']);
});

test('every address of the application is its one page, asked for anew each time', async () => {
  const page = await app.inject({ url: '/records/waste.load', headers: { accept: 'text/html' } });
  expect([page.statusCode, page.headers['cache-control'], page.body]).toEqual([
    200,
    'no-cache',
    '<!doctype html><title>page</title>',
  ]);
});

test('the service worker is a script of its own origin, asked for anew each time; an icon that was not built is missing', async () => {
  const worker = await app.inject({ url: '/sw.js' });
  expect([worker.statusCode, worker.body]).toEqual([200, 'self.skipWaiting();']);
  expect(worker.headers).toMatchObject({
    'content-type': 'application/javascript; charset=utf-8',
    'cache-control': 'no-cache',
  });
  expect(worker.headers['content-security-policy']).toContain("script-src 'self'");
  expect((await app.inject({ url: '/icons/icon-192.png' })).statusCode).toBe(404);
});
