// A job: background work that somebody asks for or a schedule starts, with rights that are read when it runs.
import { v7 as uuidv7 } from 'uuid';
import type { Action } from '../access/roles.ts';
import type { Actor, Tx } from '../db/database.ts';

/** One try of a job. */
export interface JobTry {
  /** who asked for it, with the rights that he has now; the system for what a schedule started */
  actor: Actor;
  /** what was asked, as it was given to `askJob` */
  asked: Readonly<Record<string, unknown>>;
  /** 0–1; stored, and shown where jobs are looked at. Not inside a transaction. */
  progress(share: number): Promise<void>;
  /** the program is stopping, or the job took longer than it may */
  signal: AbortSignal;
}

/** A job as it is declared. */
export interface Job {
  /** its words are `job.<name>` */
  name: string;
  /** five fields of cron, by the clock of `timeZone` */
  schedule?: string;
  timeZone?: string;
  /** what a person must be allowed, anywhere, when it runs; absent where it only does what any reader may */
  needs?: Action;
  /** what it returns is stored as its result: small, and of nobody */
  run(job: JobTry): Promise<unknown>;
}

/** Declares a job; `keepWorking` runs those that the program names. */
export const defineJob = (name: string, options: Omit<Job, 'name' | 'run'>, run: Job['run']): Job => ({
  name,
  ...options,
  run,
});

/**
 * Asks for a job in the transaction of the change that wants it: it runs after the commit, at least once.
 * @returns the id under which it can be looked at
 */
export async function askJob(tx: Tx, job: Pick<Job, 'name'>, actor: Actor, asked: object = {}): Promise<string> {
  const id = uuidv7();
  await tx
    .insertInto('job_run')
    .values({ id, job: job.name, actor: actor.id, asked: JSON.stringify(asked) } as never)
    .execute();
  return id;
}
