// The left rail: the product's table of contents, in the order of the report.
import { Link, useLocation } from '@tanstack/react-router';
import { useWords } from './language.tsx';
import { liesIn, type Place, type Within } from './places.ts';

/** The places as a list of links; the current one shows what lies in it. */
export function Rail({ places, onGo }: { places: readonly Place[]; onGo?: () => void }) {
  const { t } = useWords();
  const path = useLocation({ select: (location) => location.pathname });
  return (
    <ul className="rail-list">
      {places.map((place) => {
        const isHere = liesIn(place, path);
        return (
          <li key={place.key}>
            <Link
              to={place.path}
              className={isHere ? 'rail-link rail-here' : 'rail-link'}
              aria-current={path === place.path ? 'page' : isHere ? 'true' : undefined}
              title={t(`ui.place.${place.key}`)}
              onClick={() => onGo?.()}
            >
              <span className="rail-icon" aria-hidden="true">
                {place.icon}
              </span>
              <span className="rail-word">{t(`ui.place.${place.key}`)}</span>
            </Link>
            {isHere && place.children ? <Inside of={place.children} path={path} onGo={onGo} /> : null}
            {isHere && place.records ? (
              <details className="rail-records" open={place.records.some((child) => path.startsWith(child.path))}>
                <summary>{t('ui.place.records')}</summary>
                <Inside of={place.records} path={path} onGo={onGo} />
              </details>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

function Inside({ of, path, onGo }: { of: readonly Within[]; path: string; onGo: (() => void) | undefined }) {
  const { t } = useWords();
  return (
    <ul className="rail-children">
      {of.map((child) => (
        <li key={child.path}>
          <Link
            to={child.path}
            className={path === child.path ? 'rail-child rail-child-here' : 'rail-child'}
            aria-current={path === child.path ? 'page' : undefined}
            onClick={() => onGo?.()}
          >
            {t(child.words)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
