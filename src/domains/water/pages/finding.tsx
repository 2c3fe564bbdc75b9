// One finding: its picture, what it costs, and the cause that closes it.

import { Link, useParams } from '@tanstack/react-router';
import { Button, Checkbox, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { sendJson } from '#platform/ui/api.ts';
import { useDay } from '#platform/ui/instant.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page } from '#platform/ui/page.tsx';
import { useMe } from '#platform/ui/session.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import { useJson } from '#platform/ui/use-json.ts';
import type { OneFinding } from '../model/finding.ts';
import { findingCauses } from '../model/finding.ts';
import { shownFlow, shownM3, standingOf } from './finding-answers.ts';
import { FindingPicture } from './finding-picture.tsx';
import { useWhen } from './findings.tsx';
import './findings.css';

function Fact({ name, children }: { name: string; children: ReactNode }) {
  const { t } = useWords();
  return (
    <>
      <dt>{t(`water.findings.${name}`)}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** What is known of it, as a table. */
function Facts({ finding }: { finding: OneFinding }) {
  const { t, local } = useWords();
  const when = useWhen();
  const day = useDay();
  const { kind, site, meter, usual, limit, excess, unit, soFarM3, yearlyM3, codes } = finding;
  const flow = (value: number) => `${shownFlow(value)} ${t(`water.findings.unit.${unit}`)}`;
  const cost = (volume: string | null) =>
    volume === null ? t('water.findings.notKnown') : `${shownM3(volume)} m³ (${t('water.findings.estimate')})`;
  return (
    <dl className="finding-table">
      <Fact name="factory">{local(site.name)}</Fact>
      <Fact name="meter">
        <Link to={`/water/meters/${meter.id}` as never}>
          {meter.code} {local(meter.name)}
        </Link>
      </Fact>
      <Fact name="when">{when(finding)}</Fact>
      {kind === 'register' || kind === 'all_hours' ? null : <Fact name="usual">{flow(usual)}</Fact>}
      {limit === null ? null : <Fact name="limit">{flow(limit)}</Fact>}
      {finding.judgedBy ? (
        <Fact name="judgedBy">
          <Link to={`/records/water.finding-limits/${finding.judgedBy.id}` as never}>
            {t('water.findings.ownLimits', { day: day(finding.judgedBy.from) })}
          </Link>
        </Fact>
      ) : null}
      {kind === 'register' || kind === 'stopped' ? null : (
        <Fact name={kind === 'creeping' ? 'rises' : 'excess'}>{flow(excess)}</Fact>
      )}
      {codes.length > 0 ? (
        <Fact name="register">{codes.map((code) => t(`water.interval.${code}`)).join(' · ')}</Fact>
      ) : null}
      <Fact name="soFar">{cost(soFarM3)}</Fact>
      {finding.until === null && yearlyM3 !== null ? <Fact name="yearly">{cost(yearlyM3)}</Fact> : null}
    </dl>
  );
}

/** Closes the finding with its cause. */
function Close({ finding }: { finding: OneFinding }) {
  const { t } = useWords();
  const [recordId] = useState(() => uuidv7());
  const [cause, choose] = useState<string>();
  const [whatWasDone, type] = useState('');
  const [newBaseline, begin] = useState(false);
  const { act, isBusy } = useAct();
  const send = async () => {
    const values = {
      ...{ site: finding.site.id, meter: finding.meter.id, finding: finding.id, cause, newBaseline },
      ...{ foundCauseOn: finding.today, whatWasDone: whatWasDone.trim() === '' ? null : whatWasDone.trim() },
    };
    const done = t('water.findings.close.done');
    await act(() => sendJson('PUT', `/records/water.finding-answer/${recordId}`, { values }), { done });
  };
  return (
    <section className="finding-close" aria-labelledby="finding-close">
      <h2 id="finding-close">{t('water.findings.close.title')}</h2>
      <p className="secondary">{t('water.findings.close.text')}</p>
      <Labelled label={t('water.finding-answer.cause')}>
        {(id) => (
          <Select
            id={id}
            {...(cause === undefined ? {} : { value: cause })}
            onChange={choose}
            options={findingCauses.map((one) => ({ value: one, label: t(`water.finding-cause.${one}`) }))}
          />
        )}
      </Labelled>
      <Labelled label={t('water.finding-answer.whatWasDone')}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={3}
            maxLength={500}
            value={whatWasDone}
            onChange={({ target }) => type(target.value)}
          />
        )}
      </Labelled>
      {finding.kind === 'register' ? null : (
        <div>
          <Checkbox checked={newBaseline} onChange={({ target }) => begin(target.checked)}>
            {t('water.findings.close.baseline')}
          </Checkbox>
          <p className="secondary">{t('water.findings.close.baselineHelp')}</p>
        </div>
      )}
      <Button
        type="primary"
        loading={isBusy}
        disabled={cause === undefined || (cause === 'other' && whatWasDone.trim() === '')}
        onClick={() => void send()}
      >
        {t('water.findings.close.send')}
      </Button>
    </section>
  );
}

/** What somebody said it was. */
function Answered({ answer }: { answer: NonNullable<OneFinding['answer']> }) {
  const { t } = useWords();
  const day = useDay();
  return (
    <section className="finding-close" aria-labelledby="finding-answer">
      <h2 id="finding-answer">{t('water.findings.answer.title')}</h2>
      <p>
        <strong>{t(`water.finding-cause.${answer.cause}`)}</strong> <span className="secondary">{day(answer.on)}</span>
      </p>
      {answer.whatWasDone ? <p>{answer.whatWasDone}</p> : null}
      {answer.newBaseline ? <p className="secondary">{t('water.findings.answer.baseline')}</p> : null}
      <LinkButton to={`/records/water.finding-answer/${answer.recordId}`}>
        {t('water.findings.answer.record')}
      </LinkButton>
    </section>
  );
}

/** The page of one finding. */
export function FindingPage() {
  const { t, local } = useWords();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data: finding, error, isPending, refetch } = useJson<OneFinding>(`/water/findings/${id}`);
  const { sample } = useMe();
  const standing = finding && standingOf(finding);
  return (
    <Page
      title={finding ? t(`water.finding-kind.${finding.kind}`) : t('water.findings.title')}
      subtitle={
        finding && standing ? (
          <>
            {local(finding.site.name)} · {finding.meter.code} {local(finding.meter.name)} ·{' '}
            <StatusMark status={standing.status} words={t(`water.findings.state.${standing.word}`)} />
          </>
        ) : undefined
      }
      loading={isPending}
      error={finding ? undefined : error}
      onRetry={() => void refetch()}
      actions={<LinkButton to="/water/findings">{t('water.findings.back')}</LinkButton>}
    >
      {finding ? (
        <div className="finding">
          <div>
            <FindingPicture finding={finding} />
            {sample ? <p className="side-text prose">{t('water.findings.invented')}</p> : null}
          </div>
          <div className="finding-side">
            <Facts finding={finding} />
            {finding.state === 'withdrawn' && finding.withdrawnWhy ? (
              <p>
                {t(`water.findings.withdrawn.${finding.withdrawnWhy}`)}{' '}
                {finding.sameAs ? (
                  <Link to={`/water/findings/${finding.sameAs}` as never}>{t('water.findings.withdrawn.other')}</Link>
                ) : null}
              </p>
            ) : null}
            {finding.answer ? <Answered answer={finding.answer} /> : null}
            {finding.state === 'open' && finding.mayAnswer ? <Close finding={finding} /> : null}
          </div>
        </div>
      ) : null}
    </Page>
  );
}
