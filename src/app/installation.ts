// An open installation: database, migrations, packs, figures, history; what the server and the command line stand on.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { VerdictKeeper } from '#domains/substances/api/verdict-keeper.ts';
import { assertRolesHold, connect, type Database } from '#platform/db/database.ts';
import { type EmbeddedDatabase, findRunning, startEmbedded } from '#platform/db/embedded.ts';
import { migrate } from '#platform/db/migrate.ts';
import { tend } from '#platform/db/tend.ts';
import { openEvidence } from '#platform/evidence/open-store.ts';
import type { EvidenceStore } from '#platform/evidence/store.ts';
import { seal } from '#platform/history/seal.ts';
import type { IntakeWorld } from '#platform/intake/imports.ts';
import { endDeadChecks, sweepLeftovers } from '#platform/intake/sweep.ts';
import type { Figures } from '#platform/kpi/figures.ts';
import { type Outside, openOutside } from '#platform/notify/outside.ts';
import { keepPacks, type Packs, readPacks } from '#platform/packs/load.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { makeTexts } from '#platform/search/make-texts.ts';
import type { Settings } from './settings.ts';
import { type VerdictTask, wireVerdictsApart } from './wire-verdicts.ts';
import { kinds, todayNow, wireFigures, wireIntake } from './wiring.ts';

/** Everything that a server or a command stands on, opened together and closed together. */
export interface Installation {
  settings: Settings;
  db: Database;
  embedded: EmbeddedDatabase | undefined;
  figures: Figures;
  intake: IntakeWorld;
  packs: Packs;
  /** how items stand under rule packs; the server keeps it up to date */
  verdicts: VerdictKeeper;
  evidence: EvidenceStore;
  /** ways out of notices; what is opened on the way is closed by whoever tells */
  outside: Outside;
  close(): Promise<void>;
}

/** Stands in a data folder while a restore fills it, and after one that did not come to its end. */
export const unfinishedRestore = (dataFolder: string): string => join(dataFolder, 'restore-unfinished');

/** The database of an installation, as it was found. */
export interface OpenDatabase {
  db: Database;
  embedded: EmbeddedDatabase | undefined;
  /** by which a thread of this process opens it too */
  reach: Pick<VerdictTask, 'engine' | 'connection'>;
  /** a server on this folder holds it already, and is joined */
  joined: boolean;
}

/** Opens the database of a data folder, or the one that the settings name, as it is: nothing is migrated. */
export async function openDatabase(
  settings: Settings,
  options: { join: boolean; tell?: (line: string) => void },
): Promise<OpenDatabase> {
  mkdirSync(settings.dataFolder, { recursive: true, mode: 0o700 });
  const running = settings.databaseUrl || !options.join ? undefined : await findRunning(settings.dataFolder);
  const embedded =
    settings.databaseUrl || running
      ? undefined
      : await startEmbedded(settings.dataFolder, (why) => options.tell?.(`embedded database restarted: ${why}`));
  const reach: OpenDatabase['reach'] = settings.databaseUrl
    ? { engine: 'postgresql', connection: { connectionString: settings.databaseUrl } }
    : { engine: 'pglite', connection: (running ?? embedded?.connection) as NonNullable<typeof running> };
  return { db: connect(reach.engine, reach.connection), embedded, reach, joined: running !== undefined };
}

/**
 * Opens the installation of a data folder. A command that finds a server already running on the folder joins its
 * database instead of opening the files a second time.
 * @throws Refused `restore_unfinished` where a restore did not come to its end
 */
export async function openInstallation(
  settings: Settings,
  options: { join: boolean; tell?: (line: string) => void; restoring?: true },
): Promise<Installation> {
  if (!options.restoring && existsSync(unfinishedRestore(settings.dataFolder))) throw new Refused('restore_unfinished');
  const { db, embedded, reach, joined: running } = await openDatabase(settings, options);
  try {
    if (!running) await migrate(db.pool, join(settings.home, 'migrations'));
    await assertRolesHold(db);
    const packs = readPacks(join(settings.home, 'reference'), todayNow('Asia/Shanghai'));
    const intake = wireIntake(db);
    const evidence = await openEvidence(settings.dataFolder, settings.evidence);
    if (!running) {
      await keepPacks(db, packs);
      await sweepLeftovers({ db, kinds });
      await makeTexts(db, kinds.values());
      // Nobody else can be uploading where the embedded database has just been started.
      evidence.sweep(...(embedded ? [0] : []));
      // A command beside a server on PostgreSQL must not end its checks.
      if (!options.join) await endDeadChecks(db);
      await tend(db);
    }
    const verdicts = wireVerdictsApart(db, packs, { ...reach, home: settings.home });
    return {
      settings,
      db,
      embedded,
      figures: wireFigures(db, packs),
      intake,
      packs,
      verdicts,
      evidence,
      outside: openOutside(settings.outside),
      close: async () => {
        await verdicts.stop();
        if (!running) await seal(db).catch(() => undefined);
        await db.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await db.close();
    await embedded?.stop();
    throw error;
  }
}
