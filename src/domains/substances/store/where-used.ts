// Where a substance is: lines of the declarations that count on a day, and everything that contains their items.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { NamedItem, UseTold } from '../model/item-answer.ts';
import { bomOn, counts } from './known.ts';

/** So many lines, items and ways are told at most. */
const USES_AT_MOST = 1_000;

/** Lines of a substance in declarations that count, and whether there are more than are told. */
export async function listUses(tx: Tx, substance: string, day: string): Promise<{ uses: UseTold[]; more: boolean }> {
  const { rows } = await sql<UseTold>`
    select i.id, i.number, json_build_object('en', i.name_en, 'zh', i.name_zh) as name, m.number as "makerPart",
      (select json_build_object('en', s.name_en, 'zh', s.name_zh) from suppliers_supplier s where s.id = m.maker_id and s.latest) as maker,
      json_build_object('id', d.id, 'document', d.document) as declaration, l.article, l.material, l.low_ppm as "lowPpm", l.high_ppm as "highPpm", l.exemption
    from substances_declared_line l join substances_declaration d on d.product_sha256 = l.sha256
    join substances_maker_part m on m.id = d.maker_part_id join substances_item i on i.id = m.item_id
    where l.substance = ${substance}
      and ${counts('d')} and d.issued_on <= ${day}::date and (d.until_on is null or d.until_on >= ${day}::date)
      and not exists (select from substances_declaration o where o.maker_part_id = d.maker_part_id and ${counts('o')}
        and o.issued_on <= ${day}::date and o.issued_on > d.issued_on)
      and ${counts('m')} and m.from_on <= ${day}::date and (m.before_on is null or m.before_on > ${day}::date)
      and ${counts('i')}
    order by i.number, m.number, l.line limit ${USES_AT_MOST + 1}`.execute(tx);
  return { uses: rows.slice(0, USES_AT_MOST), more: rows.length > USES_AT_MOST };
}

/** All that contain any of these items on a day, what nothing contains first. */
export async function listAbove(
  tx: Tx,
  items: readonly string[],
  day: string,
): Promise<{ above: (NamedItem & { isTop: boolean })[]; edges: { parent: string; child: string }[] }> {
  const { rows } = await sql<{ parent: string; child: string }>`
    with recursive up as (
      select distinct b.item_id as parent, p.item_id as child from substances_bom_part p join substances_bom b on b.id = p.record_id and b.revision = p.revision
      where p.item_id = any(${[...items]}::uuid[]) and ${bomOn('b', day)}
      union
      select b.item_id, p.item_id from up u join substances_bom_part p on p.item_id = u.parent join substances_bom b on b.id = p.record_id and b.revision = p.revision
      where ${bomOn('b', day)}
    ) select parent, child from up`.execute(tx);
  const children = new Set(rows.map(({ child }) => child));
  const parents = [...new Set(rows.map(({ parent }) => parent))];
  const { rows: named } = await sql<NamedItem>`
    select i.id, i.number, json_build_object('en', i.name_en, 'zh', i.name_zh) as name from substances_item i
    where i.id = any(${parents}::uuid[]) and ${counts('i')} order by i.number`.execute(tx);
  const told = named.map((one) => ({ ...one, isTop: !children.has(one.id) }));
  return { above: told.toSorted((one, other) => Number(other.isTop) - Number(one.isTop)), edges: rows };
}
