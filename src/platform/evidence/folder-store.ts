// Files of evidence in a folder: two levels by the first digits, so that no folder grows without bound.
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type EvidenceStore, nameOf, receive, sweepFolder } from './store.ts';

/** An upload that has not moved for so long was cut off. */
const CUT_OFF_MS = 24 * 60 * 60_000;

/** A store in a folder. What is there by its hash is there whole: a file gets its name only once it is on disk. */
export function folderStore(folder: string): EvidenceStore {
  const pathOf = (sha256: string) => join(folder, nameOf(sha256));
  return {
    where: 'folder',
    pathOf: async (sha256) => pathOf(sha256),
    has: async (sha256) => existsSync(pathOf(sha256)),
    read: (sha256, range) =>
      createReadStream(pathOf(sha256), range ? { start: range.from, end: range.before - 1 } : {}),
    keep: async (source, maxBytes, accepts) => {
      const { path: partial, ...file } = await receive(folder, source, maxBytes, accepts);
      const path = pathOf(file.sha256);
      if (existsSync(path) && statSync(path).size === file.bytes) rmSync(partial);
      else {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        renameSync(partial, path);
        for (const changed of [dirname(path), folder]) {
          const parent = openSync(changed, 'r');
          fsyncSync(parent);
          closeSync(parent);
        }
      }
      return file;
    },
    sweep: (olderThanMs = CUT_OFF_MS) => sweepFolder(folder, olderThanMs, (name) => name.endsWith('.part')),
  };
}
