// Which part of the organisation the page speaks of: a tree with search, from the group down to a factory.
import { DownOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Input, type InputRef, Popover } from 'antd';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useAddress } from './address.ts';
import { useWords } from './language.tsx';
import { useOrganisation } from './organisation.ts';
import { type ScopeRow, scopeRows } from './scope-tree.ts';

/** The scope of the page, in the top bar. */
export function ScopeSelect() {
  const { t, local } = useWords();
  const { scope, set } = useAddress();
  const organisation = useOrganisation();
  const [isOpen, open] = useState(false);
  const chosen = organisation?.find(scope);
  const label = chosen ? local(chosen.name) : scope;
  const kind = chosen && chosen.type !== 'group' ? t(`ui.scope.${chosen.type}`) : '';
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      open={isOpen}
      onOpenChange={open}
      destroyOnHidden
      content={
        <ScopeList
          chosen={scope}
          onChoose={(wanted) => {
            set({ scope: wanted });
            open(false);
          }}
        />
      }
    >
      <Button
        className="scope-select"
        aria-expanded={isOpen}
        aria-label={t('ui.scope.now', { scope: `${kind} ${label}` })}
      >
        <span className="scope-label">
          {kind === '' ? null : <span className="scope-kind">{kind}</span>} {label}
        </span>
        <DownOutlined aria-hidden="true" className="scope-arrow" />
      </Button>
    </Popover>
  );
}

/** The rows with their search; the input holds the focus and hears the arrows. */
function ScopeList({ chosen, onChoose }: { chosen: string; onChoose: (scope: string) => void }) {
  const { t, local } = useWords();
  const organisation = useOrganisation();
  const [typed, type] = useState('');
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => {
    const here = organisation?.find(chosen);
    const parent = organisation?.nodes.find(
      (node) => node.type === 'region' && here !== undefined && organisation.childrenOf(node.id).includes(here),
    );
    return new Set(parent ? [parent.id] : here?.type === 'entity' ? ['subsidiaries'] : []);
  });
  const rows = useMemo(
    () =>
      organisation
        ? scopeRows(organisation, opened, typed, {
            name: (node) => local(node.name),
            subsidiaries: t('ui.scope.entities'),
            others: t('ui.scope.others'),
          })
        : [],
    [organisation, opened, typed, local, t],
  );
  const [place, move] = useState(() =>
    Math.max(
      0,
      rows.findIndex((row) => row.scope === chosen),
    ),
  );
  const input = useRef<InputRef>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The popover measures itself first; a focus before that would scroll the page.
    const timer = setTimeout(() => input.current?.focus({ preventScroll: true }), 30);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    list.current?.children[place]?.scrollIntoView({ block: 'nearest' });
  }, [place]);
  const toggle = (row: ScopeRow, isOpen: boolean) => {
    const next = new Set(opened);
    if (isOpen) next.add(row.key);
    else next.delete(row.key);
    setOpened(next);
  };
  const press = (row: ScopeRow | undefined) => {
    if (!row) return;
    if (row.scope === null) toggle(row, !row.isOpen);
    else onChoose(row.scope);
  };
  const hear = (event: KeyboardEvent) => {
    const here = rows[place];
    if (event.key === 'ArrowDown') move(Math.min(place + 1, rows.length - 1));
    else if (event.key === 'ArrowUp') move(Math.max(place - 1, 0));
    else if (event.key === 'Enter') press(here);
    else if (event.key === 'ArrowRight' && typed === '' && here?.isOpen === false) toggle(here, true);
    else if (event.key === 'ArrowLeft' && typed === '' && here?.isOpen) toggle(here, false);
    else return;
    event.preventDefault();
  };
  return (
    <div className="scope-panel">
      <Input
        ref={input}
        size="small"
        allowClear
        prefix={<SearchOutlined aria-hidden="true" />}
        placeholder={t('ui.scope.search')}
        aria-label={t('ui.scope.search')}
        role="combobox"
        aria-expanded="true"
        aria-haspopup="tree"
        aria-controls="scope-rows"
        aria-activedescendant={rows[place] ? `scope-row-${place}` : undefined}
        value={typed}
        onChange={(event) => {
          type(event.target.value);
          move(0);
        }}
        onKeyDown={hear}
      />
      <div id="scope-rows" ref={list} className="scope-rows" role="tree" aria-label={t('ui.scope.label')}>
        {rows.map((row, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input above holds the focus and hears the keys
          <div
            key={row.key}
            id={`scope-row-${index}`}
            role="treeitem"
            tabIndex={-1}
            aria-level={row.level}
            aria-expanded={row.isOpen}
            aria-selected={row.scope === chosen}
            className={[
              'scope-row',
              `scope-level-${row.level}`,
              index === place ? 'scope-here' : '',
              row.scope === chosen ? 'scope-chosen' : '',
              row.scope === null ? 'scope-heading' : '',
            ].join(' ')}
            onMouseMove={() => move(index)}
            onClick={() => press(row)}
          >
            {row.isOpen === undefined ? (
              <span className="scope-toggle" />
            ) : (
              <span
                className="scope-toggle"
                aria-hidden="true"
                onClick={(event) => {
                  event.stopPropagation();
                  toggle(row, !row.isOpen);
                }}
              >
                {row.isOpen ? '▾' : '▸'}
              </span>
            )}
            {row.label}
          </div>
        ))}
      </div>
      {rows.length === 0 ? <p className="period-hint">{t('ui.scope.none')}</p> : null}
    </div>
  );
}
