// The sheet of an import: errors marked in their cells, mended in place, moved through with the arrows.
import { Select } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useWords } from '#platform/ui/language.tsx';
import type { CellEdit, CellProblem, ImportAnswer, ImportRow } from './import-answers.ts';
import { cellKey } from './use-mending.ts';

/** A cell by the row's number in the file and the column's index. */
export interface CellPlace {
  row: number;
  column: number;
}

export interface ImportSheetProps {
  answer: ImportAnswer;
  rows: readonly ImportRow[];
  place: CellPlace | undefined;
  onPlace: (place: CellPlace) => void;
  /** undefined where nothing may be mended any more */
  onEdit: ((edits: CellEdit[]) => void) | undefined;
  onColumn: ((index: number, field: string | null) => void) | undefined;
  /** texts that were sent and are not yet checked again */
  pending: ReadonlyMap<string, string>;
}

/** The sheet with its matched columns on top. */
export function ImportSheet(props: ImportSheetProps) {
  const { answer, rows, place, onPlace, onEdit } = props;
  const { t } = useWords();
  const [edited, edit] = useState<CellPlace | undefined>();
  const [first, setFirst] = useState('');
  const table = useRef<HTMLTableElement>(null);
  const columns = answer.columns.map((column) => column.index);
  const isEditing = edited !== undefined;

  useEffect(() => {
    if (!place || isEditing) return;
    const cell = table.current?.querySelector<HTMLElement>(`[data-cell="${cellKey(place)}"]`);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [place, isEditing]);

  const begin = (at: CellPlace, text: string) => {
    if (!onEdit) return;
    setFirst(text);
    edit(at);
  };
  const finish = (at: CellPlace, text: string, was: string) => {
    edit(undefined);
    if (text !== was) onEdit?.([{ ...at, text }]);
  };
  const keys = (event: KeyboardEvent, at: CellPlace, text: string) => {
    if (isEditing || event.ctrlKey || event.metaKey || event.altKey) return;
    const rowAt = rows.findIndex((row) => row.row === at.row);
    const columnAt = columns.indexOf(at.column);
    const go = (row: number, column: number) => {
      const toRow = rows[Math.max(0, Math.min(row, rows.length - 1))];
      const toColumn = columns[Math.max(0, Math.min(column, columns.length - 1))];
      if (toRow && toColumn !== undefined) onPlace({ row: toRow.row, column: toColumn });
    };
    if (event.key === 'ArrowDown') go(rowAt + 1, columnAt);
    else if (event.key === 'ArrowUp') go(rowAt - 1, columnAt);
    else if (event.key === 'ArrowRight') go(rowAt, columnAt + 1);
    else if (event.key === 'ArrowLeft') go(rowAt, columnAt - 1);
    else if (event.key === 'Home') go(rowAt, 0);
    else if (event.key === 'End') go(rowAt, columns.length - 1);
    else if (event.key === 'Enter' || event.key === 'F2') begin(at, text);
    else if (event.key === 'Delete' || event.key === 'Backspace') begin(at, '');
    else if (event.key.length === 1) begin(at, event.key);
    else return;
    event.preventDefault();
  };
  const rest =
    place && rows.some((row) => row.row === place.row) ? place : { row: rows[0]?.row ?? 0, column: columns[0] ?? 0 };
  return (
    <section className="table-scroll sheet-scroll" aria-label={t('ui.import.sheet')}>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a sheet is a grid: its cells are moved through with the arrows */}
      <table className="sheet" ref={table} role="grid" aria-label={t('ui.import.sheet')}>
        <thead>
          <tr>
            <th scope="col" className="sheet-row-head">
              <span className="visually-hidden">{t('ui.import.row')}</span>
            </th>
            {answer.columns.map((column) =>
              answer.returned?.readOnly.includes(column.index) ? (
                <th key={column.index} scope="col" className="sheet-read-only">
                  <span className="sheet-heading" title={column.heading}>
                    {column.heading}
                  </span>
                  <span className="sheet-field-said">{t('ui.returned.readOnly')}</span>
                </th>
              ) : (
                <ColumnHead
                  key={column.index}
                  {...props}
                  index={column.index}
                  heading={column.heading}
                  field={column.field}
                  isRemembered={column.remembered}
                />
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <SheetRow
              key={row.row}
              row={row}
              columns={columns}
              pending={props.pending}
              place={rest}
              edited={edited?.row === row.row ? edited : undefined}
              first={first}
              isMendable={onEdit !== undefined}
              onKeys={keys}
              onPlace={onPlace}
              onBegin={begin}
              onFinish={finish}
              onLeave={() => edit(undefined)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ColumnHead({
  answer,
  index,
  heading,
  field,
  isRemembered,
  onColumn,
}: ImportSheetProps & { index: number; heading: string; field: string | null; isRemembered: boolean }) {
  const { t } = useWords();
  return (
    <th scope="col" className={field === null ? 'sheet-unmatched' : undefined}>
      <span className="sheet-heading" title={heading}>
        {heading === '' ? t('ui.import.noHeading') : heading}
        {isRemembered ? (
          <span className="sheet-remembered" title={t('ui.import.remembered')}>
            <span aria-hidden="true">↺</span>
            <span className="visually-hidden">{t('ui.import.remembered')}</span>
          </span>
        ) : null}
      </span>
      <Select
        size="small"
        variant="borderless"
        className="sheet-field"
        aria-label={t('ui.import.columnIs', { heading })}
        disabled={!onColumn}
        popupMatchSelectWidth={240}
        showSearch={{ optionFilterProp: 'label' }}
        value={field ?? ''}
        options={[
          { value: '', label: t('ui.import.leaveOut') },
          ...answer.fields.map((one) => ({ value: one.key, label: one.required ? `${one.label} *` : one.label })),
        ]}
        onChange={(chosen: string) => onColumn?.(index, chosen === '' ? null : chosen)}
      />
    </th>
  );
}

interface SheetRowProps {
  row: ImportRow;
  columns: readonly number[];
  pending: ReadonlyMap<string, string>;
  place: CellPlace;
  edited: CellPlace | undefined;
  first: string;
  isMendable: boolean;
  onKeys: (event: KeyboardEvent, at: CellPlace, text: string) => void;
  onPlace: (place: CellPlace) => void;
  onBegin: (at: CellPlace, text: string) => void;
  onFinish: (at: CellPlace, text: string, was: string) => void;
  onLeave: () => void;
}

const worst = (problems: readonly CellProblem[]) =>
  problems.some((one) => one.level === 'error') ? 'error' : problems.length > 0 ? 'warning' : undefined;

function SheetRow(props: SheetRowProps) {
  const { row, columns, pending, place, edited, first, isMendable } = props;
  const { t } = useWords();
  const ofRow = row.problems.filter((problem) => problem.column === null);
  const level = worst(ofRow);
  return (
    <tr className={`sheet-${row.outcome}`}>
      <th
        scope="row"
        className={level ? `sheet-row-head cell-${level}` : 'sheet-row-head'}
        title={ofRow.map((one) => one.words).join('\n') || undefined}
      >
        {row.row}
        <span className="sheet-outcome" title={t(`ui.import.count.${row.outcome}`)}>
          <span aria-hidden="true">{outcomeSigns[row.outcome]}</span>
          <span className="visually-hidden">{t(`ui.import.count.${row.outcome}`)}</span>
        </span>
      </th>
      {columns.map((column) => {
        const at = { row: row.row, column };
        const key = cellKey(at);
        const problems = row.problems.filter((problem) => problem.column === column);
        const was = row.cells[column] ?? '';
        const text = pending.get(key) ?? was;
        const cellLevel = worst(problems);
        const different = row.difference?.cells.find((cell) => cell.column === column);
        const classes = [
          different ? (different.is === 'both' ? (different.keep ? 'cell-decided' : '') : `cell-${different.is}`) : '',
          cellLevel && !pending.has(key) ? `cell-${cellLevel}` : '',
          pending.has(key) ? 'cell-pending' : '',
        ];
        if (edited?.column === column) {
          return (
            <td key={column} className="cell-edited">
              <CellInput
                label={problems.map((one) => one.words).join(' ')}
                first={first}
                onDone={(typed) => props.onFinish(at, typed, was)}
                onLeave={props.onLeave}
              />
            </td>
          );
        }
        return (
          <td
            key={column}
            data-cell={key}
            tabIndex={place.row === row.row && place.column === column ? 0 : -1}
            className={classes.filter(Boolean).join(' ') || undefined}
            title={problems.map((one) => one.words).join('\n') || undefined}
            aria-invalid={cellLevel === 'error' ? true : undefined}
            onClick={() => props.onPlace(at)}
            onDoubleClick={() => isMendable && props.onBegin(at, text)}
            onKeyDown={(event) => props.onKeys(event, at, text)}
          >
            {text}
            {problems.length > 0 ? (
              <span className="visually-hidden"> {problems.map((one) => one.words).join(' ')}</span>
            ) : null}
          </td>
        );
      })}
    </tr>
  );
}

const outcomeSigns = { bad: '✕', new: '+', changed: '~', same: '=', skipped: '·' } as const;

function CellInput({
  label,
  first,
  onDone,
  onLeave,
}: {
  label: string;
  first: string;
  onDone: (text: string) => void;
  onLeave: () => void;
}) {
  const { t } = useWords();
  const [typed, type] = useState(first);
  const isLeft = useRef(false);
  return (
    <input
      className="cell-input"
      aria-label={label === '' ? t('ui.import.cell') : label}
      // biome-ignore lint/a11y/noAutofocus: the reader has just asked to write here
      autoFocus
      value={typed}
      onChange={(event) => type(event.target.value)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter' || event.key === 'Tab') {
          event.preventDefault();
          isLeft.current = true;
          onDone(typed);
        } else if (event.key === 'Escape') {
          isLeft.current = true;
          onLeave();
        }
        event.stopPropagation();
      }}
      onBlur={() => {
        if (!isLeft.current) onDone(typed);
      }}
    />
  );
}
