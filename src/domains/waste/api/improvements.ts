// How do the improvement plans of a scope stand: their actions, and the effect that the loads show?
import { z } from 'zod';
import { type CalendarDate, type Month, monthOf, shiftMonth } from '#period/calendar-date.ts';
import { periodBetween, printPeriod } from '#period/period.ts';
import { findScope } from '#platform/access/find-scope.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { type Actor, systemActor } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import { sumRecords } from '#platform/kpi/cells.ts';
import type { Figure, FigureKey, LedgerContext } from '#platform/kpi/ledger.ts';
import { nodeOf } from '#platform/kpi/organisation.ts';
import { partArrays } from '#platform/kpi/sum-kpi.ts';
import { exactText, tonnes } from '#units/quantity.ts';
import { massRowsOf, wasteConversionRate } from '../kpis.ts';
import type { FlowMonth } from '../model/flow.ts';
import type { WasteMassRow } from '../model/masses.ts';
import { readTreatmentTable, type Treatment } from '../model/treatment.ts';
import { actionState } from '../rules/action-state.ts';
import {
  daysOf,
  type ImprovementEffect,
  improvementEffect,
  type MonthSpan,
  monthsCompared,
  pointsGained,
} from '../rules/improvement-effect.ts';
import { listCases, listImprovements, type StoredImprovement } from '../store/improvements.ts';
import { lastMonthOfSites, listNamedStreams, listStreamMonths, type NamedStream } from '../store/stream-months.ts';
import { type AnalysisWorld, countingOf, maySee } from './analysis-question.ts';

const rateKpi = 'waste.conversion-rate';

/** A plan with what the months of its stream show. */
interface Measured {
  plan: StoredImprovement;
  stream: NamedStream | undefined;
  effect: ReturnType<typeof improvementEffect>;
}

async function readPlans(world: AnalysisWorld, reader: Actor, scope: string) {
  const stored = await world.db.as(reader, async (tx) => {
    const found = await findScope(tx, scope);
    const context = await world.figures.context(tx);
    const siteIds =
      found.type === 'group'
        ? context.organisation.nodes.filter((node) => node.type === 'site').map((node) => node.id)
        : found.siteIds;
    const plans = await listImprovements(tx, siteIds);
    const pairs = plans.map(({ siteId, streamId }) => ({ siteId, streamId }));
    const from = plans.map(({ startsOn }) => startsOn).sort()[0] ?? '2000-01-01';
    const first = `${shiftMonth(monthOf(from as CalendarDate), -monthsCompared)}-01`;
    return {
      context,
      plans,
      cases: await listCases(tx),
      months: await listStreamMonths(tx, pairs, first, '9999-12-31'),
      last: await lastMonthOfSites(tx, [...new Set(plans.map(({ siteId }) => siteId))]),
      streams: new Map(
        (
          await listNamedStreams(
            tx,
            plans.map(({ streamId }) => streamId),
          )
        ).map((one) => [one.id, one]),
      ),
    };
  });
  return stored;
}

type Plans = Awaited<ReturnType<typeof readPlans>>;

/** A month counts once it is over, in the zone of the site. */
function measured(world: AnalysisWorld, { context, plans, months, last, streams }: Plans): Measured[] {
  return plans.map((plan) => {
    const own: FlowMonth[] = months
      .filter((one) => one.siteId === plan.siteId && one.streamId === plan.streamId)
      .map((one) => ({
        month: one.month as Month,
        treatment: one.treatment as Treatment,
        vendorId: one.vendorId,
        massTonnes: tonnes(one.mass),
      }));
    const zone = nodeOf(context.organisation, plan.siteId)?.timeZone ?? 'UTC';
    const over = shiftMonth(monthOf(world.todayIn(zone) as CalendarDate), -1);
    const [through = over] = [(last.get(plan.siteId) ?? over) as Month, over].sort();
    const effect = improvementEffect({
      startsOn: plan.startsOn as CalendarDate,
      effectiveFrom: plan.effectiveFrom as CalendarDate | null,
      toTreatment: plan.toTreatment as Treatment,
      months: own,
      through,
    });
    return { plan, stream: streams.get(plan.streamId), effect };
  });
}

/** The rates over the months after, of the factory and, for who may see it, of the group. */
function rateKeys({ plan, effect }: Measured, reader: Actor): FigureKey[] {
  if ('noData' in effect) return [];
  const { from, before } = daysOf(effect.after);
  const period = printPeriod(periodBetween(from, before));
  return [plan.siteId, GROUP_ID]
    .filter((scopeId) => maySee(reader, scopeId))
    .map((scopeId) => ({ kpi: rateKpi, scopeId, period, basis: 'approved' as const }));
}

/**
 * What the rate of a scope counts of the plan's stream at its factory: the sums that the figure is made of, of this
 * stream alone, so that inclusion, proof, residue and own transfers say the same in both.
 */
async function countedOf(
  { db }: AnalysisWorld,
  context: LedgerContext,
  { siteId, streamId }: StoredImprovement,
  scopeId: string,
  span: MonthSpan,
): Promise<WasteMassRow[]> {
  const { organisation, kinds } = context;
  const parts = partArrays(organisation, scopeId);
  const bySite = { ...parts, groups: parts.siteIds, asOneScope: true as const };
  const where = { field: 'stream', id: streamId };
  const sums = await db.as(systemActor('figures'), (tx) =>
    sumRecords(tx, kinds, wasteConversionRate.aggregate, organisation, bySite, daysOf(span), ['counting'], { where }),
  );
  const table = readTreatmentTable(context.packs['waste-treatments']);
  return massRowsOf(
    sums.filter((one) => one.group_id === siteId),
    table,
  );
}

async function pointsOf(
  world: AnalysisWorld,
  plan: StoredImprovement,
  effect: ImprovementEffect,
  figure: Figure | undefined,
  context: LedgerContext,
) {
  if (!figure) return null;
  const { scopeId } = figure.key;
  const counting = countingOf(figure, context);
  const gained = pointsGained(
    figure.result.groups.flatMap(({ rows }) => massRowsOf(rows, counting.table)),
    {
      before: await countedOf(world, context, plan, scopeId, effect.before),
      after: await countedOf(world, context, plan, scopeId, effect.after),
    },
    counting,
  );
  return 'noData' in gained ? null : { points: exactText(gained.value), figureId: figure.id };
}

async function readImprovements(world: AnalysisWorld, reader: Actor, scope: string) {
  const stored = await readPlans(world, reader, scope);
  const { context, cases } = stored;
  const all = measured(world, stored);
  const keys = all.flatMap((one) => rateKeys(one, reader));
  const figures = keys.length > 0 ? await world.figures.ask(keys, reader) : [];
  const figureFor = (scopeId: string, period: string) =>
    figures.find((figure) => figure?.key.scopeId === scopeId && figure.key.period === period);
  const caseOf = (id: string | null) => {
    const found = cases.find((one) => one.id === id);
    return found ? { id: found.id, code: found.code, title: found.title } : null;
  };
  const planView = async ({ plan, stream, effect }: Measured) => {
    const node = nodeOf(context.organisation, plan.siteId);
    const today = world.todayIn(node?.timeZone ?? 'UTC') as CalendarDate;
    const { siteId, streamId: _, caseId, actions, ...rest } = plan;
    return {
      ...rest,
      site: { id: siteId, code: node?.code ?? '', name: node?.name ?? { en: '', zh: '' } },
      stream: stream ?? null,
      case: caseOf(caseId),
      actions: actions.map((action) => ({
        ...action,
        state: actionState({ due: action.due as CalendarDate, done: action.done as CalendarDate | null }, today),
      })),
      effect: 'noData' in effect ? { noData: effect.noData } : await effectView(plan, effect),
    };
  };
  const plans: Awaited<ReturnType<typeof planView>>[] = [];
  for (const one of all) plans.push(await planView(one));
  return { plans };

  async function effectView(plan: StoredImprovement, effect: ImprovementEffect) {
    const { from, before } = daysOf(effect.after);
    const period = printPeriod(periodBetween(from, before));
    const text = <Key extends string>(values: Readonly<Record<Key, Parameters<typeof exactText>[0]>>) =>
      Object.fromEntries(Object.entries(values).map(([key, value]) => [key, exactText(value as never)]));
    return {
      ...text({ changeShare: effect.value, shareBefore: effect.shareBefore, shareAfter: effect.shareAfter }),
      ...text({ yearlyMassTonnes: effect.yearlyMassTonnes }),
      inputs: text(effect.inputs),
      before: effect.before,
      after: effect.after,
      site: await pointsOf(world, plan, effect, figureFor(plan.siteId, period), context),
      group: await pointsOf(world, plan, effect, figureFor(GROUP_ID, period), context),
    };
  }
}

/** The routes of improvement plans and of the cases that they may follow. */
export function improvementRoutes(world: AnalysisWorld): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/waste/improvements',
      summary: 'The improvement plans of a scope, with their actions and the effect measured from the loads',
      query: z.object({ scope: z.string().default('group') }),
      may: () => ({ action: 'records.read' }),
      answer: ({ session }, asked) => readImprovements(world, session.actor, asked.scope),
    }),
    route({
      method: 'GET',
      path: '/api/v1/waste/cases',
      summary: 'The improvement cases that are approved, own and peers’',
      query: z.object({}),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }) => ({ cases: await world.db.as(session.actor, listCases) }),
    }),
  ];
}
