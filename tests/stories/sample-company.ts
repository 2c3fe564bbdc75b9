// The program is packed and the sample company loaded once per run, on the embedded database by what was packed: whoever tells a
// story, and whoever tries the package, gets a copy.
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../tools/postgres.mjs';
import { commandIn, packInto } from '../package/unpack.ts';
import { serveSample } from './serve-sample.ts';

/** Where the loaded company lies. */
export interface SampleCompany {
  /** data folders, one for each database, named after it */
  folder: string;
  /** a database on a server for all runs: the template of theirs */
  postgresUrl: string;
  /** a folder with nothing but the packed program, as npm installs it */
  packed: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    sampleCompany: SampleCompany;
  }
}

/** Loads it on both databases, beside each other; vitest asks for it before the first story. @returns what ends it */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'greenfab-sample-company-'));
  const postgres = await startPostgres();
  const teardown = async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const packed = join(folder, 'packed');
  const load = async (database: string, databaseUrl: string, program?: string) => {
    const server = await serveSample({ databaseUrl, ...(program && { program }) });
    // Whoever gets a copy finds the invented meters read and looked at.
    await server.heard(/counted and looked at/);
    await server.stop({ keepDataAt: join(folder, database) });
  };
  try {
    packInto(packed);
    await Promise.all([load('PGlite', '', commandIn(packed)), load('PostgreSQL', postgres.url)]);
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide('sampleCompany', { folder, postgresUrl: postgres.url, packed });
  return teardown;
}

/** Lays the data folder of the loaded company into a new one. */
export function layCompany({ folder }: SampleCompany, database: string, dataFolder: string): void {
  cpSync(join(folder, database), dataFolder, { recursive: true });
}

/** A database of its own with the loaded company. @returns its address */
export const newDatabase = ({ postgresUrl }: SampleCompany): Promise<string> =>
  makeDatabase(postgresUrl, `template ${new URL(postgresUrl).pathname.slice(1)}`);

/** An empty database on the server of another one. @returns its address */
export const emptyDatabase = (beside: string): Promise<string> => makeDatabase(beside, '');

async function makeDatabase(beside: string, like: string): Promise<string> {
  const address = new URL(beside);
  const name = `story_${randomBytes(6).toString('hex')}`;
  address.pathname = '/postgres';
  const client = new pg.Client({ connectionString: address.href });
  await client.connect();
  try {
    await client.query(`create database ${name} ${like}`);
  } finally {
    await client.end();
  }
  address.pathname = `/${name}`;
  return address.href;
}
