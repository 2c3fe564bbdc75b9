// What an administrator sees of notices: the ways out, what did not arrive, and a test.
import { App, Button } from 'antd';
import { sendJson } from '#platform/ui/api.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { Page } from '#platform/ui/page.tsx';
import { useSaysRefusal } from '#platform/ui/refusal.ts';
import { useAct } from '#platform/ui/use-act.ts';
import { useJson } from '#platform/ui/use-json.ts';
import { type Robot, Robots } from './robots.tsx';
import './notices.css';
import { TableScroll } from '#platform/ui/table-scroll.tsx';

interface Failed {
  id: string;
  channel: string;
  state: 'waiting' | 'failed';
  tries: number;
  error: string | null;
  nextAt: string;
  nameEn: string;
  nameZh: string;
}
interface Answer {
  channels: {
    channel: string;
    available: boolean;
    waiting: number;
    sent: number;
    failed: number;
    newest: string | null;
  }[];
  failed: Failed[];
  robots: Robot[];
}

/** The page of notices among the settings. */
export function NoticeSettingsPage() {
  const { t } = useWords();
  const { data, error, isPending, refetch } = useJson<Answer>('/settings/notices', {}, { keep: true });
  const { message } = App.useApp();
  const says = useSaysRefusal();
  const test = async () => {
    try {
      await sendJson('POST', '/settings/notices/test');
      message.success(t('notices.settings.tested'));
    } catch (problem) {
      says(problem);
    }
  };
  return (
    <Page
      title={t('notices.settings.title')}
      subtitle={t('notices.settings.subtitle')}
      loading={isPending}
      error={error}
      onRetry={() => void refetch()}
      actions={<Button onClick={() => void test()}>{t('notices.settings.test')}</Button>}
    >
      {data ? (
        <>
          <Ways channels={data.channels} />
          <NotArrived failed={data.failed} />
          <Robots robots={data.robots} />
        </>
      ) : null}
    </Page>
  );
}

function Ways({ channels }: Pick<Answer, 'channels'>) {
  const { t } = useWords();
  const instant = useInstant();
  return (
    <section className="settings-part">
      <h2>{t('notices.settings.channels')}</h2>
      <TableScroll label={t('notices.settings.channels')}>
        <table className="records records-plain records-cards">
          <thead>
            <tr>
              <th scope="col">{t('notices.settings.channel')}</th>
              <th scope="col">{t('notices.settings.state')}</th>
              {['waiting', 'sent', 'failedCount'].map((name) => (
                <th key={name} scope="col" className="number">
                  {t(`notices.settings.${name}`)}
                </th>
              ))}
              <th scope="col">{t('notices.settings.newest')}</th>
            </tr>
          </thead>
          <tbody>
            {channels.map((one) => (
              <tr key={one.channel}>
                <td>{t(`channel.${one.channel}`)}</td>
                <td>{t(one.available ? 'notices.settings.available' : 'notices.settings.unavailable')}</td>
                <td className="number" data-label={t('notices.settings.waiting')}>
                  {one.waiting}
                </td>
                <td className="number" data-label={t('notices.settings.sent')}>
                  {one.sent}
                </td>
                <td className="number" data-label={t('notices.settings.failedCount')}>
                  {one.failed}
                </td>
                <td data-label={t('notices.settings.newest')}>{one.newest ? instant(one.newest) : '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <p className="small secondary">{t('notices.settings.how')}</p>
    </section>
  );
}

function NotArrived({ failed }: Pick<Answer, 'failed'>) {
  const { t, local } = useWords();
  const instant = useInstant();
  const { act } = useAct();
  const retry = () =>
    act(() => sendJson<{ again: number }>('POST', '/settings/notices/retry', { ids: failed.map(({ id }) => id) }), {
      done: ({ again }) => t('notices.settings.retried', { count: again }),
    });
  return (
    <section className="settings-part">
      <h2>{t('notices.settings.failed')}</h2>
      {failed.length === 0 ? (
        <p className="secondary">{t('notices.settings.noneFailed')}</p>
      ) : (
        <>
          <TableScroll label={t('notices.settings.failed')}>
            <table className="records records-plain records-cards">
              <thead>
                <tr>
                  <th scope="col">{t('notices.settings.who')}</th>
                  <th scope="col">{t('notices.settings.channel')}</th>
                  <th scope="col" className="number">
                    {t('notices.settings.tries')}
                  </th>
                  <th scope="col">{t('notices.settings.next')}</th>
                  <th scope="col">{t('notices.settings.why')}</th>
                </tr>
              </thead>
              <tbody>
                {failed.map((one) => (
                  <tr key={one.id}>
                    <td>{local({ en: one.nameEn, zh: one.nameZh })}</td>
                    <td>{t(`channel.${one.channel}`)}</td>
                    <td className="number" data-label={t('notices.settings.tries')}>
                      {one.tries}
                    </td>
                    <td data-label={t('notices.settings.next')}>
                      {one.state === 'failed' ? t('notices.settings.gaveUp') : instant(one.nextAt)}
                    </td>
                    <td className="run-error">{one.error}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableScroll>
          <Button onClick={() => void retry()}>{t('notices.settings.retry')}</Button>
        </>
      )}
    </section>
  );
}
