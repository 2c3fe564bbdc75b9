// Which weights are used: a scheme by industry, or one's own of the values that Aqueduct allows.
import { Button, Select } from 'antd';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { indicatorGroups, indicators, type Weights, weightSchemes } from '../model/aqueduct.ts';
import { customWeights } from '../rules/aqueduct-score.ts';
import type { RiskAnswer } from './risk-answers.ts';

/** What was chosen; `own` stands in place of the scheme's. */
export interface ChosenWeights {
  scheme: string;
  own: Weights | null;
}

/** How the endpoints are asked for the weights chosen. */
export const weightsAsked = ({ scheme, own }: ChosenWeights): { scheme: string; weights?: string } =>
  own ? { scheme, weights: indicators.map((id) => own[id]).join(',') } : { scheme };

const percent = (share: number) => `${Math.round(share * 1000) / 10} %`;

/** The choice of a scheme, and below it, when asked for, each weight with its share. */
export function RiskWeights({
  answer,
  chosen,
  onChoose,
}: {
  answer: RiskAnswer;
  chosen: ChosenWeights;
  onChoose: (next: ChosenWeights) => void;
}) {
  const { t } = useWords();
  const { weights, shares } = answer;
  const all = indicators.reduce((sum, id) => sum + weights[id], 0);
  const change = (id: (typeof indicators)[number], weight: number) => {
    const own = { ...(chosen.own ?? weights), [id]: weight };
    // Weights that weigh nothing give no answer: the last one stays.
    if (indicators.some((one) => own[one] > 0)) onChoose({ ...chosen, own });
  };
  return (
    <section className="board">
      <h2 className="board-title">{t('water.risk.weights')}</h2>
      <div className="risk-scheme">
        <Labelled label={t('water.risk.weights.scheme')}>
          {(id) => (
            <Select
              id={id}
              value={chosen.own ? 'own' : chosen.scheme}
              options={[...weightSchemes, ...(chosen.own ? ['own'] : [])].map((one) => ({
                ...{ value: one, label: t(`water.weights.${one}`) },
              }))}
              onChange={(scheme) => (scheme === 'own' ? undefined : onChoose({ scheme, own: null }))}
            />
          )}
        </Labelled>
        <p className="secondary">
          {indicatorGroups.map((group) => `${t(`water.risk.group.${group}`)} ${percent(shares[group])}`).join(' · ')}
        </p>
      </div>
      <details className="risk-own">
        <summary>{t('water.risk.weights.own')}</summary>
        <ul>
          {indicators.map((indicator) => (
            <li key={indicator}>
              <Labelled label={t(`water.indicator.${indicator}`)}>
                {(id) => (
                  <Select
                    id={id}
                    size="small"
                    value={weights[indicator]}
                    options={customWeights.map((value) => ({ value, label: String(value) }))}
                    onChange={(value) => change(indicator, value)}
                  />
                )}
              </Labelled>
              <span className="secondary">{percent(weights[indicator] / all)}</span>
            </li>
          ))}
        </ul>
        {chosen.own ? (
          <Button size="small" onClick={() => onChoose({ ...chosen, own: null })}>
            {t(`water.weights.${chosen.scheme}`)}
          </Button>
        ) : null}
      </details>
      <p className="side-text prose">{t('water.risk.weights.note')}</p>
    </section>
  );
}
