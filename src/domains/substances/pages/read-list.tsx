// What a file of a list was read as: what is wrong in which row, or how many substances, and what was put right.
import { Button } from 'antd';
import { useWords } from '#platform/ui/language.tsx';
import type { DraftListAnswer } from '../model/impact-answer.ts';
import './items.css';

const TOLD_AT_ONCE = 50;

export interface ReadListProps {
  list: Pick<DraftListAnswer, 'fileName' | 'repaired' | 'problems'> & { rows: readonly unknown[] };
  /** rows without a number */
  nameless: number;
  leaveWord?: string;
  onLeave: () => void;
}

export function ReadList({ list, nameless, leaveWord, onLeave }: ReadListProps) {
  const { t } = useWords();
  const { fileName, rows, repaired, problems } = list;
  return (
    <section className="read-list" role={problems.length > 0 ? 'alert' : 'status'}>
      <h2 className="board-title">
        {problems.length > 0
          ? t('substances.take.refused', { count: problems.length })
          : t('substances.impact.listRead', { file: fileName, count: rows.length })}
      </h2>
      {problems.length + repaired.length + nameless > 0 ? (
        <ul className="bullets">
          {problems.slice(0, TOLD_AT_ONCE).map(({ row, code, text }) => (
            <li key={`${row} ${code}`}>
              {t(`substances.list.${code.startsWith('cas_') ? 'cas' : code}`, { row, text })}
            </li>
          ))}
          {repaired.slice(0, TOLD_AT_ONCE).map(({ row, text, cas }) => (
            <li key={`${row} put right`}>{t('substances.list.repaired', { row, text, cas })}</li>
          ))}
          {nameless > 0 ? <li>{t('substances.impact.nameless', { count: nameless })}</li> : null}
        </ul>
      ) : null}
      <Button size="small" onClick={onLeave}>
        {leaveWord ?? t('substances.impact.leaveList')}
      </Button>
    </section>
  );
}
