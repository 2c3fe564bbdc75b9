// What is known of items on a day, as it is judged: items with their makers' parts and what was declared of these, and what is made of what.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { DeclaredProduct } from '../model/declaration.ts';
import type { ItemClass } from '../model/restriction.ts';

/** Everything, or these items alone. */
export type Items = 'all' | readonly string[];

const among = (column: string, items: Items) =>
  items === 'all' ? sql`true` : sql`${sql.ref(column)} = any(${[...items]}::uuid[])`;
/** A revision that counts now. */
const counts = (table: string) =>
  sql`${sql.ref(`${table}.approved_seq`)} is not null and ${sql.ref(`${table}.ended_seq`)} is null and not ${sql.ref(`${table}.voided`)}`;
const holdsOn = (table: string, day: string) =>
  sql`${sql.ref(`${table}.from_on`)} <= ${day}::date and (${sql.ref(`${table}.before_on`)} is null or ${sql.ref(`${table}.before_on`)} > ${day}::date)`;

/** An item as it is judged. */
export interface KnownItem {
  id: string;
  itemClass: ItemClass;
  massMg: number | null;
}

export async function listKnownItems(tx: Tx, items: Items): Promise<KnownItem[]> {
  const { rows } = await sql<KnownItem>`
    select i.id, i.item_class as "itemClass", i.mass_mg::float8 as "massMg" from substances_item i
    where ${counts('i')} and ${among('i.id', items)} order by i.id`.execute(tx);
  return rows;
}

/** What is made of what on a day. */
export async function listContained(
  tx: Tx,
  day: string,
): Promise<{ parent: string; child: string; quantity: number }[]> {
  const { rows } = await sql<{ parent: string; child: string; quantity: number }>`
    select b.item_id as parent, p.item_id as child, p.quantity::float8 as quantity
    from substances_bom b join substances_bom_part p on p.record_id = b.id and p.revision = b.revision
    where ${counts('b')} and ${holdsOn('b', day)} order by b.item_id, p.line`.execute(tx);
  return rows;
}

/** A maker's part that may be used for an item on a day, with one of the declarations that count for it, or with none. */
export interface KnownSource {
  itemId: string;
  makerPartId: string;
  declarationId: string | null;
  product: DeclaredProduct | null;
}

/** Of each maker's part the declarations issued last before a day; those whose last day has passed count no more. */
export async function listSources(tx: Tx, day: string, items: Items): Promise<KnownSource[]> {
  const { rows } = await sql<KnownSource>`
    select m.item_id as "itemId", m.id as "makerPartId", d.id as "declarationId", c.product
    from substances_maker_part m
    left join lateral (
      select d.id, d.product_sha256 from (
        select d.id, d.product_sha256, d.until_on, rank() over (order by d.issued_on desc) as nth
        from substances_declaration d where d.maker_part_id = m.id and ${counts('d')} and d.issued_on <= ${day}::date
      ) d where d.nth = 1 and (d.until_on is null or d.until_on >= ${day}::date)
    ) d on true
    left join substances_declared c on c.sha256 = d.product_sha256
    where ${counts('m')} and ${holdsOn('m', day)} and ${among('m.item_id', items)}
    order by m.item_id, m.id, d.id`.execute(tx);
  return rows;
}

/** What came since a number of the history, as far as verdicts rest on it. */
export interface Since {
  /** the newest number that was seen */
  to: number;
  /** items of which something is known otherwise */
  items: string[];
  /** bills of materials changed, or items came or went: what is made of what has to be read anew */
  structure: boolean;
}

export async function listChangedSince(tx: Tx, seq: number): Promise<Since> {
  const { rows } = await sql<{ to: number; items: string[] | null; structure: boolean }>`
    with changed as (
      select 'item' as what, id as item_id, approved_seq as seq from substances_item where approved_seq > ${seq}
      union all select 'maker part', item_id, approved_seq from substances_maker_part where approved_seq > ${seq}
      union all select 'maker part', p.item_id, m.approved_seq from substances_maker_part m join substances_maker_part p on p.id = m.id
        where m.approved_seq > ${seq} and p.item_id <> m.item_id
      union all select 'bom', null, approved_seq from substances_bom where approved_seq > ${seq}
      union all select 'declaration', m.item_id, d.approved_seq from substances_declaration d
        join substances_declaration o on o.id = d.id join substances_maker_part m on m.id = o.maker_part_id where d.approved_seq > ${seq}
    )
    select coalesce(max(seq), ${seq})::int8 as "to", array_agg(distinct item_id) filter (where item_id is not null) as items,
      coalesce(bool_or(what in ('item', 'bom')), false) as structure from changed`.execute(tx);
  const [row] = rows;
  return { to: Number(row?.to ?? seq), items: row?.items ?? [], structure: row?.structure ?? false };
}

/** Whether there is any item at all. */
export async function hasItems(tx: Tx): Promise<boolean> {
  const { rows } = await sql`select 1 from substances_item limit 1`.execute(tx);
  return rows.length > 0;
}
