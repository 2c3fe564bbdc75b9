// How factories stand from a day on: kept beside the records, each change a new revision, so that what was published stands.
import { sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';
import type { StandingCode, StandingItem } from '../model/standing.ts';

/** A standing as it is written. */
export interface StandingToKeep {
  day: CalendarDate;
  item: StandingItem;
  standing: StandingCode;
}

/**
 * Puts the standings of a site in the place of those that were. What is the same stays as it is; what differs ends and
 * begins anew with the number of this transaction.
 *
 * @returns the months in which something changed
 */
export async function replaceStandings(
  tx: Tx,
  siteId: string,
  standings: readonly StandingToKeep[],
): Promise<CalendarDate[]> {
  const given = sql`given as materialized (
      select md5(concat_ws('|', ${siteId}::text, item, day))::uuid as id, *
      from jsonb_to_recordset(${JSON.stringify(standings)}::jsonb) as g (day date, item text, standing text)
    )`;
  const ended = await sql<{ month: CalendarDate }>`
    with ${given}
    update water_standing s set ended_seq = app_seq(), latest = false
    where s.site_id = ${siteId} and s.ended_seq is null and not exists (select from given g where g.id = s.id and g.standing = s.standing)
    returning s.month`.execute(tx);
  const written = await sql<{ month: CalendarDate }>`
    with ${given}
    insert into water_standing (id, revision, site_id, day_on, item, standing, approved_seq)
    select g.id, coalesce((select max(n.revision) from water_standing n where n.id = g.id), 0) + 1, ${siteId}, g.day, g.item, g.standing, app_seq()
    from given g where not exists (select from water_standing n where n.id = g.id and n.ended_seq is null)
    returning month`.execute(tx);
  return [...new Set([...ended.rows, ...written.rows].map(({ month }) => month))].sort();
}
