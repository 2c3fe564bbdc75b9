// The level of a risk: a number, a word and a tint, for a tint alone says nothing.
import { useWords } from '#platform/ui/language.tsx';
import type { Level } from './risk-answers.ts';

/** A level as mark and word; `score` stands before it where there is one. */
export function RiskLevel({
  level,
  score,
  words,
}: {
  level: Level;
  score?: number | null | undefined;
  words?: string;
}) {
  const { t } = useWords();
  return (
    <span className="risk-level">
      <span aria-hidden="true" className={`risk-sign risk-tint-${level}`}>
        {level === 'none' ? '–' : level}
      </span>
      <span>
        {score === null || score === undefined ? null : <strong>{score.toFixed(1)} </strong>}
        {words ?? t(`water.level.${level}`)}
      </span>
    </span>
  );
}
