// One's own account: what one signs in with, where one is signed in, and who came in as oneself.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { sendJson } from '#platform/ui/api.ts';
import { useDay, useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { Page } from '#platform/ui/page.tsx';
import { useSaysRefusal } from '#platform/ui/refusal.ts';
import { useJson } from '#platform/ui/use-json.ts';
import { type OwnPasskey, PasskeySection, SecondFactorSection } from './factor-sections.tsx';
import { PasswordSection } from './password-section.tsx';
import { type AccessEvent, useSaid } from './said.ts';
import './ways-in.css';
import { TableScroll } from '#platform/ui/table-scroll.tsx';

interface OwnSession {
  id: string;
  way: string | null;
  device: string | null;
  since: string;
  seenOn: string | null;
  isThis: boolean;
}

/** What the server says of the account. */
export interface OwnSecurity {
  userName: string;
  hasPassword: boolean;
  secondFactor: boolean;
  singleSignOn: boolean;
  passkeys: OwnPasskey[];
  sessions: OwnSession[];
  events: AccessEvent[];
}

export function SecurityPage() {
  const { t } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const { data, error, isPending, refetch } = useJson<OwnSecurity>('/account/security');
  const { data: ways } = useJson<{ ssoLabel: string | null }>('/sign-in');
  const done = (said: string) => {
    message.success(said);
    void client.invalidateQueries({ queryKey: ['json', '/account/security'] });
  };
  const label = ways?.ssoLabel;
  return (
    <Page
      title={t('waysIn.account.title')}
      subtitle={data ? t('waysIn.account.subtitle', { userName: data.userName }) : undefined}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
    >
      {data ? (
        <div className="own-account">
          <PasswordSection hasPassword={data.hasPassword} onDone={done} />
          <SecondFactorSection isOn={data.secondFactor} hasPassword={data.hasPassword} onDone={done} />
          <PasskeySection passkeys={data.passkeys} hasPassword={data.hasPassword} onDone={done} />
          {label ? (
            <section>
              <h2>{t('waysIn.sso.title')}</h2>
              <p>{t(data.singleSignOn ? 'waysIn.sso.linked' : 'waysIn.sso.notLinked', { label })}</p>
            </section>
          ) : null}
          <Sessions sessions={data.sessions} onDone={done} />
          <Events events={data.events} />
        </div>
      ) : null}
    </Page>
  );
}

function Sessions({ sessions, onDone }: { sessions: readonly OwnSession[]; onDone: (said: string) => void }) {
  const { t } = useWords();
  const instant = useInstant();
  const day = useDay();
  const said = useSaid();
  const says = useSaysRefusal();
  const end = async (method: 'DELETE' | 'POST', path: string) => {
    try {
      await sendJson(method, path);
      onDone(t('waysIn.sessions.ended'));
    } catch (error) {
      says(error);
    }
  };
  return (
    <section>
      <h2>{t('waysIn.sessions.title')}</h2>
      <TableScroll label={t('waysIn.sessions.title')}>
        <table className="records records-plain records-cards">
          <thead>
            <tr>
              <th scope="col">{t('waysIn.sessions.device')}</th>
              <th scope="col">{t('waysIn.sessions.way')}</th>
              <th scope="col">{t('waysIn.sessions.since')}</th>
              <th scope="col">{t('waysIn.sessions.seen')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('waysIn.sessions.end')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((one) => (
              <tr key={one.id} data-session={one.isThis ? 'this' : 'other'}>
                <td>{said.device(one.device)}</td>
                <td data-label={t('waysIn.sessions.way')}>{said.way(one.way)}</td>
                <td data-label={t('waysIn.sessions.since')}>{instant(one.since)}</td>
                <td data-label={t('waysIn.sessions.seen')}>{one.seenOn ? day(one.seenOn) : '—'}</td>
                <td>
                  {one.isThis ? (
                    <span className="secondary">{t('waysIn.sessions.this')}</span>
                  ) : (
                    <Button
                      size="small"
                      aria-label={t('waysIn.sessions.endOne', { device: said.device(one.device) })}
                      onClick={() => void end('DELETE', `/account/sessions/${one.id}`)}
                    >
                      {t('waysIn.sessions.end')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {sessions.length > 1 ? (
        <Button onClick={() => void end('POST', '/account/sessions/end-others')}>
          {t('waysIn.sessions.endOthers')}
        </Button>
      ) : null}
    </section>
  );
}

function Events({ events }: { events: readonly AccessEvent[] }) {
  const { t } = useWords();
  const instant = useInstant();
  const said = useSaid();
  return (
    <section>
      <h2>{t('waysIn.events.title')}</h2>
      <p className="secondary">{t('waysIn.events.text')}</p>
      {events.length === 0 ? (
        <p>{t('waysIn.events.none')}</p>
      ) : (
        <TableScroll label={t('waysIn.events.title')}>
          <table className="records records-plain records-cards">
            <thead>
              <tr>
                <th scope="col">{t('waysIn.log.at')}</th>
                <th scope="col">{t('waysIn.log.what')}</th>
                <th scope="col">{t('waysIn.log.subject')}</th>
                <th scope="col">{t('waysIn.log.device')}</th>
                <th scope="col">{t('waysIn.log.network')}</th>
              </tr>
            </thead>
            <tbody>
              {events.map((event) => (
                <tr key={event.id}>
                  <td>{instant(event.at)}</td>
                  <td>
                    {t(`waysIn.what.${event.what}`)}
                    {event.outcome === 'refused' ? ` · ${t('waysIn.outcome.refused')}` : ''}
                  </td>
                  <td>{said.subject(event.subject)}</td>
                  <td data-label={t('waysIn.log.device')}>{said.device(event.device)}</td>
                  <td data-label={t('waysIn.log.network')}>{event.network ?? '—'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </section>
  );
}
