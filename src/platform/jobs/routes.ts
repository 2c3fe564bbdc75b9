// What runs in the background: jobs with their schedules, how each went last, and the way to run one again.
import { sql } from 'kysely';
import { z } from 'zod';
import { GROUP_ID } from '../access/organisation.ts';
import type { Database } from '../db/database.ts';
import { type Route, route } from '../http/route.ts';
import { Refused } from '../records/server/refusal.ts';
import { askJob, type Job } from './declare.ts';
import { askAgain } from './work.ts';

const RUNS_AT_MOST = 100;
const settingsNeed = () => ({ action: 'settings.change' as const, scopeId: GROUP_ID });

interface RunRow {
  id: string;
  job: string;
  actor: string;
  nameEn: string | null;
  nameZh: string | null;
  scheduled: boolean;
  state: 'asked' | 'waiting' | 'running' | 'done' | 'failed';
  progress: string;
  tries: number;
  result: unknown;
  error: string | null;
  askedAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
}

/** Routes of jobs; the whole group's administrators alone look at them. */
export function jobRoutes({ db, jobs }: { db: Database; jobs: readonly Job[] }): Route[] {
  const runs = sql`select r.id, r.job, r.actor, a.name_en as "nameEn", a.name_zh as "nameZh", r.scheduled, r.state, r.progress, r.tries, r.result, r.error,
    r.asked_at as "askedAt", r.started_at as "startedAt", r.ended_at as "endedAt"
    from job_run r left join person_attribute a on a.person_id::text = r.actor`;
  return [
    route({
      method: 'GET',
      path: '/api/v1/jobs',
      summary: 'Background work: schedules, what runs, and how each went last',
      may: settingsNeed,
      answer: async ({ session }) =>
        db.as(session.actor, async (tx) => {
          const { rows } = await sql<RunRow>`${runs} order by r.asked_at desc, r.id desc limit ${RUNS_AT_MOST}`.execute(
            tx,
          );
          const { rows: last } = await sql<{ job: string; ended: Date }>`
            select distinct on (job) job, ended_at as ended from job_run where state = 'done' order by job, ended_at desc`.execute(
            tx,
          );
          return {
            jobs: jobs.map(({ name, schedule, timeZone }) => ({
              name,
              schedule: schedule ?? null,
              timeZone: schedule ? (timeZone ?? 'Asia/Shanghai') : null,
              lastDone: last.find(({ job }) => job === name)?.ended ?? null,
            })),
            runs: rows,
          };
        }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/jobs/runs/:id',
      summary: 'How far a piece of background work is that I asked for',
      query: z.object({ id: z.uuid() }),
      may: () => 'signed-in',
      answer: async ({ session }, { id }) =>
        db.as(session.actor, async (tx) => {
          const { rows } = await sql<RunRow>`${runs} where r.id = ${id}`.execute(tx);
          if (!rows[0]) throw new Refused('not_found');
          return rows[0];
        }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/jobs/:name/run',
      summary: 'Run a scheduled job now',
      query: z.object({ name: z.string() }),
      may: settingsNeed,
      answer: async ({ session }, { name }) => {
        // A job that somebody asks for has its own page, which knows what to ask.
        const job = jobs.find((one) => one.name === name && one.schedule);
        if (!job) throw new Refused('not_found');
        return { id: await db.as(session.actor, (tx) => askJob(tx, job, session.actor)) };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/jobs/runs/:id/again',
      summary: 'Run again what failed, with my own rights',
      query: z.object({ id: z.uuid() }),
      may: settingsNeed,
      answer: async ({ session }, { id }) => {
        const again = await askAgain(db, id, session.actor);
        if (!again) throw new Refused('not_found');
        return { id: again };
      },
    }),
  ];
}
