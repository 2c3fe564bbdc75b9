// What was assessed of factories' water risk, and what is done about it.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { StressAnswer } from '../model/water-risk.ts';
import type { Sites } from './meters.ts';

/** Whether records that wait for review are told too. */
export type RiskBasis = 'approved' | 'shown';

const held = (alias: string, basis: RiskBasis) => {
  const of = (column: string) => sql.ref(`${alias}.${column}`);
  return basis === 'approved'
    ? sql<boolean>`(${of('approved_seq')} is not null and ${of('ended_seq')} is null and not ${of('voided')})`
    : sql<boolean>`(${of('latest')} and not ${of('voided')})`;
};
const among = (column: string, sites: Sites) =>
  sites === 'all' ? sql<boolean>`true` : sql<boolean>`${sql.ref(column)} = any(${[...sites]}::uuid[])`;

/** An assessment as lists show it. */
export interface AssessmentRow {
  id: string;
  revision: number;
  state: string;
  siteId: string;
  year: number;
  edition: string;
  fileSha256: string;
  synthetic: boolean;
  basin: string | null;
  foundThrough: 'place' | 'id';
  scheme: string;
  /** exact decimals from 0 to 5 */
  totalScore: string | null;
  quantityScore: string | null;
  qualityScore: string | null;
  regulatoryScore: string | null;
  weightKnown: string;
  stressed: StressAnswer;
}

/** Assessments of these factories, the newest year first; of a year up to `year` when given. */
export async function listAssessments(
  tx: Tx,
  sites: Sites,
  { basis, year, noLaterThan }: { basis: RiskBasis; year?: number; noLaterThan?: number },
): Promise<AssessmentRow[]> {
  const { rows } = await sql<AssessmentRow>`
    select a.id, a.revision, a.state, a.site_id as "siteId", extract(year from a.year_on)::int as year, a.edition, a.file_sha256 as "fileSha256", a.synthetic,
      a.basin, a.found_through as "foundThrough", a.scheme, trim_scale(a.total_score)::text as "totalScore", trim_scale(a.quantity_score)::text as "quantityScore",
      trim_scale(a.quality_score)::text as "qualityScore", trim_scale(a.regulatory_score)::text as "regulatoryScore",
      trim_scale(a.weight_known)::text as "weightKnown", a.stressed
    from water_risk_assessment a where ${held('a', basis)} and ${among('a.site_id', sites)}
      ${year === undefined ? sql`` : sql`and extract(year from a.year_on) = ${year}`}
      ${noLaterThan === undefined ? sql`` : sql`and extract(year from a.year_on) <= ${noLaterThan}`}
    order by a.year_on desc, a.synthetic, a.written_seq desc, a.id`.execute(tx);
  return rows;
}

/** Whether a factory takes its water from an area with water stress, and by which assessment. */
export interface SiteStress {
  stressed: StressAnswer;
  year: number;
  edition: string;
  /** the data were made up: a figure by them is for trying out only */
  synthetic: boolean;
}

/**
 * Stress by factory, for the split that GRI 303 asks: of each factory the newest assessment up to a year. A factory that
 * is not among the answers was never assessed: whether it lies in a stressed area is unknown, which is not no.
 */
export async function stressOfSites(
  tx: Tx,
  sites: Sites,
  asked: { year: number; basis: RiskBasis },
): Promise<ReadonlyMap<string, SiteStress>> {
  const rows = await listAssessments(tx, sites, { basis: asked.basis, noLaterThan: asked.year });
  const answers = new Map<string, SiteStress>();
  for (const { siteId, stressed, year, edition, synthetic } of rows)
    if (!answers.has(siteId)) answers.set(siteId, { stressed, year, edition, synthetic });
  return answers;
}

/** A control plan with its measures. */
export interface ControlPlanRow {
  id: string;
  siteId: string;
  code: string;
  title: { en: string; zh: string };
  risk: string;
  startsOn: string;
  measures: { what: string; owner: string; due: string; done: string | null }[];
}

/** Control plans of these factories, by factory and code. */
export async function listControlPlans(tx: Tx, sites: Sites): Promise<ControlPlanRow[]> {
  const { rows } = await sql<Omit<ControlPlanRow, 'title'> & { en: string; zh: string }>`
    select p.id, p.site_id as "siteId", p.code, p.title_en as en, p.title_zh as zh, p.risk, p.starts_on as "startsOn",
      coalesce((select jsonb_agg(jsonb_build_object('what', m.what, 'owner', m.owner, 'due', m.due_on, 'done', m.done_on) order by m.line)
        from water_control_plan_measure m where m.record_id = p.id and m.revision = p.revision), '[]') as measures
    from water_control_plan p where p.latest and not p.voided and ${among('p.site_id', sites)} order by p.site_id, p.code`.execute(
    tx,
  );
  return rows.map(({ en, zh, ...row }) => ({ ...row, title: { en, zh } }));
}

/** The assessment of a factory, year and file that would be revised by another one. */
export async function findSameAssessments(
  tx: Tx,
  asked: { siteIds: readonly string[]; year: number; fileSha256: string },
): Promise<ReadonlyMap<string, { id: string; revision: number }>> {
  const { rows } = await sql<{ siteId: string; id: string; revision: number }>`
    select site_id as "siteId", id, revision from water_risk_assessment where latest and not voided
      and site_id = any(${[...asked.siteIds]}::uuid[]) and extract(year from year_on) = ${asked.year} and file_sha256 = ${asked.fileSha256}`.execute(
    tx,
  );
  return new Map(rows.map(({ siteId, ...one }) => [siteId, one]));
}
