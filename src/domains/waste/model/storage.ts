// How waste moves on the site, as the storage ledger books it.

/**
 * Movements of the storage ledger. Closing stock = opening + in − loads that left − treated on site + stock-take difference;
 * `out` names the container that left the store and books no mass. Stored and exported: add, never rename.
 */
export const storageMovements = ['opening', 'in', 'out', 'on_site', 'stock_take'] as const;
