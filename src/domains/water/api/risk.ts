// The endpoints of water risk: factories with their basins weighed, and the assessment of a year.
import { z } from 'zod';
import { listSitePlaces, type SitePlace } from '#domains/factories/store/public/site-place.ts';
import { findScope } from '#platform/access/find-scope.ts';
import type { Session } from '#platform/access/session.ts';
import type { Tx } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import { askedPeriod } from '#platform/records/server/asked.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { type AqueductTable, aqueductColumn, indicators } from '../model/aqueduct.ts';
import type { Cells } from '../model/basin-cells.ts';
import type { BasinEdition } from '../model/basin-edition.ts';
import { groupShares } from '../rules/aqueduct-score.ts';
import { drawnOutline, readWkb } from '../rules/outline.ts';
import { planState, riskStanding } from '../rules/risk-standing.ts';
import { findFutures, listEditions, listOutlines } from '../store/basins.ts';
import { type AssessmentRow, type ControlPlanRow, listAssessments, listControlPlans } from '../store/risk.ts';
import { assessRisk } from './assess-risk.ts';
import { lookUpRisks, type SiteRisk } from './look-up-risk.ts';
import { aqueductOf, askedEdition, askedWeights, isUsable, type RiskWorld } from './risk-world.ts';

/** Points of one outline that a small map needs, and outlines that it shows. */
const [MOST_POINTS, MOST_OUTLINES] = [400, 200];

const weighing = {
  edition: z.uuid().optional(),
  scheme: z.string().max(10).default('def'),
  weights: z.string().max(100).optional(),
};

/** Factories of a scope that the reader may see and that were at work in the year. */
async function sitesOf(tx: Tx, session: Session, asked: string, year: number): Promise<SitePlace[]> {
  const scope = await findScope(tx, asked);
  const all = await listSitePlaces(tx, scope.type === 'group' ? undefined : scope.siteIds);
  return all.filter(
    ({ id, startedOn, closedOn }) =>
      session.may('records.read', id) &&
      startedOn < `${year + 1}-01-01` &&
      (closedOn === null || closedOn > `${year}-01-01`),
  );
}

const shownEdition = (one: BasinEdition) => ({
  ...{ id: one.id, title: one.title, publishedOn: one.publishedOn, licence: one.licence, source: one.source },
  ...{ synthetic: one.synthetic, fileSha256: one.fileSha256, futures: one.futures, outlines: one.outlines },
});

function shownSite(
  site: SitePlace,
  risk: SiteRisk | null,
  rest: { assessments: AssessmentRow[]; plans: ControlPlanRow[]; today: string },
) {
  const { assessments, plans, today } = rest;
  return {
    site: { id: site.id, code: site.code, name: site.name },
    told:
      site.longitude === null
        ? null
        : { longitude: site.longitude, latitude: site.latitude as string, datum: site.datum as string },
    found: risk
      ? {
          ...{ basin: risk.basin ? { id: risk.basin.id, name: risk.basin.name } : null, because: risk.because },
          ...{ place: risk.place, movedM: risk.movedM, borderM: risk.borderM, mayAlsoBe: risk.mayAlsoBe },
        }
      : null,
    indicators: risk?.readings ? indicators.map((id) => ({ indicator: id, ...risk.readings?.[id] })) : null,
    groups: risk?.groups ?? null,
    stressed: risk?.stressed ?? 'unknown',
    assessments,
    plans: plans.map((plan) => ({ ...plan, ...planState(plan.measures, today) })),
  };
}

/** Scenarios of a basin, cell by cell, with the pathway that each stands for. */
function shownFutures(futures: Record<string, Cells>) {
  return Object.entries(futures).flatMap(([key, [raw, score, category, label]]) => {
    const column = aqueductColumn(`${key}_x_r`);
    if (column?.kind !== 'future') return [];
    const { scenario, pathway, year, indicator } = column;
    return [{ scenario, pathway, year, indicator, raw, score, category, label }];
  });
}

/** What is told of one factory besides: scenarios of its basin, and every assessment there was. */
async function detailOf(tx: Tx, edition: BasinEdition | undefined, site: SitePlace, risk: SiteRisk | null) {
  const told =
    edition && risk?.basin
      ? await findFutures(tx, { editionId: edition.id, pfafId: risk.basin.pfafId, id: risk.basin.id })
      : undefined;
  return {
    futures: told ? { edition: told.edition, synthetic: told.synthetic, cells: shownFutures(told.futures) } : null,
    history: await listAssessments(tx, [site.id], { basis: 'shown' }),
  };
}

async function mapOf(tx: Tx, edition: BasinEdition | undefined, risks: readonly (SiteRisk | null)[]) {
  const lines = [...new Set(risks.flatMap((risk) => risk?.basin?.line ?? []))].slice(0, MOST_OUTLINES);
  if (!edition || lines.length === 0) return [];
  return (await listOutlines(tx, edition.id, lines)).flatMap(({ id, outline }) => {
    const polygons = readWkb(outline);
    return 'fault' in polygons ? [] : [{ id, rings: drawnOutline(polygons, MOST_POINTS) }];
  });
}

const weightsOf = (table: AqueductTable) =>
  Object.entries(table.schemes).map(([id, weights]) => ({ id, weights, shares: groupShares(weights, table) }));

const assessBody = z.object({
  year: z.number().int().min(2000).max(2100),
  ...weighing,
  sites: z
    .array(z.object({ site: z.uuid(), basin: z.string().trim().min(1).max(100).optional() }))
    .min(1)
    .max(1_000),
  note: z.string().trim().min(1).max(500).optional(),
});

/** Endpoints of water risk. */
export function riskRoutes(world: RiskWorld): Route[] {
  const { db } = world;
  return [
    route({
      method: 'GET',
      path: '/api/v1/water/risk',
      summary:
        'Factories with their basins in an edition, the 13 indicators weighed, and what was assessed in the year',
      query: z.object({
        scope: z.string().max(60).default('group'),
        period: z.string(),
        lang: z.string().optional(),
        ...weighing,
      }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, asked) =>
        db.as(session.actor, async (tx) => {
          const table = aqueductOf(world);
          const year = Number(askedPeriod(asked.period).from.slice(0, 4));
          const { scheme, weights } = askedWeights(table, asked.scheme, asked.weights);
          const sites = await sitesOf(tx, session, asked.scope, year);
          const ids = sites.map(({ id }) => id);
          const edition = await askedEdition(tx, asked.edition);
          const risks: readonly (SiteRisk | null)[] = edition
            ? await lookUpRisks(
                tx,
                edition,
                sites.map((site) => ({ site })),
                { weights, table },
              )
            : sites.map(() => null);
          const assessments = await listAssessments(tx, ids, { basis: 'shown', year });
          const plans = await listControlPlans(tx, ids);
          const today = world.todayIn('Asia/Shanghai');
          const shown = sites.map((site, index) =>
            shownSite(site, risks[index] ?? null, {
              assessments: assessments.filter(({ siteId }) => siteId === site.id),
              plans: plans.filter(({ siteId }) => siteId === site.id),
              today,
            }),
          );
          const standing = riskStanding(
            shown.map(({ site, assessments: [first], plans: own }) => ({
              siteId: site.id,
              plans: own.filter(({ state }) => state !== 'empty').length,
              assessed: first
                ? { totalScore: first.totalScore === null ? null : Number(first.totalScore), stressed: first.stressed }
                : null,
            })),
          );
          const [only] = sites;
          return {
            ...{ year, scheme, weights, shares: groupShares(weights, table), schemes: weightsOf(table) },
            editions: (await listEditions(tx)).filter(isUsable).map(shownEdition),
            edition: edition ? shownEdition(edition) : null,
            pack: { edition: table.edition, verified: world.packs.inUse['aqueduct-4']?.verified === true },
            sites: shown,
            mayAssess: ids.filter((id) => session.may('records.record', id)),
            mayImport: session.everywhere('settings.change'),
            standing: { ...standing, approved: assessments.filter(({ state }) => state === 'approved').length },
            outlines: await mapOf(tx, edition, risks),
            detail: sites.length === 1 && only ? await detailOf(tx, edition, only, risks[0] ?? null) : null,
          };
        }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/water/risk/assess',
      summary: 'Write down what an edition says of factories in a year, by the weights given, and submit it',
      body: assessBody,
      may: () => ({ action: 'records.record' }),
      answer: async ({ session }, { body }) =>
        db.as(session.actorFor('records.record'), async (tx) => {
          if (body.sites.some(({ site }) => !session.may('records.record', site))) throw new Refused('not_allowed');
          const edition = await askedEdition(tx, body.edition);
          if (!edition) throw new Refused('no_basins_imported');
          const { year, note } = body;
          const via = session.key ? 'api' : 'web';
          const sites = body.sites.map(({ site, basin }) => ({ siteId: site, basin }));
          const weights = askedWeights(aqueductOf(world), body.scheme, body.weights);
          const assessed = await assessRisk(tx, world, { year, edition, sites, note, ...weights }, { via });
          return { assessed };
        }),
    }),
  ];
}
