// One published edition, as it was frozen: its text and figures, what has been restated since, its files, its seal.
import { Link, useParams } from '@tanstack/react-router';
import { useWords } from '#platform/ui/language.tsx';
import { Page } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { Contents } from './contents.tsx';
import { dateText } from './date-text.ts';
import { DownloadMenu } from './download-menu.tsx';
import { EditionSize } from './edition-size.tsx';
import { periodText } from './period-text.ts';
import { type EditionAnswer, nameText } from './report-answers.ts';
import { ReportBody } from './report-body.tsx';
import { RestatedList } from './restatement-note.tsx';
import './reports.css';

export function EditionPage() {
  const { t, language, local } = useWords();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, isPending, refetch } = useJson<EditionAnswer>(`/editions/${id}`, { lang: language });
  const edition = data?.edition;
  const seal = data?.document.edition?.historyBlocks ?? [];
  return (
    <Page
      title={
        edition
          ? `${t('reports.page.editionNumber', { number: edition.number })} · ${periodText(edition.period, language)}`
          : t('reports.page.edition')
      }
      subtitle={
        edition
          ? t('reports.page.publishedBy', {
              at: dateText(edition.publishedAt, language, 'minute'),
              name: nameText(edition.publishedBy, local),
            })
          : undefined
      }
      loading={isPending}
      error={error}
      onRetry={() => void refetch()}
      actions={
        edition ? (
          <>
            <Link to="/verify">{t('reports.page.verifyCopy')}</Link>
            <DownloadMenu path={`/editions/${id}/report`} label={t('reports.page.downloads')} />
          </>
        ) : undefined
      }
    >
      {data && edition ? (
        <div className="report-place">
          <div className="report">
            <div className="report-side">
              <Contents document={data.document} />
              <section className="edition-aside" aria-labelledby="cover-title">
                <h2 id="cover-title" className="side-title">
                  {t('reports.page.aboutEdition')}
                </h2>
                <dl className="cover-lines">
                  {data.document.cover.map((line) => (
                    <div key={line.label}>
                      <dt>{line.label}</dt>
                      <dd>{line.value}</dd>
                    </div>
                  ))}
                </dl>
              </section>
            </div>
            <article className="report-main">
              <p className="basis-line">{t('reports.page.frozen')}</p>
              {edition.restatedSince.length > 0 ? (
                <section className="report-notice">
                  <p>
                    <strong>
                      <span className="status-sign" aria-hidden="true">
                        ▲{' '}
                      </span>
                      {t('reports.page.restatedCount', { count: edition.restatedSince.length })}
                    </strong>
                  </p>
                  <EditionSize edition={edition.id} />
                  <RestatedList changes={edition.restatedSince} />
                </section>
              ) : null}
              <ReportBody document={data.document} isLive={false} />
              {seal.length > 0 ? (
                <section className="report-prose" aria-labelledby="seal-title">
                  <h2 id="seal-title">{t('reports.page.seal')}</h2>
                  <p>{data.document.words.historyNote}</p>
                  <table className="numbers-table">
                    <thead>
                      <tr>
                        <th scope="col" className="right">
                          {data.document.words.historyBlock}
                        </th>
                        <th scope="col">{data.document.words.historyRoot}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {seal.map((block) => (
                        <tr key={block.height}>
                          <td className="right">{block.height}</td>
                          <td className="seal-root">{block.root}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </section>
              ) : null}
            </article>
          </div>
        </div>
      ) : null}
    </Page>
  );
}
