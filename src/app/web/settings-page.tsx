// Settings: whether the history holds, and the field's terms in both languages.
import { useSearch } from '@tanstack/react-router';
import { Input } from 'antd';
import { useState } from 'react';
import type { Term } from '#glossary/term.ts';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page } from '#platform/ui/page.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { useJson } from '#platform/ui/use-json.ts';

export function SettingsPage() {
  const { t } = useWords();
  const mayHistory = useMay('history.read');
  // A term that is found from this very page begins the list anew.
  const { term = '' } = useSearch({ strict: false }) as { term?: string };
  return (
    <Page title={t('ui.place.settings')}>
      <div className="settings">
        {mayHistory ? <History /> : null}
        <Glossary key={term} term={term} />
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

function Glossary({ term }: { term: string }) {
  const { t, local, language } = useWords();
  const [typed, type] = useState(term);
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
