// What is different in a sheet that came back, row by row and cell by cell, and whose value stands where both sides changed one.
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { sendJson } from '#platform/ui/api.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useSaysRefusal } from '#platform/ui/refusal.ts';
import type { CellDifference, ImportAnswer, ImportRow, Keep, RowDifference } from './import-answers.ts';
import type { CellPlace } from './import-sheet.tsx';
import { usePersonName } from './record-history.tsx';
import { groupDigits } from './shown-value.ts';
import './sheet-differences.css';

/** Rows that are listed at once; the sheet beside shows all of them. */
const LISTED = 100;

type Decision = { decided: { row: number; column?: number; keep: Keep }[] } | { decideAll: Keep };

/** Sends what somebody decides; the sheet is compared anew. */
function useDecide(id: string): [boolean, (decision: Decision) => Promise<void>] {
  const client = useQueryClient();
  const refuse = useSaysRefusal();
  const [busy, setBusy] = useState(false);
  return [
    busy,
    async (decision) => {
      setBusy(true);
      try {
        await sendJson('PATCH', `/imports/${id}`, decision);
      } catch (error) {
        refuse(error);
      }
      await client.invalidateQueries({ queryKey: ['json', `/imports/${id}`] });
      await client.invalidateQueries({ queryKey: ['json', `/imports/${id}/rows`] });
      setBusy(false);
    },
  ];
}

/** The differences of the rows that are shown. */
export function SheetDifferences({
  answer,
  rows,
  isOpen,
  onPlace,
}: {
  answer: ImportAnswer;
  rows: readonly ImportRow[];
  /** it can still be decided */
  isOpen: boolean;
  onPlace: (place: CellPlace) => void;
}) {
  const { t } = useWords();
  const [busy, decide] = useDecide(answer.id);
  const different = rows.flatMap((row) => (row.difference ? [{ row: row.row, difference: row.difference }] : []));
  const disputed = answer.counts?.disputed ?? 0;
  return (
    <section className="import-problems sheet-differences" aria-label={t('ui.returned.differences')} aria-busy={busy}>
      <h2>{t('ui.returned.differences')}</h2>
      {isOpen && disputed > 1 ? (
        <p className="difference-all">
          <span>{t('ui.returned.all')}</span>
          {(['sheet', 'here'] as const).map((keep) => (
            <Button key={keep} size="small" disabled={busy} onClick={() => void decide({ decideAll: keep })}>
              {t(keep === 'sheet' ? 'ui.returned.allSheet' : 'ui.returned.allHere')}
            </Button>
          ))}
        </p>
      ) : null}
      {different.length === 0 ? <p className="secondary">{t('ui.returned.none')}</p> : null}
      <ol>
        {different.slice(0, LISTED).map(({ row, difference }) => (
          <RowOfDifferences
            key={row}
            answer={answer}
            row={row}
            difference={difference}
            onPlace={onPlace}
            onDecide={isOpen && !busy ? (decision) => void decide(decision) : undefined}
          />
        ))}
      </ol>
      {different.length > LISTED ? (
        <p className="small secondary">{t('ui.returned.more', { count: groupDigits(String(LISTED)) })}</p>
      ) : null}
    </section>
  );
}

function RowOfDifferences({
  answer,
  row,
  difference,
  onPlace,
  onDecide,
}: {
  answer: ImportAnswer;
  row: number;
  difference: RowDifference;
  onPlace: (place: CellPlace) => void;
  onDecide: ((decision: Decision) => void) | undefined;
}) {
  const { t } = useWords();
  const instant = useInstant();
  const nameOf = usePersonName();
  const { cells, changed } = difference;
  const both = cells.filter(({ is }) => is === 'both');
  const isHere = cells.some(({ is }) => is !== 'sheet');
  return (
    <li className="difference-row">
      <button
        type="button"
        className="difference-row-head"
        onClick={() => onPlace({ row, column: (both[0] ?? cells[0])?.column ?? 0 })}
      >
        {t('ui.import.atRow', { row })} · {difference.called}
      </button>
      {isHere && changed ? (
        <p className="small secondary">
          {difference.base === null ? `${t('ui.returned.is.met')} · ` : ''}
          {t('ui.returned.by', { name: nameOf(changed.name), at: instant(changed.at) })}
        </p>
      ) : null}
      <ul>
        {cells.map((cell) => (
          <CellOfDifferences
            key={cell.column}
            label={labelOf(answer, cell.column)}
            cell={cell}
            onKeep={onDecide && ((keep) => onDecide({ decided: [{ row, column: cell.column, keep }] }))}
          />
        ))}
      </ul>
      {onDecide && both.length > 1 ? (
        <p className="difference-all">
          {(['sheet', 'here'] as const).map((keep) => (
            <Button key={keep} size="small" type="text" onClick={() => onDecide({ decided: [{ row, keep }] })}>
              {t(keep === 'sheet' ? 'ui.returned.rowSheet' : 'ui.returned.rowHere')}
            </Button>
          ))}
        </p>
      ) : null}
    </li>
  );
}

const labelOf = (answer: ImportAnswer, index: number): string => {
  const column = answer.columns.find((one) => one.index === index);
  return answer.fields.find((one) => one.key === column?.field)?.label ?? column?.heading ?? '';
};

function CellOfDifferences({
  label,
  cell,
  onKeep,
}: {
  label: string;
  cell: CellDifference;
  onKeep: ((keep: Keep) => void) | undefined;
}) {
  const { t } = useWords();
  const said = (text: string | null) => (text === null || text === '' ? t('ui.returned.empty') : text);
  if (cell.is !== 'both') {
    return (
      <li className={`difference-cell difference-${cell.is}`}>
        <span className="difference-label">{label}</span>
        <span className="difference-values">
          <del>{said(cell.base)}</del>
          <span aria-hidden="true"> → </span>
          <ins>{said(cell.is === 'sheet' ? cell.sheet : cell.now)}</ins>
        </span>
        {cell.is === 'here' ? <span className="small secondary">{t('ui.returned.is.here')}</span> : null}
      </li>
    );
  }
  return (
    <li className={`difference-cell difference-both${cell.keep ? ' difference-decided' : ''}`}>
      <span className="difference-label">
        <span aria-hidden="true">⇄ </span>
        {label}
      </span>
      <dl className="difference-three">
        {cell.base === null ? null : (
          <>
            <dt>{t('ui.returned.base')}</dt>
            <dd>{said(cell.base)}</dd>
          </>
        )}
        <dt>{t('ui.returned.sheet')}</dt>
        <dd className={cell.keep === 'here' ? 'difference-out' : undefined}>{said(cell.sheet)}</dd>
        <dt>{t('ui.returned.now')}</dt>
        <dd className={cell.keep === 'sheet' ? 'difference-out' : undefined}>{said(cell.now)}</dd>
      </dl>
      {onKeep ? (
        <span className="difference-keep">
          {(['sheet', 'here'] as const).map((keep) => (
            <Button
              key={keep}
              size="small"
              type={cell.keep === keep ? 'primary' : 'default'}
              ghost={cell.keep === keep}
              aria-pressed={cell.keep === keep}
              onClick={() => onKeep(keep)}
            >
              {t(keep === 'sheet' ? 'ui.returned.keepSheet' : 'ui.returned.keepHere', {
                value: said(keep === 'sheet' ? cell.sheet : cell.now),
              })}
            </Button>
          ))}
        </span>
      ) : cell.keep ? (
        <span className="small secondary">
          {t(cell.keep === 'sheet' ? 'ui.returned.keptSheet' : 'ui.returned.keptHere')}
        </span>
      ) : null}
    </li>
  );
}
