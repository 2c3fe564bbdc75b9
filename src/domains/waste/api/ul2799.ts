// The endpoint of UL 2799: twelve months to the end of a period, what may be claimed of them, and what a validator will miss.
import { z } from 'zod';
import { monthOf } from '#period/calendar-date.ts';
import { labelMonth } from '#period/label.ts';
import { lastDayOf, monthPeriod, monthsOf, type Period, printPeriod, rollingTwelveMonths } from '#period/period.ts';
import { findScope } from '#platform/access/find-scope.ts';
import type { Actor, Database, Tx } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import { languageOf } from '#platform/http/server.ts';
import { type Dictionary, type Language, languages, word } from '#platform/i18n/words.ts';
import type { Kpis } from '#platform/kpi/declare.ts';
import type { Figures } from '#platform/kpi/figures.ts';
import type { Figure } from '#platform/kpi/ledger.ts';
import { expectedSites, nodeOf, type Organisation } from '#platform/kpi/organisation.ts';
import { partArrays } from '#platform/kpi/sum-kpi.ts';
import { viewOf } from '#platform/kpi/view.ts';
import type { Packs } from '#platform/packs/load.ts';
import { askedPeriod } from '#platform/records/server/asked.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { share } from '#units/quantity.ts';
import { showShare } from '#units/show.ts';
import { readTreatmentTable } from '../model/treatment.ts';
import type { NamedGap, NamedThing, ReadinessAnswer, Ul2799Answer, Ul2799Month } from '../model/ul2799-answer.ts';
import { type EvidenceGap, readEvidenceItems } from '../model/ul2799-evidence.ts';
import { ul2799Readiness } from '../rules/ul2799-readiness.ts';
import { listEvidenceRows, listEvidenceStreams, listReceiverNames, listSignedNone } from '../store/ul2799-evidence.ts';
import { maySee } from './analysis-question.ts';

/** What the endpoint needs of the installation. */
export interface Ul2799World {
  db: Database;
  figures: Figures;
  kpis: Kpis;
  words: Dictionary;
  packs: Packs;
}

interface Asked {
  scopeId: string;
  twelve: Period;
  language: Language;
}

const rateKpi = 'waste.ul2799-diversion-rate';
/** Gaps that are sent of an item; the count says how many there are. */
const MOST_GAPS = 25;

const named = (organisation: Organisation, id: string): NamedThing => {
  const node = nodeOf(organisation, id);
  return { id, code: node?.code ?? '', name: node?.name ?? { en: '', zh: '' } };
};

/** What the rate's rule says beside its value. */
interface RateExtra {
  nonThermalShare?: string;
  totalShare?: string;
  level?: 'indicative' | object;
  claim?: { level: string | null; diversionShare: string; thermalShare: string; reachesClaim: boolean };
}
const extraOf = (figure: Figure | undefined): RateExtra =>
  figure && 'value' in figure.result.computed ? ((figure.result.computed.extra ?? {}) as RateExtra) : {};

function monthOfRate(
  organisation: Organisation,
  month: Period,
  figure: Figure | undefined,
  { language }: Asked,
): Ul2799Month {
  const { nonThermalShare = null, totalShare = null } = extraOf(figure);
  const { coverage, computed } = figure?.result ?? {};
  return {
    ...{ period: printPeriod(month), label: labelMonth(monthOf(month.from), language), figureId: figure?.id ?? null },
    massTonnes: computed && 'value' in computed ? (computed.inputs.totalMassTonnes ?? null) : null,
    ...{ totalShare, nonThermalShare },
    sitesExpected: coverage?.sitesExpected ?? 0,
    missing: (coverage?.missing ?? []).map((id) => named(organisation, id)),
  };
}

/** The sentence that may be claimed, as both languages say it. */
function claimOf(words: Dictionary, figure: Figure | undefined): Ul2799Answer['claim'] {
  const { level, claim } = extraOf(figure);
  if (!claim?.reachesClaim || level === 'indicative') return null;
  const said = (language: Language) =>
    word(words, language, claim.level === null ? 'reports.page.ul.claimNoLevel' : 'reports.page.ul.claim', {
      level: claim.level === null ? '' : word(words, language, `reports.page.ul.level.${claim.level}`),
      diversion: showShare(share(claim.diversionShare), { language }),
      thermal: showShare(share(claim.thermalShare), { language }),
    });
  const [en, zh] = languages.map(said);
  return { en: en ?? '', zh: zh ?? '' };
}

async function readinessOf(
  tx: Tx,
  { packs }: Ul2799World,
  organisation: Organisation,
  { scopeId, twelve }: Asked,
): Promise<ReadinessAnswer[] | null> {
  const [list, treatments] = [packs.inUse['ul2799-evidence'], packs.inUse['waste-treatments']];
  if (!list || !treatments) return null;
  const parts = partArrays(organisation, scopeId);
  const rows = await listEvidenceRows(tx, parts, twelve);
  const streams = await listEvidenceStreams(tx, [...new Set(rows.map(({ streamId }) => streamId))]);
  const signedNone = await listSignedNone(tx, parts, twelve);
  const expected = monthsOf(twelve).flatMap((month) =>
    expectedSites(organisation, scopeId, monthPeriod(month)).map((siteId) => ({ siteId, month })),
  );
  const lines = ul2799Readiness(
    readEvidenceItems(list),
    { expected, signedNone, rows, streams },
    readTreatmentTable(treatments),
  );
  const shown = lines.flatMap(({ gaps }) => gaps.slice(0, MOST_GAPS));
  const vendorIds = [...new Set(shown.flatMap(({ vendorId }) => vendorId ?? []))];
  const vendors = new Map((await listReceiverNames(tx, vendorIds)).map((one) => [one.id, one]));
  const streamOf = (id: string) => {
    const found = streams.find((one) => one.id === id);
    return found ? { id, code: found.code, name: found.name } : null;
  };
  const withNames = ({ siteId, streamId, vendorId, ...gap }: EvidenceGap): NamedGap => ({
    ...gap,
    site: siteId === null ? null : named(organisation, siteId),
    stream: streamId === null ? null : streamOf(streamId),
    vendor: vendorId === null ? null : (vendors.get(vendorId) ?? null),
  });
  return lines.map(({ item: { id, check, label, asks }, gaps, ...line }) => ({
    ...{ id, check, label, asks, ...line, gapCount: gaps.length },
    gaps: gaps.slice(0, MOST_GAPS).map(withNames),
  }));
}

/** Whether every record of a scope is the reader's to see: of a part, "what is missing" would be wrong. */
const readsAll = (reader: Actor, organisation: Organisation, { scopeId, twelve }: Asked): boolean =>
  reader.reads === 'all' ||
  (reader.group !== 'none' &&
    expectedSites(organisation, scopeId, twelve).every((site) => reader.reads.includes(site)));

async function readUl2799(world: Ul2799World, reader: Actor, asked: Asked) {
  const { scopeId, twelve, language } = asked;
  const months = monthsOf(twelve).map(monthPeriod);
  const keys = [twelve, ...months].map((period) => ({
    ...{ kpi: rateKpi, scopeId, period: printPeriod(period), basis: 'approved' as const },
  }));
  const [figure, ...monthly] = await world.figures.ask(keys, reader);
  return world.db.as(reader, async (tx) => {
    const { organisation } = await world.figures.context(tx);
    const list = world.packs.inUse['ul2799-evidence'];
    const answer: Ul2799Answer = {
      period: printPeriod(twelve),
      months: months.map((month, at) => monthOfRate(organisation, month, monthly[at], asked)),
      claim: claimOf(world.words, figure),
      readiness: readsAll(reader, organisation, asked) ? await readinessOf(tx, world, organisation, asked) : null,
      list: list ? { edition: list.edition, verified: list.verified } : null,
    };
    return { ...answer, figure: figure ? viewOf(figure, { ...world, organisation, language }) : null };
  });
}

/** The route of UL 2799. */
export function ul2799Routes(world: Ul2799World): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/waste/ul2799',
      summary: 'Twelve months towards UL 2799: by month, the claim, and what a validator will ask for',
      query: z.object({ scope: z.string().default('group'), period: z.string(), lang: z.string().optional() }),
      may: () => ({ action: 'figures.read' }),
      answer: async ({ session: { actor }, request }, { scope, period }) => {
        const twelve = rollingTwelveMonths(monthOf(lastDayOf(askedPeriod(period))));
        const { id: scopeId } = await world.db.as(actor, (tx) => findScope(tx, scope));
        if (!maySee(actor, scopeId)) throw new Refused('not_allowed');
        return readUl2799(world, actor, { scopeId, twelve, language: languageOf(request, 'en') });
      },
    }),
  ];
}
