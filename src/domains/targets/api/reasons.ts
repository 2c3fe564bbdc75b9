// What holds a rate below its target: points and mass by site and stream, which add up to the gap of the year to date.
import { type Period, printPeriod } from '#period/period.ts';
import type { Actor, Tx } from '#platform/db/database.ts';
import type { Language } from '#platform/i18n/words.ts';
import { sumRecordsNow } from '#platform/kpi/cells.ts';
import type { Aggregate, Kpi, SumRow } from '#platform/kpi/declare.ts';
import type { Figure, LedgerContext } from '#platform/kpi/ledger.ts';
import { nodeOf } from '#platform/kpi/organisation.ts';
import { partArrays } from '#platform/kpi/sum-kpi.ts';
import { viewOf } from '#platform/kpi/view.ts';
import { nameOf, type ReferredName } from '#platform/records/server/names.ts';
import { findLatest } from '#platform/records/server/read.ts';
import type { Kinds } from '#platform/records/server/refs.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { exactText, share } from '#units/quantity.ts';
import { showPoints } from '#units/show.ts';
import { showFigure } from '#units/show-figure.ts';
import { addedBy, type FractionOf, gapContributions, type RatePart, type Worth } from '../rules/gap-contributions.ts';
import { basePeriod, betterOf, levelsOfTarget, progressPeriods, unitOfLevels } from '../rules/target-progress.ts';
import { targetInForce } from '../rules/target-status.ts';
import { listTargetsOfAllScopes } from '../store/public/targets.ts';
import { fractionIn, progressOf, scopeOfTarget } from './target-figures.ts';
import type { TargetsWorld } from './world.ts';

/** Lines that are sent one by one; the rest stands in the sums by site and by stream. */
const MOST_LINES = 60;

/** The aggregate of a rate split once more; yearly totals of a past without records belong to nothing there. */
const splitOnce = (aggregate: Aggregate, by: string): Aggregate => ({
  ...aggregate,
  by: [...aggregate.by, by],
  ...(aggregate.carriedIn
    ? { carriedIn: { ...aggregate.carriedIn, by: [...aggregate.carriedIn.by, { fixed: '' }] } }
    : {}),
});

/** The rate's own rule over some of its sums, under the parameters by which parts add up. */
function fractionOver(
  kpi: Kpi,
  figure: Figure,
  rows: readonly SumRow[],
  period: Period,
  packs: LedgerContext['packs'],
) {
  const { monthsWithData, monthsEverywhere } = figure.result;
  const computed = kpi.compute({
    ...{ groups: [{ scopeId: figure.key.scopeId, rows }], period, monthsWithData, monthsEverywhere, packs },
    parameters: { ...figure.parameters, ...kpi.fraction?.additive },
  });
  return 'value' in computed ? fractionIn(kpi, computed.inputs) : undefined;
}

/** The parts of a rate by site and by what its KPI splits it: as far as the reader may see the records. */
async function partsOfRate(tx: Tx, context: LedgerContext, kpi: Kpi, figure: Figure, period: Period) {
  const { splitBy = '' } = kpi.fraction ?? {};
  const arrays = partArrays(context.organisation, figure.key.scopeId);
  const sums = await sumRecordsNow(
    ...([tx, context.kinds, splitOnce(kpi.aggregate, splitBy), context.organisation] as const),
    { ...arrays, groups: arrays.siteIds, asOneScope: true },
    period,
  );
  const rowsOf = new Map<string, { siteId: string; streamId: string | null; rows: SumRow[] }>();
  for (const { group_id: siteId, dims, sum } of sums) {
    const streamId = dims.at(-1) || null;
    const key = `${siteId} ${streamId}`;
    const part = rowsOf.get(key) ?? { siteId, streamId, rows: [] };
    part.rows.push({ dims: dims.slice(0, -1), sum });
    rowsOf.set(key, part);
  }
  return [...rowsOf.values()].flatMap(({ siteId, streamId, rows }): RatePart[] => {
    const fraction = fractionOver(kpi, figure, rows, period, context.packs);
    return fraction ? [{ siteId, streamId, ...fraction }] : [];
  });
}

/** What the split is called, by record id. */
async function namesOfSplit(tx: Tx, kinds: Kinds, kpi: Kpi, ids: readonly (string | null)[]) {
  const field = kinds.get(kpi.aggregate.of)?.flat.get(kpi.fraction?.splitBy ?? '');
  const kind = field?.type === 'ref' ? kinds.get(field.to) : undefined;
  const known = [...new Set(ids.flatMap((id) => id ?? []))];
  const records = kind ? await findLatest(tx, kind, known) : [];
  return new Map<string, ReferredName>(
    records.map((record) => [record.id, nameOf(kind as NonNullable<typeof kind>, record.values)]),
  );
}

/**
 * The gap of a target's year to date; no reasons where its KPI is no rate, or it has no step or value yet.
 * @throws Refused `not_found` where there is no such target
 */
export async function readReasons(
  world: TargetsWorld,
  reader: Actor,
  { id, period, language }: { id: string; period: Period; language: Language },
) {
  const target = (await world.db.as(reader, listTargetsOfAllScopes)).find((one) => one.id === id);
  if (!target) throw new Refused('not_found');
  const kpi = target.kpi === null ? undefined : world.kpis.get(target.kpi);
  const { year, toDate } = progressPeriods(period);
  if (!kpi?.fraction) return { reasons: null };
  const key = (of: Period) => ({
    ...{ kpi: kpi.id, scopeId: scopeOfTarget(target), period: printPeriod(of), basis: 'approved' as const },
  });
  const base = basePeriod(target);
  const [figure, ofBase] = await world.figures.ask([toDate, ...(base ? [base] : [])].map(key), reader);
  const found = levelsOfTarget(target, kpi, progressOf(ofBase, kpi));
  const step = 'levels' in found ? targetInForce(found.levels, year) : undefined;
  if (!step) return { reasons: null };
  const whole =
    figure && 'value' in figure.result.computed ? fractionIn(kpi, figure.result.computed.inputs) : undefined;
  if (!figure || !whole) return { reasons: null };
  return world.db.as(reader, async (tx) => {
    const context = await world.figures.context(tx);
    const parts = await partsOfRate(tx, context, kpi, figure, toDate);
    const added: FractionOf =
      fractionOver(
        kpi,
        figure,
        figure.result.groups.flatMap(({ rows }) => rows),
        toDate,
        context.packs,
      ) ?? whole;
    const gap = gapContributions(parts, { whole, added }, step.value, betterOf(kpi.better));
    if (!gap) return { reasons: null };
    const names = await namesOfSplit(
      tx,
      world.kinds,
      kpi,
      parts.map(({ streamId }) => streamId),
    );
    const shown = ({ surplus, points }: Worth) => ({
      surplusTonnes: exactText(surplus),
      printedTonnes: showFigure(exactText(surplus), 't', language, true),
      points: exactText(points),
      printed: showPoints(share(points), { decimals: 2 }),
    });
    const site = (siteId: string) => {
      const node = nodeOf(context.organisation, siteId);
      return { id: siteId, code: node?.code ?? '', name: node?.name ?? { en: '', zh: '' } };
    };
    const stream = (streamId: string | null) => {
      const named = streamId === null ? undefined : names.get(streamId);
      return named ? { id: streamId, code: named.code, name: { en: named.en, zh: named.zh } } : null;
    };
    const reasons = {
      target: { id: target.id, title: target.title },
      figure: viewOf(figure, { ...world, organisation: context.organisation, language }),
      step: {
        year: step.year,
        printed: showFigure(
          exactText(step.value),
          unitOfLevels(kpi, target.definition, [progressOf(figure, kpi)]),
          language,
        ),
      },
      period: printPeriod(toDate),
      gap: shown(gap.gap),
      bySite: addedBy(gap.lines, 'siteId').map((one) => ({ site: site(one.id ?? ''), ...shown(one) })),
      byStream: addedBy(gap.lines, 'streamId').map((one) => ({ stream: stream(one.id), ...shown(one) })),
      lines: gap.lines.slice(0, MOST_LINES).map((line) => ({
        ...{ site: site(line.siteId), stream: stream(line.streamId), ...shown(line) },
        ofTonnes: showFigure(exactText(line.below), 't', language, true),
      })),
      withheld: gap.withheld && shown(gap.withheld),
      notCounted: gap.notCounted && shown(gap.notCounted),
    };
    return { reasons };
  });
}
