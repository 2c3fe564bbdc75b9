// Who holds the data folder: one program at a time, told by process id and start time.
import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder is held by another live process. */
export class FolderInUse extends Error {
  readonly pid: number;
  constructor(folder: string, pid: number) {
    super(`the data folder ${folder} is in use by process ${pid}`);
    this.pid = pid;
  }
}

const readOr = <T>(path: string, otherwise: T): string | T => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return otherwise;
  }
};
/** Start times count from the start of the machine. */
const boot = readOr('/proc/sys/kernel/random/boot_id', 'boot');

/** When a process started, in the kernel's own count; pids are reused, start times with the same pid are not. */
function startOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  const stat = readOr(`/proc/${pid}/stat`, undefined);
  if (stat === undefined) return process.platform === 'linux' ? undefined : 'alive';
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? undefined : `${fields[19]}@${boot}`;
}

const SETTLE_MS = 20;
const pause = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

/** The live process that a lock names, if there is one. */
function holderOf(lock: string): number | undefined {
  const [pid, start] = lock.split(' ');
  const holder = Number(pid);
  return Number.isInteger(holder) && holder > 0 && start !== undefined && startOf(holder) === start
    ? holder
    : undefined;
}

/**
 * Takes the folder for this process; the lock of a dead process is swept. A lock appears whole or not at all, and a dead
 * one is taken aside before it is judged, so that of many who start at once only one takes the folder.
 * @param name of the lock: `lock` for the program, another for the process that holds the database's files
 * @throws FolderInUse when a live process holds it, this one included
 */
export function lockFolder(folder: string, name = 'lock'): { release(): void } {
  const path = join(folder, name);
  const own = `${process.pid} ${startOf(process.pid)}`;
  const aside = () => `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  for (let attempt = 0; ; attempt++) {
    const made = aside();
    writeFileSync(made, `${own}\n`, { mode: 0o600 });
    try {
      linkSync(made, path);
      // Who was about to sweep the dead lock may have taken ours aside for a moment, and a third his chance: it is ours when
      // it still is after that moment.
      pause(SETTLE_MS);
      if (readOr(path, '') === own) {
        return {
          release: () => {
            if (readOr(path, '') === own) rmSync(path, { force: true });
          },
        };
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 50) throw error;
    } finally {
      unlinkSync(made);
    }
    const holder = holderOf(readOr(path, ''));
    if (holder !== undefined) throw new FolderInUse(folder, holder);
    sweep(path, aside());
  }
}

/** Takes a dead lock away; one that somebody live put there meanwhile goes back to where it was. */
function sweep(path: string, aside: string): void {
  try {
    renameSync(path, aside);
  } catch {
    return; // another starter swept it first; the next attempt decides
  }
  if (holderOf(readOr(aside, '')) !== undefined) {
    try {
      linkSync(aside, path);
    } catch {
      // a third took it: whose lock was put aside finds that out before he believes that he holds it
    }
  }
  rmSync(aside, { force: true });
}
