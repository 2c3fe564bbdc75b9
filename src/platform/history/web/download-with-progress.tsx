// A file that is written while it is sent: the browser takes it, the page shows how far it is.
import { DownloadOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { addressOf, type Params } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useJson } from '#platform/ui/use-json.ts';

interface Told {
  done: number;
  total: number;
  state: 'running' | 'done' | 'failed' | 'unknown';
}

/** A link that downloads, and below it a bar with a count while the file is on its way. */
export function DownloadWithProgress({
  path,
  params,
  label,
  disabled = false,
}: {
  path: string;
  params: Params;
  label: string;
  disabled?: boolean;
}) {
  const { t } = useWords();
  // A token for the next download: the one that is running has its own.
  const [next, renew] = useState(() => uuidv7());
  const [running, follow] = useState<string | undefined>();
  const { data } = useJson<Told>(
    `/progress/${running}`,
    {},
    {
      enabled: running !== undefined,
      every: (answer) => (['done', 'failed'].includes((answer as Told | undefined)?.state ?? '') ? false : 700),
    },
  );
  const state = running === undefined ? undefined : (data?.state ?? 'unknown');
  return (
    <div className="download">
      <Button
        type="primary"
        icon={<DownloadOutlined aria-hidden="true" />}
        href={addressOf(path, { ...params, progress: next })}
        download
        disabled={disabled}
        onClick={() => {
          follow(next);
          // Only when the browser has followed the link: else it would ask under the next token already.
          setTimeout(() => renew(uuidv7()), 0);
        }}
      >
        {label}
      </Button>
      <div role="status" className="download-progress">
        {state === undefined ? null : state === 'done' ? (
          t('history.page.export.done')
        ) : state === 'failed' ? (
          <span className="field-error">{t('history.page.export.failed')}</span>
        ) : data && data.total > 0 ? (
          <>
            <Progress
              percent={Math.floor((data.done / data.total) * 100)}
              size="small"
              aria-label={label}
              showInfo={false}
            />
            <span className="small secondary">
              {t('history.page.export.progress', {
                done: data.done.toLocaleString('en'),
                total: data.total.toLocaleString('en'),
              })}
            </span>
          </>
        ) : (
          <span className="small secondary">{t('history.page.export.starting')}</span>
        )}
      </div>
    </div>
  );
}
