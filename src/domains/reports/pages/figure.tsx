// The page that a printed figure's link leads to: what it is, what it would be today, and where it comes from.
import { Link, useParams } from '@tanstack/react-router';
import type { ProvenanceAnswer } from '#platform/ui/figure-answer.ts';
import { useWords } from '#platform/ui/language.tsx';
import { Page } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { dateText } from './date-text.ts';
import { FigureHead, Provenance } from './provenance.tsx';
import './provenance.css';

export function FigurePage() {
  const { t, language } = useWords();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, isPending, refetch } = useJson<ProvenanceAnswer>(`/f/${id.toUpperCase()}`);
  const edition = data?.edition;
  return (
    <Page
      title={data?.figure.title ?? t('reports.page.why.title')}
      subtitle={
        edition ? (
          <Link to={`/editions/${edition.id}`}>
            {t('reports.page.editionNumber', { number: edition.number })}, {dateText(edition.publishedAt, language)}
          </Link>
        ) : data ? (
          t('reports.page.figure.live')
        ) : undefined
      }
      loading={isPending}
      error={error}
      onRetry={() => void refetch()}
    >
      {data ? (
        <div className="figure-page">
          <FigureHead provenance={data} />
          <Provenance provenance={data} level={2} />
        </div>
      ) : null}
    </Page>
  );
}
