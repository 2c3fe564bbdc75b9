// A sheet that went out from here says itself what it is a list of: asked to be read as another kind, it is refused in words.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commands } from './commands.ts';
import { openSmallServer, type SmallServer, upload } from './small-server.test-fixture.ts';

let server: SmallServer;
let boss = '';
let sheet: Buffer;
const folder = mkdtempSync(join(tmpdir(), 'greenfab-sheet-'));
beforeAll(async () => {
  server = await openSmallServer();
  boss = await server.cookieOf(server.company.people.administrator.id);
  const out = await server.ask(boss, { url: '/api/v1/records/suppliers.supplier/export.xlsx?lang=en' });
  expect(out.statusCode).toBe(200);
  sheet = out.rawPayload;
}, 240_000);
afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const send = (kind: string, lang: string) =>
  server.ask(boss, { method: 'POST', url: `/api/v1/imports/${kind}?lang=${lang}`, ...upload('list.xlsx', sheet) });
const imports = async () => (await server.ask(boss, { url: '/api/v1/imports' })).json().imports as unknown[];

test.each([
  ['en', /a list of “Suppliers” .* not of “Waste loads”/],
  ['zh', /“供应商”列表，而不是“[^”]*转移[^”]*”/],
])('by the door of the page and the API, in the reader’s language: %s', async (lang, words) => {
  const before = await imports();
  const answer = await send('waste.load', lang);
  expect([answer.statusCode, answer.json().code]).toEqual([422, 'sheet_of_another_kind']);
  expect(answer.json()).toMatchObject({ facts: { kind: 'suppliers.supplier', asked: 'waste.load' } });
  expect(answer.json().detail).toMatch(words);
  expect(await imports()).toEqual(before);
});

test('as what it is, it is taken', async () => {
  const before = (await imports()).length;
  expect((await send('suppliers.supplier', 'en')).statusCode).toBe(200);
  expect((await imports()).length).toBe(before + 1);
});

test('by the command line, too, before anything is kept', async () => {
  const path = join(folder, 'list.xlsx');
  writeFileSync(path, sheet);
  const command = commands.find(({ name }) => name === 'import');
  await expect(command?.run(['waste.load', path], { data: join(folder, 'data'), json: true })).rejects.toMatchObject({
    code: 'sheet_of_another_kind',
  });
}, 120_000);
