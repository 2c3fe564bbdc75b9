// The tools of a list: search, states, conditions, views, columns, export.
import { DownloadOutlined, SearchOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button, Dropdown, Input, Segmented } from 'antd';
import { useDeferredValue, useEffect, useState } from 'react';
import { addressOf } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import type { RecordKind } from '../declare/kind.ts';
import type { Names, RecordList } from './answers.ts';
import { DrillChip } from './drill-chip.tsx';
import { FilterChips } from './filter-chips.tsx';
import type { ListAddress } from './list-address.ts';
import { ColumnChooser } from './list-choices.tsx';
import { SavedViews } from './saved-views.tsx';
import { statesOf } from './steps.ts';

export interface ListToolbarProps {
  kind: RecordKind;
  address: ListAddress;
  columns: readonly string[];
  onColumns: (columns: readonly string[] | null) => void;
  names: Names;
  list: RecordList | undefined;
}

/** The tools of a list in one row, and a second one when conditions are set. */
export function ListToolbar({ kind, address, columns, onColumns, names, list }: ListToolbarProps) {
  const { t } = useWords();
  const [typed, type] = useState(address.q);
  const sought = useDeferredValue(typed);
  const { change, q } = address;
  useEffect(() => {
    if (sought.trim() === q) return;
    const timer = setTimeout(() => change({ q: sought.trim() || undefined }), 250);
    return () => clearTimeout(timer);
  }, [sought, q, change]);
  const states = statesOf(kind);
  const params = { ...address.question, columns: columns.join(',') };
  const chips = <FilterChips kind={kind} address={address} names={names} />;
  const isPlain = address.filters.length === 0 && !address.figure && !address.importId;
  return (
    <div className="list-tools">
      <div className="list-tools-row">
        <Input
          className="list-search"
          size="small"
          allowClear
          prefix={<SearchOutlined aria-hidden="true" />}
          aria-label={t('ui.list.search')}
          placeholder={t('ui.list.search')}
          value={typed}
          onChange={(event) => type(event.target.value)}
        />
        {states.length > 0 ? (
          <Segmented
            size="small"
            className="list-states"
            aria-label={t('ui.list.state')}
            value={address.states.length === 1 ? (address.states[0] as string) : 'all'}
            options={[
              { value: 'all', label: t('ui.list.allStates') },
              ...states.map((state) => ({ value: state as string, label: t(`state.${state}`) })),
            ]}
            onChange={(state) => change({ states: state === 'all' ? undefined : state })}
          />
        ) : null}
        {isPlain ? chips : null}
        <span className="list-tools-right not-on-phone">
          <SavedViews kind={kind} address={address} columns={columns} onColumns={onColumns} />
          <ColumnChooser kind={kind} columns={columns} onChange={onColumns} />
          <Dropdown
            trigger={['click']}
            menu={{
              items: ['xlsx', 'csv'].map((type_) => ({
                key: type_,
                label: (
                  <a href={addressOf(`/records/${kind.kind}/export.${type_}`, params)}>
                    {t(`ui.list.export.${type_}`)}
                  </a>
                ),
              })),
            }}
          >
            <Button size="small" icon={<DownloadOutlined aria-hidden="true" />}>
              {t('ui.list.export')}
            </Button>
          </Dropdown>
        </span>
      </div>
      {isPlain ? null : (
        <div className="list-tools-row">
          {address.figure ? (
            <DrillChip
              figureId={address.figure}
              list={list}
              filters={address.filters}
              onRemove={() => change({ figure: undefined, which: undefined })}
            />
          ) : null}
          {address.importId ? (
            <span className="chip">
              <Link className="chip-text" to={`/imports/${address.importId}`}>
                {t('ui.list.fromImport')}
              </Link>
              <button
                type="button"
                className="chip-remove"
                aria-label={t('ui.list.fromImportRemove')}
                onClick={() => change({ import: undefined })}
              >
                ×
              </button>
            </span>
          ) : null}
          {chips}
        </div>
      )}
    </div>
  );
}
