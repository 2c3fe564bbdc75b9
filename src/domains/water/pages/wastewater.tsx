// Waste water: the yearly test of each factory, results above their limit with their cases, and, of one factory, its outlets.
import { labelPeriod } from '#period/label.ts';
import { parsePeriod } from '#period/period.ts';
import { useAddress } from '#platform/ui/address.ts';
import type { FigureAnswer } from '#platform/ui/figure-answer.ts';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { WastewaterAnswer } from '../model/wastewater-answer.ts';
import { StandingFigure } from './standing-figure.tsx';
import { Exceedances } from './wastewater-exceedances.tsx';
import { Outlet } from './wastewater-outlet.tsx';
import { Sites, TestState } from './wastewater-sites.tsx';
import './wastewater.css';

/** Of how many factories it is so, in words. */
function TestsDone({ figure: { inputs } }: { figure: FigureAnswer }) {
  const { t } = useWords();
  const partial = Number(inputs.sitesPartial);
  return (
    <>
      <span>{t('water.wastewater.rate', { done: inputs.sitesDone ?? '', due: inputs.sitesDue ?? '' })}</span>
      {partial > 0 ? <span className="secondary">{t('water.wastewater.partial', { count: partial })}</span> : null}
    </>
  );
}

/** The few numbers above everything: tests done of those due, exceedances that are open. */
function Summary({ data }: { data: WastewaterAnswer }) {
  const { t } = useWords();
  const open = data.sites.reduce((count, one) => count + one.open, 0);
  const overdue = data.sites.reduce((count, one) => count + one.overdue, 0);
  const { year } = data;
  const [only] = data.sites;
  return (
    <ul className="wastewater-summary">
      {data.outlets && only ? (
        <li>
          <span>{t('water.wastewater.testOf', { year })}</span>
          <TestState test={only.test} year={data} />
        </li>
      ) : (
        <li>
          <span>{t('water.wastewater.testOf', { year })}</span>
          <StandingFigure kpi="water.yearly-test-rate" beside={(figure) => <TestsDone figure={figure} />} />
        </li>
      )}
      <li>
        <StatusMark
          status={open > 0 ? 'behind' : 'on_track'}
          words={t('water.wastewater.openInAll', { count: open })}
        />
      </li>
      {overdue > 0 ? (
        <li>
          <StatusMark status="behind" words={t('water.wastewater.overdueInAll', { count: overdue })} />
        </li>
      ) : null}
    </ul>
  );
}

/** The page of waste water. */
export function WastewaterPage() {
  const { t, language } = useWords();
  const { scope, period } = useAddress();
  const mayRecord = useMay('records.record');
  const mayImport = useMay('imports.use');
  const { data, error, isPending, refetch } = useJson<WastewaterAnswer>(
    '/water/wastewater',
    { scope, period },
    { keep: true },
  );
  const actions = (
    <>
      {mayImport ? <LinkButton to="/import/water.lab-report">{t('water.wastewater.import')}</LinkButton> : null}
      {mayRecord ? (
        <LinkButton primary to="/records/water.lab-report/new">
          {t('water.wastewater.add')}
        </LinkButton>
      ) : null}
    </>
  );
  const hasNothing = data?.sites.every(({ outlets, test }) => outlets === 0 && test.state !== 'exempt') ?? false;
  return (
    <Page
      title={t('water.wastewater.title')}
      subtitle={data ? labelPeriod(parsePeriod(data.period), language) : undefined}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={actions}
      empty={
        data && hasNothing ? (
          <Teach
            title={t('water.wastewater.none.title')}
            actions={
              mayRecord ? (
                <LinkButton primary to="/records/water.outlet/new">
                  {t('water.wastewater.addOutlet')}
                </LinkButton>
              ) : undefined
            }
          >
            <p>{t('water.wastewater.none.text')}</p>
          </Teach>
        ) : undefined
      }
    >
      {data ? (
        <div className="wastewater">
          <Summary data={data} />
          <Exceedances list={data.exceedances} />
          {data.outlets ? (
            data.outlets.map((outlet) => <Outlet key={outlet.id} outlet={outlet} />)
          ) : (
            <Sites sites={data.sites} year={data} />
          )}
          <p className="side-text prose">{t('water.wastewater.method')}</p>
        </div>
      ) : null}
    </Page>
  );
}
