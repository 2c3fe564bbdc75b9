// How far the files are that somebody is having made: told while they are sent, forgotten soon after.
import { finished, type Readable } from 'node:stream';
import type { FileAnswer } from '../http/route.ts';
import type { ExportProgress } from './export.ts';

const KEPT_MS = 10 * 60_000;

interface Kept extends ExportProgress {
  state: 'running' | 'done' | 'failed';
  at: number;
}

/** Progress by person and a token that his page made up. */
export interface ProgressBook {
  /** what the maker of a file calls; nothing where the page did not ask */
  begin(personId: string, token: string | undefined): ProgressPen;
  read(personId: string, token: string): Omit<Kept, 'at'> | undefined;
}

export interface ProgressPen {
  tell(progress: ExportProgress): void;
  end(state: 'done' | 'failed'): void;
}

/** A book that is kept in memory: a file that is being sent does not outlive its server. */
export function progressBook(now: () => number = Date.now): ProgressBook {
  const kept = new Map<string, Kept>();
  const sweep = () => {
    for (const [key, { at }] of kept) if (now() - at > KEPT_MS) kept.delete(key);
  };
  return {
    begin: (personId, token) => {
      if (token === undefined) return { tell: () => undefined, end: () => undefined };
      sweep();
      const key = `${personId} ${token}`;
      const one: Kept = { done: 0, total: 0, state: 'running', at: now() };
      kept.set(key, one);
      return {
        tell: ({ done, total }) => Object.assign(one, { done, total, at: now() }),
        end: (state) => Object.assign(one, { state, at: now() }),
      };
    },
    read: (personId, token) => {
      const found = kept.get(`${personId} ${token}`);
      return found && { done: found.done, total: found.total, state: found.state };
    },
  };
}

/** A file of which the pen hears how far it is and how it ended, also when nobody takes the rest. */
export async function sendPenned(
  pen: ProgressPen,
  make: (tell: (progress: ExportProgress) => void) => Promise<FileAnswer>,
): Promise<FileAnswer> {
  try {
    const file = await make(pen.tell);
    finished(file.body as Readable, (error) => pen.end(error ? 'failed' : 'done'));
    return file;
  } catch (error) {
    pen.end('failed');
    throw error;
  }
}
