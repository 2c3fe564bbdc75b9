// The new rate of the month with everything recorded, and what moved it, as one sentence and one bar a stream.
import { useWords } from '#platform/ui/language.tsx';
import { share as exactShare, tonnes } from '#units/quantity.ts';
import { showMass } from '#units/show.ts';
import type { MonthRate, MovedStream } from '../model/month-rate.ts';

const mostShown = 6;

/** The panel of the rate. */
export function MonthRatePanel({ rate }: { rate: MonthRate }) {
  const { t } = useWords();
  const streams = rate.movement?.streams.slice(0, mostShown) ?? [];
  const widest = Math.max(...streams.map((one) => Math.abs(Number(one.share.value))), 0);
  return (
    <section className="month-panel" aria-label={t('waste.month-end.rate')}>
      <h2>{t('waste.month-end.rate')}</h2>
      <p className="month-rate">
        <strong>{rate.rate?.printed ?? '—'}</strong>
        {rate.rate && rate.isProvisional ? (
          <span className="status-provisional" title={t('ui.status.provisional')}>
            <span aria-hidden="true">◌</span>
            <span className="visually-hidden">{t('ui.status.provisional')}</span>
          </span>
        ) : null}
        {rate.movement ? <span className="month-rate-change">{rate.movement.change.printed}</span> : null}
      </p>
      <p className="month-rate-words">{rate.words}</p>
      {streams.length > 0 ? (
        <ul className="month-moves">
          {streams.map((stream) => (
            <Move key={stream.streamId} stream={stream} widest={widest} />
          ))}
        </ul>
      ) : null}
      {rate.rate && rate.toDate.withMonth ? (
        <p className="small secondary">
          {t(rate.toDate.approved ? 'waste.month-end.toDate' : 'waste.month-end.toDateFirst', {
            before: rate.toDate.approved?.printed ?? '',
            now: rate.toDate.withMonth.printed,
          })}
        </p>
      ) : null}
    </section>
  );
}

function Move({ stream, widest }: { stream: MovedStream; widest: number }) {
  const { t, local } = useWords();
  const isUp = exactShare(stream.share.value).gt(0);
  const width = widest === 0 ? 0 : (Math.abs(Number(stream.share.value)) / widest) * 50;
  const ways = stream.parts
    .map((part) =>
      t('waste.month-end.way', {
        treatment: t(`waste.treatment.${part.treatment}`),
        before: showMass(tonnes(part.massBeforeTonnes)),
        now: showMass(tonnes(part.massTonnes)),
      }),
    )
    .join('\n');
  return (
    <li title={ways}>
      <span className="month-move-name">{local(stream.name)}</span>
      <span className="month-move-share">{stream.share.printed}</span>
      <span className="month-move-track" aria-hidden="true">
        <span
          className={isUp ? 'month-move-up' : 'month-move-down'}
          style={{ width: `${width}%`, left: isUp ? '50%' : `${50 - width}%` }}
        />
      </span>
      <span className="visually-hidden">{ways}</span>
    </li>
  );
}
