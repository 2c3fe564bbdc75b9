// Decisions beside verdicts, with what is found now, and whether anything was recorded since of the item, its parts or the customer's list.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import { listPackPrefix } from '../model/customer-list.ts';
import type { OverrideTold } from '../model/override.ts';
import { bomOn, counts } from './known.ts';

/** A decision as it is kept. */
export interface OverrideKept extends Omit<OverrideTold, 'standing' | 'restriction'> {
  itemId: string;
  restriction: string | null;
  isApproved: boolean;
}

/** Decisions about these items, or all, the newest first; of one that is being corrected the revision that counts. */
export async function listOverrides(
  tx: Tx,
  day: string,
  { items, pack }: { items?: readonly string[]; pack?: string },
): Promise<OverrideKept[]> {
  const since = (table: string) =>
    sql`(${sql.ref(`${table}.approved_seq`)} > o.written_seq or exists (select from intake_import n where n.id = ${sql.ref(`${table}.import_id`)} and n.committed_seq > o.written_seq))`;
  const { rows } = await sql<OverrideKept>`
    select o.id, o.item_id as "itemId", o.pack, o.restriction, o.decision, o.reason, o.from_on::text as "from", o.until_on::text as until,
      o.approved_seq is not null and o.ended_seq is null as "isApproved",
      json_build_object('verdict', o.verdict, 'basis', o.basis, 'edition', o.edition) as "madeAbout",
      (select json_build_object('verdict', v.verdict, 'basis', v.basis, 'edition', v.edition) from substances_verdict v
        where v.item_id = o.item_id and v.pack = o.pack and v.ended_seq is null) as found,
      (select jsonb_build_object('en', coalesce(a.name_en, p.user_name), 'zh', coalesce(a.name_zh, p.user_name)) from review_event e
        join person p on p.id::text = e.actor left join person_attribute a on a.person_id = p.id
        where e.kind = 'substances.override' and e.record_id = o.id and e.revision = o.revision and e.step = 'approve' order by e.seq desc limit 1) as "approvedBy",
      coalesce((select json_build_object('id', i.id, 'number', i.number, 'name', json_build_object('en', i.name_en, 'zh', i.name_zh))
        from substances_item i where i.id = changed.item_id and i.latest),
        (select json_build_object('id', l.id, 'number', l.code, 'name', json_build_object('en', l.name, 'zh', l.name))
        from substances_customer_list l where o.pack = ${listPackPrefix} || l.code and l.edition = o.edition and ${since('l')} limit 1)) as changed
    from substances_override o
    left join lateral (
      with recursive within as (
        select o.item_id
        union select p.item_id from within w join substances_bom b on b.item_id = w.item_id join substances_bom_part p on p.record_id = b.id and p.revision = b.revision
        where ${bomOn('b', day)}
      )
      select w.item_id from within w where exists (select from substances_item x where x.id = w.item_id and ${since('x')})
        or exists (select from substances_bom x where x.item_id = w.item_id and ${since('x')})
        or exists (select from substances_maker_part m where m.item_id = w.item_id and (${since('m')}
          or exists (select from substances_declaration x where x.maker_part_id = m.id and ${since('x')})
          or exists (select from substances_certificate x where x.maker_part_id = m.id and ${since('x')})
          or exists (select from substances_test_report x where x.maker_part_id = m.id and ${since('x')})))
      limit 1
    ) changed on true
    where (${counts('o')} or (o.latest and not o.voided and o.approved_seq is null
        and not exists (select from substances_override c where c.id = o.id and ${counts('c')}))) and (${pack ?? null}::text is null or o.pack = ${pack ?? null})
      and (${items === undefined} or o.item_id = any(${[...(items ?? [])]}::uuid[]))
    order by o.from_on desc, o.id`.execute(tx);
  return rows;
}
