// The analysis of waste: its flows, the ranking of the factories with their causes, and what-ifs, each at an address.
import { Link, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { labelPeriod } from '#period/label.ts';
import { readPeriod } from '#period/period.ts';
import { useAddress } from '#platform/ui/address.ts';
import { BasisSwitch } from '#platform/ui/basis-switch.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { useOrganisation } from '#platform/ui/organisation.ts';
import { Page, Problem, Teach, Waiting } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { type FlowsAnswer, flowRowsIn, flowsIn, type RankingAnswer } from './analysis-answers.ts';
import { CauseRanking } from './cause-ranking.tsx';
import { FlowChart } from './flow-chart.tsx';
import { WhatIf } from './what-if.tsx';
import '#platform/records/web/records.css';
import '#platform/ui/chart/numbers.css';
import './analysis.css';

const parts = ['flows', 'ranking', 'what-if'] as const;
type Part = (typeof parts)[number];

function Tabs({ here }: { here: Part }) {
  const { t } = useWords();
  return (
    <nav className="tabs" aria-label={t('waste.analysis.sections')}>
      {parts.map((part) => (
        <Link
          key={part}
          to={part === 'flows' ? '/waste/analysis' : `/waste/analysis/${part}`}
          className={part === here ? 'tab tab-here' : 'tab'}
          aria-current={part === here ? 'page' : undefined}
        >
          {t(`waste.analysis.${part}`)}
        </Link>
      ))}
    </nav>
  );
}

function NothingHere() {
  const { t } = useWords();
  return (
    <Teach
      title={t('waste.analysis.empty.title')}
      actions={<LinkButton to="/import/waste.load">{t('reports.page.waste.empty.import')}</LinkButton>}
    >
      <p>{t('waste.analysis.empty.text')}</p>
    </Teach>
  );
}

function Flows() {
  const { t } = useWords();
  const { scope, period, basis } = useAddress();
  const { data, error, refetch } = useJson<FlowsAnswer>('/waste/flows', { scope, period, basis }, { keep: true });
  const flows = useMemo(() => (data ? flowsIn(flowRowsIn(data)) : []), [data]);
  if (error && !data) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting />;
  const { shipped } = data.figures;
  if (flows.length === 0 || !shipped) return <NothingHere />;
  const source = t(`reports.page.waste.source.${basis}`, {
    in: shipped.coverage.sitesIn,
    expected: shipped.coverage.sitesExpected,
  });
  return (
    <div className="board">
      <FlowChart flows={flows} answer={data} figureId={shipped.id} source={source} />
    </div>
  );
}

function Ranking() {
  const { scope, period, basis } = useAddress();
  const { data, error, refetch } = useJson<RankingAnswer>('/waste/ranking', { scope, period, basis }, { keep: true });
  if (error && !data) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting />;
  if (data.sites.every((one) => one.figure.value === null)) return <NothingHere />;
  return <CauseRanking answer={data} />;
}

function WhatIfPart() {
  const { scope, period, basis } = useAddress();
  const { data, error, refetch } = useJson<FlowsAnswer>('/waste/flows', { scope, period, basis }, { keep: true });
  if (error && !data) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting />;
  if (data.rows.length === 0 || !data.definition) return <NothingHere />;
  return <WhatIf answer={data} definition={data.definition} />;
}

const shownPart = { flows: Flows, ranking: Ranking, 'what-if': WhatIfPart } as const;

export function WasteAnalysisPage() {
  const { t, local, language } = useWords();
  const { part } = useParams({ strict: false }) as { part?: string };
  const { scope, period } = useAddress();
  const here = parts.find((one) => one === part) ?? 'flows';
  const node = useOrganisation()?.find(scope);
  const asked = readPeriod(period);
  const Part = shownPart[here];
  return (
    <Page
      title={t('waste.analysis.title')}
      subtitle={node && asked ? `${local(node.name)} · ${labelPeriod(asked, language)}` : undefined}
      actions={
        <>
          <LinkButton to="/waste">{t('waste.analysis.toDashboard')}</LinkButton>
          <LinkButton to="/waste/improvements">{t('waste.improvements.title')}</LinkButton>
          <BasisSwitch />
        </>
      }
    >
      <Tabs here={here} />
      <div className="analysis">
        <Part />
      </div>
    </Page>
  );
}
