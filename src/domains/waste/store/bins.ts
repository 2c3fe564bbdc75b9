// Which bins stand in these factories, what goes into each, and who took its last load?
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { Sites } from './storage.ts';

/** A text in both languages. */
interface Said {
  en: string;
  zh: string;
}

/** A bin with everything that its label and the page beside it show. */
export interface BinRow {
  id: string;
  code: string;
  name: Said;
  place: Said | null;
  inStore: boolean;
  site: { id: string; code: string; name: Said; timeZone: string };
  stream: {
    id: string;
    code: string;
    name: Said;
    hazardous: boolean;
    nationalCode: string | null;
    hazardTraits: readonly string[];
  };
  vendor: { id: string; name: Said } | null;
  treatment: string | null;
  /** vendors that took this stream from this factory, and what became of it; the most used first */
  routes: readonly { vendorId: string; name: Said; treatment: string }[];
  /** of the last load from this bin */
  last: { vendorId: string; plate: string | null; entered: string | null } | null;
}

interface Row {
  id: string;
  code: string;
  name: Said;
  place: Said | null;
  in_store: boolean;
  site: BinRow['site'];
  stream: BinRow['stream'];
  vendor: BinRow['vendor'];
  treatment: string | null;
  routes: BinRow['routes'];
  last: BinRow['last'];
}

/** Live bins in order of factory and code. */
export async function listBins(tx: Tx, sites: Sites): Promise<BinRow[]> {
  const { rows } = await sql<Row>`
    with bin as (
      select * from waste_bin b where b.latest and not b.voided and ${sites === 'all' ? sql`true` : sql`b.site_id = any(${[...sites]}::uuid[])`}
    ), route as (
      select l.site_id, l.stream_id, l.vendor_id, l.treatment, count(*) as loads from waste_load l
      where l.latest and not l.voided and (l.site_id, l.stream_id) in (select site_id, stream_id from bin) group by 1, 2, 3, 4
    )
    select b.id, b.code, jsonb_build_object('en', b.name_en, 'zh', b.name_zh) as name, b.in_store, b.treatment,
      case when b.place_en is not null or b.place_zh is not null
        then jsonb_build_object('en', coalesce(b.place_en, b.place_zh), 'zh', coalesce(b.place_zh, b.place_en)) end as place,
      jsonb_build_object('id', f.id, 'code', f.code, 'name', jsonb_build_object('en', f.name_en, 'zh', f.name_zh), 'timeZone', f.time_zone) as site,
      jsonb_build_object('id', s.id, 'code', s.code, 'name', jsonb_build_object('en', s.name_en, 'zh', s.name_zh), 'hazardous', s.hazardous,
        'nationalCode', s.national_code, 'hazardTraits', coalesce(to_jsonb(s.hazard_traits), '[]'::jsonb)) as stream,
      case when v.id is not null then jsonb_build_object('id', v.id, 'name', jsonb_build_object('en', v.name_en, 'zh', v.name_zh)) end as vendor,
      (select coalesce(jsonb_agg(jsonb_build_object('vendorId', r.vendor_id, 'treatment', r.treatment,
          'name', jsonb_build_object('en', o.name_en, 'zh', o.name_zh)) order by r.loads desc), '[]'::jsonb)
        from route r join suppliers_supplier o on o.id = r.vendor_id and o.latest where r.site_id = b.site_id and r.stream_id = b.stream_id) as routes,
      (select jsonb_build_object('vendorId', l.vendor_id, 'plate', l.plate, 'entered', l.own_mass_tonnes_entered)
        from waste_load l where l.bin_id = b.id and l.latest and not l.voided order by l.departed_on desc, l.id desc limit 1) as last
    from bin b join scope_node f on f.id = b.site_id join waste_stream s on s.id = b.stream_id and s.latest
    left join suppliers_supplier v on v.id = b.vendor_id and v.latest
    order by f.code, b.code`.execute(tx);
  return rows.map(({ in_store, ...row }) => ({ ...row, inStore: in_store }));
}
