// What is wrong with a file that was sent, or to be known of it, line by line.
import { useWords } from '#platform/ui/language.tsx';
import type { FileProblem } from '../model/declaration.ts';

export function FileProblems({ problems }: { problems: readonly FileProblem[] }) {
  const { t } = useWords();
  const errors = problems.filter(({ level }) => level === 'error').length;
  return (
    <section className="board" role={errors > 0 ? 'alert' : undefined}>
      <h2 className="board-title">
        {t(errors > 0 ? 'substances.take.refused' : 'substances.take.warnings', {
          count: errors > 0 ? errors : problems.length,
        })}
      </h2>
      <ul className="bullets">
        {problems.slice(0, 50).map(({ line, column, code, facts, at }) => (
          <li key={`${line} ${column} ${code} ${at}`}>
            <span className="secondary">{t('substances.take.line', { line })}</span>{' '}
            {t(`substances.file.${code}`, facts ?? {})}
          </li>
        ))}
      </ul>
      {problems.length > 50 ? (
        <p className="small secondary">{t('substances.take.more', { n: problems.length - 50 })}</p>
      ) : null}
    </section>
  );
}
