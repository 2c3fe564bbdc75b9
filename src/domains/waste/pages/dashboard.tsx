// The waste dashboard: where the rates stand, how they have gone, where the waste goes, and who is behind for which reason.
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useAddress } from '#platform/ui/address.ts';
import { addressOf } from '#platform/ui/api.ts';
import { BasisSwitch } from '#platform/ui/basis-switch.tsx';
import type { FigureAnswer } from '#platform/ui/figure-answer.ts';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { WasteDashboardAnswer } from './dashboard-answers.ts';
import { GriTables } from './gri-tables.tsx';
import { KeyFigures } from './key-figures.tsx';
import { PlanCoverage } from './plan-coverage.tsx';
import { SiteRanking } from './site-ranking.tsx';
import { TreatmentChart } from './treatment-chart.tsx';
import { TrendChart } from './trend-chart.tsx';
import { UlCard } from './ul-card.tsx';
import './dashboard.css';
import '#platform/ui/chart/numbers.css';

const beside = [
  'waste.ul2799-diversion-rate',
  'waste.gri306-generated',
  'waste.gri306-diverted',
  'waste.gri306-disposed',
];

/** Nothing was recorded in the months shown: what to do about it. */
function NothingYet() {
  const { t } = useWords();
  const navigate = useNavigate();
  return (
    <Teach
      title={t('reports.page.waste.empty.title')}
      actions={
        <>
          <Button type="primary" onClick={() => void navigate({ to: '/import/waste.load' } as never)}>
            {t('reports.page.waste.empty.import')}
          </Button>
          <a href={addressOf('/records/waste.load/template.xlsx')} download>
            {t('reports.page.waste.empty.template')}
          </a>
        </>
      }
    >
      <p>{t('reports.page.waste.empty.text')}</p>
    </Teach>
  );
}

/** The page; `others` are tiles of other domains, below the key figures of waste. */
export function WasteDashboardPage({ others }: { others?: ReactNode }) {
  const { t, local } = useWords();
  const { scope, period, basis } = useAddress();
  const { data, error, isPending, refetch } = useJson<WasteDashboardAnswer>(
    '/dashboards/waste',
    { scope, period, basis },
    { keep: true },
  );
  const more = useJson<{ figures: FigureAnswer[] }>('/figures', { kpi: beside, scope, period, basis }, { keep: true });
  const [first] = data?.top ?? [];
  const figures = more.data?.figures ?? [];
  const ul = figures.find((figure) => figure.kpi === 'waste.ul2799-diversion-rate');
  const isEmpty =
    data?.top.every(({ figure }) => figure.value === null) && data.trend.months.every((month) => month.rate === null);
  const source = t(`reports.page.waste.source.${basis}`, {
    in: first?.figure.coverage.sitesIn ?? 0,
    expected: first?.figure.coverage.sitesExpected ?? 0,
  });
  return (
    <Page
      title={t('ui.place.waste')}
      subtitle={first ? `${local(first.figure.scope.name)} · ${first.figure.periodLabel}` : undefined}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      empty={isEmpty ? <NothingYet /> : undefined}
      actions={
        <>
          <LinkButton to="/waste/analysis">{t('waste.analysis.open')}</LinkButton>
          <BasisSwitch />
        </>
      }
    >
      {data && first ? (
        <div className="dashboard-place">
          <div className="dashboard">
            <KeyFigures top={data.top} />
            <PlanCoverage />
            {others}
            <div className="board">
              <TrendChart trend={data.trend} figureId={first.figure.id} source={source} />
            </div>
            <div className="dashboard-two">
              <div className="board">
                <TreatmentChart
                  treatments={data.treatments}
                  figureId={data.top.find(({ figure }) => figure.unit === 't')?.figure.id ?? first.figure.id}
                  source={source}
                />
              </div>
              {ul ? <UlCard figure={ul} /> : null}
            </div>
            {data.ranking.length > 1 ? <SiteRanking ranking={data.ranking} /> : null}
            {figures.length > 0 ? <GriTables figures={figures} /> : null}
          </div>
        </div>
      ) : null}
    </Page>
  );
}
