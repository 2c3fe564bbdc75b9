// Items as pages ask for them: found by number or name with how they stand, what one is made of, what contains it, and what was declared of it.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { StockTold, SupplierToAsk } from '../model/impact-answer.ts';
import type {
  ItemAnswer,
  ItemVerdict,
  ListedItem,
  MakerPartTold,
  NamedItem,
  PartTold,
  SourceNamed,
} from '../model/item-answer.ts';
import type { Verdict } from '../model/verdict.ts';
import { isBoughtBy } from './customers.ts';
import { bomOn, counts } from './known.ts';

const name = sql`json_build_object('en', i.name_en, 'zh', i.name_zh)`;
const standing = counts('i');
/** What the list is asked for. */
export interface ItemsAsked {
  /** part of a number or of a name */
  text?: string | undefined;
  itemClass?: string | undefined;
  /** the pack by whose verdicts the list is narrowed and counted */
  pack?: string | undefined;
  verdict?: Verdict | undefined;
  /** only what this customer buys */
  customer?: string | undefined;
  /** only what nothing contains */
  tops?: boolean | undefined;
  after?: string | undefined;
  limit: number;
  day: string;
}

const narrowed = ({ text, itemClass, customer, tops, day }: ItemsAsked) => {
  const part = text ? text.normalize('NFKC').trim().toLowerCase() : null;
  return sql`${standing}
    and (${part}::text is null or strpos(lower(i.number), ${part}) > 0 or strpos(lower(i.name_en), ${part}) > 0 or strpos(lower(i.name_zh), ${part}) > 0)
    and (${itemClass ?? null}::text is null or i.item_class = ${itemClass ?? null})
    and ${customer === undefined ? sql`true` : isBoughtBy(customer, day)}
    and (not ${tops ?? false} or not exists (select from substances_bom_part p join substances_bom b on b.id = p.record_id and b.revision = p.revision
      where p.item_id = i.id and ${bomOn('b', day)}))`;
};

export async function listItems(tx: Tx, asked: ItemsAsked): Promise<Omit<ListedItem, 'decided' | 'required'>[]> {
  const { pack, verdict, after, limit, day } = asked;
  const { rows } = await sql<Omit<ListedItem, 'decided' | 'required'>>`
    select i.id, i.number, ${name} as name, i.item_class as "itemClass",
      not exists (select from substances_bom_part p join substances_bom b on b.id = p.record_id and b.revision = p.revision where p.item_id = i.id and ${bomOn('b', day)}) as "isTop",
      coalesce((select json_agg(json_build_object('pack', v.pack, 'verdict', v.verdict, 'basis', v.basis))
        from substances_verdict v where v.item_id = i.id and v.ended_seq is null), '[]') as verdicts
    from substances_item i where ${narrowed(asked)} and (${after ?? null}::text is null or i.number > ${after ?? null})
      and (${verdict ?? null}::text is null or exists (select from substances_verdict v where v.item_id = i.id and v.ended_seq is null and v.pack = ${pack ?? ''} and v.verdict = ${verdict ?? null}))
    order by i.number limit ${limit}`.execute(tx);
  return rows;
}

/** Of all that match: how many stand how under the pack. */
export async function countVerdicts(tx: Tx, asked: ItemsAsked): Promise<{ verdict: Verdict; items: number }[]> {
  const { rows } = await sql<{ verdict: Verdict; items: number }>`
    select v.verdict, count(*)::int as items from substances_verdict v join substances_item i on i.id = v.item_id
    where v.ended_seq is null and v.pack = ${asked.pack ?? ''} and ${narrowed(asked)} group by v.verdict`.execute(tx);
  return rows;
}

/** An item's own facts. */
type ItemFacts = Pick<
  ItemAnswer,
  'id' | 'number' | 'name' | 'itemClass' | 'controlGrade' | 'unit' | 'massMg' | 'markets' | 'category'
>;

/** One item; undefined where there is none, or the reader may not see it. */
export async function findItem(tx: Tx, id: string): Promise<ItemFacts | undefined> {
  const { rows } = await sql<ItemFacts>`
    select i.id, i.number, ${name} as name, i.item_class as "itemClass", i.control_grade as "controlGrade", i.unit, trim_scale(i.mass_mg)::text as "massMg", i.markets, i.category
    from substances_item i where i.id = ${id}::uuid and ${standing}`.execute(tx);
  return rows[0];
}

/** These items by name, in the order asked; those that the reader may not see are left out. */
export async function nameItems(tx: Tx, ids: readonly string[]): Promise<NamedItem[]> {
  const { rows } = await sql<NamedItem>`
    select i.id, i.number, ${name} as name from unnest(${[...ids]}::uuid[]) with ordinality u (id, nth)
    join substances_item i on i.id = u.id where ${standing} order by u.nth`.execute(tx);
  return rows;
}

export async function listVerdictsOf(tx: Tx, id: string): Promise<ItemVerdict[]> {
  const { rows } = await sql<ItemVerdict>`
    select pack, edition, verdict, basis, own, day_on::text as since from substances_verdict
    where item_id = ${id}::uuid and ended_seq is null order by pack`.execute(tx);
  return rows;
}

/** Parts of makers that may stand for an item, with everything that was declared of them, the newest first. */
export async function listMakerParts(
  tx: Tx,
  itemId: string,
  day: string,
): Promise<Omit<MakerPartTold, 'reports' | 'certificates'>[]> {
  const { rows } = await sql<Omit<MakerPartTold, 'reports' | 'certificates'>>`
    select m.id, m.number, m.from_on::text as "from", m.before_on::text as before,
      (select json_build_object('id', s.id, 'code', s.code, 'name', json_build_object('en', s.name_en, 'zh', s.name_zh)) from suppliers_supplier s where s.id = m.maker_id and s.latest) as maker,
      coalesce((select json_agg(json_build_object('id', d.id, 'document', d.document, 'issuedOn', d.issued_on, 'until', d.until_on, 'format', d.format,
          'fullMaterial', d.full_material, 'state', d.state, 'counts', d.counts) order by d.issued_on desc, d.id)
        from (select d.*, coalesce(d.approved_seq is not null and d.ended_seq is null and d.issued_on <= ${day}::date and (d.until_on is null or d.until_on >= ${day}::date)
            and d.issued_on = (select max(o.issued_on) from substances_declaration o where o.maker_part_id = m.id and o.approved_seq is not null and o.ended_seq is null
              and not o.voided and o.issued_on <= ${day}::date), false) as counts
          from substances_declaration d where d.maker_part_id = m.id and d.latest and not d.voided) d), '[]') as declarations
    from substances_maker_part m where m.item_id = ${itemId}::uuid and m.latest and not m.voided order by m.number`.execute(
    tx,
  );
  return rows;
}

/** What contains an item directly on a day. */
export async function listUsedIn(tx: Tx, itemId: string, day: string): Promise<ItemAnswer['usedIn']> {
  const { rows } = await sql<ItemAnswer['usedIn'][number]>`
    select i.id, i.number, ${name} as name, trim_scale(sum(p.quantity))::text as quantity
    from substances_bom_part p join substances_bom b on b.id = p.record_id and b.revision = p.revision join substances_item i on i.id = b.item_id
    where p.item_id = ${itemId}::uuid and ${bomOn('b', day)} and ${standing} group by i.id, i.number, i.name_en, i.name_zh order by i.number limit 200`.execute(
    tx,
  );
  return rows;
}

/** What an item is made of on a day, and how each part stands under a pack. */
export async function listParts(
  tx: Tx,
  itemId: string,
  { pack, day }: { pack: string; day: string },
): Promise<PartTold[]> {
  const { rows } = await sql<PartTold>`
    select i.id, i.number, ${name} as name, i.unit, trim_scale(sum(p.quantity))::text as quantity, v.verdict, v.basis,
      exists (select from substances_bom b join substances_bom_part q on q.record_id = b.id and q.revision = b.revision where b.item_id = i.id and ${bomOn('b', day)}) as "hasParts"
    from substances_bom b join substances_bom_part p on p.record_id = b.id and p.revision = b.revision join substances_item i on i.id = p.item_id
    left join substances_verdict v on v.item_id = i.id and v.pack = ${pack} and v.ended_seq is null
    where b.item_id = ${itemId}::uuid and ${bomOn('b', day)} and ${standing} group by i.id, i.number, i.name_en, i.name_zh, i.unit, v.verdict, v.basis order by i.number`.execute(
    tx,
  );
  return rows;
}

/** Declarations and certificates by their document, for these ids. */
export async function nameSources(tx: Tx, ids: readonly string[]): Promise<SourceNamed[]> {
  const { rows } = await sql<SourceNamed>`
    select id, 'substances.declaration' as kind, document from substances_declaration where latest and id = any(${[...ids]}::uuid[])
    union all select id, 'substances.certificate', document from substances_certificate where latest and id = any(${[...ids]}::uuid[])`.execute(
    tx,
  );
  return rows;
}

/** Whom to ask about these items: who makes or sells what may be used for them. */
export async function listSuppliersOf(tx: Tx, items: readonly string[]): Promise<SupplierToAsk[]> {
  const { rows } = await sql<SupplierToAsk>`
    select s.id, s.code, json_build_object('en', s.name_en, 'zh', s.name_zh) as name, json_agg(distinct i.number) as items
    from substances_maker_part m join substances_item i on i.id = m.item_id and i.latest and not i.voided
    join suppliers_supplier s on s.id = coalesce(m.supplier_id, m.maker_id) and s.latest
    where m.latest and not m.voided and m.item_id = any(${[...items]}::uuid[]) group by s.id, s.code, s.name_en, s.name_zh order by s.code`.execute(
    tx,
  );
  return rows;
}

/** What is in stock and on order of these items, as it was said last up to a day; none of whom nobody said. */
export async function listStock(
  tx: Tx,
  items: readonly string[],
  day: string,
): Promise<(StockTold & { itemId: string })[]> {
  const { rows } = await sql<StockTold & { itemId: string }>`
    select distinct on (s.item_id) s.item_id as "itemId", s.on_on::text as "on", trim_scale(s.in_stock)::text as "inStock",
      trim_scale(s.on_order)::text as "onOrder", i.unit
    from substances_stock s join substances_item i on i.id = s.item_id and ${standing}
    where s.latest and not s.voided and s.item_id = any(${[...items]}::uuid[]) and s.on_on <= ${day}::date
    order by s.item_id, s.on_on desc`.execute(tx);
  return rows;
}
