// A database of its own for a bench: embedded in a temporary folder, or a new one on a server, gone afterwards.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { dropDatabase } from '#platform/db/drop-database.ts';
import { type Installation, openInstallation } from '../installation.ts';
import { readSettings } from '../settings.ts';

/** An installation that nobody else uses, and that leaves nothing. */
export interface Scratch {
  installation: Installation;
  /** which database the numbers are of, for the output */
  database: string;
  folder: string;
  close(): Promise<void>;
}

/** Opens one; `url` names a server where a role may create databases. */
export async function openScratch(url: string | undefined): Promise<Scratch> {
  const folder = mkdtempSync(join(tmpdir(), 'greenfab-bench-'));
  const name = `greenfab_bench_${randomBytes(4).toString('hex')}`;
  const onServer = async (work: (client: pg.Client) => Promise<unknown>) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await work(client);
    await client.end();
  };
  let databaseUrl: string | undefined;
  if (url) {
    await onServer((client) => client.query(`create database ${name}`));
    const address = new URL(url);
    address.pathname = `/${name}`;
    databaseUrl = address.href;
  }
  const settings = readSettings(
    { data: folder, port: '0', ...(databaseUrl ? { 'database-url': databaseUrl } : {}) },
    { GREENFAB_SAMPLE: '0' },
  );
  const installation = await openInstallation({ ...settings, databaseUrl }, { join: false });
  const { rows } = await installation.db.pool.query<{ server_version: string }>('show server_version');
  return {
    installation,
    database: `${installation.db.engine} ${rows[0]?.server_version}`,
    folder,
    close: async () => {
      await installation.close();
      if (url) await onServer((client) => dropDatabase(client, name));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Watches resident memory of this process and the embedded database's together, five times a second. */
export function watchMemory(installation: Installation): {
  stop(): { programMb: number; databaseMb: number; togetherMb: number };
} {
  const residentOf = (pid: number | 'self'): number => {
    try {
      return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1000;
    } catch {
      return 0;
    }
  };
  const peak = { programMb: 0, databaseMb: 0, togetherMb: 0 };
  const look = () => {
    const program = residentOf('self');
    const child = installation.embedded?.pid();
    const database = child ? residentOf(child) : 0;
    peak.programMb = Math.max(peak.programMb, Math.round(program));
    peak.databaseMb = Math.max(peak.databaseMb, Math.round(database));
    peak.togetherMb = Math.max(peak.togetherMb, Math.round(program + database));
  };
  const timer = setInterval(look, 200);
  timer.unref(); // a bench that fails still ends
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return peak;
    },
  };
}

/** The value below which the given share of measurements lies. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
