// What a list shows stands in its address: filters, search, sorting, page, the figure whose records it lists.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useAddress } from '#platform/ui/address.ts';
import type { Params } from '#platform/ui/api.ts';
import type { RecordKind } from '../declare/kind.ts';

/** Rows of a page. */
export const pageSize = 100;

/** One condition on one field, as it stands in the address: `filter.treatment=landfill`, `filter.departedOn.from=…`. */
export interface FieldFilter {
  field: string;
  is?: readonly string[];
  from?: string;
  before?: string;
  contains?: string;
}

type Search = Readonly<Record<string, string | undefined>>;

const filterKey = /^filter\.(.+?)(?:\.(from|before|contains))?$/;

/** The conditions in an address. */
export function filtersIn(search: Search): FieldFilter[] {
  const found = new Map<string, FieldFilter>();
  for (const [name, value] of Object.entries(search)) {
    const match = filterKey.exec(name);
    if (!match?.[1] || value === undefined || value === '') continue;
    const filter: FieldFilter = found.get(match[1]) ?? { field: match[1] };
    if (match[2]) filter[match[2] as 'from' | 'before' | 'contains'] = value;
    else filter.is = value.split(',');
    found.set(match[1], filter);
  }
  return [...found.values()];
}

/** The address's part of one condition; all of its keys, so that what is absent is taken away. */
export const filterInAddress = (filter: FieldFilter): Record<string, string | undefined> => ({
  [`filter.${filter.field}`]: filter.is?.join(','),
  [`filter.${filter.field}.from`]: filter.from,
  [`filter.${filter.field}.before`]: filter.before,
  [`filter.${filter.field}.contains`]: filter.contains,
});

export interface ListAddress {
  filters: readonly FieldFilter[];
  q: string;
  states: readonly string[];
  sort: string | undefined;
  page: number;
  figure: string | undefined;
  importId: string | undefined;
  /** the record that is open beside the list */
  open: string | undefined;
  /** what the server is asked, without the page */
  question: Params;
  /** changes some of it; whatever else than the open record changes, the list begins at its first page */
  change: (change: Readonly<Record<string, string | undefined>>) => void;
}

/** The list that the address asks for. */
export function useListAddress(kind: RecordKind): ListAddress {
  const search = useSearch({ strict: false }) as Search;
  const { scope, period } = useAddress();
  const navigate = useNavigate();
  const change = useCallback<ListAddress['change']>(
    (wanted) => {
      const restart = Object.keys(wanted).some((name) => name !== 'open' && name !== 'page');
      void navigate({
        to: '.',
        search: (now: Search) => ({ ...now, ...(restart ? { page: undefined } : {}), ...wanted }),
        resetScroll: false,
        replace: 'q' in wanted || 'open' in wanted,
      } as never);
    },
    [navigate],
  );
  return useMemo(() => {
    const filters = filtersIn(search);
    const isGiven = search.import !== undefined || search.figure !== undefined;
    const question: Params = {
      // An import's records, and those behind a figure, are what they are, whatever stands on top of the page.
      ...(kind.owner === 'site' && !isGiven ? { scope } : {}),
      ...(kind.effective && !isGiven ? { period } : {}),
      which: search.which ?? 'latest',
      states: search.states,
      q: search.q,
      sort: search.sort,
      figure: search.figure,
      import: search.import,
      ...Object.assign({}, ...filters.map(filterInAddress)),
    };
    return {
      filters,
      q: search.q ?? '',
      states: search.states ? search.states.split(',') : [],
      sort: search.sort,
      page: Math.max(1, Number(search.page) || 1),
      figure: search.figure,
      importId: search.import,
      open: search.open,
      question,
      change,
    };
  }, [search, scope, period, kind, change]);
}
