// What is recorded of waste water at the factories of a scope: outlets, limits, samples, plan, exemptions and cases.
import { type RawBuilder, sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';
import type { ResultUnit } from '#units/concentration.ts';
import type { Bilingual } from '../model/named.ts';
import type { Averaging, CaseStep, dischargeStandards, Frequency, OutletPlace } from '../model/wastewater.ts';
import type { Sites } from './meters.ts';

const counts = (alias: string): RawBuilder<boolean> =>
  sql`(${sql.ref(`${alias}.approved_seq`)} is not null and ${sql.ref(`${alias}.ended_seq`)} is null and not ${sql.ref(`${alias}.voided`)})`;

/** What counts, and what was never approved as it was last written: a limit that is exceeded does not wait for a reviewer. */
const countsOrNew = (alias: string, table: string): RawBuilder<boolean> =>
  sql`(${counts(alias)} or (${sql.ref(`${alias}.latest`)} and not ${sql.ref(`${alias}.voided`)} and not exists (
    select from ${sql.table(table)} x where x.id = ${sql.ref(`${alias}.id`)} and x.approved_seq is not null and x.ended_seq is null)))`;

const at = (alias: string, sites: Sites): RawBuilder<boolean> =>
  sites === 'all' ? sql`true` : sql`${sql.ref(`${alias}.site_id`)} = any(${`{${sites.join(',')}}`}::uuid[])`;

/** An outlet that counts. */
export interface OutletRow {
  id: string;
  siteId: string;
  code: string;
  name: Bilingual;
  place: OutletPlace;
  domestic: boolean;
  destination: string;
  receivingWater: Bilingual | null;
  standards: (keyof typeof dischargeStandards)[];
  permit: string | null;
  meterId: string | null;
  from: CalendarDate;
  before: CalendarDate | null;
}

/** Outlets, by factory and number. */
export async function listOutlets(tx: Tx, sites: Sites): Promise<OutletRow[]> {
  const { rows } = await sql<OutletRow>`
    select o.id, o.site_id as "siteId", o.code, jsonb_build_object('en', o.name_en, 'zh', o.name_zh) as name, o.place, o.domestic, o.destination,
      case when o.receiving_water_en is not null then jsonb_build_object('en', o.receiving_water_en, 'zh', o.receiving_water_zh) end as "receivingWater",
      coalesce(o.standards, '{}') as standards, o.permit, o.meter_id as "meterId", o.from_on as "from", o.before_on as before
    from water_outlet o where ${counts('o')} and ${at('o', sites)} order by o.site_id, o.code collate "C"`.execute(tx);
  return rows;
}

/** A limit of a permit, an agreement or a place. */
export interface LimitRow {
  id: string;
  outletId: string;
  parameter: string;
  document: string;
  edition: string | null;
  clause: string;
  averaging: Averaging | 'any';
  unit: ResultUnit;
  lower: string | null;
  upper: string | null;
  notDetected: boolean;
  permittedYearKg: string | null;
  from: CalendarDate;
  before: CalendarDate | null;
}

/** Limits that are recorded; those of standards stand in packs. */
export async function listLimits(tx: Tx, sites: Sites): Promise<LimitRow[]> {
  const { rows } = await sql<LimitRow>`
    select l.id, l.outlet_id as "outletId", l.parameter, l.document, l.edition, l.clause, l.averaging, l.unit, l.lower::text, l.upper::text,
      l.not_detected as "notDetected", l.permitted_year_kg::text as "permittedYearKg", l.from_on as "from", l.before_on as before
    from water_limit l where ${counts('l')} and ${at('l', sites)} order by l.outlet_id, l.parameter, l.from_on`.execute(
    tx,
  );
  return rows;
}

/** One value of a sample, as it was written. */
export interface ResultRow {
  parameter: string;
  written: string;
  unit: ResultUnit;
  detectionLimit: string | null;
  qualifier: string | null;
  accredited: boolean | null;
}

/** A sample with its values. */
export interface SampleRow {
  id: string;
  siteId: string;
  outletId: string;
  number: string;
  sample: string;
  sampledOn: CalendarDate;
  sampledAt: string | null;
  averaging: Averaging;
  laboratory: string;
  thirdParty: boolean;
  accreditation: string | null;
  accreditedUntil: CalendarDate | null;
  /** approved, and not only written down */
  counting: boolean;
  results: ResultRow[];
}

/** Samples taken from one day to before another, the newest first. */
export async function listSamples(
  tx: Tx,
  sites: Sites,
  { from, before }: { from: CalendarDate; before: CalendarDate },
): Promise<SampleRow[]> {
  const { rows } = await sql<SampleRow>`
    select r.id, r.site_id as "siteId", r.outlet_id as "outletId", r.number, r.sample, r.sampled_on as "sampledOn", r.sampled_at as "sampledAt", r.averaging,
      r.laboratory, r.third_party as "thirdParty", r.accreditation, r.accredited_until_on as "accreditedUntil", r.approved_seq is not null as counting,
      coalesce((select jsonb_agg(jsonb_build_object('parameter', l.parameter, 'written', l.written, 'unit', l.unit, 'detectionLimit', l.detection_limit::text,
        'qualifier', l.qualifier, 'accredited', l.accredited) order by l.line) from water_lab_report_result l where l.record_id = r.id and l.revision = r.revision), '[]'::jsonb) as results
    from water_lab_report r where ${countsOrNew('r', 'water_lab_report')} and r.sampled_on >= ${from} and r.sampled_on < ${before} and ${at('r', sites)}
    order by r.sampled_on desc, r.sampled_at desc nulls last, r.id`.execute(tx);
  return rows;
}

/** A line of the permit's plan. */
export interface PlanItemRow {
  id: string;
  siteId: string;
  outletId: string;
  parameter: string;
  frequency: Frequency;
  automatic: boolean;
  clause: string;
  from: CalendarDate;
  before: CalendarDate | null;
}

/** The plan. */
export async function listPlanItems(tx: Tx, sites: Sites): Promise<PlanItemRow[]> {
  const { rows } = await sql<PlanItemRow>`
    select i.id, i.site_id as "siteId", i.outlet_id as "outletId", i.parameter, i.frequency, i.automatic, i.clause, i.from_on as "from", i.before_on as before
    from water_monitoring_item i where ${counts('i')} and ${at('i', sites)} order by i.outlet_id, i.parameter, i.from_on`.execute(
    tx,
  );
  return rows;
}

/** What a standard allows to be drained for a unit of product. */
export interface BaseDrainageRow {
  outletId: string;
  product: Bilingual;
  unit: string;
  baseM3PerUnit: string;
  from: CalendarDate;
  before: CalendarDate | null;
}

/** Base drainages that count. */
export async function listBaseDrainages(tx: Tx, sites: Sites): Promise<BaseDrainageRow[]> {
  const { rows } = await sql<BaseDrainageRow>`
    select d.outlet_id as "outletId", jsonb_build_object('en', d.product_en, 'zh', d.product_zh) as product, d.unit,
      trim_scale(d.base_m3_per_unit)::text as "baseM3PerUnit", d.from_on as "from", d.before_on as before
    from water_base_drainage d where ${counts('d')} and ${at('d', sites)}`.execute(tx);
  return rows;
}

/** An exemption that two others approved. */
export interface ExemptionRow {
  id: string;
  siteId: string;
  reason: string;
  from: CalendarDate;
  before: CalendarDate | null;
}

/** Exemptions that count. */
export async function listExemptions(tx: Tx, sites: Sites): Promise<ExemptionRow[]> {
  const { rows } = await sql<ExemptionRow>`
    select e.id, e.site_id as "siteId", e.reason, e.from_on as "from", e.before_on as before
    from water_test_exemption e where ${counts('e')} and ${at('e', sites)} order by e.from_on`.execute(tx);
  return rows;
}

/** A case as it was last written, and whether its closing was approved. */
export interface CaseRow {
  id: string;
  number: string;
  reportId: string;
  parameter: string;
  reportDue: boolean;
  retestId: string | null;
  /** of its newest revision */
  state: 'draft' | 'submitted' | 'reviewed' | 'returned' | 'approved';
  closedOn: CalendarDate | null;
  /** the closing day of the revision that counts: only by this is it closed */
  approvedClosedOn: CalendarDate | null;
  steps: { step: CaseStep; takenOn: CalendarDate; takenAt: string | null; by: string }[];
}

/** Cases that are not void. */
export async function listCases(tx: Tx, sites: Sites): Promise<CaseRow[]> {
  const { rows } = await sql<CaseRow>`
    select c.id, c.number, c.report_id as "reportId", c.parameter, c.report_due as "reportDue", c.retest_id as "retestId", c.state, c.closed_on as "closedOn",
      (select x.closed_on from water_exceedance_case x where x.id = c.id and ${counts('x')}) as "approvedClosedOn",
      coalesce((select jsonb_agg(jsonb_build_object('step', s.step, 'takenOn', s.taken_on, 'takenAt', s.taken_at, 'by', s.by) order by s.taken_on, s.taken_at nulls first, s.line)
        from water_exceedance_case_step s where s.record_id = c.id and s.revision = c.revision), '[]'::jsonb) as steps
    from water_exceedance_case c where c.latest and not c.voided and ${at('c', sites)}`.execute(tx);
  return rows;
}

/** The factory of a case that the reader may see. */
export async function findCaseSite(tx: Tx, id: string): Promise<string | undefined> {
  const { rows } = await sql<{
    siteId: string;
  }>`select site_id as "siteId" from water_exceedance_case where id = ${id} and latest`.execute(tx);
  return rows[0]?.siteId;
}
