// Erases what can identify a person, in one recorded step: he is called by a number from then on, and nothing that he did is lost.
import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import type { Via } from '../history/entry.ts';
import { type Dictionary, languages, word } from '../i18n/words.ts';
import { Refused } from '../records/server/refusal.ts';
import { refuseNobodyLeft } from './accounts.ts';
import { noteChange } from './note-change.ts';
import { withdrawLinks } from './one-time-links.ts';
import { about } from './personal-data.ts';
import { endHoldings } from './posts.ts';
import { erasedUserName, normalUserName } from './user-name.ts';

export interface ErasureAsked {
  personId: string;
  /** the user name, typed once more by whoever erases */
  userName: string;
  reason: string;
}

/** Stands where a name stood that somebody chose freely. */
const NOTHING = '—';
/** Shorter names may stand in any sentence by chance. */
const FOUND_FROM_CHARACTERS = 2;

interface Person {
  user_name: string;
  name_en: string | null;
  name_zh: string | null;
  mail: string | null;
  erased_number: number | null;
}

/**
 * Runs in a transaction that acts with the system's reach, for whoever manages people.
 * @param today the day from which on his roles and posts no longer hold
 * @returns the number that he is called by
 * @throws Refused `not_found`, `is_erased`, `erase_other_name`, `reason_required`, `erase_reason_names`, `last_administrator`
 */
export async function erasePerson(
  tx: Tx,
  { personId, userName, reason }: ErasureAsked,
  { words, today, via }: { words: Dictionary; today: string; via: Via },
): Promise<number> {
  await about(tx, personId);
  // Two that are erased at once would be given one number.
  await sql`select pg_advisory_xact_lock(hashtext('erase a person'))`.execute(tx);
  const { rows: people } = await sql<Person>`
    select p.user_name, p.erased_number, a.name_en, a.name_zh, a.mail from person p left join person_attribute a on a.person_id = p.id
    where p.id = ${personId}`.execute(tx);
  const [person] = people;
  if (!person) throw new Refused('not_found');
  if (person.erased_number !== null) throw new Refused('is_erased');
  if (normalUserName(userName) !== person.user_name) throw new Refused('erase_other_name');
  const identifying = [person.user_name, person.name_en, person.name_zh, person.mail].flatMap((text) => text ?? []);
  const why = reason.trim();
  if (why === '') throw new Refused('reason_required');
  // The reason is chained and stays for ever.
  const said = why.toLowerCase();
  if (identifying.some((text) => text.length >= FOUND_FROM_CHARACTERS && said.includes(text.toLowerCase())))
    throw new Refused('erase_reason_names');

  const { rows: last } = await sql<{ number: number }>`
    select coalesce(max(erased_number), 0) + 1 as number from person`.execute(tx);
  const number = last[0]?.number ?? 1;
  const called = Object.fromEntries(
    languages.map((language) => [language, word(words, language, 'privacy.erasedPerson', { number })]),
  ) as Record<'en' | 'zh', string>;
  const seq = await noteChange(tx, {
    ...{ via, kind: 'platform.person', action: 'erase', scopeId: null, reason: why },
    said: [personId, 'erased', number],
  });
  await endWork(tx, personId, today, seq);
  await forgetTold(tx, personId, identifying, called);
  await sql`update person_attribute set name_en = ${called.en}, name_zh = ${called.zh}, mail = null where person_id = ${personId}`.execute(
    tx,
  );
  await sql`update person set user_name = ${erasedUserName(number)}, active = false, erased_number = ${number}, erased_seq = ${seq}
    where id = ${personId}`.execute(tx);
  await refuseNobodyLeft(tx, personId);
  return number;
}

/** Roles, posts, delegations, keys and links end; that he had them stays. */
async function endWork(tx: Tx, personId: string, today: string, seq: number): Promise<void> {
  const { rows: posts } = await sql<{ post_id: string }>`
    select distinct post_id from post_holder where person_id = ${personId} and (before_on is null or before_on > ${today})`.execute(
    tx,
  );
  for (const { post_id: postId } of posts) await endHoldings(tx, postId, today, seq, personId);
  await sql`update role_grant set before_on = ${today} where person_id = ${personId} and (before_on is null or before_on > ${today})`.execute(
    tx,
  );
  await sql`update review_delegation set ended_seq = ${seq}, ended_at = now()
    where ${personId} in (from_person, to_person) and ended_seq is null and before_on > ${today}`.execute(tx);
  await sql`update api_key set name = ${NOTHING}, revoked_at = coalesce(revoked_at, now()), revoked_by = coalesce(revoked_by, app_actor())
    where person_id = ${personId}`.execute(tx);
  await withdrawLinks(tx, personId);
}

/** What he was told goes; in what others were told, and where somebody came in, he is no longer to be known. */
async function forgetTold(
  tx: Tx,
  personId: string,
  identifying: readonly string[],
  called: Record<'en' | 'zh', string>,
): Promise<void> {
  for (const table of ['person_channel', 'notice', 'notice_request', 'notice_preference'])
    await sql`delete from ${sql.table(table)} where person_id = ${personId}`.execute(tx);
  for (const table of ['list_view_first', 'list_view'])
    await sql`delete from ${sql.table(table)} where actor = ${personId}`.execute(tx);
  await sql`delete from api_answer where actor = ${personId} or exists (
    select from unnest(${[...identifying]}::text[]) as u (said) where position(u.said in api_answer.body) > 0)`.execute(
    tx,
  );
  for (const table of ['notice', 'notice_request']) await renameIn(tx, table, identifying, called);
  // A key is named by whoever made it.
  await sql`update access_event set network = null, device = null, subject = case when what = 'key' then null else subject end
    where person_id = ${personId} or actor = ${personId}`.execute(tx);
}

/** Facts of a notice that are his name, or anything else by which he was known, become what he is called now. */
async function renameIn(
  tx: Tx,
  table: string,
  identifying: readonly string[],
  called: Record<'en' | 'zh', string>,
): Promise<void> {
  const { rows } = await sql<{ id: string; facts: unknown }>`
    select id, facts from ${sql.table(table)} where exists (
      select from unnest(${[...identifying]}::text[]) as u (said) where position(to_json(u.said)::text in facts::text) > 0)`.execute(
    tx,
  );
  const names = new Set(identifying);
  for (const { id, facts } of rows)
    await sql`update ${sql.table(table)} set facts = ${JSON.stringify(renamed(facts, names, called, 'en'))}::jsonb where id = ${id}`.execute(
      tx,
    );
}

function renamed(
  value: unknown,
  names: ReadonlySet<string>,
  called: Record<'en' | 'zh', string>,
  language: 'en' | 'zh',
): unknown {
  if (typeof value === 'string') return names.has(value) ? called[language] : value;
  if (Array.isArray(value)) return value.map((one) => renamed(one, names, called, language));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, renamed(one, names, called, key === 'zh' ? 'zh' : language)]),
  );
}
