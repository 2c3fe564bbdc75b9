import { type Target, unitOfSteps } from '#domains/targets/model/target.ts';
import {
  basePeriod,
  levelsOfTarget,
  progressPeriods,
  standingAgainst,
  targetProgress,
} from '#domains/targets/rules/target-progress.ts';
import { targetInForce } from '#domains/targets/rules/target-status.ts';
import { listTargetsOfAllScopes } from '#domains/targets/store/public/targets.ts';
import { monthOf, shiftMonth } from '#period/calendar-date.ts';
import { labelMonth } from '#period/label.ts';
import {
  lastDayOf,
  monthPeriod,
  type Period,
  previousPeriod,
  printPeriod,
  samePeriodLastYear,
  yearToDate,
} from '#period/period.ts';
import type { Actor, Database } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import { type Dictionary, type Language, word } from '#platform/i18n/words.ts';
import { countedRows, type Kpi, type Kpis } from '#platform/kpi/declare.ts';
import type { Figures } from '#platform/kpi/figures.ts';
import { type KeptAnswers, keepAnswers, type Sources, standingOf } from '#platform/kpi/kept-answers.ts';
import type { Figure, FigureKey } from '#platform/kpi/ledger.ts';
import { numberId } from '#platform/kpi/number-id.ts';
import { comparableSites, nodeOf, type Organisation } from '#platform/kpi/organisation.ts';
import { isProvisional, viewOf } from '#platform/kpi/view.ts';
import { Exact, exact, exactText } from '#units/quantity.ts';
import { showFigure } from '#units/show-figure.ts';
import { wasteConversionRate, wasteShippedMass } from '../kpis.ts';
import { hierarchyStepOf } from '../model/hierarchy.ts';
import { type LikeForLikeNumber, likeForLikeName } from '../model/like-for-like.ts';
import { treatments } from '../model/treatment.ts';
import type { ConversionDefinition } from '../rules/conversion-rate.ts';
import { largestLoss } from '../rules/largest-loss.ts';
import { factoriesOf, likeForLike, likeForLikeNumber } from '../rules/like-for-like.ts';
import {
  analysisQuery,
  exactValueOf,
  type Question,
  questionOf,
  rankedSites,
  targetsFor,
} from './analysis-question.ts';

/** What the dashboard needs of the installation. */
export interface WasteDashboardWorld {
  db: Database;
  figures: Figures;
  kpis: Kpis;
  words: Dictionary;
}

const topKpis = [
  'waste.conversion-rate',
  'waste.conversion-rate-entity-mean',
  'waste.ul2799-diversion-rate',
  'waste.shipped-mass',
] as const;
const [rateKpi, , , shippedKpi] = topKpis;
const SPARK_MONTHS = 12;
const TREND_MONTHS = 18;

/** The months up to the end of a period, the last of them the month of its last day. */
function monthsUpTo(period: Period, count: number): Period[] {
  const last = monthOf(lastDayOf(period));
  return Array.from({ length: count }, (_, at) => monthPeriod(shiftMonth(last, at - count + 1)));
}

/** Figures by KPI, scope and period, as they were answered. */
class Asked {
  readonly figures: readonly (Figure | undefined)[];
  readonly #found = new Map<string, Figure>();
  constructor(figures: readonly (Figure | undefined)[]) {
    this.figures = figures;
    for (const figure of figures)
      if (figure) this.#found.set(`${figure.key.kpi} ${figure.key.scopeId} ${figure.key.period}`, figure);
  }
  get(kpi: string, scopeId: string, period: Period): Figure | undefined {
    return this.#found.get(`${kpi} ${scopeId} ${printPeriod(period)}`);
  }
}

function keysOf(
  organisation: Organisation,
  reader: Actor,
  question: Question,
  targets: readonly Target[],
): FigureKey[] {
  const { scopeId, period, basis } = question;
  const keys: FigureKey[] = [];
  const want = (kpi: string, scope: string, ...periods: Period[]) => {
    for (const one of periods) keys.push({ kpi, scopeId: scope, period: printPeriod(one), basis });
  };
  const spark = monthsUpTo(period, SPARK_MONTHS);
  for (const kpi of topKpis) want(kpi, scopeId, period, previousPeriod(period), samePeriodLastYear(period), ...spark);
  want(rateKpi, scopeId, ...monthsUpTo(period, TREND_MONTHS));
  want(shippedKpi, scopeId, ...monthsUpTo(period, TREND_MONTHS));
  want(rateKpi, scopeId, yearToDate(period));
  if (targets.some(({ kpi }) => kpi === rateKpi)) {
    const { recent } = progressPeriods(period);
    want(rateKpi, scopeId, ...(recent ? [recent] : []));
    for (const target of targets) {
      const base = basePeriod(target);
      if (target.kpi === rateKpi && base) want(rateKpi, scopeId, base);
    }
  }
  for (const site of rankedSites(organisation, reader, question))
    want(rateKpi, site, period, samePeriodLastYear(period));
  return [...new Map(keys.map((key) => [`${key.kpi} ${key.scopeId} ${key.period}`, key])).values()];
}

/** The target on a KPI, as it stands for this scope: the group's steps, judged by the scope's own figures. */
function targetOn(
  kpiId: string,
  world: WasteDashboardWorld,
  asked: Asked,
  question: Question,
  targets: readonly Target[],
) {
  const target = targets.find(({ kpi, measure }) => kpi === kpiId && measure === 'quantitative');
  const kpi = world.kpis.get(kpiId);
  if (!target || !kpi) return null;
  const periods = progressPeriods(question.period);
  const standing = (period: Period | null) => {
    const figure = period ? asked.get(kpiId, question.scopeId, period) : undefined;
    return (
      figure && {
        value: exactValueOf(figure),
        monthsWithData: figure.result.monthsWithData,
        carriedIn: figure.result.coverage.carriedIn,
      }
    );
  };
  const progress = targetProgress(target, kpi, periods, {
    toDate: standing(periods.toDate),
    recent: standing(periods.recent),
    base: standing(basePeriod(target)),
  });
  if (!progress.step) return null;
  // A change is shown as what it comes to, beside the value that it is asked of; without a base it says what it says.
  const level = progress.change ? progress.change.aimedAt : target.change ? null : progress.step.value;
  return {
    value: level ?? progress.step.value,
    printed: showFigure(
      level ?? progress.step.value,
      level === null ? unitOfSteps(target, kpi.unit) : kpi.unit,
      question.language,
    ),
    // The status judges what is expected for the year: without it, a good month that is "behind" would be a riddle.
    forecast: progress.forecast && showFigure(progress.forecast.value, kpi.unit, question.language),
    status: progress.status,
    // A year that cannot be judged yet is not without data: the reason stands where the word for none would.
    reason:
      progress.reason &&
      word(world.words, question.language, `targets.progress.${progress.reason}`, {
        ...{ year: progress.year, base: target.baseYear ?? '' },
        set: target.definition ? word(world.words, question.language, `${kpiId}.${target.definition}`) : '',
      }),
    year: progress.year,
  };
}

/** The steps on the rate as rates, by the base year's where they are changes; none where the base is not known. */
function levelSteps(targets: readonly Target[], kpi: Kpi | undefined, baseValue: (base: Period) => string | null) {
  const target = targets.find((one) => one.kpi === rateKpi);
  if (!target || !kpi) return [];
  const base = basePeriod(target);
  const found = levelsOfTarget(
    target,
    kpi,
    base ? { value: baseValue(base), monthsWithData: 0, carriedIn: false } : undefined,
  );
  return 'levels' in found ? found.levels : [];
}

/** The change of the rate against last year over the same factories, where others joined or left; each number with its id. */
function likeForLikeOn(world: WasteDashboardWorld, organisation: Organisation, asked: Asked, question: Question) {
  const { scopeId, period, language } = question;
  const before = samePeriodLastYear(period);
  const factories = (of: Period) => {
    const sites = comparableSites(organisation, scopeId, of);
    const figure = asked.get(rateKpi, scopeId, of);
    if (!sites || !figure) return undefined;
    const figureOf = (site: string) => {
      const found = asked.get(rateKpi, site, of);
      return found && { value: exactValueOf(found), inputs: found.result.computed.inputs ?? {} };
    };
    return { figure, counted: factoriesOf(sites, figure.result.coverage.missing, figureOf) };
  };
  const [now, then] = [factories(period), factories(before)];
  if (!now || !then) return null;
  const { figure } = now;
  const answer = likeForLike(now.counted, then.counted, figure.parameters as unknown as ConversionDefinition);
  if ('noData' in answer) return null;
  const title = word(world.words, language, rateKpi);
  const provisional = [figure, then.figure].some(({ key, result }) => isProvisional(key.basis, result.coverage));
  const shown = (number: LikeForLikeNumber) => {
    const { value, unit } = likeForLikeNumber(answer, number);
    return {
      id: numberId(figure.id, likeForLikeName(number)),
      printed: showFigure(value, unit, language),
      title: word(world.words, language, `figure.part.like-for-like.${number}`, { title }),
      provisional,
    };
  };
  return { change: shown('change'), compared: shown('compared'), either: shown('either') };
}

/** Mass by treatment, best first, with the share of each in the whole. */
function treatmentsOf(figure: Figure | undefined, words: Dictionary, language: Language) {
  const masses = new Map<string, ReturnType<typeof exact>>();
  for (const { rows } of figure?.result.groups ?? []) {
    for (const { dims, sum } of countedRows(wasteShippedMass, rows))
      if (dims[0]) masses.set(dims[0], new Exact(masses.get(dims[0]) ?? 0).plus(sum));
  }
  const total = [...masses.values()].reduce((all, mass) => new Exact(all).plus(mass), exact(0));
  if (total.isZero()) return [];
  return treatments.flatMap((code) => {
    const mass = masses.get(code);
    if (!mass || mass.isZero()) return [];
    const massTonnes = exactText(mass);
    return [
      {
        code,
        label: word(words, language, `waste.treatment.${code}`),
        hierarchy: hierarchyStepOf(code),
        massTonnes,
        share: exactText(new Exact(mass).div(total)),
        printed: showFigure(massTonnes, 't', language),
      },
    ];
  });
}

/** Why a factory's rate is what it is: what it threw away most of. */
function causeOf(figure: Figure, words: Dictionary, language: Language) {
  const { computed, groups } = figure.result;
  if ('noData' in computed)
    return { code: computed.noData, words: word(words, language, `figure.noData.${computed.noData}`) };
  const loss = largestLoss(
    groups.flatMap(({ rows }) =>
      countedRows(wasteConversionRate, rows).map(({ dims, sum }) => ({
        treatment: dims[0] ?? null,
        composition: dims[3] ?? null,
        sum,
      })),
    ),
  );
  if (!loss) return null;
  const facts = {
    treatment: word(words, language, `waste.treatment.${loss.treatment}`),
    composition: word(words, language, `waste.composition.${loss.composition}`),
  };
  return { code: `${loss.treatment}.${loss.composition}`, words: word(words, language, 'reports.doc.cause', facts) };
}

async function readDashboard(world: WasteDashboardWorld, reader: Actor, question: Question) {
  const { scopeId, period, language } = question;
  const { organisation, targets } = await world.db.as(reader, async (tx) => ({
    organisation: (await world.figures.context(tx)).organisation,
    targets: targetsFor(await listTargetsOfAllScopes(tx), scopeId),
  }));
  const asked = new Asked(await world.figures.ask(keysOf(organisation, reader, question, targets), reader));
  const view = (figure: Figure | undefined) => (figure ? viewOf(figure, { ...world, organisation, language }) : null);
  const top = topKpis.flatMap((kpi) => {
    const figure = view(asked.get(kpi, scopeId, period));
    if (!figure) return [];
    return [
      {
        figure,
        previous: view(asked.get(kpi, scopeId, previousPeriod(period))),
        lastYear: view(asked.get(kpi, scopeId, samePeriodLastYear(period))),
        toDate: kpi === rateKpi ? view(asked.get(kpi, scopeId, yearToDate(period))) : null,
        likeForLike: kpi === rateKpi ? likeForLikeOn(world, organisation, asked, question) : null,
        target: targetOn(kpi, world, asked, question, targets),
        spark: monthsUpTo(period, SPARK_MONTHS).map((month) => ({
          period: printPeriod(month),
          value: exactValueOf(asked.get(kpi, scopeId, month)),
        })),
      },
    ];
  });
  const months = monthsUpTo(period, TREND_MONTHS).flatMap((month) => {
    const rate = asked.get(rateKpi, scopeId, month);
    if (!rate) return [];
    return [
      {
        period: printPeriod(month),
        label: labelMonth(monthOf(month.from), language),
        rate: exactValueOf(rate),
        massTonnes: exactValueOf(asked.get(shippedKpi, scopeId, month)),
        figureId: rate.id,
        provisional: isProvisional(rate.key.basis, rate.result.coverage),
      },
    ];
  });
  const steps = levelSteps(targets, world.kpis.get(rateKpi), (base) => {
    const figure = asked.get(rateKpi, scopeId, base);
    return exactValueOf(figure);
  });
  const { year } = progressPeriods(period);
  const step = targetInForce(steps, year);
  const better = world.kpis.get(rateKpi)?.better ?? 'higher';
  const ranking = rankedSites(organisation, reader, question).flatMap((site) => {
    const figure = asked.get(rateKpi, site, period);
    const shown = view(figure);
    if (!figure || !shown) return [];
    const [now, then] = [exactValueOf(figure), exactValueOf(asked.get(rateKpi, site, samePeriodLastYear(period)))];
    return [
      {
        scope: { id: site, name: nodeOf(organisation, site)?.name ?? { en: '', zh: '' } },
        figure: shown,
        changePoints: now === null || then === null ? null : exactText(new Exact(now).minus(then)),
        cause: causeOf(figure, world.words, language),
        status: step ? standingAgainst(step.value, now, better) : now === null ? 'no_data' : 'on_track',
      },
    ];
  });
  const body = {
    top,
    trend: { months, target: steps.map((one) => ({ year: one.year, value: exactText(one.value) })) },
    treatments: treatmentsOf(asked.get(shippedKpi, scopeId, period), world.words, language),
    ranking,
  };
  return { body, figures: asked.figures };
}

/** What the dashboard is made of besides figures: targets and the organisation; a change of either marks every figure stale. */
const sources: Sources = { standing: standingOf('targets_target') };

/** The route of the dashboard. */
export function wasteDashboardRoutes(world: WasteDashboardWorld): Route[] {
  const kept: KeptAnswers = keepAnswers(world.db, sources);
  return [
    route({
      method: 'GET',
      path: '/api/v1/dashboards/waste',
      summary: 'The waste dashboard of a scope and period',
      query: analysisQuery,
      may: () => ({ action: 'figures.read' }),
      answer: async (from, asked) => {
        const question = await questionOf(world.db, from, asked);
        const { actor } = from.session;
        const key = `waste ${question.scopeId} ${printPeriod(question.period)} ${question.basis} ${question.language}`;
        const json = await kept.jsonFor(actor, key, () => readDashboard(world, actor, question));
        return from.reply.type('application/json; charset=utf-8').send(json);
      },
    }),
  ];
}
