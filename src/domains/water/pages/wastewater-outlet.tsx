// An outlet of the factory: what is asked of it, the plan of its permit, and what laboratories found there.
import { Link } from '@tanstack/react-router';
import { labelDate } from '#period/label.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import type { OutletAnswer, PlanAnswer, ResultAnswer, SampleAnswer } from '../model/wastewater-answer.ts';
import { LimitSource } from './wastewater-exceedances.tsx';
import { plain, planMarks, useLimitText, useValueText, verdictMarks } from './wastewater-words.ts';
import { YearLoads } from './year-loads.tsx';

function Plan({ plan }: { plan: readonly PlanAnswer[] }) {
  const { t, language } = useWords();
  return (
    <ul className="outlet-plan">
      {plan.map(({ id, parameter, frequency, state, dueOn, sampledOn, overdue }) => (
        <li key={id}>
          <Link to={`/records/water.monitoring-item/${id}` as never}>{t(`water.parameter.${parameter}`)}</Link>{' '}
          <span className="secondary">{t(`water.frequency.${frequency}`)}</span>{' '}
          {state === null ? (
            <span className="secondary">{t('water.monitoring-item.automatic')}</span>
          ) : (
            <StatusMark
              status={planMarks[state]}
              words={t(`water.wastewater.plan.${state}`, {
                day: labelDate((state === 'done' ? sampledOn : dueOn) ?? dueOn ?? ('' as never), language),
                count: overdue,
              })}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

function Verdict({ result }: { result: ResultAnswer }) {
  const { t } = useWords();
  const { verdict, reason } = result;
  const words = reason ? t(`water.wastewater.reason.${reason}`) : t(`water.wastewater.verdict.${verdict}`);
  return <StatusMark status={verdictMarks[verdict]} words={words} />;
}

/** What a qualifier says of the value, and what was made of it where it was thinned. */
export function MadeOf({ result: { qualifier, qualified, thinned } }: { result: ResultAnswer }) {
  const { t } = useWords();
  return (
    <>
      {qualifier && qualified ? (
        <span className="secondary made-of">
          {qualifier}
          {t('water.wastewater.colon')}
          {t(`water.wastewater.qualified.${qualified}`)}
        </span>
      ) : null}
      {thinned ? (
        <span className="secondary made-of">
          {thinned.state === 'corrected'
            ? t('water.wastewater.thinned.corrected', {
                value: plain(thinned.mgPerL),
                drained: plain(thinned.drainedM3),
                allowed: plain(thinned.allowedM3),
              })
            : t('water.wastewater.thinned.not_known')}
        </span>
      ) : null}
    </>
  );
}

function Rows({ sample }: { sample: SampleAnswer }) {
  const { t, language } = useWords();
  const [limitText, valueText] = [useLimitText(), useValueText()];
  return (
    <>
      {sample.results.map((result, index) => (
        <tr key={result.parameter}>
          {index === 0 ? (
            <th scope="rowgroup" rowSpan={sample.results.length} className="sample-head">
              <Link to={`/records/water.lab-report/${sample.id}` as never}>
                {labelDate(sample.sampledOn, language)}
              </Link>
              <span className="secondary">
                {sample.number} · {sample.sample}
              </span>
              <span className="secondary">
                {t(`water.averaging.${sample.averaging}`)} ·{' '}
                {sample.thirdParty ? sample.laboratory : t('water.wastewater.ownLaboratory')}
              </span>
              {sample.counting ? null : <span className="secondary">{t('water.wastewater.notApproved')}</span>}
            </th>
          ) : null}
          <td>{t(`water.parameter.${result.parameter}`)}</td>
          <td className="right" data-label={t('water.wastewater.value')}>
            {valueText(result)}
            <MadeOf result={result} />
          </td>
          <td data-label={t('water.wastewater.limit')}>
            {result.limit ? (
              <span className="exceedance-place">
                <span>{limitText(result.limit)}</span>
                <LimitSource limit={result.limit} />
              </span>
            ) : (
              '—'
            )}
          </td>
          <td>
            <Verdict result={result} />
          </td>
        </tr>
      ))}
    </>
  );
}

function Results({ samples }: { samples: readonly SampleAnswer[] }) {
  const { t } = useWords();
  if (samples.length === 0) return <p className="outlet-note">{t('water.wastewater.noSamples')}</p>;
  return (
    <NumbersScroll label={t('water.lab-report.result')}>
      <table className="numbers-table wastewater-table records-cards">
        <thead>
          <tr>
            <th scope="col">{t('water.wastewater.sample')}</th>
            <th scope="col">{t('water.limit.parameter')}</th>
            <th scope="col" className="right">
              {t('water.wastewater.value')}
            </th>
            <th scope="col">{t('water.wastewater.limit')}</th>
            <th scope="col">{t('water.wastewater.verdict')}</th>
          </tr>
        </thead>
        <tbody>
          {samples.map((sample) => (
            <Rows key={sample.id} sample={sample} />
          ))}
        </tbody>
      </table>
    </NumbersScroll>
  );
}

/** An outlet with all of it. */
export function Outlet({ outlet }: { outlet: OutletAnswer }) {
  const { t, local } = useWords();
  const limitText = useLimitText();
  const facts = [
    t(`water.outlet-place.${outlet.place}`),
    outlet.domestic ? t('water.outlet.domestic') : null,
    t(`water.destination.${outlet.destination}`),
    outlet.receivingWater ? local(outlet.receivingWater) : null,
    outlet.permit ? `${t('water.outlet.permit')} ${outlet.permit}` : null,
    ...outlet.standards.map((code) => t(`water.discharge-standard.${code}`)),
  ].filter((one) => one !== null);
  return (
    <section className="board outlet">
      <h2 className="board-title">
        <Link to={`/records/water.outlet/${outlet.id}` as never}>
          {outlet.code} {local(outlet.name)}
        </Link>
      </h2>
      <p className="outlet-note secondary">{facts.join(' · ')}</p>
      {outlet.plan.length > 0 ? <Plan plan={outlet.plan} /> : null}
      <Results samples={outlet.samples} />
      <YearLoads loads={outlet.loads} />
      {outlet.limits.length > 0 ? (
        <details className="outlet-limits">
          <summary>{t('water.wastewater.allLimits', { count: outlet.limits.length })}</summary>
          <ul>
            {outlet.limits.map((limit) => (
              <li key={limit.id}>
                {t(`water.parameter.${limit.parameter}`)} {limitText(limit)} <LimitSource limit={limit} />
              </li>
            ))}
          </ul>
        </details>
      ) : (
        <p className="outlet-note">{t('water.wastewater.noLimits')}</p>
      )}
    </section>
  );
}
