// Views of a list saved by name: one's own, those shared with one, and the one that the list opens with.
import { DownOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Alert, Button, Dropdown, Input, type MenuProps, Popover, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useAddress } from '#platform/ui/address.ts';
import { sendJson } from '#platform/ui/api.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { useOrganisation } from '#platform/ui/organisation.ts';
import { useMay } from '#platform/ui/session.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { RecordKind } from '../declare/kind.ts';
import type { ListAddress } from './list-address.ts';

interface View {
  id: string;
  name: string;
  search: Record<string, string>;
  columns: readonly string[];
  by: LocalText | null;
  sharedWith: (LocalText & { id: string }) | null;
  isMine: boolean;
  mayForget: boolean;
  isFirst: boolean;
}

/** Parts of an address that belong to a view; scope and period stay what they are. */
const partsOfView = (search: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) =>
      (name.startsWith('filter.') || ['q', 'states', 'sort', 'which'].includes(name)) && typeof value === 'string'
        ? [[name, value]]
        : [],
    ),
  );

interface SavedViewsProps {
  kind: RecordKind;
  address: ListAddress;
  columns: readonly string[];
  onColumns: (columns: readonly string[] | null) => void;
}

/** The views of a list, and what can be done with them. */
export function SavedViews({ kind, address, columns, onColumns }: SavedViewsProps) {
  const { t, local } = useWords();
  const client = useQueryClient();
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const path = `/views/${kind.kind}`;
  const { data } = useJson<{ views: readonly View[] }>(path);
  const [isSaving, save] = useState(false);
  const views = data?.views ?? [];
  const parts = partsOfView(search);
  const show = (view: View | undefined) => {
    const nothing = Object.fromEntries(Object.keys(parts).map((key) => [key, undefined]));
    onColumns(view && view.columns.length > 0 ? view.columns : null);
    address.change({ ...nothing, ...view?.search });
  };
  // Once, when the list is opened with nothing asked of it; who then chooses everything sees everything.
  const isOpened = useRef(false);
  const first = views.find((view) => view.isFirst);
  const isPlain = Object.keys(parts).length === 0 && search.figure === undefined && search.import === undefined;
  useEffect(() => {
    if (isOpened.current || !data) return;
    isOpened.current = true;
    if (first && isPlain) show(first);
  });
  const changed = () => client.invalidateQueries({ queryKey: ['json', path] });
  const openWith = async (id: string | null) => {
    await sendJson('PUT', `${path}/first`, { id });
    await changed();
  };
  const forget = async (view: View) => {
    await sendJson('DELETE', `/views/${view.id}`);
    await changed();
  };
  const labelled = (view: View) => (
    <span className="view-label">
      {view.name}
      {view.by || view.sharedWith ? (
        <span className="secondary">
          {' '}
          {[view.by ? local(view.by) : '', view.sharedWith ? local(view.sharedWith) : ''].filter(Boolean).join(' · ')}
        </span>
      ) : null}
    </span>
  );
  const entry = (view: View) => ({ key: `view-${view.id}`, label: labelled(view), onClick: () => show(view) });
  const group = (label: string, of: readonly View[]): NonNullable<MenuProps['items']> =>
    of.length === 0 ? [] : [{ type: 'group', label, children: of.map(entry) }];
  const mark = (isChosen: boolean) => <span aria-hidden="true">{isChosen ? '✓' : '\u2003'}</span>;
  const mayForget = views.filter((view) => view.mayForget);
  const items: MenuProps['items'] = [
    { key: 'all', label: t('ui.list.viewAll'), onClick: () => show(undefined) },
    ...group(
      t('views.mine'),
      views.filter(({ isMine }) => isMine),
    ),
    ...group(
      t('views.shared'),
      views.filter(({ isMine }) => !isMine),
    ),
    { type: 'divider' },
    { key: 'save', label: t('ui.list.viewSaveThis'), onClick: () => save(true) },
    ...(views.length === 0
      ? []
      : [
          {
            key: 'first',
            label: t('views.first'),
            children: [
              {
                key: 'first-none',
                icon: mark(!first),
                label: t('ui.list.viewAll'),
                onClick: () => void openWith(null),
              },
              ...views.map((view) => ({
                ...{ key: `first-${view.id}`, icon: mark(view.isFirst), label: labelled(view) },
                onClick: () => void openWith(view.id),
              })),
            ],
          },
        ]),
    ...(mayForget.length === 0
      ? []
      : [
          {
            key: 'forget',
            label: t('ui.list.viewForget'),
            children: mayForget.map((view) => ({
              ...{ key: `forget-${view.id}`, label: labelled(view) },
              onClick: () => void forget(view),
            })),
          },
        ]),
  ];
  return (
    <Popover
      open={isSaving}
      onOpenChange={(open) => !open && save(false)}
      trigger="click"
      arrow={false}
      destroyOnHidden
      content={
        <SaveForm
          kind={kind}
          taken={views.flatMap(({ isMine, name }) => (isMine ? [name] : []))}
          view={{ search: parts, columns }}
          onSaved={async () => {
            save(false);
            await changed();
          }}
        />
      }
    >
      <Dropdown trigger={['click']} menu={{ items }}>
        <Button size="small">
          {t('ui.list.views')} <DownOutlined aria-hidden="true" />
        </Button>
      </Dropdown>
    </Popover>
  );
}

interface SaveFormProps {
  kind: RecordKind;
  taken: readonly string[];
  view: { search: Record<string, string>; columns: readonly string[] };
  onSaved: () => Promise<void>;
}

/** What the view is called, and who else sees it: where one may share it. */
function SaveForm({ kind, taken, view, onSaved }: SaveFormProps) {
  const { t, local } = useWords();
  const mayShareAll = useMay('settings.change');
  const mayRecord = useMay('records.record');
  const { scope } = useAddress();
  const organisation = useOrganisation();
  const [here, group] = [organisation?.find(scope), organisation?.find('group')];
  const [typed, type] = useState('');
  const [sharedWith, share] = useState('');
  const [problem, tell] = useState('');
  const name = typed.trim();
  const options = [
    { value: '', label: t('views.onlyMe') },
    ...(here && here.type === 'site' && mayRecord
      ? [{ value: here.id, label: t('views.everybodyAt', { scope: local(here.name) }) }]
      : []),
    ...(mayShareAll && group ? [{ value: group.id, label: t('views.everybody') }] : []),
  ];
  const send = async () => {
    if (name === '') return;
    try {
      await sendJson('POST', '/views', { ...view, kind: kind.kind, name, sharedWith: sharedWith || null });
      await onSaved();
    } catch (error) {
      tell(error instanceof Error ? error.message : '');
    }
  };
  return (
    <form
      className="filter-editor"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Labelled label={t('ui.list.viewName')}>
        {(id) => (
          <Input
            {...{ id, size: 'small', autoFocus: true, maxLength: 60, value: typed }}
            onChange={(event) => type(event.target.value)}
          />
        )}
      </Labelled>
      {options.length > 1 ? (
        <Labelled label={t('views.who')}>
          {(id) => <Select {...{ id, size: 'small', value: sharedWith, options, onChange: share }} />}
        </Labelled>
      ) : null}
      {taken.includes(name) ? <p className="secondary">{t('views.replaces', { name })}</p> : null}
      {problem === '' ? null : <Alert type="error" title={problem} />}
      <div className="filter-actions">
        <Button size="small" type="primary" htmlType="submit" disabled={name === ''}>
          {t('ui.list.viewSave')}
        </Button>
      </div>
    </form>
  );
}
