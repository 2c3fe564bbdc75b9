// Runs jobs: what was asked goes into the queue after its commit, one worker takes it out, and each try is told where it is.
import { sql } from 'kysely';
import type { JobWithMetadata } from 'pg-boss';
import { v7 as uuidv7 } from 'uuid';
import type { Session } from '../access/session.ts';
import { type Actor, type Database, systemActor } from '../db/database.ts';
import type { Job } from './declare.ts';
import { tellGivenUp } from './given-up.ts';
import { keepDoing } from './keep-doing.ts';
import { makeQueue, QUEUE, usualPace } from './queue.ts';
import { tellFailed } from './tell-failed.ts';

const jobsActor = systemActor('jobs');
/** What lies longer is swept: the list of jobs is no history. */
const KEPT_DAYS = 90;
const RELAY_MS = 2_000;
/** A job whose program died is taken up again when it has been silent for so long. */
const HEARTBEAT_SECONDS = 30;
const LONGEST_SECONDS = 6 * 3_600;

/** What runs jobs. */
export interface JobWorld {
  db: Database;
  jobs: readonly Job[];
  /** the rights of a person now; null when he is not active any more */
  sessionOf(personId: string): Promise<Session | null>;
  pace?: Partial<typeof usualPace>;
  /** told of what goes wrong outside a job: one line */
  tell?(line: string): void;
}

/** A worker that runs until it is stopped. */
export interface Working {
  /** resolves when the queue is open */
  ready: Promise<void>;
  stop(): Promise<void>;
}

interface Asked {
  run?: string;
  scheduled?: string;
}

/** Somebody who asked may not do it any more: it is not tried again. */
class NotAllowed extends Error {}

/**
 * Opens the queue and works through it until stopped. It opens by itself, behind the start of the server; while the database
 * is away it tries again.
 */
export function keepWorking(world: JobWorld): Working {
  const { db } = world;
  const pace = { ...usualPace, ...world.pace };
  const tell = (error: unknown) => world.tell?.(`jobs: ${error instanceof Error ? error.message : String(error)}`);
  const queue = makeQueue(db, tell);
  const names = new Map(world.jobs.map((job) => [job.name, job]));
  const retry = { retryLimit: pace.retries, retryDelay: pace.retrySeconds, retryBackoff: true, retryDelayMax: 3_600 };

  const open = async () => {
    await queue.start({ attempts: 10 });
    const options = { ...retry, heartbeatSeconds: HEARTBEAT_SECONDS, expireInSeconds: LONGEST_SECONDS };
    if (await queue.getQueue(QUEUE)) await queue.updateQueue(QUEUE, options);
    else await queue.createQueue(QUEUE, options);
    for (const { name, key } of await queue.getSchedules(QUEUE))
      if (!names.get(key)?.schedule) await queue.unschedule(name, key);
    for (const job of world.jobs)
      if (job.schedule)
        await queue.schedule(
          QUEUE,
          job.schedule,
          { scheduled: job.name },
          { tz: job.timeZone ?? 'Asia/Shanghai', key: job.name },
        );
    await queue.work<Asked>(
      QUEUE,
      { pollingIntervalSeconds: pace.pollSeconds, batchSize: 1, includeMetadata: true },
      async ([taken]) => {
        if (taken) await take(world, names, taken as JobWithMetadata<Asked>);
      },
    );
  };
  let isOpen = false;
  const ready = open().then(() => {
    isOpen = true;
  });
  ready.catch(tell);
  // What a program committed and died with is sent too; the id makes a second sending of the same run none.
  const relaying = keepDoing(Math.min(RELAY_MS, pace.pollSeconds * 1_000), async () => {
    if (!isOpen) return;
    const rows = await db.as(jobsActor, (tx) =>
      tx.selectFrom('job_run').select('id').where('state', '=', 'asked').orderBy('asked_at').limit(100).execute(),
    );
    for (const { id } of rows) {
      await queue.send(QUEUE, { run: id }, { id });
      await db.as(jobsActor, (tx) =>
        tx.updateTable('job_run').set({ state: 'waiting' }).where('id', '=', id).where('state', '=', 'asked').execute(),
      );
    }
  });
  const looking = keepDoing(pace.lookSeconds * 1_000, async () => {
    if (isOpen) await tellGivenUp(db, queue);
  });
  const sweeping = keepDoing(3_600_000, () =>
    db.as(jobsActor, (tx) =>
      sql`delete from job_run where ended_at < now() - ${KEPT_DAYS} * interval '1 day'`.execute(tx),
    ),
  );
  return {
    ready,
    stop: async () => {
      await relaying.stop();
      await looking.stop();
      await sweeping.stop();
      await queue.stop({ graceful: true, timeout: 5_000 });
    },
  };
}

async function take(world: JobWorld, names: ReadonlyMap<string, Job>, taken: JobWithMetadata<Asked>): Promise<void> {
  const { db } = world;
  const id = taken.data.run ?? taken.id;
  const row = await db.as(jobsActor, async (tx) => {
    const { scheduled } = taken.data;
    if (scheduled)
      await sql`insert into job_run (id, job, actor, scheduled, state) values (${id}, ${scheduled}, 'jobs', true, 'waiting') on conflict (id) do nothing`.execute(
        tx,
      );
    return tx
      .updateTable('job_run')
      .set({ state: 'running', started_at: new Date(), ended_at: null, progress: '0', tries: taken.retryCount + 1 })
      .where('id', '=', id)
      .where('state', '<>', 'done')
      .returning(['job', 'actor', 'asked'])
      .executeTakeFirst();
  });
  if (!row) return; // done by an earlier try that could not say so to the queue, or swept
  const set = (values: object) =>
    db.as(jobsActor, (tx) => tx.updateTable('job_run').set(values).where('id', '=', id).execute());
  try {
    const job = names.get(row.job);
    if (!job) throw new Error(`no job ${row.job}`);
    const result = await job.run({
      actor: await actorOf(world, job, row.actor),
      asked: row.asked,
      progress: async (share) => void (await set({ progress: String(Math.min(1, Math.max(0, share))) })),
      signal: taken.signal,
    });
    await set({
      state: 'done',
      progress: '1',
      error: null,
      ended_at: new Date(),
      result: result === undefined ? null : JSON.stringify(result),
    });
  } catch (error) {
    const last = taken.retryCount >= taken.retryLimit || error instanceof NotAllowed;
    const why = (error instanceof Error ? error.message : String(error)).slice(0, 1_000);
    await db.as(jobsActor, async (tx) => {
      const failed = { state: last ? 'failed' : 'waiting', error: why, ended_at: last ? new Date() : null } as const;
      // What the queue took away from this try, because it was silent for too long, is another's by now.
      const { numUpdatedRows } = await tx
        .updateTable('job_run')
        .set(failed)
        .where('id', '=', id)
        .where('state', '=', 'running')
        .where('tries', '=', taken.retryCount + 1)
        .executeTakeFirst();
      if (last && numUpdatedRows === 1n)
        await tellFailed(tx, { id, job: row.job, actor: row.actor }, error instanceof NotAllowed ? { word: why } : why);
    });
    if (error instanceof NotAllowed) return;
    throw error;
  }
}

/** Whose rights a job runs with, as they are now. */
async function actorOf(world: JobWorld, job: Job, actor: string): Promise<Actor> {
  if (actor === 'jobs' || actor === 'operator') return systemActor(actor);
  const session = await world.sessionOf(actor);
  if (!session || (job.needs && !session.may(job.needs))) throw new NotAllowed('not_allowed');
  return job.needs ? session.actorFor(job.needs) : session.actor;
}

/** Puts a job that failed, or one that is done, into the queue anew, as a run of its own. */
export async function askAgain(db: Database, id: string, actor: Actor): Promise<string | undefined> {
  return db.as(actor, async (tx) => {
    const again = uuidv7();
    const { numAffectedRows } = await sql`insert into job_run (id, job, actor, asked)
      select ${again}, job, app_actor(), asked from job_run where id = ${id} and state in ('done', 'failed')`.execute(
      tx,
    );
    return numAffectedRows === 1n ? again : undefined;
  });
}
