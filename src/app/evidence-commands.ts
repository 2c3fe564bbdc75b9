// Commands over the files of evidence: is every file what it was, and a move from the data folder to S3-compatible storage.
import { checkFiles, moveFiles } from '#platform/evidence/check-files.ts';
import { folderStore } from '#platform/evidence/folder-store.ts';
import { filesFolder } from '#platform/evidence/open-store.ts';
import { type Command, print, say, withInstallation } from './command.ts';

/** Tells how far it is, at most once a second and to a person only. */
function progress(): (done: number) => void {
  let told = Date.now();
  return (done) => {
    if (Date.now() - told < 1_000 || !process.stderr.isTTY) return;
    told = Date.now();
    process.stderr.write(`\r${done.toLocaleString('en')}`);
  };
}

const faults = (list: readonly { sha256: string; what: string; fileName: string | null }[]) =>
  list.map(({ sha256, what, fileName }) => `\n  ${what}: ${sha256} ${fileName ?? ''}`).join('');

const evidenceCheck: Command = {
  name: 'evidence check',
  usage: 'evidence check [--json]',
  summary: 'Hash every file of evidence anew and name those that are missing or altered. Exit 1 when there is one.',
  positionals: 0,
  flags: [],
  run: (_, values) =>
    withInstallation(values, async ({ db, evidence }) => {
      const checked = await checkFiles(db, evidence, progress());
      print(
        values,
        { where: evidence.where, ...checked },
        () =>
          `${checked.ok ? 'all there' : 'NOT ALL THERE'}: ${checked.files} files, ${checked.bytes} bytes in ${evidence.where}${faults(checked.faults)}`,
      );
      return checked.ok ? 0 : 1;
    }),
};

const evidenceMove: Command = {
  name: 'evidence move',
  usage: 'evidence move --s3-endpoint URL --s3-bucket NAME --s3-access-key KEY --s3-secret-key SECRET [--json]',
  summary:
    'Copy every file from the data folder to S3-compatible storage and read back what arrived; the originals stay. It can be run again.',
  positionals: 0,
  flags: [],
  run: (_, values) =>
    withInstallation(values, async ({ db, evidence, settings }) => {
      if (evidence.where !== 's3') {
        say('There is no S3 storage in the settings.');
        return 2;
      }
      const moved = await moveFiles(db, folderStore(filesFolder(settings.dataFolder)), evidence, progress());
      print(
        values,
        moved,
        () =>
          `${moved.ok ? 'moved' : 'NOT ALL MOVED'}: ${moved.moved} files, ${moved.bytes} bytes; ${moved.already} were there already${faults(moved.faults)}`,
      );
      return moved.ok ? 0 : 1;
    }),
};

export const evidenceCommands: readonly Command[] = [evidenceCheck, evidenceMove];
