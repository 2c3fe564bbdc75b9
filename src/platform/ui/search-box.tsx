// Search over records, pages, figures and terms in either language, from anywhere by Ctrl or ⌘ K.
import { SearchOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Input, type InputRef, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useWords } from './language.tsx';
import { useJson } from './use-json.ts';

interface Hit {
  type: 'record' | 'kpi' | 'term' | 'page' | 'scope';
  title: string;
  subtitle?: string | null;
  href: string;
}

/** The search dialogue; the arrows choose, Enter goes. */
export function SearchBox({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [typed, type] = useState('');
  const [sought, seek] = useState('');
  const [place, move] = useState(0);
  const input = useRef<InputRef>(null);
  useEffect(() => {
    const timer = setTimeout(() => seek(typed.trim()), 120);
    return () => clearTimeout(timer);
  }, [typed]);
  const { data, isFetching } = useJson<{ hits: Hit[] }>(
    '/search',
    { q: sought },
    { enabled: isOpen && sought !== '', keep: true },
  );
  const hits = sought === '' ? [] : (data?.hits ?? []);
  const go = (hit: Hit | undefined) => {
    if (!hit) return;
    onClose();
    void navigate({ to: hit.href } as never);
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
        role="combobox"
        aria-label={t('ui.search.label')}
        aria-expanded={hits.length > 0}
        aria-controls="search-hits"
        aria-activedescendant={hits[place] ? `search-hit-${place}` : undefined}
        onChange={(event) => {
          type(event.target.value);
          move(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') move(Math.min(place + 1, hits.length - 1));
          else if (event.key === 'ArrowUp') move(Math.max(place - 1, 0));
          else if (event.key === 'Enter') go(hits[place]);
          else return;
          event.preventDefault();
        }}
      />
      <div id="search-hits" className="search-hits" role="listbox" aria-label={t('ui.search.hits')}>
        {hits.map((hit, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input above holds the focus and hears the keys
          <div
            key={`${hit.type}-${hit.href}-${hit.title}`}
            id={`search-hit-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === place}
            className={index === place ? 'search-hit search-hit-here' : 'search-hit'}
            onMouseMove={() => move(index)}
            onClick={() => go(hit)}
          >
            <span className="search-type">{t(`ui.search.${hit.type}`)}</span>
            <span className="search-title">{hit.title}</span>
            {hit.subtitle ? <span className="search-subtitle">{hit.subtitle}</span> : null}
          </div>
        ))}
      </div>
      <p className="search-note" role="status">
        {sought === '' ? t('ui.search.hint') : hits.length === 0 && !isFetching ? t('ui.search.none', { sought }) : ''}
      </p>
    </Modal>
  );
}
