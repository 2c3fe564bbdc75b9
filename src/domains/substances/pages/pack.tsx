// One edition of a rule pack: how it stands, where it is from, what is not held, what it restricts, and its worked examples.
import { Link, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page } from '#platform/ui/page.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { PackAnswer } from '../model/pack-answer.ts';
import { Examples } from './pack-examples.tsx';
import { Exemptions } from './pack-exemptions.tsx';
import { Groups } from './pack-groups.tsx';
import { Restrictions } from './pack-restrictions.tsx';
import { standingMarks, usePackWords } from './pack-words.ts';
import '#platform/ui/chart/numbers.css';
import './packs.css';

function Editions({ pack }: { pack: PackAnswer }) {
  const { standing } = usePackWords();
  return (
    <ul>
      {pack.editions.map((one) => (
        <li key={one.edition}>
          {one.edition === pack.edition ? (
            <strong>{one.edition}</strong>
          ) : (
            <Link to={'.' as never} search={((now: object) => ({ ...now, edition: one.edition })) as never}>
              {one.edition}
            </Link>
          )}{' '}
          <span className="secondary">{standing(one)}</span>
        </li>
      ))}
    </ul>
  );
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Review({ pack: { reviewOn, reviewIsDue } }: { pack: PackAnswer }) {
  const { t, day } = usePackWords();
  if (reviewOn === null) return <span className="secondary">{t('substances.packs.noReview')}</span>;
  const on = day(reviewOn);
  return reviewIsDue ? <StatusMark status="at_risk" words={t('substances.packs.reviewDue', { on })} /> : on;
}

function Facts({ pack }: { pack: PackAnswer }) {
  const { t, standing } = usePackWords();
  const { unverified } = pack.counts;
  return (
    <dl className="pack-facts">
      <Fact title={t('substances.pack.effective')}>
        <StatusMark status={standingMarks[pack.standing]} words={standing(pack)} />
        {pack.effectiveFrom === null ? (
          <span className="secondary pack-below">{t('substances.packs.always')}</span>
        ) : null}
        <span className="secondary pack-below">{t(`substances.pack.${pack.inUse ? 'inUse' : 'notInUse'}`)}</span>
      </Fact>
      {pack.customer ? (
        <Fact title={t('substances.pack.customer')}>
          {pack.customer.name}
          <Link to={`/records/substances.customer-list/${pack.customer.record}` as never} className="pack-below">
            {t('substances.pack.record')}
          </Link>
        </Fact>
      ) : (
        <>
          <Fact title={t('substances.packs.source')}>{pack.source}</Fact>
          <Fact title={t('substances.pack.asOf')}>{pack.asOf}</Fact>
          <Fact title={t('substances.pack.licence')}>{pack.licence}</Fact>
        </>
      )}
      <Fact title={t('substances.pack.values')}>
        <StatusMark
          status={unverified === 0 ? 'on_track' : 'provisional'}
          words={
            pack.customer
              ? t('substances.pack.customersRows')
              : unverified === 0
                ? t('substances.pack.allVerified')
                : t('substances.pack.rowsUnverified', { count: unverified })
          }
        />
      </Fact>
      {pack.customer ? null : (
        <Fact title={t('substances.packs.review')}>
          <Review pack={pack} />
        </Fact>
      )}
      {pack.editions.length > 1 ? (
        <Fact title={t('substances.pack.editions')}>
          <Editions pack={pack} />
        </Fact>
      ) : null}
      <Fact title={t('substances.pack.hash')}>
        <code className="secondary" title={pack.hash}>
          {pack.hash.slice(0, 16)}
        </code>
      </Fact>
    </dl>
  );
}

/** What stands below, to go there at once. */
function Contents({ pack: { counts, exemptions, groups, examples } }: { pack: PackAnswer }) {
  const { t } = usePackWords();
  const parts = [
    { at: 'restrictions', count: counts.restrictions, word: 'substances.pack.restrictionCount' },
    { at: 'exemptions', count: exemptions.length, word: 'substances.pack.exemptionCount' },
    { at: 'examples', count: examples.length, word: 'substances.pack.exampleCount' },
    { at: 'groups', count: groups.length, word: 'substances.packs.groupCount' },
  ].filter(({ count }) => count > 0);
  return (
    <nav aria-label={t('substances.pack.contents')} className="pack-contents">
      {parts.map(({ at, count, word }) => (
        <a key={at} href={`#${at}`}>
          {t(word, { count })}
        </a>
      ))}
    </nav>
  );
}

/** The page of a rule pack. */
export function PackPage() {
  const { t, local, standing } = usePackWords();
  const { pack: name = '' } = useParams({ strict: false }) as { pack?: string };
  const { edition } = useSearch({ strict: false }) as { edition?: string };
  const { data, error, isPending, refetch } = useJson<PackAnswer>(
    `/substances/packs/${encodeURIComponent(name)}`,
    edition === undefined ? {} : { edition },
    { keep: true },
  );
  return (
    <Page
      title={data ? local(data.title) : t('substances.packs.pack')}
      subtitle={data ? t('substances.pack.subtitle', { edition: data.edition, standing: standing(data) }) : undefined}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={
        <>
          <LinkButton to="/substances/packs">{t('substances.packs.title')}</LinkButton>
          <LinkButton to={`/substances/packs/${name}/compare`}>{t('substances.pack.compare')}</LinkButton>
        </>
      }
    >
      {data ? (
        <div className="packs" key={`${data.pack} ${data.edition}`}>
          <section className="board" aria-label={t('substances.pack.facts')}>
            <Facts pack={data} />
            {data.note ? (
              <>
                <h2 className="pack-note-title">{t('substances.pack.note')}</h2>
                <p className="prose">{local(data.note)}</p>
              </>
            ) : null}
            <Contents pack={data} />
          </section>
          {data.restrictions.length > 0 ? <Restrictions pack={data} /> : null}
          <Exemptions pack={data} />
          {data.customer ? null : <Examples pack={data} />}
          <Groups pack={data} />
        </div>
      ) : null}
    </Page>
  );
}
