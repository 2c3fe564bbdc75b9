// A hand-over: what is somebody's work becomes another's from a day on, in one recorded step; seen before it is done.
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Tx } from '../db/database.ts';
import { historySeq, type Via } from '../history/entry.ts';
import { notify } from '../notify/notify.ts';
import type { Kinds } from '../records/server/refs.ts';
import { Refused } from '../records/server/refusal.ts';
import { listHandedOver, listOpenWork, type OpenWork, whoseWork } from '../records/server/whose-work.ts';
import { refuseNobodyLeft } from './accounts.ts';
import { noteChange } from './note-change.ts';
import { GROUP_ID } from './organisation.ts';
import { endHoldings, listPosts, type Named, type Post } from './posts.ts';
import { mayDo, type Role } from './roles.ts';

/** What is to be handed over: from whom, to whom, at which scope and below, from which day on. */
export interface HandOverAsked {
  fromPerson: string;
  toPerson: string;
  scopeId: string;
  on: string;
}

/** What moves. */
export interface Moving {
  /** drafts and returned records by kind, factory and month */
  work: (Pick<OpenWork, 'siteId' | 'month' | 'state' | 'count'> & { kind: string })[];
  /** posts that he holds then, with what they answer for */
  posts: Post[];
  /** reviews that others delegated to him, and for whom he stands in beyond the day */
  reviews: { id: string; fromPerson: string; name: Named; scopeId: string | null; before: string }[];
  /** factories of that work at which the other could not record: it would stand in nobody's inbox */
  outOfReach: string[];
  /** roles that are granted to the person himself and stay his until they are ended */
  stay: { role: Role; scopeName: Named }[];
}

/** Ids of a scope and everything below it, on any day. */
async function below(tx: Tx, scopeId: string): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`with recursive reach (id) as (
    select ${scopeId}::uuid union select e.child_id from reach r join scope_edge e on e.parent_id = r.id) select id from reach`.execute(
    tx,
  );
  return new Set(rows.map((row) => row.id));
}

/**
 * What a hand-over would move, as things stand.
 * @param recordsAt whether the other may record at a factory on that day by what he has already
 * @throws Refused `not_found` for a person or scope that is not there, `not_active`, `wrong_input` for himself
 */
export async function whatMoves(
  tx: Tx,
  kinds: Kinds,
  asked: HandOverAsked,
  today: string,
  recordsAt: (siteId: string) => boolean,
): Promise<Moving> {
  const { fromPerson, toPerson, scopeId, on } = asked;
  if (fromPerson === toPerson) throw new Refused('wrong_input');
  const { rows: people } = await sql<{ id: string; active: boolean }>`
    select id, active from person where id in (${fromPerson}, ${toPerson})`.execute(tx);
  if (people.length !== 2) throw new Refused('not_found');
  if (!people.find(({ id }) => id === toPerson)?.active) throw new Refused('not_active');
  const { rows: scopes } = await sql<{ type: string }>`select type from scope_node where id = ${scopeId}`.execute(tx);
  if (!scopes[0]) throw new Refused('unknown_scope');
  const inScope = await below(tx, scopeId);
  const covers = (id: string) => scopes[0]?.type === 'group' || inScope.has(id);
  const handed = await listHandedOver(tx, today);
  const work: Moving['work'] = [];
  for (const kind of kinds.values()) {
    const sums = new Map<string, Moving['work'][number]>();
    for (const open of await listOpenWork(tx, kind)) {
      if (!covers(open.siteId) || whoseWork(handed, open) !== fromPerson) continue;
      const { siteId, month, state } = open;
      const key = [siteId, month, state].join(' ');
      const count = (sums.get(key)?.count ?? 0) + open.count;
      sums.set(key, { kind: kind.kind, siteId, month, state, count });
    }
    work.push(...sums.values());
  }
  const held = await listPosts(tx, kinds, { personId: fromPerson });
  const { rows: stay } = await sql<{ role: Role; name_en: string; name_zh: string }>`
    select g.role, n.name_en, n.name_zh from role_grant g join scope_node n on n.id = g.scope_id
    where g.person_id = ${fromPerson} and (g.before_on is null or g.before_on > ${on}) order by n.code`.execute(tx);
  const posts = held.filter((post) => covers(post.scope.id) && reachesBeyond(post, fromPerson, on));
  const byPost = new Set<string>();
  for (const { role, scope } of posts)
    if (mayDo[role].includes('records.record')) for (const id of await below(tx, scope.id)) byPost.add(id);
  const delegated = await sql<Moving['reviews'][number]>`
    select d.id, d.from_person as "fromPerson", d.scope_id as "scopeId", d.before_on as before,
      json_build_object('en', coalesce(a.name_en, p.user_name), 'zh', coalesce(a.name_zh, p.user_name)) as name
    from review_delegation d join person p on p.id = d.from_person left join person_attribute a on a.person_id = p.id
    where d.to_person = ${fromPerson} and d.from_person <> ${toPerson} and d.ended_seq is null and d.before_on > ${on} order by d.before_on`.execute(
    tx,
  );
  return {
    work,
    posts,
    reviews: delegated.rows.filter((one) => covers(one.scopeId ?? GROUP_ID)),
    outOfReach: [...new Set(work.map(({ siteId }) => siteId))].filter((id) => !recordsAt(id) && !byPost.has(id)),
    stay: stay.map(({ role, name_en, name_zh }) => ({ role, scopeName: { en: name_en, zh: name_zh } })),
  };
}

const reachesBeyond = ({ holders }: Post, personId: string, on: string): boolean =>
  holders.some((one) => one.personId === personId && (one.before === null || one.before > on));

/**
 * Hands over: the holder of each post ends, the other begins, and the open work is his from that day on. One entry.
 * @returns the id of the hand-over
 * @throws Refused `reason_required`, `nothing_to_hand_over`, `last_administrator`, and what `whatMoves` refuses
 */
export async function handOver(
  tx: Tx,
  asked: HandOverAsked,
  moving: Moving,
  { reason, via }: { reason: string; via: Via },
): Promise<string> {
  const { fromPerson, toPerson, scopeId, on } = asked;
  if (reason.trim() === '') throw new Refused('reason_required');
  const counts = countsOf(moving);
  if (sumOf(counts) === 0) throw new Refused('nothing_to_hand_over');
  const seq = await historySeq(tx);
  for (const post of moving.posts) {
    // Who gives the same post at the same time waits here, and then finds it held.
    await sql`update post set seq = ${seq} where id = ${post.id}`.execute(tx);
    const mine = post.holders.filter(
      ({ personId, before }) => personId === fromPerson && (before === null || before > on),
    );
    await endHoldings(tx, post.id, on, seq, fromPerson);
    for (const { from, before } of mine)
      await sql`insert into post_holder (post_id, person_id, from_on, before_on, seq)
        values (${post.id}, ${toPerson}, greatest(${from}::date, ${on}::date), ${before}::date, ${seq})`.execute(tx);
  }
  for (const review of moving.reviews) {
    await sql`insert into review_delegation (id, from_person, to_person, scope_id, from_on, before_on, seq)
      select ${uuid()}, from_person, ${toPerson}, scope_id, greatest(from_on, ${on}::date), before_on, ${seq} from review_delegation where id = ${review.id}`.execute(
      tx,
    );
    // Until a day that is still to come, he stands in himself.
    await sql`insert into review_delegation (id, from_person, to_person, scope_id, from_on, before_on, seq)
      select ${uuid()}, from_person, to_person, scope_id, from_on, ${on}::date, ${seq} from review_delegation
      where id = ${review.id} and from_on < ${on} and ${on}::date > (now() at time zone 'Asia/Shanghai')::date`.execute(
      tx,
    );
    await sql`update review_delegation set ended_seq = ${seq}, ended_at = now() where id = ${review.id}`.execute(tx);
  }
  await refuseNobodyLeft(tx, fromPerson);
  const id = uuid();
  await sql`insert into hand_over (id, from_person, to_person, scope_id, on_date, moved, seq)
    values (${id}, ${fromPerson}, ${toPerson}, ${scopeId}, ${on}::date, ${JSON.stringify(counts)}::jsonb, ${seq})`.execute(
    tx,
  );
  await noteChange(tx, {
    ...{ via, kind: 'platform.hand-over', scopeId, reason: reason.trim() },
    said: [id, fromPerson, toPerson, scopeId, on, moving.work, ...[moving.posts, moving.reviews].map(idsOf)],
    rows: sumOf(counts),
  });
  const { rows } = await sql<{ name: Named; site: Named }>`
    select json_build_object('en', coalesce(a.name_en, p.user_name), 'zh', coalesce(a.name_zh, p.user_name)) as name,
      json_build_object('en', n.name_en, 'zh', n.name_zh) as site
    from person p left join person_attribute a on a.person_id = p.id, scope_node n where p.id = ${fromPerson} and n.id = ${scopeId}`.execute(
    tx,
  );
  await notify(tx, {
    ...{ to: { personId: toPerson }, message: 'handed_over', opens: '/inbox', key: `handed_over ${id}` },
    facts: { name: rows[0]?.name ?? '', site: rows[0]?.site ?? '', day: on },
  });
  return id;
}

const idsOf = (of: readonly { id: string }[]) => of.map(({ id }) => id);
/** What was handed over, without the duties, which go with their posts. */
const sumOf = ({ drafts, returned, posts, reviews }: ReturnType<typeof countsOf>) =>
  drafts + returned + posts + reviews;

/** How many of each move. */
export function countsOf({
  work,
  posts,
  reviews,
}: Moving): Record<'drafts' | 'returned' | 'posts' | 'duties' | 'reviews', number> {
  const of = (state: OpenWork['state']) =>
    work.filter((one) => one.state === state).reduce((sum, one) => sum + one.count, 0);
  const duties = posts.reduce((sum, post) => sum + post.duties.length, 0);
  return { drafts: of('draft'), returned: of('returned'), posts: posts.length, duties, reviews: reviews.length };
}

/** A hand-over as a person's page tells it. */
export interface HandOverTold {
  id: string;
  on: string;
  at: Date;
  reason: string | null;
  from: { personId: string; name: Named };
  to: { personId: string; name: Named };
  scopeName: Named;
  moved: ReturnType<typeof countsOf>;
}

/** The hand-overs from and to a person, the newest first. */
export async function listHandOversOf(tx: Tx, personId: string): Promise<HandOverTold[]> {
  const { rows } = await sql<{
    id: string;
    on_date: string;
    at: Date;
    reason: string | null;
    from_person: string;
    from_name: Named;
    to_person: string;
    to_name: Named;
    scope_name: Named;
    moved: HandOverTold['moved'];
  }>`
    select h.id, h.on_date, e.at, e.reason, h.from_person, h.to_person, h.moved,
      json_build_object('en', coalesce(fa.name_en, f.user_name), 'zh', coalesce(fa.name_zh, f.user_name)) as from_name,
      json_build_object('en', coalesce(ta.name_en, t.user_name), 'zh', coalesce(ta.name_zh, t.user_name)) as to_name,
      json_build_object('en', n.name_en, 'zh', n.name_zh) as scope_name
    from hand_over h join person f on f.id = h.from_person left join person_attribute fa on fa.person_id = f.id
      join person t on t.id = h.to_person left join person_attribute ta on ta.person_id = t.id join scope_node n on n.id = h.scope_id
      left join history_entry e on e.seq = h.seq and e.kind = 'platform.hand-over'
    where ${personId} in (h.from_person, h.to_person) order by h.seq desc`.execute(tx);
  return rows.map((row) => ({
    ...{ id: row.id, on: row.on_date, at: row.at, reason: row.reason, moved: row.moved, scopeName: row.scope_name },
    from: { personId: row.from_person, name: row.from_name },
    to: { personId: row.to_person, name: row.to_name },
  }));
}
