// How I want to be told: where my mail goes, by which chat, what leaves by which, and when.
import { useSearch } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { paces } from '#platform/notify/kinds.ts';
import { sendJson } from '#platform/ui/api.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { Page } from '#platform/ui/page.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import { useJson } from '#platform/ui/use-json.ts';
import './notices.css';
import { TableScroll } from '#platform/ui/table-scroll.tsx';

type Channel = 'mail' | 'wecom' | 'dingtalk' | 'feishu';
type Pace = (typeof paces)[number];

interface Preference {
  chosen: Partial<Record<Channel, Record<string, Pace>>>;
  digest: 'daily' | 'weekly';
  weekday: number;
  hour: number;
  timeZone: string;
  quiet: { from: number; to: number } | null;
}
interface OwnChannel {
  channel: Channel;
  available: boolean;
  address: string | null;
  linked: boolean;
}
interface Answer {
  channels: OwnChannel[];
  messages: { message: string; pace: Record<Channel, Pace> }[];
  preference: Preference;
}

const hours = Array.from({ length: 24 }, (_, hour) => ({ value: hour, label: `${String(hour).padStart(2, '0')}:00` }));
const zones = (own: string) =>
  [...new Set([own, ...Intl.supportedValuesOf('timeZone')])].map((zone) => ({ value: zone, label: zone }));

/** The page of one's own settings of notices. */
export function AccountNoticesPage() {
  const { t } = useWords();
  const { data, error, isPending, refetch } = useJson<Answer>('/account/notices');
  return (
    <Page
      title={t('notices.account.title')}
      subtitle={t('notices.account.subtitle')}
      loading={isPending}
      error={error}
      onRetry={() => void refetch()}
    >
      {data ? (
        <div className="notice-form">
          <ChatOutcome />
          <Mail channel={data.channels.find(({ channel }) => channel === 'mail')} />
          <Chats channels={data.channels.filter(({ channel }) => channel !== 'mail')} />
          <Choices answer={data} />
        </div>
      ) : null}
    </Page>
  );
}

/** What became of going to a chat and coming back. */
function ChatOutcome() {
  const { t } = useWords();
  const { chat } = useSearch({ strict: false }) as { chat?: string };
  if (chat !== 'linked' && chat !== 'taken' && chat !== 'failed') return null;
  return (
    <p role="status" className={chat === 'linked' ? 'notice' : 'notice notice-error'}>
      {t(`notices.account.chat.${chat}`)}
    </p>
  );
}

/** Sends, says that it is kept, and asks anew. */
function useSend() {
  const { t } = useWords();
  const { act } = useAct();
  return (method: 'PUT' | 'DELETE', path: string, body?: unknown) =>
    act(() => sendJson(method, path, body), { done: t('notices.account.saved'), as: `${method} ${path}` });
}

function Mail({ channel }: { channel: OwnChannel | undefined }) {
  const { t } = useWords();
  const send = useSend();
  const [address, setAddress] = useState(channel?.address ?? '');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send('PUT', '/account/mail', { mail: address.trim() === '' ? null : address.trim() });
      }}
    >
      <h2>{t('channel.mail')}</h2>
      {channel?.available ? null : <p className="secondary">{t('notices.account.mailNone')}</p>}
      <div className="notice-line">
        <Labelled label={t('notices.account.mail')}>
          {(id) => (
            <Input
              id={id}
              type="email"
              autoComplete="email"
              className="notice-mail"
              value={address}
              onChange={(event) => setAddress(event.target.value)}
            />
          )}
        </Labelled>
        <Button htmlType="submit" disabled={address.trim() === (channel?.address ?? '')}>
          {t('notices.account.mailSave')}
        </Button>
      </div>
    </form>
  );
}

function Chats({ channels }: { channels: readonly OwnChannel[] }) {
  const { t } = useWords();
  const send = useSend();
  const shown = channels.filter(({ available, linked }) => available || linked);
  return (
    <section>
      <h2>{t('notices.account.chats')}</h2>
      {shown.length === 0 ? <p className="secondary">{t('notices.account.chatsNone')}</p> : null}
      {shown.map(({ channel, linked }) => (
        <p key={channel} className="notice-line">
          <span>
            {t(`channel.${channel}`)} · {t(linked ? 'notices.account.linked' : 'notices.account.notLinked')}
          </span>
          {linked ? (
            <Button size="small" onClick={() => void send('DELETE', `/account/channels/${channel}`)}>
              {t('notices.account.unlink')}
            </Button>
          ) : (
            <a href={`/sign-in/chat/${channel}`}>{t('notices.account.link')}</a>
          )}
        </p>
      ))}
    </section>
  );
}

function Choices({ answer }: { answer: Answer }) {
  const { t } = useWords();
  const send = useSend();
  const [preference, set] = useState(answer.preference);
  const change = (part: Partial<Preference>) => set({ ...preference, ...part });
  const shown = answer.channels.filter(({ channel, available }) => available || channel === 'mail');
  const paceOf = (channel: Channel, one: Answer['messages'][number]) =>
    preference.chosen[channel]?.[one.message] ?? one.pace[channel];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send('PUT', '/account/notices', preference);
      }}
    >
      <h2>{t('notices.account.what')}</h2>
      <TableScroll label={t('notices.account.what')}>
        <table className="records records-plain">
          <thead>
            <tr>
              <th scope="col">{t('notices.account.message')}</th>
              {shown.map(({ channel }) => (
                <th key={channel} scope="col">
                  {t(`channel.${channel}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.messages.map((one) => (
              <tr key={one.message}>
                <td>{t(`notice.${one.message}|about`)}</td>
                {shown.map(({ channel }) => (
                  <td key={channel}>
                    <Select
                      size="small"
                      className="notice-pace"
                      aria-label={t('notices.account.paceOf', {
                        message: t(`notice.${one.message}|about`),
                        channel: t(`channel.${channel}`),
                      })}
                      value={paceOf(channel, one)}
                      onChange={(pace) =>
                        change({
                          chosen: {
                            ...preference.chosen,
                            [channel]: { ...preference.chosen[channel], [one.message]: pace },
                          },
                        })
                      }
                      options={paces.map((pace) => ({ value: pace, label: t(`notices.pace.${pace}`) }))}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <h2 className="notice-when">{t('notices.account.when')}</h2>
      <When preference={preference} change={change} />
      <Button type="primary" htmlType="submit" className="notice-save">
        {t('notices.account.save')}
      </Button>
    </form>
  );
}

/** Stands among hours for no quiet ones. */
const never = -1;
/** the hour at which quiet ends unless another is chosen */
const morning = 7;

function When({ preference, change }: { preference: Preference; change: (part: Partial<Preference>) => void }) {
  const { t } = useWords();
  const { quiet } = preference;
  return (
    <div className="notice-line">
      <Labelled label={t('notices.account.digest')}>
        {(id) => (
          <Select
            id={id}
            value={preference.digest}
            onChange={(digest) => change({ digest })}
            options={(['daily', 'weekly'] as const).map((one) => ({ value: one, label: t(`notices.digest.${one}`) }))}
          />
        )}
      </Labelled>
      {preference.digest === 'weekly' ? (
        <Labelled label={t('notices.account.weekday')}>
          {(id) => (
            <Select
              id={id}
              value={preference.weekday}
              onChange={(weekday) => change({ weekday })}
              options={[1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: day, label: t(`notices.weekday.${day}`) }))}
            />
          )}
        </Labelled>
      ) : null}
      <Labelled label={t('notices.account.hour')}>
        {(id) => <Select id={id} value={preference.hour} onChange={(hour) => change({ hour })} options={hours} />}
      </Labelled>
      <Labelled label={t('notices.account.zone')}>
        {(id) => (
          <Select
            id={id}
            showSearch
            className="notice-zone"
            value={preference.timeZone}
            onChange={(timeZone) => change({ timeZone })}
            options={zones(preference.timeZone)}
          />
        )}
      </Labelled>
      <Labelled label={t('notices.account.quietFrom')}>
        {(id) => (
          <Select
            id={id}
            value={quiet?.from ?? never}
            onChange={(from) => change({ quiet: from === never ? null : { to: quiet?.to ?? morning, from } })}
            options={[{ value: never, label: t('notices.account.quietNever') }, ...hours]}
          />
        )}
      </Labelled>
      {quiet ? (
        <Labelled label={t('notices.account.quietTo')}>
          {(id) => (
            <Select id={id} value={quiet.to} onChange={(to) => change({ quiet: { ...quiet, to } })} options={hours} />
          )}
        </Labelled>
      ) : null}
    </div>
  );
}
