// Which scope and period everything on screen depends on: both stand in the address of every page.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { createContext, useCallback, useContext, useMemo } from 'react';
import { remember } from './remembered.ts';

/** Approved records alone, or everything that has been submitted as well. */
export type Basis = 'approved' | 'shown';

/** What every page of the application may find in its address; each page may have more. */
export interface PageSearch {
  scope?: string;
  period?: string;
  basis?: Basis;
  /** the figure whose provenance is open */
  why?: string;
}

/** What holds while an address names no scope or no period. */
export interface AddressDefaults {
  scope: string;
  period: string;
}
export const AddressDefaultsContext = createContext<AddressDefaults>({ scope: 'group', period: '2024-H1' });

export interface Address {
  /** `group`, `region:CODE`, `entity:CODE`, `site:CODE` or a node's id */
  scope: string;
  /** written as in `#period/period.ts` */
  period: string;
  basis: Basis;
  set: (change: Partial<Pick<Address, 'scope' | 'period' | 'basis'>>) => void;
}

/** The scope, period and basis of the page, and how to change them in place. */
export function useAddress(): Address {
  const search = useSearch({ strict: false }) as PageSearch;
  const navigate = useNavigate();
  const defaults = useContext(AddressDefaultsContext);
  const set = useCallback<Address['set']>(
    (change) => {
      if (change.scope) remember('scope', change.scope);
      if (change.period) remember('period', change.period);
      void navigate({ to: '.', search: (now: PageSearch) => ({ ...now, ...change }) } as never);
    },
    [navigate],
  );
  const scope = search.scope ?? defaults.scope;
  const period = search.period ?? defaults.period;
  const basis: Basis = search.basis === 'shown' ? 'shown' : 'approved';
  return useMemo(() => ({ scope, period, basis, set }), [scope, period, basis, set]);
}
