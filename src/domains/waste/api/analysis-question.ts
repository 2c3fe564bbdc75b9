// What is asked of an analysis, who may ask it, and the sums by stream and vendor that it is made of.

import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Target } from '#domains/targets/model/target.ts';
import { targetInForce } from '#domains/targets/rules/target-status.ts';
import { listTargetsOfAllScopes } from '#domains/targets/store/public/targets.ts';
import { type Period, yearOfPeriod } from '#period/period.ts';
import { findScope } from '#platform/access/find-scope.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import type { Session } from '#platform/access/session.ts';
import { type Actor, type Database, systemActor, type Tx } from '#platform/db/database.ts';
import { languageOf } from '#platform/http/server.ts';
import type { Dictionary, Language } from '#platform/i18n/words.ts';
import { type PartArrays, sumRecordsNow } from '#platform/kpi/cells.ts';
import type { Kpis, SumRow } from '#platform/kpi/declare.ts';
import type { Figures } from '#platform/kpi/figures.ts';
import { type Sources, standingOf } from '#platform/kpi/kept-answers.ts';
import type { Basis, Figure, LedgerContext } from '#platform/kpi/ledger.ts';
import { expectedSites, nodeOf, type Organisation } from '#platform/kpi/organisation.ts';
import { askedPeriod } from '#platform/records/server/asked.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { exact } from '#units/quantity.ts';
import { flowRowsOf, wasteFlow } from '../kpis.ts';
import type { FlowRow } from '../model/flow.ts';
import { readTreatmentTable } from '../model/treatment.ts';
import type { ConversionDefinition } from '../rules/conversion-rate.ts';
import type { Counting } from '../rules/rate-parts.ts';
import { analysisStanding } from '../store/improvements.ts';

/** What analyses need of the installation. */
export interface AnalysisWorld {
  db: Database;
  figures: Figures;
  kpis: Kpis;
  words: Dictionary;
  /** the calendar date in a zone, now */
  todayIn(timeZone: string): string;
}

export interface Question {
  scopeId: string;
  period: Period;
  basis: Basis;
  language: Language;
}

/** The query of every analysis. */
export const analysisQuery = z.object({
  scope: z.string().max(60).default('group'),
  period: z.string(),
  basis: z.enum(['approved', 'shown']).default('approved'),
  lang: z.string().optional(),
});

/** Whether the figures of a scope are the reader's to see. */
export const maySee = (reader: Actor, scopeId: string): boolean =>
  reader.figures === 'all' || reader.figures.includes(scopeId);

/** The question of a request. @throws Refused `unknown_scope`, `wrong_period`, `not_allowed` */
export async function questionOf(
  db: Database,
  { session, request }: { session: Session; request: FastifyRequest },
  asked: z.output<typeof analysisQuery>,
): Promise<Question> {
  const period = askedPeriod(asked.period);
  const scopeId =
    asked.scope === 'group' ? GROUP_ID : (await db.as(session.actor, (tx) => findScope(tx, asked.scope))).id;
  if (!maySee(session.actor, scopeId)) throw new Refused('not_allowed');
  return { scopeId, period, basis: asked.basis, language: languageOf(request, 'en') };
}

/** The factories of a scope in a period whose figures the reader may see; a factory has none below it. */
export const rankedSites = (
  organisation: Organisation,
  reader: Actor,
  { scopeId, period }: Pick<Question, 'scopeId' | 'period'>,
): string[] =>
  nodeOf(organisation, scopeId)?.type === 'site'
    ? []
    : expectedSites(organisation, scopeId, period).filter((site) => maySee(reader, site));

/** The exact value of a figure, where it has one. */
export const exactValueOf = (figure: Figure | undefined): string | null =>
  figure && 'value' in figure.result.computed ? figure.result.computed.value : null;

/**
 * Rows by stream and vendor of these parts of the organisation, by their groups. Like the ledger's own sums they are
 * made by the actor `figures`, for readers who may see the figure that they add up to.
 */
export async function flowsOf(
  { db }: Pick<AnalysisWorld, 'db'>,
  context: LedgerContext,
  parts: PartArrays,
  period: Pick<Period, 'from' | 'before'>,
  basis: Basis,
): Promise<Map<string, FlowRow[]>> {
  const sums = await db.as(systemActor('figures'), (tx) =>
    sumRecordsNow(tx, context.kinds, wasteFlow, context.organisation, parts, period, basis),
  );
  const groups = Map.groupBy(sums, (one) => one.group_id);
  const table = readTreatmentTable(context.packs['waste-treatments']);
  return new Map([...groups].map(([group, rows]) => [group, flowRowsOf(rows as readonly SumRow[], table)]));
}

/** Factories as parts, each a group of its own and whole, as a factory's own figures count it. */
export const eachSite = (siteIds: readonly string[]): PartArrays => ({
  siteIds,
  groups: siteIds,
  shares: siteIds.map(() => '1'),
  from: siteIds.map(() => '0001-01-01'),
  before: siteIds.map(() => '9999-12-31'),
});

/** How the owner counts, from the parameters that a figure of his rate was computed with. */
export function countingOf(rate: Pick<Figure, 'parameters'>, context: LedgerContext): Counting {
  return {
    definition: rate.parameters as unknown as ConversionDefinition,
    table: readTreatmentTable(context.packs['waste-treatments']),
  };
}

/** The targets by which a scope is judged: its own on a KPI where it has one, else the group's. */
export const targetsFor = (targets: readonly Target[], scopeId: string): Target[] => [
  ...targets.filter((target) => target.scopeId === scopeId),
  ...targets.filter((target) => target.scopeId === undefined),
];

/** The step on the owner's rate by which a scope is judged in the year of a period. */
export async function targetStep(
  tx: Tx,
  { scopeId, period }: Pick<Question, 'scopeId' | 'period'>,
): Promise<{ year: number; value: string } | null> {
  const targets = targetsFor(await listTargetsOfAllScopes(tx), scopeId);
  // A step that is a change is no rate without its base year's figure, and draws no line here.
  const steps = targets.find(
    ({ kpi, measure, change }) => kpi === 'waste.conversion-rate' && measure === 'quantitative' && change === undefined,
  )?.steps;
  const year = yearOfPeriod(period);
  const step = targetInForce(
    (steps ?? []).map((one) => ({ year: one.year, value: exact(one.value) })),
    year,
  );
  return step ? { year: step.year, value: step.value.toFixed() } : null;
}

/** What a kept analysis is made of besides figures. */
export const sourcesOfAnalysis: Sources = {
  standing: sql`concat_ws(' ', ${standingOf('targets_target')}, ${analysisStanding})`,
};
