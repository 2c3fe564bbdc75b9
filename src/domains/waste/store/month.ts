// What is recorded of a month of one site, and of the months before it.
import { sql } from 'kysely';
import type { CalendarDate, Month } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';
import type { ExpectedKind, MonthQuestion } from '../model/plan.ts';
import type { Treatment } from '../model/treatment.ts';

/** Days of months, the last not included. */
export interface Span {
  from: CalendarDate;
  before: CalendarDate;
}

/** A waste stream by name. */
export interface StreamFacts {
  id: string;
  code: string;
  name: { en: string; zh: string };
  hazardous: boolean;
  nationalCode: string | null;
}

/** Every stream that counts, in order of code. */
export async function listStreamFacts(tx: Tx): Promise<StreamFacts[]> {
  const { rows } = await sql<StreamFacts>`
    select id, code, jsonb_build_object('en', name_en, 'zh', name_zh) as name, hazardous, national_code as "nationalCode"
    from waste_stream where approved_seq is not null and ended_seq is null and not voided order by code`.execute(tx);
  return rows;
}

/** What came of a stream in a month, whatever its step of review; estimates apart. */
export interface StreamMonthSum {
  streamId: string;
  month: Month;
  what: ExpectedKind;
  actual: number;
  estimated: number;
  approved: number;
  actualMassTonnes: string;
  estimatedMassTonnes: string;
}

/** Loads and storage movements by stream and month. */
export async function listStreamMonths(tx: Tx, siteId: string, { from, before }: Span): Promise<StreamMonthSum[]> {
  const { rows } = await sql<StreamMonthSum>`
    select stream_id as "streamId", to_char(month, 'YYYY-MM') as month, 'load' as what,
      count(*) filter (where document_type <> 'estimate')::int as actual, count(*) filter (where document_type = 'estimate')::int as estimated,
      count(*) filter (where state = 'approved')::int as approved,
      coalesce(sum(counting_mass_tonnes) filter (where document_type <> 'estimate'), 0)::text as "actualMassTonnes",
      coalesce(sum(counting_mass_tonnes) filter (where document_type = 'estimate'), 0)::text as "estimatedMassTonnes"
    from waste_load where site_id = ${siteId} and month >= ${from} and month < ${before} and latest and not voided
    group by stream_id, month
    union all
    select stream_id, to_char(month, 'YYYY-MM'), 'storage', count(*)::int, 0, count(*) filter (where state = 'approved')::int,
      coalesce(sum(mass_tonnes) filter (where movement = 'in'), 0)::text, '0'
    from waste_storage_movement where site_id = ${siteId} and month >= ${from} and month < ${before} and latest and not voided
    group by stream_id, month`.execute(tx);
  return rows;
}

/** One load of the month. */
export interface LoadRow {
  id: string;
  revision: number;
  streamId: string;
  vendorId: string;
  treatment: Treatment;
  departedOn: CalendarDate;
  estimate: boolean;
  countingMassTonnes: string;
}

/** The loads of a month in the order in which they left. */
export async function listLoads(tx: Tx, siteId: string, { from, before }: Span): Promise<LoadRow[]> {
  const { rows } = await sql<LoadRow>`
    select id, revision, stream_id as "streamId", vendor_id as "vendorId", treatment, departed_on as "departedOn", document_type = 'estimate' as estimate,
      counting_mass_tonnes::text as "countingMassTonnes"
    from waste_load where site_id = ${siteId} and month >= ${from} and month < ${before} and latest and not voided
    order by departed_on, id`.execute(tx);
  return rows;
}

/** A nil return, signed or about to be. */
export interface NilRow {
  id: string;
  streamId: string;
  month: Month;
}

/** Nil returns of months. */
export async function listNilReturns(tx: Tx, siteId: string, { from, before }: Span): Promise<NilRow[]> {
  const { rows } = await sql<NilRow>`
    select id, stream_id as "streamId", to_char(month, 'YYYY-MM') as month from waste_nil_return
    where site_id = ${siteId} and month >= ${from} and month < ${before} and latest and not voided`.execute(tx);
  return rows;
}

/** An answer to a question about the month. */
export interface ExplanationRow {
  id: string;
  streamId: string;
  question: MonthQuestion;
  text: string;
}

export async function listExplanations(tx: Tx, siteId: string, { from, before }: Span): Promise<ExplanationRow[]> {
  const { rows } = await sql<ExplanationRow>`
    select id, stream_id as "streamId", question, explanation as text from waste_explanation
    where site_id = ${siteId} and month >= ${from} and month < ${before} and latest and not voided`.execute(tx);
  return rows;
}

/** A vendor's statement of the month with its lines. */
export interface StatementRow {
  id: string;
  vendorId: string;
  number: string;
  hasFile: boolean;
  lines: { streamId: string; massTonnes: string; loads: number | null }[];
}

export async function listStatements(tx: Tx, siteId: string, { from, before }: Span): Promise<StatementRow[]> {
  const { rows } = await sql<StatementRow>`
    select s.id, s.vendor_id as "vendorId", s.number,
      exists (select from evidence_link e where e.kind = 'waste.statement' and e.record_id = s.id and not exists (select from evidence_ended x where x.link_id = e.id)) as "hasFile",
      coalesce((select jsonb_agg(jsonb_build_object('streamId', l.stream_id, 'massTonnes', l.mass_tonnes::text, 'loads', l.loads) order by l.line)
        from waste_statement_line l where l.record_id = s.id and l.revision = s.revision), '[]'::jsonb) as lines
    from waste_statement s where s.site_id = ${siteId} and s.month >= ${from} and s.month < ${before} and s.latest and not s.voided
    order by s.number`.execute(tx);
  return rows;
}

/** By which treatment and to whom most of each stream went, from one day to before another. */
export async function listUsualRoutes(
  tx: Tx,
  siteId: string,
  { from, before }: Span,
): Promise<{ streamId: string; treatment: Treatment; vendorId: string }[]> {
  const { rows } = await sql<{ streamId: string; treatment: Treatment; vendorId: string }>`
    select distinct on (stream_id) stream_id as "streamId", treatment, vendor_id as "vendorId" from waste_load
    where site_id = ${siteId} and month >= ${from} and month < ${before} and latest and not voided
    group by stream_id, treatment, vendor_id order by stream_id, sum(counting_mass_tonnes) desc, treatment, vendor_id`.execute(
    tx,
  );
  return rows;
}

/** Drafts and returned records of the month: what a submission takes along. */
export async function countOpen(
  tx: Tx,
  siteId: string,
  { from, before }: Span,
): Promise<{ loads: number; nil: number; storage: number }> {
  const open = (table: string) =>
    sql`(select count(*)::int from ${sql.table(table)} where site_id = ${siteId} and month >= ${from} and month < ${before} and latest and state in ('draft', 'returned'))`;
  const { rows } = await sql<{ loads: number; nil: number; storage: number }>`
    select ${open('waste_load')} as loads, ${open('waste_nil_return')} as nil, ${open('waste_storage_movement')} as storage`.execute(
    tx,
  );
  return rows[0] ?? { loads: 0, nil: 0, storage: 0 };
}

/** The newest month of which a load of the site is approved. */
export async function newestApprovedMonth(tx: Tx, siteId: string): Promise<Month | undefined> {
  const { rows } = await sql<{ month: Month | null }>`
    select to_char(max(month), 'YYYY-MM') as month from waste_load
    where site_id = ${siteId} and approved_seq is not null and ended_seq is null and not voided`.execute(tx);
  return rows[0]?.month ?? undefined;
}

/** The instant of this transaction, as the history has it. */
export async function transactionTime(tx: Tx): Promise<string> {
  const { rows } = await sql<{ at: Date }>`select now() as at`.execute(tx);
  return (rows[0]?.at ?? new Date(0)).toISOString();
}
