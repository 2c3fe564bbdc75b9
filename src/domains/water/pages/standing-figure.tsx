// A figure that counts factories or suppliers by state, as the ledger has it for the scope and period of the page: pressed, it is explained.
import type { ReactNode } from 'react';
import { useAddress } from '#platform/ui/address.ts';
import { type FigureAnswer, pressable } from '#platform/ui/figure-answer.ts';
import { FigureButton } from '#platform/ui/figure-button.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { waterStandingKpis } from '../kpis/standing-kpis.ts';
import type { supplierWaterKpis } from '../kpis/supplier-kpis.ts';

/** The figure, with what its inputs say beside it; a reader who may see no figures sees none. */
export function StandingFigure({
  kpi,
  beside,
  scope: of,
}: {
  kpi: (typeof waterStandingKpis)[number]['id'] | (typeof supplierWaterKpis)[number]['id'];
  /** where it is not that of the page */
  scope?: string;
  beside?: (figure: FigureAnswer) => ReactNode;
}) {
  const { scope, period } = useAddress();
  const { t } = useWords();
  const asked = { kpi, scope: of ?? scope, period, basis: 'approved' };
  const { data, error } = useJson<{ figures: FigureAnswer[] }>('/figures', asked, { keep: true });
  const figure = data?.figures[0];
  if (!figure) return <span className="secondary">{error ? t('water.standingFigure.none') : '…'}</span>;
  return (
    <>
      <FigureButton figure={pressable(figure)} />
      {figure.value === null ? <span className="secondary">{figure.noData?.words}</span> : beside?.(figure)}
    </>
  );
}
