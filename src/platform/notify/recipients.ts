// Who is to be told: everybody who may do something at a scope today, the nearest first.
import { sql } from 'kysely';
import { GROUP_ID } from '../access/organisation.ts';
import { type Action, mayDo, type Role, roles } from '../access/roles.ts';
import type { Tx } from '../db/database.ts';

const rolesWith = (action: Action): Role[] => roles.filter((role) => mayDo[role].includes(action));

/** Grants of today, by posts and by themselves, of people who are active. */
const heldOn = (today: string, wanted: readonly Role[]) => sql`
  select g.person_id, g.scope_id from role_grant g join person p on p.id = g.person_id and p.active
    where g.role = any(${`{${wanted.join(',')}}`}::text[]) and g.from_on <= ${today} and (g.before_on is null or g.before_on > ${today})
  union
  select h.person_id, o.scope_id from post_holder h join post o on o.id = h.post_id join person p on p.id = h.person_id and p.active
    where o.role = any(${`{${wanted.join(',')}}`}::text[]) and h.from_on <= ${today} and (h.before_on is null or h.before_on > ${today})
      and (o.ended_on is null or o.ended_on > ${today})`;

/**
 * Persons who may do it there. A factory's own people are told before those of its subsidiary, its region, the group: an
 * administrator may do everything everywhere, and would be told everything.
 * @param scopeId null for everybody who may do it anywhere
 * @param except who is not told, since it is his doing
 */
export async function listRecipients(
  tx: Tx,
  action: Action,
  scopeId: string | null,
  today: string,
  except: string,
): Promise<string[]> {
  const held = heldOn(today, rolesWith(action));
  if (scopeId === null) {
    const { rows } = await sql<{
      id: string;
    }>`select distinct person_id as id from (${held}) h where person_id::text <> ${except}`.execute(tx);
    return rows.map(({ id }) => id);
  }
  const { rows } = await sql<{ id: string; distance: number }>`
    with recursive above (id, distance) as (
      select ${scopeId}::uuid, 0
      union
      select e.parent_id, a.distance + 1 from above a join scope_edge e on e.child_id = a.id
        and e.from_on <= ${today} and (e.before_on is null or e.before_on > ${today}) where a.distance < 10
    ), near as (
      select id, min(distance) as distance from above where id <> ${GROUP_ID} group by 1
      union select ${GROUP_ID}::uuid, 100
    )
    select h.person_id as id, min(n.distance)::int as distance from (${held}) h join near n on n.id = h.scope_id
    where h.person_id::text <> ${except} group by 1`.execute(tx);
  const nearest = Math.min(...rows.map(({ distance }) => distance));
  return rows.filter(({ distance }) => distance === nearest).map(({ id }) => id);
}
