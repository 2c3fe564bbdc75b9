// Which laws, standards and lists items are judged by: every rule pack with its editions, and which is in force today.
import { Link } from '@tanstack/react-router';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { PackLine, PacksAnswer } from '../model/pack-answer.ts';
import { PackCell, type PackColumn, PackTable } from './pack-table.tsx';
import { standingMarks, usePackWords } from './pack-words.ts';
import { VerifiedMark } from './verified-mark.tsx';

function useColumns() {
  const { t } = usePackWords();
  return {
    pack: { title: t('substances.packs.pack') },
    standing: { title: t('substances.packs.standing') },
    restrictions: { title: t('substances.packs.restrictions'), right: true },
    exemptions: { title: t('substances.packs.exemptions'), right: true },
    checked: { title: t('substances.packs.checked') },
    source: { title: t('substances.packs.source') },
    review: { title: t('substances.packs.review') },
  } as const satisfies Record<string, PackColumn>;
}

/** How many it restricts, and how many of these today. */
function Count({ counts: { restrictions, restrictionsToday, groups }, standing }: PackLine) {
  const { t } = usePackWords();
  if (restrictions === 0) return <>{groups === 0 ? '—' : t('substances.packs.groupCount', { count: groups })}</>;
  if (standing !== 'in_force' || restrictionsToday === restrictions) return <>{restrictions}</>;
  return <>{t('substances.packs.ofToday', { today: restrictionsToday, count: restrictions })}</>;
}

function Review({ reviewOn, reviewIsDue }: PackLine) {
  const { t, day } = usePackWords();
  if (reviewOn === null) return <span className="secondary">{t('substances.packs.noReview')}</span>;
  const on = day(reviewOn);
  return reviewIsDue ? (
    <StatusMark status="at_risk" words={t('substances.packs.reviewDue', { on })} />
  ) : (
    <span className="pack-day">{on}</span>
  );
}

function Row({ line }: { line: PackLine }) {
  const { t, local, standing } = usePackWords();
  const columns = useColumns();
  const at = `/substances/packs/${line.pack}`;
  return (
    <tr>
      <th scope="row" className="pack-name">
        <Link to={at as never}>{local(line.title)}</Link>
        {line.customer ? (
          <span className="pack-below">{t('substances.packs.ofCustomer', { customer: line.customer.name })}</span>
        ) : null}
        <span className="secondary pack-below">
          {line.pack} · {t('substances.packs.edition')} {line.edition}
        </span>
        {line.otherEditions.map((one) => (
          <Link
            key={one.edition}
            to={at as never}
            search={((now: object) => ({ ...now, edition: one.edition })) as never}
            className="secondary pack-below"
          >
            {t('substances.packs.other', { edition: one.edition, standing: standing(one) })}
          </Link>
        ))}
      </th>
      <PackCell {...columns.standing}>
        <StatusMark status={standingMarks[line.standing]} words={standing(line)} />
      </PackCell>
      <PackCell {...columns.restrictions}>
        <Count {...line} />
      </PackCell>
      <PackCell {...columns.exemptions}>{line.counts.exemptions === 0 ? '—' : line.counts.exemptions}</PackCell>
      <PackCell {...columns.checked}>
        {line.customer ? (
          <StatusMark status="on_track" words={t('substances.packs.approved')} />
        ) : (
          <VerifiedMark verified={line.verified} />
        )}
      </PackCell>
      <PackCell {...columns.source}>
        <span className="pack-source">{line.source}</span>
      </PackCell>
      <PackCell {...columns.review}>
        {line.customer ? <span className="secondary">—</span> : <Review {...line} />}
      </PackCell>
    </tr>
  );
}

/** The page of the rule packs. */
export function PacksPage() {
  const { t, day } = usePackWords();
  const columns = useColumns();
  const { data, error, isPending, refetch } = useJson<PacksAnswer>('/substances/packs');
  const mayRecord = useMay('records.record');
  return (
    <Page
      title={t('substances.packs.title')}
      subtitle={data ? t('substances.packs.subtitle', { on: day(data.today) }) : undefined}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={
        mayRecord ? (
          <LinkButton to="/substances/customer-lists">{t('substances.packs.takeList')}</LinkButton>
        ) : undefined
      }
      empty={
        data && data.packs.length === 0 ? (
          <Teach title={t('substances.packs.none.title')}>
            <p>{t('substances.packs.none.text')}</p>
          </Teach>
        ) : undefined
      }
    >
      {data ? (
        <div className="packs">
          <section className="board" aria-label={t('substances.packs.title')}>
            <PackTable label={t('substances.packs.title')} columns={Object.values(columns)}>
              {data.packs.map((line) => (
                <Row key={line.pack} line={line} />
              ))}
            </PackTable>
          </section>
          <p className="side-text prose">{t('substances.packs.method')}</p>
        </div>
      ) : null}
    </Page>
  );
}
