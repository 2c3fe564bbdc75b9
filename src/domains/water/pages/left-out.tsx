// What of a meter's readings does not count, and why; and the intervals of which there is something to say.
import { Link } from '@tanstack/react-router';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { Waiting } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { Exact } from '#units/quantity.ts';
import { showNumber } from '#units/show.ts';
import { ExcludeReadings } from './exclude-readings.tsx';
import { factoryClock, type LeftOutTold, type MeterTold, shownVolume } from './meter-answers.ts';

interface Told {
  key: string;
  cells: readonly string[];
}

/** A small table of words, with one column of numbers. */
function TellingTable({
  caption,
  columns,
  number,
  rows,
}: {
  caption: string;
  columns: readonly string[];
  number: number;
  rows: readonly Told[];
}) {
  const { t } = useWords();
  const right = (at: number) => (at === number ? 'right' : undefined);
  return (
    <NumbersScroll label={caption}>
      <table className="numbers-table">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, at) => (
              <th key={column} scope="col" className={right(at)}>
                {t(`water.oneMeter.leftOut.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, at) => (
                <td key={columns[at]} className={right(at)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </NumbersScroll>
  );
}

/** The part of the page of a meter that says what was left out of its count in a period. */
export function LeftOut({ meter, period }: { meter: MeterTold; period: string }) {
  const { t } = useWords();
  const { timeZone } = meter;
  const { data, error } = useJson<LeftOutTold>(`/water/meters/${meter.id}/left-out`, { period }, { keep: true });
  const clock = factoryClock(timeZone);
  const at = (instant: string) => clock(Date.parse(instant));
  return (
    <section className="board" aria-labelledby="meter-left-out">
      <h2 id="meter-left-out" className="board-title">
        {t('water.oneMeter.leftOut.title')}
      </h2>
      {error && !data ? <p>{t('water.oneMeter.leftOut.failed')}</p> : null}
      {!data && !error ? <Waiting rows={3} /> : null}
      {data ? (
        <>
          <p>
            {t('water.oneMeter.leftOut.readings', {
              ...{ readings: showNumber(new Exact(data.readings)), setAside: data.setAside.length },
              late: showNumber(new Exact(data.late)),
            })}
          </p>
          {data.setAside.length > 0 ? (
            <TellingTable
              caption={t('water.oneMeter.leftOut.setAside')}
              columns={['time', 'count', 'why', 'way']}
              number={1}
              rows={data.setAside.map(({ at: instant, count, use, path }, index) => ({
                key: `${instant} ${index.toString()}`,
                cells: [at(instant), count, t(`water.oneMeter.leftOut.use.${use}`), path],
              }))}
            />
          ) : null}
          {data.intervals.length > 0 ? (
            <TellingTable
              caption={t('water.oneMeter.leftOut.intervals')}
              columns={['from', 'before', 'volume', 'why']}
              number={2}
              rows={data.intervals.map(({ from, before, codes, volumeM3 }) => ({
                key: from,
                cells: [
                  ...[at(from), at(before)],
                  volumeM3 === null ? t('water.oneMeter.leftOut.notKnown') : shownVolume(volumeM3),
                  codes.map((code) => t(`water.interval.${code}`)).join(' · '),
                ],
              }))}
            />
          ) : null}
          {data.takenOut.length > 0 ? (
            <>
              <h3>{t('water.oneMeter.leftOut.takenOut')}</h3>
              <ul className="meter-past">
                {data.takenOut.map(({ id, startsAt, endsBefore, effect, reason, waits, readings }) => (
                  <li key={id}>
                    <Link to={`/records/water.reading-exclusion/${id}` as never}>
                      {t('water.oneMeter.leftOut.span', { from: at(startsAt), before: at(endsBefore) })}
                    </Link>{' '}
                    · {t('water.oneMeter.leftOut.count.readings', { readings: showNumber(new Exact(readings)) })} ·{' '}
                    {reason}{' '}
                    <span className="secondary">
                      · {t('water.oneMeter.leftOut.meanwhile')} {t(`water.exclusion-effect.${effect}`)}
                      {waits ? ` · ${t('water.oneMeter.leftOut.waits')}` : ''}
                    </span>
                  </li>
                ))}
              </ul>
            </>
          ) : null}
          {Math.max(data.setAside.length, data.intervals.length) >= data.most ? (
            <p className="secondary">{t('water.oneMeter.leftOut.most', { most: data.most })}</p>
          ) : null}
        </>
      ) : null}
      {meter.mayRecord ? <ExcludeReadings meter={meter} /> : null}
    </section>
  );
}
