// What somebody decides about a sheet that came back: whose value stands in a cell in dispute, and which records are voided.
import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor, Database, Tx } from '../db/database.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import type { Kinds } from '../records/server/refs.ts';
import { Refused } from '../records/server/refusal.ts';
import type { Decided, DecidedRow, Keep, RowDifference } from './difference.ts';
import { readAboutSheet } from './read/open-table.ts';
import { readAbout } from './sheet-mark.ts';

const MOST_VOIDED = 500;

/** What a request may decide. */
export const decisionShape = {
  decided: z
    .array(
      z.object({
        row: z.number().int().min(1).max(100_000_000),
        /** without one, every cell in dispute of the row */
        column: z.number().int().min(0).max(16_383).optional(),
        keep: z.enum(['sheet', 'here']),
      }),
    )
    .max(20_000)
    .optional(),
  /** every cell in dispute of the whole sheet */
  decideAll: z.enum(['sheet', 'here']).optional(),
  voids: z
    .object({ ids: z.array(z.uuid()).min(1).max(MOST_VOIDED), reason: z.string().trim().min(1).max(1_000) })
    .nullable()
    .optional(),
};
type Asked = { [Name in keyof typeof decisionShape]?: z.output<(typeof decisionShape)[Name]> };

/** Rows with a cell that both sides changed and nobody has decided. */
export const ofDispute = sql`and jsonb_path_exists(coalesce(difference, '{}'), '$.cells[*] ? (@.is == "both" && !exists(@.keep))')`;

/** The decisions so far and those that were just taken, each bound to the revision that was shown beside the sheet. */
export async function decisionsWith(
  db: Database,
  actor: Actor,
  row: { id: string; decided: Decided },
  asked: Asked,
): Promise<Decided> {
  const wanted = asked.decided ?? [];
  if (wanted.length === 0 && !asked.decideAll) return row.decided;
  const rows = await db.as(
    actor,
    async (tx) =>
      (
        await sql<{ row_number: number; difference: RowDifference }>`
        select row_number, difference from intake_row where import_id = ${row.id} and difference is not null
          ${asked.decideAll ? sql`` : sql`and row_number = any(${wanted.map((one) => one.row)}::integer[])`}`.execute(
          tx,
        )
      ).rows,
  );
  const decided: Record<string, DecidedRow> = { ...row.decided };
  for (const { row_number: number, difference } of rows) {
    const cells: Record<string, Keep> = { ...(decided[number]?.now === difference.now ? decided[number].cells : {}) };
    for (const { column, is } of difference.cells) {
      if (is !== 'both') continue;
      const keep =
        wanted.findLast((one) => one.row === number && (one.column === undefined || one.column === column))?.keep ??
        asked.decideAll;
      if (keep) cells[column] = keep;
    }
    decided[number] = { now: difference.now, cells };
  }
  return decided;
}

/** Who wrote a revision and when, by the history's number; of what the reader may see. */
export async function changesOf(
  tx: Tx,
  seqs: readonly number[],
): Promise<Map<number, { at: Date; name: { en: string; zh: string } }>> {
  if (seqs.length === 0) return new Map();
  const { rows } = await sql<{ seq: number; at: Date; actor: string; name_en: string | null; name_zh: string | null }>`
    select distinct on (h.seq) h.seq, h.at, h.actor, a.name_en, a.name_zh from history_entry h
    left join person_attribute a on a.person_id::text = h.actor where h.seq = any(${[...new Set(seqs)]}::bigint[]) order by h.seq, h.n`.execute(
    tx,
  );
  return new Map(
    rows.map((row) => [row.seq, { at: row.at, name: { en: row.name_en ?? row.actor, zh: row.name_zh ?? row.actor } }]),
  );
}

/**
 * A sheet that went out from here says itself what it is a list of; read as another, its columns would say something else.
 * @throws Refused `sheet_of_another_kind`
 */
export async function refuseOtherKind(kinds: Kinds, asked: RecordKind, path: string): Promise<void> {
  const said = readAbout(await readAboutSheet(path))?.kind;
  if (said !== undefined && said !== asked.kind && kinds.has(said))
    throw new Refused('sheet_of_another_kind', { kind: said, asked: asked.kind });
}
