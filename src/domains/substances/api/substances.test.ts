// Substances over HTTP: a file loaded once, found by name and number, own names beside those held, and what restricts one.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmallServer, type SmallServer } from '#app/small-server.test-fixture.ts';
import { systemActor } from '#platform/db/database.ts';
import type { SubstanceAnswer, SubstancesAnswer } from '../model/substance.ts';
import { readHeldIdentities } from './held-identities.ts';
import { loadIdentities, NotIdentities } from './load-identities.ts';

let server: SmallServer;
let company: SmallServer['company'];
let recorder: string;
let folder: string;

const header = 'cas\tec\tname_en\tname_zh\tformula\tsmiles\tinchikey\tlists\tother_names';
const lines = [
  '7439-92-1\t231-100-4\tLead\t铅\tPb\t\t\tENSO\t',
  '1317-36-8\t215-267-0\tLead monoxide\t一氧化铅\tOPb\t\t\tENS\tlead oxide|Lead monoxide',
  '117-81-7\t204-211-0\tBis(2-ethylhexyl) phthalate\t邻苯二甲酸二(2-乙基己基)酯\tC24H38O4\t\t\tCENSO\tDEHP',
  '335-67-1\t206-397-9\tPentadecafluorooctanoic acid\t\tC8HF15O2\tOC(=O)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)F\tX\tENPS\tPFOA',
  '\t444-960-2\tSodium ethyl phosphonate\t\t\t\t\tE\t',
];
const file = (name: string, content: string) => {
  const path = join(folder, name);
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(content) : content);
  return path;
};
const list = async (q: string): Promise<SubstancesAnswer> =>
  (await server.ask(recorder, { url: `/api/v1/substances/list?q=${encodeURIComponent(q)}` })).json();
const keys = async (q: string) => (await list(q)).found.map(({ key }) => key);
const one = async (key: string) =>
  server.ask(recorder, { url: `/api/v1/substances/substance/${encodeURIComponent(key)}` });

beforeAll(async () => {
  server = await openSmallServer();
  ({ company } = server);
  recorder = await server.cookieOf(company.people.suzhou.id);
  folder = mkdtempSync(join(tmpdir(), 'greenfab-identities-'));
});
afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a file is read whole or not at all, once, and anew after it was broken off', async () => {
  const { db } = company;
  expect(await list('lead')).toMatchObject({ identities: null, found: [], total: 0 });
  await expect(loadIdentities({ db }, file('identities-0.tsv', 'name\nLead\n'))).rejects.toThrow(NotIdentities);
  expect((await list('lead')).identities).toBeNull();

  const path = file('identities-2026-11.tsv.gz', `${[header, ...lines].join('\n')}\n`);
  const stopped = new AbortController();
  stopped.abort(new Error('stopped'));
  await expect(loadIdentities({ db, signal: stopped.signal }, path)).rejects.toThrow('stopped');
  expect(await list('lead')).toMatchObject({ identities: { edition: '2026-11', state: 'reading' }, found: [] });
  // What a reading that was broken off had kept of it goes.
  await db.as(systemActor('operator'), (tx) =>
    sql`insert into substances_identity (edition_id, key, lists) select id, 'cas:7439-92-1', 'E' from substances_identity_edition`.execute(
      tx,
    ),
  );
  expect(await loadIdentities({ db }, path)).toEqual({ edition: '2026-11', identities: 5, loaded: true });
  expect(await loadIdentities({ db }, path)).toEqual({ edition: '2026-11', identities: 5, loaded: false });
  expect((await list('')).identities).toMatchObject({ state: 'ready', identities: 5 });
  // Verdicts find formulas there from then on, and open no file.
  const found = await readHeldIdentities(db, join(folder, 'no such file'))(new Set(['cas:1317-36-8', 'cas:50-00-0']));
  expect([...found]).toEqual([['cas:1317-36-8', { nameEn: 'Lead monoxide', nameZh: '一氧化铅', formula: 'OPb' }]]);
});

test('is found by name in both languages, by number in any notation, by formula, with what names it', async () => {
  expect(await keys('lead')).toEqual(['cas:7439-92-1', 'cas:1317-36-8']);
  expect(await keys('铅')).toEqual(['cas:7439-92-1', 'cas:1317-36-8']);
  expect(await keys('１１７８１７')).toEqual(['cas:117-81-7']);
  expect(await keys('PbO')).toEqual(['cas:1317-36-8']);
  expect(await keys('444-960-2')).toEqual(['ec:444-960-2']);
  const [pfoa] = (await list('pfoa')).found;
  expect(pfoa).toMatchObject({ cas: '335-67-1', also: 'PFOA', formula: 'C8HF15O2', own: false });
  expect(pfoa?.restrictions).toBeGreaterThan(3);
  expect((await list('117817')).number).toEqual({ as: 'cas', cas: '117-81-7', reading: 'dashes_missing' });
  expect((await list('117-81-8')).number).toMatchObject({ as: 'problem', problem: 'cas_check_digit' });
});

test('own substances and own names of held ones are found like the others; a wrong check digit is refused in words', async () => {
  const boss = await server.cookieOf(company.people.administrator.id);
  const keep = (values: object, names: string[] = []) =>
    server.ask(boss, {
      ...{ method: 'PUT', url: `/api/v1/records/substances.substance/${uuidv7()}` },
      payload: { values, lines: names.map((name) => ({ name })) },
    });
  const wrong = await keep({ number: '117-81-8', name: { en: 'DOP', zh: '' } });
  expect(wrong.statusCode).toBe(422);
  expect(wrong.body).toContain('its check digit would be 7');
  const added = await keep({ number: '117-81-7', name: { en: 'Softener A', zh: '软化剂甲' } }, ['DOP 工业级']);
  expect(added.statusCode, added.body).toBe(200);
  const own = await keep({ number: 'BZ-0001', name: { en: 'House blend', zh: '自配剂' }, formula: 'Pb(NO3)2' });
  expect(own.statusCode, own.body).toBe(200);

  expect(await keys('软化剂')).toEqual(['cas:117-81-7']);
  expect((await list('dop')).found[0]).toMatchObject({ key: 'cas:117-81-7', also: 'DOP 工业级', own: true });
  expect(await keys('bz-0001')).toEqual(['key:BZ-0001']);
  // lead nitrate, 331.22 g/mol: 207.2 / 331.22
  const blend = (await one('key:BZ-0001')).json() as SubstanceAnswer;
  expect(blend.composition?.molarMass).toBe('331.21');
  expect(blend.composition?.shares.find(({ element }) => element === 'Pb')?.low).toBeCloseTo(0.6256, 3);
  expect(blend.groups.map(({ id }) => id)).toContain('lead');
  const dehp = (await one('cas:117-81-7')).json() as SubstanceAnswer;
  expect(dehp.others).toEqual(['DEHP', 'Softener A', '软化剂甲', 'DOP 工业级']);
});

test('a substance has its names, shares, groups with the reasons, and every restriction with clause and limit', async () => {
  const dehp = (await one('cas:117-81-7')).json() as SubstanceAnswer;
  expect(dehp.groups.find(({ id }) => id === 'phthalates-4')?.why).toEqual([
    { by: 'list', within: null, element: null },
  ]);
  const rohs = dehp.restrictions.find(({ pack }) => pack === 'rohs-eu');
  expect(rohs).toMatchObject({ clause: 'Annex II', limitPpm: '1000', per: 'homogeneous_material', standing: 'now' });
  expect(dehp.restrictions.map(({ pack }) => pack)).toContain('reach-candidate-list');
  const pfoa = (await one('cas:335-67-1')).json() as SubstanceAnswer;
  expect(pfoa.structure?.isPfas).toBe(true);
  expect(pfoa.structure?.carbons.map(({ group }) => group)).toEqual([...Array(6).fill('CF2'), 'CF3']);
  expect((await one('cas:50-00-0')).json().name).toEqual({ en: null, zh: null });
  expect((await one('cas:10-10-1')).statusCode).toBe(404);
});
