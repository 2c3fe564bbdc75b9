// What a reader has chosen of a list: its columns, and views that he saved by name; kept in this browser.

import { DownOutlined, LayoutOutlined } from '@ant-design/icons';
import { useSearch } from '@tanstack/react-router';
import { Button, Checkbox, Dropdown, Input, Popover } from 'antd';
import { useState } from 'react';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { remember, remembered } from '#platform/ui/remembered.ts';
import type { RecordKind } from '../declare/kind.ts';
import { useKindWords } from './kinds.tsx';
import type { ListAddress } from './list-address.ts';

/** The columns that a reader sees, and how he changes them. */
export function useColumns(kind: RecordKind): [readonly string[], (columns: readonly string[] | null) => void] {
  const name = `columns.${kind.kind}`;
  const [chosen, choose] = useState<readonly string[] | null>(() => remembered<readonly string[] | null>(name, null));
  const known = (chosen ?? kind.list).filter((path) => kind.all.has(path));
  return [
    known.length > 0 ? known : kind.list,
    (columns) => {
      remember(name, columns);
      choose(columns);
    },
  ];
}

/** Which columns show; the order is the declaration's. */
export function ColumnChooser({
  kind,
  columns,
  onChange,
}: {
  kind: RecordKind;
  columns: readonly string[];
  onChange: (columns: readonly string[] | null) => void;
}) {
  const { t } = useWords();
  const words = useKindWords(kind);
  const content = (
    <div className="column-chooser">
      <Checkbox.Group
        value={[...columns]}
        options={[...kind.all.keys()].map((path) => ({ value: path, label: words.field(path) }))}
        onChange={(chosen) => onChange([...kind.all.keys()].filter((path) => (chosen as string[]).includes(path)))}
      />
      <Button size="small" type="text" onClick={() => onChange(null)}>
        {t('ui.list.columnsReset')}
      </Button>
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" arrow={false} content={content}>
      <Button size="small" icon={<LayoutOutlined aria-hidden="true" />}>
        {t('ui.list.columns')}
      </Button>
    </Popover>
  );
}

interface SavedView {
  name: string;
  search: Record<string, string>;
  columns: readonly string[];
}

/** Parts of an address that belong to a view; scope and period stay what they are. */
const partsOfView = (search: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(search)
      .filter(
        ([name, value]) =>
          (name.startsWith('filter.') || ['q', 'states', 'sort', 'which'].includes(name)) && typeof value === 'string',
      )
      .map(([name, value]) => [name, String(value)]),
  );

/** Views saved by name: conditions, states, sorting and columns. */
export function SavedViews({
  kind,
  address,
  columns,
  onColumns,
}: {
  kind: RecordKind;
  address: ListAddress;
  columns: readonly string[];
  onColumns: (columns: readonly string[] | null) => void;
}) {
  const { t } = useWords();
  const name = `views.${kind.kind}`;
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const [views, setViews] = useState<readonly SavedView[]>(() => remembered<readonly SavedView[]>(name, []));
  const [isSaving, save] = useState(false);
  const [typed, type] = useState('');
  const keep = (kept: readonly SavedView[]) => {
    remember(name, kept);
    setViews(kept);
  };
  const nothing = Object.fromEntries(Object.keys(partsOfView(search)).map((key) => [key, undefined]));
  const show = (view: SavedView) => {
    onColumns(view.columns);
    address.change({ ...nothing, ...view.search });
  };
  const form = (
    <form
      className="filter-editor"
      onSubmit={(event) => {
        event.preventDefault();
        const called = typed.trim();
        if (called === '') return;
        keep([...views.filter((view) => view.name !== called), { name: called, search: partsOfView(search), columns }]);
        save(false);
        type('');
      }}
    >
      <Labelled label={t('ui.list.viewName')}>
        {(id) => (
          <Input
            id={id}
            size="small"
            autoFocus
            value={typed}
            maxLength={60}
            onChange={(event) => type(event.target.value)}
          />
        )}
      </Labelled>
      <div className="filter-actions">
        <Button size="small" type="primary" htmlType="submit" disabled={typed.trim() === ''}>
          {t('ui.list.viewSave')}
        </Button>
      </div>
    </form>
  );
  return (
    <Popover
      open={isSaving}
      onOpenChange={(open) => !open && save(false)}
      trigger="click"
      arrow={false}
      content={form}
      destroyOnHidden
    >
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            {
              key: 'all',
              label: t('ui.list.viewAll'),
              onClick: () => {
                onColumns(null);
                address.change(nothing);
              },
            },
            ...views.map((view) => ({
              key: `view-${view.name}`,
              label: view.name,
              onClick: () => show(view),
            })),
            { type: 'divider' as const },
            { key: 'save', label: t('ui.list.viewSaveThis'), onClick: () => save(true) },
            ...(views.length > 0
              ? [
                  {
                    key: 'forget',
                    label: t('ui.list.viewForget'),
                    children: views.map((view) => ({
                      key: `forget-${view.name}`,
                      label: view.name,
                      onClick: () => keep(views.filter((one) => one !== view)),
                    })),
                  },
                ]
              : []),
          ],
        }}
      >
        <Button size="small">
          {t('ui.list.views')} <DownOutlined aria-hidden="true" />
        </Button>
      </Dropdown>
    </Popover>
  );
}
