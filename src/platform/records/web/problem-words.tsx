// What a check found wrong with a field, said below it.
import { useWords } from '#platform/ui/language.tsx';
import type { Problem } from '../declare/kind.ts';

/** A problem as the server sends it carries its words; one found here is said from the dictionary. */
export type SaidProblem = Problem & { words?: string };

/** The sentence of a problem. */
export function useProblemSentence(): (problem: SaidProblem) => string {
  const { t, has } = useWords();
  return ({ words, code, facts }) => words ?? (has(code) ? t(code, facts) : t('ui.form.wrong'));
}

/** Problems of one field, errors before warnings. */
export function ProblemWords({ id, problems }: { id: string; problems: readonly SaidProblem[] }) {
  const say = useProblemSentence();
  if (problems.length === 0) return null;
  const sorted = [...problems].sort((one, other) => one.level.localeCompare(other.level));
  return (
    <div id={id} className="problems" role="status">
      {sorted.map((problem) => (
        <p
          key={`${problem.code}-${problem.line ?? 0}`}
          className={problem.level === 'error' ? 'field-error' : 'field-warning'}
        >
          <span aria-hidden="true">{problem.level === 'error' ? '✕ ' : '▲ '}</span>
          {say(problem)}
        </p>
      ))}
    </div>
  );
}
