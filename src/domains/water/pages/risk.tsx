// Water risk: where the factories stand, in which basins, what these say by the weights chosen, and what was assessed.
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useAddress } from '#platform/ui/address.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { EditionAnswer, RiskAnswer } from './risk-answers.ts';
import { RiskList } from './risk-list.tsx';
import { RiskMap } from './risk-map.tsx';
import { ControlPlans, PlaceOfSite, RiskFutures, RiskHistory, RiskIndicators } from './risk-site.tsx';
import { type ChosenWeights, RiskWeights, weightsAsked } from './risk-weights.tsx';
import { StandingFigure } from './standing-figure.tsx';
import { useAssess } from './use-assess.ts';
import './risk.css';

/** That data are made up is said before anything that they say. */
export function MadeUp({ edition }: { edition: Pick<EditionAnswer, 'synthetic'> | null }) {
  const { t } = useWords();
  return edition?.synthetic ? (
    <p className="risk-made-up" role="note">
      <strong>{t('water.basins.synthetic')}</strong> {t('water.risk.synthetic')}
    </p>
  ) : null;
}

function KeyFigures({ answer }: { answer: RiskAnswer }) {
  const { t } = useWords();
  const { standing, year } = answer;
  const share = (of: { share: number | null }) => (of.share === null ? '–' : `${Math.round(of.share * 100)} %`);
  const figures = [
    {
      title: t('water.risk.kpi.assessed', { year }),
      value: <StandingFigure kpi="water.risk-assessed-rate" />,
      basis: t('water.risk.kpi.assessed.basis', { ...standing.assessed, approved: standing.approved } as never),
    },
    {
      title: t('water.risk.kpi.controlled'),
      value: share(standing.controlled),
      basis: t('water.risk.kpi.controlled.basis', { ...standing.controlled } as never),
    },
    {
      title: t('water.risk.kpi.notKnown'),
      value: String(standing.notKnown),
      basis: t('water.risk.kpi.notKnown.basis', { count: standing.notKnown }),
    },
  ];
  return (
    <ul className="risk-figures">
      {figures.map(({ title, value, basis }) => (
        <li key={title}>
          <p className="secondary">{title}</p>
          <p className="risk-figure">{value}</p>
          <p className="side-text">{basis}</p>
        </li>
      ))}
    </ul>
  );
}

/** Whose data these are, under which licence, and that nobody has verified the cut points. */
function Attribution({ answer: { edition, pack } }: { answer: RiskAnswer }) {
  const { t } = useWords();
  return (
    <div className="side-text prose">
      {edition ? (
        <p>
          {t('water.risk.attribution', {
            ...{ source: edition.source, licence: edition.licence, sha: edition.fileSha256.slice(0, 12) },
          })}
        </p>
      ) : null}
      <p>{t('water.risk.method', { pack: `aqueduct-4 ${pack.edition}` })}</p>
    </div>
  );
}

function Content({
  answer,
  weights,
  onWeights,
}: {
  answer: RiskAnswer;
  weights: ChosenWeights;
  onWeights: (next: ChosenWeights) => void;
}) {
  const { edition, sites, detail } = answer;
  const [only] = sites;
  const asking = edition ? { year: answer.year, edition: edition.id, weights } : undefined;
  return (
    <div className="risk">
      <MadeUp edition={edition} />
      {detail && only ? (
        <>
          <PlaceOfSite site={only} asking={answer.mayAssess.includes(only.site.id) ? asking : undefined} />
          <RiskMap sites={sites} outlines={answer.outlines} />
          {only.indicators ? <RiskIndicators site={only} weights={answer.weights} /> : null}
          <RiskWeights answer={answer} chosen={weights} onChoose={onWeights} />
          {edition ? <RiskFutures futures={detail.futures} /> : null}
          <ControlPlans site={only} />
          <RiskHistory history={detail.history} />
        </>
      ) : (
        <>
          <KeyFigures answer={answer} />
          <RiskMap sites={sites} outlines={answer.outlines} />
          <RiskList sites={sites} year={answer.year} />
          <RiskWeights answer={answer} chosen={weights} onChoose={onWeights} />
        </>
      )}
      <Attribution answer={answer} />
    </div>
  );
}

/** The page of water risk of a scope and year. */
export function RiskPage() {
  const { t } = useWords();
  const { scope, period } = useAddress();
  const [edition, chooseEdition] = useState<string>();
  const [weights, chooseWeights] = useState<ChosenWeights>({ scheme: 'def', own: null });
  const { isBusy, assess } = useAssess();
  const { data, error, isPending, refetch } = useJson<RiskAnswer>(
    '/water/risk',
    { scope, period, ...weightsAsked(weights), ...(edition ? { edition } : {}) },
    { keep: true },
  );
  const toAssess = data?.sites.filter(({ site, indicators }) => indicators && data.mayAssess.includes(site.id)) ?? [];
  const asked = data?.edition;
  return (
    <Page
      title={t('water.risk.title')}
      subtitle={data ? `${data.year}${asked ? ` · ${asked.title}` : ''}` : undefined}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={
        <>
          {data && data.editions.length > 1 ? (
            <Labelled label={<span className="visually-hidden">{t('water.risk.edition')}</span>}>
              {(id) => (
                <Select
                  id={id}
                  className="risk-edition"
                  value={asked?.id}
                  options={data.editions.map((one) => ({ value: one.id, label: one.title }))}
                  onChange={chooseEdition}
                />
              )}
            </Labelled>
          ) : null}
          <LinkButton to="/water/risk/files">{t('water.risk.files')}</LinkButton>
          {data && asked && toAssess.length > 0 ? (
            <Button
              type="primary"
              loading={isBusy}
              onClick={() =>
                void assess(
                  { year: data.year, edition: asked.id, weights },
                  toAssess.map(({ site }) => ({ site: site.id })),
                )
              }
            >
              {t('water.risk.assess', { count: toAssess.length, year: data.year })}
            </Button>
          ) : null}
        </>
      }
      empty={
        data && data.sites.length === 0 ? (
          <Teach title={t('water.risk.none.title')}>
            <p>{t('water.risk.none.text')}</p>
          </Teach>
        ) : data && data.editions.length === 0 ? (
          <Teach
            title={t('water.basins.none.title')}
            actions={<LinkButton to="/water/risk/files">{t('water.risk.files')}</LinkButton>}
          >
            <p>{t('water.basins.none.text')}</p>
            <p>{t('water.basins.intro')}</p>
          </Teach>
        ) : undefined
      }
    >
      {data ? <Content answer={data} weights={weights} onWeights={chooseWeights} /> : null}
    </Page>
  );
}
