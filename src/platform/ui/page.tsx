// The frame of every page: its title and actions, and what stands there while there is nothing, nobody or no network.
import { Button, Skeleton } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { ApiProblem } from './api.ts';
import { useWords } from './language.tsx';

export interface PageProps {
  title: string;
  /** a line below the title: what this is, as of when */
  subtitle?: ReactNode;
  actions?: ReactNode;
  /** still asking; a skeleton shows after 300 ms */
  loading?: boolean;
  error?: unknown;
  onRetry?: () => void;
  /** what teaches in place of the content when there is nothing yet */
  empty?: ReactNode;
  /** no margins for pages that manage their own, such as tables to the edge */
  flush?: boolean;
  children?: ReactNode;
}

/** A page with its states; the title names the browser's tab too. */
export function Page({ title, subtitle, actions, loading, error, onRetry, empty, flush, children }: PageProps) {
  useEffect(() => {
    document.title = title === '' ? 'greenfab' : `${title} · greenfab`;
  }, [title]);
  return (
    <div className={flush ? 'page page-flush' : 'page'}>
      <header className="page-head">
        <div className="page-title">
          <h1>{title}</h1>
          {subtitle ? <p className="page-subtitle">{subtitle}</p> : null}
        </div>
        {actions ? <div className="page-actions">{actions}</div> : null}
      </header>
      <div className="page-body">
        {error ? <Problem error={error} onRetry={onRetry} /> : loading ? <Waiting /> : (empty ?? children)}
      </div>
    </div>
  );
}

/** What shows instead of content that is still on its way: nothing for 300 ms, then its outline. */
export function Waiting({ rows = 6 }: { rows?: number }) {
  const { t } = useWords();
  const [isLong, note] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => note(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" className="waiting">
      <span className="visually-hidden">{t('ui.page.loading')}</span>
      {isLong ? <Skeleton title={false} paragraph={{ rows }} /> : null}
    </div>
  );
}

/** What went wrong, where, and what to do; no permission is said as such. */
export function Problem({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const { t } = useWords();
  const problem = error instanceof ApiProblem ? error : new ApiProblem(-1, 'unexpected', '');
  const kind =
    problem.status === 0
      ? 'offline'
      : problem.status === 403
        ? 'forbidden'
        : problem.status === 404
          ? 'missing'
          : 'failed';
  return (
    <div className="teach" role="alert">
      <h2>{t(`ui.page.${kind}.title`)}</h2>
      <p>{problem.message === '' || kind === 'offline' ? t(`ui.page.${kind}.text`) : problem.message}</p>
      {onRetry && kind !== 'forbidden' ? <Button onClick={onRetry}>{t('ui.page.retry')}</Button> : null}
    </div>
  );
}

/** An empty state that teaches: what this is, why nothing stands here, and what to press. */
export function Teach({ title, children, actions }: { title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="teach">
      <h2>{title}</h2>
      {children}
      {actions ? <div className="teach-actions">{actions}</div> : null}
    </div>
  );
}
