// What the recorder's month does to the conversion rate before anybody approves it: the new rate, and what moved it.
import { z } from 'zod';
import { type Month, monthNumberOf, shiftMonth } from '#period/calendar-date.ts';
import { labelMonth } from '#period/label.ts';
import type { Tx } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import { languageOf } from '#platform/http/server.ts';
import { word } from '#platform/i18n/words.ts';
import type { Figures } from '#platform/kpi/figures.ts';
import { parametersOf } from '#platform/kpi/ledger.ts';
import type { Moment } from '#platform/kpi/moment.ts';
import { sumMonths } from '#platform/kpi/sum-months.ts';
import { exactText, type Share, sum, type Tonnes } from '#units/quantity.ts';
import { showFigure } from '#units/show-figure.ts';
import { flowRowsOf, wasteConversionRate, wasteFlow } from '../kpis.ts';
import type { FlowRow } from '../model/flow.ts';
import type { MonthRate, MovedStream, PrintedShare } from '../model/month-rate.ts';
import { readTreatmentTable } from '../model/treatment.ts';
import { type ConversionDefinition, conversionRate } from '../rules/conversion-rate.ts';
import { type RateMovement, rateMovement } from '../rules/rate-movement.ts';
import { listStreamFacts, type StreamFacts } from '../store/month.ts';
import type { Speaks } from './month-answer.ts';
import { askedMonth, askedSite, type MonthWorld } from './month-world.ts';

/** What the rate of a month needs besides. */
export interface MonthRateWorld extends MonthWorld {
  figures: Figures;
}

/** So many streams are named in the sentence; the list beside it has all. */
const mostNamed = 3;

/** The months of the year before this one. */
const earlierInYear = (month: Month): Month[] =>
  Array.from({ length: monthNumberOf(month) - 1 }, (_, at) => shiftMonth(month, -at - 1));

async function readMasses(tx: Tx, world: MonthRateWorld, siteId: string, month: Month) {
  const table = readTreatmentTable(world.packs.inUse['waste-treatments']);
  const rowsOf = async (months: readonly Month[], moment: Moment) =>
    flowRowsOf(await sumMonths(tx, world.kinds, wasteFlow, siteId, months, moment), table);
  return {
    month: await rowsOf([month], 'newest'),
    monthApproved: await rowsOf([month], 'counting'),
    lastMonth: await rowsOf([shiftMonth(month, -1)], 'newest'),
    earlier: await rowsOf(earlierInYear(month), 'counting'),
  };
}

/** The movement as the page shows it: each stream by name, each number printed once. */
function movedStreams(movement: RateMovement, streams: ReadonlyMap<string, StreamFacts>, speaks: Speaks) {
  const points = (share: Share): PrintedShare => ({
    value: exactText(share),
    printed: showFigure(exactText(share), 'points', speaks.language),
  });
  return {
    change: points(movement.change),
    streams: movement.streams.map(({ streamId, share, parts }): MovedStream => {
      const { code, name } = streams.get(streamId) ?? { code: streamId, name: { en: streamId, zh: streamId } };
      return {
        ...{ streamId, code, name },
        share: points(share),
        parts: parts.map((part) => ({
          treatment: part.treatment,
          massBeforeTonnes: exactText(part.massBeforeTonnes),
          massTonnes: exactText(part.massTonnes),
          share: points(part.share),
        })),
      };
    }),
  };
}

type Moved = NonNullable<MonthRate['movement']>;

/** The sentence: the rate, how it stands to last month's, and the streams that did most of it. */
function inWords(month: Month, rate: PrintedShare | null, movement: Moved | null, { words, language }: Speaks): string {
  const said = (key: string, facts: Record<string, string>) => word(words, language, `waste.month-rate.${key}`, facts);
  const facts = { month: labelMonth(month, language), last: labelMonth(shiftMonth(month, -1), language) };
  if (!rate) return said('none', facts);
  if (!movement) return said('first', { ...facts, rate: rate.printed });
  const named = movement.streams
    .filter(({ share }) => !/^0\.0/.test(share.printed))
    .slice(0, mostNamed)
    .map(({ name, share }) => said('stream', { stream: name[language], share: share.printed }));
  if (/^0\.0/.test(movement.change.printed) || named.length === 0)
    return said('same', { ...facts, rate: rate.printed });
  const direction = movement.change.value.startsWith('-') ? 'fell' : 'rose';
  return said(direction, {
    ...facts,
    rate: rate.printed,
    change: movement.change.printed.replace(/^[−+]/, ''),
    streams: named.join(language === 'zh' ? '，' : ', '),
  });
}

async function readMonthRate(
  tx: Tx,
  world: MonthRateWorld,
  siteId: string,
  month: Month,
  speaks: Speaks,
): Promise<MonthRate> {
  const masses = await readMasses(tx, world, siteId, month);
  const definition = parametersOf(
    await world.figures.context(tx),
    wasteConversionRate,
  ) as unknown as ConversionDefinition;
  const table = readTreatmentTable(world.packs.inUse['waste-treatments']);
  const streams = new Map((await listStreamFacts(tx)).map((one) => [one.id, one]));
  const rateOf = (rows: readonly FlowRow[]): PrintedShare | null => {
    const rate = conversionRate(rows, definition, table);
    if ('noData' in rate) return null;
    const value = exactText(rate.value);
    return { value, printed: showFigure(value, 'share', speaks.language) };
  };
  const massOf = (rows: readonly FlowRow[]): Tonnes => sum(rows.map((row) => row.massTonnes));
  const found = rateMovement(masses.lastMonth, masses.month, { definition, table });
  const movement = 'noData' in found ? null : movedStreams(found, streams, speaks);
  const rate = rateOf(masses.month);
  return {
    rate,
    massTonnes: exactText(massOf(masses.month)),
    isProvisional: JSON.stringify(masses.month) !== JSON.stringify(masses.monthApproved),
    lastMonth: rateOf(masses.lastMonth),
    movement,
    toDate: {
      approved: rateOf([...masses.earlier, ...masses.monthApproved]),
      withMonth: rateOf([...masses.earlier, ...masses.month]),
    },
    words: inWords(month, rate, movement, speaks),
  };
}

/** The route of a month's rate. */
export function monthRateRoutes(world: MonthRateWorld): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/waste/month/rate',
      summary: 'The conversion rate of a factory’s month with everything recorded, drafts too, and what moved it',
      query: z.object({ site: z.string().max(60), month: z.string().max(7), lang: z.string().optional() }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session, request }, asked): Promise<MonthRate> =>
        world.db.as(session.actor, async (tx) => {
          const site = await askedSite(tx, session, 'records.read', asked.site);
          const speaks = { words: world.words, language: languageOf(request, 'en') };
          return readMonthRate(tx, world, site.id, askedMonth(asked.month), speaks);
        }),
    }),
  ];
}
