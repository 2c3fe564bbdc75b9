// What stands between a browser and the program: where a request comes from, under which name, and what an answer lets a page do.
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { makeSignIn } from '#platform/access/sign-in.ts';
import { RateLimit } from '#platform/http/rate-limit.ts';
import { makeServer, type ServerOptions } from '#platform/http/server.ts';
import { openSmallServer, type SmallServer, upload } from './small-server.test-fixture.ts';
import { words } from './wiring.ts';

let server: SmallServer;
let cookie: string;
beforeAll(async () => {
  server = await openSmallServer();
  cookie = await server.cookieOf(await server.person('an.administrator', ['group_administrator', GROUP_ID]));
  const web = join(server.dataFolder, 'web');
  mkdirSync(join(web, 'assets'), { recursive: true });
  writeFileSync(
    join(web, 'index.html'),
    '<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><link rel="stylesheet" nonce="__CSP_NONCE__" href="/assets/main.css">',
  );
  writeFileSync(join(web, 'assets', 'main.css'), 'p{}');
  writeFileSync(join(web, 'sw.js'), 'self.skipWaiting();');
}, 240_000);
afterAll(() => server?.close());

/** A server under another address, or before other proxies, over the same company. */
const serverAt = (options: Partial<ServerOptions>, mount?: Parameters<typeof makeServer>[1]) =>
  makeServer(
    {
      ...{ routes: server.routes, words, language: 'en', baseUrl: 'http://localhost:4600', maxUploadBytes: 1_000 },
      ...{
        webFolder: join(server.dataFolder, 'web'),
        sessionOf: async () => null,
        refuseForeignOrigin: () => undefined,
      },
      ...options,
    },
    mount,
  );

describe('a page of another site', () => {
  const writes = () =>
    [...server.routes.map(({ method, path }) => ({ method, url: path })), ...server.doors]
      .filter(({ method }) => !['GET', 'HEAD'].includes(method))
      .map(({ method, url }) => ({ method: method as 'POST', url: url.replace(/:\w+/g, () => uuidv7()) }));

  test.each([
    ['with our cookie', () => ({ cookie, origin: 'https://evil.example' })],
    ['that hides where it is', () => ({ cookie, origin: 'null' })],
    ['that says nothing of where it is', () => ({ cookie })],
    ['under a name that begins like ours', () => ({ cookie, origin: 'http://localhost:4600.evil.example' })],
    ['on another port of this machine', () => ({ cookie, origin: 'http://localhost:4601' })],
    ['without a cookie', () => ({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })],
  ])('%s changes nothing by any route or door', async (_, headers) => {
    const all = writes();
    expect(all.length).toBeGreaterThan(90);
    const passed = [];
    for (const { method, url } of all) {
      const answer = await server.app.inject({ method, url, headers: headers(), payload: {} });
      if (answer.statusCode !== 403 || answer.json().code !== 'foreign_origin')
        passed.push(`${method} ${url}: ${answer.statusCode} ${answer.body.slice(0, 100)}`);
    }
    expect(passed).toEqual([]);
  });

  test('is let read nothing: no answer names an origin that may', async () => {
    for (const { method, url } of [...writes(), { method: 'GET' as const, url: '/api/v1/me' }]) {
      const asked = { url, headers: { origin: 'https://evil.example', 'access-control-request-method': method } };
      const answer = await server.app.inject({ ...asked, method: 'OPTIONS' });
      expect([url, answer.headers['access-control-allow-origin']]).toEqual([url, undefined]);
    }
  });
});

describe('a name that is not ours', () => {
  test.each(['evil.example', 'localhost.evil.example:4600', '127.0.0.1.evil.example', '192.168.1.20:4600', 'a b'])(
    '%j is not answered, as a page that leads its name here would ask',
    async (host) => {
      for (const url of ['/', '/api/v1/me', '/assets/main.css', '/sign-in/first?token=x']) {
        const answer = await server.app.inject({ url, headers: { host, cookie } });
        expect([url, answer.statusCode, answer.json().code]).toEqual([url, 421, 'foreign_host']);
      }
    },
  );

  test('its own and those of this machine are, whatever the port', async () => {
    const named = await serverAt({ baseUrl: 'https://green.example' });
    for (const host of ['green.example', 'green.example:443', 'localhost:4600', '127.0.0.1:4600', '[::1]:4600'])
      expect([host, (await named.inject({ url: '/assets/main.css', headers: { host } })).statusCode]).toEqual([
        host,
        200,
      ]);
    await named.close();
  });
});

describe('an answer', () => {
  const kinds: readonly [string, () => Promise<Awaited<ReturnType<typeof server.ask>>>][] = [
    ['in JSON', () => server.ask(cookie, { url: '/api/v1/me' })],
    ['that refuses', () => server.ask(null, { url: '/api/v1/people' })],
    ['of nothing', () => server.ask(cookie, { url: '/nowhere' })],
    ['with a page', () => server.ask(cookie, { url: '/waste', headers: { accept: 'text/html' } })],
    ['with a piece of the page', () => server.ask(cookie, { url: '/assets/main.css' })],
    ['with the service worker', () => server.ask(cookie, { url: '/sw.js' })],
    ['with a file', () => server.ask(cookie, { url: '/api/v1/records/waste.load/template.xlsx' })],
    ['to a link that is over', () => server.ask(null, { url: '/sign-in/first?token=over' })],
    ['with a report as a page', () => server.ask(cookie, { url: '/api/v1/report/draft.html?period=2024-Q1' })],
  ];

  test.each(kinds)(
    '%s lets no script or style in that is not ours, no frame around it and no guess at its type',
    async (_, ask) => {
      const answer = await ask();
      expect(answer.statusCode).not.toBe(500);
      const policy = String(answer.headers['content-security-policy']);
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(policy).toContain("default-src 'none'");
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(answer.headers['referrer-policy']).toMatch(/^(same-origin|no-referrer)$/);
      if (String(answer.headers['content-type']).startsWith('text/html'))
        for (const rule of ['frame-ancestors', "base-uri 'none'", 'form-action']) expect(policy).toContain(rule);
      if (answer.body !== '') expect(answer.headers['content-type']).toBeDefined();
      if (/^(text|application)\/(html|javascript|css)/.test(String(answer.headers['content-type'])))
        expect(answer.headers['content-type']).toContain('charset=utf-8');
    },
  );

  test('with a page carries a word for its styles that is another each time, and is never called unchanged', async () => {
    const words = new Set<string>();
    for (let n = 0; n < 3; n++) {
      const page = await server.ask(null, { url: '/', headers: { accept: 'text/html' } });
      const [, word = ''] =
        /style-src 'self' 'nonce-([\w-]{24})'/.exec(String(page.headers['content-security-policy'])) ?? [];
      expect(page.body.match(/nonce="([^"]*)"/g)).toEqual([`nonce="${word}"`, `nonce="${word}"`]);
      expect([page.headers.etag, page.headers['last-modified']]).toEqual([undefined, undefined]);
      words.add(word);
    }
    expect(words.size).toBe(3);
  });

  test('of a file that somebody sent is only ever taken, and run nowhere', async () => {
    const { id } = server.company;
    const record = await server.company.loadAt('draft', { site: id.SZ as string, on: '2024-05-02', tonnes: '1' });
    const name = 'bill"\r\nset-cookie: a=b\r\n\u202e<script>.pdf';
    const kept = await server.ask(cookie, {
      ...{ method: 'POST', url: `/api/v1/evidence?kind=waste.load&record=${record}` },
      ...upload(encodeURIComponent(name), '%PDF-1.7 x'),
    });
    const answer = await server.ask(cookie, {
      url: `/api/v1/evidence/${kept.json().sha256}?name=${encodeURIComponent(name)}`,
    });
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([200, undefined]);
    const disposition = String(answer.headers['content-disposition']);
    expect(disposition).toMatch(/^inline; filename\*=UTF-8''[\w.%!'()*~-]*$/);
    expect([answer.headers['content-type'], decodeURIComponent(disposition)]).toEqual([
      'application/pdf',
      "inline; filename*=UTF-8''bill_set-cookie_ a=b_script_.pdf",
    ]);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  });
});

describe('a request that is odd', () => {
  test.each(['TRACE', 'PROPFIND', 'LOCK'])('by %s is not answered with what it said', async (method) => {
    const answer = await server.app.inject({ method: method as 'GET', url: '/api/v1/me', headers: { cookie } });
    expect([answer.statusCode, answer.body.includes(cookie)]).toEqual([404, false]);
  });

  test.each([
    '/assets',
    '/assets/',
    '/assets/..%2f..%2fsecret',
    '/assets/%2e%2e/secret',
    '/icons/',
    '/..%2fsecret',
    '/assets/main.css/',
  ])('for %s lists no folder and leaves it by no way', async (url) => {
    writeFileSync(join(server.dataFolder, 'secret'), 'the secret of this installation');
    const answer = await server.app.inject({ url, headers: { cookie } });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.body).not.toMatch(/the secret|main\.css/);
  });

  test.each([
    '/api/v1/records/waste.load?limit=1&limit=2',
    '/api/v1/records/waste.load?scope=group&scope=site:x',
    '/api/v1/waste/completeness?scope=group&period=2024&period=2023',
    '/api/v1/search?q=a&q=b',
  ])('that says one thing twice is not guessed at: %s', async (url) => {
    expect((await server.ask(cookie, { url })).statusCode).toBe(400);
  });

  test('that names in the query what its path names already is asked by its path', async () => {
    const answer = await server.ask(cookie, { url: `/api/v1/editions/${uuidv7()}?id=x` });
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'not_found']);
  });

  test('whose length is said twice does not reach us', async () => {
    const address = await server.app.listen({ port: 0, host: '127.0.0.1' });
    const answer = await new Promise<string>((done) => {
      const socket = connect(Number(new URL(address).port), '127.0.0.1');
      let said = '';
      socket.on('data', (text) => {
        said += text;
      });
      socket.on('close', () => done(said));
      socket.write(
        'POST /api/v1/me HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/v1/me HTTP/1.1\r\nHost: localhost\r\n\r\n',
      );
    });
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });
});

describe('over https', () => {
  const at = async () => {
    const baseUrl = 'https://green.example';
    const signIn = makeSignIn({ db: server.company.db, secret: 'x'.repeat(32), baseUrl, sample: true });
    return { signIn, app: await serverAt({ baseUrl }, (app) => signIn.mount(app)) };
  };

  test('a browser is told to stay with it for a year; over http it is not', async () => {
    const { app } = await at();
    for (const url of ['/', '/api/v1/me', '/assets/main.css', '/nowhere'])
      expect((await app.inject({ url, headers: { host: 'green.example' } })).headers['strict-transport-security']).toBe(
        'max-age=31536000; includeSubDomains',
      );
    expect((await server.ask(null, { url: '/api/v1/me' })).headers['strict-transport-security']).toBeUndefined();
    await app.close();
  });

  test('every cookie is bound to this host, closed to scripts, and stays here when another site asks', async () => {
    const { signIn, app } = await at();
    const personId = await server.person('over.https');
    const link = new URL(await signIn.firstLink(personId));
    const first = await app.inject({ url: `${link.pathname}${link.search}`, headers: { host: link.host } });
    const own = first.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    expect(await signIn.personOf({ cookie: own })).toBe(personId);
    const out = await app.inject({
      ...{ method: 'POST', url: '/api/auth/sign-out' },
      headers: { host: link.host, origin: link.origin, cookie: own },
    });
    const all = [first, out].flatMap(({ cookies }) => cookies);
    expect(all.length).toBeGreaterThan(1);
    for (const one of all) {
      expect(one.name).toMatch(/^__Host-greenfab/);
      expect(one).toMatchObject({ path: '/', secure: true, httpOnly: true, sameSite: 'Lax' });
      expect(one).not.toHaveProperty('domain');
    }
    expect(await signIn.personOf({ cookie: own })).toBeNull();
    await app.close();
  });
});

describe('where a request came from', () => {
  const claims = async (
    trustProxy: ServerOptions['trustProxy'],
    remoteAddress: string,
    forwarded: (n: number) => string,
  ) => {
    const limits = { person: 0, key: 0, address: 2 };
    const app = await serverAt({
      ...(trustProxy === undefined ? {} : { trustProxy }),
      rateLimit: new RateLimit(limits),
    });
    const statuses = [];
    for (let n = 0; n < 4; n++) {
      const headers = { 'x-forwarded-for': forwarded(n), 'x-real-ip': forwarded(n), forwarded: `for=${forwarded(n)}` };
      statuses.push((await app.inject({ url: '/api/v1/sign-in/chats', remoteAddress, headers })).statusCode);
    }
    await app.close();
    return statuses;
  };
  const another = (n: number) => `203.0.113.${n}`;

  test('is what the connection says, whatever a header claims', async () => {
    expect(await claims(undefined, '127.0.0.1', another)).toEqual([200, 200, 429, 429]);
  });

  test('is what a proxy says that the operator trusts, and only such a one', async () => {
    expect(await claims(['loopback'], '127.0.0.1', another)).toEqual([200, 200, 200, 200]);
    expect(await claims(['loopback'], '198.51.100.7', another)).toEqual([200, 200, 429, 429]);
  });

  test('is the last word before the trusted proxy, not what the browser wrote in front of it', async () => {
    expect(await claims(['loopback'], '127.0.0.1', (n) => `${another(n)}, 198.51.100.7`)).toEqual([200, 200, 429, 429]);
  });
});
