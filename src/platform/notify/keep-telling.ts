// What goes on by itself: what was committed is spread, what is due leaves, robots speak, what is old is swept.
import { sql } from 'kysely';
import { type Database, systemActor } from '../db/database.ts';
import type { Dictionary } from '../i18n/words.ts';
import { keepDoing } from '../jobs/keep-doing.ts';
import { deliver } from './deliver.ts';
import type { Outside } from './outside.ts';
import { tellRobots } from './robots.ts';
import { spread } from './spread.ts';

const notices = systemActor('notices');
const SPREAD_MS = 2_000;
const ROBOTS_MS = 60_000;
const SWEEP_MS = 3_600_000;
/** How long what has left, and what was told and read, can still be looked at. */
const KEPT_DAYS = { requests: 90, deliveries: 90, notices: 365 };

export interface TellingWorld {
  db: Database;
  words: Dictionary;
  url: string;
  /** of the installation; opens the addresses of robots */
  secret(): string;
  outside: Outside;
  todayIn(timeZone: string): string;
}

/** Tells until it is stopped. */
export function keepTelling({ db, words, url, secret, outside, todayIn }: TellingWorld): { stop(): Promise<void> } {
  const now = () => new Date();
  const telling = keepDoing(SPREAD_MS, async () => {
    while ((await spread({ db, channels: outside.channels, todayIn, now })) > 0);
    if (outside.channels.length > 0) await deliver({ db, words, url, send: outside.send, now });
  });
  const speaking = keepDoing(ROBOTS_MS, async () => {
    const { rows } = await db.as(notices, (tx) => sql`select 1 from notice_robot where active limit 1`.execute(tx));
    if (rows.length > 0) await tellRobots({ db, words, url, secret: secret(), now });
  });
  const sweeping = keepDoing(SWEEP_MS, () => sweepTold(db));
  return {
    stop: async () => {
      for (const kept of [telling, speaking, sweeping]) await kept.stop();
      outside.close();
    },
  };
}

/** Takes away what nobody looks for any more; what somebody has not done yet stays. */
export async function sweepTold(db: Database): Promise<void> {
  await db.as(notices, async (tx) => {
    const older = (days: number) => sql`now() - ${days} * interval '1 day'`;
    await sql`delete from notice_request where spread_at is not null and at < ${older(KEPT_DAYS.requests)}`.execute(tx);
    await sql`delete from notice_delivery where state in ('sent', 'dropped') and next_at < ${older(KEPT_DAYS.deliveries)}`.execute(
      tx,
    );
    await sql`delete from notice where coalesce(done_at, read_at) is not null and at < ${older(KEPT_DAYS.notices)}`.execute(
      tx,
    );
  });
}
