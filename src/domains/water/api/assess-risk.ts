// Writes down what an edition says of factories in a year: a record each, with its 13 values and the weights that were used.
import { v7 as uuidv7 } from 'uuid';
import { listSitePlaces, type SitePlace } from '#domains/factories/store/public/site-place.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Via } from '#platform/history/entry.ts';
import { move } from '#platform/records/server/move.ts';
import { findLatest } from '#platform/records/server/read.ts';
import { recordMany } from '#platform/records/server/record.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { type Indicator, indicators } from '../model/aqueduct.ts';
import type { BasinEdition } from '../model/basin-edition.ts';
import { scoreFields } from '../model/water-risk.ts';
import { riskAssessment } from '../records/risk.ts';
import { findSameAssessments } from '../store/risk.ts';
import { lookUpRisks, type SiteRisk } from './look-up-risk.ts';
import { type AskedWeights, aqueductOf, type RiskWorld } from './risk-world.ts';

/** Which factories, in which year, by what. */
export interface AskedAssessment extends AskedWeights {
  year: number;
  edition: BasinEdition;
  /** factories; with the id of a basin where a person names it */
  sites: readonly { siteId: string; basin?: string | undefined }[];
  note?: string | undefined;
}

/** What became of each factory. */
export interface Assessed {
  siteId: string;
  id: string | null;
  outcome: 'new' | 'changed' | 'same' | 'not_found';
  because: SiteRisk['because'];
}

/** Digits behind the point that are kept of what was worked out or read as a binary fraction. */
const DIGITS = 6;
const decimalText = (value: number | null): string | null =>
  value === null ? null : String(Number(value.toFixed(DIGITS)));
const plain = (value: number): string =>
  Number(value.toPrecision(12)).toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 15 });

/** The values of an assessment. */
function valuesOf(site: SitePlace, risk: SiteRisk, asked: AskedAssessment) {
  const { groups } = risk;
  const scores = Object.entries(scoreFields).map(([group, field]) => [
    field,
    decimalText(groups?.[group as keyof typeof scoreFields].score ?? null),
  ]);
  return {
    ...{ site: site.id, year: `${asked.year}-01-01`, edition: asked.edition.title },
    ...{ fileSha256: asked.edition.fileSha256, synthetic: asked.edition.synthetic },
    ...{ foundThrough: risk.foundThrough, basin: risk.basin?.id ?? null },
    ...{ longitude: site.longitude, latitude: site.latitude, datum: site.datum },
    movedMetres: risk.movedM === null ? null : String(Math.round(risk.movedM)),
    borderMetres: risk.borderM === null ? null : String(Math.round(risk.borderM)),
    mayAlsoBe: risk.mayAlsoBe.length === 0 ? null : risk.mayAlsoBe,
    scheme: asked.scheme,
    ...Object.fromEntries(scores),
    weightKnown: decimalText(groups?.tot.weightFraction ?? 0),
    stressed: risk.stressed,
    note: asked.note ?? null,
  };
}

function lineOf(indicator: Indicator, readings: NonNullable<SiteRisk['readings']>, asked: AskedAssessment) {
  const reading = readings[indicator];
  const told = reading.state === 'no_data' ? { score: null, category: null } : reading;
  return {
    ...{ indicator, state: reading.state, label: reading.label, category: told.category },
    raw: reading.state === 'value' && reading.raw !== null ? plain(reading.raw) : null,
    score: decimalText(told.score),
    weight: String(asked.weights[indicator]),
  };
}

/**
 * Assesses factories and submits what was recorded. Of a factory whose basin is not found nothing is recorded, and why is
 * told. The same factory, year and file again is a revision of what was there.
 * @throws Refused `not_found` for a factory that there is not, or that the actor may not see
 */
export async function assessRisk(
  tx: Tx,
  world: Pick<RiskWorld, 'kinds' | 'packs' | 'todayIn' | 'limits'>,
  asked: AskedAssessment,
  { via, approve }: { via: Via; approve?: true },
): Promise<Assessed[]> {
  const table = aqueductOf(world);
  const siteIds = asked.sites.map(({ siteId }) => siteId);
  const places = new Map((await listSitePlaces(tx, siteIds)).map((site) => [site.id, site]));
  const same = await findSameAssessments(tx, { siteIds, year: asked.year, fileSha256: asked.edition.fileSha256 });
  const assessed: Assessed[] = [];
  const given: { id: string; values: Record<string, unknown>; lines: Record<string, unknown>[]; basedOn?: number }[] =
    [];
  const sites = asked.sites.map(({ siteId, basin: id }) => {
    const site = places.get(siteId);
    if (!site) throw new Refused('not_found');
    return { site, id };
  });
  const risks = await lookUpRisks(tx, asked.edition, sites, { weights: asked.weights, table });
  for (const [at, { site }] of sites.entries()) {
    const risk = risks[at] as SiteRisk;
    const siteId = site.id;
    if (!risk.readings) {
      assessed.push({ siteId, id: null, outcome: 'not_found', because: risk.because });
      continue;
    }
    const { readings } = risk;
    const before = same.get(siteId);
    given.push({
      id: before?.id ?? uuidv7(),
      values: valuesOf(site, risk, asked),
      lines: indicators.map((indicator) => lineOf(indicator, readings, asked)),
      ...(before ? { basedOn: before.revision } : {}),
    });
  }
  if (given.length === 0) return assessed;
  const recorded = await recordMany(tx, riskAssessment, given, {
    ...{ kinds: world.kinds, via, todayIn: world.todayIn, limits: await world.limits(tx) },
    ...(approve ? { approve } : {}),
  });
  const drafts = recorded.filter(({ state }) => state === 'draft').map(({ id }) => id);
  const bound = (await findLatest(tx, riskAssessment, drafts)).map(({ id, revision, hash }) => ({
    id,
    revision,
    hash,
  }));
  if (bound.length > 0) await move(tx, riskAssessment, bound, { step: 'submit', via });
  const siteOf = new Map(given.map(({ id, values }) => [id, values.site as string]));
  return [
    ...assessed,
    ...recorded.map(({ id, outcome }) => ({ siteId: siteOf.get(id) as string, id, outcome, because: null })),
  ];
}
