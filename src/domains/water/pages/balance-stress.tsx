// Water of areas with water stress apart from the rest, as GRI 303 asks, and of each factory by which file of basins that is known.
import { Link } from '@tanstack/react-router';
import { useAddress } from '#platform/ui/address.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { Exact } from '#units/quantity.ts';
import { showNumber } from '#units/show.ts';
import type { AreaAnswer, StressAnswer } from './balance-answers.ts';
import { StressLines } from './stress-lines.tsx';

const volume = (text: string | null) => (text === null ? '—' : showNumber(new Exact(text), { decimals: 0 }));

function Cells({ of }: { of: AreaAnswer }) {
  return (
    <>
      <td className="right">{volume(of.withdrawalM3)}</td>
      <td className="right">{volume(of.dischargeM3)}</td>
      <td className="right">{volume(of.consumptionM3)}</td>
    </>
  );
}

function Columns({ first }: { first: string }) {
  const { t } = useWords();
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {(['withdrawal', 'discharge', 'consumption'] as const).map((one) => (
          <th key={one} scope="col" className="right">
            {t(`water.balance.stress.${one}`)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** By what a factory's area is known; nothing is not no. */
function By({ by }: { by: StressAnswer['sites'][number]['by'] }) {
  const { t } = useWords();
  if (!by) return <>{t('water.balance.stress.notAssessed')}</>;
  return (
    <>
      {t('water.balance.stress.by', { edition: by.edition, year: by.year })}
      {by.synthetic ? ` · ${t('water.balance.stress.synthetic')}` : ''}
    </>
  );
}

/** The three kinds of areas, and below them the factories. */
export function Stress({ stress }: { stress: StressAnswer }) {
  const { t, local } = useWords();
  const { scope, period } = useAddress();
  if (stress.areas.length === 0) return null;
  const unknown = stress.areas.find(({ area }) => area === 'unknown');
  const stressed = stress.areas.find(({ area }) => area === 'yes');
  const least = stressed?.toldConsumptionM3 ?? null;
  const isUntold = stressed !== undefined && Number(stressed.withoutDischargeM3) > 0;
  const isSynthetic = stress.sites.some(({ by }) => by?.synthetic);
  return (
    <section className="board">
      <h2 className="board-title">{t('water.balance.stress.title')}</h2>
      {unknown ? (
        <p className="balance-finding">
          <StatusMark status="no_data" words={t('water.balance.stress.notKnown')} />{' '}
          {least === null
            ? null
            : t('water.balance.stress.atLeast', {
                ...{ consumption: volume(least), withdrawal: volume(unknown.withdrawalM3) },
              })}{' '}
          <Link to={'/water/risk' as never} search={{ scope, period } as never}>
            {t('water.risk.title')}
          </Link>
        </p>
      ) : null}
      {isUntold ? (
        <p className="balance-finding">
          <StatusMark
            status="no_data"
            words={t('water.balance.stress.withoutDischarge', { withdrawal: volume(stressed.withoutDischargeM3) })}
          />{' '}
          {least === null || unknown ? null : t('water.balance.stress.others', { consumption: volume(least) })}
        </p>
      ) : null}
      {isSynthetic ? (
        <p className="balance-finding">
          <StatusMark status="at_risk" words={t('water.balance.stress.madeUp')} />
        </p>
      ) : null}
      <NumbersScroll label={t('water.balance.stress.title')}>
        <table className="numbers-table">
          <Columns first="m³" />
          <tbody>
            {stress.areas.map((one) => (
              <tr key={one.area}>
                <th scope="row">
                  {t(`water.balance.stress.area.${one.area}`)}{' '}
                  <span className="secondary">{t('water.balance.stress.sites', { count: one.sites })}</span>
                </th>
                <Cells of={one} />
              </tr>
            ))}
          </tbody>
        </table>
      </NumbersScroll>
      <StressLines stress={stress} />
      <details className="balance-say">
        <summary>{t('water.balance.stress.bySite')}</summary>
        <NumbersScroll label={t('water.balance.stress.bySite')}>
          <table className="numbers-table">
            <Columns first={t('water.risk.factory')} />
            <tbody>
              {stress.sites.map((one) => (
                <tr key={[one.siteId, one.area, one.by?.edition, one.by?.year].join(' ')}>
                  <th scope="row">
                    {local(one.name)}{' '}
                    <span className="secondary balance-stress-by">
                      {t(`water.balance.stress.area.${one.area}`)} · <By by={one.by} />
                    </span>
                  </th>
                  <Cells of={one} />
                </tr>
              ))}
            </tbody>
          </table>
        </NumbersScroll>
      </details>
    </section>
  );
}
