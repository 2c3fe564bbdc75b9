// Which improvement plans and cases there are.
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import { counts } from './counts.ts';

const counting = counts('t');

interface Local {
  en: string;
  zh: string;
}

/** A case as it is told. */
export interface StoredCase {
  id: string;
  code: string;
  title: Local;
  source: 'own' | 'peer';
  place: Local | null;
  composition: string;
  hazardous: boolean;
  fromTreatment: string;
  toTreatment: string;
  whatWasDone: Local;
  result: Local;
  /** exact tonnes a year */
  divertedMassTonnes: string | null;
  reference: string | null;
}

/** The approved cases, in order of their codes. */
export async function listCases(tx: Tx): Promise<StoredCase[]> {
  const { rows } = await sql<StoredCase>`
    select t.id, t.code, jsonb_build_object('en', t.title_en, 'zh', t.title_zh) as title, t.source,
      case when t.place_en is null and t.place_zh is null then null else jsonb_build_object('en', coalesce(t.place_en, t.place_zh), 'zh', coalesce(t.place_zh, t.place_en)) end as place,
      t.composition, t.hazardous, t.from_treatment as "fromTreatment", t.to_treatment as "toTreatment",
      jsonb_build_object('en', t.what_was_done_en, 'zh', t.what_was_done_zh) as "whatWasDone",
      jsonb_build_object('en', t.result_en, 'zh', t.result_zh) as result, t.diverted_mass_tonnes::text as "divertedMassTonnes", t.reference
    from waste_case t where ${counting} order by t.code`.execute(tx);
  return rows;
}

/** A plan with its actions. */
export interface StoredImprovement {
  id: string;
  siteId: string;
  code: string;
  title: Local;
  streamId: string;
  fromTreatment: string;
  toTreatment: string;
  startsOn: string;
  effectiveFrom: string | null;
  expectedMassTonnes: string | null;
  caseId: string | null;
  actions: { what: string; owner: string; due: string; done: string | null }[];
}

/** The plans at these sites, the newest start first; row-level security leaves out what is not the reader's. */
export async function listImprovements(tx: Tx, siteIds: readonly string[]): Promise<StoredImprovement[]> {
  const { rows } = await sql<StoredImprovement>`
    select t.id, t.site_id as "siteId", t.code, jsonb_build_object('en', t.title_en, 'zh', t.title_zh) as title, t.stream_id as "streamId",
      t.from_treatment as "fromTreatment", t.to_treatment as "toTreatment", t.starts_on as "startsOn", t.effective_from_on as "effectiveFrom",
      t.expected_mass_tonnes::text as "expectedMassTonnes", t.case_id as "caseId",
      coalesce((select jsonb_agg(jsonb_build_object('what', a.what, 'owner', a.owner, 'due', a.due_on, 'done', a.done_on) order by a.due_on, a.line)
        from waste_improvement_action a where a.record_id = t.id and a.revision = t.revision), '[]'::jsonb) as actions
    from waste_improvement t where t.site_id = any(${`{${siteIds.join(',')}}`}::uuid[]) and ${counting} order by t.starts_on desc, t.code`.execute(
    tx,
  );
  return rows;
}

/** A short text that changes with whatever an analysis is made of besides loads: plans, cases, streams, suppliers, proofs. */
export const analysisStanding: RawBuilder<string> = sql`
    concat_ws(' ', (select max(written_seq) from waste_case), (select max(approved_seq) from waste_case), (select max(written_seq) from waste_improvement),
      (select max(approved_seq) from waste_stream), (select max(written_seq) from suppliers_supplier), (select max(written_seq) from waste_vendor_proof))`;
