// Search over everything in scope, from anywhere by Ctrl or ⌘ K: the nearest of each kind, and the way to all of it.
import { SearchOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Input, type InputRef, Modal } from 'antd';
import { Fragment, useEffect, useId, useRef, useState } from 'react';
import { useWords } from './language.tsx';
import {
  type BesideSearch,
  type SearchAnswer,
  type SearchGroup,
  type SearchHit,
  searchPage,
  whereTo,
} from './search-answer.ts';
import { useMay } from './session.tsx';
import { useJson } from './use-json.ts';

/** What was typed, once nothing has been typed for a moment. */
export function useSettled(typed: string): string {
  const [settled, settle] = useState(typed.trim());
  useEffect(() => {
    const timer = setTimeout(() => settle(typed.trim()), 120);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
}

interface Choice {
  group: SearchGroup | undefined;
  hit: SearchHit;
  /** leads to all of it, and is nothing that was found */
  isWay?: true;
}

/** What is found besides, below everything else; nothing while it is on its way, where it fails, and for who may not ask. */
function useBeside({ path, needs, asks, groupOf }: BesideSearch, sought: string) {
  const { t, language } = useWords();
  const enabled = useMay(needs) && asks(sought);
  const { data, isLoading, error } = useJson(path, { q: sought }, { enabled });
  const group = enabled && data && !error ? groupOf(data, { sought, language, t }) : undefined;
  return { found: group ? [group] : [], isLoading };
}

interface SearchBoxProps {
  beside: BesideSearch;
  isOpen: boolean;
  onClose: () => void;
}

/** The search dialogue; the arrows choose, Enter goes. */
export function SearchBox({ beside, isOpen, onClose }: SearchBoxProps) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [typed, type] = useState('');
  const [place, move] = useState(0);
  const input = useRef<InputRef>(null);
  const id = useId();
  const sought = useSettled(typed);
  const { data, isFetching, error } = useJson<SearchAnswer>(
    '/search',
    { q: sought },
    { enabled: isOpen && sought !== '', keep: true },
  );
  const besides = useBeside(beside, isOpen ? sought : '');
  const records = sought === '' || error ? [] : (data?.groups ?? []);
  const groups = [...records, ...besides.found];
  const way = (title: string, group?: SearchGroup): Choice => ({
    group,
    hit: { title, subtitle: '', href: group?.page ?? searchPage(sought, group?.group) },
    isWay: true,
  });
  const choices: Choice[] = groups.flatMap((group) => [
    ...group.hits.map((hit) => ({ group, hit })),
    ...(group.next === null
      ? []
      : [
          way(
            group.total === null
              ? t('ui.search.moreOf', { group: group.name })
              : t('ui.search.allOf', { total: group.total, group: group.name }),
            group,
          ),
        ]),
  ]);
  if (records.length > 0) choices.push(way(t('ui.search.all', { sought })));
  const go = (choice: Choice | undefined) => {
    if (!choice) return;
    onClose();
    void navigate(whereTo(choice.hit.href) as never);
  };
  const chosen = choices[place] ? `${id}-${place}` : undefined;
  useEffect(() => {
    if (chosen) document.getElementById(chosen)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const option = (choice: Choice) => {
    const index = choices.indexOf(choice);
    const { hit, isWay } = choice;
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the input above holds the focus and hears the keys
      <div
        key={`${hit.href} ${hit.title}`}
        id={`${id}-${index}`}
        role="option"
        tabIndex={-1}
        aria-selected={index === place}
        className={['search-hit', index === place ? 'search-hit-here' : '', isWay ? 'search-way' : ''].join(' ')}
        onMouseMove={() => move(index)}
        onClick={() => go(choice)}
      >
        <span className="search-title">{hit.title}</span>
        {hit.subtitle ? <span className="search-subtitle">{hit.subtitle}</span> : null}
        {hit.said ? <span className="search-said">{hit.said}</span> : null}
      </div>
    );
  };
  return (
    <Modal
      open={isOpen}
      onCancel={onClose}
      footer={null}
      closable={false}
      width={640}
      className="search-dialog"
      style={{ top: 72 }}
      title={<span className="visually-hidden">{t('ui.search.label')}</span>}
      destroyOnHidden
      afterOpenChange={(open) => {
        if (open) input.current?.focus();
        else type('');
      }}
    >
      <Input
        ref={input}
        size="large"
        variant="borderless"
        prefix={<SearchOutlined aria-hidden="true" />}
        placeholder={t('ui.search.placeholder')}
        value={typed}
        maxLength={100}
        role="combobox"
        aria-label={t('ui.search.label')}
        aria-expanded={choices.length > 0}
        aria-controls={`${id}-hits`}
        aria-activedescendant={chosen}
        aria-busy={isFetching || besides.isLoading}
        onChange={(event) => {
          type(event.target.value);
          move(0);
        }}
        onKeyDown={(event) => {
          // Enter that ends a word of Chinese is the input method's own.
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'ArrowDown') move(Math.min(place + 1, choices.length - 1));
          else if (event.key === 'ArrowUp') move(Math.max(place - 1, 0));
          else if (event.key === 'Enter') go(choices[place]);
          else return;
          event.preventDefault();
        }}
      />
      <div id={`${id}-hits`} className="search-hits" role="listbox" aria-label={t('ui.search.hits')}>
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: options of a listbox are grouped by role, a fieldset holds fields
          <div key={group.group} role="group" aria-label={group.name}>
            <div className="search-type" aria-hidden="true">
              {group.name}
            </div>
            {choices.filter((choice) => choice.group === group).map(option)}
          </div>
        ))}
        {choices
          .filter(({ group }) => group === undefined)
          .map((choice) => (
            <Fragment key="all">{option(choice)}</Fragment>
          ))}
      </div>
      <p className="search-note" role="status">
        {sought === ''
          ? t('ui.search.hint')
          : error
            ? t('ui.search.failed')
            : choices.length > 0
              ? t('ui.search.keys')
              : isFetching || besides.isLoading
                ? t('ui.page.loading')
                : t('ui.search.none', { sought })}
      </p>
    </Modal>
  );
}
