// The endpoints of the targets: where each stands in the year of a period, where it is heading, and what holds it back.
import { z } from 'zod';
import type { Period } from '#period/period.ts';
import type { Actor } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import { languageOf } from '#platform/http/server.ts';
import { type Language, word } from '#platform/i18n/words.ts';
import type { Kpi } from '#platform/kpi/declare.ts';
import { keepAnswers, standingOf } from '#platform/kpi/kept-answers.ts';
import type { Basis } from '#platform/kpi/ledger.ts';
import { nodeOf, type Organisation } from '#platform/kpi/organisation.ts';
import { NO_VALUE, viewOf } from '#platform/kpi/view.ts';
import { askedPeriod } from '#platform/records/server/asked.ts';
import { exactText } from '#units/quantity.ts';
import { showFigure } from '#units/show-figure.ts';
import { type Target, unitOfSteps } from '../model/target.ts';
import {
  basePeriod,
  levelsOfTarget,
  type ProgressFigure,
  progressPeriods,
  targetProgress,
  unitOfLevels,
} from '../rules/target-progress.ts';
import { listTargetsOfAllScopes } from '../store/public/targets.ts';
import { readReasons } from './reasons.ts';
import { type FigureIn, figuresOf, forecastsBeside, keysOfTargets, progressOf, viewPeriods } from './target-figures.ts';
import type { TargetsWorld } from './world.ts';

interface Asked {
  period: Period;
  basis: Basis;
  language: Language;
}

/** The steps of a change as values of its KPI; null where they are values, or the base is not known. */
function levelsShown(
  target: Target,
  kpi: Kpi | undefined,
  base: ProgressFigure | undefined,
  show: (value: string) => string,
) {
  if (!kpi || target.change === undefined) return null;
  const found = levelsOfTarget(target, kpi, base);
  if ('noLevels' in found) return null;
  return found.levels.map(({ year, value }) => ({ year, value: exactText(value), printed: show(exactText(value)) }));
}

function progressOn(
  world: TargetsWorld,
  organisation: Organisation,
  target: Target,
  figure: FigureIn,
  { period, language }: Asked,
) {
  const kpi = target.kpi === null ? undefined : world.kpis.get(target.kpi);
  const periods = progressPeriods(period);
  const [toDate, recent, base] = [periods.toDate, periods.recent, basePeriod(target)].map((of) =>
    progressOf(figure(of), kpi),
  );
  const judged = targetProgress(target, kpi, periods, { toDate, recent, base });
  const levelUnit = kpi && unitOfLevels(kpi, target.definition, [toDate, base]);
  const unit = unitOfSteps(target, levelUnit);
  // A step is printed as what it says, a change or a value; everything else in the unit of its figures.
  const show = (value: string) => showFigure(value, unit, language);
  const showLevel = (value: string) => showFigure(value, levelUnit ?? 'count', language);
  const shown = (value: string) => (kpi ? showLevel(value) : show(value));
  const { change } = judged;
  const facts = {
    year: judged.year,
    step: judged.step ? (change?.aimedAt ? showLevel(change.aimedAt) : show(judged.step.value)) : '',
    forecast: judged.forecast ? shown(judged.forecast.value) : '',
    base: target.baseYear ?? '',
    set: target.definition && kpi ? word(world.words, language, `${kpi.id}.${target.definition}`) : '',
  };
  const say = (key: string, told: Readonly<Record<string, string | number>>) => word(world.words, language, key, told);
  const orNone = (value: string | null | undefined) => (value ? show(value) : NO_VALUE);
  const changeWords = change
    ? [
        say(judged.forecast ? 'targets.progress.change' : 'targets.progress.changeNow', {
          ...{ change: orNone(change.toDate), base: showLevel(change.base), year: target.baseYear ?? '' },
          ...{ forecast: orNone(change.forecast), step: orNone(judged.step?.value) },
          aimedAt: change.aimedAt ? showLevel(change.aimedAt) : NO_VALUE,
        }),
        ...(change.carriedIn ? [say('targets.progress.carriedIn', {})] : []),
      ].join(language === 'zh' ? '' : ' ')
    : null;
  const view = (of: Period) => {
    const found = kpi && figure(of);
    return found ? viewOf(found, { ...world, organisation, language }) : null;
  };
  const views = viewPeriods(period);
  const node = target.scopeId === undefined ? undefined : nodeOf(organisation, target.scopeId);
  return {
    ...target,
    scope: node ? { id: node.id, type: node.type, code: node.code, name: node.name } : null,
    steps: target.steps.map((step) => ({ ...step, printed: show(step.value) })),
    current: view(views.toDate),
    /** how far it has come from its base year; null where its steps are values, and where there is no base */
    changed: change && {
      ...{ as: target.change, ...change, words: changeWords },
      ...{ printed: orNone(change.toDate), printedForecast: orNone(change.forecast) },
      ...{ aimedAtPrinted: change.aimedAt ? showLevel(change.aimedAt) : NO_VALUE },
    },
    base: basePeriod(target) && view(basePeriod(target) as Period),
    /** the steps as values of the KPI, where they are changes and the base is known */
    levels: judged.reason === 'definition_differs' ? null : levelsShown(target, kpi, base, showLevel),
    views: { period: view(views.period), lastYear: view(views.lastYear), lastPeriod: view(views.lastPeriod) },
    forecast: judged.forecast && { ...judged.forecast, printed: shown(judged.forecast.value) },
    forecastsBeside:
      kpi && judged.forecast
        ? forecastsBeside(kpi, period, figure).map((one) =>
            'value' in one
              ? { method: one.method, printed: shown(exactText(one.value)), reason: null }
              : { method: one.method, printed: null, reason: one.noForecast },
          )
        : [],
    status: judged.status,
    statusWords:
      target.measure === 'qualitative'
        ? word(world.words, language, 'targets.progress.in_words')
        : word(world.words, language, `targets.progress.${judged.reason ?? judged.status}`, facts),
    /** what the gap is made of can be told by site and stream */
    hasReasons: Boolean(kpi?.fraction && judged.step && figure(periods.toDate)),
  };
}

async function listProgress(world: TargetsWorld, reader: Actor, asked: Asked) {
  const { organisation, targets } = await world.db.as(reader, async (tx) => ({
    organisation: (await world.figures.context(tx)).organisation,
    targets: await listTargetsOfAllScopes(tx),
  }));
  const measured = targets.filter((target) => target.kpi !== null && world.kpis.has(target.kpi));
  const found = await world.figures.ask(keysOfTargets(measured, asked.period, asked.basis), reader);
  const figures = figuresOf(found);
  const progress = targets.map((target) => progressOn(world, organisation, target, figures(target), asked));
  return { body: { targets: progress }, figures: found };
}

const question = {
  period: z.string(),
  basis: z.enum(['approved', 'shown']).default('approved'),
  lang: z.string().optional(),
};

/** The routes of the targets. */
export function targetRoutes(world: TargetsWorld): Route[] {
  const kept = keepAnswers(world.db, { standing: standingOf('targets_target') });
  return [
    route({
      method: 'GET',
      path: '/api/v1/targets/progress',
      summary: 'Targets with their steps, the year to date, the forecast and the status',
      query: z.object(question),
      may: () => ({ action: 'figures.read' }),
      answer: async ({ session, request, reply }, { period, basis }) => {
        const asked = { period: askedPeriod(period), basis, language: languageOf(request, 'en') };
        const key = `targets ${period} ${basis} ${asked.language}`;
        const json = await kept.jsonFor(session.actor, key, () => listProgress(world, session.actor, asked));
        return reply.type('application/json; charset=utf-8').send(json);
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/targets/:id/reasons',
      summary: 'What a target’s gap is made of: points by site and stream that add up to it',
      query: z.object({ id: z.uuid(), period: z.string(), lang: z.string().optional() }),
      may: () => ({ action: 'figures.read' }),
      answer: ({ session, request }, { id, period }) =>
        readReasons(world, session.actor, { id, period: askedPeriod(period), language: languageOf(request, 'en') }),
    }),
  ];
}
