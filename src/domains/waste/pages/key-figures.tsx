// The few figures on top: value, against target, against last period and last year, and how they have gone.
import { Link } from '@tanstack/react-router';
import { inSentence } from '#period/in-sentence.ts';
import { SparkLine } from '#platform/ui/chart/spark-line.tsx';
import { useCoverageText } from '#platform/ui/coverage.tsx';
import { differenceText } from '#platform/ui/difference.ts';
import { type FigureAnswer, pressable } from '#platform/ui/figure-answer.ts';
import { FigureButton } from '#platform/ui/figure-button.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import type { KeyFigureAnswer } from './dashboard-answers.ts';

function Compared({ now, then }: { now: FigureAnswer; then: FigureAnswer | null }) {
  const { t, language } = useWords();
  const difference = differenceText(now, then);
  if (!difference || !then) return null;
  return (
    <p className="key-compared">
      <strong>{t(`reports.page.waste.change.${difference.unit}`, { change: difference.text })}</strong>{' '}
      {t('reports.page.waste.against', { period: inSentence(then.periodLabel, language) })}
    </p>
  );
}

/** Beside the reported change: the same over the factories that count in both periods. */
function LikeForLike({ one, then }: { one: KeyFigureAnswer['likeForLike']; then: FigureAnswer | null }) {
  const { t, language } = useWords();
  if (!one || !then) return null;
  // Languages put the numbers in another order: each stands where its place is.
  const parts = t('reports.page.waste.likeForLike', { period: inSentence(then.periodLabel, language) }).split(
    /\{(\w+)\}/,
  );
  return (
    <p className="key-compared">
      {parts.map((part, at) =>
        at % 2 === 0 ? part : <FigureButton key={part} figure={one[part as keyof typeof one]} size="text" />,
      )}
    </p>
  );
}

function KeyFigure({ one }: { one: KeyFigureAnswer }) {
  const { t, language } = useWords();
  const coverageText = useCoverageText();
  const { figure, previous, lastYear, toDate, likeForLike, target, spark } = one;
  const isSamePeriod = previous !== null && lastYear !== null && previous.period === lastYear.period;
  return (
    <li className="key-figure">
      <p className="key-title">{figure.title}</p>
      <p className="key-value">
        <FigureButton figure={pressable(figure)} size="key" />
        <SparkLine
          values={spark.map(({ value }) => (value === null ? null : Number(value)))}
          label={t('reports.page.waste.spark', { title: figure.title, count: spark.length })}
        />
      </p>
      <div>
        {figure.value === null ? <p className="key-compared">{figure.noData?.words}</p> : null}
        {target ? (
          <p className="key-target">
            <StatusMark status={target.status} {...(target.reason === null ? {} : { words: target.reason })} />{' '}
            <span>
              {t(target.forecast === null ? 'reports.page.waste.target' : 'reports.page.waste.targetForecast', {
                year: target.year,
                printed: target.printed,
                forecast: target.forecast ?? '',
              })}
            </span>
          </p>
        ) : null}
        {toDate ? (
          <>
            <p className="key-compared">
              {t('waste.rate.toDate', { period: inSentence(toDate.periodLabel, language) })}{' '}
              <FigureButton figure={pressable(toDate)} size="text" />
            </p>
            <p className="key-compared">
              <Link to={'/targets' as never}>{t('waste.rate.targets')}</Link>
            </p>
          </>
        ) : null}
        <Compared now={figure} then={previous} />
        {isSamePeriod ? null : <Compared now={figure} then={lastYear} />}
        <LikeForLike one={likeForLike} then={lastYear} />
        <p className="key-coverage">{coverageText(figure.coverage)}</p>
      </div>
    </li>
  );
}

/** At most four. */
export function KeyFigures({ top }: { top: readonly KeyFigureAnswer[] }) {
  const { t } = useWords();
  return (
    <ul className="key-figures board" aria-label={t('reports.page.waste.keyFigures')}>
      {top.slice(0, 4).map((one) => (
        <KeyFigure key={one.figure.id} one={one} />
      ))}
    </ul>
  );
}
