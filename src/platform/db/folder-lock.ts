// Who holds the data folder: one program at a time, told by process id and start time.
import { closeSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** The folder is held by another live process. */
export class FolderInUse extends Error {
  readonly pid: number;
  constructor(folder: string, pid: number) {
    super(`the data folder ${folder} is in use by process ${pid}`);
    this.pid = pid;
  }
}

/** When a process started, in the kernel's own count; pids are reused, start times with the same pid are not. */
function startOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : (fields[19] ?? 'alive');
  } catch {
    return process.platform === 'linux' ? undefined : 'alive';
  }
}

/**
 * Takes the folder for this process; the lock of a dead process is swept.
 * @throws FolderInUse when a live process holds it
 */
export function lockFolder(folder: string): { release(): void } {
  const path = join(folder, 'lock');
  for (let attempt = 0; ; attempt++) {
    try {
      const fd = openSync(path, 'wx', 0o600);
      writeSync(fd, `${process.pid} ${startOf(process.pid)}\n`);
      closeSync(fd);
      return {
        release: () => {
          try {
            unlinkSync(path);
          } catch {
            // already gone: nothing holds the folder
          }
        },
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 20) throw error;
    }
    const [pid, start] = readFileSync(path, 'utf8').trim().split(' ');
    const holder = Number(pid);
    if (Number.isInteger(holder) && holder > 0 && startOf(holder) === start && holder !== process.pid) {
      throw new FolderInUse(folder, holder);
    }
    try {
      unlinkSync(path);
    } catch {
      // another starter swept it first; the next attempt decides
    }
  }
}
