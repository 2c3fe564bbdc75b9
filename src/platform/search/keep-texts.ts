// Keeps what search reads of records beside their revisions, in the same transaction.
import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import type { RecordKind, Values } from '../records/declare/kind.ts';
import { searchTextOf } from './search-text.ts';

/** As much of a revision as search keeps. */
interface Said {
  id: string;
  values: Values;
  lines: readonly Values[];
  voided: boolean;
  /** nobody may find it before the import is seen */
  importId: string | null;
}

const columns = ['code', 'en', 'zh', 'called', 'latin', 'said'] as const;

/** Keeps what new revisions say. A kind that is found by its number alone has its index, and nothing here. */
export async function keepTexts(tx: Tx, kind: RecordKind, revisions: readonly Said[]): Promise<void> {
  if (kind.foundByNumber) return;
  const rows = revisions.flatMap(({ id, values, lines, voided, importId }) => {
    const text = voided ? undefined : searchTextOf(kind, values, lines);
    if (!text) return [];
    const { title, ...rest } = text;
    const scope = kind.owner === 'site' ? (values[kind.site ?? 'site'] as string) : null;
    return [{ id, scope, importId, ...title, ...rest }];
  });
  if (rows.length === 0) return;
  const texts = columns.map((name) => sql`${rows.map((row) => row[name])}::text[]`);
  await sql`
    insert into search_text (kind, record_id, scope_id, import_id, code, title_en, title_zh, called, latin, said)
    select ${kind.kind}, u.id, u.scope, u.import, u.code, u.en, u.zh, u.called, u.latin, u.said
    from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.scope)}::uuid[], ${rows.map((row) => row.importId)}::uuid[], ${sql.join(texts)})
      as u (id, scope, import, code, en, zh, called, latin, said)`.execute(tx);
}

/** Takes away what revisions said that are about to be followed by others. */
export async function dropTexts(tx: Tx, kind: RecordKind, ids: readonly string[]): Promise<void> {
  if (kind.foundByNumber || ids.length === 0) return;
  await sql`delete from search_text where kind = ${kind.kind} and record_id = any(${[...ids]}::uuid[])`.execute(tx);
}
