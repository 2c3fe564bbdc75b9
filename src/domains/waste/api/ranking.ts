// Which factories stand where, and for which reason: the stream that keeps each from the target, and what moved its rate.

import { listLicensed } from '#domains/suppliers/store/public/licences.ts';
import { standingAgainst } from '#domains/targets/rules/target-progress.ts';
import { addMonths, type CalendarDate, type Month } from '#period/calendar-date.ts';
import { labelPeriod } from '#period/label.ts';
import { previousPeriod, printPeriod } from '#period/period.ts';
import { type Actor, systemActor } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import { word } from '#platform/i18n/words.ts';
import { keepAnswers } from '#platform/kpi/kept-answers.ts';
import type { Figure, FigureKey, LedgerContext } from '#platform/kpi/ledger.ts';
import { nodeOf } from '#platform/kpi/organisation.ts';
import { viewOf } from '#platform/kpi/view.ts';
import { Exact, exact, exactText, type Share, share, tonnes } from '#units/quantity.ts';
import { showFigure } from '#units/show-figure.ts';
import { type FlowMonth, type FlowRow, streamNotRecorded } from '../model/flow.ts';
import type { Treatment } from '../model/treatment.ts';
import { hazardousClass } from '../rules/licence.ts';
import { likeCases } from '../rules/like-cases.ts';
import {
  type LossOfStream,
  lossHistory,
  lossOfStream,
  monthsLookedBack,
  type VendorPaper,
} from '../rules/rate-cause.ts';
import { type ChangePart, type Counting, changeByStream, gapByStream } from '../rules/rate-parts.ts';
import { listCases, type StoredCase } from '../store/improvements.ts';
import {
  listNamedStreams,
  listProofEnds,
  listStreamMonths,
  type NamedStream,
  type StreamMonth,
} from '../store/stream-months.ts';
import {
  type AnalysisWorld,
  analysisQuery,
  countingOf,
  eachSite,
  exactValueOf,
  flowsOf,
  type Question,
  questionOf,
  rankedSites,
  sourcesOfAnalysis,
  targetStep,
} from './analysis-question.ts';
import { causeSentence, changeSentence, type Namer } from './cause-words.ts';

const rateKpi = 'waste.conversion-rate';
/** How many streams are named that moved a rate. */
const driversNamed = 2;
/** Less than a twentieth of a point is printed as nothing. */
const leastTold = '0.0005';

/** Everything that one factory's reason is made of. */
interface SiteRows {
  siteId: string;
  rows: readonly FlowRow[];
  before: readonly FlowRow[];
  loss: LossOfStream | undefined;
}

/** What sentences and histories refer to. */
interface Referred {
  months: ReadonlyMap<string, StreamMonth[]>;
  streams: ReadonlyMap<string, NamedStream>;
  papers: readonly VendorPaper[];
  names: Namer;
  cases: readonly StoredCase[];
}

async function readReferred(
  world: AnalysisWorld,
  reader: Actor,
  question: Question,
  sites: readonly SiteRows[],
): Promise<Referred> {
  const { period, language } = question;
  const pairs = sites.flatMap(({ siteId, loss }) => (loss ? [{ siteId, streamId: loss.streamId }] : []));
  const streamIds = new Set(sites.flatMap(({ rows, before }) => [...rows, ...before].map((row) => row.streamId)));
  streamIds.delete(streamNotRecorded);
  const found = await world.db.as(systemActor('figures'), async (tx) => {
    const months = await listStreamMonths(tx, pairs, addMonths(period.from, -monthsLookedBack), period.before);
    const vendorIds = [
      ...new Set([...months.map((one) => one.vendorId), ...sites.flatMap(({ loss }) => (loss ? [loss.vendorId] : []))]),
    ];
    return {
      months,
      streams: await listNamedStreams(tx, [...streamIds]),
      vendors: await listLicensed(tx, vendorIds),
      proofs: await listProofEnds(tx, vendorIds),
    };
  });
  const cases = await world.db.as(reader, listCases);
  const streams = new Map(found.streams.map((stream) => [stream.id, stream]));
  const vendors = new Map(found.vendors.map((vendor) => [vendor.id, vendor]));
  const papers: VendorPaper[] = [
    ...found.vendors.flatMap(({ id, licences }) =>
      licences.flatMap(({ permittedCodes: codes, before }) =>
        before
          ? [{ vendorId: id, what: 'licence' as const, treatment: null, codes, before: before as CalendarDate }]
          : [],
      ),
    ),
    ...found.proofs.map((proof) => ({
      ...{ vendorId: proof.vendorId, what: 'proof' as const, codes: [] },
      treatment: proof.treatment as Treatment,
      before: proof.before as CalendarDate,
    })),
  ];
  const called = (one: { code: string; name: { en: string; zh: string } } | undefined, id: string) =>
    one ? `${one.name[language]}${language === 'zh' ? `（${one.code}）` : ` (${one.code})`}` : id;
  return {
    months: Map.groupBy(found.months, (one) => `${one.siteId} ${one.streamId}`),
    streams,
    papers,
    names: {
      stream: (id) =>
        id === streamNotRecorded
          ? word(world.words, language, 'waste.stream.notRecorded')
          : called(streams.get(id), id),
      vendor: (id) => called(vendors.get(id), id),
    },
    cases,
  };
}

const flowMonthsOf = (months: readonly StreamMonth[]): FlowMonth[] =>
  months.map((one) => ({
    month: one.month as Month,
    treatment: one.treatment as Treatment,
    vendorId: one.vendorId,
    massTonnes: tonnes(one.mass),
  }));

/** By which codes a licence names the stream: its own, and its class where it is hazardous. */
const codesOf = (stream: NamedStream | undefined): string[] =>
  stream?.nationalCode ? [stream.nationalCode, ...(stream.hazardous ? [hazardousClass(stream.nationalCode)] : [])] : [];

/** The reason as it goes out: in a sentence, with what it is about, so that a page can lead on. */
function causeOf(world: AnalysisWorld, question: Question, site: SiteRows, referred: Referred, counting: Counting) {
  const { loss } = site;
  if (!loss) return null;
  const stream = referred.streams.get(loss.streamId);
  const months = flowMonthsOf(referred.months.get(`${site.siteId} ${loss.streamId}`) ?? []);
  const history = lossHistory(loss, months, question.period, referred.papers, { codes: codesOf(stream), counting });
  const found = stream
    ? likeCases(referred.cases, {
        composition: stream.composition,
        hazardous: stream.hazardous,
        treatment: loss.treatment,
      })
    : [];
  return {
    words: causeSentence(loss, history, referred.names, world.words, question.language),
    streamId: loss.streamId,
    stream: referred.names.stream(loss.streamId),
    treatment: loss.treatment,
    vendorId: loss.vendorId,
    lostMassTonnes: exactText(loss.lostMassTonnes),
    lostShare: exactText(loss.lostShare),
    cases: found.map(({ id }) => id),
  };
}

/** The whole decomposition of one factory: every stream, adding up to the distance and to the change. */
function partsOf(site: SiteRows, reference: Share, counting: Counting, referred: Referred) {
  const gap = gapByStream(site.rows, counting, reference);
  if ('noData' in gap) return null;
  const change = changeByStream(site.before, site.rows, counting);
  const changes = new Map('noData' in change ? [] : change.parts.map((part) => [part.streamId, part]));
  const ids = [...new Set([...gap.parts.map((part) => part.streamId), ...changes.keys()])];
  return {
    gapShare: exactText(gap.gapShare),
    changeShare: 'noData' in change ? null : exactText(change.changeShare),
    streams: ids.map((id) => {
      const lacking = gap.parts.find((part) => part.streamId === id);
      const moved = changes.get(id);
      return {
        streamId: id,
        stream: referred.names.stream(id),
        massTonnes: exactText(lacking?.massTonnes ?? tonnes(0)),
        convertedMassTonnes: exactText(lacking?.convertedMassTonnes ?? tonnes(0)),
        gapShare: exactText(lacking?.share ?? share(0)),
        treatmentEffect: moved ? exactText(moved.treatmentEffect) : null,
        mixEffect: moved ? exactText(moved.mixEffect) : null,
      };
    }),
  };
}

async function readRanking(world: AnalysisWorld, reader: Actor, question: Question) {
  const { period, basis, language, scopeId } = question;
  const { context, step } = await world.db.as(reader, async (tx) => ({
    context: await world.figures.context(tx),
    step: await targetStep(tx, question),
  }));
  const previous = previousPeriod(period);
  const isOne = nodeOf(context.organisation, scopeId)?.type === 'site';
  const siteIds = isOne ? [scopeId] : rankedSites(context.organisation, reader, question);
  const keys: FigureKey[] = siteIds.flatMap((site) =>
    [period, previous].map((one) => ({ kpi: rateKpi, scopeId: site, period: printPeriod(one), basis })),
  );
  const figures = await world.figures.ask(keys, reader);
  const [anyRate] = figures;
  const reference = share(step?.value ?? '1');
  const body = {
    previousLabel: labelPeriod(previous, language),
    target: step && { ...step, printed: showFigure(step.value, 'share', language) },
    sites: anyRate ? await rankedOf(world, reader, question, context, { siteIds, figures, reference, isOne }) : [],
    cases: await world.db.as(reader, listCases),
  };
  return { body, figures };
}

async function rankedOf(
  world: AnalysisWorld,
  reader: Actor,
  question: Question,
  context: LedgerContext,
  asked: { siteIds: readonly string[]; figures: readonly (Figure | undefined)[]; reference: Share; isOne: boolean },
) {
  const { period, basis, language } = question;
  const { siteIds, figures, reference, isOne } = asked;
  const counting = countingOf(figures.find((figure) => figure !== undefined) as Figure, context);
  const parts = eachSite(siteIds);
  const [now, before] = [
    await flowsOf(world, context, parts, period, basis),
    await flowsOf(world, context, parts, previousPeriod(period), basis),
  ];
  const sites: SiteRows[] = siteIds.map((siteId) => {
    const rows = now.get(siteId) ?? [];
    return { siteId, rows, before: before.get(siteId) ?? [], loss: lossOfStream(rows, counting, reference) };
  });
  const referred = await readReferred(world, reader, question, sites);
  return sites.flatMap((site, at) => {
    const [figure, earlier] = [figures[2 * at], figures[2 * at + 1]];
    if (!figure) return [];
    const [value, valueBefore] = [exactValueOf(figure), exactValueOf(earlier)];
    const change = changeByStream(site.before, site.rows, counting);
    const moved: readonly ChangePart[] = 'noData' in change ? [] : change.parts.slice(0, driversNamed);
    const node = nodeOf(context.organisation, site.siteId);
    return [
      {
        scope: { id: site.siteId, code: node?.code ?? '', name: node?.name ?? { en: '', zh: '' } },
        figure: viewOf(figure, { ...world, organisation: context.organisation, language }),
        changePoints: value === null || valueBefore === null ? null : exactText(new Exact(value).minus(valueBefore)),
        gapPoints: value === null ? null : exactText(new Exact(value).minus(reference)),
        status: asked.reference.eq(1) ? null : standingAgainst(exact(reference), value, 'higher'),
        cause: causeOf(world, question, site, referred, counting),
        drivers: moved
          .filter((part) => part.effect.abs().gte(leastTold))
          .map((part) => ({
            streamId: part.streamId,
            effect: exactText(part.effect),
            words: changeSentence(part, referred.names, world.words, language),
          })),
        parts: isOne ? partsOf(site, reference, counting, referred) : null,
      },
    ];
  });
}

/** The route of the ranking. */
export function rankingRoutes(world: AnalysisWorld): Route[] {
  const kept = keepAnswers(world.db, sourcesOfAnalysis);
  return [
    route({
      method: 'GET',
      path: '/api/v1/waste/ranking',
      summary: 'The factories of a scope by conversion rate, each with the reason from its records',
      query: analysisQuery,
      may: () => ({ action: 'figures.read' }),
      answer: async (from, asked) => {
        const question = await questionOf(world.db, from, asked);
        const key = `ranking ${question.scopeId} ${printPeriod(question.period)} ${question.basis} ${question.language}`;
        const { actor } = from.session;
        const json = await kept.jsonFor(actor, key, () => readRanking(world, actor, question));
        return from.reply.type('application/json; charset=utf-8').send(json);
      },
    }),
  ];
}
