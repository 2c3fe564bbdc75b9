// Below the record of a case: what exceeded which limit, each step with who took it and when, and the samples taken since.

import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { labelDate } from '#period/label.ts';
import type { RecordAnswer } from '#platform/records/web/answers.ts';
import { sendJson } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { Problem, Waiting } from '#platform/ui/page.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import { useJson } from '#platform/ui/use-json.ts';
import { type CaseStep, caseSteps } from '../model/wastewater.ts';
import type { CaseFactsAnswer, RetestAnswer } from '../model/wastewater-answer.ts';
import { LimitSource } from './wastewater-exceedances.tsx';
import { useLimitText, useValueText, verdictMarks } from './wastewater-words.ts';
import './wastewater.css';

/** The few words of a step: day, hour, who, and what there is to say. */
function StepForm({ step, answer, onDone }: { step: CaseStep; answer: RecordAnswer; onDone: () => void }) {
  const { t } = useWords();
  const { act, isBusy } = useAct();
  const id = useId();
  const [said, say] = useState({ takenOn: '', takenAt: '', by: '', note: '' });
  const fields = ['takenOn', 'takenAt', 'by', 'note'] as const;
  const types = { takenOn: 'date', takenAt: 'time', by: 'text', note: 'text' } as const;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const { record } = answer;
    const line = Object.fromEntries(fields.map((field) => [field, said[field].trim() === '' ? null : said[field]]));
    const revised = { values: record.values, lines: [...record.lines, { ...line, step }], basedOn: record.revision };
    if (await act(() => sendJson('PUT', `/records/water.exceedance-case/${record.id}`, revised))) onDone();
  };
  return (
    <form onSubmit={(event) => void send(event)} aria-label={t(`water.case-step.${step}`)}>
      {fields.map((field) => (
        <label key={field} htmlFor={`${id}-${field}`}>
          <span className="secondary">{t(`water.exceedance-case.step.${field}`)}</span>
          <Input
            id={`${id}-${field}`}
            type={types[field]}
            required={field === 'takenOn' || field === 'by'}
            value={said[field]}
            onChange={({ target }) => say((now) => ({ ...now, [field]: target.value }))}
          />
        </label>
      ))}
      <Button type="primary" htmlType="submit" loading={isBusy}>
        {t('water.case.keepStep')}
      </Button>
      <Button onClick={onDone}>{t('water.case.cancel')}</Button>
    </form>
  );
}

function Steps({ facts, answer }: { facts: CaseFactsAnswer; answer: RecordAnswer }) {
  const { t, language } = useWords();
  const [writing, write] = useState<CaseStep>();
  const { record, may } = answer;
  const isOpen = may.record && (record.state === 'draft' || record.state === 'returned');
  const shown = caseSteps.filter(
    (step) => facts.case.left.includes(step) || facts.case.taken.some((one) => one.step === step),
  );
  return (
    <ol className="case-steps">
      {shown.map((step) => {
        const taken = record.lines.filter((line) => line.step === step);
        return (
          <li key={step} className="case-step">
            <span aria-hidden="true" className="case-step-sign">
              {taken.length > 0 ? '●' : '○'}
            </span>
            <div>
              <strong>{t(`water.case-step.${step}`)}</strong>{' '}
              {taken.length === 0 ? <span className="secondary">{t('water.case.notTaken')}</span> : null}
              {taken.map((line) => (
                <p key={`${line.takenOn} ${line.takenAt} ${line.by}`}>
                  {labelDate(line.takenOn as never, language)} {line.takenAt as string | null} · {line.by as string}
                  {line.note ? <span className="secondary"> · {line.note as string}</span> : null}
                </p>
              ))}
              {writing === step ? (
                <StepForm step={step} answer={answer} onDone={() => write(undefined)} />
              ) : isOpen ? (
                <Button size="small" onClick={() => write(step)}>
                  {t(taken.length > 0 ? 'water.case.addAgain' : 'water.case.addStep', {
                    step: t(`water.case-step.${step}`),
                  })}
                </Button>
              ) : null}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Later({ of, isRetest }: { of: RetestAnswer; isRetest: boolean }) {
  const { t, language } = useWords();
  const valueText = useValueText();
  return (
    <li>
      <Link to={`/records/water.lab-report/${of.id}` as never}>
        {labelDate(of.sampledOn, language)} · {of.number}
      </Link>{' '}
      {valueText(of)}{' '}
      <StatusMark status={verdictMarks[of.verdict]} words={t(`water.wastewater.verdict.${of.verdict}`)} />
      {isRetest ? <strong> · {t('water.exceedance-case.retest')}</strong> : null}
    </li>
  );
}

/** The panel. */
export function CaseStepsPanel({ id }: { id: string }) {
  const { t } = useWords();
  const [limitText, valueText] = [useLimitText(), useValueText()];
  const facts = useJson<CaseFactsAnswer>(`/water/exceedance-cases/${id}`);
  const answer = useJson<RecordAnswer>(`/records/water.exceedance-case/${id}`);
  if (facts.error) return <Problem error={facts.error} onRetry={() => void facts.refetch()} />;
  if (!facts.data || !answer.data) return <Waiting rows={4} />;
  const { exceedance, retest, later } = facts.data;
  return (
    <section className="beside-fields wastewater" aria-labelledby="case-about">
      <div className="exceedance-place">
        <h2 id="case-about">
          {exceedance
            ? `${exceedance.outlet.code} · ${t(`water.parameter.${exceedance.parameter}`)} ${valueText(exceedance)}`
            : t('water.case.noExceedance')}
        </h2>
        {exceedance?.limit ? (
          <span>
            {limitText(exceedance.limit)} <LimitSource limit={exceedance.limit} />
          </span>
        ) : null}
        {retest && retest.verdict !== 'within' ? (
          <StatusMark status="behind" words={t('water.case.retestNotWithin')} />
        ) : null}
      </div>
      <Steps facts={facts.data} answer={answer.data} />
      <div>
        <h3>{t('water.case.later')}</h3>
        {later.length === 0 ? (
          <p className="secondary">{t('water.case.noneLater')}</p>
        ) : (
          <ul>
            {later.map((one) => (
              <Later key={one.id} of={one} isRetest={one.id === retest?.id} />
            ))}
          </ul>
        )}
      </div>
      <p className="side-text">{t('water.case.howClosed')}</p>
    </section>
  );
}
