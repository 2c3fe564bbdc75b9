// The home page: the half-yearly report with its figures as they stand now, each leading to where it comes from.
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useAddress } from '#platform/ui/address.ts';
import { BasisSwitch } from '#platform/ui/basis-switch.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { Page } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { Contents } from './contents.tsx';
import { DownloadMenu } from './download-menu.tsx';
import { EditionAside } from './edition-list.tsx';
import { figuresIn, type LivingReportAnswer } from './report-answers.ts';
import { ReportBody } from './report-body.tsx';
import './reports.css';

const PublishDialog = lazy(async () => ({ default: (await import('./publish-dialog.tsx')).PublishDialog }));
const FigurePage = lazy(async () => ({ default: (await import('./figure.tsx')).FigurePage }));

function LivingReport() {
  const { t } = useWords();
  const { period, basis, scope } = useAddress();
  const { data, error, isPending, isPlaceholderData, refetch } = useJson<LivingReportAnswer>(
    '/report',
    { period, basis },
    { keep: true },
  );
  const [isPublishing, publish] = useState(false);
  const document = data?.document;
  const figures = document ? figuresIn(document) : [];
  const provisional = figures.filter((figure) => figure.provisional).length;
  const hasFigures = figures.length > 0;
  return (
    <Page
      title={document?.title ?? t('reports.page.title')}
      subtitle={document ? `${document.company} · ${document.period}` : undefined}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={
        <>
          <BasisSwitch />
          <DownloadMenu path="/report/draft" period={period} label={t('reports.page.draft')} />
          {data?.mayPublish ? (
            <Button type="primary" autoInsertSpace={false} onClick={() => publish(true)}>
              {t('reports.page.publish')}
            </Button>
          ) : null}
        </>
      }
    >
      {document && data ? (
        <div className="report-place">
          <div className="report" aria-busy={isPlaceholderData}>
            <div className="report-side">
              <Contents document={document} />
              <EditionAside editions={data.editions} />
            </div>
            <article className="report-main">
              <p className={`basis-line basis-${basis}`} role="status">
                {basis === 'shown' ? <span aria-hidden="true">◌ </span> : null}
                {t(`reports.page.basis.${basis}`, { count: provisional })}
                {scope === 'group' ? '' : ` ${t('reports.page.alwaysGroup')}`}
              </p>
              {hasFigures ? null : <p className="basis-line">{t('reports.page.noFigures')}</p>}
              <ReportBody document={document} isLive />
            </article>
            {isPublishing ? (
              <Suspense fallback={null}>
                <PublishDialog
                  isOpen
                  onClose={() => publish(false)}
                  period={period}
                  editions={data.editions}
                  figures={figures.length}
                  provisional={provisional}
                />
              </Suspense>
            ) : null}
          </div>
        </div>
      ) : null}
    </Page>
  );
}

/** The report; behind the short address of a printed figure, that figure alone. */
export function LivingReportPage() {
  const { id } = useParams({ strict: false }) as { id?: string };
  return id === undefined ? <LivingReport /> : <FigurePage />;
}
