// The yearly third-party test of each factory: done, partial with what is missing, exempt, or still to come.
import { Link } from '@tanstack/react-router';
import { labelDate } from '#period/label.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { useIsPhone } from '#platform/ui/use-is-phone.ts';
import type { SiteAnswer, WastewaterAnswer } from '../model/wastewater-answer.ts';
import { testMarks } from './wastewater-words.ts';

type Year = Pick<WastewaterAnswer, 'yearEnds' | 'today'>;

/** How the test of a factory stands, with what is missing of it. */
export function TestState({ test, year }: { test: SiteAnswer['test']; year: Year }) {
  const { t, language } = useWords();
  const { state, testedCount, dueCount } = test;
  const running = year.today <= year.yearEnds;
  const waits = running && (state === 'not_done' || state === 'partial');
  return (
    <span className="exceedance-place">
      <StatusMark
        status={waits && state === 'not_done' ? 'at_risk' : testMarks[state]}
        words={t(`water.wastewater.test.${state}`, { tested: testedCount, due: dueCount })}
      />
      {waits ? (
        <span className="secondary">
          {t('water.wastewater.test.until', { day: labelDate(year.yearEnds, language) })}
        </span>
      ) : null}
      {state === 'partial' || (state === 'not_done' && test.missing.length > 0) ? (
        <ul className="test-missing secondary">
          {test.missing.map(({ outlet, parameters }) => (
            <li key={outlet.id}>
              {outlet.code}
              {t('water.wastewater.colon')}
              {parameters.map((one) => t(`water.parameter.${one}`)).join(t('water.wastewater.listed'))}
            </li>
          ))}
        </ul>
      ) : null}
      {test.notAccredited > 0 ? (
        <span className="secondary">{t('water.wastewater.test.notAccredited', { count: test.notAccredited })}</span>
      ) : null}
      {test.exemption ? (
        <Link className="secondary" to={`/records/water.test-exemption/${test.exemption.id}` as never}>
          {test.exemption.reason}
        </Link>
      ) : null}
    </span>
  );
}

/** What is due and overdue by the plan, and open. */
function Counts({ of }: { of: SiteAnswer }) {
  const { t } = useWords();
  return (
    <span className="exceedance-place">
      {of.overdue > 0 ? (
        <StatusMark status="behind" words={t('water.wastewater.overdue', { count: of.overdue })} />
      ) : null}
      {of.due > 0 ? <StatusMark status="at_risk" words={t('water.wastewater.due', { count: of.due })} /> : null}
      {of.overdue + of.due === 0 ? '—' : null}
    </span>
  );
}

function Name({ of }: { of: SiteAnswer }) {
  const { local } = useWords();
  return (
    <Link to={'.' as never} search={((now: object) => ({ ...now, scope: `site:${of.site.code}` })) as never}>
      {local(of.site.name)} <span className="secondary">{of.site.code}</span>
    </Link>
  );
}

/** Every factory of the scope. */
export function Sites({ sites, year }: { sites: readonly SiteAnswer[]; year: Year }) {
  const { t } = useWords();
  const isPhone = useIsPhone();
  if (isPhone) {
    return (
      <section>
        <h2 className="board-title">{t('water.wastewater.byFactory')}</h2>
        <ul className="wastewater-cards">
          {sites.map((one) => (
            <li key={one.site.id} className="wastewater-card">
              <Name of={one} />
              <TestState test={one.test} year={year} />
              {one.overdue + one.due > 0 ? <Counts of={one} /> : null}
              {one.open > 0 ? (
                <StatusMark status="behind" words={t('water.wastewater.open', { count: one.open })} />
              ) : null}
            </li>
          ))}
        </ul>
      </section>
    );
  }
  return (
    <section className="board">
      <h2 className="board-title">{t('water.wastewater.byFactory')}</h2>
      <NumbersScroll label={t('water.wastewater.byFactory')}>
        <table className="numbers-table wastewater-table">
          <thead>
            <tr>
              <th scope="col">{t('water.outlet.site')}</th>
              <th scope="col">{t('water.wastewater.yearlyTest')}</th>
              <th scope="col" className="right">
                {t('water.outlet|many')}
              </th>
              <th scope="col">{t('water.monitoring-item|many')}</th>
              <th scope="col" className="right">
                {t('water.wastewater.openExceedances')}
              </th>
            </tr>
          </thead>
          <tbody>
            {sites.map((one) => (
              <tr key={one.site.id}>
                <th scope="row">
                  <Name of={one} />
                </th>
                <td>
                  <TestState test={one.test} year={year} />
                </td>
                <td className="right">{one.outlets}</td>
                <td>
                  <Counts of={one} />
                </td>
                <td className="right">{one.open === 0 ? '—' : one.open}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </NumbersScroll>
    </section>
  );
}
