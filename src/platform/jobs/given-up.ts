// What the queue gave up by itself: whoever was at work on it died, with its program or its machine, and could tell nobody.
import type { PgBoss } from 'pg-boss';
import { type Database, systemActor } from '../db/database.ts';
import { QUEUE } from './queue.ts';
import { tellFailed } from './tell-failed.ts';

const jobsActor = systemActor('jobs');
/** What stands as the error of such a run; its word says it to the reader. */
const STOPPED = 'job_stopped';

/** Ends the runs that the queue tries no more although none of its workers said so, and tells of each. */
export async function tellGivenUp(db: Database, queue: PgBoss): Promise<void> {
  const open = await db.as(jobsActor, (tx) =>
    tx.selectFrom('job_run').select('id').where('state', 'in', ['waiting', 'running']).execute(),
  );
  for (const { id } of open) {
    const [held] = await queue.findJobs(QUEUE, { id });
    // One that is there no more was given up so long ago that the queue has swept it.
    if (held && held.state !== 'failed' && held.state !== 'cancelled') continue;
    await db.as(jobsActor, async (tx) => {
      const run = await tx
        .updateTable('job_run')
        .set({ state: 'failed', error: STOPPED, ended_at: new Date() })
        .where('id', '=', id)
        .where('state', 'in', ['waiting', 'running'])
        .returning(['id', 'job', 'actor'])
        .executeTakeFirst();
      if (run) await tellFailed(tx, run, { word: STOPPED });
    });
  }
}
