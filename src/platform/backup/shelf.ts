// Backups that lie on the server: taken one at a time, the newest few kept, each with what is in it.
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { seal } from '../history/seal.ts';
import { Refused } from '../records/server/refusal.ts';
import type { BackupProgress, ShelfState, ShelvedBackup } from './shelf-state.ts';
import { type BackupWorld, takeBackup } from './take-backup.ts';

/** So many are kept; who wants more downloads them. */
export const KEPT = 7;

const nameShape = /^\d{8}T\d{6}Z$/;

/** The shelf of a data folder. */
export interface Shelf {
  state(): ShelfState;
  /** Begins; the state tells how far it is. @throws Refused `backup_in_progress` */
  take(by: ShelvedBackup['takenBy']): Promise<void>;
  /** @throws Refused `not_found` */
  read(name: string): { path: string; bytes: number; body: NodeJS.ReadableStream };
  /** @throws Refused `not_found` */
  remove(name: string): void;
}

/** Keeps backups in `dataFolder/backups`. */
export function makeShelf(world: BackupWorld): Shelf {
  const folder = join(world.dataFolder, 'backups');
  const pathOf = (name: string) => join(folder, `${name}.greenfab-backup`);
  const aboutOf = (name: string) => join(folder, `${name}.json`);
  const found = (name: string): string => {
    const path = pathOf(name);
    if (!nameShape.test(name) || !existsSync(path)) throw new Refused('not_found');
    return path;
  };
  const listed = (): ShelvedBackup[] =>
    !existsSync(folder)
      ? []
      : readdirSync(folder)
          .map((file) => /^(\d{8}T\d{6}Z)\.json$/.exec(file)?.[1])
          .filter((name) => name !== undefined)
          .filter((name) => existsSync(pathOf(name)))
          .sort()
          .reverse()
          .map((name) => JSON.parse(readFileSync(aboutOf(name), 'utf8')) as ShelvedBackup);
  const remove = (name: string) => {
    rmSync(pathOf(name), { force: true });
    rmSync(aboutOf(name), { force: true });
  };
  let taking: BackupProgress | null = null;
  let failed: string | null = null;

  return {
    state: () => ({ backups: listed(), taking, failed }),
    take: async (by) => {
      if (taking) throw new Refused('backup_in_progress');
      taking = { rows: 0, rowsExpected: 0, files: 0, filesExpected: 0 };
      failed = null;
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const name = `${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
      try {
        await seal(world.db);
        const manifest = await takeBackup(world, pathOf(name), (progress) => {
          taking = progress;
        });
        const about: ShelvedBackup = {
          name,
          takenAt: manifest.takenAt,
          takenBy: by,
          bytes: statSync(pathOf(name)).size,
          rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
          files: manifest.files.count,
          missingFiles: manifest.missingFiles.length,
        };
        writeFileSync(aboutOf(name), JSON.stringify(about), { mode: 0o600 });
        for (const { name: old } of listed().slice(KEPT)) remove(old);
      } catch (error) {
        failed = error instanceof Error ? error.message : String(error);
        throw error;
      } finally {
        taking = null;
      }
    },
    read: (name) => {
      const path = found(name);
      return { path, bytes: statSync(path).size, body: createReadStream(path) };
    },
    remove: (name) => {
      found(name);
      remove(name);
    },
  };
}
