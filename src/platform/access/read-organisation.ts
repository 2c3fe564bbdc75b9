// The organisation as a small snapshot: nodes and dated edges, as figures and pages need it.
import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import type { Organisation } from '../kpi/organisation.ts';

interface NodeRow {
  id: string;
  type: Organisation['nodes'][number]['type'];
  code: string;
  name_en: string;
  name_zh: string;
  time_zone: string;
  from_on: string | null;
  before_on: string | null;
}

/** All nodes and edges that the reader may see, in order of code; suppliers stand beside it and are no part. */
export async function readOrganisation(tx: Tx): Promise<Omit<Organisation, 'boundary'>> {
  const nodes =
    await sql<NodeRow>`select id, type, code, name_en, name_zh, time_zone, from_on, before_on from scope_node where type <> 'supplier' order by type, code`.execute(
      tx,
    );
  const edges = await sql<{ parent: string; child: string; share: string; from: string; before: string | null }>`
    select parent_id as parent, child_id as child, share::text as share, from_on as "from", before_on as before from scope_edge order by parent_id, child_id, from_on`.execute(
    tx,
  );
  return {
    nodes: nodes.rows.map((row) => ({
      id: row.id,
      type: row.type,
      code: row.code,
      name: { en: row.name_en, zh: row.name_zh },
      timeZone: row.time_zone,
      from: row.from_on,
      before: row.before_on,
    })),
    edges: edges.rows,
  };
}
