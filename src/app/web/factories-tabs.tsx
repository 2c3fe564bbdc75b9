// The lists that make up the organisation, side by side as tabs.
import { Link } from '@tanstack/react-router';
import { useWords } from '#platform/ui/language.tsx';

const lists = [
  'factories.site',
  'factories.entity',
  'factories.membership',
  'factories.region',
  'factories.boundary',
  'factories.activity',
] as const;

/** Links to the lists of the organisation; the current one is marked. */
export function FactoriesTabs({ kind }: { kind: string }) {
  const { t } = useWords();
  return (
    <nav className="tabs" aria-label={t('ui.place.factories')}>
      {lists.map((one) => (
        <Link
          key={one}
          to={one === 'factories.site' ? '/factories' : `/records/${one}`}
          className={one === kind ? 'tab tab-here' : 'tab'}
          aria-current={one === kind ? 'page' : undefined}
        >
          {t(`${one}|many`)}
        </Link>
      ))}
    </nav>
  );
}
