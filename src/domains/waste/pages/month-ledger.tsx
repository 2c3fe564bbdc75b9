// The recorder's own ledger: dropped as it is, mended in its cells, written as one, all on the page of the month.
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type Ref, useEffect, useRef } from 'react';
import { FileDrop, type FileDropHandle, type Sending, sheetFiles } from '#platform/records/web/file-drop.tsx';
import { ImportStage, useImport } from '#platform/records/web/import-view.tsx';
import { groupDigits } from '#platform/records/web/shown-value.ts';
import { addressOf, sendJson } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { Waiting } from '#platform/ui/page.tsx';
import { useSaysRefusal } from '#platform/ui/refusal.ts';
import { MonthStep } from './month-step.tsx';

/** A ledger on its way to becoming records. */
export interface LedgerWork {
  importId: string | undefined;
  sending: Sending | undefined;
  send: (file: File) => Promise<void>;
  leave: () => void;
}

/** What can be done with the ledger that lies on the page. */
export function useLedgerCommit(importId: string | undefined): {
  commit: (() => Promise<void>) | undefined;
  isBusy: boolean;
} {
  const { data } = useImport(importId);
  const client = useQueryClient();
  const refuse = useSaysRefusal();
  const good = (data?.counts?.new ?? 0) + (data?.counts?.changed ?? 0);
  const isReady =
    importId !== undefined && data?.id === importId && data.status === 'checked' && data.counts?.bad === 0;
  return {
    isBusy: data?.status === 'committing',
    commit:
      isReady && good > 0
        ? async () => {
            try {
              await sendJson('POST', `/imports/${importId}/commit`, { acceptGood: false });
            } catch (error) {
              refuse(error);
            }
            await client.invalidateQueries();
          }
        : undefined,
  };
}

export interface MonthLedgerProps {
  work: LedgerWork;
  records: number;
  isOpen: boolean;
  commit: (() => Promise<void>) | undefined;
  drop: Ref<FileDropHandle>;
}

/** The step of the ledger. */
export function MonthLedger({ work, records, isOpen, commit, drop }: MonthLedgerProps) {
  const { t } = useWords();
  const isWorking = work.importId !== undefined;
  return (
    <MonthStep
      number={1}
      title={t('waste.month-end.ledger')}
      said={
        records > 0 && !isWorking ? t('waste.month-end.records', { count: groupDigits(String(records)) }) : undefined
      }
      isDone={records > 0 && !isWorking}
      className={isWorking ? 'month-wide' : ''}
    >
      {work.importId !== undefined ? (
        <LedgerSheet id={work.importId} commit={commit} onLeave={work.leave} />
      ) : isOpen ? (
        <FileDrop
          isCompact
          handle={drop}
          label={t('waste.month-end.dropLedger')}
          hint={t('waste.month-end.dropLedgerHint')}
          accept={sheetFiles}
          sending={work.sending}
          onFiles={([file]) => file && void work.send(file)}
          shortcut="L"
        />
      ) : null}
    </MonthStep>
  );
}

function LedgerSheet({
  id,
  commit,
  onLeave,
}: {
  id: string;
  commit: (() => Promise<void>) | undefined;
  onLeave: () => void;
}) {
  const { t } = useWords();
  const { data } = useImport(id);
  const button = useRef<HTMLButtonElement>(null);
  const isReady = commit !== undefined;
  // Nothing is left to mend: the next thing to press lies under the finger, and no letter lands in a cell.
  useEffect(() => {
    if (isReady) button.current?.focus({ preventScroll: true });
  }, [isReady]);
  if (!data) return <Waiting rows={4} />;
  const { counts, status } = data;
  const good = (counts?.new ?? 0) + (counts?.changed ?? 0);
  const isEnded = status === 'committed' || status === 'refused' || status === 'failed';
  return (
    <div className="month-ledger">
      <div className="month-ledger-head">
        <strong>{data.fileName}</strong>
        <span className="secondary" role="status">
          {status === 'checked' && counts
            ? counts.bad > 0
              ? t('waste.month-end.toMend', { bad: counts.bad, good })
              : t('waste.month-end.allRight', { good })
            : ''}
        </span>
        <span className="month-ledger-actions">
          {status === 'checked' && (counts?.bad ?? 0) > 0 ? (
            <a href={addressOf(`/imports/${id}/refused.xlsx`)}>
              {t('ui.import.refusedRows', { count: counts?.bad ?? 0 })}
            </a>
          ) : null}
          <Button onClick={onLeave}>{t(isEnded ? 'waste.month-end.putAway' : 'waste.month-end.anotherLedger')}</Button>
          {isEnded ? null : (
            <Button
              ref={button}
              type="primary"
              disabled={!commit}
              onClick={() => void commit?.()}
              aria-keyshortcuts="W"
            >
              {t('ui.import.commit', { count: groupDigits(String(good)) })}
              <kbd>W</kbd>
            </Button>
          )}
        </span>
      </div>
      <div className="month-sheet">
        <ImportStage answer={data} leadsOn />
      </div>
    </div>
  );
}
