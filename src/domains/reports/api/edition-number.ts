// A number of an edition in the shape of one of the living report, so that both are explained the same way.
import type { Figure, FigureResult, LedgerContext } from '#platform/kpi/ledger.ts';
import { figuresBehind } from '../rules/number-of.ts';
import type { EditionFigure } from '../store/editions.ts';
import type { FrozenLedger, FrozenSums } from './frozen.ts';
import type { FoundNumber } from './live-number.ts';

/** A figure of the ledger as an edition froze it. */
export function frozenFigure(figure: EditionFigure): Figure | undefined {
  const ledger = figure.result.ledger as FrozenLedger | null;
  const { groups } = figure.aggregates as Partial<FrozenSums>;
  if (!ledger || !groups) return undefined;
  const result: FigureResult = { ...ledger, groups };
  return {
    id: figure.liveId,
    key: { kpi: figure.kpi, scopeId: figure.scopeId, period: figure.period, basis: 'approved' },
    version: figure.version,
    parameters: figure.parameters,
    result,
    computedSeq: 0,
    stale: false,
  };
}

/** The number with its frozen figures; `bases` are the edition's rows of the figures it is made of. */
export function editionAsFound(
  figure: EditionFigure,
  bases: readonly EditionFigure[],
  context: LedgerContext,
): FoundNumber {
  const origin = figure.result.number?.origin ?? { of: 'figure' as const, figure: figure.liveId };
  const part = figure.result.number
    ? { value: figure.result.number.value, unit: figure.result.number.unit }
    : undefined;
  const own = origin.of === 'step' ? undefined : bases.find(({ liveId }) => liveId === origin.figure);
  const frozen = new Map(bases.map((base) => [base.liveId, base]));
  return {
    origin,
    part,
    figure: own && frozenFigure(own),
    // In the order in which the number names them, as in the living report: its own figure first.
    behind: figuresBehind(origin).flatMap((id) => {
      const base = frozen.get(id);
      return (base && frozenFigure(base)) ?? [];
    }),
    target: undefined,
    context,
  };
}
