// The storage ledger: what lay in the store, came in, left and lies there now, stream by stream, and what stands there too long.
import { Link } from '@tanstack/react-router';
import { type CalendarDate, calendarDate } from '#period/calendar-date.ts';
import { labelDate, labelPeriod } from '#period/label.ts';
import { parsePeriod } from '#period/period.ts';
import { useAddress } from '#platform/ui/address.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { useIsPhone } from '#platform/ui/use-is-phone.ts';
import { useJson } from '#platform/ui/use-json.ts';
import { Exact } from '#units/quantity.ts';
import { showChange, showNumber } from '#units/show.ts';
import { type StorageAlarm, storageNoticeDays } from '../rules/storage-age.ts';
import { alarmMarks, type StorageAnswer, type StorageLine } from './storage-answers.ts';
import './storage.css';

const mass = (text: string | null) => (text === null ? '—' : showNumber(new Exact(text), { decimals: 3 }));
const change = (text: string) => (new Exact(text).isZero() ? '—' : showChange(new Exact(text), { decimals: 3 }));

/** Where the movements, or the loads, behind one line are listed. */
function useBehind(line: StorageLine) {
  const { period } = useAddress();
  const search = { scope: `site:${line.site.code}`, period, 'filter.stream': line.stream.id } as never;
  return {
    movements: { to: '/records/waste.storage-movement', search },
    loads: { to: '/records/waste.load', search },
  };
}

function Oldest({ line }: { line: StorageLine }) {
  const { t } = useWords();
  const { oldest } = line;
  if (!oldest) return <span className="secondary">{t('waste.page.storage.empty')}</span>;
  const { container, days, limitDays, alarm } = oldest;
  return (
    <span className="storage-oldest">
      <StatusMark
        status={alarmMarks[alarm]}
        words={t(`waste.page.storage.alarm.${alarm}`, { days, limit: limitDays })}
      />
      <span className="secondary storage-container">{container}</span>
    </span>
  );
}

function Notes({ line }: { line: StorageLine }) {
  const { t } = useWords();
  const facts = { out: mass(line.outMassTonnes), loads: mass(line.loadsMassTonnes) };
  return (
    <>
      {line.noData ? <p className="storage-note">○ {t(`waste.page.storage.noData.${line.noData}`)}</p> : null}
      {line.questions.map((question) => (
        <p key={question} className="storage-note field-warning">
          ▲ {t(`waste.page.storage.question.${question}`, facts)}
        </p>
      ))}
    </>
  );
}

function Row({ line }: { line: StorageLine }) {
  const { t, local } = useWords();
  const behind = useBehind(line);
  return (
    <tr>
      <th scope="row">
        <Link {...behind.movements} title={t('waste.page.storage.toMovements')}>
          {line.stream.code} {local(line.stream.name)}
        </Link>
        {line.provisional ? (
          <span className="storage-mark status-provisional" title={t('waste.page.storage.provisional')}>
            {' '}
            <span aria-hidden="true" className="status-sign">
              ◌
            </span>
            <span className="visually-hidden">{t('waste.page.storage.provisional')}</span>
          </span>
        ) : null}
        <Notes line={line} />
      </th>
      <td className="right">{mass(line.openingMassTonnes)}</td>
      <td className="right">{mass(line.inMassTonnes)}</td>
      <td className="right">
        <Link {...behind.loads} title={t('waste.page.storage.toLoads')}>
          {mass(line.loadsMassTonnes)}
        </Link>
      </td>
      <td className="right">{new Exact(line.onSiteMassTonnes).isZero() ? '—' : mass(line.onSiteMassTonnes)}</td>
      <td className="right">{change(line.stockTakeMassTonnes)}</td>
      <td className="right">
        <strong>{mass(line.closingMassTonnes)}</strong>
      </td>
      <td className="right">{mass(line.generatedMassTonnes)}</td>
      <td>
        <Oldest line={line} />
      </td>
    </tr>
  );
}

const columns = ['opening', 'in', 'loads', 'onSite', 'stockTake', 'closing', 'generated'] as const;

function Ledger({ lines }: { lines: readonly StorageLine[] }) {
  const { t } = useWords();
  return (
    <NumbersScroll label={t('waste.page.storage.title')}>
      <table className="numbers-table storage-table">
        <thead>
          <tr>
            <th scope="col">{t('waste.page.storage.stream')}</th>
            {columns.map((column) => (
              <th key={column} scope="col" className="right">
                {t(`waste.page.storage.${column}`)}
              </th>
            ))}
            <th scope="col">{t('waste.page.storage.oldest')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Row key={line.stream.id} line={line} />
          ))}
        </tbody>
      </table>
    </NumbersScroll>
  );
}

/** The same on a phone: a card for each stream, its terms below each other as the identity reads. */
function Card({ line }: { line: StorageLine }) {
  const { t, local } = useWords();
  const behind = useBehind(line);
  const terms = [
    ['opening', mass(line.openingMassTonnes)],
    ['in', `+ ${mass(line.inMassTonnes)}`],
    ['loads', `− ${mass(line.loadsMassTonnes)}`],
    ...(new Exact(line.onSiteMassTonnes).isZero() ? [] : [['onSite', `− ${mass(line.onSiteMassTonnes)}`] as const]),
    ...(new Exact(line.stockTakeMassTonnes).isZero() ? [] : [['stockTake', change(line.stockTakeMassTonnes)] as const]),
    ['closing', mass(line.closingMassTonnes)],
    ['generated', mass(line.generatedMassTonnes)],
  ] as const;
  return (
    <li className="storage-card">
      <Link {...behind.movements} className="storage-card-title">
        {line.stream.code} {local(line.stream.name)}
      </Link>
      <Oldest line={line} />
      <dl className="storage-terms">
        {terms.map(([term, shown]) => (
          <div key={term} className={`storage-term-${term}`}>
            <dt>{t(`waste.page.storage.${term}`)}</dt>
            <dd>{shown}</dd>
          </div>
        ))}
      </dl>
      <Notes line={line} />
    </li>
  );
}

/** How many stand there too long, and how many soon will. */
function Alarms({ rows }: { rows: readonly StorageLine[] }) {
  const { t } = useWords();
  const count = (alarm: StorageAlarm) => rows.filter(({ oldest }) => oldest?.alarm === alarm).length;
  const missing = rows.filter(({ noData }) => noData === 'opening_stock_missing').length;
  return (
    <ul className="storage-alarms">
      {(['over', 'soon'] as const).map((alarm) =>
        count(alarm) > 0 ? (
          <li key={alarm}>
            <StatusMark
              status={alarmMarks[alarm]}
              words={t(`waste.page.storage.streams.${alarm}`, { count: count(alarm), days: storageNoticeDays })}
            />
          </li>
        ) : null,
      )}
      {count('over') + count('soon') === 0 && rows.some(({ oldest }) => oldest) ? (
        <li>
          <StatusMark status="on_track" words={t('waste.page.storage.streams.within')} />
        </li>
      ) : null}
      {missing > 0 ? (
        <li>
          <StatusMark status="no_data" words={t('waste.page.storage.streams.missing', { count: missing })} />
        </li>
      ) : null}
    </ul>
  );
}

export function StoragePage() {
  const { t, local, language } = useWords();
  const { scope, period } = useAddress();
  const mayRecord = useMay('records.record');
  const isPhone = useIsPhone();
  const { data, error, isPending, refetch } = useJson<StorageAnswer>(
    '/waste/storage',
    { scope, period },
    { keep: true },
  );
  const bySite = Map.groupBy(data?.rows ?? [], ({ site }) => site.id);
  const add = mayRecord ? (
    <LinkButton primary to="/records/waste.storage-movement/new">
      {t('waste.page.storage.add')}
    </LinkButton>
  ) : null;
  return (
    <Page
      title={t('waste.page.storage.title')}
      subtitle={
        data
          ? t('waste.page.storage.asOf', {
              period: labelPeriod(parsePeriod(data.period), language),
              day: labelDate(calendarDate(data.asOf) as CalendarDate, language),
            })
          : undefined
      }
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={add}
      empty={
        data && data.rows.length === 0 ? (
          <Teach title={t('waste.page.storage.none.title')} actions={add}>
            <p>{t('waste.page.storage.none.text')}</p>
          </Teach>
        ) : undefined
      }
    >
      {data ? (
        <div className="storage">
          <Alarms rows={data.rows} />
          {[...bySite.values()].map((lines) => (
            <section key={lines[0]?.site.id} className={isPhone ? undefined : 'board'}>
              <h2 className="board-title">
                {local(lines[0]?.site.name)} <span className="secondary">{lines[0]?.site.code}</span>
              </h2>
              {isPhone ? (
                <ul className="storage-cards">
                  {lines.map((line) => (
                    <Card key={line.stream.id} line={line} />
                  ))}
                </ul>
              ) : (
                <Ledger lines={lines} />
              )}
            </section>
          ))}
          <p className="side-text prose">{t('waste.page.storage.method')}</p>
        </div>
      ) : null}
    </Page>
  );
}
