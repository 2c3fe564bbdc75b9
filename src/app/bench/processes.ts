// How much memory a bench takes as the sum over its processes: this one, and those of a PostgreSQL server on this machine.
import { readdirSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { type Database, systemActor } from '#platform/db/database.ts';

const LOOKED_EVERY_MS = 500;

const readOr = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};
const parentOf = (pid: number): number => Number(/^PPid:\s+(\d+)/m.exec(readOr(`/proc/${pid}/status`))?.[1] ?? 0);
/** Memory that is shared counts once over all who share it. */
const proportionalMb = (pid: number): number =>
  Number(/^Pss:\s+(\d+) kB/m.exec(readOr(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1000;

/** The server's first process, where it is ours to see. */
async function findServer(db: Database, url: string): Promise<number | undefined> {
  if (!['localhost', '127.0.0.1', '[::1]', ''].includes(new URL(url).hostname)) return undefined;
  const { rows } = await db.as(systemActor('operator'), (tx) =>
    sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx),
  );
  const server = parentOf(rows[0]?.pid ?? 0);
  return readOr(`/proc/${server}/comm`).startsWith('postgres') ? server : undefined;
}

/** The most that this process took, the most that the server's took together, and both; null where the server is elsewhere. */
export async function watchProcesses(db: Database, url: string) {
  const server = await findServer(db, url);
  let databaseMb = 0;
  const look = () => {
    if (server === undefined) return;
    const all = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => pid === server || parentOf(pid) === server);
    databaseMb = Math.max(
      databaseMb,
      all.reduce((sum, pid) => sum + proportionalMb(pid), 0),
    );
  };
  const timer = setInterval(look, LOOKED_EVERY_MS);
  timer.unref(); // a bench that fails still ends
  return {
    look,
    stop: () => {
      clearInterval(timer);
      look();
      const programMb = Math.round(process.resourceUsage().maxRSS / 1000);
      return server === undefined
        ? { programMb, databaseMb: null, togetherMb: null }
        : { programMb, databaseMb: Math.round(databaseMb), togetherMb: programMb + Math.round(databaseMb) };
    },
  };
}
