// A backup of a company that works, restored into an empty installation: is it all there, and does it still hold?
import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kinds, kpis, summedKinds, wireFigures } from '#app/wiring.ts';
import { openSmallCompany, type SmallCompany, untilFinal } from '../../../tests/small-company.ts';
import { type Database, systemActor } from '../db/database.ts';
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts';
import { attachEvidence } from '../evidence/attach.ts';
import { folderStore } from '../evidence/folder-store.ts';
import type { EvidenceStore } from '../evidence/store.ts';
import { seal } from '../history/seal.ts';
import { verifyHistory } from '../history/verify.ts';
import { recount } from '../kpi/recount.ts';
import { Refused } from '../records/server/refusal.ts';
import type { BackupManifest } from './format.ts';
import { checkBackup } from './read-backup.ts';
import { restoreBackup } from './restore-backup.ts';
import { listTables } from './tables.ts';
import { takeBackup } from './take-backup.ts';

const operator = systemActor('operator');
const migrations = fileURLToPath(new URL('../../../migrations', import.meta.url));

let company: SmallCompany;
let evidence: EvidenceStore;
let path: string;
let manifest: BackupManifest;
/** every table of the original as it was just before the backup */
let before: Record<string, string>;

/** Rows of every table as one text each: order does not matter, everything else does. */
async function contentOf(db: Database): Promise<Record<string, string>> {
  const client = await db.pool.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('app.backup', 'on', true)`);
    const content: Record<string, string> = {};
    for (const { schema, name } of await listTables(client)) {
      const { rows } = await client.query<{ all: string }>(
        `select coalesce(string_agg(t::text, e'\\n' order by t::text), '') as all from "${schema}"."${name}" t`,
      );
      content[`${schema}.${name}`] = rows[0]?.all ?? '';
    }
    return content;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

beforeAll(async () => {
  company = await openSmallCompany();
  evidence = folderStore(join(company.folder, 'files'));
  const load = await company.loadAt('approved', { site: company.id.SZ as string, on: '2024-03-05', tonnes: '1.250' });
  await company.loadAt('submitted', { site: company.id.WH as string, on: '2024-04-05', tonnes: '0.000001' });
  const file = await evidence.keep(Readable.from([Buffer.from('weigh ticket 5 March')]), 1_000);
  await company.db.as(operator, (tx) =>
    attachEvidence(tx, {
      ...{ file, fileName: '磅单 “5”.txt', evidenceKind: 'weigh_ticket', kind: 'waste.load', recordId: load },
      ...{ scopeId: company.id.SZ ?? null, effectiveOn: '2024-03-05', via: 'api' },
    }),
  );
  await company.figures.settle();
  await company.figures.ask(
    [{ kpi: 'waste.shipped-mass', scopeId: company.groupId, period: '2024', basis: 'approved' }],
    operator,
  );
  await untilFinal(company);
  await seal(company.db);
  before = await contentOf(company.db);
  path = join(company.folder, 'whole.backup');
  manifest = await takeBackup({ db: company.db, evidence, dataFolder: company.folder }, path);
});
afterAll(() => company?.close());

describe('a backup', () => {
  test('is one file that only its owner reads, and leaves nothing beside it', () => {
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(company.folder).filter((name) => /moment|partial/.test(name))).toEqual([]);
  });

  test('lists every table but sessions, one-time links and what migrations keep of themselves', async () => {
    const client = await company.db.pool.connect();
    const { rows } = await client.query<{ name: string }>(
      `select n.nspname || '.' || relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where relkind = 'r' and n.nspname in ('public', 'auth')`,
    );
    client.release();
    const left = rows.map(({ name }) => name).filter((name) => !manifest.tables.some((one) => one.name === name));
    expect(left.sort()).toEqual([
      'auth.session',
      'auth.verification',
      'public.one_time_link',
      'public.schema_migration',
    ]);
    expect(manifest.tables.find(({ name }) => name === 'public.waste_load')?.rows).toBe(2);
    expect(manifest.files).toEqual({ count: 1, bytes: 20 });
    expect(manifest.missingFiles).toEqual([]);
  });

  test('holds together when it is read again', async () => {
    expect(await checkBackup(path)).toEqual(manifest);
  });

  test.each([
    ['one bit of a table', (copy: string) => flip(copy, Buffer.from([0x1f, 0x8b]), 30)],
    ['one bit of a file', (copy: string) => flip(copy, 'weigh ticket 5 March')],
    ['one bit of the list at its end', (copy: string) => flip(copy, '"lastSeq":', 10)],
    ['its end', (copy: string) => truncateSync(copy, statSync(copy).size - 5_000)],
    ['nearly everything', (copy: string) => truncateSync(copy, 3_000)],
  ])('is refused when it lost or changed %s', async (_, harm) => {
    const copy = join(company.folder, 'harmed.backup');
    copyFileSync(path, copy);
    harm(copy);
    const refusal = await checkBackup(copy).catch((error) => error);
    expect(refusal).toBeInstanceOf(Refused);
    expect(['altered_backup', 'not_a_backup']).toContain(refusal.code);
  });

  test.each([
    ['noise', () => randomBytes(20_000)],
    ['nothing', () => Buffer.alloc(0)],
    ['text', () => Buffer.from('greenfab-backup.json'.repeat(100))],
  ])('is not %s', async (_, content) => {
    const other = join(company.folder, 'other.backup');
    writeFileSync(other, content());
    await expect(checkBackup(other)).rejects.toMatchObject({ code: 'not_a_backup' });
  });
});

/** Changes the lowest bit of a byte, so far behind the beginning of `what`. */
function flip(file: string, what: Buffer | string, behind = 0): void {
  const bytes = readFileSync(file);
  const at = bytes.indexOf(what) + behind;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

describe('what was restored', () => {
  let target: TestDatabase;
  let restored: EvidenceStore;
  beforeAll(async () => {
    target = await openTestDatabase();
    restored = folderStore(join(target.folder, 'files'));
    await restoreBackup(
      { pool: target.db.pool, evidence: restored, dataFolder: target.folder, migrations },
      path,
      manifest,
    );
  });
  afterAll(() => target?.close());

  test('is what there was, in every table, to the last digit', async () => {
    const { 'public.history_clock': _, ...after } = await contentOf(target.db);
    const { 'public.history_clock': __, ...was } = before;
    expect(after).toEqual(was);
  });

  test('has the files', async () => {
    const [name] = readdirSync(join(company.folder, 'files'), { recursive: true, encoding: 'utf8' }).filter((one) =>
      /[0-9a-f]{64}$/.test(one),
    );
    expect(readFileSync(join(target.folder, 'files', name ?? ''), 'utf8')).toBe('weigh ticket 5 March');
  });

  test('holds: history, numbers that go on, figures that come out the same', async () => {
    await expect(verifyHistory(target.db, kinds)).resolves.toMatchObject({ ok: true, discrepancies: [] });
    const next = await target.db.as(operator, (tx) => sql<{ seq: number }>`select app_seq() as seq`.execute(tx));
    expect(next.rows[0]?.seq).toBeGreaterThanOrEqual(manifest.lastSeq);
    const figures = wireFigures(target.db, company.packs);
    const again = await recount({ db: target.db, figures, kpis, kinds: summedKinds });
    expect(again.unequal).toEqual([]);
    expect(again.figures).toBeGreaterThan(0);
  });

  test('is bound by its rules again', async () => {
    const client = await target.db.pool.connect();
    const { rows } = await client.query(
      `select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'schema_migration' and not (c.relrowsecurity and c.relforcerowsecurity)
       union all select tgname from pg_trigger where not tgisinternal and tgenabled = 'D'`,
    );
    client.release();
    expect(rows).toEqual([]);
  });

  test('is not restored over: what is there stays', async () => {
    await expect(
      restoreBackup(
        { pool: target.db.pool, evidence: restored, dataFolder: target.folder, migrations },
        path,
        manifest,
      ),
    ).rejects.toMatchObject({ code: 'not_empty' });
  });
});

test('a backup by a program that knows more tables is refused before anything is done', async () => {
  const target = await openTestDatabase();
  const newer = { ...manifest, migrations: [...manifest.migrations, { name: '9999_later.sql', sha256: '' }] };
  await expect(
    restoreBackup(
      {
        pool: target.db.pool,
        evidence: folderStore(join(target.folder, 'files')),
        dataFolder: target.folder,
        migrations,
      },
      path,
      newer,
    ),
  ).rejects.toMatchObject({ code: 'newer_backup' });
  expect(existsSync(join(target.folder, 'files'))).toBe(false);
  await target.close();
});

test('a recount finds sums and figures equal, and one that is gone', async () => {
  const world = { db: company.db, figures: company.figures, kpis, kinds: summedKinds };
  await expect(recount(world)).resolves.toMatchObject({ unequal: [] });
  await company.db.as(systemActor('figures'), (tx) =>
    sql`delete from kpi_cell where ctid = (select min(ctid) from kpi_cell where approved <> 0)`.execute(tx),
  );
  expect((await recount(world)).unequal).toHaveLength(1);
});
