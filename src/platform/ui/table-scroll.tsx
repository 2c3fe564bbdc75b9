// A table wider than its page scrolls within itself, by keyboard too.
import type { ReactNode } from 'react';

export const TableScroll = ({ label, children }: { label: string; children: ReactNode }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
  <section tabIndex={0} className="table-scroll plain-scroll" aria-label={label}>
    {children}
  </section>
);
