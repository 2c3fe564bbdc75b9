// Who takes the waste, with which papers, and what did they receive for which treatment?
import { sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Treatment } from '../model/treatment.ts';
import { counts } from './counts.ts';
import { licenceHolds, licenceNames, licencesThatCount } from './licences.ts';

/** A company that takes waste, with its licences; a dated row each. */
export interface WasteVendor {
  id: string;
  code: string;
  name: { en: string; zh: string };
  licences: { number: string; permittedCodes: string[]; from: CalendarDate; before: CalendarDate | null }[];
}

/** Suppliers in the role of waste vendor. */
export async function listWasteVendors(tx: Tx): Promise<WasteVendor[]> {
  const { rows } = await sql<WasteVendor>`
    select s.id, s.code, jsonb_build_object('en', s.name_en, 'zh', s.name_zh) as name,
      coalesce((select jsonb_agg(jsonb_build_object('number', l.number, 'permittedCodes', l.permitted_codes, 'from', l.from_on, 'before', l.before_on) order by l.from_on, l.line)
        from suppliers_supplier_licence l where l.record_id = s.id and l.revision = s.revision), '[]'::jsonb) as licences
    from suppliers_supplier s where ${counts('s')} and 'waste_vendor' = any(s.roles) order by s.code collate "C"`.execute(
    tx,
  );
  return rows;
}

/** A proof of treatment that counts. */
export interface TreatmentProof {
  id: string;
  vendorId: string;
  treatment: Treatment;
  plant: { en: string; zh: string };
  yieldShare: string | null;
  from: CalendarDate;
  before: CalendarDate;
  document: string;
  files: number;
}

/** Every proof of treatment, the newest first. */
export async function listTreatmentProofs(tx: Tx): Promise<TreatmentProof[]> {
  const { rows } = await sql<TreatmentProof>`
    select p.id, p.vendor_id as "vendorId", p.treatment, jsonb_build_object('en', p.plant_en, 'zh', p.plant_zh) as plant, p.yield_share::text as "yieldShare",
      p.from_on as "from", p.before_on as "before", p.document,
      (select count(*)::int from evidence_link e where e.kind = 'waste.vendor-proof' and e.record_id = p.id
        and not exists (select from evidence_ended x where x.link_id = e.id)) as files
    from waste_vendor_proof p where ${counts('p')} order by p.before_on desc, p.id`.execute(tx);
  return rows;
}

/** What one vendor received of one kind of waste for one treatment. */
export interface ReceivedRow {
  vendorId: string;
  treatment: Treatment;
  hazardous: boolean;
  nationalCode: string | null;
  loads: number;
  massTonnes: string;
  /** on days on which a proof of the treatment was in force */
  provedMassTonnes: string;
  /** hazardous loads on days on which no licence covered their code or class */
  unlicensedLoads: number;
}

/** What left in a period, by receiver, treatment and code; own sites take nothing for good and are left out. */
export async function listReceived(
  tx: Tx,
  { siteIds, from, before }: { siteIds?: readonly string[]; from: CalendarDate; before: CalendarDate },
): Promise<ReceivedRow[]> {
  const { rows } = await sql<ReceivedRow>`
    with licence as materialized (${licencesThatCount}),
    proof as materialized (select p.vendor_id, p.treatment, p.from_on, p.before_on from waste_vendor_proof p where ${counts('p')}),
    day as materialized (
      select l.vendor_id, l.treatment, l.stream_id, l.departed_on, count(*)::int as loads, sum(l.counting_mass_tonnes) as mass from waste_load l
      where ${counts('l')} and l.to_site_id is null and l.departed_on >= ${from} and l.departed_on < ${before}
        ${siteIds ? sql`and l.site_id = any(${`{${siteIds.join(',')}}`}::uuid[])` : sql``} group by 1, 2, 3, 4)
    select d.vendor_id as "vendorId", d.treatment, s.hazardous, s.national_code as "nationalCode", sum(d.loads)::int as loads, sum(d.mass)::text as "massTonnes",
      coalesce(sum(d.mass) filter (where exists (select from proof p where p.vendor_id = d.vendor_id and p.treatment = d.treatment
        and p.from_on <= d.departed_on and d.departed_on < p.before_on)), 0)::text as "provedMassTonnes",
      coalesce(sum(d.loads) filter (where s.hazardous and s.national_code is not null and not exists (select from licence c where c.vendor_id = d.vendor_id
        and ${licenceHolds(sql`d.departed_on`)} and ${licenceNames(sql`s.national_code`)})), 0)::int as "unlicensedLoads"
    from day d join waste_stream s on s.id = d.stream_id and ${counts('s')}
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(tx);
  return rows;
}
