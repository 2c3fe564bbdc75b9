// The frame around every page: scope and period on top, places on the left, a bar of four on a phone.
import { EllipsisOutlined, InboxOutlined, PlusOutlined, ReadOutlined, SearchOutlined } from '@ant-design/icons';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useWords } from './language.tsx';
import { LanguageButton } from './language-button.tsx';
import { Waiting } from './page.tsx';
import { PeriodSelect } from './period-select.tsx';
import type { Place } from './places.ts';
import { Rail } from './rail.tsx';
import { ScopeSelect } from './scope-select.tsx';
import type { BesideSearch } from './search-answer.ts';
import { SearchBox } from './search-box.tsx';
import { useMay } from './session.tsx';
import { Shortcuts, useGlobalKeys } from './shortcuts.tsx';
import { UserMenu } from './user-menu.tsx';

const Bell = lazy(async () => ({ default: (await import('./bell.tsx')).Bell }));
const PlacesSheet = lazy(async () => ({ default: (await import('./places-sheet.tsx')).PlacesSheet }));

export interface ShellProps {
  places: readonly Place[];
  /** where "Add" leads on a phone */
  addPath: string;
  /** what the search dialogue finds below the records */
  beside: BesideSearch;
  /** what stands on the right of the page: the provenance of a figure */
  aside?: ReactNode;
  children: ReactNode;
}

/** Top bar, rail, page, and what floats above them. */
export function Shell({ places, addPath, beside, aside, children }: ShellProps) {
  const { t } = useWords();
  const navigate = useNavigate();
  const path = useLocation({ select: (location) => location.pathname });
  const [isSearching, search] = useState(false);
  const [isListing, list] = useState(false);
  const [sheet, setSheet] = useState<'never' | 'open' | 'closed'>('never');
  const seesFigures = useMay('figures.read');
  useGlobalKeys({
    search: () => search(true),
    list: () => list(true),
    go: (letter) => {
      const place = places.find((one) => one.letter === letter);
      if (place) void navigate({ to: place.path } as never);
    },
  });
  return (
    <div className="shell">
      <a className="skip-link" href="#page">
        {t('ui.shell.skip')}
      </a>
      <header className="top-bar">
        <Link to="/" className="brand" aria-label={t('ui.shell.home')}>
          greenfab
        </Link>
        {/* Who sees no figures has no part of the organisation and no period to look at. */}
        <div className="top-scope">
          {seesFigures ? (
            <>
              <ScopeSelect />
              <PeriodSelect />
            </>
          ) : null}
        </div>
        <div className="top-right">
          <Button
            className="search-button"
            aria-label={t('ui.search.button')}
            icon={<SearchOutlined aria-hidden="true" />}
            onClick={() => search(true)}
            aria-keyshortcuts="Control+K Meta+K"
          >
            <span className="search-word">{t('ui.search.button')}</span>
            <kbd className="search-key">Ctrl K</kbd>
          </Button>
          <LanguageButton className="language-button" />
          <Suspense fallback={<span className="bell" />}>
            <Bell />
          </Suspense>
          <UserMenu />
        </div>
      </header>
      <nav className="rail" aria-label={t('ui.shell.places')}>
        <Rail places={places} />
      </nav>
      <main id="page" className="main" tabIndex={-1}>
        <Suspense fallback={<Waiting />}>{children}</Suspense>
      </main>
      {aside}
      <nav className="bottom-bar" aria-label={t('ui.shell.bottom')}>
        <Link to="/" aria-current={path === '/' ? 'page' : undefined}>
          <ReadOutlined aria-hidden="true" />
          {t('ui.place.report')}
        </Link>
        <Link to="/inbox" aria-current={path === '/inbox' ? 'page' : undefined}>
          <InboxOutlined aria-hidden="true" />
          {t('ui.place.inbox')}
        </Link>
        <Link to={addPath} aria-current={path === addPath ? 'page' : undefined}>
          <PlusOutlined aria-hidden="true" />
          {t('ui.shell.add')}
        </Link>
        <button type="button" onClick={() => setSheet('open')} aria-expanded={sheet === 'open'}>
          <EllipsisOutlined aria-hidden="true" />
          {t('ui.shell.more')}
        </button>
      </nav>
      {sheet !== 'never' ? (
        <Suspense fallback={null}>
          <PlacesSheet places={places} isOpen={sheet === 'open'} onClose={() => setSheet('closed')} />
        </Suspense>
      ) : null}
      <SearchBox beside={beside} isOpen={isSearching} onClose={() => search(false)} />
      <Shortcuts isOpen={isListing} onClose={() => list(false)} />
    </div>
  );
}
