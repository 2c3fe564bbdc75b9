// What is on record for a validator: loads of a scope and year with their papers, licences, manifests and proofs.
import { sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';
import type { EvidenceRow, EvidenceStream } from '../model/ul2799-evidence.ts';
import { counts } from './counts.ts';
import { licenceHolds, licenceNames, licencesThatCount } from './licences.ts';

/** The sites of a scope, each from a day to before another, as parallel arrays. */
export interface ScopeParts {
  readonly siteIds: readonly string[];
  readonly from: readonly string[];
  readonly before: readonly string[];
}
interface Span {
  readonly from: CalendarDate;
  readonly before: CalendarDate;
}

const partsOf = ({ siteIds, from, before }: ScopeParts) =>
  sql`unnest(${`{${siteIds.join(',')}}`}::uuid[], ${`{${from.join(',')}}`}::date[], ${`{${before.join(',')}}`}::date[]) as m (site_id, from_on, before_on)`;

/**
 * Loads that count, by site, month, stream, treatment and receiver. A transfer to a site of the scope is left out: it
 * leaves again from there. Whether UL 2799 counts the stream is asked at the date of the load.
 */
export async function listEvidenceRows(tx: Tx, parts: ScopeParts, { from, before }: Span): Promise<EvidenceRow[]> {
  const { rows } = await sql<EvidenceRow>`
    with part as materialized (select * from ${partsOf(parts)}),
    papered_load as materialized (
      select distinct record_id from evidence_link l where kind = 'waste.load' and not exists (select from evidence_ended x where x.link_id = l.id)),
    papered_statement as materialized (
      select distinct t.site_id, t.vendor_id, t.month from waste_statement t
      where ${counts('t')} and t.month >= ${from} and t.month < ${before}
        and exists (select from evidence_link e where e.kind = 'waste.statement' and e.record_id = t.id and not exists (select from evidence_ended x where x.link_id = e.id))),
    manifest as materialized (
      select t.site_id, t.number, exists (select from evidence_link e where e.kind = 'waste.manifest' and e.record_id = t.id and not exists (select from evidence_ended x where x.link_id = e.id)) as papered
      from waste_manifest t where ${counts('t')} and t.site_id in (select site_id from part)),
    stream as materialized (select t.id, t.revision, t.hazardous, t.national_code, t.in_ul_scope from waste_stream t where ${counts('t')}),
    inclusion as materialized (
      select s.id, i.included, i.from_on, i.before_on from stream s join waste_stream_inclusion i on i.record_id = s.id and i.revision = s.revision
      where i.standard = 'ul2799'),
    licence as materialized (${licencesThatCount}),
    proof as materialized (
      select t.vendor_id, t.treatment, t.from_on, t.before_on, t.yield_share from waste_vendor_proof t where ${counts('t')}),
    load as materialized (
      select l.id, l.site_id, l.month, l.departed_on, l.stream_id, l.treatment, l.vendor_id, l.counting_mass_tonnes as mass,
        l.document_type, l.document_number, l.document_type = 'estimate' or l.own_mass_tonnes_basis is not distinct from 'estimated' as estimated,
        s.hazardous, s.national_code,
        coalesce((select i.included from inclusion i where i.id = l.stream_id and i.from_on <= l.departed_on and (i.before_on is null or l.departed_on < i.before_on)), s.in_ul_scope) as in_scope
      from waste_load l join part m on l.site_id = m.site_id and l.departed_on >= m.from_on and l.departed_on < m.before_on
      join stream s on s.id = l.stream_id
      where ${counts('l')} and l.month >= ${from} and l.departed_on >= ${from} and l.departed_on < ${before}
        and (l.to_site_id is null or l.to_site_id not in (select site_id from part))),
    receiver_day as materialized (
      select d.vendor_id, d.departed_on, d.hazardous, d.national_code, exists (
        select from licence c where c.vendor_id = d.vendor_id and ${licenceHolds(sql`d.departed_on`)}
          and (not d.hazardous or d.national_code is null or ${licenceNames(sql`d.national_code`)})) as licensed
      from (select distinct vendor_id, departed_on, hazardous, national_code from load) d),
    treatment_day as materialized (
      select d.vendor_id, d.treatment, d.departed_on, p.proved, p.has_yield
      from (select distinct vendor_id, treatment, departed_on from load) d
      cross join lateral (select count(*) > 0 as proved, count(p.yield_share) > 0 as has_yield from proof p
        where p.vendor_id = d.vendor_id and p.treatment = d.treatment and p.from_on <= d.departed_on and d.departed_on < p.before_on) p)
    select l.site_id as "siteId", to_char(l.month, 'YYYY-MM') as month, l.stream_id as "streamId", l.treatment, l.vendor_id as "vendorId",
      l.hazardous, l.in_scope as "inScope", count(*)::int as loads, sum(l.mass)::text as "massTonnes",
      coalesce(sum(l.mass) filter (where pl.record_id is not null or ps.site_id is not null or mf.papered), 0)::text as "paperedMassTonnes",
      coalesce(sum(l.mass) filter (where l.estimated), 0)::text as "estimatedMassTonnes",
      (count(*) filter (where r.licensed))::int as "licensedLoads",
      (count(*) filter (where mf.number is not null))::int as "manifestedLoads",
      coalesce((array_agg(l.document_number order by l.document_number) filter (where l.hazardous and mf.number is null))[1:20], '{}') as unmanifested,
      coalesce(sum(l.mass) filter (where t.proved), 0)::text as "provedMassTonnes",
      coalesce(sum(l.mass) filter (where t.has_yield), 0)::text as "yieldMassTonnes"
    from load l
    left join papered_load pl on pl.record_id = l.id
    left join papered_statement ps on ps.site_id = l.site_id and ps.vendor_id = l.vendor_id and ps.month = l.month
    left join manifest mf on mf.site_id = l.site_id and mf.number = l.document_number and l.document_type = 'manifest'
    join receiver_day r on r.vendor_id = l.vendor_id and r.departed_on = l.departed_on and r.hazardous = l.hazardous and r.national_code is not distinct from l.national_code
    join treatment_day t on t.vendor_id = l.vendor_id and t.treatment = l.treatment and t.departed_on = l.departed_on
    group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5`.execute(tx);
  return rows;
}

/** The streams with these ids, with what a validator asks of them; approved by whom, where a person did it by name. */
export async function listEvidenceStreams(tx: Tx, ids: readonly string[]): Promise<EvidenceStream[]> {
  const { rows } = await sql<EvidenceStream>`
    select s.id, s.code, jsonb_build_object('en', s.name_en, 'zh', s.name_zh) as name,
      coalesce(s.generating_process_en, s.generating_process_zh) is not null as "hasProcess",
      coalesce(s.out_of_scope_reason_en, s.out_of_scope_reason_zh) is not null or exists (
        select from waste_stream_inclusion i where i.record_id = s.id and i.revision = s.revision and i.standard = 'ul2799' and not i.included) as "hasExclusionReason",
      (select jsonb_build_object('en', coalesce(a.name_en, a.name_zh), 'zh', coalesce(a.name_zh, a.name_en))
        from review_event r join person_attribute a on a.person_id::text = r.actor
        where r.kind = 'waste.stream' and r.record_id = s.id and r.revision = s.revision and r.step = 'approve' order by r.seq desc limit 1) as approver
    from waste_stream s where ${counts('s')} and s.id = any(${[...ids]}::uuid[]) order by s.code`.execute(tx);
  return rows;
}

/** Site-months that are signed as none, of some stream. */
export async function listSignedNone(
  tx: Tx,
  parts: ScopeParts,
  { from, before }: Span,
): Promise<{ siteId: string; month: string }[]> {
  const { rows } = await sql<{ siteId: string; month: string }>`
    select distinct n.site_id as "siteId", to_char(n.month, 'YYYY-MM') as month from waste_nil_return n join ${partsOf(parts)} on n.site_id = m.site_id
      and n.month >= date_trunc('month', m.from_on::timestamp)::date and n.month < m.before_on
    where ${counts('n')} and n.month >= ${from} and n.month < ${before}`.execute(tx);
  return rows;
}

/** Receivers by name. */
export async function listReceiverNames(
  tx: Tx,
  ids: readonly string[],
): Promise<{ id: string; code: string; name: { en: string; zh: string } }[]> {
  const { rows } = await sql<{ id: string; code: string; name: { en: string; zh: string } }>`
    select s.id, s.code, jsonb_build_object('en', s.name_en, 'zh', s.name_zh) as name from suppliers_supplier s
    where ${counts('s')} and s.id = any(${[...ids]}::uuid[])`.execute(tx);
  return rows;
}
