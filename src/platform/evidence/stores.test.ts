// A folder and S3-compatible storage keep files alike: whole, once, by their hash; what is cut off leaves nothing; what is altered is found.
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import S3rver from 's3rver';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, systemActor } from '../db/database.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { historySeq } from '../history/entry.ts';
import { noteFile } from './attach.ts';
import { checkFiles, moveFiles } from './check-files.ts';
import { fileNameOf } from './file-name.ts';
import { folderStore } from './folder-store.ts';
import { mediaTypeOf } from './media-type.ts';
import { type S3Place, s3Store } from './s3-store.ts';
import { type EvidenceStore, FileTooLarge } from './store.ts';

const home = mkdtempSync(join(tmpdir(), 'greenfab-stores-'));
const scratch = join(home, 'scratch');
const folder = join(home, 'files');
const operator = systemActor('operator');
let storage: S3rver;
let place: S3Place;
let db: Database;
let closeDatabase: () => Promise<void>;

beforeAll(async () => {
  storage = new S3rver({
    ...{ port: 0, address: '127.0.0.1', silent: true, directory: join(home, 'bucket') },
    configureBuckets: [{ name: 'papers', configs: [] }],
  });
  const { port } = await storage.run();
  place = {
    ...{ endpoint: `http://127.0.0.1:${port}`, bucket: 'papers', region: 'us-east-1', prefix: 'greenfab/' },
    ...{ accessKey: 'S3RVER', secretKey: 'S3RVER' },
  };
  ({ db, close: closeDatabase } = await openTestDatabase());
});
afterAll(async () => {
  await closeDatabase?.();
  await storage?.close();
  rmSync(home, { recursive: true, force: true });
});

const hashOf = (content: Buffer | string) => createHash('sha256').update(content).digest('hex');
async function* inPieces(content: Buffer, size = 1_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += size) {
    await pause(0);
    yield content.subarray(at, at + size);
  }
}
async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}
const keep = (store: EvidenceStore, content: string) => store.keep(inPieces(Buffer.from(content)), 1_000_000);
const leftIn = (at: string) => readdirSync(at).filter((name) => name.endsWith('.part'));

describe.each([
  ['a folder', () => folderStore(folder), folder],
  ['S3-compatible storage', () => s3Store(place, scratch), scratch],
] as const)('%s', (_, open, receiving) => {
  test('keeps a file once, whole and in parts, by its hash', async () => {
    const store = open();
    const content = `%PDF-1.7 ${'paper '.repeat(20_000)}`;
    const file = await keep(store, content);
    expect(file).toEqual({ sha256: hashOf(content), bytes: content.length, mediaType: 'application/pdf' });
    expect(await keep(store, content)).toEqual(file);
    expect(await store.has(file.sha256)).toBe(true);
    expect(await textOf(store.read(file.sha256))).toBe(content);
    expect(await textOf(store.read(file.sha256, { from: 9, before: 14 }))).toBe('paper');
    expect(readFileSync(await store.pathOf(file.sha256), 'utf8')).toBe(content);
    expect(await store.has(hashOf('another'))).toBe(false);
    await expect(textOf(store.read(hashOf('another')))).rejects.toThrow();
    expect(leftIn(receiving)).toEqual([]);
  });

  test('keeps nothing of what is too large, refused, or breaks off', async () => {
    const store = open();
    await expect(store.keep(inPieces(Buffer.from('too large')), 5)).rejects.toThrow(FileTooLarge);
    const refused = new Error('not this');
    const refuse = () => {
      throw refused;
    };
    await expect(store.keep(inPieces(Buffer.from('refused')), 100, refuse)).rejects.toBe(refused);
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half of');
      throw new Error('the line is cut');
    }
    await expect(store.keep(broken(), 100)).rejects.toThrow('the line is cut');
    for (const content of ['too large', 'refused', 'half of']) expect(await store.has(hashOf(content))).toBe(false);
    expect(leftIn(receiving)).toEqual([]);
  });

  test('sweeps what was cut off a day ago, and leaves what is on its way', async () => {
    const [old, young] = [join(receiving, 'old.part'), join(receiving, 'young.part')];
    for (const path of [old, young]) writeFileSync(path, 'half');
    utimesSync(old, new Date(0), new Date(0));
    expect(open().sweep()).toBe(1);
    expect(leftIn(receiving)).toEqual(['young.part']);
    expect(open().sweep(0)).toBeGreaterThanOrEqual(1);
    expect(leftIn(receiving)).toEqual([]);
  });
});

test('storage that is away, or has no such bucket, is our trouble and no missing file', async () => {
  const nobody = s3Store({ ...place, endpoint: 'http://127.0.0.1:9' }, scratch);
  await expect(nobody.has(hashOf('x'))).rejects.toThrow('the storage is not reached');
  await expect(keep(nobody, 'kept nowhere')).rejects.toThrow();
  await expect(keep(s3Store({ ...place, bucket: 'none' }, scratch), 'kept nowhere')).rejects.toThrow(
    'the storage refuses',
  );
  expect(leftIn(scratch)).toEqual([]);
}, 30_000);

test('every file is checked by its hash, moved with it, and the move can be cut off and run again', async () => {
  const [from, to] = [folderStore(folder), s3Store({ ...place, prefix: 'moved/' }, scratch)];
  const files = [];
  for (const content of ['first', 'second', 'third']) files.push(await keep(from, content));
  for (const file of files) await db.as(operator, async (tx) => noteFile(tx, file, await historySeq(tx)));
  expect(await checkFiles(db, from)).toMatchObject({ ok: true, files: 3, bytes: 16, faults: [] });
  expect(await checkFiles(db, to)).toMatchObject({
    ok: false,
    faults: [{ what: 'missing' }, { what: 'missing' }, { what: 'missing' }],
  });
  await keep(to, 'second');
  expect(await moveFiles(db, from, to)).toEqual({ ok: true, moved: 2, already: 1, bytes: 10, faults: [] });
  expect(await checkFiles(db, to)).toMatchObject({ ok: true, files: 3 });
  const sha256 = hashOf('third');
  writeFileSync(await from.pathOf(sha256), 'thirD');
  expect(await checkFiles(db, from)).toMatchObject({ ok: false, faults: [{ sha256, what: 'altered' }] });
  const empty = s3Store({ ...place, prefix: 'again/' }, scratch);
  expect(await moveFiles(db, from, empty)).toMatchObject({
    ok: false,
    moved: 2,
    faults: [{ sha256, what: 'altered' }],
  });
  expect(await empty.has(sha256)).toBe(false);
});

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\me\\磅单 5月.pdf', '磅单 5月.pdf'],
  ['ticket\u202efdp.exe', 'ticketfdp.exe'],
  ['  .hidden..', 'hidden'],
  ['a\u0000\nb<c>.pdf', 'ab_c_.pdf'],
  ['e\u0301.pdf', 'é.pdf'],
  ['', 'file'],
  [`${'长'.repeat(300)}.pdf`, `${'长'.repeat(196)}.pdf`],
])('the name %j is kept as %j', (given, kept) => {
  expect(fileNameOf(given)).toBe(kept);
});

test.each([
  ['%PDF-1.7', 'application/pdf'],
  ['a,b\n1,2', 'text/plain'],
  ['weight < 3 t', 'text/plain'],
  ['<?xml version="1.0"?><svg xmlns="x"/>', 'image/svg+xml'],
  ['\n <HTML><script>', 'text/html'],
  ['<?xml version="1.0"?><a/>', 'text/xml'],
  ['MZ\u0000\u0000', 'application/octet-stream'],
])('%j is %s by its content', (content, mediaType) => {
  expect(mediaTypeOf(Buffer.from(content, 'latin1'))).toBe(mediaType);
});
