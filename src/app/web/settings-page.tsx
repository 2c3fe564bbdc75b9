// Settings: whether the history holds, who has an account, and the field's terms in both languages.
import { useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { Term } from '#glossary/term.ts';
import { getJson } from '#platform/ui/api.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { Page, Problem, Waiting } from '#platform/ui/page.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { useJson } from '#platform/ui/use-json.ts';

interface HistoryAnswer {
  entries: {
    seq: number;
    n: number;
    at: string;
    actor: string;
    actorName: LocalText;
    via: string;
    action: string;
    kind: string | null;
    rows: number;
    reason: string | null;
    sealed: boolean;
  }[];
  head: { height: number; hash: string } | null;
}

interface Verified {
  ok: boolean;
  blocks: number;
  entries: number;
  revisions: number;
  unsealed: number;
  head: { height: number; hash: string } | null;
  discrepancies: { where?: string; what?: string }[];
}

interface Account {
  personId: string;
  userName: string;
  name: LocalText;
  active: boolean;
  sample: boolean;
  grants: { role: string; scopeName: LocalText }[];
}

export function SettingsPage() {
  const { t } = useWords();
  const mayHistory = useMay('history.read');
  const mayPeople = useMay('people.manage');
  return (
    <Page title={t('ui.place.settings')}>
      <div className="settings">
        {mayHistory ? <History /> : null}
        {mayPeople ? <Accounts /> : null}
        <Glossary />
      </div>
    </Page>
  );
}

function History() {
  const { t, local, has } = useWords();
  const instant = useInstant();
  const mayVerify = useMay('settings.change');
  const { data, error, isPending } = useJson<HistoryAnswer>('/history', { limit: 30 });
  const [verified, setVerified] = useState<Verified | undefined>();
  const [failed, fail] = useState<unknown>();
  const [isBusy, busy] = useState(false);
  const verify = async () => {
    busy(true);
    fail(undefined);
    try {
      setVerified(await getJson<Verified>('/history/verify'));
    } catch (problem) {
      fail(problem);
    }
    busy(false);
  };
  return (
    <section>
      <div className="settings-head">
        <h2>{t('ui.settings.history')}</h2>
        {mayVerify ? (
          <Button onClick={() => void verify()} loading={isBusy}>
            {t('ui.settings.verify')}
          </Button>
        ) : null}
      </div>
      <p className="secondary prose">{t('ui.settings.historyText')}</p>
      <div role="status">
        {verified ? (
          <p className={verified.ok ? 'notice' : 'notice notice-error'}>
            {t(verified.ok ? 'ui.settings.holds' : 'ui.settings.broken', {
              blocks: verified.blocks,
              entries: verified.entries,
              revisions: verified.revisions,
              unsealed: verified.unsealed,
              count: verified.discrepancies.length,
            })}
          </p>
        ) : null}
      </div>
      {failed ? <Problem error={failed} /> : null}
      {error ? <Problem error={error} /> : null}
      {isPending ? <Waiting /> : null}
      {data ? (
        <>
          {data.head ? (
            <p className="small secondary hash">
              {t('ui.settings.head', { height: data.head.height, hash: data.head.hash })}
            </p>
          ) : null}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls is scrolled by keyboard too */}
          <section tabIndex={0} className="table-scroll plain-scroll" aria-label={t('ui.settings.entries')}>
            <table className="records records-plain">
              <thead>
                <tr>
                  <th scope="col">{t('ui.settings.at')}</th>
                  <th scope="col">{t('ui.settings.who')}</th>
                  <th scope="col">{t('ui.settings.what')}</th>
                  <th scope="col">{t('ui.settings.kind')}</th>
                  <th scope="col" className="number">
                    {t('ui.settings.rows')}
                  </th>
                  <th scope="col">{t('ui.settings.why')}</th>
                  <th scope="col">{t('ui.settings.sealed')}</th>
                </tr>
              </thead>
              <tbody>
                {data.entries.map((entry) => (
                  <tr key={`${entry.seq}-${entry.n}`}>
                    <td>{instant(entry.at)}</td>
                    <td>{local(entry.actorName)}</td>
                    <td>{has(`action.${entry.action}`) ? t(`action.${entry.action}`) : entry.action}</td>
                    <td>{entry.kind ? (has(`${entry.kind}|many`) ? t(`${entry.kind}|many`) : entry.kind) : '—'}</td>
                    <td className="number">{entry.rows}</td>
                    <td title={entry.reason ?? undefined}>{entry.reason ?? ''}</td>
                    <td>{t(entry.sealed ? 'ui.value.yes' : 'ui.settings.notYetSealed')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </>
      ) : null}
    </section>
  );
}

function Accounts() {
  const { t, local } = useWords();
  const { data, error, isPending } = useJson<{ people: Account[] }>('/people');
  return (
    <section>
      <h2>{t('ui.settings.accounts')}</h2>
      {error ? <Problem error={error} /> : null}
      {isPending ? <Waiting /> : null}
      {data ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls is scrolled by keyboard too
        <section tabIndex={0} className="table-scroll plain-scroll" aria-label={t('ui.settings.accounts')}>
          <table className="records records-plain">
            <thead>
              <tr>
                <th scope="col">{t('ui.settings.name')}</th>
                <th scope="col">{t('ui.signIn.userName')}</th>
                <th scope="col">{t('ui.settings.roles')}</th>
                <th scope="col">{t('ui.settings.account')}</th>
              </tr>
            </thead>
            <tbody>
              {data.people.map((account) => (
                <tr key={account.personId}>
                  <td>{local(account.name)}</td>
                  <td>{account.userName}</td>
                  <td>
                    {account.grants.map((grant) => `${t(`role.${grant.role}`)} · ${local(grant.scopeName)}`).join('; ')}
                  </td>
                  <td>
                    {t(account.active ? 'ui.settings.active' : 'ui.settings.inactive')}
                    {account.sample ? ` · ${t('ui.settings.sample')}` : ''}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
    </section>
  );
}

function Glossary() {
  const { t, local, language } = useWords();
  const { term } = useSearch({ strict: false }) as { term?: string };
  const [typed, type] = useState(term ?? '');
  const { data } = useJson<{ terms: Term[] }>('/glossary', { q: typed.trim() }, { keep: true });
  return (
    <section>
      <h2>{t('ui.settings.glossary')}</h2>
      <Input
        className="list-search"
        allowClear
        aria-label={t('ui.settings.glossarySearch')}
        placeholder={t('ui.settings.glossarySearch')}
        value={typed}
        onChange={(event) => type(event.target.value)}
      />
      <dl className="glossary">
        {(data?.terms ?? []).slice(0, typed.trim() === '' ? 12 : 40).map((one) => (
          <div key={one.word}>
            <dt>
              {language === 'zh' ? one.zh.join('、') : one.en}{' '}
              <span className="secondary">{language === 'zh' ? one.en : one.zh[0]}</span>
            </dt>
            <dd>{local(one.meaning)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
