// The rows of a list: 32 pixels each, a head that stays, numbers at the right edge, sums below, everything by keyboard.
import { Checkbox } from 'antd';
import { useEffect, useRef } from 'react';
import { useWords } from '#platform/ui/language.tsx';
import { isTyping } from '#platform/ui/shortcuts.tsx';
import type { Field, RecordKind } from '../declare/kind.ts';
import type { RecordList, RecordRow } from './answers.ts';
import { HiddenMark } from './hidden-mark.tsx';
import { useKindWords } from './kinds.tsx';
import type { ListAddress } from './list-address.ts';
import { ReturnedWords } from './returned-words.tsx';
import { groupDigits, isNumeric, shownValue } from './shown-value.ts';
import { StateMark } from './state-mark.tsx';

export interface ListTableProps {
  kind: RecordKind;
  list: RecordList;
  columns: readonly string[];
  address: ListAddress;
  /** undefined where nothing can be done with several records */
  selected: ReadonlySet<string> | undefined;
  onSelect: (ids: ReadonlySet<string>) => void;
  place: number;
  onPlace: (place: number) => void;
  onOpen: (id: string) => void;
}

/** Which way a press on a head sorts: up, down, not at all. */
export const nextSort = (sort: string | undefined, path: string): string | undefined =>
  sort === path ? `-${path}` : sort === `-${path}` ? undefined : path;

/** The keys of a list: j and k move, x selects, Enter opens. */
function useListKeys({ list, selected, onSelect, place, onPlace, onOpen }: ListTableProps): void {
  const latest = useRef({ list, selected, onSelect, place, onPlace, onOpen });
  latest.current = { list, selected, onSelect, place, onPlace, onOpen };
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const now = latest.current;
      const last = now.list.records.length - 1;
      const here = now.list.records[now.place];
      if (event.key === 'j') now.onPlace(Math.min(now.place + 1, last));
      else if (event.key === 'k') now.onPlace(Math.max(now.place - 1, 0));
      else if (event.key === 'x' && here && now.selected) now.onSelect(toggled(now.selected, here.id));
      else if (event.key === 'Enter' && here && !(event.target as HTMLElement).closest('button, a, input'))
        now.onOpen(here.id);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);
}

function toggled(selected: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** The table of a list. */
export function ListTable(props: ListTableProps) {
  const { kind, list, columns, address, selected, onSelect, place } = props;
  const { t } = useWords();
  const words = useKindWords(kind);
  const body = useRef<HTMLTableSectionElement>(null);
  useListKeys(props);
  useEffect(() => {
    body.current?.rows[place]?.scrollIntoView({ block: 'nearest' });
  }, [place]);
  const fields = columns.flatMap((path) => {
    const of = kind.all.get(path);
    return of ? [{ path, of }] : [];
  });
  const allHere =
    selected !== undefined && list.records.length > 0 && list.records.every((row) => selected.has(row.id));
  const hasState = kind.review !== 'none';
  const sums = fields.some(({ path }) => list.sums[path] != null);
  return (
    <section className="table-scroll" aria-label={words.many}>
      <table className="records">
        <thead>
          <tr>
            {selected ? (
              <th className="cell-check" scope="col">
                <Checkbox
                  aria-label={t('ui.list.selectAll')}
                  checked={allHere}
                  indeterminate={!allHere && list.records.some((row) => selected.has(row.id))}
                  onChange={() => onSelect(allHere ? new Set() : new Set(list.records.map((row) => row.id)))}
                />
              </th>
            ) : null}
            {hasState ? <th scope="col">{t('ui.list.state')}</th> : null}
            {fields.map(({ path, of }) => (
              <Head
                key={path}
                path={path}
                of={of}
                label={words.field(path)}
                sort={address.sort}
                onSort={(sort) => address.change({ sort })}
              />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {list.records.map((row, index) => (
            <Row key={row.id} {...props} fields={fields} row={row} index={index} hasState={hasState} />
          ))}
        </tbody>
        {sums ? (
          <tfoot>
            <tr>
              {selected ? <td /> : null}
              {hasState ? <td>{t('ui.list.sum')}</td> : null}
              {fields.map(({ path, of }, index) => {
                const sum = list.sums[path];
                return (
                  <td key={path} className={isNumeric(of) ? 'number' : undefined}>
                    {sum == null && list.records.some(({ hidden }) => hidden?.includes(path)) ? (
                      <HiddenMark why="masked.sum" />
                    ) : sum != null ? (
                      groupDigits(sum, of.type === 'quantity' && of.unit === 't' ? 3 : 0)
                    ) : index === 0 && !hasState ? (
                      t('ui.list.sum')
                    ) : null}
                  </td>
                );
              })}
            </tr>
          </tfoot>
        ) : null}
      </table>
    </section>
  );
}

interface HeadProps {
  path: string;
  of: Field;
  label: string;
  sort: string | undefined;
  onSort: (sort: string | undefined) => void;
}

function Head({ path, of, label, sort, onSort }: HeadProps) {
  const direction = sort === path ? 'ascending' : sort === `-${path}` ? 'descending' : undefined;
  return (
    <th scope="col" aria-sort={direction} className={isNumeric(of) ? 'number' : undefined}>
      <button type="button" className="sort" onClick={() => onSort(nextSort(sort, path))}>
        {label}
        <span aria-hidden="true" className="sort-sign">
          {direction === 'ascending' ? '↑' : direction === 'descending' ? '↓' : ''}
        </span>
      </button>
    </th>
  );
}

interface RowProps extends ListTableProps {
  fields: readonly { path: string; of: Field }[];
  row: RecordRow;
  index: number;
  hasState: boolean;
}

function Row({
  kind,
  list,
  row,
  index,
  fields,
  hasState,
  selected,
  onSelect,
  place,
  onPlace,
  onOpen,
  address,
}: RowProps) {
  const { t, language } = useWords();
  const isOpen = address.open === row.id;
  const classes = [
    index === place ? 'row-here' : '',
    isOpen ? 'row-open' : '',
    selected?.has(row.id) ? 'row-selected' : '',
    row.voided ? 'row-voided' : '',
  ];
  const open = () => {
    onPlace(index);
    onOpen(row.id);
  };
  return (
    <tr className={classes.filter(Boolean).join(' ') || undefined} onClick={open}>
      {selected ? (
        // biome-ignore lint/a11y/useKeyWithClickEvents: keeps a press beside the box from opening the row
        <td className="cell-check" onClick={(event) => event.stopPropagation()}>
          <Checkbox
            aria-label={t('ui.list.selectRow', { row: index + 1 })}
            checked={selected.has(row.id)}
            onChange={() => onSelect(toggled(selected, row.id))}
          />
        </td>
      ) : null}
      {hasState ? (
        <td>
          <StateMark record={row} />
          <ReturnedWords kind={kind} returned={list.returned.find(({ id }) => id === row.id)} />
        </td>
      ) : null}
      {fields.map(({ path, of }, column) => {
        const shown = shownValue(of, row.values[path], { language, t, names: list.names });
        const content = row.hidden?.includes(path) ? (
          <HiddenMark />
        ) : shown ? (
          shown.text
        ) : (
          <span className="missing" title={t('ui.value.missing')}>
            —
          </span>
        );
        return (
          <td key={path} className={isNumeric(of) ? 'number' : undefined} title={shown?.title}>
            {column === 0 ? (
              <button
                type="button"
                className="row-button"
                onClick={(event) => {
                  event.stopPropagation();
                  open();
                }}
              >
                {content}
              </button>
            ) : (
              content
            )}
          </td>
        );
      })}
    </tr>
  );
}
