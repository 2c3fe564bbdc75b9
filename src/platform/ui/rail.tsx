// The left rail: the product's table of contents, in the order of the report.
import { Link, useLocation } from '@tanstack/react-router';
import { useWords } from './language.tsx';
import { liesIn, type Place } from './places.ts';

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
            {isHere && place.children ? (
              <ul className="rail-children">
                {place.children.map((child) => (
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
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
