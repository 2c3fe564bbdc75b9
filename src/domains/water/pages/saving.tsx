// One saving project: its months before and after, what the months after would have used as before, and what the effect rests on.
import { Link, useParams } from '@tanstack/react-router';
import type { Month } from '#period/calendar-date.ts';
import { labelMonth } from '#period/label.ts';
import { InlineChart } from '#platform/ui/chart/inline-chart.tsx';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page } from '#platform/ui/page.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { DrawnChart } from '#units/drawn-chart.ts';
import { Exact } from '#units/quantity.ts';
import { showNumber } from '#units/show.ts';
import type { SavingAnswer, SavingEffect } from '../model/saving-answer.ts';
import '#platform/ui/chart/numbers.css';
import './savings.css';

const number = (value: string | number, decimals = 0) => showNumber(new Exact(String(value)), { decimals });

interface Line {
  month: string;
  volume: number | null;
  expected: number | null;
  estimatedM3: string | null;
  why: string | null;
}

/** All months of both spans in time, those that are left out among them. */
function linesOf({ before, after, effect }: SavingAnswer): Line[] {
  const expected = new Map('noData' in effect ? [] : effect.series.map((one) => [one.month, one.expected]));
  return [before, after]
    .flatMap((span) => [
      ...(span?.months ?? []).map(({ month, volumeM3, estimatedM3 }) => ({
        ...{ month, volume: Number(volumeM3), estimatedM3, why: null },
        expected: expected.get(month) ?? null,
      })),
      ...(span?.leftOut ?? []).map(({ month, why }) => ({
        ...{ month, why, volume: null, expected: null, estimatedM3: null },
      })),
    ])
    .sort((one, other) => one.month.localeCompare(other.month));
}

function Picture({ project, lines }: { project: SavingAnswer; lines: readonly Line[] }) {
  const { t, language } = useWords();
  const label = (month: string) => labelMonth(month as Month, language);
  const chart: DrawnChart = {
    shape: 'lines',
    labels: lines.map(({ month }) => month),
    series: [
      { name: t('water.saving.actual'), values: lines.map(({ volume }) => volume) },
      { name: t('water.saving.expected'), values: lines.map(({ expected }) => expected) },
    ],
    decimals: 0,
    target: null,
  };
  return (
    <figure className="board saving-picture">
      <figcaption>{t('water.saving.picture', { title: project.code })}</figcaption>
      <InlineChart chart={chart} unit="m³" />
      <details className="more-below">
        <summary>{t('water.saving.months')}</summary>
        <NumbersScroll label={t('water.saving.months')}>
          <table className="numbers-table">
            <thead>
              <tr>
                <th scope="col">{t('water.saving.month')}</th>
                <th scope="col" className="right">
                  {t('water.saving.actual')} (m³)
                </th>
                <th scope="col" className="right">
                  {t('water.meters.estimated')}
                </th>
                <th scope="col" className="right">
                  {t('water.saving.expected')} (m³)
                </th>
              </tr>
            </thead>
            <tbody>
              {lines.map(({ month, volume, estimatedM3, expected, why }) => (
                <tr key={month}>
                  <th scope="row">{label(month)}</th>
                  <td className="right">{volume === null ? t(`water.saving.leftOut.${why}`) : number(volume, 1)}</td>
                  <td className="right">{estimatedM3 === null ? '—' : number(estimatedM3, 1)}</td>
                  <td className="right">{expected === null ? '—' : number(expected, 1)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </NumbersScroll>
      </details>
    </figure>
  );
}

/** The finding in a sentence, and the notes without which it says too much. */
function Effect({ project, effect }: { project: SavingAnswer; effect: SavingEffect }) {
  const { t } = useWords();
  const { payback } = effect;
  return (
    <section className="board" aria-labelledby="saving-effect">
      <h2 id="saving-effect" className="board-title">
        {t('water.saving.effect')}
      </h2>
      <p className="saving-yearly">
        {number(effect.yearlyM3)} ± {number(effect.yearlyUncertaintyM3)} {t('water.saving.m3PerYear')}
      </p>
      <p>
        {t('water.saving.sum', {
          expected: number(effect.expectedM3),
          actual: number(effect.actualM3),
          adjustment: number(effect.adjustmentM3),
          saved: number(effect.savedM3),
          uncertainty: number(effect.uncertaintyM3),
          months: effect.series.length,
        })}
      </p>
      {effect.notes.length > 0 ? (
        <ul className="saving-notes">
          {effect.notes.map((note) => (
            <li key={note}>
              <StatusMark
                status={note === 'within_uncertainty' ? 'behind' : 'at_risk'}
                words={t(`water.saving.note.${note}`)}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <p>
        {t(`water.saving.model.${effect.model}`, {
          drivers: project.drivers.map((one) => t(`water.saving-driver.${one}`)).join(', '),
          explained: effect.explained === null ? '—' : number(effect.explained * 100),
        })}
      </p>
      {payback === null ? null : 'noData' in payback ? (
        <p className="secondary">{t(`water.saving.${payback.noData}`)}</p>
      ) : (
        <p>
          {t(payback.longestYears === null ? 'water.saving.paybackOpen' : 'water.saving.paybackSpan', {
            ...{ years: payback.years, shortest: payback.shortestYears, longest: payback.longestYears ?? '' },
            ...{ saving: number(payback.yearlySaving), currency: t(`water.currency.${project.currency}`) },
            cost: number(project.cost ?? 0),
          })}
        </p>
      )}
    </section>
  );
}

function Basis({ project }: { project: SavingAnswer }) {
  const { t, local, language } = useWords();
  const label = (month: string | null) => (month === null ? '…' : labelMonth(month as Month, language));
  return (
    <section className="board" aria-labelledby="saving-basis">
      <h2 id="saving-basis" className="board-title">
        {t('water.saving.basis')}
      </h2>
      {project.measure ? <p className="saving-said">{local(project.measure)}</p> : null}
      <dl className="saving-basis">
        <dt>{t('water.saving.spans')}</dt>
        <dd>
          {label(project.beforeFrom)} – {label(project.beforeThrough)} / {label(project.afterFrom)} –{' '}
          {label(project.afterThrough)}
        </dd>
        <dt>{t('water.saving-project.meter')}</dt>
        <dd>
          {project.meters.length === 0 ? '—' : null}
          {project.meters.map(({ meterId, side, code, name }) => (
            <span key={meterId} className="saving-meter">
              {side === 'subtract' ? '− ' : '+ '}
              <Link to={`/water/meters/${meterId}` as never}>
                {code} {local(name)}
              </Link>
            </span>
          ))}
        </dd>
        <dt>{t('water.saving-project.drivers')}</dt>
        <dd>
          {project.drivers.length === 0
            ? t('water.saving.noDrivers')
            : project.drivers.map((one) => t(`water.saving-driver.${one}`)).join(', ')}
        </dd>
        <dt>{t('water.saving-project.claimedYearlyM3')}</dt>
        <dd>{project.claimedYearlyM3 === null ? '—' : number(project.claimedYearlyM3)}</dd>
        {project.otherCauses ? (
          <>
            <dt>{t('water.saving-project.otherCauses')}</dt>
            <dd>{project.otherCauses}</dd>
          </>
        ) : null}
      </dl>
      <p className="secondary">{t('water.saving.method')}</p>
    </section>
  );
}

/** The page of one project. */
export function SavingPage() {
  const { t, local } = useWords();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, isPending, refetch } = useJson<{ project: SavingAnswer }>(`/water/savings/${id}`);
  const project = data?.project;
  const lines = project ? linesOf(project) : [];
  return (
    <Page
      title={project ? local(project.title) : ''}
      subtitle={
        project
          ? [
              local(project.site.name),
              project.code,
              t(`water.saving-stage.${project.stage}`),
              ...(project.isApproved ? [] : [t('water.saving.notApproved')]),
            ].join(' · ')
          : undefined
      }
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={<LinkButton to={`/records/water.saving-project/${id}`}>{t('water.saving.toRecord')}</LinkButton>}
    >
      {project ? (
        <div className="savings">
          {'noData' in project.effect ? (
            <p>
              <StatusMark status="no_data" words={t(`water.saving.noData.${project.effect.noData}`)} />
            </p>
          ) : (
            <Effect project={project} effect={project.effect} />
          )}
          {lines.length > 0 ? <Picture project={project} lines={lines} /> : null}
          <Basis project={project} />
        </div>
      ) : null}
    </Page>
  );
}
