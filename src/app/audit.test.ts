// An auditor's room over the whole program: the sample that is kept, its archive, questions that are answered in place.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReadLimits } from '#domains/reports/render/printed-file.ts';
import { openZip, type ZipParts } from '#domains/reports/render/read-zip.ts';
import { untilFinal } from '../../tests/small-company.ts';
import { verifyExport } from '../../tools/verify-history.mjs';
import { openSmallServer, type SmallServer, upload } from './small-server.test-fixture.ts';

let server: SmallServer;
let auditor: string;
let recorder: string;
let folder: string;
const approved: string[] = [];
const paper = '%PDF-1.7 a weigh ticket';
const manifestPaper = '%PDF-1.7 a manifest';
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const limits = { fileBytes: 50_000_000, inflatedBytes: 50_000_000 } as ReadLimits;
const get = (url: string, cookie = auditor) => server.ask(cookie, { url: `/api/v1/audit${url}` });
const post = (url: string, payload: object, cookie = auditor) =>
  server.ask(cookie, { method: 'POST', url: `/api/v1/audit${url}`, payload });

async function draw(how: string, more: Record<string, string> = {}): Promise<string> {
  const answer = await post('/samples', { scope: 'site:SZ', period: '2024-05', kinds: 'waste.load', how, ...more });
  expect(answer.statusCode).toBe(200);
  return answer.json().id;
}
const drawn = async (how: string): Promise<string[]> =>
  (await get(`/samples/${await draw(how)}`)).json().records.map(({ id }: { id: string }) => id);
async function archive(id: string): Promise<{ zip: ZipParts; path: string }> {
  const answer = await get(`/samples/${id}/sample.zip`);
  expect(answer.statusCode).toBe(200);
  const path = join(folder, `${id}.zip`);
  writeFileSync(path, answer.rawPayload);
  return { zip: openZip(answer.rawPayload, limits), path };
}
const text = (zip: ZipParts, name: string) => Buffer.from(zip.read(name)).toString('utf8');

beforeAll(async () => {
  server = await openSmallServer();
  folder = mkdtempSync(join(tmpdir(), 'greenfab-audit-'));
  const { company } = server;
  const boss = await server.cookieOf(company.people.administrator.id);
  for (const [at, tonnes] of ['1', '2.5', '0.75', '4'].entries())
    approved.push(
      await company.loadAt('approved', {
        ...{ site: company.id.SZ as string, on: `2024-05-0${at + 1}`, tonnes, ticket: `TICKET-${at + 1}` },
      }),
    );
  await company.loadAt('approved', { site: company.id.HP as string, on: '2024-05-07', tonnes: '8' });
  await company.loadAt('submitted', { site: company.id.SZ as string, on: '2024-05-06', tonnes: '50' });
  await company.loadAt('approved', { site: company.id.SZ as string, on: '2024-06-01', tonnes: '60' });
  const attach = (kind: string, record: string, name: string, content: string) =>
    server.ask(boss, {
      ...{ method: 'POST', url: `/api/v1/evidence?kind=${kind}&record=${record}&evidenceKind=weigh_ticket` },
      ...upload(name, content),
    });
  expect((await attach('waste.load', approved[3]!, '磅单 4.pdf', paper)).statusCode).toBe(200);
  // The manifest of a load speaks for it too, without being attached to it.
  const manifested = uuidv7();
  const values = {
    ...company.load({ site: company.id.SZ as string, on: '2024-05-08', tonnes: '9', ticket: '20243202002841' }),
    'document.type': 'manifest',
  };
  await company.record(company.people.suzhou, 'waste.load', [{ id: manifested, values }], { approve: true });
  approved.push(manifested);
  const manifest = await company.approved(
    'waste.manifest',
    { site: company.id.SZ, number: '20243202002841', vendor: company.id.V1, handedOverOn: '2024-05-08' },
    [{ stream: company.id.PAPER, wasteCode: 'x', shippedMassTonnes: '9' }],
  );
  expect((await attach('waste.manifest', manifest, 'manifest.pdf', manifestPaper)).statusCode).toBe(200);
  await untilFinal(company);
  await company.figures.settle();
  auditor = await server.cookieOf(company.people.auditor.id);
  recorder = await server.cookieOf(company.people.suzhou.id);
}, 120_000);
afterAll(async () => {
  await server?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

describe('a sample', () => {
  test('of one seed is the same again, of another it is others, never what is not approved or of another month or factory', async () => {
    const first = await drawn('seed:2:A');
    expect(await drawn('seed:2:A')).toEqual(first);
    const all = await drawn('seed:200:A');
    expect([...all].sort()).toEqual([...approved].sort());
    const others = [await drawn('seed:2:B'), await drawn('seed:2:C'), await drawn('seed:2:D'), await drawn('seed:2:E')];
    expect(new Set([first, ...others].map((ids) => ids.join())).size).toBeGreaterThan(1);
    expect(await drawn('top:2:countingMassTonnes')).toEqual([approved[4], approved[3]]);
  });

  test('is kept with who asked for what and when, and stands in the history', async () => {
    const id = await draw('seed:2:KEPT', { note: 'first visit' });
    const sample = (await get(`/samples/${id}`)).json();
    expect(sample).toMatchObject({
      ...{ actor: server.company.people.auditor.id, how: 'seed:2:KEPT', note: 'first visit', kinds: ['waste.load'] },
      populations: [{ kind: 'waste.load', count: 5, sum: '17.25' }],
    });
    expect((await get('/samples?scope=site:SZ', recorder)).json().samples[0]).toMatchObject({ id, count: 2 });
    const { entries } = (await server.ask(auditor, { url: '/api/v1/history?action=sample&limit=1' })).json();
    expect(entries[0]).toMatchObject({ action: 'sample', seq: sample.seq, reason: '2024-05 seed:2:KEPT' });
  });

  test('keeps what it drew when a record changes afterwards, and says that it changed', async () => {
    const { company } = server;
    const site = company.id.HP as string;
    const load = await company.loadAt('approved', { site, on: '2024-04-03', tonnes: '3', ticket: 'LATER' });
    await untilFinal(company);
    const id = await draw('seed:5:L', { scope: 'site:HP', period: '2024-04' });
    expect((await get(`/samples/${id}`)).json().records).toMatchObject([{ id: load, changed: false, quantity: '3' }]);
    const values = company.load({ site, on: '2024-04-03', tonnes: '4', ticket: 'LATER' });
    await company.record(company.people.administrator, 'waste.load', [{ id: load, values, basedOn: 1 }]);
    expect((await get(`/samples/${id}`)).json().records).toMatchObject([{ id: load, changed: true, quantity: '3' }]);
    expect((await verifyExport((await archive(id)).path)).findings).toEqual([]);
  });

  test('is refused where nothing can be drawn, a way to draw is none, or who asks may not', async () => {
    const asked = { scope: 'site:SZ', period: '2024-05', kinds: 'waste.load', how: 'seed:2:A' };
    expect((await post('/samples', { ...asked, scope: 'site:WH' })).json()).toMatchObject({
      code: 'nothing_to_sample',
    });
    for (const wrong of [
      { how: 'all' },
      { how: 'top:2:nothing' },
      { kinds: 'waste.load,waste.manifest', how: 'top:2:x' },
    ])
      expect((await post('/samples', { ...asked, ...wrong })).statusCode).toBe(400);
    expect((await post('/samples', { ...asked, kinds: 'waste.stream' })).statusCode).toBe(404);
    expect((await post('/samples', asked, recorder)).statusCode).toBe(403);
  });
});

describe('the archive', () => {
  let zip: ZipParts;
  let path: string;
  beforeAll(async () => {
    ({ zip, path } = await archive(await draw('top:2:countingMassTonnes')));
  });

  test('holds index, sheets, JSON, papers of the load and of its manifest, ledgers, the history and its script', async () => {
    const names = zip.names.map((name) => name.replace(/\/[0-9a-f]{12}-/, '/SHA-'));
    expect(names).toEqual(
      expect.arrayContaining([
        ...['README.txt', 'index.html', 'SHA256SUMS', 'manifest.json', 'sample.json', 'population.jsonl'],
        ...['entries.jsonl', 'blocks.jsonl', 'revisions.jsonl', 'verify-history.mjs', 'figures.csv', 'history.csv'],
        ...['records/waste.load.en.xlsx', 'records/waste.load.zh.xlsx', 'records/waste.manifest.zh.xlsx'],
        ...['records/records.json', 'questions.json'],
        ...['files/SHA-weigh_ticket-manifest.pdf', 'files/SHA-weigh_ticket-磅单_4.pdf'],
      ]),
    );
    expect(names.some((name) => name.startsWith('ledgers/SZ-'))).toBe(true);
    const hashes = zip.names.filter((name) => name.startsWith('files/')).map((name) => sha256(zip.read(name)));
    expect(hashes.sort()).toEqual([sha256(paper), sha256(manifestPaper)].sort());
    for (const hash of hashes) expect(text(zip, 'index.html')).toContain(hash);
    expect(text(zip, 'figures.csv')).toContain('17.25');
    expect(text(zip, 'history.csv')).toMatch(/suzhou,suzhou/);
    expect(JSON.parse(text(zip, 'records/records.json'))).toHaveLength(3);
    expect(text(openZip(zip.read('records/waste.load.zh.xlsx'), limits), 'xl/worksheets/sheet1.xml')).toContain(
      '单据编号',
    );
  });

  test('says in both languages what was drawn of what', () => {
    expect(text(zip, 'index.html')).toContain('5 Waste loads');
    expect(text(zip, 'index.html')).toMatch(/5条/);
  });

  test('holds by the stand-alone script, which draws the sample again; one record more or less is told', async () => {
    expect(await verifyExport(path)).toMatchObject({ ok: true, redrawn: 2, findings: [] });
    const seeded = await archive(await draw('seed:2:Z'));
    expect(await verifyExport(seeded.path)).toMatchObject({ ok: true, redrawn: 2 });
    const bytes = Buffer.from(
      await server.ask(auditor, { url: '/api/v1/me' }).then(() => zip.read('population.jsonl')),
    );
    expect(bytes.toString('utf8').trim().split('\n')).toHaveLength(5);
  });
});

describe('questions', () => {
  const about = () => ({ kind: 'waste.load', record: approved[0], field: 'ownMassTonnes' });
  const ask = async () => {
    const id = uuidv7();
    const question = { ...about(), id, words: 'Why so round?' };
    expect((await post('/questions', question)).statusCode).toBe(200);
    // Sent twice, asked once.
    expect((await post('/questions', question)).statusCode).toBe(200);
    return id;
  };
  const threads = async (cookie: string) =>
    (await get(`/questions?kind=waste.load&record=${approved[0]}`, cookie)).json().questions as {
      id: string;
      state: string;
      messages: { words: string }[];
    }[];
  const tasks = async (cookie: string) =>
    (await server.ask(cookie, { url: '/api/v1/inbox' })).json().tasks as { task: string; to: string; count: number }[];
  const told = (message: string) =>
    server.company.all(
      sql<{ opens: string }>`select opens from notice_request where message = ${message} order by seq`,
    );

  test('are asked, answered where the record stands, asked further and settled; each turn is told and waits in an inbox', async () => {
    const id = await ask();
    const opens = `/records/waste.load/${approved[0]}`;
    expect(await tasks(recorder)).toContainEqual(
      expect.objectContaining({ task: 'audit.task.answer', to: opens, count: 1 }),
    );
    expect((await told('audit_question')).map((one) => one.opens)).toEqual([opens]);
    expect((await threads(recorder)).map(({ state, messages }) => [state, messages.length])).toEqual([['open', 1]]);

    expect((await post(`/questions/${id}/answer`, { words: 'The old scale.' }, recorder)).statusCode).toBe(200);
    expect((await tasks(recorder)).filter(({ task }) => task.startsWith('audit.'))).toEqual([]);
    expect(await tasks(auditor)).toContainEqual(expect.objectContaining({ task: 'audit.task.read', to: opens }));
    expect(await told('audit_answer')).toHaveLength(1);

    expect((await post(`/questions/${id}/ask`, { words: 'Since when?' })).statusCode).toBe(200);
    expect((await threads(recorder))[0]).toMatchObject({ state: 'open' });
    expect((await post(`/questions/${id}/answer`, { words: 'March.' }, recorder)).statusCode).toBe(200);
    expect((await post(`/questions/${id}/settle`, {})).statusCode).toBe(200);
    expect((await threads(recorder))[0]).toMatchObject({ state: 'settled' });
    expect((await threads(auditor))[0]?.messages.map(({ words }) => words)).toEqual([
      ...['Why so round?', 'The old scale.', 'Since when?', 'March.', null],
    ]);
    expect((await post(`/questions/${id}/answer`, { words: 'more' }, recorder)).statusCode).toBe(409);
    expect((await tasks(auditor)).filter(({ task }) => task.startsWith('audit.'))).toEqual([]);
  });

  test('belong to those who may: the factory answers and does not ask, the auditor asks and changes nothing else', async () => {
    const id = await ask();
    const wuhu = await server.cookieOf(server.company.people.wuhu.id);
    expect((await post('/questions', { ...about(), id: uuidv7(), words: 'x' }, recorder)).statusCode).toBe(403);
    expect((await post(`/questions/${id}/answer`, { words: 'x' })).statusCode).toBe(403);
    expect([403, 404]).toContain((await post(`/questions/${id}/answer`, { words: 'x' }, wuhu)).statusCode);
    expect((await get(`/questions?kind=waste.load&record=${approved[0]}`, wuhu)).statusCode).toBe(404);
    expect((await get('/questions', wuhu)).json().questions).toEqual([]);
    const values = server.company.load({ site: server.company.id.SZ as string, on: '2024-05-02', tonnes: '1' });
    const record = { method: 'PUT' as const, url: `/api/v1/records/waste.load/${uuidv7()}`, payload: { values } };
    expect((await server.ask(auditor, record)).statusCode).toBe(403);
    // Nor does the database let his transactions write a record, whatever the program would do.
    await expect(
      server.company.record(server.company.people.auditor, 'waste.load', [{ id: uuidv7(), values }]),
    ).rejects.toMatchObject({ code: 'not_allowed' });
  });

  test('stand in the archive of their sample', async () => {
    const sample = await draw('seed:200:Q');
    const id = uuidv7();
    await post('/questions', { ...about(), id, sample, words: 'Where is the ticket?' });
    const { zip, path } = await archive(sample);
    expect(text(zip, 'questions.json')).toContain('Where is the ticket?');
    expect(text(zip, 'index.html')).toContain('Where is the ticket?');
    expect((await verifyExport(path)).findings).toEqual([]);
  });
});
