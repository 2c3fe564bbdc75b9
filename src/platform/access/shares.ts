// Do the shares of a site over its entities add to 1 on every day? More would count waste twice; less leaves some to nobody.
import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import { Refused } from '../records/server/refusal.ts';

/** From a day on, the shares of a site add to less than 1. */
export interface ShareGap {
  siteId: string;
  /** code of the site */
  site: string;
  on: string;
  /** exact, at least 0 and below 1 */
  sum: string;
}

/**
 * Looks at every day on which the shares of these sites change. Less than 1 is told and not refused: whoever moves a
 * share from one entity to another by hand passes through it. Writers of one site wait for each other here.
 * @throws Refused `shares_above_one` with the first such day
 */
export async function checkShares(tx: Tx, siteIds: readonly string[]): Promise<ShareGap[]> {
  if (siteIds.length === 0) return [];
  const sites = sql`${`{${[...new Set(siteIds)].sort().join(',')}}`}::uuid[]`;
  await sql`select pg_advisory_xact_lock(hashtext('shares ' || s)) from unnest(${sites}) as s order by s`.execute(tx);
  const { rows } = await sql<ShareGap & { above: boolean }>`
    with edge as (
      select e.child_id, e.share, e.from_on, e.before_on from scope_edge e
      join scope_node p on p.id = e.parent_id and p.type = 'entity' where e.child_id = any(${sites})
    ), change as (
      select child_id, from_on as day from edge union select child_id, before_on from edge where before_on is not null
    )
    select n.id as "siteId", n.code as site, to_char(c.day, 'YYYY-MM-DD') as "on", trim_scale(coalesce(sum(e.share), 0))::text as sum,
      coalesce(sum(e.share), 0) > 1 as above
    from change c join scope_node n on n.id = c.child_id
    left join edge e on e.child_id = c.child_id and e.from_on <= c.day and (e.before_on is null or e.before_on > c.day)
    where n.before_on is null or c.day < n.before_on
    group by n.id, n.code, c.day having coalesce(sum(e.share), 0) <> 1 order by n.code, c.day`.execute(tx);
  const above = rows.find((row) => row.above);
  if (above) throw new Refused('shares_above_one', { site: above.site, on: above.on, sum: above.sum });
  return rows.map(({ siteId, site, on, sum }) => ({ siteId, site, on, sum }));
}
