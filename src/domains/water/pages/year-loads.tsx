// What left an outlet since the year began, against what its permit allows in a year.
import { Link } from '@tanstack/react-router';
import { labelPeriod } from '#period/label.ts';
import { monthPeriod } from '#period/period.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { Exact, share } from '#units/quantity.ts';
import { showNumber, showShare } from '#units/show.ts';
import type { YearLoadAnswer } from '../model/wastewater-answer.ts';
import { plain } from './wastewater-words.ts';

function Load({ load }: { load: YearLoadAnswer }) {
  const { t, language } = useWords();
  const { id, parameter, source, permittedKg, months, missing, kg, ofPermit, exceeds } = load;
  // What is missing would only be added.
  const said = missing.length > 0 ? 'atLeast' : 'whole';
  return (
    <tr>
      <th scope="row">
        <Link to={`/records/water.limit/${id}` as never}>{t(`water.parameter.${parameter}`)}</Link>
        <span className="secondary made-of">{source}</span>
      </th>
      <td className="right" data-label={t('water.load.load')}>
        {kg === null ? '—' : t(`water.load.${said}`, { kg: showNumber(new Exact(kg), { decimals: 1 }) })}
      </td>
      <td className="right" data-label={t('water.load.permitted')}>
        {t('water.load.whole', { kg: plain(permittedKg) })}
      </td>
      <td data-label={t('water.load.state')}>
        {ofPermit === null ? (
          <StatusMark status="no_data" words={t('water.load.noneKnown')} />
        ) : (
          <StatusMark
            status={exceeds ? 'behind' : missing.length > 0 ? 'at_risk' : 'on_track'}
            words={t(exceeds ? 'water.load.exceeds' : 'water.load.ofPermit', {
              share: showShare(share(ofPermit), { language }),
            })}
          />
        )}
        {missing.length > 0 && kg !== null ? (
          <span className="secondary made-of">
            {t('water.load.missing', {
              count: missing.length,
              months,
              which: missing.map((month) => labelPeriod(monthPeriod(month), language)).join(t('water.load.comma')),
            })}
          </span>
        ) : null}
      </td>
    </tr>
  );
}

/** The loads of one outlet; nothing where its permit names none. */
export function YearLoads({ loads }: { loads: readonly YearLoadAnswer[] }) {
  const { t } = useWords();
  const [first] = loads;
  if (!first) return null;
  return (
    <>
      <h3 className="outlet-loads">{t('water.load.title', { count: first.months })}</h3>
      <NumbersScroll label={t('water.load.title', { count: first.months })}>
        <table className="numbers-table wastewater-table records-cards">
          <thead>
            <tr>
              <th scope="col">{t('water.limit.parameter')}</th>
              <th scope="col" className="right">
                {t('water.load.load')}
              </th>
              <th scope="col" className="right">
                {t('water.load.permitted')}
              </th>
              <th scope="col">{t('water.load.state')}</th>
            </tr>
          </thead>
          <tbody>
            {loads.map((load) => (
              <Load key={load.id} load={load} />
            ))}
          </tbody>
        </table>
      </NumbersScroll>
      <p className="outlet-note secondary">{t(`water.load.method.${first.policy}`)}</p>
    </>
  );
}
