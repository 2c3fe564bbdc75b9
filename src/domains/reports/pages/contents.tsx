// What does the report hold, and where in it is the reader?
import { useEffect, useState } from 'react';
import { useWords } from '#platform/ui/language.tsx';
import type { ReportDocument } from '../model/document.ts';
import { type Heading, headingsOf } from './report-headings.ts';

/** The heading that the reader has last passed. */
function useCurrent(headings: readonly Heading[]): string | undefined {
  const [current, note] = useState<string>();
  useEffect(() => {
    const ids = headings.flatMap((heading) => [heading.id, ...heading.sections.map((section) => section.id)]);
    let asked = 0;
    const look = () => {
      asked = 0;
      const passed = ids.filter((id) => (document.getElementById(id)?.getBoundingClientRect().top ?? Infinity) < 140);
      note(passed.at(-1) ?? ids[0]);
    };
    const soon = () => {
      if (asked === 0) asked = requestAnimationFrame(look);
    };
    look();
    // Whatever scrolls, the window or the page in it.
    document.addEventListener('scroll', soon, { capture: true, passive: true });
    return () => {
      document.removeEventListener('scroll', soon, { capture: true });
      cancelAnimationFrame(asked);
    };
  }, [headings]);
  return current;
}

/** The contents of a report, with the current place marked; on a phone it opens and closes. */
export function Contents({ document }: { document: ReportDocument }) {
  const { t } = useWords();
  const [headings, keep] = useState(() => headingsOf(document));
  useEffect(() => keep(headingsOf(document)), [document]);
  const current = useCurrent(headings);
  const list = (
    <ol className="contents-list">
      {headings.map((heading) => {
        const isIn = current === heading.id || heading.sections.some((section) => section.id === current);
        return (
          <li key={heading.id} className={isIn ? 'contents-in' : undefined}>
            <a
              href={`#${heading.id}`}
              className="contents-chapter"
              aria-current={current === heading.id ? 'location' : undefined}
            >
              <span className="contents-number">{heading.number}</span>
              <span>{heading.title}</span>
            </a>
            {heading.sections.length > 0 ? (
              <ol>
                {heading.sections.map((section) => (
                  <li key={section.id}>
                    <a
                      href={`#${section.id}`}
                      className="contents-under"
                      aria-current={current === section.id ? 'location' : undefined}
                    >
                      {section.title}
                    </a>
                  </li>
                ))}
              </ol>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
  return (
    <>
      <nav className="contents" aria-label={t('reports.page.contents')}>
        <h2 className="side-title">{t('reports.page.contents')}</h2>
        {list}
      </nav>
      <details className="contents-phone">
        <summary>{t('reports.page.contents')}</summary>
        <nav aria-label={t('reports.page.contents')}>{list}</nav>
      </details>
    </>
  );
}
