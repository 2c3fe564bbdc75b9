// Which editions of the report have been published, for which period, by whom, and which are restated since?
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useAddress } from '#platform/ui/address.ts';
import { useWords } from '#platform/ui/language.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { dateText } from './date-text.ts';
import { DownloadMenu } from './download-menu.tsx';
import { RestatedMark } from './edition-list.tsx';
import { periodText } from './period-text.ts';
import { type EditionLine, nameText } from './report-answers.ts';
import { RestatedList } from './restatement-note.tsx';
import './reports.css';

export function EditionsPage() {
  const { t, language, local } = useWords();
  const { period } = useAddress();
  const navigate = useNavigate();
  const { data, error, isPending, refetch } = useJson<EditionLine[] | { editions: EditionLine[] }>('/editions');
  const editions = Array.isArray(data) ? data : (data?.editions ?? []);
  return (
    <Page
      title={t('reports.page.editions')}
      subtitle={t('reports.page.editions.what')}
      loading={isPending}
      error={error}
      onRetry={() => void refetch()}
      empty={
        data && editions.length === 0 ? (
          <Teach
            title={t('reports.page.editions.none')}
            actions={
              <>
                <Button type="primary" onClick={() => void navigate({ to: '/' } as never)}>
                  {t('reports.page.editions.toReport')}
                </Button>
                <DownloadMenu path="/report/draft" period={period} label={t('reports.page.draft')} />
              </>
            }
          >
            <p>{t('reports.page.editions.teach')}</p>
          </Teach>
        ) : undefined
      }
    >
      <ul className="edition-list">
        {editions.map((edition) => (
          <li key={edition.id}>
            <div className="edition-line">
              <div>
                <h2>
                  <Link to={`/editions/${edition.id}`}>
                    {t('reports.page.editionNumber', { number: edition.number })}
                  </Link>
                </h2>
                <p>{periodText(edition.period, language)}</p>
                <p className="side-text">
                  {t('reports.page.publishedBy', {
                    at: dateText(edition.publishedAt, language, 'minute'),
                    name: nameText(edition.publishedBy, local),
                  })}
                </p>
                {edition.note ? <p>{edition.note}</p> : null}
                <RestatedMark edition={edition} />
              </div>
              <DownloadMenu path={`/editions/${edition.id}/report`} label={t('reports.page.downloads')} />
            </div>
            {edition.restatedSince.length > 0 ? <RestatedList changes={edition.restatedSince} /> : null}
          </li>
        ))}
      </ul>
    </Page>
  );
}
