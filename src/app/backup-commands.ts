// Backup and restore as the command line takes them.
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkBackup } from '#platform/backup/read-backup.ts';
import { restoreBackup } from '#platform/backup/restore-backup.ts';
import { takeBackup } from '#platform/backup/take-backup.ts';
import { checkFiles } from '#platform/evidence/check-files.ts';
import { openEvidence } from '#platform/evidence/open-store.ts';
import { seal } from '#platform/history/seal.ts';
import { verifyHistory } from '#platform/history/verify.ts';
import { word } from '#platform/i18n/words.ts';
import { recount } from '#platform/kpi/recount.ts';
import { type Command, print, say, settingsOf, withInstallation } from './command.ts';
import { openDatabase, openInstallation, unfinishedRestore } from './installation.ts';
import { kinds, kpis, summedKinds, words } from './wiring.ts';

/** A line that is written over while something goes on; only a terminal shows it. */
function progressLine(): (text: string) => void {
  let told = 0;
  return (text) => {
    if (!process.stderr.isTTY || Date.now() - told < 500) return;
    told = Date.now();
    process.stderr.write(`\r${text}\u001b[K`);
  };
}
const grouped = (count: number) => count.toLocaleString('en');

const backup: Command = {
  name: 'backup',
  usage: 'backup FILE [--json]',
  summary:
    'Write everything of one moment to a file, while the server goes on: all tables, all files, the secret. Exit 1 when a file of evidence is missing.',
  positionals: 1,
  flags: [],
  run: async ([file = ''], values) =>
    withInstallation(values, async ({ db, evidence, settings }) => {
      const path = resolve(file);
      await seal(db);
      const tell = progressLine();
      const manifest = await takeBackup({ db, evidence, dataFolder: settings.dataFolder }, path, (progress) =>
        tell(`${grouped(progress.rows)} rows, ${grouped(progress.files)} files`),
      );
      const document = {
        file: path,
        bytes: statSync(path).size,
        takenAt: manifest.takenAt,
        rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
        files: manifest.files.count,
        missingFiles: manifest.missingFiles,
        head: manifest.head,
      };
      print(values, document, () =>
        word(words, settings.language, 'backup.taken', {
          file: path,
          rows: grouped(document.rows),
          files: grouped(document.files),
          missing: document.missingFiles.length,
        }),
      );
      return document.missingFiles.length > 0 ? 1 : 0;
    }),
};

const restore: Command = {
  name: 'restore',
  usage: 'restore FILE [--data FOLDER] [--database-url URL] [--json]',
  summary:
    'Fill an empty installation from a backup, then verify history, files and figures. Exit 1 when one does not hold.',
  positionals: 1,
  flags: [],
  run: async ([file = ''], values) => {
    const settings = settingsOf(values);
    const { language, dataFolder } = settings;
    const tell = progressLine();
    say(word(words, language, 'backup.reading'));
    const manifest = await checkBackup(file, (bytes) => tell(`${grouped(Math.round(bytes / 1_000_000))} MB`));

    const { db, embedded } = await openDatabase(settings, { join: false, tell: say });
    const unfinished = unfinishedRestore(dataFolder);
    try {
      const evidence = await openEvidence(dataFolder, settings.evidence);
      const into = { pool: db.pool, evidence, dataFolder, migrations: join(settings.home, 'migrations') };
      await restoreBackup(into, file, manifest, {
        onBegin: () => writeFileSync(unfinished, `${manifest.takenAt}\n`, { mode: 0o600 }),
        onRows: (rows) => tell(`${grouped(rows)} rows`),
      });
    } finally {
      await db.close();
      await embedded?.stop();
    }

    say(word(words, language, 'backup.verifying'));
    const installation = await openInstallation(settings, { join: false, tell: say, restoring: true });
    try {
      await seal(installation.db);
      const history = await verifyHistory(installation.db, kinds);
      const files = await checkFiles(installation.db, installation.evidence);
      const figures = await recount({ db: installation.db, figures: installation.figures, kpis, kinds: summedKinds });
      const ok = history.ok && files.ok && figures.unequal.length === 0;
      // What does not hold is looked into, not served.
      if (ok) rmSync(unfinished, { force: true });
      const document = { ok, takenAt: manifest.takenAt, history, files, figures };
      print(values, document, () =>
        word(words, language, ok ? 'backup.restored' : 'backup.does-not-hold', {
          taken: manifest.takenAt,
          entries: grouped(history.entries),
          revisions: grouped(history.revisions),
          discrepancies: history.discrepancies.length,
          missing: files.faults.length,
          figures: grouped(figures.figures),
          unequal: figures.unequal.length,
        }),
      );
      return ok ? 0 : 1;
    } finally {
      await installation.close();
    }
  },
};

export const backupCommands: readonly Command[] = [backup, restore];
