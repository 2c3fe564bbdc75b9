// Readings that a person took out of the count of a meter: which, and whether that has changed since it was counted.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { ReadingExclusion } from '../model/meter.ts';
import type { ToldExclusion } from '../model/one-meter-answer.ts';
import { instantText } from './instant-text.ts';

/** What was taken out of the count of meters, as it stands now; a meter of which nothing was is absent. */
export async function exclusionsOf(
  tx: Tx,
  meterIds: readonly string[],
): Promise<ReadonlyMap<string, ReadingExclusion[]>> {
  const { rows } = await sql<{ meter: string; starts: string; ends: string; effect: ReadingExclusion['effect'] }>`
    select meter_id as meter, starts_at as starts, ends_before as ends, effect from water_reading_exclusion
    where meter_id = any(${[...meterIds]}::uuid[]) and approved_seq is not null and ended_seq is null and not voided order by starts_at, id`.execute(
    tx,
  );
  const found = rows.map(({ meter, starts, ends, effect }) => ({
    ...{ meter, fromMs: Date.parse(starts), beforeMs: Date.parse(ends), effect },
  }));
  return Map.groupBy(found, ({ meter }) => meter);
}

/** Only readings that nobody took out; whether one counts hangs on those beside it that do. */
export function notExcluded(exclusions: readonly ReadingExclusion[]) {
  if (exclusions.length === 0) return sql`true`;
  return sql`not exists (select from unnest(${exclusions.map(({ fromMs }) => instantText(fromMs))}::timestamptz[],
    ${exclusions.map(({ beforeMs }) => instantText(beforeMs))}::timestamptz[]) x (from_at, before_at) where at >= x.from_at and at < x.before_at)`;
}

/** Marks the times that were taken out, or brought back, since their points were counted by. */
export async function markChangedExclusions(tx: Tx): Promise<void> {
  const { rows } = await sql<{ point: number; starts: string; ends: string; seq: string }>`
    select p.id as point, x.starts_at as starts, x.ends_before as ends, greatest(x.approved_seq, x.ended_seq) as seq
    from water_reading_exclusion x join water_point p on p.meter_id = x.meter_id where greatest(x.approved_seq, x.ended_seq) > p.exclusions_seq`.execute(
    tx,
  );
  if (rows.length === 0) return;
  const points = rows.map(({ point }) => point);
  const instants = (of: 'starts' | 'ends') => rows.map((row) => instantText(Date.parse(row[of])));
  await sql`
    insert into water_marked (point, from_at, before_at)
    select * from unnest(${points}::integer[], ${instants('starts')}::timestamptz[], ${instants('ends')}::timestamptz[])`.execute(
    tx,
  );
  await sql`
    update water_point p set exclusions_seq = c.seq from (
      select point, max(seq) as seq from unnest(${points}::integer[], ${rows.map(({ seq }) => String(seq))}::bigint[]) c (point, seq) group by 1) c
    where c.point = p.id`.execute(tx);
}

/** What was taken out of the count of a meter, the newest first, with what waits for its approval. */
export async function toldExclusions(tx: Tx, meterId: string): Promise<ToldExclusion[]> {
  const { rows } = await sql<ToldExclusion>`
    select id, starts_at as "startsAt", ends_before as "endsBefore", effect, reason, approved_seq is null as waits from water_reading_exclusion
    where meter_id = ${meterId} and not voided and (approved_seq is not null and ended_seq is null or latest and state in ('submitted', 'reviewed')) order by starts_at desc, id`.execute(
    tx,
  );
  return rows;
}

/** How many readings of a point lie between two instants, milliseconds since 1970. */
export async function countReadings(tx: Tx, point: number, fromMs: number, beforeMs: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from water_reading where point = ${point} and at >= ${instantText(fromMs)}::timestamptz and at < ${instantText(beforeMs)}::timestamptz`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}
