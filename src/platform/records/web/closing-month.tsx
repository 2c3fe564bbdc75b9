// One month of one factory and kind: whether it is closed, what keeps it open, how it is closed and opened again, and its past.

import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import type { Month } from '#period/calendar-date.ts';
import { labelPeriod } from '#period/label.ts';
import { readPeriod } from '#period/period.ts';
import { ApiProblem, sendJson } from '#platform/ui/api.ts';
import { FreeTextHint } from '#platform/ui/free-text-hint.tsx';
import { useInstant } from '#platform/ui/instant.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { Problem, Waiting } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';

/** A published edition that covers a month. */
export interface CoveringEdition {
  number: number;
  period: string;
}

/** How a month stands. */
export interface ClosingCell {
  /** revisions that are on their way */
  open: number;
  closed: { at: string; by: LocalText } | null;
  /** how often it was opened again */
  reopened: number;
}

interface History {
  closings: {
    closedAt: string;
    closedBy: LocalText;
    reopened: { at: string | null; by: LocalText; reason: string | null } | null;
  }[];
  editions: CoveringEdition[];
}

/** What stands beside the grid for the month that was pressed. */
export function ClosingMonth({
  kind,
  siteId,
  code,
  mayClose,
  month,
  cell,
}: {
  kind: string;
  siteId: string;
  code: string;
  mayClose: boolean;
  month: Month;
  cell: ClosingCell;
}) {
  const { t, local, language } = useWords();
  const instant = useInstant();
  const { data, error, isPending, refetch } = useJson<History>('/periods/history', { kind, scopeId: siteId, month });
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  if (isPending || !data) return <Waiting />;
  const covering = data.editions[0];
  const period = covering && readPeriod(covering.period);
  return (
    <div className="closing-month">
      <p>
        {cell.closed
          ? t('review.closing.closedBy', { at: instant(cell.closed.at), name: local(cell.closed.by) })
          : t('review.closing.notClosed')}
      </p>
      {cell.open > 0 ? (
        <p className="notice notice-warning">
          {t('review.closing.openText', { count: cell.open })}{' '}
          <Link
            to={`/records/${kind}` as never}
            search={{ scope: `site:${code}`, period: month, states: 'draft,submitted,reviewed,returned' } as never}
          >
            {t('review.closing.see')}
          </Link>
        </p>
      ) : null}
      {cell.closed && covering ? (
        <p className="notice">
          {t('review.closing.covered', {
            edition: covering.number,
            period: period ? labelPeriod(period, language) : covering.period,
          })}
        </p>
      ) : mayClose ? (
        <Act kind={kind} scopeId={siteId} month={month} isClosed={cell.closed !== null} isReady={cell.open === 0} />
      ) : null}
      <section>
        <h3>{t('review.closing.history')}</h3>
        {data.closings.length === 0 ? <p className="secondary">{t('review.closing.never')}</p> : null}
        <ol className="timeline">
          {data.closings.flatMap(({ closedAt, closedBy, reopened }) => [
            ...(reopened
              ? [
                  <li key={`${closedAt} reopened`}>
                    {t('review.closing.line.reopened', {
                      name: local(reopened.by),
                      at: reopened.at ? instant(reopened.at) : '',
                    })}
                    {reopened.reason ? <p className="history-reason">{reopened.reason}</p> : null}
                  </li>,
                ]
              : []),
            <li key={closedAt}>{t('review.closing.line.closed', { name: local(closedBy), at: instant(closedAt) })}</li>,
          ])}
        </ol>
      </section>
    </div>
  );
}

/** Closes it, or opens it again with a reason; what keeps it open is said in full. */
function Act({
  isClosed,
  isReady,
  ...which
}: {
  kind: string;
  scopeId: string;
  month: Month;
  isClosed: boolean;
  isReady: boolean;
}) {
  const { t } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [reason, say] = useState('');
  const [isBusy, busy] = useState(false);
  const [refused, refuse] = useState<readonly string[]>([]);
  const act = async () => {
    busy(true);
    refuse([]);
    try {
      await sendJson('POST', isClosed ? '/periods/reopen' : '/periods/close', {
        ...which,
        ...(isClosed ? { reason: reason.trim() } : {}),
      });
      message.success(t(isClosed ? 'review.closing.reopenDone' : 'review.closing.done'));
      say('');
      await client.invalidateQueries();
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : new ApiProblem(-1, 'unexpected', '');
      refuse([problem.message || t('ui.page.failed.text'), ...problem.problems.map(({ words }) => words)]);
    }
    busy(false);
  };
  return (
    <form
      className="closing-act"
      onSubmit={(event) => {
        event.preventDefault();
        void act();
      }}
    >
      {isClosed ? (
        <>
          <p className="secondary">{t('review.closing.reopenText')}</p>
          <Labelled label={t('review.closing.reopenReason')}>
            {(id) => (
              <>
                <Input.TextArea
                  aria-describedby={`${id}-hint`}
                  id={id}
                  rows={2}
                  maxLength={1000}
                  value={reason}
                  onChange={(event) => say(event.target.value)}
                />
                <FreeTextHint id={`${id}-hint`} />
              </>
            )}
          </Labelled>
        </>
      ) : (
        <p className="secondary">{t('ui.month.closeText')}</p>
      )}
      <Button
        type={isClosed ? 'default' : 'primary'}
        htmlType="submit"
        loading={isBusy}
        disabled={isClosed ? reason.trim() === '' : !isReady}
      >
        {t(isClosed ? 'review.closing.reopen' : 'review.closing.close')}
      </Button>
      {refused.length > 0 ? (
        <ul className="notice notice-error" role="alert">
          {refused.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      ) : null}
    </form>
  );
}
