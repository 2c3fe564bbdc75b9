// A run is given every secret there is and everything around it fails: what it prints, and what it answers, holds none of them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { freePort } from '../../tools/free-port.mjs';
import { newFolder, own } from './loop.ts';

const program = fileURLToPath(new URL('../../src/app/cli.ts', import.meta.url));
const startLimitMs = 120_000;
/** Nobody listens there. */
const nowhere = '127.0.0.1:9';
const secretNamed = (name: string) => `secret-of-${name}-0123456789abcdef`;
const given = {
  GREENFAB_SECRET: secretNamed('cookies'),
  SMTP_URL: `smtp://mailer:${secretNamed('smtp')}@${nowhere}`,
  SMTP_FROM: 'greenfab@example.org',
  S3_ENDPOINT: `http://${nowhere}`,
  S3_BUCKET: 'papers',
  S3_ACCESS_KEY: secretNamed('s3-access'),
  S3_SECRET_KEY: secretNamed('s3'),
  GREENFAB_OIDC_ISSUER: `http://${nowhere}`,
  GREENFAB_OIDC_CLIENT_ID: 'greenfab',
  GREENFAB_OIDC_CLIENT_SECRET: secretNamed('oidc'),
  FEISHU_APP_ID: 'app',
  FEISHU_APP_SECRET: secretNamed('feishu'),
  WECOM_CORP_ID: 'corp',
  WECOM_AGENT_ID: '1',
  WECOM_SECRET: secretNamed('wecom'),
};

/** Starts the program. @returns all that it has said so far, and when it ended */
function run(args: readonly string[], env: Readonly<Record<string, string>>) {
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  const child = own(
    spawn(process.execPath, ['--no-warnings', program, ...args], {
      env: { ...inherited, GREENFAB_SAMPLE: '0', DATABASE_URL: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  const said: string[] = [];
  const ended = once(child, 'exit');
  const heard = (wanted: string) =>
    new Promise<string>((done, failed) => {
      const look = () => said.find((line) => line.includes(wanted));
      const hear = () => {
        const line = look();
        if (line) done(line);
      };
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', () => setImmediate(hear));
      child.once('exit', () => failed(new Error(`it ended: ${said.join('\n')}`)));
      setTimeout(() => failed(new Error(`never said ${wanted}: ${said.join('\n')}`)), startLimitMs).unref();
      hear();
    });
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream as NodeJS.ReadableStream }).on('line', (line) => said.push(line));
  return { child, said, ended, heard };
}

test('nothing that it was given, and nothing that it made, is printed; what fails is answered without them', async () => {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const { child, said, ended, heard } = run(
    ['serve', '--data', newFolder(), '--port', String(port), '--url', url],
    given,
  );
  const [link] = await Promise.all([heard('first sign-in'), heard('greenfab serves')]);
  const first = new URL(/https?:\S+/.exec(link)?.[0] ?? '');
  const secrets: string[] = Object.entries(given)
    .filter(([, value]) => value.includes('secret-of-'))
    .map(([, value]) => /secret-of-[\w-]+/.exec(value)?.[0] ?? value);
  expect(secrets).toHaveLength(7);
  const answers: string[] = [];
  let cookie = '';
  const ask = async (method: string, path: string, body?: object | FormData, headers: Record<string, string> = {}) => {
    const isForm = body instanceof FormData;
    const answer = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...{ origin: url, cookie },
        ...(body && !isForm ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    const fresh = answer.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
    if (fresh.some((one) => one.includes('session_token=') && !one.endsWith('='))) cookie = fresh.join('; ');
    return { status: answer.status, text, json: () => JSON.parse(text) };
  };

  expect((await ask('GET', `${first.pathname}${first.search}`)).status).toBe(303);
  const password = 'a password that nobody may read';
  expect((await ask('POST', '/api/auth/set-password', { newPassword: password })).status).toBe(204);
  const { userName } = (await ask('GET', '/api/v1/me')).json();
  const typed = 'a wrong password that nobody may read';
  await ask('POST', '/api/auth/sign-in/username', { username: userName, password: typed });
  await ask('POST', '/api/auth/sign-in/username', { username: typed, password });
  const key = (
    await ask('POST', '/api/v1/keys', { name: 'k', actions: ['records.read'], scope: 'group', days: 1 })
  ).json().key as string;
  const hook = (
    await ask('POST', '/api/v1/webhooks', {
      ...{ name: 'w', url: 'https://203.0.113.1/', events: ['record.approved'], scope: 'group' },
    })
  ).text;
  const second = (await ask('POST', '/api/auth/two-factor/enable', { password })).json() as {
    secret: string;
    recoveryCodes: string[];
  };
  const { organisation } = { organisation: (await ask('GET', '/api/v1/organisation')).json() };
  const group = JSON.stringify(organisation).match(/[0-9a-f]{8}-[0-9a-f-]{27}/)?.[0];
  const invited = await ask('POST', '/api/v1/invitations', {
    ...{ userName: 'new.person', nameEn: 'N', nameZh: '新', mail: 'n@example.org', language: 'en' },
    ...{ role: 'group_administrator', scopeId: group },
  });
  const invitation = new URL(invited.json().link).hash.slice(1);
  secrets.push(password, typed, key, invitation, second.secret, ...second.recoveryCodes);
  const hookSecret = /"secret":"([^"]+)"/.exec(hook)?.[1];
  if (hookSecret) secrets.push(hookSecret);
  expect([key.length, invitation.length, second.secret.length].every((length) => length >= 32)).toBe(true);

  // And now what fails, each with a secret in hand.
  const paper = new FormData();
  paper.set('file', new Blob(['day,mass\n']), 'loads.csv');
  for (const [method, path, body, headers] of [
    ['POST', '/api/v1/imports/waste.load', paper],
    ['GET', '/api/auth/sso/start'],
    ['GET', '/api/auth/sso/callback?code=x&state=y'],
    ['GET', '/sign-in/chat/feishu/back?code=x&state=y'],
    ['POST', '/api/auth/forgot', { username: 'new.person' }],
    ['POST', '/api/v1/settings/notices/test', {}],
    ['GET', `/sign-in/first?token=${invitation}`],
    ['POST', '/api/auth/link/use', { token: invitation, newPassword: 'short' }],
    ['GET', `/api/v1/guest/${invitation}`],
    ['GET', '/api/v1/me', undefined, { authorization: `Bearer ${key}x` }],
    ['GET', `/api/v1/records/waste.load?q=${key}`, undefined, { authorization: `Bearer ${key}` }],
    ['GET', `/${key}`],
  ] as [string, string, (object | FormData)?, Record<string, string>?][]) {
    const { status, text } = await ask(method, path, body, headers);
    answers.push(`${method} ${path.split('?')[0]} ${status} ${text}`);
  }
  child.kill('SIGTERM');
  await ended;
  // The import met a store that is away: a fault, told to the operator.
  expect(said.join('\n')).toContain('/api/v1/imports/:kind');
  const printed = said.filter((line) => !line.includes('first sign-in')).join('\n');
  const told = answers.join('\n').replaceAll(`/${key}`, '').replaceAll(`/${invitation}`, '');
  expect(secrets.filter((secret) => printed.includes(secret))).toEqual([]);
  expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
  expect(printed).not.toContain(first.searchParams.get('token'));
}, 180_000);

test.each([
  ['a database that is away', { DATABASE_URL: `postgres://owner:${secretNamed('database')}@${nowhere}/greenfab` }],
  ['an address that is none', { DATABASE_URL: `mysql://owner:${secretNamed('database')}@${nowhere}/greenfab` }],
  ['settings of which one is missing', { WECOM_CORP_ID: 'corp', WECOM_SECRET: secretNamed('database') }],
  ['a secret that is too short', { GREENFAB_SECRET: 'secret-of-database' }],
  ['a place for files that is none', { S3_ENDPOINT: 'x', S3_SECRET_KEY: secretNamed('database') }],
])(
  '%s is told without the secret beside it',
  async (_, env) => {
    const { said, ended } = run(['serve', '--data', newFolder(), '--port', String(await freePort())], env);
    const [code] = (await ended) as [number];
    expect(code).not.toBe(0);
    expect(said.length).toBeGreaterThan(0);
    expect(said.join('\n')).not.toContain('secret-of-database');
  },
  60_000,
);
