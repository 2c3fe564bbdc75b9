// What is on record of one site and period, from which its ledgers are written: plain facts, nothing derived.
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Period } from '#period/period.ts';
import type { Pack } from '#standards/pack.ts';
import type { Tonnes } from '#units/quantity.ts';
import type { storageMovements } from './storage.ts';
import type { Treatment } from './treatment.ts';

type Bilingual = Pack['title'];

/** How far the revision is that is shown; anything but `approved` is marked. */
export type LedgerState = 'approved' | 'reviewed' | 'submitted' | 'draft';

/** A waste stream as far as ledgers ask. */
export interface LedgerStream {
  readonly id: string;
  readonly code: string;
  readonly name: Bilingual;
  readonly hazardous: boolean;
  readonly nationalCode?: string;
  readonly ewcCode?: string;
  readonly hazardTraits?: readonly string[];
  readonly physicalForm?: string;
  readonly mainComponents?: Bilingual;
  readonly generatingProcess?: Bilingual;
}

/** Who takes waste, with licences and their dates. */
export interface LedgerVendor {
  readonly id: string;
  readonly code: string;
  readonly name: Bilingual;
  readonly creditCode?: string;
  readonly licences: readonly {
    readonly number: string;
    readonly permittedCodes: readonly string[];
    readonly from: CalendarDate;
    readonly before?: CalendarDate;
  }[];
}

/** Bin or place in the store. */
export interface LedgerBin {
  readonly code: string;
  readonly name: Bilingual;
}

/** A load that left. */
export interface LedgerLoad {
  readonly id: string;
  readonly on: CalendarDate;
  readonly streamId: string;
  readonly treatment: Treatment;
  readonly massTonnes?: Tonnes;
  readonly ownMassTonnes?: Tonnes;
  readonly receivedMassTonnes?: Tonnes;
  readonly documentType: string;
  readonly documentNumber: string;
  readonly vendorId: string;
  readonly toSite?: Bilingual;
  readonly bin?: LedgerBin;
  readonly plate?: string;
  readonly note?: string;
  readonly state: LedgerState;
}

/** A movement of the storage ledger. */
export interface LedgerMovement {
  readonly id: string;
  readonly on: CalendarDate;
  readonly streamId: string;
  readonly movement: (typeof storageMovements)[number];
  readonly massTonnes: Tonnes;
  readonly treatment?: Treatment;
  readonly container?: string;
  readonly number: string;
  readonly bin?: LedgerBin;
  readonly state: LedgerState;
}

/** One line of a transfer manifest, with its head. */
export interface LedgerManifestLine {
  readonly id: string;
  readonly number: string;
  readonly on: CalendarDate;
  readonly receivedOn?: CalendarDate;
  readonly carrier?: Bilingual;
  readonly vendorId: string;
  readonly streamId: string;
  readonly packages?: number;
  readonly shippedMassTonnes: Tonnes;
  readonly receivedMassTonnes?: Tonnes;
  readonly outcome?: string;
  readonly state: LedgerState;
}

/** The storage ledger of one stream, as far as it was kept before the period. */
export interface LedgerStock {
  readonly streamId: string;
  /** the day of its first movement: from then on it is kept */
  readonly keptFrom: CalendarDate;
  /** stock at the beginning of the period; absent when it is first kept within it */
  readonly openingMassTonnes?: Tonnes;
}

/** Everything that the ledgers of one site and period are made of. */
export interface LedgerFacts {
  readonly site: { readonly code: string; readonly name: Bilingual; readonly country: string };
  /** legal entities to which the site belongs within the period */
  readonly entities: readonly { readonly name: Bilingual; readonly creditCode?: string }[];
  readonly period: Period;
  readonly streams: ReadonlyMap<string, LedgerStream>;
  readonly vendors: ReadonlyMap<string, LedgerVendor>;
  readonly loads: readonly LedgerLoad[];
  readonly movements: readonly LedgerMovement[];
  readonly manifests: readonly LedgerManifestLine[];
  /** of the streams for which a ledger is kept, by stream */
  readonly stocks: ReadonlyMap<string, LedgerStock>;
  /** records of the period that do not count yet and are left out */
  readonly leftOut: { readonly loads: number; readonly movements: number };
}
