// Backups: take one while everybody works, see how far it is, download it.
import { Button, Popconfirm, Progress } from 'antd';
import { useEffect } from 'react';
import { groupDigits } from '#platform/records/web/shown-value.ts';
import { addressOf, sendJson } from '#platform/ui/api.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { TableScroll } from '#platform/ui/table-scroll.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import { useJson } from '#platform/ui/use-json.ts';
import type { ShelfState } from '../shelf-state.ts';

type Answer = ShelfState & { kept: number };

const ASK_AGAIN_MS = 700;
const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(1);

/** The page of backups. */
export function BackupPage() {
  const { t, local } = useWords();
  const instant = useInstant();
  const { data, error, isPending, refetch } = useJson<Answer>('/backups');
  const { act, isBusy } = useAct();
  const taking = data?.taking ?? null;
  useEffect(() => {
    if (!taking) return;
    const timer = setInterval(() => void refetch(), ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [taking, refetch]);

  const ask = (method: 'POST' | 'DELETE', path: string) => act(() => sendJson(method, path));
  const begin = (
    <Button type="primary" onClick={() => void ask('POST', '/backups')} disabled={isBusy || taking !== null}>
      {t('backup.take')}
    </Button>
  );

  return (
    <Page
      title={t('backup.title')}
      actions={data && data.backups.length > 0 ? begin : undefined}
      loading={isPending}
      error={error}
      onRetry={() => void refetch()}
    >
      <div className="settings">
        <div className="prose">
          <p>{t('backup.teach')}</p>
          <p className="secondary">{t('backup.how-to-restore')}</p>
        </div>
        {taking ? (
          <div role="status" className="backup-progress">
            <Progress percent={percentOf(taking)} status="active" />
            <p className="secondary">
              {t('backup.taking', { rows: groupDigits(String(taking.rows)), files: groupDigits(String(taking.files)) })}
            </p>
          </div>
        ) : null}
        {data?.failed ? (
          <p className="notice notice-error" role="alert">
            {t('backup.failed', { why: data.failed })}
          </p>
        ) : null}
        {data && data.backups.length === 0 && !taking ? <Teach title={t('backup.none')} actions={begin} /> : null}
        {data && data.backups.length > 0 ? (
          <>
            <TableScroll label={t('backup.title')}>
              <table className="records records-plain">
                <thead>
                  <tr>
                    <th scope="col">{t('backup.taken-at')}</th>
                    <th scope="col">{t('backup.taken-by')}</th>
                    <th scope="col" className="number">
                      {t('backup.rows')}
                    </th>
                    <th scope="col" className="number">
                      {t('backup.files')}
                    </th>
                    <th scope="col" className="number">
                      {t('backup.size')}
                    </th>
                    <th scope="col">
                      <span className="visually-hidden">{t('backup.download')}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {data.backups.map((one) => (
                    <tr key={one.name}>
                      <td>
                        {instant(one.takenAt)}
                        {one.missingFiles > 0 ? (
                          <p className="field-error">{t('backup.missing', { count: one.missingFiles })}</p>
                        ) : null}
                      </td>
                      <td>{local(one.takenBy)}</td>
                      <td className="number">{groupDigits(String(one.rows))}</td>
                      <td className="number">{groupDigits(String(one.files))}</td>
                      <td className="number">{megabytes(one.bytes)}</td>
                      <td>
                        <Button type="link" href={addressOf(`/backups/${one.name}`)}>
                          {t('backup.download')}
                        </Button>
                        <Popconfirm
                          title={t('backup.remove-sure')}
                          okText={t('backup.remove')}
                          cancelText={t('ui.form.cancel')}
                          onConfirm={() => void ask('DELETE', `/backups/${one.name}`)}
                        >
                          <Button type="text">{t('backup.remove')}</Button>
                        </Popconfirm>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </TableScroll>
            <p className="small secondary">{t('backup.kept', { count: data.kept })}</p>
          </>
        ) : null}
      </div>
    </Page>
  );
}

/** Of rows and files together; the database's estimate of the rows can be short of them. */
function percentOf({ rows, rowsExpected, files, filesExpected }: NonNullable<ShelfState['taking']>): number {
  const all = Math.max(rows, rowsExpected) + Math.max(filesExpected, 1);
  return Math.min(99, Math.floor((100 * (rows + files)) / all));
}
