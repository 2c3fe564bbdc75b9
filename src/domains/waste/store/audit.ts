// Which records speak for a load: the manifest of its number, and its vendor's statement of the month.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import { counts } from './counts.ts';

/** Manifests and statements behind these loads. */
export async function listRelated(
  tx: Tx,
  loadIds: readonly string[],
): Promise<{ of: string; kind: string; id: string }[]> {
  const { rows } = await sql<{ of: string; kind: string; id: string }>`
    with drawn as (
      select t.id, t.site_id, t.vendor_id, t.month, t.document_type, t.document_number from waste_load t
      where t.id = any(${`{${loadIds.join(',')}}`}::uuid[]) and ${counts('t')}
    )
    select d.id as of, 'waste.manifest' as kind, m.id from drawn d join waste_manifest m
      on m.site_id = d.site_id and m.number = d.document_number and d.document_type = 'manifest' and m.latest and not m.voided
    union all select d.id, 'waste.statement', s.id from drawn d join waste_statement s
      on s.site_id = d.site_id and s.vendor_id = d.vendor_id and s.month_on = d.month and s.latest and not s.voided
    order by 1, 2, 3`.execute(tx);
  return rows;
}
