// The page of the API: how a program comes in, every endpoint with what it takes and answers, and every refusal explained.
import { Input, Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { type Language, languages } from '#platform/i18n/words.ts';
import { useWords } from '#platform/ui/language.tsx';
import { Problem, Waiting } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { Operation } from './operation.tsx';
import { groupsOf, type OpenApi } from './read-openapi.ts';
import './api.css';

/** What a program has to know first, in this order; each has its words and an example. */
const chapters: readonly { name: string; example: string }[] = [
  { name: 'key', example: 'curl -H "Authorization: Bearer $GREENFAB_KEY" "$GREENFAB_URL/api/v1/me"' },
  {
    name: 'lists',
    example: 'GET /api/v1/records/waste.load?period=2024-H1&filter.treatment=landfill&sort=-departedOn&limit=200',
  },
  { name: 'changes', example: 'PUT /api/v1/records/waste.load/{id}\nIf-Match: "r3"' },
  { name: 'once', example: 'POST /api/v1/periods/close\nIdempotency-Key: close-WX1-2024-06' },
  { name: 'webhooks', example: 'Greenfab-Signature: t=1732500000,v1=HMAC-SHA256(secret, "1732500000." + body)' },
  { name: 'limits', example: 'RateLimit-Policy: "key";q=600;w=60\nRateLimit: "key";r=12;t=31\nRetry-After: 31' },
];

const names: Record<Language, string> = { en: 'English', zh: '中文' };

/** The page; it needs nobody to be signed in. */
export function ApiDocsPage() {
  const { t, language, setLanguage } = useWords();
  const { data, error, isPending, refetch } = useJson<OpenApi>('/openapi.json', {}, { keep: true });
  const [typed, type] = useState('');
  useEffect(() => {
    document.title = `${t('api.title')} · greenfab`;
  }, [t]);
  // What the address names is there only now.
  const isThere = data !== undefined;
  useEffect(() => {
    if (isThere && window.location.hash !== '')
      document.getElementById(window.location.hash.slice(1))?.scrollIntoView();
  }, [isThere]);
  const groups = data ? groupsOf(data, typed) : [];
  return (
    <main className="api-docs">
      <header className="api-head">
        <a className="brand" href="/">
          greenfab
        </a>
        <Segmented
          aria-label={t('api.language')}
          options={languages.map((one) => ({ value: one, label: names[one] }))}
          value={language}
          onChange={setLanguage}
        />
      </header>
      <h1>{t('api.title')}</h1>
      <p className="prose">{t('api.about')}</p>
      <p className="small secondary">
        <a href={`/api/v1/openapi.json?lang=${language}`}>{t('api.document')}</a>
      </p>
      {chapters.map(({ name, example }) => (
        <section key={name} id={name}>
          <h2>{t(`api.${name}.title`)}</h2>
          <p className="prose">{t(`api.${name}.text`)}</p>
          <pre className="api-example">{example}</pre>
        </section>
      ))}
      <section>
        <h2>{t('api.endpoints')}</h2>
        <Input
          className="list-search"
          allowClear
          aria-label={t('api.find')}
          placeholder={t('api.find')}
          value={typed}
          onChange={(event) => type(event.target.value)}
        />
        {error ? <Problem error={error} onRetry={() => void refetch()} /> : null}
        {isPending ? <Waiting /> : null}
        {data && groups.length === 0 ? <p className="secondary">{t('api.nothingFound')}</p> : null}
        {data
          ? groups.map((group) => (
              <details key={group.tag} className="api-group" open={typed.trim().length > 1}>
                <summary>
                  <h3>{group.tag}</h3> <span className="secondary">{group.description}</span>
                </summary>
                {group.operations.map((one) => (
                  <Operation key={one.operationId} operation={one} document={data} />
                ))}
              </details>
            ))
          : null}
      </section>
      <section>
        <h2>{t('api.refusals')}</h2>
        <p className="prose">{t('api.refusalsText')}</p>
        <dl className="api-refusals">
          {(data?.['x-problems'] ?? []).map(({ code, status, title, detail }) => (
            <div key={code} id={`problem-${code}`}>
              <dt>
                <code>{code}</code> <span className="secondary">{`${status} ${title}`}</span>
              </dt>
              <dd>{detail}</dd>
            </div>
          ))}
        </dl>
      </section>
    </main>
  );
}
