// The page on which a substance is found: by name, number or formula, with how many restrictions name each.
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Problem, Teach, Waiting } from '#platform/ui/page.tsx';
import { useSettled } from '#platform/ui/search-box.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { useIsPhone } from '#platform/ui/use-is-phone.ts';
import { useJson } from '#platform/ui/use-json.ts';
import type { FoundSubstanceTold, NumberRead, SubstancesAnswer } from '../model/substance.ts';
import { IdentitiesStanding, readAgainWhileLoading } from './identities-standing.tsx';
import { MolecularFormula } from './substance-formula.tsx';
import { LIST, pageOf } from './substances-beside.ts';
import '#platform/ui/chart/numbers.css';
import './substances.css';

const examples = ['117-81-7', '铅', 'PbO', 'phthalate', '204-211-0'] as const;

/** Both names, the reader's language first; without any, its number. */
function useNames() {
  const { t, language } = useWords();
  return ({ name, cas, ec, also }: FoundSubstanceTold) => {
    const [first, second] = language === 'zh' ? [name.zh, name.en] : [name.en, name.zh];
    const title = first ?? second ?? cas ?? ec ?? '';
    const beside = [first ? second : null, also].flatMap((one) => one ?? []);
    return { title, beside: first || second ? beside : [t('substances.search.unnamed'), ...beside] };
  };
}

function Named({ one }: { one: FoundSubstanceTold }) {
  const { t } = useWords();
  const { title, beside } = useNames()(one);
  return (
    <>
      <Link to={pageOf(one.key) as never} className="substance-name">
        {title}
      </Link>
      {one.own ? <span className="substance-own">{t('substances.search.isOwn')}</span> : null}
      {beside.map((text) => (
        <span key={text} className="substance-beside secondary">
          {text}
        </span>
      ))}
    </>
  );
}

function Table({ found }: { found: readonly FoundSubstanceTold[] }) {
  const { t } = useWords();
  return (
    <NumbersScroll label={t('substances.search.title')}>
      <table className="numbers-table">
        <thead>
          <tr>
            <th scope="col">{t('substances.search.name')}</th>
            <th scope="col">{t('substances.search.cas')}</th>
            <th scope="col">{t('substances.search.ec')}</th>
            <th scope="col">{t('substances.search.formula')}</th>
            <th scope="col" className="right">
              {t('substances.search.restrictions')}
            </th>
          </tr>
        </thead>
        <tbody>
          {found.map((one) => (
            <tr key={one.key}>
              <th scope="row" className="substance-names">
                <Named one={one} />
              </th>
              <td className="substance-number">{one.cas ?? '—'}</td>
              <td className="substance-number">{one.ec ?? '—'}</td>
              <td>{one.formula ? <MolecularFormula formula={one.formula} /> : '—'}</td>
              <td className="right">{one.restrictions || '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </NumbersScroll>
  );
}

function Cards({ found }: { found: readonly FoundSubstanceTold[] }) {
  const { t } = useWords();
  return (
    <ul className="substance-cards">
      {found.map((one) => (
        <li key={one.key}>
          <Named one={one} />
          <span className="substance-card-facts">
            {one.cas ? <span>CAS {one.cas}</span> : null}
            {one.ec ? <span>EC {one.ec}</span> : null}
            {one.formula ? <MolecularFormula formula={one.formula} /> : null}
            {one.restrictions > 0 ? (
              <span>
                {t('substances.search.restrictions')} {one.restrictions}
              </span>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** How the question was read as a number, where it did not stand as one. */
function ReadAs({ number }: { number: NumberRead }) {
  const { t } = useWords();
  const said =
    number.as === 'cas'
      ? t('substances.search.readAs', { cas: number.cas, reading: t(`substances.search.reading.${number.reading}`) })
      : t(`substances.search.problem.${number.problem}`, { candidates: number.candidates.join(', ') });
  return <p className={number.as === 'cas' ? 'secondary' : undefined}>{said}</p>;
}

function Found({ q }: { q: string }) {
  const { t, language } = useWords();
  const isPhone = useIsPhone();
  const { data, error, refetch, isPlaceholderData } = useSubstances(q);
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting rows={8} />;
  const { found, total, number, identities } = data;
  if (found.length === 0 && !isPlaceholderData)
    return (
      <>
        <IdentitiesStanding identities={identities} />
        {identities?.state === 'ready' ? (
          <Teach title={t('substances.search.none.title', { sought: q })}>
            {number ? <ReadAs number={number} /> : null}
            <p>{t('substances.search.none.text')}</p>
          </Teach>
        ) : null}
      </>
    );
  const count = total.toLocaleString(language);
  const shown = found.length;
  return (
    <div aria-busy={isPlaceholderData} className="substances">
      <IdentitiesStanding identities={identities} />
      {number ? <ReadAs number={number} /> : null}
      <section className="board" aria-label={t('substances.search.title')}>
        <p className="secondary substance-count" role="status">
          {shown < total ? t('substances.search.foundSome', { count, shown }) : t('substances.search.found', { count })}
        </p>
        {isPhone ? <Cards found={found} /> : <Table found={found} />}
      </section>
    </div>
  );
}

/** What is found; asked again while the substances are still being loaded. */
const useSubstances = (q: string) =>
  useJson<SubstancesAnswer>(LIST, { q }, { keep: true, every: readAgainWhileLoading });

function Begin() {
  const { t } = useWords();
  const { data } = useSubstances('');
  return (
    <>
      {data ? <IdentitiesStanding identities={data.identities} /> : null}
      <Teach title={t('substances.search.begin.title')}>
        <p>{t('substances.search.begin.text')}</p>
        <ul className="substance-examples">
          {examples.map((q) => (
            <li key={q}>
              <Link to={LIST as never} search={{ q } as never}>
                {q}
              </Link>
            </li>
          ))}
        </ul>
      </Teach>
    </>
  );
}

/** What stands in the list, said below its title. */
function Held() {
  const { t, language } = useWords();
  const { data } = useSubstances('');
  if (data?.identities?.state !== 'ready') return null;
  const { identities, edition } = data.identities;
  return t('substances.search.subtitle', { count: identities.toLocaleString(language), edition });
}

/** The page of all substances; what is sought stands in its address. */
export function SubstancesPage() {
  const { t } = useWords();
  const navigate = useNavigate();
  const mayRecord = useMay('records.record');
  const { q = '' } = useSearch({ strict: false }) as { q?: string };
  const [typed, type] = useState(q);
  const settled = useSettled(typed);
  // What this page wrote into its address itself; anything else there came by a link or a step back.
  const own = useRef(q);
  useEffect(() => {
    if (q !== own.current) {
      own.current = q;
      type(q);
      return;
    }
    if (settled === q || settled !== typed.trim()) return;
    own.current = settled;
    void navigate({ to: LIST, replace: true, search: (now: object) => ({ ...now, q: settled }) } as never);
  }, [settled, typed, q, navigate]);
  return (
    <Page
      title={t('substances.search.title')}
      subtitle={<Held />}
      actions={
        <>
          <LinkButton to="/records/substances.substance">{t('substances.search.own')}</LinkButton>
          {mayRecord ? (
            <LinkButton primary to="/records/substances.substance/new">
              {t('substances.search.add')}
            </LinkButton>
          ) : null}
        </>
      }
    >
      <search className="search-field">
        <Input
          size="large"
          allowClear
          autoFocus={q === ''}
          maxLength={200}
          aria-label={t('substances.search.label')}
          placeholder={t('substances.search.label')}
          value={typed}
          onChange={(event) => type(event.target.value)}
        />
      </search>
      {q === '' ? <Begin /> : <Found q={q} />}
    </Page>
  );
}
