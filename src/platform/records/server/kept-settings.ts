// What the owner has set: limits and definitions, each change kept with who made it.
import { sql } from 'kysely';
import type { Tx } from '../../db/database.ts';
import { appendEntry, historySeq, type Via } from '../../history/entry.ts';
import { contentHashOfText } from './content.ts';

/** The newest value of every setting under a prefix, by the name behind it. */
export async function readSettingsKept(tx: Tx, prefix: string): Promise<Record<string, unknown>> {
  const { rows } = await sql<{ key: string; value: unknown }>`
    select distinct on (key) key, value from setting where key like ${`${prefix}%`} order by key, seq desc`.execute(tx);
  return Object.fromEntries(rows.map((row) => [row.key.slice(prefix.length), row.value]));
}

/**
 * Sets a value; the history says who and why, and every figure that it may touch becomes stale; none, when it is about
 * something else than figures.
 */
export async function keepSetting(
  tx: Tx,
  key: string,
  value: unknown,
  via: Via,
  reason: string,
  { figures = true }: { figures?: boolean } = {},
): Promise<void> {
  const seq = await historySeq(tx);
  await sql`insert into setting (key, seq, value, actor) values (${key}, ${seq}, ${JSON.stringify(value)}::jsonb, app_actor())`.execute(
    tx,
  );
  if (figures)
    await sql`insert into kpi_dirty (kind, scope_id, month, seq) values ('setting', null, null, ${seq})`.execute(tx);
  await appendEntry(tx, {
    seq,
    via,
    action: 'set',
    kind: null,
    scopeId: null,
    reason: `${key}: ${reason}`,
    rows: 1,
    digest: contentHashOfText(JSON.stringify([key, value])),
  });
}
