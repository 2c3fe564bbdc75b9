// One edition: its text in the reader's language or in both, what changed, its goals, its other editions, and that one has read it.
import { Link, useParams } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import type { CalendarDate } from '#period/calendar-date.ts';
import { labelDate } from '#period/label.ts';
import { sendJson } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page } from '#platform/ui/page.tsx';
import { useMe } from '#platform/ui/session.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import { useJson } from '#platform/ui/use-json.ts';
import type { ComparedParagraph, DocumentAnswer } from '../model/answer.ts';
import { paragraphsOf } from '../rules/paragraphs.ts';
import { OwnMark } from './own-mark.tsx';
import { PolicyPeople } from './people.tsx';
import './policies.css';

type Shown = 'en' | 'zh' | 'both';
const htmlLanguages = { en: 'en', zh: 'zh-CN' } as const;

/** A text in one language; where it is compared, what was added and removed is marked by sign and word, not by colour alone. */
function Text({
  language,
  text,
  compared,
}: {
  language: 'en' | 'zh';
  text: string;
  compared: readonly ComparedParagraph[] | null;
}) {
  const { t } = useWords();
  const paragraphs: readonly ComparedParagraph[] =
    compared ?? paragraphsOf(text).map((one) => ({ state: 'same', text: one }));
  return (
    <div lang={htmlLanguages[language]} className="policy-text">
      {paragraphs.map((one, at) => {
        const key = `${at} ${one.state}`;
        if (one.state === 'same') return <p key={key}>{one.text}</p>;
        const mark = <span className="policy-mark">{t(`policies.paragraph.${one.state}`)}</span>;
        return (
          <p key={key} className={`policy-${one.state}`}>
            {mark} {one.state === 'added' ? <ins>{one.text}</ins> : <del>{one.text}</del>}
          </p>
        );
      })}
    </div>
  );
}

function Goals({ document }: { document: DocumentAnswer }) {
  const { t, local } = useWords();
  const from = document.goalsFrom;
  if (document.goals.length === 0) return null;
  return (
    <section aria-labelledby="policy-goals">
      <h2 id="policy-goals">{t('policies.goals')}</h2>
      <ul className="policy-goals">
        {document.goals.map(({ number, label, goal }) => (
          <li key={number}>
            <strong>{number}</strong> {label ? local(label) : null}
            {goal ? <span className="secondary"> · {local(goal)}</span> : null}
          </li>
        ))}
      </ul>
      {from ? (
        <p className="secondary small">
          {t('policies.goals.from', { source: from.source, licence: from.licence })}{' '}
          {from.verified ? null : <StatusMark status="provisional" words={t('policies.goals.unverified')} />}
        </p>
      ) : null}
    </section>
  );
}

function Editions({ document }: { document: DocumentAnswer }) {
  const { t, local, language } = useWords();
  return (
    <section aria-labelledby="policy-editions" className="no-print">
      <h2 id="policy-editions">{t('policies.editions')}</h2>
      <ol className="policy-editions" reversed start={document.editions[0]?.edition}>
        {document.editions.map(({ id, edition, effectiveOn, changes, standing }) => (
          <li key={id}>
            {id === document.id ? (
              <strong aria-current="page">{t('policies.edition', { edition })}</strong>
            ) : (
              <Link to={`/policies/${id}` as never}>{t('policies.edition', { edition })}</Link>
            )}{' '}
            <span className="secondary">
              {t(`policies.standing.${standing}`)} · {labelDate(effectiveOn as CalendarDate, language)}
            </span>
            {changes ? <p className="policy-said">{local(changes)}</p> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The reader says that he has read it; who was not asked may say so too. */
function Acknowledge({ document, shown }: { document: DocumentAnswer; shown: Shown }) {
  const { t, language } = useWords();
  const { act, isBusy } = useAct();
  const { own, standing } = document;
  if (standing !== 'in_force' || (own.state !== 'waiting' && own.state !== 'overdue')) return null;
  const send = () => {
    const read = { hash: document.hash, language: shown === 'both' ? language : shown };
    const done = t('policies.acknowledge.done');
    return act(() => sendJson('POST', `/policies/${document.id}/acknowledgement`, read), { done });
  };
  return (
    <section className="policy-acknowledge no-print">
      <OwnMark own={own} />
      <p>{t('policies.acknowledge.text')}</p>
      <Button type="primary" loading={isBusy} onClick={() => void send()}>
        {t('policies.acknowledge')}
      </Button>
    </section>
  );
}

function Body({ document }: { document: DocumentAnswer }) {
  const { t, local, language } = useWords();
  const [shown, show] = useState<Shown>(language);
  const [isCompared, compare] = useState(false);
  const { before } = document;
  const inForce = document.editions.find(({ standing }) => standing === 'in_force');
  const languages = shown === 'both' ? (['zh', 'en'] as const) : ([shown] as const);
  return (
    <div className="policy">
      {document.standing === 'superseded' && inForce ? (
        <p className="policy-over" role="note">
          <Link to={`/policies/${inForce.id}` as never}>{t('policies.notInForce', { edition: inForce.edition })}</Link>
        </p>
      ) : null}
      <div className="policy-controls no-print">
        <Segmented
          aria-label={t('policies.language')}
          value={shown}
          options={(['en', 'zh', 'both'] as const).map((one) => ({ value: one, label: t(`policies.language.${one}`) }))}
          onChange={(one) => show(one as Shown)}
        />
        {before ? (
          <Button aria-pressed={isCompared} onClick={() => compare(!isCompared)}>
            {t('policies.difference.show', { edition: before.edition })}
          </Button>
        ) : null}
      </div>
      {document.changes ? (
        <section aria-labelledby="policy-changes" className="policy-changes">
          <h2 id="policy-changes">{t('policies.changes')}</h2>
          <p className="policy-said">{local(document.changes)}</p>
        </section>
      ) : null}
      <article className={shown === 'both' ? 'policy-both' : undefined} aria-label={local(document.title)}>
        {languages.map((one) => (
          <Text
            key={one}
            language={one}
            text={document.text[one]}
            compared={isCompared && before ? before.difference[one] : null}
          />
        ))}
      </article>
      <Acknowledge document={document} shown={shown} />
      <Goals document={document} />
      <Editions document={document} />
      <PolicyPeople document={document} />
    </div>
  );
}

/** The page of one edition. */
export function PolicyPage() {
  const { t, local, language } = useWords();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { groupWriter } = useMe();
  const { data, error, isPending, refetch } = useJson<DocumentAnswer>(`/policies/${id}`);
  const on = data ? labelDate(data.effectiveOn as CalendarDate, language) : '';
  const when = { in_force: 'policies.from', coming: 'policies.coming', superseded: 'policies.superseded' } as const;
  return (
    <Page
      title={data ? local(data.title) : ''}
      subtitle={
        data ? (
          <>
            {[
              t(`policies.document-kind.${data.documentKind}`),
              data.code,
              t('policies.edition', { edition: data.edition }),
              t(when[data.standing], { on }),
              t('policies.owner', { owner: local(data.owner) }),
            ].join(' · ')}{' '}
            {data.own.state === 'acknowledged' ? <OwnMark own={data.own} /> : null}
          </>
        ) : undefined
      }
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={
        <span className="policy-actions no-print">
          {groupWriter ? (
            <LinkButton to={`/records/policies.document/${id}`}>{t('policies.toRecord')}</LinkButton>
          ) : null}
          <Button onClick={() => window.print()}>{t('policies.print')}</Button>
        </span>
      }
    >
      {data ? <Body key={data.id} document={data} /> : null}
    </Page>
  );
}
