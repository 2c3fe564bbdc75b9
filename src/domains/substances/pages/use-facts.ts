// One fact of a page that stands in its address, so that what is seen can be sent to somebody.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

/** The facts of the page's address beside scope and period, and how to change them in place. */
export function useFacts(): [
  Readonly<Record<string, string | undefined>>,
  (change: Record<string, string | undefined>) => void,
] {
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const navigate = useNavigate();
  const change = useCallback(
    (next: Record<string, string | undefined>) =>
      void navigate({
        to: '.',
        search: (now: Record<string, unknown>) => ({ ...now, ...next }),
        replace: true,
      } as never),
    [navigate],
  );
  return [search, change];
}
