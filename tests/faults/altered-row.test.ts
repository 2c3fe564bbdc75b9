// A row that somebody alters in a stopped database, with the tools of the database itself: does the next start find it, and
// does the stand-alone script find it in an export of that very database?
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres } from '../../tools/postgres.mjs';

const home = fileURLToPath(new URL('../..', import.meta.url));
const year = new Date().getUTCFullYear();
const altering = [
  'alter table factories_region no force row level security',
  `update factories_region set name_en = 'Elsewhere' where code = (select min(code) from factories_region)`,
];

describe.each(['embedded', 'PostgreSQL'])('%s', (database) => {
  let folder: string;
  let postgres: Awaited<ReturnType<typeof startPostgres>> | undefined;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'greenfab-altered-'));
    postgres = database === 'PostgreSQL' ? await startPostgres() : undefined;
  });
  afterAll(async () => {
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a program to its end. */
  const ended = (args: readonly string[]) =>
    new Promise<{ code: number; stdout: string }>((done) => {
      const env = { ...process.env, GREENFAB_DATA: join(folder, 'data'), DATABASE_URL: postgres?.url ?? '' };
      execFile(process.execPath, ['--no-warnings', ...args], { cwd: home, env }, (error, stdout) =>
        done({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout }),
      );
    });
  const greenfab = (...args: string[]) => ended([join(home, 'src/app/cli.ts'), ...args]);

  /** As who has the files, or the owner's password, and no use for the program. */
  async function alter(): Promise<void> {
    if (postgres) {
      const client = new pg.Client({ connectionString: postgres.url });
      await client.connect();
      for (const statement of altering) await client.query(statement);
      await client.end();
      return;
    }
    const files = await PGlite.create(join(folder, 'data', 'db'));
    for (const statement of altering) await files.query(statement);
    await files.close();
  }

  test('an altered row is found by the program, and through an export by the stand-alone script', async () => {
    const regions = join(home, 'samples/regions.csv');
    expect((await greenfab('import', 'factories.region', regions, '--json')).code).toBe(0);
    const copy = (name: string) => join(folder, name);
    const exported = async (name: string) => {
      const out = ['--by', 'made', '--period', String(year), '--out', copy(name)];
      expect((await greenfab('history', 'export', ...out)).code).toBe(0);
      return ended([join(home, 'tools/verify-history.mjs'), copy(name), '--json']);
    };
    expect((await greenfab('history', 'verify')).code).toBe(0);
    const honest = await exported('honest.zip');
    expect([honest.code, JSON.parse(honest.stdout)]).toMatchObject([0, { ok: true, findings: [] }]);

    await alter();

    const verified = await greenfab('history', 'verify', '--json');
    expect([verified.code, JSON.parse(verified.stdout)]).toMatchObject([
      1,
      { ok: false, discrepancies: [{ what: 'content_hash' }] },
    ]);
    const altered = await exported('altered.zip');
    expect([altered.code, JSON.parse(altered.stdout)]).toMatchObject([
      1,
      { ok: false, findings: [{ code: 'content', facts: { kind: 'factories.region' } }] },
    ]);
    // The same from the program, given the export.
    expect((await greenfab('history', 'verify', copy('altered.zip'))).code).toBe(1);
    expect((await greenfab('history', 'verify', copy('honest.zip'))).code).toBe(0);
  }, 240_000);
});
