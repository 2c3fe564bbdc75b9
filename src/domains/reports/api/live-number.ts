// What a number of the living report is worth now, found by its id.
import type { Target } from '#domains/targets/model/target.ts';
import { progressPeriods, unitByDefinition } from '#domains/targets/rules/target-progress.ts';
import { listTargets } from '#domains/targets/store/public/targets.ts';
import { likeForLikeName, likeForLikeNumbers } from '#domains/waste/model/like-for-like.ts';
import { parsePeriod, previousPeriod, printPeriod, samePeriodLastYear, yearPeriod } from '#period/period.ts';
import type { Actor } from '#platform/db/database.ts';
import { type Figure, type FigureKey, findFigures, type LedgerContext } from '#platform/kpi/ledger.ts';
import { codeOf } from '#platform/kpi/number-id.ts';
import { comparableSites, type Organisation } from '#platform/kpi/organisation.ts';
import { type Comparison, type NumberOrigin, onBaseNumbers, type ReportFigure } from '../model/report-number.ts';
import { type FigurePart, figureParts } from '../rules/figure-parts.ts';
import { type FoundLikeForLike, likeForLikeOf, siteFigureAmong } from '../rules/like-for-like.ts';
import { figuresBehind, type NumberWorld, numberOf } from '../rules/number-of.ts';
import { reportFigure } from './assemble.ts';
import { partName, type ReadId, stepId } from './number-ids.ts';
import { boundaryCounts } from './report-sources.ts';
import type { ReportWorld } from './world.ts';

/** A number with everything that it is worked out from. */
export interface FoundNumber {
  origin: NumberOrigin;
  /** undefined where there is none: its figure says why */
  part: FigurePart | undefined;
  /** the figure of the ledger it belongs to; none for what a record states */
  figure: Figure | undefined;
  /** the figures it is made of, the first being its own */
  behind: Figure[];
  target: Target | undefined;
  context: LedgerContext;
}

const otherPeriod = (period: string, comparison: Comparison): string =>
  printPeriod((comparison === 'last-year' ? samePeriodLastYear : previousPeriod)(parsePeriod(period)));

/** What can be printed of a figure, by name: its parts, its changes, the boundary behind it, forecasts for targets on it. */
function originsOf(
  figure: ReportFigure,
  targets: readonly Target[],
  likeForLike: (against: string) => FoundLikeForLike | undefined,
): { name: string; make: (idOf: (period: string) => string) => NumberOrigin }[] {
  const of = (origin: Exclude<NumberOrigin, { of: 'figure' } | { of: 'step' }>) => ({
    name: partName(origin),
    make: () => origin as NumberOrigin,
  });
  const { recent } = progressPeriods(parsePeriod(figure.period));
  return [
    ...[...figureParts(figure).keys()].map((path) => of({ of: 'part', figure: figure.id, path })),
    ...(['sites', 'entities'] as const).map((count) => of({ of: 'boundary', figure: figure.id, count })),
    ...(['last-year', 'last-period'] as const).map((comparison) => ({
      name: `change ${comparison}`,
      make: (idOf: (period: string) => string): NumberOrigin => ({
        of: 'change',
        figure: figure.id,
        against: idOf(otherPeriod(figure.period, comparison)),
        comparison,
      }),
    })),
    ...likeForLikeNumbers.map((number) => ({
      name: likeForLikeName(number),
      make: (idOf: (period: string) => string): NumberOrigin => {
        const against = idOf(otherPeriod(figure.period, 'last-year'));
        return { of: 'like-for-like', figure: figure.id, against, sites: likeForLike(against)?.sites ?? [], number };
      },
    })),
    ...targets
      .filter(({ kpi }) => kpi === figure.kpi)
      .map((target) => ({
        name: `forecast ${target.id}`,
        make: (idOf: (period: string) => string): NumberOrigin => ({
          of: 'forecast',
          figure: figure.id,
          recent: recent ? idOf(printPeriod(recent)) : null,
          target: target.id,
        }),
      })),
    ...targets.flatMap((target) => {
      if (target.kpi !== figure.kpi || target.change === undefined || target.baseYear === null) return [];
      const base = printPeriod(yearPeriod(target.baseYear));
      return onBaseNumbers.map((number) => ({
        name: `on-base ${number} ${target.id}`,
        make: (idOf: (period: string) => string): NumberOrigin => ({
          ...{ of: 'on-base' as const, figure: figure.id, base: idOf(base), target: target.id, number },
          recent: recent ? idOf(printPeriod(recent)) || null : null,
        }),
      }));
    }),
  ];
}

/** The figures that numbers of one figure can need: itself, the periods it is compared with, the last quarter, base years. */
function keysAround(key: FigureKey, targets: readonly Target[]): FigureKey[] {
  const { recent } = progressPeriods(parsePeriod(key.period));
  const periods = [
    key.period,
    otherPeriod(key.period, 'last-year'),
    otherPeriod(key.period, 'last-period'),
    ...(recent ? [printPeriod(recent)] : []),
    ...targets.flatMap(({ kpi, change, baseYear }) =>
      kpi === key.kpi && change !== undefined && baseYear !== null ? [printPeriod(yearPeriod(baseYear))] : [],
    ),
  ];
  return [...new Set(periods)].map((period) => ({ ...key, period }));
}

const likeForLikeCodes = likeForLikeNumbers.map((number) => codeOf(likeForLikeName(number)));

/** The figures of its factories in its own period and that of last year, for a number that is made of them. */
function factoriesAround(key: FigureKey, code: string | null, organisation: Organisation): FigureKey[] {
  if (code === null || !likeForLikeCodes.includes(code)) return [];
  const sites = comparableSites(organisation, key.scopeId, parsePeriod(key.period))?.throughout ?? [];
  const periods = [key.period, otherPeriod(key.period, 'last-year')];
  return sites.flatMap((scopeId) => periods.map((period) => ({ ...key, scopeId, period })));
}

/** What numbers are worked out from, over some figures of the ledger. */
export function worldOf(
  world: ReportWorld,
  context: LedgerContext,
  figures: readonly Figure[],
  targets: readonly Target[],
): NumberWorld {
  const byId = new Map<string, ReportFigure>();
  for (const figure of figures) {
    const kpi = world.kpis.get(figure.key.kpi);
    if (kpi) byId.set(figure.id, reportFigure(figure, kpi));
  }
  return {
    figure: (id) => byId.get(id),
    target: (id) => targets.find((target) => target.id === id),
    boundary: (figure) => boundaryCounts(context.organisation, parsePeriod(figure.period)),
    factories: (figure) => comparableSites(context.organisation, figure.scopeId, parsePeriod(figure.period)),
    kpiOf: (id) => world.kpis.get(id),
  };
}

/** Finds a number by its id in the living report; undefined when there is none, or it is not the reader's. */
export async function findNumber(world: ReportWorld, reader: Actor, asked: ReadId): Promise<FoundNumber | undefined> {
  const { context, targets, found } = await world.db.as(reader, async (tx) => ({
    context: await world.figures.context(tx),
    targets: await listTargets(tx),
    found: 'figure' in asked ? (await findFigures(tx, [asked.figure])).get(asked.figure) : undefined,
  }));
  if ('step' in asked) {
    for (const target of targets) {
      const step = target.steps.find(({ year }) => stepId(target.id, year) === asked.step);
      if (!step) continue;
      const unit = unitByDefinition(world.kpis.get(target.kpi ?? ''), target.definition);
      const origin: NumberOrigin = { of: 'step', target: target.id, year: step.year, ...(unit ? { unit } : {}) };
      return {
        origin,
        part: numberOf(origin, worldOf(world, context, [], targets)),
        figure: undefined,
        behind: [],
        target,
        context,
      };
    }
    return undefined;
  }
  if (!found || !world.kpis.has(found.key.kpi)) return undefined;
  const keys =
    asked.code === null
      ? [found.key]
      : [...keysAround(found.key, targets), ...factoriesAround(found.key, asked.code, context.organisation)];
  const figures = (await world.figures.ask(keys, reader)).filter((one): one is Figure => one !== undefined);
  const [own] = figures;
  if (!own) return undefined;
  const numbers = worldOf(world, context, figures, targets);
  const idOf = (period: string) =>
    figures.find(({ key }) => key.period === period && key.scopeId === own.key.scopeId)?.id ?? '';
  const read = numbers.figure(own.id);
  const siteFigures = figures.flatMap(({ id }) => numbers.figure(id) ?? []);
  const likeForLike = (id: string) => {
    const against = numbers.figure(id);
    return read && against && likeForLikeOf(read, against, numbers.factories, siteFigureAmong(siteFigures));
  };
  const origin: NumberOrigin | undefined =
    asked.code === null
      ? { of: 'figure', figure: own.id }
      : read &&
        originsOf(read, targets, likeForLike)
          .find(({ name }) => codeOf(name) === asked.code)
          ?.make(idOf);
  if (!origin) return undefined;
  const behind = figuresBehind(origin).flatMap((id) => figures.find((figure) => figure.id === id) ?? []);
  return {
    origin,
    part: numberOf(origin, numbers),
    figure: own,
    behind,
    target:
      origin.of === 'forecast' || origin.of === 'on-base' ? targets.find(({ id }) => id === origin.target) : undefined,
    context,
  };
}
