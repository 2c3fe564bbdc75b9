// What customers buy on a day: who buys what, who buys what contains an item, and how that stands; of a reader who may not see it there is none.
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { Buyer, SoldTo } from '../model/item-answer.ts';
import type { Verdict } from '../model/verdict.ts';
import { bomOn, counts } from './known.ts';

/** So many items above one are looked through for whoever buys them. */
const ABOVE_AT_MOST = 20_000;
const SOLD_AT_MOST = 200;

/** Customers are told apart by this. */
const key = (customer: RawBuilder<unknown>) => sql`lower(normalize(${customer}, nfkc))`;
const holdsOn = (day: string) =>
  sql`c.latest and not c.voided and c.from_on <= ${day}::date and (c.before_on is null or c.before_on > ${day}::date)`;

/** Whether an item of the query around it (`i`) is bought by a customer on a day. */
export const isBoughtBy = (customer: string, day: string) =>
  sql`exists (select from substances_customer_product c where c.item_id = i.id and ${holdsOn(day)} and ${key(sql`c.customer`)} = ${key(sql`${customer}::text`)})`;

/** What the customers of these lists buy, as one text that is another once it changes; of a list of whose customer nobody says it there is none. */
export async function whatIsBought(
  tx: Tx,
  lists: readonly string[],
  day: string,
): Promise<{ list: string; items: string }[]> {
  const { rows } = await sql<{ list: string; items: string }>`
    select l.id as list, count(*) || ' ' || sum(hashtextextended(c.item_id::text, 0)) as items
    from substances_customer_list l join substances_customer_product c on ${key(sql`c.customer`)} = ${key(sql`l.customer`)} and ${holdsOn(day)}
    join substances_item i on i.id = c.item_id and ${counts('i')}
    where ${counts('l')} and l.id = any(${[...lists]}::uuid[]) group by l.id order by l.id`.execute(tx);
  return rows;
}

/** Items that the customers of these lists buy, by list. */
export async function listBought(tx: Tx, lists: readonly string[], day: string): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ list: string; items: string[] }>`
    select l.id as list, array_agg(distinct c.item_id) as items
    from substances_customer_list l join substances_customer_product c on ${key(sql`c.customer`)} = ${key(sql`l.customer`)} and ${holdsOn(day)}
    join substances_item i on i.id = c.item_id and ${counts('i')}
    where ${counts('l')} and l.id = any(${[...lists]}::uuid[]) group by l.id`.execute(tx);
  return new Map(rows.map(({ list, items }) => [list, items]));
}

/** Every customer who buys something, with how many products of his stand how under each pack. */
export async function listCustomers(
  tx: Tx,
  day: string,
): Promise<
  { key: string; name: string; products: number; stands: { pack: string; verdict: Verdict; products: number }[] }[]
> {
  const { rows } = await sql<Awaited<ReturnType<typeof listCustomers>>[number]>`
    with bought as materialized (
      select ${key(sql`c.customer`)} as key, min(c.customer) as name, c.item_id from substances_customer_product c
      join substances_item i on i.id = c.item_id and ${counts('i')} where ${holdsOn(day)} group by 1, c.item_id
    ), stands as (
      select b.key, v.pack, v.verdict, count(*)::int as products from bought b
      join substances_verdict v on v.item_id = b.item_id and v.ended_seq is null group by b.key, v.pack, v.verdict
    )
    select b.key, min(b.name) as name, count(*)::int as products,
      coalesce((select json_agg(json_build_object('pack', s.pack, 'verdict', s.verdict, 'products', s.products)) from stands s where s.key = b.key), '[]') as stands
    from bought b group by b.key order by min(b.name)`.execute(tx);
  return rows;
}

/** These names as customers are told apart by them, in their order. */
export async function customerKeys(tx: Tx, names: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select ${key(sql`u.name`)} as key from unnest(${[...names]}::text[]) with ordinality u (name, nth) order by u.nth`.execute(
    tx,
  );
  return rows.map((one) => one.key);
}

/** Names of all customers who buy something on a day. */
export async function nameCustomers(tx: Tx, day: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select min(c.customer) as name from substances_customer_product c where ${holdsOn(day)} group by ${key(sql`c.customer`)} order by 1`.execute(
    tx,
  );
  return rows.map(({ name }) => name);
}

/** Who buys an item, or something that it is in. */
export async function listSoldTo(tx: Tx, itemId: string, day: string): Promise<{ soldTo: SoldTo[]; more: boolean }> {
  const { rows } = await sql<SoldTo & { isWhole: boolean }>`
    with recursive up as (
      select ${itemId}::uuid as id
      union select b.item_id from up u join substances_bom_part p on p.item_id = u.id
        join substances_bom b on b.id = p.record_id and b.revision = p.revision where ${bomOn('b', day)}
    ), above as materialized (select id from up limit ${ABOVE_AT_MOST})
    select c.id as record, c.customer, c.number, c.from_on::text as "from", c.before_on::text as before, n.looked < ${ABOVE_AT_MOST} as "isWhole",
      case when i.id = ${itemId}::uuid then null else json_build_object('id', i.id, 'number', i.number, 'name', json_build_object('en', i.name_en, 'zh', i.name_zh)) end as through
    from (select count(*) as looked from above) n left join (above a join substances_customer_product c on c.item_id = a.id and ${holdsOn(day)}
      join substances_item i on i.id = a.id and ${counts('i')}) on true
    order by c.customer, i.id <> ${itemId}::uuid, i.number limit ${SOLD_AT_MOST + 1}`.execute(tx);
  // One row tells how far was looked, also where nobody buys it.
  const sold = rows.filter(({ record }) => record !== null);
  const soldTo = sold.slice(0, SOLD_AT_MOST).map(({ isWhole: _, ...told }) => told);
  return { soldTo, more: sold.length > SOLD_AT_MOST || rows.some(({ isWhole }) => !isWhole) };
}

/** Who buys any of these items, and which. */
export async function listBuyers(tx: Tx, items: readonly string[], day: string): Promise<Buyer[]> {
  const { rows } = await sql<Buyer>`
    select min(c.customer) as customer, json_agg(distinct i.number) as items
    from substances_customer_product c join substances_item i on i.id = c.item_id and ${counts('i')}
    where ${holdsOn(day)} and c.item_id = any(${[...items]}::uuid[]) group by ${key(sql`c.customer`)} order by 1`.execute(
    tx,
  );
  return rows;
}
