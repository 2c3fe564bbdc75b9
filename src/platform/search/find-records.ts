// Finds records: by any part of what they say, or, where there are a million, by the beginning of their number.
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import { columnOf, type Field, type RecordKind } from '../records/declare/kind.ts';
import { likeLiteral } from '../records/server/read.ts';
import type { Sought } from './search-text.ts';

/** A record that was found. */
export interface FoundRecord {
  kind: string;
  id: string;
  /** the site whose record it is */
  siteId: string | null;
  code: string;
  en: string;
  zh: string;
  rank: number;
  /** how many of its kind were found, where they can be counted */
  total: number;
}

const t = (column: string) => sql.ref(`t.${column}`);
const within = (column: string, text: string) => sql<boolean>`${t(column)} like ${`%${likeLiteral(text)}%`}`;
const isWord = (word: string) =>
  sql<boolean>`(${within('called', word)} or ${within('latin', `\n${word}`)} or ${within('said', word)})`;
const every = (conditions: readonly RawBuilder<boolean>[]) => sql<boolean>`${sql.join(conditions, sql` and `)}`;

/** `rankOf`, for the rows of the table. */
const rankInSql = ({ phrase, words }: Sought) => sql<number>`case
  when ${within('called', `\n${phrase}\n`)} then 0 when ${within('called', `\n${phrase}`)} then 1 when ${within('called', phrase)} then 2
  when ${every(words.map((one) => sql<boolean>`(${within('called', one)} or ${within('latin', `\n${one}`)})`))} then 3 else 4 end`;

/** The nearest records of every kind that is not found by number: so many of each, from a place on. */
export async function findByText(
  tx: Tx,
  sought: Sought,
  { kind, offset = 0, limit }: { kind?: string; offset?: number; limit: number },
): Promise<FoundRecord[]> {
  const { rows } = await sql<FoundRecord>`
    with found as (
      select t.kind, t.record_id, t.scope_id, t.code, t.title_en, t.title_zh, ${rankInSql(sought)} as rank from search_text t
      where ${kind === undefined ? sql`true` : sql`t.kind = ${kind}`} and ${every(sought.words.map(isWord))}
    ), placed as (
      select *, count(*) over (partition by kind)::int as total,
        row_number() over (partition by kind order by rank, code collate "C", title_en collate "C", record_id) as place from found
    )
    select kind, record_id as id, scope_id as "siteId", code, title_en as en, title_zh as zh, rank, total from placed
    where place > ${offset} and place <= ${offset + limit} order by kind, place`.execute(tx);
  return rows;
}

/** A record that was found by its number. */
export interface FoundNumber {
  id: string;
  number: string;
  siteId: string;
  on: string | null;
  /** what it is of, or who it is with: the first record besides the site that it refers to */
  of: { en: string; zh: string } | null;
}

/** Behind every text that begins with what stands before it: nothing sorts after the last code point. */
const LAST = '\u{10ffff}';

/**
 * Records of one kind whose number begins so, in the order of their numbers, within the sites that the reader sees: each of
 * them is looked up in the index by itself, so that the records of others are not even read.
 */
export async function findByNumber(
  tx: Tx,
  kind: RecordKind,
  typed: string,
  { limit, after }: { limit: number; after?: { number: string; id: string } | undefined },
): Promise<FoundNumber[]> {
  const path = kind.foundByNumber;
  if (!path) throw new Error(`${kind.kind} is not found by a number`);
  const number = t(columnOf(path, kind.all.get(path) as Field));
  const site = t(`${kind.site ?? 'site'}_id`);
  const on = kind.effective ? t(columnOf(kind.effective, kind.all.get(kind.effective) as Field)) : sql`null`;
  const [refPath, ref] = [...kind.flat].find(([name, { type }]) => type === 'ref' && name !== kind.site) ?? [];
  const of = ref?.type === 'ref' ? { kind: ref.to, id: t(columnOf(refPath ?? '', ref)) } : undefined;
  const asTyped = typed.normalize('NFKC').trim();
  const [capitals, small] = [asTyped.toUpperCase(), asTyped.toLowerCase()];
  // An index knows letters as they are written: as typed, or in one of the ways in which numbers are.
  const starts = [...new Set([asTyped, capitals, small, `${capitals.charAt(0)}${small.slice(1)}`])];
  // Bounds and not `like`: that one tells what it sees, so that row-level security lets no index be used for it.
  const behind = after
    ? sql`and ${number} ~>=~ ${after.number} and (${number} ~>~ ${after.number} or t.id > ${after.id}::uuid)`
    : sql``;
  const { rows } = await sql<FoundNumber>`
    select f.id, f.number, f.site as "siteId", f.on_day as "on",
      case when w.record_id is not null then json_build_object('en', w.title_en, 'zh', w.title_zh) end as "of" from (
    select f.* from scope_node n cross join unnest(${starts}::text[]) as s (start)
    cross join lateral (
      select t.id, ${number} as number, ${site} as site, ${on} as on_day, ${of?.id ?? sql`null::uuid`} as ref from ${sql.table(kind.table)} t
      where ${site} = n.id and ${number} ~>=~ s.start and ${number} ~<~ (s.start || ${LAST}) and t.latest and not t.voided ${behind}
      order by ${number} using ~<~, t.id limit ${limit}
    ) f
    where n.type = 'site' and ((select app_all('app.scopes')) or n.id = any ((select app_list('app.scopes'))::uuid[]))
    order by f.number using ~<~, f.id limit ${limit}
    ) f left join search_text w on w.kind = ${of?.kind ?? ''} and w.record_id = f.ref order by f.number using ~<~, f.id`.execute(
    tx,
  );
  return rows;
}
