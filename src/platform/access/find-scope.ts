// Which scope a request means: a node's id, `group`, or `site:CODE`, `entity:CODE`, `region:CODE`; and the sites in it.
import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import { Refused } from '../records/server/refusal.ts';
import { GROUP_ID } from './organisation.ts';

export interface FoundScope {
  id: string;
  type: string;
  code: string;
  name: { en: string; zh: string };
  /** sites that belong to it at any time */
  siteIds: string[];
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Finds a scope that the reader may see. @throws Refused `unknown_scope` */
export async function findScope(tx: Tx, asked: string): Promise<FoundScope> {
  const [type, code] = asked.split(':');
  const byId = uuid.test(asked) ? asked : asked === 'group' ? GROUP_ID : null;
  const { rows } = await sql<{
    id: string;
    type: string;
    code: string;
    name_en: string;
    name_zh: string;
    sites: string[];
  }>`
    select n.id, n.type, n.code, n.name_en, n.name_zh,
      coalesce((select array_agg(distinct e.child_id::text) from scope_edge e join scope_node c on c.id = e.child_id and c.type = 'site' where e.parent_id = n.id), '{}') as sites
    from scope_node n where ${byId ? sql`n.id = ${byId}` : sql`n.type = ${type ?? ''} and n.code = ${code ?? ''}`}`.execute(
    tx,
  );
  const found = rows[0];
  if (!found) throw new Refused('unknown_scope');
  return {
    id: found.id,
    type: found.type,
    code: found.code,
    name: { en: found.name_en, zh: found.name_zh },
    siteIds: found.type === 'site' ? [found.id] : found.sites,
  };
}
