// What the page beside a bin knows: the bins of its reader's factories, and what lies in their stores.
import type { LocalText } from '#platform/ui/language.tsx';
import type { ContainerAnswer, SiteNamed, StreamNamed } from '../storage-answers.ts';

/** A vendor that took this stream before, and what became of it. */
export interface RouteAnswer {
  vendorId: string;
  name: LocalText;
  treatment: string;
}

export interface BinAnswer {
  id: string;
  code: string;
  name: LocalText;
  place: LocalText | null;
  inStore: boolean;
  site: SiteNamed & { timeZone: string };
  stream: StreamNamed & { hazardTraits: readonly string[] };
  vendor: { id: string; name: LocalText } | null;
  treatment: string | null;
  routes: readonly RouteAnswer[];
  last: { vendorId: string; plate: string | null; entered: string | null } | null;
}

export interface StockAnswer {
  siteId: string;
  streamId: string;
  closingMassTonnes: string | null;
  containers: readonly ContainerAnswer[];
  limitDays: number;
}

/** The answer of `/waste/bay`. */
export interface BayAnswer {
  asOf: string;
  bins: readonly BinAnswer[];
  stock: readonly StockAnswer[];
}

/** What a code, a typed text or the address of a label names: the id or the code of a bin. */
export function binNamed(text: string): string {
  const plain = text.trim();
  const found = /\/bay\/([^/?#]+)/.exec(plain);
  return found?.[1] ? decodeURIComponent(found[1]) : plain;
}

/** The bins that this names; several where two factories use one code. */
export function binsNamed(bins: readonly BinAnswer[], named: string): readonly BinAnswer[] {
  const wanted = named.trim().toLowerCase();
  return bins.filter(({ id, code, site }) =>
    [id, code.toLowerCase(), `${site.code}.${code}`.toLowerCase()].includes(wanted),
  );
}
