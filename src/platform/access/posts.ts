// Posts: what carries a role at a scope, who holds it from when, and which records its holder answers for.
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Tx } from '../db/database.ts';
import { historySeq, type Via } from '../history/entry.ts';
import { nameOf, type ReferredName } from '../records/server/names.ts';
import { findLatest } from '../records/server/read.ts';
import type { Kinds } from '../records/server/refs.ts';
import { Refused } from '../records/server/refusal.ts';
import { refuseNobodyLeft, refuseRoleAt } from './accounts.ts';
import { noteChange } from './note-change.ts';
import type { Role } from './roles.ts';

/** A name in both languages. */
export interface Named {
  en: string;
  zh: string;
}

export interface Holder {
  personId: string;
  userName: string;
  name: Named;
  from: string;
  /** first day on which he no longer holds it; null while it is open */
  before: string | null;
}

export interface Duty {
  kind: string;
  recordId: string;
  name: ReferredName | null;
}

export interface Post {
  id: string;
  code: string;
  name: Named;
  role: Role;
  scope: { id: string; type: string; name: Named };
  endedOn: string | null;
  holders: Holder[];
  duties: Duty[];
}

/** What a post is when it is set up. */
export interface NewPost {
  code: string;
  name: Named;
  scopeId: string;
  role: Role;
}

interface PostRow {
  id: string;
  code: string;
  name_en: string;
  name_zh: string;
  role: Role;
  ended_on: string | null;
  scope_id: string;
  scope_type: string;
  scope_en: string;
  scope_zh: string;
  holders: Holder[];
  duties: { kind: string; recordId: string }[];
}

/** All posts with their holders, the newest last, and their duties by name; those of one person when one is named. */
export async function listPosts(
  tx: Tx,
  kinds: Kinds,
  of: { personId?: string; postId?: string } = {},
): Promise<Post[]> {
  const { rows } = await sql<PostRow>`
    select p.id, p.code, p.name_en, p.name_zh, p.role, p.ended_on, p.scope_id, n.type as scope_type, n.name_en as scope_en, n.name_zh as scope_zh,
      coalesce((select json_agg(json_build_object('personId', h.person_id, 'userName', o.user_name,
        'name', json_build_object('en', coalesce(a.name_en, o.user_name), 'zh', coalesce(a.name_zh, o.user_name)),
        'from', h.from_on, 'before', h.before_on) order by h.from_on)
        from post_holder h join person o on o.id = h.person_id left join person_attribute a on a.person_id = h.person_id where h.post_id = p.id), '[]') as holders,
      coalesce((select json_agg(json_build_object('kind', d.kind, 'recordId', d.record_id) order by d.seq, d.record_id) from post_duty d where d.post_id = p.id), '[]') as duties
    from post p join scope_node n on n.id = p.scope_id
    where ${of.personId ? sql`exists (select from post_holder h where h.post_id = p.id and h.person_id = ${of.personId})` : sql`true`}
      and ${of.postId ? sql`p.id = ${of.postId}` : sql`true`}
    order by p.ended_on is not null, p.code`.execute(tx);
  const names = await namesOfDuties(tx, kinds, rows);
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: { en: row.name_en, zh: row.name_zh },
    role: row.role,
    scope: { id: row.scope_id, type: row.scope_type, name: { en: row.scope_en, zh: row.scope_zh } },
    endedOn: row.ended_on,
    holders: row.holders,
    duties: row.duties.map((duty) => ({ ...duty, name: names.get(duty.recordId) ?? null })),
  }));
}

async function namesOfDuties(
  tx: Tx,
  kinds: Kinds,
  rows: readonly Pick<PostRow, 'duties'>[],
): Promise<Map<string, ReferredName>> {
  const names = new Map<string, ReferredName>();
  const duties = rows.flatMap((row) => row.duties);
  for (const id of new Set(duties.map(({ kind }) => kind))) {
    const kind = kinds.get(id);
    if (!kind) continue;
    const wanted = duties.filter((duty) => duty.kind === id).map(({ recordId }) => recordId);
    for (const record of await findLatest(tx, kind, wanted)) names.set(record.id, nameOf(kind, record.values));
  }
  return names;
}

/** Sets up a post. @returns its id; @throws Refused `already_exists` for a code in use, `role_not_at_scope` */
export async function makePost(tx: Tx, post: NewPost, via: Via): Promise<string> {
  const [code, en, zh] = [post.code.trim(), post.name.en.trim(), post.name.zh.trim()];
  if (code === '' || en === '' || zh === '') throw new Refused('wrong_input');
  await refuseRoleAt(tx, post.role, post.scopeId);
  const id = uuid();
  const seq = await historySeq(tx);
  const { numInsertedOrUpdatedRows: made } = await tx
    .insertInto('post')
    .values({ id, code, name_en: en, name_zh: zh, scope_id: post.scopeId, role: post.role, ended_on: null, seq })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .executeTakeFirst();
  if (made !== 1n) throw new Refused('already_exists');
  const said = [id, code, post.role, post.scopeId];
  await noteChange(tx, { via, kind: 'platform.post', scopeId: post.scopeId, said });
  return id;
}

/**
 * Renames a post, or ends it on a day together with who holds it then.
 * @throws Refused `not_found`, `last_administrator`
 */
export async function changePost(
  tx: Tx,
  id: string,
  change: { name?: Named | undefined; endedOn?: string | undefined },
  via: Via,
): Promise<void> {
  const { name, endedOn } = change;
  if (name && (name.en.trim() === '' || name.zh.trim() === '')) throw new Refused('wrong_input');
  const seq = await historySeq(tx);
  const { rows } = await sql<{ scope_id: string }>`update post set seq = ${seq}
    ${name ? sql`, name_en = ${name.en.trim()}, name_zh = ${name.zh.trim()}` : sql``} ${endedOn ? sql`, ended_on = ${endedOn}::date` : sql``}
    where id = ${id} returning scope_id`.execute(tx);
  if (!rows[0]) throw new Refused('not_found');
  if (endedOn) for (const personId of await endHoldings(tx, id, endedOn, seq)) await refuseNobodyLeft(tx, personId);
  const said = [id, name ?? null, endedOn ?? null];
  await noteChange(tx, { via, kind: 'platform.post', scopeId: rows[0].scope_id, said });
}

/** Ends whatever holdings of a post reach beyond a day; one that would begin later never was. @returns their persons */
export async function endHoldings(
  tx: Tx,
  postId: string,
  on: string,
  seq: number,
  personId?: string,
): Promise<string[]> {
  const whose = personId ? sql`and person_id = ${personId}` : sql``;
  const later = await sql<{
    person_id: string;
  }>`delete from post_holder where post_id = ${postId} and from_on >= ${on} ${whose} returning person_id`.execute(tx);
  const ended = await sql<{ person_id: string }>`update post_holder set before_on = ${on}, seq = ${seq}
    where post_id = ${postId} and from_on < ${on} and (before_on is null or before_on > ${on}) ${whose} returning person_id`.execute(
    tx,
  );
  return [...later.rows, ...ended.rows].map((row) => row.person_id);
}

/** A time for which somebody holds a post. */
export interface NewHolder {
  postId: string;
  personId: string;
  from: string;
  before?: string | null | undefined;
}

/** Lets somebody hold a post from a day on. @throws Refused `post_is_held`, `not_active`, `not_found` */
export async function holdPost(tx: Tx, { postId, personId, from, before = null }: NewHolder, via: Via): Promise<void> {
  if (before !== null && before <= from) throw new Refused('wrong_input');
  const seq = await historySeq(tx);
  // Two who give one post at once wait for each other at its row.
  const { rows: posts } = await sql<{ scope_id: string; ended_on: string | null }>`
    update post set seq = ${seq} where id = ${postId} returning scope_id, ended_on`.execute(tx);
  const post = posts[0];
  if (!post || (post.ended_on !== null && post.ended_on <= from)) throw new Refused('not_found');
  const { rows: people } = await sql<{ active: boolean }>`select active from person where id = ${personId}`.execute(tx);
  if (!people[0]) throw new Refused('not_found');
  if (!people[0].active) throw new Refused('not_active');
  const { rows: clash } = await sql`select from post_holder where post_id = ${postId}
    and daterange(from_on, before_on) && daterange(${from}::date, ${before}::date)`.execute(tx);
  if (clash.length > 0) throw new Refused('post_is_held');
  await sql`insert into post_holder (post_id, person_id, from_on, before_on, seq)
    values (${postId}, ${personId}, ${from}::date, ${before}::date, ${seq})`.execute(tx);
  const said = [postId, personId, from, before];
  await noteChange(tx, { via, kind: 'platform.post-holder', scopeId: post.scope_id, said });
}

/** Ends who holds a post on a day. @throws Refused `nothing_to_end`, `last_administrator` */
export async function releasePost(
  tx: Tx,
  { postId, personId, on }: { postId: string; personId: string; on: string },
  via: Via,
): Promise<void> {
  const seq = await historySeq(tx);
  if ((await endHoldings(tx, postId, on, seq, personId)).length === 0) throw new Refused('nothing_to_end');
  await refuseNobodyLeft(tx, personId);
  const { rows } = await sql<{ scope_id: string }>`select scope_id from post where id = ${postId}`.execute(tx);
  const said = [postId, personId, null, on];
  await noteChange(tx, { via, kind: 'platform.post-holder', scopeId: rows[0]?.scope_id ?? null, said });
}

/**
 * Says which records the holder of a post answers for, from now on exactly these.
 * @throws Refused `not_found` for a post or a record that is not there
 */
export async function setDuties(
  tx: Tx,
  kinds: Kinds,
  postId: string,
  duties: readonly { kind: string; recordId: string }[],
  via: Via,
): Promise<void> {
  const seq = await historySeq(tx);
  const { rows } = await sql<{
    scope_id: string;
  }>`update post set seq = ${seq} where id = ${postId} returning scope_id`.execute(tx);
  if (!rows[0]) throw new Refused('not_found');
  for (const id of new Set(duties.map(({ kind }) => kind))) {
    const kind = kinds.get(id);
    if (!kind) throw new Refused('unknown_kind');
    const wanted = new Set(duties.filter((duty) => duty.kind === id).map(({ recordId }) => recordId));
    const found = (await findLatest(tx, kind, [...wanted])).filter((record) => !record.voided);
    if (found.length !== wanted.size) throw new Refused('not_found');
  }
  await sql`delete from post_duty where post_id = ${postId}`.execute(tx);
  for (const { kind, recordId } of duties)
    await sql`insert into post_duty (post_id, kind, record_id, seq) values (${postId}, ${kind}, ${recordId}, ${seq})
      on conflict do nothing`.execute(tx);
  const said = [postId, duties.map(({ kind, recordId }) => [kind, recordId])];
  await noteChange(tx, { via, kind: 'platform.post', scopeId: rows[0].scope_id, said, rows: duties.length });
}
