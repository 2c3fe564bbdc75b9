// The commitments, policies and procedures of the group: what is in force, what comes, and what waits for the reader.
import { Link } from '@tanstack/react-router';
import type { CalendarDate } from '#period/calendar-date.ts';
import { labelDate } from '#period/label.ts';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useMay, useMe } from '#platform/ui/session.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { CountsAnswer, ListedDocument } from '../model/answer.ts';
import { OwnMark } from './own-mark.tsx';
import './policies.css';

/** Whom it asks and how many have read it, for who publishes. */
function Counts({ counts }: { counts: CountsAnswer }) {
  const { t } = useWords();
  if (counts.asked === 0) return <span className="secondary">{t('policies.counts.nobody')}</span>;
  return (
    <span className="secondary">
      {t('policies.counts', { done: counts.acknowledged, asked: counts.asked })}
      {counts.overdue > 0 ? ` · ${t('policies.counts.overdue', { count: counts.overdue })}` : ''}
    </span>
  );
}

function DocumentRow({ document }: { document: ListedDocument }) {
  const { t, local, language } = useWords();
  const on = labelDate(document.effectiveOn as CalendarDate, language);
  return (
    <li className="policy-row">
      <div>
        <h2>
          <Link to={`/policies/${document.id}` as never}>{local(document.title)}</Link>
        </h2>
        <p className="secondary">
          {[
            t(`policies.document-kind.${document.documentKind}`),
            document.code,
            t('policies.edition', { edition: document.edition }),
            t(document.standing === 'coming' ? 'policies.coming' : 'policies.from', { on }),
            ...(document.standing === 'in_force' && document.edition > 1 && document.editions > 1
              ? [t('policies.earlier', { count: document.editions - 1 })]
              : []),
          ].join(' · ')}
        </p>
        <p className="secondary">{t('policies.owner', { owner: local(document.owner) })}</p>
      </div>
      <div className="policy-standing">
        <OwnMark own={document.own} />
        {document.counts && document.standing === 'in_force' ? <Counts counts={document.counts} /> : null}
        {document.sdgs.length > 0 ? <span className="secondary">SDG {document.sdgs.join(', ')}</span> : null}
      </div>
    </li>
  );
}

/** What is to be read comes first. */
const inOrder = (one: ListedDocument, other: ListedDocument) =>
  Number(isWaiting(other)) - Number(isWaiting(one)) ||
  one.code.localeCompare(other.code) ||
  one.edition - other.edition;
const isWaiting = ({ own }: ListedDocument) => own.state === 'waiting' || own.state === 'overdue';

/** The page of the documents. */
export function PoliciesPage() {
  const { t } = useWords();
  const mayRecord = useMay('records.record');
  const { groupWriter } = useMe();
  const { data, error, isPending, refetch } = useJson<{ documents: ListedDocument[] }>('/policies');
  const documents = (data?.documents ?? []).toSorted(inOrder);
  const waiting = documents.filter(isWaiting).length;
  const add =
    mayRecord && groupWriter ? (
      <LinkButton primary to="/records/policies.document/new">
        {t('policies.add')}
      </LinkButton>
    ) : null;
  return (
    <Page
      title={t('policies.title')}
      subtitle={
        documents.length === 0
          ? undefined
          : t(waiting > 0 ? 'policies.subtitle.waiting' : 'policies.subtitle.none', { count: waiting })
      }
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={
        groupWriter ? (
          <>
            <LinkButton to="/records/policies.document">{t('policies.asRecords')}</LinkButton>
            {add}
          </>
        ) : undefined
      }
      empty={
        data && documents.length === 0 ? (
          <Teach title={t('policies.empty.title')} actions={add}>
            <p>{t('policies.empty.text')}</p>
          </Teach>
        ) : undefined
      }
    >
      <ul className="policy-list">
        {documents.map((document) => (
          <DocumentRow key={document.id} document={document} />
        ))}
      </ul>
    </Page>
  );
}
