// Does an exported history hold by the stand-alone script, and does the script name whatever is altered afterwards?
import { execFile } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kinds, words } from '#app/wiring.ts';
import type { ReadLimits } from '#domains/reports/render/printed-file.ts';
import { openZip } from '#domains/reports/render/read-zip.ts';
import { halfPeriod } from '#period/period.ts';
import { openSmallCompany, type SmallCompany, untilFinal } from '../../../tests/small-company.ts';
import { canonicalJson, type ExportVerdict, verifyExport } from '../../../tools/verify-history.mjs';
import { findScope } from '../access/find-scope.ts';
import type { Actor } from '../db/database.ts';
import { attachEvidence, endLinks, findHeldLink } from '../evidence/attach.ts';
import { folderStore } from '../evidence/folder-store.ts';
import { contentHash } from '../records/server/content.ts';
import { closePeriod } from '../records/server/periods.ts';
import { digestOf } from './entry.ts';
import type { ExportProgress } from './export.ts';
import { historyFile } from './export-file.ts';
import { seal } from './seal.ts';
import { verifyHistory } from './verify.ts';

const run = promisify(execFile);
const home = fileURLToPath(new URL('../../..', import.meta.url));
const script = join(home, 'tools/verify-history.mjs');
const limits = { fileBytes: 50_000_000, inflatedBytes: 50_000_000 } as ReadLimits;
const paper = '%PDF-1.7 a weigh ticket';

let company: SmallCompany;
let folder: string;
let made = 0;
const ids = { load: '', corrected: '', draft: '', imported: '' };

const world = () => ({ db: company.db, kinds, words, evidence: folderStore(join(folder, 'store')), home });

/** Writes an export. @returns the path of its ZIP */
async function exported(
  scope: string,
  asked: { by?: 'records' | 'made'; actor?: Actor; progress?: (one: ExportProgress) => void } = {},
): Promise<string> {
  const actor = asked.actor ?? company.people.auditor;
  const found = await company.db.as(actor, (tx) => findScope(tx, scope));
  const year = new Date().getUTCFullYear();
  const by = asked.by ?? 'records';
  await untilFinal(company);
  const period = by === 'records' ? halfPeriod(2024, 1) : halfPeriod(year, new Date().getUTCMonth() < 6 ? 1 : 2);
  const { body } = await historyFile(world(), {
    ...{ actor, scope: found, period, by },
    ...(asked.progress ? { progress: asked.progress } : {}),
  });
  made += 1;
  const path = join(folder, `${made}.zip`);
  await pipeline(body as Readable, createWriteStream(path));
  return path;
}

/** Unpacks an export, as its reader would. */
function unpacked(path: string): string {
  const zip = openZip(readFileSync(path), limits);
  const to = path.replace(/\.zip$/, '');
  for (const name of zip.names) {
    mkdirSync(dirname(join(to, name)), { recursive: true });
    writeFileSync(join(to, name), zip.read(name));
  }
  return to;
}
const linesOf = (at: string, name: string) =>
  readFileSync(join(at, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const codes = ({ findings }: ExportVerdict) => [...new Set(findings.map(({ code }) => code))].sort();

/** As who owns the tables and means ill. */
async function asThief(table: string, query: ReturnType<typeof sql>): Promise<void> {
  await company.db.asOwner(async (tx) => {
    await sql`alter table ${sql.table(table)} no force row level security`.execute(tx);
    expect((await query.execute(tx)).numAffectedRows).toBeGreaterThan(0n);
    await sql`alter table ${sql.table(table)} force row level security`.execute(tx);
  });
}

beforeAll(async () => {
  company = await openSmallCompany();
  folder = mkdtempSync(join(tmpdir(), 'greenfab-export-'));
  const { people, id } = company;
  const at = (on: string, tonnes: string, ticket: string, site = id.SZ as string) => ({ site, on, tonnes, ticket });
  ids.load = await company.loadAt('approved', at('2024-05-02', '5', 'X-1'));
  ids.corrected = await company.loadAt('approved', at('2024-05-03', '6', 'X-2'));
  await company.record(
    people.suzhou,
    'waste.load',
    [{ id: ids.corrected, values: company.load(at('2024-05-03', '7', 'X-2')), basedOn: 1 }],
    { reason: 'read wrongly' },
  );
  await company.step(people.suzhou, 'waste.load', 'submit', [ids.corrected]);
  await company.step(people.reviewer, 'waste.load', 'return', [ids.corrected], [{ field: null, words: 'look again' }]);
  await untilFinal(company);
  await seal(company.db);
  ids.draft = await company.loadAt('draft', at('2024-06-04', '8', 'X-3'));
  await company.loadAt('approved', at('2024-05-05', '9', 'W-1', id.WH));
  await company.loadAt('approved', at('2023-05-05', '9', 'OLD-1'));
  const line = { stream: id.OIL, wasteCode: '900-249-08', shippedMassTonnes: { value: '1', entered: null } };
  const manifest = { site: id.SZ, number: '20240500000001', vendor: id.V1, handedOverOn: '2024-05-02' };
  await company.record(people.suzhou, 'waste.manifest', [{ id: uuidv7(), values: manifest, lines: [line, line] }]);
  const file = await world().evidence.keep(Readable.from([Buffer.from(paper)]), 1_000);
  await company.db.as(people.suzhou, (tx) =>
    attachEvidence(tx, {
      ...{ file, fileName: '磅单 1.pdf', evidenceKind: 'weigh_ticket', kind: 'waste.load', recordId: ids.load },
      ...{ scopeId: id.SZ as string, effectiveOn: null, via: 'web' },
    }),
  );
  const statement = await world().evidence.keep(Readable.from([Buffer.from('%PDF-1.7 a statement')]), 1_000);
  // One paper behind several records, in turn and in one act: each tie has an entry of its own.
  await company.db.as(people.suzhou, async (tx) => {
    for (const recordId of [ids.load, ids.corrected] as string[])
      await attachEvidence(tx, {
        ...{ file: statement, fileName: 'statement.pdf', evidenceKind: 'statement', kind: 'waste.load', recordId },
        ...{ scopeId: id.SZ as string, effectiveOn: null, via: 'system' },
      });
  });
  const wrong = await world().evidence.keep(Readable.from([Buffer.from('%PDF-1.7 of another load')]), 1_000);
  await company.db.as(people.suzhou, async (tx) => {
    const to = { kind: 'waste.load', recordId: ids.corrected, scopeId: id.SZ as string, effectiveOn: null };
    const link = await attachEvidence(tx, {
      ...{ ...to, file: wrong, fileName: 'wrong.pdf', evidenceKind: 'weigh_ticket', via: 'web' },
    });
    await endLinks(tx, [await findHeldLink(tx, link)], { via: 'web', reason: 'of another load' });
  });
  await company.db.as(people.administrator, (tx) =>
    closePeriod(tx, kinds.get('waste.load')!, { scopeId: id.WH as string, month: '2024-04' }, 'web'),
  );
}, 120_000);
afterAll(async () => {
  await company?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

describe('an export that nobody touched', () => {
  test('holds: as a ZIP, unpacked, and by the script that lies in it, which needs nothing of ours', async () => {
    const path = await exported('group');
    const verdict = await verifyExport(path);
    expect(verdict).toMatchObject({ ok: true, findings: [], counts: { papers: 4, ended: 1, files: 3, gone: 0 } });
    const at = unpacked(path);
    expect(await verifyExport(at)).toEqual(verdict);
    const own = await run(process.execPath, ['verify-history.mjs', '.', '--json', '--head', verdict.head?.hash ?? ''], {
      cwd: at,
      env: {},
    });
    expect(JSON.parse(own.stdout)).toMatchObject({ ok: true, headGiven: verdict.head?.height });
    expect(readFileSync(join(at, 'verify-history.mjs'))).toEqual(readFileSync(script));
    const imported = [...readFileSync(script, 'utf8').matchAll(/from '([^']+)'/g)].map(([, name]) => name);
    expect(imported.filter((name) => !name?.startsWith('node:'))).toEqual([]);
  });

  test('holds what was asked for, with everything that was ever done to it, and of the rest the hashes', async () => {
    const path = unpacked(await exported('site:SZ'));
    const revisions = linesOf(path, 'revisions.jsonl');
    const contents = revisions.filter((line) => line.content !== undefined);
    const { entries } = { entries: linesOf(path, 'entries.jsonl') };
    expect(contents.map(({ id, revision }) => `${id} ${revision}`)).toEqual(
      expect.arrayContaining([`${ids.load} 1`, `${ids.corrected} 1`, `${ids.corrected} 2`, `${ids.draft} 1`]),
    );
    const text = readFileSync(join(path, 'revisions.jsonl'), 'utf8');
    expect(text).not.toContain('OLD-1');
    expect(text).not.toContain('W-1');
    expect(linesOf(path, 'steps.jsonl').map(({ step }) => step)).toEqual(
      expect.arrayContaining(['submit', 'review', 'approve', 'return']),
    );
    expect(JSON.stringify(linesOf(path, 'steps.jsonl'))).toContain('look again');
    expect(entries.some((line) => 'leaf' in line)).toBe(true);
    expect(
      readdirSync(join(path, 'files'))
        .map((name) => name.slice(13))
        .sort(),
    ).toEqual(['statement-statement.pdf', 'weigh_ticket-wrong.pdf', 'weigh_ticket-磅单_1.pdf']);
    expect(linesOf(path, 'ended.jsonl')).toMatchObject([{ reason: 'of another load', replacedBy: null }]);
    expect(readFileSync(join(path, 'entries.csv'), 'utf8')).toContain('read wrongly');
    // The whole group's export holds the closing, which Suzhou's does not.
    expect(entries.some(({ entry }) => (entry as { action: string })?.action === 'close')).toBe(false);
    const all = linesOf(unpacked(await exported('group')), 'entries.jsonl');
    expect(all.some(({ entry }) => (entry as { action: string })?.action === 'close')).toBe(true);
  });

  test('of what was done in a time holds what is of no record too', async () => {
    const path = await exported('group', { by: 'made' });
    expect(await verifyExport(path)).toMatchObject({ ok: true });
    const counted = await company.one(sql<{ n: number }>`select count(*)::int as n from history_entry`);
    expect(linesOf(unpacked(path), 'entries.jsonl')).toHaveLength(counted.n);
  });

  test('of one factory is what its own people may read, and holds', async () => {
    const path = await exported('site:SZ', { actor: company.people.suzhou });
    expect(await verifyExport(path)).toMatchObject({ ok: true });
    expect(await verifyExport(await exported('site:SZ', { by: 'made', actor: company.people.suzhou }))).toMatchObject({
      ok: true,
    });
  });

  test('tells how far it is, up to the end', async () => {
    const told: ExportProgress[] = [];
    await exported('group', { progress: (one) => told.push(one) });
    expect(told[0]?.done).toBe(0);
    expect(told.at(-1)?.done).toBe(told.at(-1)?.total);
    expect(told.length).toBeGreaterThan(2);
  });
});

describe('whatever is altered in an export is named', () => {
  let at: string;
  let kept: Map<string, Buffer>;
  beforeAll(async () => {
    at = unpacked(await exported('group'));
    kept = new Map(
      readdirSync(at, { recursive: true, withFileTypes: true }).flatMap((one) =>
        one.isFile() ? [[join(one.parentPath, one.name), readFileSync(join(one.parentPath, one.name))] as const] : [],
      ),
    );
  });

  /** Alters one file, checks, and puts it back. */
  async function altered(name: string, change: (text: string) => string): Promise<ExportVerdict> {
    const path = join(at, name);
    const before = kept.get(path)?.toString('utf8') ?? '';
    const after = change(before);
    expect(after).not.toBe(before);
    writeFileSync(path, after);
    const verdict = await verifyExport(at);
    writeFileSync(path, kept.get(path)!);
    return verdict;
  }
  /** Alters the lines of a file, and its hash in the list to match. */
  const byLine = (pick: (line: string) => boolean, change: (line: string) => string | undefined) => (text: string) => {
    const lines = text.split('\n');
    const index = lines.findIndex(pick);
    const line = change(lines[index] ?? '');
    lines.splice(index, 1, ...(line === undefined ? [] : [line]));
    return lines.join('\n');
  };
  const first = () => true;

  test('one byte of any file', async () => {
    for (const name of [...kept.keys()].map((path) => path.slice(at.length + 1))) {
      const path = join(at, name);
      const bytes = Buffer.from(kept.get(path)!);
      const place = Math.floor(bytes.length / 2);
      bytes[place] = (bytes[place] ?? 0) ^ 1;
      writeFileSync(path, bytes);
      const found = await verifyExport(at).then(
        ({ ok }) => ok,
        () => false,
      );
      writeFileSync(path, kept.get(path)!);
      expect([name, found]).toEqual([name, false]);
    }
    expect((await verifyExport(at)).ok).toBe(true);
  });

  test.each([
    [
      'a mass',
      'revisions.jsonl',
      byLine(
        (line) => line.includes('"countingMassTonnes"'),
        (line) => line.replace(/"countingMassTonnes":\{"value":"[\d.]+"/, '"countingMassTonnes":{"value":"0.1"'),
      ),
      'content',
    ],
    [
      'a hash',
      'revisions.jsonl',
      byLine(
        (line) => !line.includes('"content"') || first(),
        (line) => line.replace(/"hash":"./, (text) => `${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`),
      ),
      'digest',
    ],
    [
      'a revision that is gone',
      'revisions.jsonl',
      byLine(
        (line) => line.includes('"content"'),
        () => undefined,
      ),
      'nothing_for',
    ],
    [
      'who approved',
      'entries.jsonl',
      byLine(
        (line) => line.includes('"approve"'),
        (line) => line.replace(/"actor":"[^"]+"/, '"actor":"operator"'),
      ),
      'block_root',
    ],
    [
      'an entry that is gone',
      'entries.jsonl',
      byLine(
        (line) => line.includes('"record"'),
        () => undefined,
      ),
      'block_root',
    ],
    [
      'a step that is gone',
      'steps.jsonl',
      byLine(
        (line) => line.includes('"return"'),
        () => undefined,
      ),
      'nothing_for',
    ],
    [
      'a block',
      'blocks.jsonl',
      byLine(first, (line) =>
        line.replace(/"merkleRoot":"./, (text) => `${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`),
      ),
      'block_hash',
    ],
    ['a block that is gone', 'blocks.jsonl', byLine(first, () => undefined), 'block_link'],
    [
      'a paper that is said to be another',
      'papers.jsonl',
      byLine(first, (line) => line.replace(/"id":"./, '"id":"f')),
      'digest',
    ],
    ['a line that is none', 'papers.jsonl', byLine(first, () => '{'), 'line_unreadable'],
    [
      'a hash in the list',
      'SHA256SUMS',
      byLine(
        (line) => line.endsWith('README.txt'),
        () => undefined,
      ),
      'not_listed',
    ],
    ['a count', 'manifest.json', (text: string) => text.replace(/"entries": \d+/, '"entries": 1'), 'manifest_counts'],
  ] as const)('%s', async (_, name, change, code) => {
    const verdict = await altered(name, change);
    expect(verdict.ok).toBe(false);
    expect(codes(verdict)).toContain(code);
  });

  test('a paper that is gone, and one that was put beside the others', async () => {
    const [name = ''] = readdirSync(join(at, 'files')).filter((one) => one.includes('磅单'));
    rmSync(join(at, 'files', name));
    expect(codes(await verifyExport(at))).toEqual(['listed_but_gone', 'paper_gone']);
    writeFileSync(join(at, 'files', name), paper);
    writeFileSync(join(at, 'files', 'more.pdf'), paper);
    expect(codes(await verifyExport(at))).toEqual(['not_listed', 'paper_extra']);
    rmSync(join(at, 'files', 'more.pdf'));
    expect((await verifyExport(at)).ok).toBe(true);
  });

  test('a head that was held elsewhere and is not of this chain', async () => {
    expect(codes(await verifyExport(at, { head: 'a'.repeat(64) }))).toEqual(['head_unknown']);
  });

  test('the command says it in words and by its exit code', async () => {
    const [name = ''] = readdirSync(join(at, 'files')).filter((one) => one.includes('磅单'));
    writeFileSync(join(at, 'files', name), 'another paper');
    const failed = await run(process.execPath, [script, at, '--lang', 'zh']).catch((error) => error);
    writeFileSync(join(at, 'files', name), paper);
    expect([failed.code, failed.stdout]).toEqual([1, expect.stringContaining('核验不通过')]);
    expect(failed.stdout).toContain(`单据 files/${name}`);
    for (const args of [[], [at, '--head', 'x'], [join(folder, 'nothing')], [script]])
      expect(await run(process.execPath, [script, ...args]).catch(({ code }) => code)).toBe(2);
  });
});

describe('a row that was altered in the database', () => {
  const set = (query: ReturnType<typeof sql>) => asThief('waste_load', query);

  test('is found by the program, and through an export by the script', async () => {
    const before = await company.newest('waste.load', ids.draft);
    await set(sql`update waste_load set counting_mass_tonnes = 0.5 where id = ${ids.draft}`);
    expect((await verifyHistory(company.db, kinds)).discrepancies).toEqual([
      { what: 'content_hash', where: `waste.load ${ids.draft} revision 1` },
    ]);
    expect((await verifyExport(await exported('group'))).findings).toEqual([
      { code: 'content', facts: { kind: 'waste.load', id: ids.draft, revision: 1 } },
    ]);
    // With a hash to match, the entry that speaks of it disagrees.
    const forged = contentHash(kinds.get('waste.load')!, { ...before.values, countingMassTonnes: '0.5' }, []);
    await set(sql`update waste_load set content_hash = decode(${forged}, 'hex') where id = ${ids.draft}`);
    expect(codes(await verifyExport(await exported('group')))).toEqual(['digest']);
    // With an entry to match, the block disagrees.
    const digest = digestOf([{ id: ids.draft, revision: 1, hash: forged }]);
    await asThief(
      'history_entry',
      sql`update history_entry set digest = ${digest} where seq = ${before.writtenSeq} and kind = 'waste.load'`,
    );
    expect(codes(await verifyExport(await exported('group')))).toEqual(['block_root']);
  });
});

test('a revision of an earlier version of its kind keeps the hash that it had', async () => {
  const today = kinds.get('waste.load')!;
  const later = new Map(kinds).set('waste.load', { ...today, version: today.version + 1 });
  const { discrepancies } = await verifyHistory(company.db, later);
  expect(discrepancies.filter(({ where }) => where.includes(ids.load))).toEqual([]);
  await asThief('waste_load', sql`update waste_load set hash_version = 9 where id = ${ids.load}`);
  expect((await verifyHistory(company.db, kinds)).discrepancies).toContainEqual({
    ...{ what: 'content_hash', where: `waste.load ${ids.load} revision 1` },
  });
  expect(codes(await verifyExport(await exported('group')))).toContain('hash_version');
});

test('the script writes canonical JSON as the library does', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(value)).toBe(canonicalize(value));
    }),
  );
});
