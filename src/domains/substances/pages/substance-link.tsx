// The number of a substance, which leads to all that is held of it where the reader may see that.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '#platform/ui/session.tsx';
import { numberOf } from './pack-words.ts';

/** @param children in place of the number */
export function SubstanceLink({ of, children = numberOf(of) }: { of: string; children?: ReactNode }) {
  const mayRead = useMay('records.read');
  if (!mayRead) return <span className="pack-number">{children}</span>;
  return (
    <Link to={`/substances/substance/${encodeURIComponent(of)}` as never} className="pack-number">
      {children}
    </Link>
  );
}
