// An edition worked out again: level 1 from the sums that were frozen with it, level 2 from the records as they counted.
import canonicalize from 'canonicalize';
import { Decimal } from 'decimal.js';
import { listTargets } from '#domains/targets/store/public/targets.ts';
import { parsePeriod } from '#period/period.ts';
import type { Tx } from '#platform/db/database.ts';
import { aggregatesOf, kpiOfVersion } from '#platform/kpi/declare.ts';
import { computeFigure, type FigureResult, groupSums } from '#platform/kpi/ledger.ts';
import { comparableSites } from '#platform/kpi/organisation.ts';
import { type KpiSum, sumKpiOfRecords } from '#platform/kpi/sum-kpi.ts';
import type { Pack } from '#standards/pack.ts';
import { showFigure } from '#units/show-figure.ts';
import type { ReportFigure } from '../model/report-number.ts';
import { figuresOf } from '../render/figure-register.ts';
import { type NumberWorld, numberOf } from '../rules/number-of.ts';
import type { Edition, EditionFigure } from '../store/editions.ts';
import { listStatements } from '../store/statements.ts';
import { reportFigure } from './assemble.ts';
import { type Frozen, type FrozenLedger, type FrozenSums, hashOfEdition } from './frozen.ts';
import { boundaryCounts } from './report-sources.ts';
import type { ReportWorld } from './world.ts';

/** What can differ. */
export const discrepancyKinds = [
  'no_edition',
  'altered',
  'missing',
  'unknown',
  'moved',
  'text_altered',
  'edition_altered',
  'rule_gone',
  'recomputed_differs',
  'records_differ',
] as const;

/** One difference, and where it is. */
export interface Discrepancy {
  kind: (typeof discrepancyKinds)[number];
  figureId: string | null;
  where: string | null;
  printedInFile: string | null;
  printedInEdition: string | null;
}

/** An edition with its figures, as it was read. */
export interface WholeEdition {
  edition: Edition;
  frozen: Frozen;
  figures: readonly EditionFigure[];
}

const sumsOf = (figure: EditionFigure): FigureResult['groups'] | undefined =>
  (figure.aggregates as Partial<FrozenSums>).groups;
const ledgerOf = (figure: EditionFigure) => figure.result.ledger as FrozenLedger | null;
const same = (one: unknown, other: unknown) =>
  canonicalize(JSON.parse(JSON.stringify(one ?? null))) === canonicalize(JSON.parse(JSON.stringify(other ?? null)));

/** The packs that a figure was computed with, by the editions that its parameters name and the hashes that were frozen. */
function packsOf(
  world: ReportWorld,
  frozen: Frozen,
  parameters: Record<string, unknown>,
): Record<string, Pack> | undefined {
  const packs: Record<string, Pack> = {};
  for (const [name, edition] of Object.entries((parameters.packs ?? {}) as Record<string, string>)) {
    const hash = frozen.packs.find((one) => one.pack === name && one.edition === edition)?.hash;
    const loaded = world.packs.all.find(
      (one) => one.pack.pack === name && one.pack.edition === edition && one.hash === hash,
    );
    if (!loaded) return undefined;
    packs[name] = loaded.pack;
  }
  return packs;
}

const differs = (figure: EditionFigure, kind: Discrepancy['kind'], again: string | null): Discrepancy => ({
  kind,
  figureId: figure.id,
  where: figure.kpi,
  printedInFile: again,
  printedInEdition: figure.printed.en ?? null,
});

/** Recomputes a figure of the ledger by the rule version it names; the reason when that cannot be done or differs. */
function recompute(
  world: ReportWorld,
  frozen: Frozen,
  figure: EditionFigure,
): { figure: ReportFigure } | { wrong: Discrepancy } {
  const kpi = kpiOfVersion(world.kpis, figure.kpi, figure.version);
  const [groups, ledger] = [sumsOf(figure), ledgerOf(figure)];
  const packs = packsOf(world, frozen, figure.parameters);
  if (!kpi || !groups || !ledger || !packs) return { wrong: differs(figure, 'rule_gone', null) };
  const computed = computeFigure(kpi, parsePeriod(figure.period), groups, ledger, figure.parameters, packs);
  if (!same(computed, ledger.computed)) {
    return { wrong: differs(figure, 'recomputed_differs', 'value' in computed ? computed.value : computed.noData) };
  }
  const key = { kpi: figure.kpi, scopeId: figure.scopeId, period: figure.period, basis: frozen.basis };
  const again = {
    ...figure,
    id: figure.liveId,
    key,
    computedSeq: frozen.seq,
    stale: false,
    result: { ...ledger, computed, groups },
  };
  return { figure: reportFigure(again, kpi) };
}

/** Level 1: every number from the frozen sums, and its print in both languages. Also whether the edition is whole. */
export function recomputeFromSums(world: ReportWorld, { edition, frozen, figures }: WholeEdition): Discrepancy[] {
  const found: Discrepancy[] = [];
  if (hashOfEdition(edition, figures) !== edition.contentHash) {
    found.push({
      kind: 'edition_altered',
      figureId: null,
      where: null,
      printedInFile: null,
      printedInEdition: edition.contentHash,
    });
  }
  const byLiveId = new Map<string, ReportFigure>();
  for (const figure of figures) {
    if (!figure.result.ledger) continue;
    const again = recompute(world, frozen, figure);
    if ('wrong' in again) found.push(again.wrong);
    else byLiveId.set(figure.liveId, again.figure);
  }
  const numbers: NumberWorld = {
    figure: (id) => byLiveId.get(id),
    target: (id) => frozen.targets.find((target) => target.id === id),
    boundary: (figure) => boundaryCounts(frozen.organisation, parsePeriod(figure.period)),
    factories: (figure) => comparableSites(frozen.organisation, figure.scopeId, parsePeriod(figure.period)),
    kpiOf: (id) => world.kpis.get(id),
  };
  const printedAs = new Map<string, Set<string>>();
  for (const language of ['en', 'zh'] as const) {
    for (const { figure } of figuresOf(edition.documents[language])) {
      const key = `${language} ${figure.id}`;
      printedAs.set(key, (printedAs.get(key) ?? new Set()).add(figure.text));
    }
  }
  const told = new Set(found.map(({ figureId }) => figureId));
  for (const figure of figures) {
    const kept = figure.result.number;
    if (!kept || told.has(figure.id)) continue;
    const again = numberOf(kept.origin, numbers);
    if (!again || again.value !== kept.value || again.unit !== kept.unit) {
      found.push(differs(figure, 'recomputed_differs', again ? showFigure(again.value, again.unit, 'en') : null));
      continue;
    }
    for (const language of ['en', 'zh'] as const) {
      const prints = [false, true].map((bare) => showFigure(again.value, again.unit, language, bare));
      const wrong = [...(printedAs.get(`${language} ${figure.id}`) ?? [])].find((text) => !prints.includes(text));
      if (wrong !== undefined || figure.printed[language] !== prints[0]) {
        found.push({
          ...differs(figure, 'recomputed_differs', prints[0] ?? null),
          printedInEdition: wrong ?? figure.printed[language] ?? null,
        });
        break;
      }
    }
  }
  return found;
}

/** Sums in one order, without those that are nothing, so that only what they say is compared. */
const normal = (groups: FigureResult['groups']): string =>
  groups
    .map(({ scopeId, rows }) => {
      const lines = rows
        .filter(({ sum }) => !new Decimal(sum).isZero())
        .map(({ dims, sum, of }) => `${of ?? ''} ${JSON.stringify(dims)} ${new Decimal(sum).toFixed()}`);
      return `${scopeId}\n${lines.sort().join('\n')}`;
    })
    .sort()
    .join('\n\n');

/** Level 2: every sum again from the records that counted when the history stood at the edition's number. */
export async function recomputeFromRecords(
  tx: Tx,
  world: ReportWorld,
  { frozen, figures }: WholeEdition,
): Promise<Discrepancy[]> {
  const found: Discrepancy[] = [];
  const sums = new Map<string, KpiSum[]>();
  for (const figure of figures) {
    const kpi = kpiOfVersion(world.kpis, figure.kpi, figure.version);
    const kept = sumsOf(figure);
    if (!kept || !kpi) continue;
    const period = parsePeriod(figure.period);
    const { organisation } = frozen;
    // KPIs over the same aggregates, scope and period have the same sums: taken once.
    const key = `${aggregatesOf(kpi).map(({ id }) => id)} ${kpi.each ?? ''} ${figure.scopeId} ${figure.period}`;
    const taken =
      sums.get(key) ??
      (await sumKpiOfRecords(tx, world.summed, kpi, organisation, {
        scopeId: figure.scopeId,
        period,
        moment: { asOf: frozen.seq },
      }));
    sums.set(key, taken);
    if (normal(groupSums(kpi, organisation, figure.scopeId, period, taken)) !== normal(kept))
      found.push(differs(figure, 'records_differ', null));
  }
  const [targets, statements] = [await listTargets(tx, frozen.seq), await listStatements(tx, frozen.seq)];
  if (!same(targets, frozen.targets) || !same(statements, frozen.statements)) {
    found.push({
      kind: 'records_differ',
      figureId: null,
      where: 'targets.target, reports.statement',
      printedInFile: null,
      printedInEdition: null,
    });
  }
  return found;
}
