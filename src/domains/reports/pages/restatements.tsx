// Corrections of closed months: what waits to be decided, with old, new, reason and effect; and what the next edition will hold.
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { WaitingEffect } from '#platform/records/web/correction-effect.tsx';
import { DifferenceList } from '#platform/records/web/difference-list.tsx';
import { useKind } from '#platform/records/web/kinds.tsx';
import { differences } from '#platform/records/web/revision-differences.ts';
import { StateMark } from '#platform/records/web/state-mark.tsx';
import { useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { useOrganisation } from '#platform/ui/organisation.ts';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { EditionSize } from './edition-size.tsx';
import { periodText } from './period-text.ts';
import type { ApprovedRestatement, OldAndNew, RestatementsAnswer, WaitingRestatement } from './restatement-answers.ts';
import { ThresholdLine } from './restatement-threshold.tsx';
import './reports.css';
import '#platform/ui/chart/numbers.css';

/** The page of corrections after closing. */
export function RestatementsPage() {
  const { t } = useWords();
  const maySet = useMay('review.set');
  const { data, error, isPending, refetch } = useJson<RestatementsAnswer>('/restatements', {}, { keep: true });
  const byEdition = Map.groupBy(data?.approved ?? [], ({ edition }) => edition.id);
  const isBare = data?.waiting.length === 0 && data.approved.length === 0;
  return (
    <Page
      title={t('reports.restatements.title')}
      subtitle={t('reports.restatements.subtitle')}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
    >
      {data ? (
        <div className="restatements">
          {isBare ? (
            <Teach
              title={t('reports.restatements.noneTitle')}
              actions={<LinkButton to="/records/waste.load">{t('reports.restatements.toRecords')}</LinkButton>}
            >
              <p>{t('reports.restatements.noneText')}</p>
            </Teach>
          ) : (
            <>
              <section>
                <h2>{t('reports.restatements.waiting')}</h2>
                {data.waiting.length === 0 ? (
                  <p className="secondary">{t('reports.restatements.noneWaiting')}</p>
                ) : (
                  <ul className="restatement-list">
                    {data.waiting.map((one) => (
                      <Waiting key={one.recordId} one={one} />
                    ))}
                  </ul>
                )}
              </section>
              <section>
                <h2>{t('reports.restatements.approved')}</h2>
                {byEdition.size === 0 ? (
                  <p className="secondary">{t('reports.restatements.noneApproved')}</p>
                ) : (
                  [...byEdition.values()].map((of) => <OfEdition key={of[0]?.edition.id} of={of} />)
                )}
              </section>
            </>
          )}
          <ThresholdLine threshold={data.threshold} maySet={maySet} />
        </div>
      ) : null}
    </Page>
  );
}

/** Which record, where and when. */
function Head({ one }: { one: { kind: string; recordId: string; siteId: string; month: string } }) {
  const { t, local, language } = useWords();
  const node = useOrganisation()?.byId.get(one.siteId);
  return (
    <h3>
      <Link to={`/records/${one.kind}/${one.recordId}` as never}>
        {t(one.kind)} · {node ? local(node.name) : one.siteId.slice(0, 8)} · {periodText(one.month, language)}
      </Link>
    </h3>
  );
}

/** Old beside new; a record that is new, or goes, is told as such. */
function Changes({ kind: id, one }: { kind: string; one: OldAndNew }) {
  const { t } = useWords();
  const kind = useKind(id);
  if (!kind) return null;
  if (!one.before) return <p>{t('reports.restatements.new')}</p>;
  if (one.now.voided) return <p>{t('reports.restatements.void')}</p>;
  return <DifferenceList kind={kind} found={differences(kind, one.before, one.now)} names={one.names} />;
}

function Waiting({ one }: { one: WaitingRestatement }) {
  const { t, local } = useWords();
  const instant = useInstant();
  const [isOpen, open] = useState(false);
  const isDecidable = one.state === 'submitted' || one.state === 'reviewed';
  return (
    <li>
      <div className="restatement-head">
        <Head one={one} />
        <StateMark record={{ state: one.state, voided: one.now.voided, restatement: false }} />
        <LinkButton to={`/records/${one.kind}/${one.recordId}`}>
          {t(isDecidable ? 'reports.restatements.open' : 'reports.restatements.see')}
        </LinkButton>
      </div>
      <Changes kind={one.kind} one={one} />
      {one.reason ? <p>{one.reason}</p> : null}
      <p className="side-text">{t('reports.restatements.by', { name: local(one.actorName), at: instant(one.at) })}</p>
      {isDecidable ? (
        <details onToggle={(event) => open(event.currentTarget.open)}>
          <summary>{t('reports.restatements.effect')}</summary>
          {isOpen ? <WaitingEffect kind={one.kind} record={{ id: one.recordId }} /> : null}
        </details>
      ) : null}
    </li>
  );
}

function OfEdition({ of }: { of: readonly ApprovedRestatement[] }) {
  const { t, local, language } = useWords();
  const instant = useInstant();
  const edition = of[0]?.edition;
  if (!edition) return null;
  return (
    <div className="restated-edition">
      <h3>
        <Link to={`/editions/${edition.id}` as never}>
          {t('reports.restatements.edition', {
            number: edition.number,
            period: periodText(edition.period, language),
          })}
        </Link>
      </h3>
      <EditionSize edition={edition.id} />
      <ul className="restatement-list">
        {of.map((one) => (
          <li key={one.recordId}>
            <Head one={one} />
            <Changes kind={one.kind} one={one} />
            {one.reason ? <p>{one.reason}</p> : null}
            <p className="side-text">
              {[
                t('reports.restatements.by', { name: local(one.actorName), at: instant(one.at) }),
                one.approvedByName ? t('reports.restatements.approvedBy', { name: local(one.approvedByName) }) : '',
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
