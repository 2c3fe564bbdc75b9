// Which figure's provenance is open beside the page; it stands in the address, so that the view can be sent on.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { PageSearch } from './address.ts';

export interface ProvenanceInUse {
  /** the figure that is open, or undefined */
  figureId: string | undefined;
  open: (figureId: string) => void;
  close: () => void;
}

/** The provenance panel of the page: what is open, and how to open or close it. */
export function useProvenance(): ProvenanceInUse {
  const { why } = useSearch({ strict: false }) as PageSearch;
  const navigate = useNavigate();
  const show = useCallback(
    (figureId: string | undefined) => {
      void navigate({ to: '.', search: (now: PageSearch) => ({ ...now, why: figureId }), resetScroll: false } as never);
    },
    [navigate],
  );
  return useMemo(() => ({ figureId: why, open: (id: string) => show(id), close: () => show(undefined) }), [why, show]);
}
