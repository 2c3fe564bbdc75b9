// One slider of a what-if: how much of a stream leaves its treatment for which other, and who has done so before.
import { InputNumber, Select, Slider } from 'antd';
import { useId } from 'react';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Exact, exactText, scale, share } from '#units/quantity.ts';
import { showFigure } from '#units/show-figure.ts';
import { treatments } from '../model/treatment.ts';
import { likeCases } from '../rules/like-cases.ts';
import type { CaseAnswer, Flow, NamedStreamAnswer } from './analysis-answers.ts';
import { CasesButton } from './cases.tsx';
import type { SetMove } from './what-if-address.ts';

/** Where a slider begins when nobody has chosen: where a case went, else the next step up from disposal. */
const likelyTarget = (like: readonly CaseAnswer[], flow: Flow): string =>
  like[0]?.toTreatment ??
  (flow.treatment === 'incineration_with_energy' ? 'recycle_organic' : 'incineration_with_energy');

export function WhatIfSlider({
  flow,
  name,
  stream,
  move,
  cases,
  siteId,
  months,
  onChange,
}: {
  flow: Flow;
  name: string;
  stream: NamedStreamAnswer | undefined;
  move: SetMove | undefined;
  cases: readonly CaseAnswer[];
  /** the factory of a plan; none where the scope is wider */
  siteId: string | undefined;
  /** whole months of the period, for what a year comes to */
  months: number | undefined;
  onChange: (move: SetMove | undefined) => void;
}) {
  const { t, language } = useWords();
  const id = useId();
  const like = stream
    ? likeCases(cases, { composition: stream.composition, hazardous: stream.hazardous, treatment: flow.treatment })
    : [];
  const to = move?.to || likelyTarget(like, flow);
  const percent = move?.percent ?? 0;
  const put = (next: Partial<SetMove>) =>
    onChange({ streamId: flow.streamId, from: flow.treatment, to, percent, ...next });
  const moved = scale(flow.massTonnes, share((percent / 100).toFixed(2)));
  const yearly = months ? exactText(new Exact(moved).times(12).div(months).toDecimalPlaces(1)) : undefined;
  return (
    <div className="what-if-row">
      <div className="what-if-name">
        <strong>{name}</strong>
        <span className="side-text">
          {t('waste.what-if.goes', {
            mass: showFigure(exactText(flow.massTonnes), 't', language),
            treatment: t(`waste.treatment.${flow.treatment}`),
          })}
        </span>
        <CasesButton cases={like} about={name} />
      </div>
      <div className="what-if-set">
        <Slider
          min={0}
          max={100}
          step={1}
          value={percent}
          onChange={(value) => put({ percent: value })}
          tooltip={{ formatter: (value) => `${value} %` }}
          ariaLabelForHandle={t('waste.what-if.shareOf', { stream: name })}
        />
        <InputNumber
          min={0}
          max={100}
          precision={0}
          size="small"
          className="full-width"
          value={percent}
          aria-label={t('waste.what-if.shareOf', { stream: name })}
          suffix="%"
          onChange={(value) => put({ percent: value ?? 0 })}
        />
        <label htmlFor={id} className="visually-hidden">
          {t('waste.what-if.toOf', { stream: name })}
        </label>
        <Select
          id={id}
          size="small"
          className="what-if-to"
          value={to}
          onChange={(value) => put({ to: value })}
          options={treatments
            .filter((one) => one !== flow.treatment)
            .map((one) => ({ value: one, label: t(`waste.treatment.${one}`) }))}
        />
        <span className="what-if-moved">{percent > 0 ? showFigure(exactText(moved), 't', language) : ''}</span>
      </div>
      {siteId && percent > 0 ? (
        <LinkButton
          size="small"
          to="/records/waste.improvement/new"
          search={
            ((now: object) => ({
              ...now,
              moves: undefined,
              'with.site': siteId,
              'with.stream': flow.streamId,
              'with.fromTreatment': flow.treatment,
              'with.toTreatment': to,
              'with.expectedMassTonnes': yearly,
              'with.case': like.find((one) => one.toTreatment === to)?.id,
            })) as never
          }
        >
          {t('waste.what-if.plan')}
        </LinkButton>
      ) : null}
    </div>
  );
}
