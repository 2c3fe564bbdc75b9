// The endpoint of the targets: where each stands in the year of a period, and where it is heading.
import { z } from 'zod';
import { printPeriod } from '#period/period.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import type { Actor, Database } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import { languageOf } from '#platform/http/server.ts';
import { type Dictionary, type Language, word } from '#platform/i18n/words.ts';
import type { Kpis } from '#platform/kpi/declare.ts';
import type { Figures } from '#platform/kpi/figures.ts';
import { keepAnswers } from '#platform/kpi/kept-answers.ts';
import type { Basis, Figure, FigureKey } from '#platform/kpi/ledger.ts';
import { viewOf } from '#platform/kpi/view.ts';
import { askedPeriod } from '#platform/records/server/asked.ts';
import { showFigure } from '#units/show-figure.ts';
import { unitOfSteps } from '../model/target.ts';
import { type ProgressFigure, progressPeriods, targetProgress } from '../rules/target-progress.ts';
import { listTargets } from '../store/public/targets.ts';

/** What the endpoint needs of the installation. */
export interface TargetsWorld {
  db: Database;
  figures: Figures;
  kpis: Kpis;
  words: Dictionary;
}

const progressOf = (figure: Figure | undefined): ProgressFigure | undefined =>
  figure && {
    value: 'value' in figure.result.computed ? figure.result.computed.value : null,
    monthsWithData: figure.result.monthsWithData,
    carriedIn: figure.result.coverage.carriedIn,
  };

async function listProgress(
  world: TargetsWorld,
  reader: Actor,
  asked: { period: string; basis: Basis; language: Language },
) {
  const period = askedPeriod(asked.period);
  const { language } = asked;
  const { organisation, targets } = await world.db.as(reader, async (tx) => ({
    organisation: (await world.figures.context(tx)).organisation,
    targets: await listTargets(tx),
  }));
  const periods = progressPeriods(period);
  const measured = targets.filter((target) => target.kpi !== null && world.kpis.has(target.kpi));
  const keyOf = (kpi: string, of: typeof periods.toDate): FigureKey => ({
    kpi,
    scopeId: GROUP_ID,
    period: printPeriod(of),
    basis: asked.basis,
  });
  const keys = measured.flatMap((target) =>
    [periods.toDate, ...(periods.recent ? [periods.recent] : [])].map((one) => keyOf(target.kpi ?? '', one)),
  );
  const found = await world.figures.ask(keys, reader);
  const figureFor = (kpi: string, of: typeof periods.recent) =>
    of ? found.find((figure) => figure?.key.kpi === kpi && figure.key.period === printPeriod(of)) : undefined;
  const progress = targets.map((target) => {
    const kpi = target.kpi === null ? undefined : world.kpis.get(target.kpi);
    const unit = unitOfSteps(target, kpi?.unit);
    const toDate = kpi && figureFor(kpi.id, periods.toDate);
    const judged = targetProgress(target, kpi, periods, {
      toDate: progressOf(toDate),
      recent: kpi && progressOf(figureFor(kpi.id, periods.recent)),
    });
    const show = (value: string) => showFigure(value, unit, language);
    const facts = {
      year: judged.year,
      step: judged.step ? show(judged.step.value) : '',
      forecast: judged.forecast ? show(judged.forecast.value) : '',
    };
    return {
      ...target,
      steps: target.steps.map((step) => ({ ...step, printed: show(step.value) })),
      current: toDate ? viewOf(toDate, { ...world, organisation, language }) : null,
      forecast: judged.forecast && { ...judged.forecast, printed: show(judged.forecast.value) },
      status: judged.status,
      statusWords:
        target.measure === 'qualitative'
          ? word(world.words, language, 'targets.progress.in_words')
          : word(world.words, language, `targets.progress.${judged.reason ?? judged.status}`, facts),
    };
  });
  return { body: { targets: progress }, figures: found };
}

/** The routes of the targets. */
export function targetRoutes(world: TargetsWorld): Route[] {
  const kept = keepAnswers(world.db, async (tx) => JSON.stringify(await listTargets(tx)));
  return [
    route({
      method: 'GET',
      path: '/api/v1/targets/progress',
      summary: 'Targets with their steps, the year to date, the forecast and the status',
      query: z.object({
        period: z.string(),
        basis: z.enum(['approved', 'shown']).default('approved'),
        lang: z.string().optional(),
      }),
      may: () => ({ action: 'figures.read' }),
      answer: async ({ session, request, reply }, { period, basis }) => {
        const asked = { period, basis, language: languageOf(request, 'en') };
        const key = `targets ${period} ${basis} ${asked.language}`;
        const json = await kept.jsonFor(session.actor, key, () => listProgress(world, session.actor, asked));
        return reply.type('application/json; charset=utf-8').send(json);
      },
    }),
  ];
}
