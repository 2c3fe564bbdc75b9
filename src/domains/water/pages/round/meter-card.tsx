// What is known of a meter before which somebody stands: where it is, which one, what it showed, what is to be expected.
import { useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { expectedRange } from '../../rules/round-meter.ts';
import type { RoundMeterAnswer } from './round-answers.ts';

/** Last reading and what is to be expected at an instant. */
export function Known({ meter, atMs }: { meter: RoundMeterAnswer; atMs: number }) {
  const { t } = useWords();
  const instant = useInstant();
  const range = expectedRange(meter, atMs);
  return (
    <dl className="round-known">
      <div>
        <dt>{t('water.round.last')}</dt>
        <dd>
          {meter.last ? (
            <>
              <strong>{meter.last.count}</strong>{' '}
              <span className="secondary">{instant(new Date(meter.last.atMs).toISOString())}</span>
            </>
          ) : (
            t('water.round.noLast')
          )}
        </dd>
      </div>
      <div>
        <dt>{t('water.round.expected')}</dt>
        <dd>{range ? t('water.round.range', range) : t('water.round.noRange')}</dd>
      </div>
    </dl>
  );
}

/** @param atMs the instant of the reading */
export function MeterCard({ meter, atMs }: { meter: RoundMeterAnswer; atMs: number }) {
  const { t, local } = useWords();
  const { span } = meter;
  return (
    <section className="round-card">
      <h2>
        {meter.code} <span>{local(meter.name)}</span>
      </h2>
      <p className="secondary">
        {meter.place ? `${local(meter.place)} · ` : ''}
        {local(meter.site.name)}
        {span ? ` · ${t('water.round.serial', { serial: span.serial })}` : ''}
      </p>
      {span && span.m3PerCount !== '1' ? (
        <p className="secondary">{t('water.round.worth', { volume: span.m3PerCount })}</p>
      ) : null}
      {span ? <Known meter={meter} atMs={atMs} /> : <p role="note">{t('water.round.noMeterThere')}</p>}
    </section>
  );
}
