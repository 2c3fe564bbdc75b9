// Settings: whether the history holds, who has an account, and the field's terms in both languages.
import { useSearch } from '@tanstack/react-router';
import { Input } from 'antd';
import { useState } from 'react';
import type { Term } from '#glossary/term.ts';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Problem, Waiting } from '#platform/ui/page.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { useJson } from '#platform/ui/use-json.ts';

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
  const { t } = useWords();
  return (
    <section>
      <div className="settings-head">
        <h2>{t('history.page')}</h2>
        <LinkButton to="/history">{t('ui.settings.toHistory')}</LinkButton>
      </div>
      <p className="secondary prose">{t('ui.settings.historyText')}</p>
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
