// An auditor's archive over the whole program: what is in it, and that every hash in it can be worked out again.
import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSmallServer, type SmallServer, upload } from '#app/small-server.test-fixture.ts';
import type { ReadLimits } from '#domains/reports/render/printed-file.ts';
import { openZip, type ZipParts } from '#domains/reports/render/read-zip.ts';

let server: SmallServer;
let auditor: string;
let recorder: string;
const approved: string[] = [];
const paper = '%PDF-1.7 a weigh ticket';
const manifestPaper = '%PDF-1.7 a manifest';
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const get = (url: string, cookie = auditor) => server.ask(cookie, { url: `/api/v1/waste/audit${url}` });
const asked = 'period=2024-05&how=';

beforeAll(async () => {
  server = await openSmallServer();
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
  // The manifest of a load proves it too, without being attached to it.
  const manifested = uuidv7();
  const values = {
    ...company.load({ site: company.id.SZ as string, on: '2024-05-08', tonnes: '9', ticket: '20243202002841' }),
    'document.type': 'manifest',
  };
  await company.record(company.people.suzhou, 'waste.load', [{ id: manifested, values }], { approve: true });
  const manifest = await company.approved(
    'waste.manifest',
    { site: company.id.SZ, number: '20243202002841', vendor: company.id.V1, handedOverOn: '2024-05-08' },
    [{ stream: company.id.PAPER, wasteCode: 'x', shippedMassTonnes: '9' }],
  );
  expect((await attach('waste.manifest', manifest, 'manifest.pdf', manifestPaper)).statusCode).toBe(200);
  await company.figures.settle();
  auditor = await server.cookieOf(company.people.auditor.id);
  recorder = await server.cookieOf(company.people.suzhou.id);
}, 120_000);
afterAll(() => server?.close());

const limits = { fileBytes: 50_000_000, inflatedBytes: 50_000_000 } as ReadLimits;
async function archive(how: string, scope = 'site:SZ'): Promise<ZipParts> {
  const answer = await get(`.zip?scope=${scope}&${asked}${how}`);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['content-disposition']).toMatch(/audit_SZ_2024-05_/);
  return openZip(answer.rawPayload, limits);
}
const text = (zip: ZipParts, name: string) => Buffer.from(zip.read(name)).toString('utf8');

describe('the archive', () => {
  let zip: ZipParts;
  beforeAll(async () => {
    zip = await archive('top:2');
  });

  test('holds index, records, history, figures, revisions and papers', () => {
    expect(
      zip.names.map((name) => name.replace(/-[0-9a-f]{6}\.r/, '-ID.r').replace(/\/[0-9a-f]{12}-/, '/SHA-')).sort(),
    ).toEqual(
      [
        ...[
          'SHA256SUMS',
          'figures.csv',
          'history.csv',
          'index.html',
          'records.csv',
          'records.en.xlsx',
          'records.zh.xlsx',
        ],
        ...['files/SHA-weigh_ticket-manifest.pdf', 'files/SHA-weigh_ticket-磅单_4.pdf'],
        ...['records/SZ-20243202002841-1-ID.r1.json', 'records/SZ-TICKET-4-1-ID.r1.json'],
      ].sort(),
    );
  });

  test('every file has the hash that SHA256SUMS says', () => {
    const sums = text(zip, 'SHA256SUMS').trimEnd().split('\n');
    expect(sums).toHaveLength(zip.names.length - 1);
    for (const line of sums) {
      const [hash = '', name = ''] = line.split('  ');
      expect(`${name} ${sha256(zip.read(name))}`).toBe(`${name} ${hash}`);
    }
  });

  test('papers are those that were attached, to the load or to its manifest', () => {
    const hashes = zip.names.filter((name) => name.startsWith('files/')).map((name) => sha256(zip.read(name)));
    expect(hashes.sort()).toEqual([sha256(paper), sha256(manifestPaper)].sort());
    for (const hash of hashes) expect(text(zip, 'index.html')).toContain(hash);
  });

  test('the content of a revision has the hash that the history holds, and the history says who, when and why', async () => {
    const history = text(zip, 'history.csv');
    for (const name of zip.names.filter((one) => one.startsWith('records/')))
      expect(history).toContain(sha256(zip.read(name)));
    const { hash } = await server.company.newest('waste.load', approved[3]!);
    expect(history).toContain(hash);
    for (const step of ['record', 'submit', 'review', 'approve'])
      expect(history).toMatch(new RegExp(`TICKET-4,1,1,${step},2\\d{3}-.*Z,`));
    expect(history).toMatch(/,suzhou,suzhou,/);
    expect(history.split('\r\n')[0]).toContain('SHA-256 of the content 内容SHA-256');
  });

  test('the index says in both languages what was drawn of what, and where the chain stands', async () => {
    const index = text(zip, 'index.html');
    const { head } = (await server.ask(auditor, { url: '/api/v1/history' })).json();
    expect(index).toContain(head.hash);
    expect(index).toContain('5 loads, 17.250 t');
    expect(index).toContain('5条转移记录，17.250 t');
    expect(index).toContain('2 loads, 13.000 t');
    expect(text(zip, 'figures.csv')).toContain('17.25');
  });

  test('the records are a workbook in either language', async () => {
    for (const [name, heading] of [
      ['records.en.xlsx', 'Document number'],
      ['records.zh.xlsx', '单据编号'],
    ] as const) {
      const sheet = text(openZip(zip.read(name), limits), 'xl/worksheets/sheet1.xml');
      expect(sheet.match(/<row /g)).toHaveLength(3);
      expect(sheet).toContain(`>${heading}</t>`);
    }
  });
});

test('a seed draws the same again, another one others, and never what is not approved or of another month or factory', async () => {
  const drawn = async (how: string) =>
    (await get(`?scope=site:SZ&${asked}${how}`)).json().sample.map(({ id }: { id: string }) => id) as string[];
  const first = await drawn('seed:2:A');
  expect(await drawn('seed:2:A')).toEqual(first);
  const zip = await archive('seed:2:A');
  for (const id of first) expect(text(zip, 'records.csv')).toContain(id);
  const all = await drawn('seed:200:A');
  expect(all).toHaveLength(5);
  expect(all).toEqual(expect.arrayContaining(approved));
  const seeds = await Promise.all(['B', 'C', 'D', 'E', 'F'].map((seed) => drawn(`seed:2:${seed}`)));
  expect(new Set(seeds.map((ids) => ids.join())).size).toBeGreaterThan(1);
});

test('who may: a recorder his own factory, the auditor all; a way to draw that is none is refused', async () => {
  expect((await get(`.zip?scope=site:SZ&${asked}top:1`, recorder)).statusCode).toBe(200);
  expect((await get(`.zip?scope=group&${asked}top:1`, recorder)).statusCode).toBe(403);
  expect((await get(`?scope=group&${asked}top:1`)).json().sample[0]).toMatchObject({ site: { code: 'SZ' }, papers: 1 });
  expect((await get(`?scope=group&${asked}all`)).statusCode).toBe(400);
});

test('a scope without loads has an archive too, and says that there is nothing', async () => {
  const answer = (await get(`?scope=site:WH&${asked}top:5`)).json();
  expect(answer).toMatchObject({ population: { count: 0, massTonnes: '0' }, sample: [] });
});
