// What was returned, in the reviewer's words, and when it was submitted before: a reviewer's delay is not the recorder's.
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/database.ts';
import type { RecordKind } from '../declare/kind.ts';
import { nameOf } from './names.ts';
import { findLatest } from './read.ts';
import { arrayLiteral } from './rows.ts';

/** A record that stands returned. */
export interface Returned {
  id: string;
  revision: number;
  /** what the reviewer says, by field; null for the whole record */
  words: { field: string | null; words: string }[];
  by: { id: string; en: string | null; zh: string | null };
  returnedAt: Date;
  /** when it was submitted for the first time: by this, not by the return, a record is in time or late */
  firstSubmittedAt: Date | null;
}

async function askReturned(tx: Tx, kind: RecordKind, where: RawBuilder<unknown>, limit: number): Promise<Returned[]> {
  const { rows } = await sql<{
    id: string;
    revision: number;
    words: Returned['words'] | null;
    at: Date;
    actor: string;
    name_en: string | null;
    name_zh: string | null;
    submitted_at: Date | null;
  }>`
    select t.id, t.revision, e.words, e.at, e.actor, a.name_en, a.name_zh,
      (select min(s.at) from review_event s where s.kind = ${kind.kind} and s.record_id = t.id and s.step = 'submit') as submitted_at
    from ${sql.table(kind.table)} t
    cross join lateral (select * from review_event r where r.kind = ${kind.kind} and r.record_id = t.id and r.revision = t.revision
      and r.step = 'return' order by r.seq desc limit 1) e
    left join person_attribute a on a.person_id::text = e.actor
    where t.latest and t.state = 'returned' and not t.voided and ${where} order by e.at, t.id limit ${limit}`.execute(
    tx,
  );
  return rows.map((row) => ({
    id: row.id,
    revision: row.revision,
    words: row.words ?? [],
    by: { id: row.actor, en: row.name_en, zh: row.name_zh },
    returnedAt: row.at,
    firstSubmittedAt: row.submitted_at,
  }));
}

/** Of these records, those that stand returned. */
export const listReturnedOf = (tx: Tx, kind: RecordKind, ids: readonly string[]): Promise<Returned[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : askReturned(tx, kind, sql`t.id = any(${arrayLiteral(ids)}::uuid[])`, ids.length);

/** What stands returned at a site in a month, the longest returned first, with what each record is called. */
export async function listReturnedAt(
  tx: Tx,
  kind: RecordKind,
  { scopeId, month }: { scopeId: string; month: string | null },
  limit: number,
): Promise<(Returned & { name: { code: string; en: string; zh: string } })[]> {
  const site = sql.ref(`t.${kind.site ?? 'site'}_id`);
  const found = await askReturned(
    tx,
    kind,
    sql`${site} = ${scopeId} ${month && kind.effective ? sql`and t.month = ${`${month}-01`}` : sql``}`,
    limit,
  );
  const records = await findLatest(
    tx,
    kind,
    found.map(({ id }) => id),
  );
  return found.flatMap((one) => {
    const record = records.find(({ id }) => id === one.id);
    return record ? [{ ...one, name: nameOf(kind, record.values) }] : [];
  });
}
