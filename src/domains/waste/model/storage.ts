// How waste moves on the site, as the storage ledger books it.
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Tonnes } from '#units/quantity.ts';

/**
 * Movements of the storage ledger. Closing stock = opening + in − loads that left − treated on site + stock-take difference;
 * `out` names the container that left the store and books no mass. Stored and exported: add, never rename.
 */
export const storageMovements = ['opening', 'in', 'out', 'on_site', 'stock_take'] as const;

/** What the ledger of one stream books in a period. A stock that nobody ever counted is absent, not zero. */
export interface StorageTotals {
  readonly openingMassTonnes?: Tonnes;
  readonly inMassTonnes: Tonnes;
  /** what left the site: the loads, for `out` books no mass */
  readonly loadsMassTonnes: Tonnes;
  readonly onSiteMassTonnes: Tonnes;
  /** what a stock-take found more, or below zero less, than the ledger said */
  readonly stockTakeMassTonnes: Tonnes;
  /** what the taps “out of store” say left it; beside the loads it is only a question */
  readonly outMassTonnes: Tonnes;
}

/** A container that was put in and not taken out since. */
export interface StoredContainer {
  readonly container: string;
  readonly sinceOn: CalendarDate;
  readonly massTonnes: Tonnes;
}
