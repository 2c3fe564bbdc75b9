// One improvement plan: what moves where, its actions with what is overdue, and its measured effect with the method.
import { Link } from '@tanstack/react-router';
import { type CalendarDate, firstDayOf, type Month, shiftMonth } from '#period/calendar-date.ts';
import { labelDate, labelMonth } from '#period/label.ts';
import { periodBetween, printPeriod } from '#period/period.ts';
import { FigureButton } from '#platform/ui/figure-button.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { type Status, StatusMark } from '#platform/ui/status-mark.tsx';
import { share } from '#units/quantity.ts';
import { showPoints } from '#units/show.ts';
import { showFigure } from '#units/show-figure.ts';
import type { EffectAnswer, ImprovementAnswer } from './analysis-answers.ts';

const markOf: Readonly<Record<string, Status>> = { done: 'on_track', open: 'provisional', overdue: 'behind' };

function Actions({ plan }: { plan: ImprovementAnswer }) {
  const { t, language } = useWords();
  if (plan.actions.length === 0) return <p className="side-text">{t('waste.improvements.noActions')}</p>;
  return (
    <ul className="improvement-actions">
      {plan.actions.map((action) => (
        <li key={`${action.due} ${action.what}`}>
          <StatusMark
            status={markOf[action.state] ?? 'no_data'}
            words={t(`waste.improvements.action.${action.state}`, {
              on: labelDate((action.done ?? action.due) as CalendarDate, language),
            })}
          />
          <span>
            {action.what} <span className="side-text">{action.owner}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Effect({ plan, effect }: { plan: ImprovementAnswer; effect: EffectAnswer }) {
  const { t, language } = useWords();
  const mass = (text: string) => showFigure(text, 't', language);
  const percent = (text: string) => showFigure(text, 'share', language);
  const treatment = t(`waste.treatment.${plan.toTreatment}`);
  const month = (of: string) => labelMonth(of as Month, language);
  return (
    <>
      <p className="improvement-yearly">{t('waste.improvements.yearly', { mass: mass(effect.yearlyMassTonnes) })}</p>
      <p>
        {t('waste.improvements.shares', {
          before: percent(effect.shareBefore),
          after: percent(effect.shareAfter),
          treatment,
        })}
      </p>
      {(['site', 'group'] as const).map((of) => {
        const gained = effect[of];
        return gained ? (
          <p key={of}>
            <FigureButton
              figure={{
                id: gained.figureId,
                printed: t(`waste.improvements.points.${of}`, {
                  points: showPoints(share(gained.points), { decimals: of === 'group' ? 2 : 1 }),
                }),
              }}
            />
          </p>
        ) : null;
      })}
      <details className="more-below">
        <summary>{t('waste.improvements.how')}</summary>
        <p className="side-text">
          {t('waste.improvements.method', {
            treatment,
            beforeFirst: month(effect.before.first),
            beforeLast: month(effect.before.last),
            afterFirst: month(effect.after.first),
            afterLast: month(effect.after.last),
            targetBefore: mass(effect.inputs.targetMassBeforeTonnes),
            massBefore: mass(effect.inputs.massBeforeTonnes),
            targetAfter: mass(effect.inputs.targetMassAfterTonnes),
            massAfter: mass(effect.inputs.massAfterTonnes),
          })}
        </p>
        <p>
          <Link
            to="/records/waste.load"
            search={
              {
                scope: `site:${plan.site.code}`,
                period: printPeriod(
                  periodBetween(
                    firstDayOf(effect.before.first as Month),
                    firstDayOf(shiftMonth(effect.after.last as Month, 1)),
                  ),
                ),
                which: 'counting',
                'filter.stream': plan.stream?.id,
              } as never
            }
          >
            {t('waste.improvements.toLoads')}
          </Link>
        </p>
      </details>
    </>
  );
}

export function ImprovementCard({ plan }: { plan: ImprovementAnswer }) {
  const { t, local, language } = useWords();
  const day = (date: string) => labelDate(date as CalendarDate, language);
  return (
    <article className="board improvement" aria-labelledby={`plan-${plan.id}`}>
      <div>
        <h2 id={`plan-${plan.id}`} className="board-title">
          <Link to={`/records/waste.improvement/${plan.id}`}>{local(plan.title)}</Link>
        </h2>
        <p className="side-text">
          {local(plan.site.name)} · {plan.code}
        </p>
        <p>
          {t('waste.improvements.moves', {
            stream: plan.stream ? `${plan.stream.code} ${local(plan.stream.name)}` : '—',
            from: t(`waste.treatment.${plan.fromTreatment}`),
            to: t(`waste.treatment.${plan.toTreatment}`),
          })}
        </p>
        <p className="side-text">
          {t(plan.effectiveFrom ? 'waste.improvements.dates' : 'waste.improvements.datesOpen', {
            starts: day(plan.startsOn),
            effective: plan.effectiveFrom ? day(plan.effectiveFrom) : '',
          })}
          {plan.expectedMassTonnes === null
            ? ''
            : ` · ${t('waste.improvements.expected', { mass: showFigure(plan.expectedMassTonnes, 't', language) })}`}
        </p>
        {plan.case ? (
          <p className="side-text">
            <Link to={`/records/waste.case/${plan.case.id}`}>
              {t('waste.improvements.after', { title: local(plan.case.title) })}
            </Link>
          </p>
        ) : null}
      </div>
      <div>
        <h3>{t('waste.improvements.actions')}</h3>
        <Actions plan={plan} />
      </div>
      <div>
        <h3>{t('waste.improvements.effect')}</h3>
        {'noData' in plan.effect ? (
          <p>
            <StatusMark status="no_data" words={t(`waste.improvements.noData.${plan.effect.noData}`)} />
          </p>
        ) : (
          <Effect plan={plan} effect={plan.effect} />
        )}
      </div>
    </article>
  );
}
