// What would UL 2799 say: both readings of the rate, the level or why there is none, and the sentence one may claim?
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { inSentence } from '#period/in-sentence.ts';
import { labelPeriod } from '#period/label.ts';
import { lastDayOf, readPeriod } from '#period/period.ts';
import { useAddress } from '#platform/ui/address.ts';
import { type FigureAnswer, pressable } from '#platform/ui/figure-answer.ts';
import { FigureButton } from '#platform/ui/figure-button.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { share } from '#units/quantity.ts';
import { showShare } from '#units/show.ts';

interface UlExtra {
  nonThermalShare: string;
  creditedShare: string;
  passesGate: boolean;
  capApplies: boolean;
  level: { byTotal: string | null; byNonThermal: string | null; ambiguous: boolean } | 'indicative';
  claim: { level: string | null; diversionShare: string; thermalShare: string; reachesClaim: boolean };
}

/** The twelve months that end with a period. */
export function twelveMonthsTo(written: string): string | undefined {
  const period = readPeriod(written);
  return period ? `R12-${lastDayOf(period).slice(0, 7)}` : undefined;
}

/** Both readings with their levels, and what they hang on. */
export function UlReadings({ figure }: { figure: FigureAnswer }) {
  const { t, language } = useWords();
  const extra = figure.extra as unknown as UlExtra | undefined;
  if (figure.value === null || !extra) return null;
  const percent = (text: string) => showShare(share(text), { language }).replace(/\s?%$/, '');
  const { level } = extra;
  const levelText = (id: string | null) =>
    id === null ? t('reports.page.ul.noLevel') : t(`reports.page.ul.level.${id}`);
  const readings = [
    { key: 'byTotal', value: extra.creditedShare },
    { key: 'byNonThermal', value: extra.nonThermalShare },
  ] as const;
  return (
    <>
      <table className="numbers-table">
        <thead>
          <tr>
            <th scope="col">{t('reports.page.ul.reading')}</th>
            <th scope="col" className="right">
              %
            </th>
            <th scope="col">{t('reports.page.ul.levelColumn')}</th>
          </tr>
        </thead>
        <tbody>
          {readings.map(({ key, value }) => (
            <tr key={key}>
              <th scope="row">{t(`reports.page.ul.${key}`)}</th>
              <td className="right">{percent(value)}</td>
              <td>{level === 'indicative' ? t('reports.page.ul.indicative') : levelText(level[key])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="ul-notes">
        {level === 'indicative' ? <li>{t('reports.page.ul.indicativeWhy')}</li> : null}
        {level !== 'indicative' && level.ambiguous ? (
          <li>
            <strong>{t('reports.page.ul.ambiguous')}</strong>
          </li>
        ) : null}
        {extra.passesGate ? null : <li>{t('reports.page.ul.gateMissed')}</li>}
        {extra.capApplies ? <li>{t('reports.page.ul.capped')}</li> : null}
      </ul>
    </>
  );
}

function Claim({ figure, extra: { claim, level } }: { figure: FigureAnswer; extra: UlExtra }) {
  const { t, language } = useWords();
  const percent = (text: string) => showShare(share(text), { language });
  return (
    <>
      {claim.reachesClaim && level !== 'indicative' ? (
        <blockquote className="ul-claim">
          {t(claim.level === null ? 'reports.page.ul.claimNoLevel' : 'reports.page.ul.claim', {
            level: claim.level === null ? '' : t(`reports.page.ul.level.${claim.level}`),
            diversion: percent(claim.diversionShare),
            thermal: percent(claim.thermalShare),
          })}
        </blockquote>
      ) : (
        <p className="side-text">{t('reports.page.ul.noClaim')}</p>
      )}
      <p className="side-text">{t('reports.page.ul.scope', { period: inSentence(figure.periodLabel, language) })}</p>
    </>
  );
}

export function UlCard({ figure }: { figure: FigureAnswer }) {
  const { t, language } = useWords();
  const { set, period } = useAddress();
  const extra = figure.extra as unknown as UlExtra | undefined;
  const twelve = twelveMonthsTo(period);
  const read = twelve ? readPeriod(twelve) : undefined;
  return (
    <section className="board" aria-labelledby="ul-title">
      <h2 id="ul-title" className="board-title">
        {t('reports.page.ul.title')}
      </h2>
      <p className="ul-value">
        <FigureButton figure={pressable(figure)} size="key" />
        <span className="side-text">{t('reports.page.ul.total')}</span>
      </p>
      {figure.value === null || !extra ? (
        <p>○ {figure.noData?.words ?? t('ui.status.no_data')}</p>
      ) : (
        <>
          <UlReadings figure={figure} />
          <Claim figure={figure} extra={extra} />
          <p>
            <Link to={'/waste/ul2799' as never}>{t('waste.ul.link')}</Link>
          </p>
        </>
      )}
      {extra?.level === 'indicative' && twelve && read && twelve !== period ? (
        <Button onClick={() => set({ period: twelve })}>
          {t('reports.page.ul.showTwelve', { period: inSentence(labelPeriod(read, language), language) })}
        </Button>
      ) : null}
    </section>
  );
}
