// Everything that is found, group by group; or all of one group, a page at a time.
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useWords } from './language.tsx';
import { Page, Problem, Teach, Waiting } from './page.tsx';
import { type SearchAnswer, type SearchGroup, type SearchHit, searchPage, whereTo } from './search-answer.ts';
import { useSettled } from './search-box.tsx';
import { useJson } from './use-json.ts';

interface Asked {
  q?: string;
  group?: string;
}

/** The page of what is found for the words in its address. */
export function SearchPage() {
  const { t } = useWords();
  const navigate = useNavigate();
  const { q = '', group } = useSearch({ strict: false }) as Asked;
  const [typed, type] = useState(q);
  const settled = useSettled(typed);
  // What this page wrote into its address itself; anything else there came from the dialogue, or by a step back.
  const own = useRef(q);
  useEffect(() => {
    if (q !== own.current) {
      own.current = q;
      type(q);
      return;
    }
    if (settled === q || settled !== typed.trim()) return;
    own.current = settled;
    // The group of the words before says nothing of these.
    const search = (now: object) => ({ ...now, q: settled, group: undefined });
    void navigate({ to: '/search', replace: true, search } as never);
  }, [settled, typed, q, navigate]);
  return (
    <Page title={t('ui.search.title')} subtitle={t('ui.search.subtitle')}>
      <search className="search-field">
        <Input
          size="large"
          allowClear
          autoFocus={q === ''}
          maxLength={100}
          aria-label={t('ui.search.label')}
          placeholder={t('ui.search.placeholder')}
          value={typed}
          onChange={(event) => type(event.target.value)}
        />
      </search>
      {q === '' ? (
        <Teach title={t('ui.search.begin.title')}>
          <p>{t('ui.search.begin.text')}</p>
          <p>{t('ui.search.hint')}</p>
        </Teach>
      ) : group ? (
        <OneGroup key={`${q} ${group}`} q={q} group={group} />
      ) : (
        <AllGroups q={q} />
      )}
    </Page>
  );
}

/** A link to an address that the server gave. */
function Way({ href, children }: { href: string; children: ReactNode }) {
  const { to, search } = whereTo(href);
  return (
    <Link to={to} search={search as never}>
      {children}
    </Link>
  );
}

function NothingFound({ q }: { q: string }) {
  const { t } = useWords();
  return (
    <Teach title={t('ui.search.none.title', { sought: q })}>
      <p>{t('ui.search.none.text')}</p>
    </Teach>
  );
}

function AllGroups({ q }: { q: string }) {
  const { t } = useWords();
  const { data, error, refetch, isPlaceholderData } = useJson<SearchAnswer>('/search', { q }, { keep: true });
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting rows={8} />;
  if (data.groups.length === 0 && !isPlaceholderData) return <NothingFound q={q} />;
  return (
    <div className="search-groups" aria-busy={isPlaceholderData}>
      {data.groups.map((group) => (
        <section key={group.group}>
          <h2>
            {group.name} {group.total === null ? null : <span className="secondary">{group.total}</span>}
          </h2>
          <Hits hits={group.hits} />
          {group.next === null ? null : (
            <Way href={searchPage(q, group.group)}>
              {group.total === null
                ? t('ui.search.moreOf', { group: group.name })
                : t('ui.search.allOf', { total: group.total, group: group.name })}
            </Way>
          )}
        </section>
      ))}
    </div>
  );
}

function OneGroup({ q, group }: { q: string; group: string }) {
  const { t } = useWords();
  const [cursors, go] = useState<readonly (string | undefined)[]>([undefined]);
  const [first, note] = useState<SearchGroup>();
  return (
    <div className="search-groups">
      <Way href={searchPage(q)}>{t('ui.search.back')}</Way>
      <section>
        {first ? (
          <h2>
            {first.name} {first.total === null ? null : <span className="secondary">{first.total}</span>}
          </h2>
        ) : null}
        {cursors.map((cursor, at) => (
          <Part
            key={cursor ?? ''}
            asked={{ q, group, cursor }}
            isLast={at === cursors.length - 1}
            onFirst={at === 0 ? note : undefined}
            onMore={(next) => go([...cursors, next])}
          />
        ))}
      </section>
    </div>
  );
}

interface PartProps {
  asked: { q: string; group: string; cursor: string | undefined };
  isLast: boolean;
  onFirst: ((group: SearchGroup) => void) | undefined;
  onMore: (cursor: string) => void;
}

/** One page of a group; the last shows the way on. */
function Part({ asked, isLast, onFirst, onMore }: PartProps) {
  const { t } = useWords();
  const { data, error, refetch } = useJson<SearchAnswer>('/search', asked);
  const found = data?.groups[0];
  useEffect(() => {
    if (found) onFirst?.(found);
  }, [found, onFirst]);
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting rows={8} />;
  if (!found) return onFirst ? <NothingFound q={asked.q} /> : null;
  const { next } = found;
  return (
    <>
      <Hits hits={found.hits} />
      {isLast && next !== null ? <Button onClick={() => onMore(next)}>{t('ui.search.more')}</Button> : null}
    </>
  );
}

const Hits = ({ hits }: { hits: readonly SearchHit[] }) => (
  <ul className="search-list">
    {hits.map((hit) => (
      <li key={`${hit.href} ${hit.title}`}>
        <Way href={hit.href}>{hit.title}</Way>
        {hit.subtitle ? <span className="search-subtitle">{hit.subtitle}</span> : null}
        {hit.said ? <span className="search-said">{hit.said}</span> : null}
      </li>
    ))}
  </ul>
);
