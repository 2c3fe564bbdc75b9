// Reads everything that one month of a site rests on, once, and brings it into the shape that the rules ask for.
import { listActivity, type MonthActivity } from '#domains/factories/store/public/activity.ts';
import type { SiteFacts } from '#domains/factories/store/public/site-life.ts';
import { type LicensedSupplier, listLicensed } from '#domains/suppliers/store/public/licences.ts';
import { type CalendarDate, type Month, shiftMonth } from '#period/calendar-date.ts';
import { lastDayOf } from '#period/period.ts';
import { readWorkCalendars, type WorkCalendar } from '#period/work-calendar.ts';
import type { Tx } from '#platform/db/database.ts';
import { consultedBy } from '#platform/records/server/refs.ts';
import { exact, share, sum, type Tonnes, tonnes } from '#units/quantity.ts';
import { policiesOf } from '../records/load.ts';
import { type CountingPolicy, defaultMassTolerance, type MassTolerance, policyOn } from '../rules/counting-mass.ts';
import { defaultThresholds, type QuestionThresholds } from '../rules/month-questions.ts';
import { listClosed, listPlans, type PlanRow } from '../store/completeness.ts';
import {
  countOpen,
  type ExplanationRow,
  type LoadRow,
  listExplanations,
  listLoads,
  listNilReturns,
  listStatements,
  listStreamFacts,
  listStreamMonths,
  listUsualRoutes,
  type NilRow,
  type StatementRow,
  type StreamFacts,
  type StreamMonthSum,
} from '../store/month.ts';
import { kindCalled, type MonthWorld, spanOf, spanUpTo } from './month-world.ts';
import { countUndecided } from './weights.ts';

/** Months before that questions and estimates look back on: the same one last year is the twelfth. */
const LOOK_BACK_MONTHS = 12;

/** What is expected of a month, and what came of it, of the months before too. */
export interface ExpectedRead {
  site: SiteFacts;
  month: Month;
  today: CalendarDate;
  calendar: WorkCalendar | undefined;
  streams: ReadonlyMap<string, StreamFacts>;
  plan: PlanRow[];
  sums: StreamMonthSum[];
  nil: NilRow[];
}

/** Everything recorded that a month rests on. */
export interface MonthRead extends ExpectedRead {
  limits: Readonly<Record<string, string>>;
  loads: LoadRow[];
  explanations: ExplanationRow[];
  statements: StatementRow[];
  vendors: ReadonlyMap<string, LicensedSupplier>;
  routes: Awaited<ReturnType<typeof listUsualRoutes>>;
  activity: ReadonlyMap<Month, MonthActivity>;
  policies: readonly CountingPolicy[];
  open: Awaited<ReturnType<typeof countOpen>>;
  closed: boolean;
  /** loads whose weights lie too far apart and that nobody has decided */
  disputes: number;
}

/** Reads what is expected of a month of a site, and what came. */
export async function readExpected(
  tx: Tx,
  world: Pick<MonthWorld, 'packs' | 'todayIn'>,
  site: SiteFacts,
  month: Month,
): Promise<ExpectedRead> {
  const longer = spanUpTo(month, LOOK_BACK_MONTHS);
  return {
    site,
    month,
    today: world.todayIn(site.timeZone) as CalendarDate,
    calendar: readWorkCalendars(world.packs.inUse['working-days']).get(site.country),
    streams: new Map((await listStreamFacts(tx)).map((one) => [one.id, one])),
    plan: await listPlans(tx, [site.id], spanOf(month)),
    sums: await listStreamMonths(tx, site.id, longer),
    nil: await listNilReturns(tx, site.id, longer),
  };
}

/** Reads a month of a site as the reader may see it. */
export async function readMonth(tx: Tx, world: MonthWorld, site: SiteFacts, month: Month): Promise<MonthRead> {
  const span = spanOf(month);
  const longer = spanUpTo(month, LOOK_BACK_MONTHS);
  const loads = await listLoads(tx, site.id, span);
  const statements = await listStatements(tx, site.id, span);
  const routes = await listUsualRoutes(tx, site.id, longer);
  const vendorIds = [...loads, ...statements, ...routes].map(({ vendorId }) => vendorId);
  const consulted = await consultedBy(tx, world.kinds, kindCalled(world, 'waste.load'));
  return {
    ...(await readExpected(tx, world, site, month)),
    limits: await world.limits(tx),
    loads,
    explanations: await listExplanations(tx, site.id, span),
    statements,
    vendors: new Map((await listLicensed(tx, [...new Set(vendorIds)])).map((one) => [one.id, one])),
    routes,
    activity: new Map((await listActivity(tx, site.id, longer)).map((one) => [one.month, one])),
    policies: policiesOf(consulted),
    open: await countOpen(tx, site.id, span),
    closed: (await listClosed(tx, [site.id], span)).length > 0,
    disputes: await countUndecided(tx, site.id, month),
  };
}

/** The mass of a stream in a month: of its loads, zero where signed as none, unknown where nothing was said. */
export function massIn(read: MonthRead, streamId: string, month: Month): Tonnes | null {
  const found = read.sums.find((one) => one.streamId === streamId && one.month === month && one.what === 'load');
  if (found) return sum([tonnes(found.actualMassTonnes), tonnes(found.estimatedMassTonnes)]);
  return read.nil.some((one) => one.streamId === streamId && one.month === month) ? tonnes(0) : null;
}

/** The months before, the last one first. */
export const monthsBefore = (month: Month): Month[] =>
  Array.from({ length: LOOK_BACK_MONTHS }, (_, at) => shiftMonth(month, -at - 1));

/** How far a statement may lie from its loads, by the policy in force at the end of the month. */
export const toleranceOf = (read: MonthRead): MassTolerance =>
  policyOn(read.policies, lastDayOf(spanOf(read.month)))?.tolerance ?? defaultMassTolerance;

/** The thresholds as they are set, each by its limit `waste.question.<name>`. */
export function thresholdsOf(limits: Readonly<Record<string, string>>): QuestionThresholds {
  const set = (name: string) => limits[`waste.question.${name}`];
  const [change, least, output, rounded, step, loads, stopped] = [
    set('change-share'),
    set('least-mass-tonnes'),
    set('output-share'),
    set('rounded-share'),
    set('rounded-step-tonnes'),
    set('rounded-loads'),
    set('stopped-months'),
  ];
  return {
    changeShare: change ? share(change) : defaultThresholds.changeShare,
    leastMassTonnes: least ? tonnes(least) : defaultThresholds.leastMassTonnes,
    outputShare: output ? share(output) : defaultThresholds.outputShare,
    roundedShare: rounded ? share(rounded) : defaultThresholds.roundedShare,
    roundedStepTonnes: step ? tonnes(step) : defaultThresholds.roundedStepTonnes,
    roundedLoads: loads ? exact(loads).toNumber() : defaultThresholds.roundedLoads,
    stoppedMonths: stopped ? exact(stopped).toNumber() : defaultThresholds.stoppedMonths,
  };
}
