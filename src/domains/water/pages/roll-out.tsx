// The roll-out of intelligent water systems: how far each factory is, and on how many it runs.
import { Link } from '@tanstack/react-router';
import type { CalendarDate } from '#period/calendar-date.ts';
import { labelDate, labelPeriod } from '#period/label.ts';
import { parsePeriod } from '#period/period.ts';
import { useAddress } from '#platform/ui/address.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { type Status, StatusMark } from '#platform/ui/status-mark.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { share } from '#units/quantity.ts';
import { showShare } from '#units/show.ts';
import type { RollOutAnswer } from '../model/saving-answer.ts';
import type { rollOutStates } from '../model/standing.ts';
import { StandingFigure } from './standing-figure.tsx';
import '#platform/ui/chart/numbers.css';
import './savings.css';

const marks: Readonly<Record<(typeof rollOutStates)[number], Status>> = {
  running: 'on_track',
  trial: 'provisional',
  installing: 'provisional',
  planned: 'at_risk',
  not_planned: 'behind',
};

function Row({ site }: { site: RollOutAnswer['sites'][number] }) {
  const { t, local, language } = useWords();
  const day = (on: string) => labelDate(on as CalendarDate, language);
  const { now, next } = site;
  return (
    <tr>
      <th scope="row">
        {local(site.name)} <span className="secondary">{site.code}</span>
      </th>
      <td>
        {now ? (
          <Link to={`/records/water.roll-out/${now.id}` as never}>
            <StatusMark
              status={marks[now.status as keyof typeof marks]}
              words={t(`water.roll-out-state.${now.status}`)}
            />
          </Link>
        ) : (
          <StatusMark status="no_data" words={t('water.rollOut.unknown')} />
        )}
      </td>
      <td>{now ? day(now.on) : '—'}</td>
      <td>{next ? `${t(`water.roll-out-state.${next.status}`)} · ${day(next.on)}` : '—'}</td>
      <td>{now?.note ?? ''}</td>
    </tr>
  );
}

/** The page of the roll-out. */
export function RollOutPage() {
  const { t, language } = useWords();
  const { scope, period } = useAddress();
  const mayRecord = useMay('records.record');
  const { data, error, isPending, refetch } = useJson<RollOutAnswer>('/water/roll-out', { scope }, { keep: true });
  const add = mayRecord ? (
    <LinkButton primary to="/records/water.roll-out/new">
      {t('water.rollOut.add')}
    </LinkButton>
  ) : null;
  return (
    <Page
      title={t('water.rollOut.title')}
      subtitle={
        data && !('noData' in data.rate)
          ? t('water.rollOut.rate', {
              rate: showShare(share(data.rate.value), { language }),
              running: data.rate.sitesRunning,
              sites: data.rate.sites,
              on: labelDate(data.asOf as CalendarDate, language),
            })
          : undefined
      }
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={add}
      empty={
        data && data.sites.length === 0 ? (
          <Teach title={t('water.rollOut.none.title')}>
            <p>{t('water.rollOut.none.text')}</p>
          </Teach>
        ) : undefined
      }
    >
      {data ? (
        <div className="savings">
          <p>
            {t('water.rollOut.figure', { period: labelPeriod(parsePeriod(period), language) })}{' '}
            <StandingFigure
              kpi="water.roll-out-rate"
              beside={({ inputs }) => (
                <span className="secondary">
                  {' '}
                  {t('water.rollOut.figure.of', { running: inputs.sitesRunning ?? '', sites: inputs.sites ?? '' })}
                </span>
              )}
            />
          </p>
          <section className="board" aria-label={t('water.rollOut.title')}>
            <NumbersScroll label={t('water.rollOut.title')}>
              <table className="numbers-table">
                <thead>
                  <tr>
                    <th scope="col">{t('water.roll-out.site')}</th>
                    <th scope="col">{t('water.roll-out.status')}</th>
                    <th scope="col">{t('water.roll-out.reachedOn')}</th>
                    <th scope="col">{t('water.rollOut.next')}</th>
                    <th scope="col">{t('water.roll-out.note')}</th>
                  </tr>
                </thead>
                <tbody>
                  {data.sites.map((site) => (
                    <Row key={site.id} site={site} />
                  ))}
                </tbody>
              </table>
            </NumbersScroll>
          </section>
          <p className="side-text prose">{t('water.rollOut.method')}</p>
        </div>
      ) : null}
    </Page>
  );
}
