// The water-saving projects of a scope: what meters verified and what is only claimed, apart, and each project with its effect.
import { Link } from '@tanstack/react-router';
import { useAddress } from '#platform/ui/address.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { Exact } from '#units/quantity.ts';
import { showNumber } from '#units/show.ts';
import type { SavingAnswer, SavingsAnswer } from '../model/saving-answer.ts';
import '#platform/ui/chart/numbers.css';
import './savings.css';

const m3 = (text: string) => showNumber(new Exact(text), { decimals: 0 });

/** A year's saving with what it may be off by, or why there is none. */
function Yearly({ project: { effect } }: { project: SavingAnswer }) {
  const { t } = useWords();
  if ('noData' in effect) return <StatusMark status="no_data" words={t(`water.saving.noData.${effect.noData}`)} />;
  return (
    <>
      {m3(effect.yearlyM3)} <span className="secondary">± {m3(effect.yearlyUncertaintyM3)}</span>
    </>
  );
}

function Payback({ project: { effect } }: { project: SavingAnswer }) {
  const { t } = useWords();
  if ('noData' in effect || effect.payback === null) return <>—</>;
  if ('noData' in effect.payback)
    return <span className="secondary">{t(`water.saving.${effect.payback.noData}`)}</span>;
  return <>{t('water.saving.years', { years: effect.payback.years })}</>;
}

function Totals({ totals: { verified, claimed } }: { totals: SavingsAnswer['totals'] }) {
  const { t } = useWords();
  return (
    <dl className="saving-totals">
      <div className="board">
        <dt>{t('water.saving.total.verified')}</dt>
        <dd>
          <strong>{verified.yearlyM3 === null ? '—' : m3(verified.yearlyM3)}</strong>
          {verified.yearlyUncertaintyM3 === null ? '' : ` ± ${m3(verified.yearlyUncertaintyM3)}`}{' '}
          {t('water.saving.m3PerYear')}
          <p className="secondary">
            {t('water.saving.total.verifiedOf', { count: verified.projects })}
            {verified.notShown > 0 ? ` · ${t('water.saving.total.notShown', { count: verified.notShown })}` : ''}
          </p>
        </dd>
      </div>
      <div className="board">
        <dt>{t('water.saving.total.claimed')}</dt>
        <dd>
          <strong>{claimed.yearlyM3 === null ? '—' : m3(claimed.yearlyM3)}</strong> {t('water.saving.m3PerYear')}
          <p className="secondary">{t('water.saving.total.claimedOf', { count: claimed.projects })}</p>
        </dd>
      </div>
    </dl>
  );
}

function Row({ project }: { project: SavingAnswer }) {
  const { t, local } = useWords();
  return (
    <tr>
      <th scope="row">
        <Link to={`/water/savings/${project.id}` as never}>{local(project.title)}</Link>
        <span className="secondary saving-where">
          {local(project.site.name)} · {project.code}
        </span>
      </th>
      <td className="saving-stage">
        {t(`water.saving-stage.${project.stage}`)}
        {project.isApproved ? null : <span className="secondary saving-where">{t('water.saving.notApproved')}</span>}
      </td>
      <td className="right">
        <Yearly project={project} />
      </td>
      <td className="right">{project.claimedYearlyM3 === null ? '—' : m3(project.claimedYearlyM3)}</td>
      <td className="right">
        <Payback project={project} />
      </td>
    </tr>
  );
}

/** The page of the projects. */
export function SavingsPage() {
  const { t } = useWords();
  const { scope } = useAddress();
  const mayRecord = useMay('records.record');
  const { data, error, isPending, refetch } = useJson<SavingsAnswer>('/water/savings', { scope }, { keep: true });
  const add = mayRecord ? (
    <LinkButton primary to="/records/water.saving-project/new">
      {t('water.saving.add')}
    </LinkButton>
  ) : null;
  return (
    <Page
      title={t('water.saving.title')}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={
        <>
          <LinkButton to="/records/water.saving-project">{t('water.saving.asRecords')}</LinkButton>
          {add}
        </>
      }
      empty={
        data && data.projects.length === 0 ? (
          <Teach title={t('water.saving.none.title')} actions={add}>
            <p>{t('water.saving.none.text')}</p>
          </Teach>
        ) : undefined
      }
    >
      {data ? (
        <div className="savings">
          <Totals totals={data.totals} />
          <section className="board" aria-label={t('water.saving.title')}>
            <NumbersScroll label={t('water.saving.title')}>
              <table className="numbers-table">
                <thead>
                  <tr>
                    <th scope="col">{t('water.saving-project')}</th>
                    <th scope="col">{t('water.saving-project.stage')}</th>
                    <th scope="col" className="right">
                      {t('water.saving.shown')}
                    </th>
                    <th scope="col" className="right">
                      {t('water.saving.claimed')}
                    </th>
                    <th scope="col" className="right">
                      {t('water.saving.payback')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {data.projects.map((project) => (
                    <Row key={project.id} project={project} />
                  ))}
                </tbody>
              </table>
            </NumbersScroll>
          </section>
          <p className="side-text prose">{t('water.saving.method')}</p>
        </div>
      ) : null}
    </Page>
  );
}
