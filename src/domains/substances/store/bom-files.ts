// Items that a file of a bill of materials may mean, and bills of materials that are there already.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { BomItemTold } from '../model/bom-file-answer.ts';

export type KnownItem = NonNullable<BomItemTold['known']>;

const told = sql`i.id, i.number, json_build_object('en', i.name_en, 'zh', i.name_zh) as name, i.unit, trim_scale(i.mass_mg)::text as "massMg"`;

/** Items by their own number. */
export async function findItemsByNumber(tx: Tx, numbers: readonly string[]): Promise<KnownItem[]> {
  const { rows } = await sql<KnownItem>`
    select ${told} from substances_item i where i.latest and not i.voided and i.number = any(${[...numbers]}::text[])`.execute(
    tx,
  );
  return rows;
}

/** Items by id. */
export async function findItemsById(tx: Tx, ids: readonly string[]): Promise<KnownItem[]> {
  const { rows } = await sql<KnownItem>`
    select ${told} from substances_item i where i.latest and not i.voided and i.id = any(${[...ids]}::uuid[])`.execute(
    tx,
  );
  return rows;
}

/** The one item that parts of makers with such a number may be used for; none where they are of several. */
export async function findItemsByPart(tx: Tx, numbers: readonly string[]): Promise<(KnownItem & { called: string })[]> {
  if (numbers.length === 0) return [];
  const { rows } = await sql<KnownItem & { called: string }>`
    select u.called, ${told} from (
      select m.number as called, min(m.item_id::text)::uuid as item from substances_maker_part m
      where m.latest and not m.voided and m.number = any(${[...numbers]}::text[]) group by m.number having count(distinct m.item_id) = 1
    ) u join substances_item i on i.id = u.item and i.latest and not i.voided`.execute(tx);
  return rows;
}

/** Bills of materials of these items under a revision. */
export async function findBoms(
  tx: Tx,
  items: readonly string[],
  bomRevision: string,
): Promise<ReadonlyMap<string, { id: string; revision: number }>> {
  const { rows } = await sql<{ item: string; id: string; revision: number }>`
    select b.item_id as item, b.id, b.revision from substances_bom b
    where b.latest and not b.voided and b.bom_revision = ${bomRevision} and b.item_id = any(${[...items]}::uuid[])`.execute(
    tx,
  );
  return new Map(rows.map(({ item, ...one }) => [item, one]));
}
