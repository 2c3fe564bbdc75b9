// Where does the waste go: by stream and treatment over a scope and period, with what a what-if needs to count it anew.
import { printPeriod } from '#period/period.ts';
import type { Actor } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import { keepAnswers } from '#platform/kpi/kept-answers.ts';
import { partArrays } from '#platform/kpi/sum-kpi.ts';
import { viewOf } from '#platform/kpi/view.ts';
import { exactText, sum } from '#units/quantity.ts';
import { showFigure } from '#units/show-figure.ts';
import { type FlowRow, streamNotRecorded } from '../model/flow.ts';
import { listNamedStreams } from '../store/stream-months.ts';
import {
  type AnalysisWorld,
  analysisQuery,
  countingOf,
  flowsOf,
  type Question,
  questionOf,
  sourcesOfAnalysis,
  targetStep,
} from './analysis-question.ts';

const flowKpis = [
  'waste.shipped-mass',
  'waste.conversion-rate',
  'waste.ul2799-diversion-rate',
  'waste.gri306-diverted',
  'waste.gri306-disposed',
] as const;

/** The rows without their vendors, added up. */
function withoutVendor(rows: readonly FlowRow[]) {
  const groups = Map.groupBy(rows, ({ vendorId: _, massTonnes: __, ...rest }) => JSON.stringify(rest));
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const { vendorId: _, ...rest } = first;
    return [{ ...rest, massTonnes: exactText(sum(same.map((row) => row.massTonnes))) }];
  });
}

async function readFlows(world: AnalysisWorld, reader: Actor, question: Question) {
  const { scopeId, period, basis, language } = question;
  const { context, step } = await world.db.as(reader, async (tx) => ({
    context: await world.figures.context(tx),
    step: await targetStep(tx, question),
  }));
  const figures = await world.figures.ask(
    flowKpis.map((kpi) => ({ kpi, scopeId, period: printPeriod(period), basis })),
    reader,
  );
  const [shipped, rate, ul, diverted, disposed] = figures.map((figure) =>
    figure ? viewOf(figure, { ...world, organisation: context.organisation, language }) : null,
  );
  const rateFigure = figures[1];
  const flows = await flowsOf(world, context, partArrays(context.organisation, scopeId), period, basis);
  const rows = withoutVendor([...flows.values()].flat());
  const ids = [...new Set(rows.map((row) => row.streamId))].filter((id) => id !== streamNotRecorded);
  const streams = await world.db.as(reader, (tx) => listNamedStreams(tx, ids));
  const body = {
    figures: { shipped, rate, ul, diverted, disposed },
    rows,
    streams,
    target: step && { ...step, printed: showFigure(step.value, 'share', language) },
    definition: rateFigure ? countingOf(rateFigure, context).definition : null,
    packs: {
      'waste-treatments': context.packs['waste-treatments'],
      'ul2799-levels': context.packs['ul2799-levels'],
    },
    twelveMonths: (ul?.extra.level ?? 'indicative') !== 'indicative',
  };
  return { body, figures };
}

/** The route of the flows. */
export function flowRoutes(world: AnalysisWorld): Route[] {
  const kept = keepAnswers(world.db, sourcesOfAnalysis);
  return [
    route({
      method: 'GET',
      path: '/api/v1/waste/flows',
      summary: 'Mass by stream and treatment of a scope and period, with the figures it adds up to',
      query: analysisQuery,
      may: () => ({ action: 'figures.read' }),
      answer: async (from, asked) => {
        const question = await questionOf(world.db, from, asked);
        const key = `flows ${question.scopeId} ${printPeriod(question.period)} ${question.basis} ${question.language}`;
        const { actor } = from.session;
        const json = await kept.jsonFor(actor, key, () => readFlows(world, actor, question));
        return from.reply.type('application/json; charset=utf-8').send(json);
      },
    }),
  ];
}
