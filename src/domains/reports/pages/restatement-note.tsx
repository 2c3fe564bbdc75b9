// What did an edition print, what would it print today, why, and who changed it?
import { Link } from '@tanstack/react-router';
import type { ProvenanceAnswer, Restatement } from '#platform/ui/figure-answer.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { dateText } from './date-text.ts';
import { periodText } from './period-text.ts';
import { type EditionLine, nameText, type Restated } from './report-answers.ts';
import './provenance.css';

/** Which record was corrected; a link for whom it is open to. */
function CorrectedRecord({ change }: { change: Restated }) {
  const { t, language } = useWords();
  const mayRead = useMay('records.read');
  if (!change.kind || !change.month) return null;
  const said = `${t(change.kind)} · ${periodText(change.month, language)}`;
  if (!mayRead || !change.recordId) return <span>{said}</span>;
  return <Link to={`/records/${change.kind}/${change.recordId}`}>{said}</Link>;
}

/** The changes since an edition, each with its reason and author. */
export function RestatedList({ changes }: { changes: readonly Restated[] }) {
  const { t, language, local } = useWords();
  return (
    <ul className="restated-list">
      {changes.map((change) => (
        <li key={change.seq}>
          <CorrectedRecord change={change} />
          <span>{change.reason ?? t('reports.page.restated.noReason')}</span>
          <span className="side-text">
            {[
              nameText(change.actorName, local),
              dateText(change.at, language, 'minute'),
              change.approvedByName
                ? t('reports.page.restated.approvedBy', { name: nameText(change.approvedByName, local) })
                : '',
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Old value, new value, reason, who. */
export function RestatementNote({
  edition,
  restated,
  level,
}: {
  edition: NonNullable<ProvenanceAnswer['edition']>;
  restated: Restatement;
  level: 2 | 3;
}) {
  const Heading = `h${level}` as const;
  const { t, local } = useWords();
  const hasReason = restated.reason !== undefined && restated.reason !== null;
  const { data } = useJson<EditionLine[] | { editions: EditionLine[] }>('/editions', {}, { enabled: !hasReason });
  const editions = Array.isArray(data) ? data : (data?.editions ?? []);
  const changes: readonly Restated[] = hasReason
    ? [{ seq: 0, at: restated.at ?? '', reason: restated.reason ?? null, actorName: restated.actorName ?? null }]
    : (editions.find((one) => one.id === edition.id)?.restatedSince ?? []);
  return (
    <section className="why-restated">
      <Heading className="why-heading">
        <span aria-hidden="true" className="status-at_risk">
          ▲{' '}
        </span>
        {t('reports.page.restated.title', { number: edition.number })}
      </Heading>
      <p className="why-change">
        <span className="visually-hidden">{t('reports.page.restated.old')} </span>
        <del>{local(edition.printed)}</del>
        <span aria-hidden="true"> → </span>
        <span className="visually-hidden">{t('reports.page.restated.new')} </span>
        <ins>{nameText(restated.printed, local)}</ins>
      </p>
      {changes.length > 0 ? <RestatedList changes={changes} /> : <p>{t('reports.page.restated.corrected')}</p>}
    </section>
  );
}
