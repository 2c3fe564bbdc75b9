// The two pages of evidence: the files that are there, and what is missing.
import { Link } from '@tanstack/react-router';
import { useWords } from '#platform/ui/language.tsx';

const pages = { files: '/evidence', missing: '/evidence/missing' } as const;

/** The pages beside each other; scope and period go along. */
export function EvidenceTabs({ at }: { at: keyof typeof pages }) {
  const { t } = useWords();
  return (
    <nav className="tabs tabs-in-page" aria-label={t('ui.place.evidence')}>
      {(['files', 'missing'] as const).map((page) => (
        <Link
          key={page}
          to={pages[page]}
          className={page === at ? 'tab tab-here' : 'tab'}
          aria-current={page === at ? 'page' : undefined}
        >
          {t(`evidence.${page}.title`)}
        </Link>
      ))}
    </nav>
  );
}
