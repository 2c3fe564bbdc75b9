// Who somebody is for one request: roles, the scopes they reach, and what row-level security will let him see.
import { sql } from 'kysely';
import { type Actor, type Database, systemActor, type Tx } from '../db/database.ts';
import type { Language } from '../i18n/words.ts';
import { GROUP_ID } from './organisation.ts';
import { type Action, groupWriters, mayDo, type Role, writesForGroup, writingActions } from './roles.ts';

/** A role that somebody holds somewhere today. */
export interface Grant {
  role: Role;
  scopeId: string;
  scopeType: string;
  /** by which post of the day he has it; absent where it is granted to him himself */
  post?: string;
}

/** Who asks: the person, what may be done where, and the actor under whose name the database sees it. */
export interface Session {
  personId: string;
  userName: string;
  name: { en: string; zh: string };
  language: Language;
  sample: boolean;
  grants: readonly Grant[];
  actor: Actor;
  /**
   * The same person, but writing only where one of these actions is his: who records in one factory and reviews in
   * another does not record in both. Every transaction that writes for somebody runs as this.
   */
  actorFor(...wanted: readonly Action[]): Actor;
  /** What is still to be done before anything is shown: a second factor, where his roles need one. */
  lacks?: 'second_factor';
  /** Whether this person may do it there; without a scope, anywhere. */
  may(action: Action, scopeId?: string): boolean;
  /** Whether this person may do it in the whole group. */
  everywhere(action: Action): boolean;
  /** Whether this person may do it to what the group owns, which only its writers touch. */
  mayForGroup(action: Action): boolean;
  /** The scopes in which this person may do it, one by one; what holds in the whole group is asked for by `everywhere`. */
  reach(action: Action): readonly string[];
  /** the key that this request came with, where a program asks and not a browser */
  key?: KeyLimits;
}

/** What a key leaves of its person's rights. */
export interface KeyLimits {
  id: string;
  name: string;
  actions: readonly Action[];
  /** it holds here and below */
  scopeId: string;
}

interface Row {
  role: Role;
  scope_id: string;
  type: string;
  post: string | null;
  reach: string[];
}

/**
 * Rights as they stand now, on this day: what is granted to the person, and what the posts carry that he holds. A group grant reaches everything; a region's or entity's reaches its sites of
 * today. The server remembers the answer for a second, so that a right withdrawn is gone at the next press.
 * A key leaves of it what its limits leave, and never more than that.
 * @returns null when the person is not active
 */
export async function sessionOf(
  db: Database,
  personId: string,
  today: string,
  key?: KeyLimits,
): Promise<Session | null> {
  return db.as(systemActor('sign-in'), async (tx) => {
    const { rows: people } = await sql<{
      user_name: string;
      sample: boolean;
      name_en: string | null;
      name_zh: string | null;
      language: Language | null;
    }>`
      select p.user_name, p.sample, a.name_en, a.name_zh, a.language from person p left join person_attribute a on a.person_id = p.id
      where p.id = ${personId} and p.active`.execute(tx);
    const person = people[0];
    if (!person) return null;
    const { rows } = await sql<Row>`
      with recursive held (scope_id, role, post) as (
        select scope_id, role, null from role_grant where person_id = ${personId} and from_on <= ${today} and (before_on is null or before_on > ${today})
        union
        select p.scope_id, p.role, p.code from post_holder h join post p on p.id = h.post_id
          where h.person_id = ${personId} and h.from_on <= ${today} and (h.before_on is null or h.before_on > ${today})
            and (p.ended_on is null or p.ended_on > ${today})
      ), reach (grant_scope, role, post, id) as (
        select scope_id, role, post, scope_id from held
        union
        select r.grant_scope, r.role, r.post, e.child_id from reach r join scope_edge e on e.parent_id = r.id
          and e.from_on <= ${today} and (e.before_on is null or e.before_on > ${today})
      )
      select r.role, r.grant_scope as scope_id, n.type, r.post, array_agg(distinct r.id::text) as reach
      from reach r join scope_node n on n.id = r.grant_scope group by 1, 2, 3, 4`.execute(tx);
    return makeSession(
      personId,
      person.user_name,
      { en: person.name_en ?? person.user_name, zh: person.name_zh ?? person.user_name },
      person.language ?? 'en',
      person.sample,
      key ? await cutDown(tx, rows, key, today) : rows,
      key,
    );
  });
}

/** Rights of a person as far as they lie at a key's scope or below. */
async function cutDown(tx: Tx, rows: readonly Row[], { scopeId }: KeyLimits, today: string): Promise<Row[]> {
  if (scopeId === GROUP_ID) return [...rows];
  const { rows: nodes } = await sql<{ id: string; type: string }>`
    with recursive below (id) as (
      select ${scopeId}::uuid
      union
      select e.child_id from below b join scope_edge e on e.parent_id = b.id
        and e.from_on <= ${today} and (e.before_on is null or e.before_on > ${today})
    ) select n.id, n.type from below b join scope_node n on n.id = b.id`.execute(tx);
  const below = new Set(nodes.map(({ id }) => id));
  const type = nodes.find(({ id }) => id === scopeId)?.type ?? 'site';
  return rows.flatMap((row) => {
    const reach = row.type === 'group' ? [...below] : row.reach.filter((id) => below.has(id));
    if (reach.length === 0) return [];
    return [reach.includes(scopeId) ? { ...row, scope_id: scopeId, type, reach } : { ...row, reach }];
  });
}

function makeSession(
  personId: string,
  userName: string,
  name: Session['name'],
  language: Language,
  sample: boolean,
  rows: readonly Row[],
  key: KeyLimits | undefined,
): Session {
  const carries = ({ role }: Row, action: Action) =>
    mayDo[role].includes(action) && (key === undefined || key.actions.includes(action));
  const everywhere = (action: Action) => rows.some((row) => row.type === 'group' && carries(row, action));
  const reach = (action: Action) => [
    ...new Set(rows.filter((row) => carries(row, action)).flatMap((row) => row.reach)),
  ];
  const scopes = (wanted: readonly Action[]): readonly string[] | 'all' =>
    wanted.some(everywhere) ? 'all' : [...new Set(wanted.flatMap(reach))];
  const holds = (action: Action) => rows.some((row) => carries(row, action));
  const mayForGroup = (action: Action) =>
    rows.some((row) => row.type === 'group' && groupWriters.includes(row.role) && carries(row, action));
  const groupWriter = writesForGroup.some(mayForGroup);
  const actor: Actor = {
    id: personId,
    reads: scopes(['records.read']),
    writes: scopes(writingActions),
    group: groupWriter ? 'write' : holds('group.read') ? 'read' : 'none',
    // Whoever may see figures sees the group's: the report is addressed to all of them.
    figures: everywhere('figures.read')
      ? 'all'
      : holds('figures.read')
        ? [...new Set([GROUP_ID, ...reach('figures.read')])]
        : [],
    ...(key && key.scopeId !== GROUP_ID ? { byKey: true as const } : {}),
  };
  return {
    personId,
    userName,
    name,
    language,
    sample,
    actorFor: (...wanted) => ({
      ...actor,
      writes: scopes(wanted),
      group: groupWriter && !wanted.some(mayForGroup) ? 'read' : actor.group,
    }),
    grants: rows.map((row) => ({
      ...{ role: row.role, scopeId: row.scope_id, scopeType: row.type },
      ...(row.post === null ? {} : { post: row.post }),
    })),
    actor,
    everywhere,
    mayForGroup,
    reach,
    ...(key ? { key } : {}),
    may: (action, scopeId) =>
      everywhere(action) || (scopeId === undefined ? reach(action).length > 0 : reach(action).includes(scopeId)),
  };
}
