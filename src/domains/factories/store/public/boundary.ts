// Which sites lie inside the reporting boundary, from when to when.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';

/** Sites of every boundary version that counts, with the version's span. */
export async function listSitesInBoundary(
  tx: Tx,
): Promise<{ siteId: string; boundary: string; from: string; before: string | null }[]> {
  const { rows } = await sql<{ siteId: string; boundary: string; from: string; before: string | null }>`
    select l.site_id as "siteId", b.code as boundary, b.from_on as "from", b.before_on as before
    from factories_boundary b join factories_boundary_line l on l.record_id = b.id and l.revision = b.revision
    where b.approved_seq is not null and b.ended_seq is null and not b.voided order by b.from_on, l.site_id`.execute(
    tx,
  );
  return rows;
}
