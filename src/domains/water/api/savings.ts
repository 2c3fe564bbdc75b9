// What do saving projects save, as their meters show it, against what is claimed; and on which sites does the intelligent system run?
import { z } from 'zod';
import { listMonthDrivers, type MonthDrivers } from '#domains/factories/store/public/month-drivers.ts';
import { listSiteFacts, type SiteFacts } from '#domains/factories/store/public/site-life.ts';
import { type CalendarDate, type Month, monthOf, shiftMonth } from '#period/calendar-date.ts';
import { findScope } from '#platform/access/find-scope.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { add, cubicMetres, exactText, quantity } from '#units/quantity.ts';
import type { savingDrivers } from '../model/saving.ts';
import type { RollOutAnswer, SavingAnswer, SavingEffect, SavingMonths, SavingsAnswer } from '../model/saving-answer.ts';
import { type RollOutStep, rollOutCites, rollOutRate } from '../rules/roll-out.ts';
import { type MeterMonth, type ProjectMonths, projectMonths, sumOfSavings } from '../rules/saving-months.ts';
import { payback, type WaterSaving, waterSaving, waterSavingCites } from '../rules/water-saving.ts';
import { type MeterVolume, monthVolumes } from '../store/days.ts';
import { listProjects, listRollOut, type StoredProject } from '../store/savings.ts';

/** What savings need of the installation. */
export interface SavingWorld {
  db: Database;
  todayIn(timeZone: string): string;
}

/** Everything that the projects of some sites stand on, read at once. */
interface Read {
  projects: StoredProject[];
  sites: ReadonlyMap<string, SiteFacts>;
  volumes: ReadonlyMap<string, MeterVolume>;
  drivers: ReadonlyMap<string, MonthDrivers>;
}

async function readProjects(tx: Tx, sites: readonly string[] | 'all', id?: string): Promise<Read> {
  const projects = await listProjects(tx, sites, id);
  const siteIds = [...new Set(projects.map(({ siteId }) => siteId))];
  const from = projects.flatMap(({ beforeFrom }) => beforeFrom ?? []).sort()[0];
  const span = from && { from, before: '9999-01-01' as CalendarDate };
  const volumes = span ? await monthVolumes(tx, siteIds, span) : [];
  const drivers = span ? await listMonthDrivers(tx, siteIds, span) : [];
  return {
    projects,
    sites: new Map((await listSiteFacts(tx, siteIds)).map((site) => [site.id, site])),
    volumes: new Map(volumes.map((one) => [`${one.meterId} ${monthOf(one.on)}`, one])),
    drivers: new Map(drivers.map((one) => [`${one.siteId} ${one.month}`, one])),
  };
}

const meterMonth = (one: MeterVolume | undefined): MeterMonth | undefined =>
  one && {
    volumeM3: add(add(cubicMetres(one.measuredM3), cubicMetres(one.interpolatedM3)), cubicMetres(one.estimatedM3)),
    estimatedM3: cubicMetres(one.estimatedM3),
    ...{ knownSeconds: Number(one.knownSeconds), atLeast: one.atLeast },
  };

const driverOf: Readonly<Record<(typeof savingDrivers)[number], (one: MonthDrivers) => string | null>> = {
  product_output: ({ output }) => output,
  head_count: ({ headCount }) => headCount,
  cooling_degree_days: ({ coolingDegreeDays }) => coolingDegreeDays,
  heating_degree_days: ({ heatingDegreeDays }) => heatingDegreeDays,
};

interface Measured {
  before: ProjectMonths;
  after: ProjectMonths;
  effect: ReturnType<typeof waterSaving>;
}

/** The months of a project and its effect; a month counts once it is over, by the clock of its site. */
function measured(world: SavingWorld, { volumes, drivers, sites }: Read, project: StoredProject): Measured | null {
  const { beforeFrom, beforeThrough, afterFrom, afterThrough, siteId, meters } = project;
  if (!beforeFrom || !beforeThrough || !afterFrom || meters.length === 0) return null;
  const today = world.todayIn(sites.get(siteId)?.timeZone ?? 'UTC') as CalendarDate;
  const over = shiftMonth(monthOf(today), -1);
  const through = afterThrough ? monthOf(afterThrough) : over;
  const sources = {
    ...{ meters, drivers: project.drivers },
    meterMonth: (meterId: string, month: Month) => meterMonth(volumes.get(`${meterId} ${month}`)),
    driver: (code: (typeof savingDrivers)[number], month: Month) => {
      const known = drivers.get(`${siteId} ${month}`);
      const value = known ? driverOf[code](known) : null;
      return value === null ? null : Number(value);
    },
  };
  const span = (first: CalendarDate, last: Month) => ({ first: monthOf(first), last });
  const before = projectMonths(sources, span(beforeFrom, monthOf(beforeThrough)));
  const after = projectMonths(sources, span(afterFrom, through < over ? through : over));
  const effect = waterSaving(before.months, after.months, cubicMetres(project.otherCausesM3 ?? 0));
  return { before, after, effect };
}

/** In the project's own money; null where its cost is not told. */
function paybackOf(
  { cost, pricePerM3, yearlyRunningCost }: StoredProject,
  effect: WaterSaving,
): SavingEffect['payback'] {
  if (cost === null) return null;
  const back = payback(
    quantity<'money'>(cost),
    effect,
    quantity<'money/m3'>(pricePerM3 ?? 0),
    quantity<'money'>(yearlyRunningCost ?? 0),
  );
  if ('noData' in back) return { noData: back.noData };
  return {
    years: back.value.toFixed(1),
    shortestYears: back.shortestYears.toFixed(1),
    longestYears: back.longestYears?.toFixed(1) ?? null,
    yearlySaving: back.inputs.yearlySaving.toFixed(0),
  };
}

const monthsView = ({ months, leftOut }: ProjectMonths): SavingMonths => ({
  months: months.map(({ month, volumeM3, estimatedM3, drivers }) => ({
    ...{ month, volumeM3: exactText(volumeM3), estimatedM3: exactText(estimatedM3), drivers },
  })),
  leftOut,
});

/** What is told of a project, and its effect as numbers, of which sums are made. */
interface ProjectView {
  told: SavingAnswer;
  yearly: Pick<WaterSaving, 'yearlyM3' | 'yearlyUncertaintyM3'> | null;
}

function projectView(world: SavingWorld, read: Read, project: StoredProject): ProjectView {
  const { siteId, beforeFrom, beforeThrough, afterFrom, afterThrough, ...rest } = project;
  const site = read.sites.get(siteId);
  const found = measured(world, read, project);
  const month = (day: CalendarDate | null) => (day === null ? null : monthOf(day));
  const shown = {
    ...rest,
    ...{ beforeFrom: month(beforeFrom), beforeThrough: month(beforeThrough) },
    ...{ afterFrom: month(afterFrom), afterThrough: month(afterThrough) },
    site: { id: siteId, code: site?.code ?? '', name: site?.name ?? { en: '', zh: '' } },
  };
  if (!found)
    return { told: { ...shown, before: null, after: null, effect: { noData: 'not_planned_yet' } }, yearly: null };
  const { before, after, effect } = found;
  const months = { before: monthsView(before), after: monthsView(after) };
  if ('noData' in effect) return { told: { ...shown, ...months, effect: { noData: effect.noData } }, yearly: null };
  return {
    told: {
      ...shown,
      ...months,
      effect: {
        savedM3: exactText(effect.value),
        uncertaintyM3: exactText(effect.uncertaintyM3),
        yearlyM3: exactText(effect.yearlyM3),
        yearlyUncertaintyM3: exactText(effect.yearlyUncertaintyM3),
        expectedM3: exactText(effect.inputs.expectedM3),
        actualM3: exactText(effect.inputs.actualM3),
        adjustmentM3: exactText(effect.inputs.adjustmentM3),
        ...{ model: effect.model, coefficients: effect.coefficients, explained: effect.explained, notes: effect.notes },
        series: effect.series,
        payback: paybackOf(project, effect),
      },
    },
    yearly: { yearlyM3: effect.yearlyM3, yearlyUncertaintyM3: effect.yearlyUncertaintyM3 },
  };
}

/** What is approved as verified, and what of the projects that go on is only claimed: two sums, never one. */
function totalsOf(projects: readonly ProjectView[]): SavingsAnswer['totals'] {
  const verified = projects.filter(({ told: { isApproved, stage } }) => isApproved && stage === 'verified');
  const shown = verified.flatMap(({ yearly }) => yearly ?? []);
  const together = sumOfSavings(shown);
  const claimed = projects.flatMap(({ told: { isApproved, stage, claimedYearlyM3 } }) =>
    isApproved && (stage === 'approved' || stage === 'running') && claimedYearlyM3 !== null
      ? [cubicMetres(claimedYearlyM3)]
      : [],
  );
  return {
    verified: {
      projects: shown.length,
      notShown: verified.length - shown.length,
      yearlyM3: shown.length > 0 ? exactText(together.yearlyM3) : null,
      yearlyUncertaintyM3: shown.length > 0 ? exactText(together.yearlyUncertaintyM3) : null,
    },
    claimed: {
      projects: claimed.length,
      yearlyM3: claimed.length > 0 ? exactText(claimed.reduce((sum, one) => add(sum, one), cubicMetres(0))) : null,
    },
  };
}

async function readRollOut(
  world: SavingWorld,
  tx: Tx,
  siteIds: readonly string[] | 'all',
): Promise<RollOutAnswer & { cites: typeof rollOutCites }> {
  const facts = await listSiteFacts(tx, siteIds === 'all' ? undefined : siteIds);
  const today = world.todayIn('Asia/Shanghai') as CalendarDate;
  const sites = facts.filter(({ closedOn }) => closedOn === null || closedOn > today);
  const stored = await listRollOut(
    tx,
    sites.map(({ id }) => id),
  );
  const steps = stored.map(({ siteId, on, status }) => ({ site: siteId, on, state: status }) as RollOutStep);
  const rate = rollOutRate(
    sites.map(({ id }) => id),
    steps,
    today,
  );
  return {
    asOf: today,
    rate:
      'noData' in rate
        ? { noData: rate.noData }
        : {
            value: exactText(rate.value),
            sitesRunning: exactText(rate.inputs.sitesRunning),
            sites: exactText(rate.inputs.sites),
          },
    cites: rollOutCites,
    sites: sites.map(({ id, code, name }) => {
      const own = stored.filter((one) => one.siteId === id);
      const now = own.findLast(({ on }) => on <= today) ?? null;
      const next = own.find(({ on }) => on > today) ?? null;
      return { id, code, name, now, next };
    }),
  };
}

const scoped = z.object({ scope: z.string().max(60).default('group') });

/** Endpoints of saving projects and of the roll-out. */
export function savingRoutes(world: SavingWorld): Route[] {
  const sitesOf = async (tx: Tx, asked: string) => {
    const scope = await findScope(tx, asked);
    return scope.type === 'group' ? ('all' as const) : scope.siteIds;
  };
  return [
    route({
      method: 'GET',
      path: '/api/v1/water/savings',
      summary:
        'The water-saving projects of a scope: what their meters show, what is claimed, and the sums of both apart',
      query: scoped,
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, asked) =>
        world.db.as(session.actor, async (tx) => {
          const read = await readProjects(tx, await sitesOf(tx, asked.scope));
          const projects = read.projects.map((project) => projectView(world, read, project));
          return { projects: projects.map(({ told }) => told), totals: totalsOf(projects), cites: waterSavingCites };
        }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/water/savings/:id',
      summary: 'One water-saving project with its months before and after, its adjusted effect and what it rests on',
      query: z.object({ id: z.uuid() }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, { id }) =>
        world.db.as(session.actor, async (tx) => {
          const read = await readProjects(tx, 'all', id);
          const [project] = read.projects;
          if (!project) throw new Refused('not_found');
          return { project: projectView(world, read, project).told, cites: waterSavingCites };
        }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/water/roll-out',
      summary: 'How far the intelligent water system of each factory is, and the share of factories where it runs',
      query: scoped,
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, asked) =>
        world.db.as(session.actor, async (tx) => readRollOut(world, tx, await sitesOf(tx, asked.scope))),
    }),
  ];
}
