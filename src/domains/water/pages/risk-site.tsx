// One factory: where it stands and in which basin, the 13 indicators, scenarios, assessments by year, and control plans.
import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useDay } from '#platform/ui/instant.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { type Status, StatusMark } from '#platform/ui/status-mark.tsx';
import { indicatorGroups, type Weights } from '../model/aqueduct.ts';
import {
  type FutureAnswer,
  levelOfCategory,
  levelOfScore,
  type PlanAnswer,
  type RiskAnswer,
  type SiteAnswer,
} from './risk-answers.ts';
import { RiskLevel } from './risk-level.tsx';
import { RiskNotes } from './risk-list.tsx';
import type { Asking } from './use-assess.ts';
import { useAssess } from './use-assess.ts';

/** Digits that a raw value needs: shares of a flood's people are small. */
const shown = (value: number | null | undefined) =>
  value === null || value === undefined ? '–' : String(Number(value.toPrecision(4)));

/** Another basin, by its id and with the reason. */
function OtherBasin({ site, asking }: { site: SiteAnswer; asking: Asking }) {
  const { t } = useWords();
  const { isBusy, assess } = useAssess();
  const [basin, setBasin] = useState(site.found?.mayAlsoBe[0] ?? '');
  const [note, setNote] = useState('');
  return (
    <details className="risk-other">
      <summary>{t('water.risk.other')}</summary>
      <div className="risk-other-fields">
        <Labelled label={t('water.risk.other.id')}>
          {(id) => <Input id={id} value={basin} maxLength={100} onChange={({ target }) => setBasin(target.value)} />}
        </Labelled>
        <Labelled label={t('water.risk.other.note')}>
          {(id) => <Input id={id} value={note} maxLength={500} onChange={({ target }) => setNote(target.value)} />}
        </Labelled>
        <Button
          loading={isBusy}
          disabled={basin.trim() === '' || note.trim() === ''}
          onClick={() => void assess(asking, [{ site: site.site.id, basin: basin.trim() }], note.trim())}
        >
          {t('water.risk.other.use')}
        </Button>
      </div>
    </details>
  );
}

/** Where it stands, as told and as looked up, in which basin, and its scores. */
export function PlaceOfSite({ site, asking }: { site: SiteAnswer; asking: Asking | undefined }) {
  const { t } = useWords();
  const { told, found, groups } = site;
  const rounded = (value: number) => value.toFixed(5);
  return (
    <section className="board">
      <h2 className="board-title">{t('water.risk.place')}</h2>
      <div className="risk-place">
        <div>
          {told ? (
            <p>{t('water.risk.place.told', told)}</p>
          ) : (
            <p>
              <StatusMark status="no_data" words={t('water.risk.place.none')} />
            </p>
          )}
          {found?.place && found.movedM !== null && found.movedM > 0 ? (
            <p className="secondary">
              {t('water.risk.moved', { metres: Math.round(found.movedM) })}.{' '}
              {t('water.risk.place.wgs', {
                ...{ latitude: rounded(found.place.latitude), longitude: rounded(found.place.longitude) },
              })}
            </p>
          ) : null}
          {found?.basin ? (
            <p>
              {t('water.risk.basin')}: <strong>{found.basin.name ?? found.basin.id}</strong>{' '}
              <span className="secondary">{found.basin.id}</span>
            </p>
          ) : null}
          <RiskNotes site={site} />
          <p>
            <Link to={`/records/factories.site/${site.site.id}` as never}>{t('water.risk.place.edit')}</Link>
          </p>
        </div>
        {groups ? (
          <dl className="risk-groups">
            {(['tot', ...indicatorGroups] as const).map((group) => (
              <div key={group}>
                <dt>{t(`water.risk.group.${group}`)}</dt>
                <dd>
                  <RiskLevel level={levelOfScore(groups[group].score)} score={groups[group].score} />
                </dd>
              </div>
            ))}
            <div>
              <dt>{t('water.risk.stressedArea')}</dt>
              <dd>{t(`water.stressed.${site.stressed}`)}</dd>
            </div>
          </dl>
        ) : null}
      </div>
      {asking ? <OtherBasin key={site.site.id} site={site} asking={asking} /> : null}
    </section>
  );
}

/** The 13 indicators as the file has them, with their weights; those without a score are named. */
export function RiskIndicators({ site, weights }: { site: SiteAnswer; weights: Weights }) {
  const { t } = useWords();
  const all = Object.values(weights).reduce((sum, one) => sum + one, 0);
  const { groups } = site;
  return (
    <section className="board">
      <h2 className="board-title">{t('water.risk.indicators')}</h2>
      <NumbersScroll label={t('water.risk.indicators')}>
        <table className="numbers-table">
          <thead>
            <tr>
              <th scope="col">{t('water.risk.indicator')}</th>
              <th scope="col">{t('water.risk.level')}</th>
              <th scope="col" className="right">
                {t('water.risk.score')}
              </th>
              <th scope="col" className="right">
                {t('water.risk.raw')}
              </th>
              <th scope="col">{t('water.risk.label')}</th>
              <th scope="col" className="right">
                {t('water.risk.weight')}
              </th>
              <th scope="col" className="right">
                {t('water.risk.share')}
              </th>
            </tr>
          </thead>
          <tbody>
            {site.indicators?.map(({ indicator, state, raw, score, category, label }) => (
              <tr key={indicator}>
                <th scope="row">
                  {t(`water.indicator.${indicator}`)} <span className="secondary">{indicator}</span>
                </th>
                <td>
                  {state === 'value' ? (
                    <RiskLevel level={levelOfCategory(category)} />
                  ) : (
                    <RiskLevel level={levelOfCategory(category)} words={t(`water.indicator-state.${state}`)} />
                  )}
                </td>
                <td className="right">{score === null || score === undefined ? '–' : score.toFixed(2)}</td>
                <td className="right">{shown(raw)}</td>
                <td>{label ?? '–'}</td>
                <td className="right">{weights[indicator]}</td>
                <td className="right">{`${Math.round((weights[indicator] / all) * 1000) / 10} %`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </NumbersScroll>
      {groups ? (
        <p className="side-text">
          {t('water.risk.weights.known', { share: `${Math.round(groups.tot.weightFraction * 100)} %` })}
          {groups.tot.missing.length > 0
            ? `. ${t('water.risk.weights.missing', { names: groups.tot.missing.map((id) => t(`water.indicator.${id}`)).join(', ') })}`
            : ''}
        </p>
      ) : null}
    </section>
  );
}

const scenarios = ['opt', 'bau', 'pes'] as const;

/** What scenarios say of the basin: shown as scenarios, beside nothing that was measured. */
export function RiskFutures({ futures }: { futures: NonNullable<RiskAnswer['detail']>['futures'] }) {
  const { t } = useWords();
  const cells = futures?.cells ?? [];
  const years = [...new Set(cells.map(({ year }) => year))].sort();
  const kinds = [...new Set(cells.map(({ indicator }) => indicator))];
  const at = (indicator: string, scenario: string, year: number): FutureAnswer | undefined =>
    cells.find((one) => one.indicator === indicator && one.scenario === scenario && one.year === year);
  return (
    <section className="board">
      <h2 className="board-title">{t('water.risk.future')}</h2>
      {futures && cells.length > 0 ? (
        <>
          <NumbersScroll label={t('water.risk.future')}>
            <table className="numbers-table">
              <thead>
                <tr>
                  <th scope="col">{t('water.risk.indicator')}</th>
                  <th scope="col">{t('water.risk.future')}</th>
                  {years.map((year) => (
                    <th key={year} scope="col">
                      {year}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {kinds.flatMap((indicator) =>
                  scenarios.flatMap((scenario) => {
                    const first = cells.find((one) => one.scenario === scenario && one.indicator === indicator);
                    return first ? (
                      <tr key={`${indicator} ${scenario}`}>
                        <th scope="row">{t(`water.risk.future.${indicator}`)}</th>
                        <td>{t(`water.risk.scenario.${scenario}`, { pathway: first.pathway })}</td>
                        {years.map((year) => {
                          const cell = at(indicator, scenario, year);
                          return (
                            <td key={year}>
                              {cell ? (
                                <RiskLevel
                                  level={levelOfCategory(cell.category)}
                                  {...(cell.label ? { words: cell.label } : {})}
                                />
                              ) : (
                                '–'
                              )}
                            </td>
                          );
                        })}
                      </tr>
                    ) : (
                      []
                    );
                  }),
                )}
              </tbody>
            </table>
          </NumbersScroll>
          <p className="side-text">{t('water.risk.future.note', { edition: futures.edition })}</p>
        </>
      ) : (
        <p className="secondary">{t('water.risk.future.none')}</p>
      )}
    </section>
  );
}

/** Every assessment there was, so that years and editions can be compared. */
export function RiskHistory({ history }: Pick<NonNullable<RiskAnswer['detail']>, 'history'>) {
  const { t } = useWords();
  return (
    <section className="board">
      <h2 className="board-title">{t('water.risk.history')}</h2>
      {history.length === 0 ? (
        <p className="secondary">{t('water.risk.history.none')}</p>
      ) : (
        <NumbersScroll label={t('water.risk.history')}>
          <table className="numbers-table">
            <thead>
              <tr>
                <th scope="col">{t('water.risk.history.year')}</th>
                <th scope="col">{t('water.risk.edition')}</th>
                <th scope="col">{t('water.risk.basin')}</th>
                <th scope="col">{t('water.risk.overall')}</th>
                <th scope="col">{t('water.risk.stressedArea')}</th>
                <th scope="col">{t('water.risk.weights')}</th>
                <th scope="col">{t('water.risk.history.state')}</th>
              </tr>
            </thead>
            <tbody>
              {history.map((one) => {
                const score = one.totalScore === null ? null : Number(one.totalScore);
                return (
                  <tr key={one.id}>
                    <th scope="row">
                      <Link to={`/records/water.risk-assessment/${one.id}` as never}>{one.year}</Link>
                    </th>
                    <td>
                      {one.edition} {one.synthetic ? <em>{t('water.basins.synthetic')}</em> : null}
                    </td>
                    <td>{one.basin ?? '–'}</td>
                    <td>
                      <RiskLevel level={levelOfScore(score)} score={score} />
                    </td>
                    <td>{t(`water.stressed.${one.stressed}`)}</td>
                    <td>{t(`water.weights.${one.scheme}`)}</td>
                    <td>{t(`state.${one.state}`)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </NumbersScroll>
      )}
    </section>
  );
}

const planMarks: Readonly<Record<PlanAnswer['state'], Status>> = {
  done: 'on_track',
  under_way: 'provisional',
  overdue: 'behind',
  empty: 'no_data',
};

/** What is done about its risks. */
export function ControlPlans({ site }: { site: SiteAnswer }) {
  const { t, local } = useWords();
  const day = useDay();
  const mayRecord = useMay('records.record');
  return (
    <section className="board">
      <h2 className="board-title">{t('water.risk.plans.title')}</h2>
      {site.plans.length === 0 ? <p className="secondary">{t('water.risk.plans.none')}</p> : null}
      <ul className="risk-plans">
        {site.plans.map((plan) => (
          <li key={plan.id}>
            <p>
              <Link to={`/records/water.control-plan/${plan.id}` as never}>
                {plan.code} {local(plan.title)}
              </Link>{' '}
              <span className="secondary">{t(`water.indicator.${plan.risk}`)}</span>{' '}
              <StatusMark
                status={planMarks[plan.state]}
                words={t(`water.risk.plan.${plan.state}`, { count: plan.overdue })}
              />
            </p>
            <ul>
              {plan.measures.map(({ what, owner, due, done }) => (
                <li key={`${what} ${due}`}>
                  {what} · {owner} ·{' '}
                  {done ? t('water.risk.plan.doneOn', { day: day(done) }) : t('water.risk.plan.due', { day: day(due) })}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {mayRecord ? (
        <LinkButton to="/records/water.control-plan/new" search={{ scope: `site:${site.site.code}` }}>
          {t('water.risk.plans.add')}
        </LinkButton>
      ) : null}
    </section>
  );
}
