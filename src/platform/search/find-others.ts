// Finds what is no record: parts of the organisation, people, and files by their names.
import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import { holds } from '../evidence/read-links.ts';
import { likeLiteral } from '../records/server/read.ts';
import { rankOf, type SearchText, type Sought, searchText } from './search-text.ts';

const MOST_KEPT = 5_000;
const known = new Map<string, SearchText>();

/** Texts of a few names: pinyin is worked out once for each. */
export function textOfNames(...names: readonly string[]): SearchText {
  const key = names.join('\n');
  let text = known.get(key);
  if (!text) {
    if (known.size >= MOST_KEPT) known.clear();
    text = searchText(names);
    known.set(key, text);
  }
  return text;
}

/** What was found, with how near it is. */
export type Ranked<T> = T & { rank: number };

/** Those of a few things that are sought, the nearest first. */
export const nearest = <T>(all: readonly T[], textOf: (one: T) => SearchText, sought: Sought): Ranked<T>[] =>
  all
    .flatMap((one) => {
      const rank = rankOf(textOf(one), sought);
      return rank === undefined ? [] : [{ ...one, rank }];
    })
    .sort((one, other) => one.rank - other.rank);

/** A part of the organisation. */
export interface Scope {
  id: string;
  type: string;
  code: string;
  en: string;
  zh: string;
}

/** All parts of the organisation that the reader sees; suppliers are none. */
export async function listScopes(tx: Tx): Promise<Scope[]> {
  const { rows } = await sql<Scope>`
    select id, type, code, name_en as en, name_zh as zh from scope_node where type <> 'supplier' order by code`.execute(
    tx,
  );
  return rows;
}

interface Person {
  id: string;
  userName: string;
  en: string | null;
  zh: string | null;
}

/** People with an account that is not switched off; one whose name was erased is found by user name. */
export async function findPeople(tx: Tx, sought: Sought): Promise<Ranked<Person>[]> {
  const { rows } = await sql<Person>`
    select p.id, p.user_name as "userName", a.name_en as en, a.name_zh as zh from person p left join person_attribute a on a.person_id = p.id
    where p.active order by p.user_name`.execute(tx);
  return nearest(rows, (one) => textOfNames(one.userName, one.en ?? '', one.zh ?? ''), sought);
}

interface File {
  sha256: string;
  fileName: string;
  siteId: string | null;
  on: string;
  total: number;
}

/** Files that lie behind a record, by their names, the newest first. */
export async function findFiles(
  tx: Tx,
  { words }: Sought,
  { offset = 0, limit }: { offset?: number; limit: number },
): Promise<File[]> {
  const named = words.map((word) => sql`lower(l.file_name) like ${`%${likeLiteral(word)}%`}`);
  const { rows } = await sql<File>`
    with file as (
      select distinct on (l.sha256) l.sha256, l.file_name, l.scope_id, l.at from evidence_link l
      where ${sql.join(named, sql` and `)} and ${holds('l')} order by l.sha256, l.at desc, l.id desc
    )
    select encode(f.sha256, 'hex') as sha256, f.file_name as "fileName", f.scope_id as "siteId", f.at::date as "on",
      count(*) over ()::int as total
    from file f order by f.at desc, f.sha256 limit ${limit} offset ${offset}`.execute(tx);
  return rows;
}
