// The list of what is wrong in a sheet, beside it: a press goes to the cell, a suggestion mends every cell alike.
import { Button } from 'antd';
import { useWords } from '#platform/ui/language.tsx';
import type { CellEdit, ImportAnswer, ImportRow } from './import-answers.ts';
import type { CellPlace } from './import-sheet.tsx';
import { groupProblems, type ProblemGroup } from './problem-groups.ts';

export interface ImportProblemsProps {
  answer: ImportAnswer;
  rows: readonly ImportRow[];
  place: CellPlace | undefined;
  onPlace: (place: CellPlace) => void;
  onEdit: ((edits: CellEdit[]) => void) | undefined;
}

/** A row without any text is left out, like one that was blank in the file. */
const blankRow = (answer: ImportAnswer, row: number): CellEdit[] =>
  answer.columns.map((column) => ({ row, column: column.index, text: '' }));

/** Problems grouped by what is to be mended. */
export function ImportProblems({ answer, rows, place, onPlace, onEdit }: ImportProblemsProps) {
  const { t, language } = useWords();
  const groups = groupProblems(rows, answer.missing);
  const fieldOf = (group: ProblemGroup) => {
    const column = answer.columns.find((one) => one.index === group.problem.column);
    const key = column?.field ?? group.problem.field;
    return answer.fields.find((one) => one.key === key)?.label ?? column?.heading ?? '';
  };
  const go = (group: ProblemGroup, row: number | undefined) => {
    if (row !== undefined) onPlace({ row, column: group.problem.column ?? answer.columns[0]?.index ?? 0 });
  };
  const here = (group: ProblemGroup) =>
    place !== undefined &&
    group.rows.includes(place.row) &&
    (group.problem.column === null || group.problem.column === place.column);
  return (
    <section className="import-problems" aria-label={t('ui.import.problems')}>
      <h2>{t('ui.import.problems')}</h2>
      {groups.length === 0 ? <p className="secondary">{t('ui.import.noProblems')}</p> : null}
      <ol>
        {groups.map((group) => {
          const { column, suggestion, level, words } = group.problem;
          return (
            <li key={group.key} className={here(group) ? 'problem-item problem-here' : 'problem-item'}>
              <button type="button" className="problem-go" onClick={() => go(group, group.rows[0])}>
                <span className={level === 'error' ? 'field-error' : 'field-warning'} aria-hidden="true">
                  {level === 'error' ? '✕' : '▲'}
                </span>
                <span>
                  <span className="problem-where">
                    {group.rows.length === 1
                      ? t('ui.import.atRow', { row: group.rows[0] ?? 0 })
                      : t('ui.import.atRows', {
                          rows:
                            group.rows.slice(0, 4).join(language === 'zh' ? '、' : ', ') +
                            (group.rows.length > 4 ? '…' : ''),
                          count: group.rows.length,
                        })}
                    {fieldOf(group) === '' ? '' : ` · ${fieldOf(group)}`}
                  </span>
                  <span className="problem-words">{words}</span>
                </span>
              </button>
              {onEdit && here(group) && level === 'error' ? (
                <Button size="small" onClick={() => onEdit(blankRow(answer, place?.row ?? 0))}>
                  {t('ui.import.leaveRowOut', { row: place?.row ?? 0 })}
                </Button>
              ) : null}
              {suggestion && column !== null && onEdit ? (
                <Button
                  size="small"
                  onClick={() => onEdit(group.rows.map((row) => ({ row, column, text: suggestion })))}
                >
                  {group.rows.length === 1
                    ? t('ui.import.useSuggestion', { suggestion })
                    : t('ui.import.useSuggestionAll', { suggestion, count: group.rows.length })}
                </Button>
              ) : null}
              {group.rows.length > 1 && here(group) ? (
                <Button
                  size="small"
                  type="text"
                  onClick={() => go(group, group.rows[(group.rows.indexOf(place?.row ?? 0) + 1) % group.rows.length])}
                >
                  {t('ui.import.nextRow')}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
