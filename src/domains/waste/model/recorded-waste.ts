// What is recorded of a sum of waste: everything that a standard asks before it says what of it counts, and as what.
import type { Share, Tonnes } from '#units/quantity.ts';
import type { CompositionOrNone } from './composition.ts';
import type { inclusionStandards } from './inclusion.ts';
import type { storageMovements } from './storage.ts';
import type { Treatment } from './treatment.ts';

/** One of the standards for which a stream is in or out. */
export type InclusionStandard = (typeof inclusionStandards)[number];

/** Loads that share all these properties. */
export interface ShippedWaste {
  readonly treatment: Treatment;
  readonly hazardous: boolean;
  readonly composition: CompositionOrNone;
  readonly massTonnes: Tonnes;
  /** whether each standard counts the stream, at the date of the load */
  readonly countedBy: Readonly<Record<InclusionStandard, boolean>>;
  /** the receiver's document for this treatment holds at the date of the load */
  readonly proved: boolean;
  /** what part becomes material, as far as that document says it, and what happens to the rest */
  readonly yieldShare: Share | null;
  readonly residueTreatment: Treatment | null;
  /** the site keeps a storage ledger of the stream at the date of the load */
  readonly ledgerKept: boolean;
  /** an own site of the same scope received it: it leaves again from there */
  readonly transferInside: boolean;
}

/** Movements of storage ledgers that share all these properties. */
export interface StoredWaste {
  readonly movement: (typeof storageMovements)[number];
  /** of what was treated on site */
  readonly treatment: Treatment | null;
  readonly hazardous: boolean;
  readonly composition: CompositionOrNone;
  readonly massTonnes: Tonnes;
  readonly countedByGri306: boolean;
  /** an opening stock of the stream stands on or before the day */
  readonly ledgerKept: boolean;
}
