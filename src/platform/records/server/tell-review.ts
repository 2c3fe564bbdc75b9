// What review tells people: that something waits for them, that a record came back, in the reviewer's words.
import { sql } from 'kysely';
import { GROUP_ID } from '../../access/organisation.ts';
import type { Action } from '../../access/roles.ts';
import type { Tx } from '../../db/database.ts';
import { notify } from '../../notify/notify.ts';
import type { RecordKind } from '../declare/kind.ts';
import { nameOf } from './names.ts';
import { findLatest } from './read.ts';
import { arrayLiteral } from './rows.ts';
import { listHandedOver, whoseWork } from './whose-work.ts';

/** What a place is called; the group's own records are the group's. */
export async function placeNamed(tx: Tx, scopeId: string | null): Promise<{ en: string; zh: string }> {
  const { rows } = await sql<{ en: string; zh: string }>`
    select name_en as en, name_zh as zh from scope_node where id = ${scopeId ?? GROUP_ID}`.execute(tx);
  return rows[0] ?? { en: '', zh: '' };
}

/** Records of one scope that a step was taken with. */
export interface Taken {
  kind: RecordKind;
  scopeId: string | null;
  ids: readonly string[];
  seq: number;
}

/** Tells those who may take the next step that something waits for them. */
export async function tellWaiting(tx: Tx, { kind, scopeId, seq }: Taken, action: Action): Promise<void> {
  await notify(tx, {
    to: { action, scopeId: scopeId ?? GROUP_ID },
    message: 'to_review',
    facts: {
      site: await placeNamed(tx, scopeId),
      kind: { word: `${kind.kind}|many` },
      day: new Date().toISOString().slice(0, 10),
    },
    opens: '/inbox',
    key: `to_review ${kind.kind} ${scopeId} ${seq} ${action}`,
  });
}

/** Tells each recorder what came back to him; of several the inbox is opened. */
export async function tellReturned(
  tx: Tx,
  { kind, scopeId, ids, seq }: Taken,
  words: readonly { field: string | null; words: string }[],
): Promise<void> {
  // What an import submitted by itself was submitted by nobody: it comes back to who imported it.
  const { rows } = await sql<{ id: string; writer: string; seq: number; on: string; today: string }>`
    select distinct on (id) id, writer, seq, to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as on,
      to_char(now() at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as today
    from (
      select record_id as id, actor as writer, seq, at from review_event
      where kind = ${kind.kind} and record_id = any(${arrayLiteral(ids)}::uuid[]) and step = 'submit'
      union all
      select t.id, h.actor, h.seq, h.at from ${sql.table(kind.table)} t join history_entry h on h.import_id = t.import_id and h.action = 'import'
      where t.latest and t.id = any(${arrayLiteral(ids)}::uuid[])
    ) as submitted order by id, seq desc`.execute(tx);
  const today = rows[0]?.today;
  if (!today) return;
  const handed = await listHandedOver(tx, today);
  const site = await placeNamed(tx, scopeId);
  const said = words.find((one) => one.words.trim() !== '');
  const field = said?.field && kind.all.has(said.field) ? said.field : null;
  const owners = Map.groupBy(rows, (row) => whoseWork(handed, { ...row, siteId: scopeId ?? '' }) ?? row.writer);
  for (const [personId, own] of owners) {
    // A record that the program itself submitted has nobody to mend it.
    if (!/^[0-9a-f]{8}-/.test(personId)) continue;
    const [only] = own.length === 1 ? await findLatest(tx, kind, [own[0]?.id ?? '']) : [];
    const name = only && nameOf(kind, only.values);
    await notify(tx, {
      to: { personId },
      message: 'returned',
      facts: {
        site,
        record: name?.code ? name.code : { word: only ? kind.kind : `${kind.kind}|many` },
        field: { word: field ? `${kind.kind}.${field}` : kind.kind },
        words: said?.words ?? '',
      },
      opens: only ? `/records/${kind.kind}/${only.id}${field ? `?field=${encodeURIComponent(field)}` : ''}` : '/inbox',
      key: `returned ${kind.kind} ${scopeId} ${seq} ${personId}`,
    });
  }
}
