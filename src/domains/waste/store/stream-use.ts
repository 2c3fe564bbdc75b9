// Where does a stream occur, and how much of it: the factories that a change of its classification touches.
import { sql } from 'kysely';
import type { Period } from '#period/period.ts';
import type { Tx } from '#platform/db/database.ts';

/** Factories with counting loads of a stream in a period, the most mass first. */
export async function listSitesOfStream(
  tx: Tx,
  streamId: string,
  period: Pick<Period, 'from' | 'before'>,
): Promise<string[]> {
  const { rows } = await sql<{ site_id: string }>`select site_id from waste_load
    where stream_id = ${streamId} and approved_seq is not null and ended_seq is null and not voided
      and departed_on >= ${period.from} and departed_on < ${period.before}
    group by site_id order by sum(counting_mass_tonnes) desc, site_id`.execute(tx);
  return rows.map((row) => row.site_id);
}
