// A place for a table wider than the screen: it scrolls by itself, with the keyboard too.
import type { ReactNode } from 'react';
import './numbers.css';

/** Scrolls what it holds sideways; `label` names it, as the table inside is named. */
export function NumbersScroll({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of one table is no fieldset
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div role="group" tabIndex={0} aria-label={label} className={`numbers-scroll ${className ?? ''}`}>
      {children}
    </div>
  );
}
