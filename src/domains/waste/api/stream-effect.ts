// What a pending change of a stream's classification would do to the rates, before anybody approves it: that is how rates
// would be gamed. The same rules over the same sums, with the pending revision assumed for this one stream.
import { z } from 'zod';
import { monthOf } from '#period/calendar-date.ts';
import { inSentence } from '#period/in-sentence.ts';
import { labelPeriod } from '#period/label.ts';
import { lastDayOf, type Period, printPeriod, rollingTwelveMonths, yearToDate } from '#period/period.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import type { Actor, Database, Tx } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import { languageOf } from '#platform/http/server.ts';
import { type Dictionary, type Language, lowered, word } from '#platform/i18n/words.ts';
import type { Computed, Kpis } from '#platform/kpi/declare.ts';
import { figureWith, sumsBehind } from '#platform/kpi/effect.ts';
import type { Figures } from '#platform/kpi/figures.ts';
import type { Figure, LedgerContext } from '#platform/kpi/ledger.ts';
import type { Assumption } from '#platform/kpi/moment.ts';
import { nodeOf } from '#platform/kpi/organisation.ts';
import { NO_VALUE } from '#platform/kpi/view.ts';
import { askedPeriod } from '#platform/records/server/asked.ts';
import { findLatest } from '#platform/records/server/read.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import type { State } from '#platform/records/server/write.ts';
import { Exact, exactText } from '#units/quantity.ts';
import { showFigure } from '#units/show-figure.ts';
import type { StreamEffect, StreamEffectLine } from '../model/stream-effect.ts';
import { stream } from '../records/stream.ts';
import { listSitesOfStream } from '../store/stream-use.ts';

/** What effects need of the installation. */
export interface StreamEffectWorld {
  db: Database;
  figures: Figures;
  kpis: Kpis;
  words: Dictionary;
}

const ratesOfSites = ['waste.conversion-rate', 'waste.ul2799-diversion-rate'] as const;
const ratesOfGroup = [...ratesOfSites, 'waste.gri306-diverted', 'waste.gri306-disposed'] as const;
/** Steps from which a revision may come to be approved as it stands; what was returned will be another one. */
const awaiting: ReadonlySet<State> = new Set(['draft', 'submitted', 'reviewed']);
/** Factories shown, those with most of the stream; the rest is told by number. */
const MOST_SITES = 10;

/** The figures of a scope as they stand, each beside what it would be. */
async function standAndWouldBe(tx: Tx, context: LedgerContext, assuming: Assumption, figures: readonly Figure[]) {
  const where = { field: 'stream', id: assuming.id };
  const now = await sumsBehind(tx, context, figures, { where });
  const assumed = await sumsBehind(tx, context, figures, { where, assuming });
  return figures.flatMap((figure) => {
    const kpi = context.kpis.get(figure.key.kpi);
    const wouldBe = figureWith(context, figure, now, assumed);
    return kpi ? [{ kpi, stands: figure.result.computed, wouldBe }] : [];
  });
}

const readValue = (computed: Computed, part?: string): string | null => {
  if (!('value' in computed)) return null;
  const found = part === undefined ? computed.value : computed.extra?.[part];
  return typeof found === 'string' ? found : null;
};

function linesOf(
  found: Awaited<ReturnType<typeof standAndWouldBe>>,
  language: Language,
  words: Dictionary,
): StreamEffectLine[] {
  return found.flatMap(({ kpi, stands, wouldBe }) =>
    // UL 2799 is read in two ways; both are told.
    [undefined, ...(kpi.id === 'waste.ul2799-diversion-rate' ? ['nonThermalShare'] : [])].map((part) => {
      const [before, after] = [readValue(stands, part), readValue(wouldBe, part)];
      const change = before !== null && after !== null ? new Exact(after).minus(before) : null;
      const print = (value: string | null) => (value === null ? NO_VALUE : showFigure(value, kpi.unit, language));
      const unit = kpi.unit === 'share' ? 'points' : kpi.unit;
      const printed = change && showFigure(exactText(change), unit, language);
      return {
        kpi: kpi.id,
        title: part ? word(words, language, 'waste.stream-effect.nonThermal') : word(words, language, kpi.id),
        before: print(before),
        after: print(after),
        change: printed,
        // What is printed as nothing is told as nothing.
        direction: !printed || !/[1-9]/.test(printed) ? 'none' : change.isPositive() ? 'up' : 'down',
      };
    }),
  );
}

/** What it would do to the group, in one sentence: an effect in any of the periods stands before none in another. */
function sentenceOf(scopes: StreamEffect['scopes'], language: Language, words: Dictionary): string | null {
  const told = scopes.flatMap(({ scopeId, period, lines }) =>
    scopeId === GROUP_ID ? lines.flatMap((line) => (line.change === null ? [] : [{ ...line, period }])) : [],
  );
  const rate = told.find(({ direction }) => direction !== 'none') ?? told[0];
  if (!rate) return null;
  const { before, after } = rate;
  const kpi = lowered(rate.title);
  const period = inSentence(rate.period, language);
  const key = { up: 'raise', down: 'lower', none: 'same' }[rate.direction];
  const facts = { kpi, period, before, after, change: rate.change ?? NO_VALUE };
  return word(words, language, `waste.stream-effect.${key}`, facts);
}

async function effectOf(
  world: StreamEffectWorld,
  reader: Actor,
  id: string,
  asked: Period,
  language: Language,
): Promise<StreamEffect> {
  const periods = [yearToDate(asked), rollingTwelveMonths(monthOf(lastDayOf(asked)))];
  const record = await world.db.as(reader, async (tx) => (await findLatest(tx, stream, [id]))[0]);
  if (!record) throw new Refused('not_found');
  if (!awaiting.has(record.state)) return { pending: false, scopes: [], moreSites: 0, sentence: null };
  const assuming: Assumption = { kind: stream.kind, id, revision: record.revision };
  const scopes: StreamEffect['scopes'] = [];
  let moreSites = 0;
  for (const period of periods) {
    const sites = await world.db.as(reader, (tx) => listSitesOfStream(tx, id, period));
    moreSites = Math.max(moreSites, sites.length - MOST_SITES);
    for (const scopeId of [GROUP_ID, ...sites.slice(0, MOST_SITES)]) {
      const kpis = scopeId === GROUP_ID ? ratesOfGroup : ratesOfSites;
      const keys = kpis.map((kpi) => ({ kpi, scopeId, period: printPeriod(period), basis: 'approved' as const }));
      const figures = (await world.figures.ask(keys, reader)).filter((figure) => figure !== undefined);
      const { found, name } = await world.db.as(reader, async (tx) => {
        const context = await world.figures.context(tx);
        const node = nodeOf(context.organisation, scopeId);
        return {
          found: await standAndWouldBe(tx, context, assuming, figures),
          name: node?.name ?? null,
        };
      });
      const lines = linesOf(found, language, world.words);
      scopes.push({ scopeId, name, period: labelPeriod(period, language), lines });
    }
  }
  return { pending: true, scopes, moreSites, sentence: sentenceOf(scopes, language, world.words) };
}

/** The route of a stream's effect: for those who see the group's records, since it tells of all of them. */
export function streamEffectRoutes(world: StreamEffectWorld): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/waste/streams/:id/effect',
      summary: 'What a pending reclassification of a waste stream would do to the rates of the group and its factories',
      query: z.object({ id: z.uuid(), period: z.string(), lang: z.string().optional() }),
      may: () => ({ action: 'records.read', scopeId: GROUP_ID }),
      answer: ({ session, request }, { id, period }) =>
        effectOf(world, session.actor, id, askedPeriod(period), languageOf(request, 'en')),
    }),
  ];
}
