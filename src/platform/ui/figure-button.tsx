// A figure that can be pressed: what is printed, its mark, and behind it where it comes from.
import type { ReactNode } from 'react';
import { useWords } from './language.tsx';
import { useProvenance } from './provenance-context.tsx';

/** What a figure button needs of a figure. */
export interface PressableFigure {
  id: string;
  printed: string;
  title?: string;
  provisional?: boolean;
  /** why there is no value, in words */
  missing?: string;
}

/**
 * The printed value as a button that opens its provenance. `size` `text` stands in running prose, `key` on top of a
 * dashboard. A figure without value shows "—" with its reason, and still leads to how it would be worked out.
 */
export function FigureButton({
  figure,
  size = 'text',
  children,
}: {
  figure: PressableFigure;
  size?: 'text' | 'cell' | 'key';
  children?: ReactNode;
}) {
  const { t } = useWords();
  const { open, figureId } = useProvenance();
  const printed = figure.missing === undefined ? figure.printed : '—';
  const spoken = [figure.title, figure.missing ?? printed, figure.provisional ? t('ui.status.provisional') : '']
    .filter(Boolean)
    .join(', ');
  return (
    <button
      type="button"
      className={`figure figure-${size}`}
      aria-label={t('ui.figure.open', { figure: spoken })}
      aria-expanded={figureId === figure.id}
      title={figure.missing ?? figure.title}
      onClick={() => open(figure.id)}
    >
      <span className="figure-value">{children ?? printed}</span>
      {figure.provisional ? (
        <span className="figure-mark status-provisional" aria-hidden="true">
          ◌
        </span>
      ) : null}
    </button>
  );
}
