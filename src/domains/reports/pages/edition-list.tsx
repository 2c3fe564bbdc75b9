// Which editions have been published, and which of them have been restated since?
import { Link } from '@tanstack/react-router';
import { useWords } from '#platform/ui/language.tsx';
import { dateText } from './date-text.ts';
import { periodText } from './period-text.ts';
import type { EditionLine } from './report-answers.ts';
import '#platform/ui/chart/numbers.css';

/** The mark of an edition whose figures have changed since. */
export function RestatedMark({ edition }: { edition: EditionLine }) {
  const { t } = useWords();
  if (edition.restatedSince.length === 0) return null;
  return (
    <span className="edition-mark">
      <span className="status status-at_risk">
        <span className="status-sign" aria-hidden="true">
          ▲
        </span>
        {t('reports.page.restatedSince')}
      </span>
    </span>
  );
}

/** The editions beside the living report, newest first. */
export function EditionAside({ editions }: { editions: readonly EditionLine[] }) {
  const { t, language } = useWords();
  return (
    <section className="edition-aside" aria-labelledby="editions-title">
      <h2 id="editions-title" className="side-title">
        {t('reports.page.editions')}
      </h2>
      {editions.length === 0 ? (
        <p className="side-text">{t('reports.page.noEdition')}</p>
      ) : (
        <ul>
          {editions.map((edition) => (
            <li key={edition.id}>
              <Link to={`/editions/${edition.id}`}>{t('reports.page.editionNumber', { number: edition.number })}</Link>
              <span className="side-text">
                {periodText(edition.period, language)} · {dateText(edition.publishedAt, language)}
              </span>
              <RestatedMark edition={edition} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
