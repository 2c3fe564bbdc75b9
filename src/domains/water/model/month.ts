// What is told of the water of a site in a month: the items, and one volume of one of them with its basis.
import type { CubicMetres, Share } from '#units/quantity.ts';
import type { Gri303Source, WaterDestination, WaterQuality, WaterSource, WaterUse } from './flows.ts';

/** What a bill can be for. */
export const billedFlows = ['withdrawal', 'discharge'] as const;

/**
 * What a volume of a month is. Withdrawal, discharge and use by source, destination and use; then the terms of the
 * balance; then water that is used more than once: circulated cooling water apart from the rest, for it swamps a rate.
 * Stored and exported: add, never rename.
 */
export const monthItems = [
  'withdrawal',
  'discharge',
  'use',
  'consumed_in_use',
  'loss',
  'storage_change',
  'circulated_cooling',
  'circulated_other',
  'cascaded',
  'reclaimed',
  'cooling_make_up',
] as const;
/** What a yearly total of a past without months tells: never what may be below zero, or a use that the months split. */
export const carriedItems = [
  'withdrawal',
  'discharge',
  'loss',
  'circulated_cooling',
  'circulated_other',
  'cascaded',
  'reclaimed',
  'cooling_make_up',
] as const satisfies readonly (typeof monthItems)[number][];
/** What a volume of a month is. */
export type MonthItem = (typeof monthItems)[number];
/**
 * On what a monthly volume rests; stored and printed beside it. In this order one counts before the other, unless a dated
 * policy of the site says otherwise: what is settled, then measured, then shared out.
 */
export const volumeBases = [
  'billed',
  'metered',
  'landlord_sub_meter',
  'hand_entry',
  'landlord_area_share',
  'landlord_head_share',
  'estimated',
] as const;
/** On what a monthly volume rests. */
export type VolumeBasis = (typeof volumeBases)[number];

/** A record or meter that a volume rests on, and what of it: nothing of a figure stands without them. */
export interface VolumeOrigin {
  readonly kind: 'water.bill' | 'water.landlord-statement' | 'water.month-entry' | 'water.meter';
  readonly id: string;
  readonly volumeM3: string;
}

/** Where a volume belongs: its item with its source, destination or use, and its quality. */
export interface VolumePlace {
  readonly item: MonthItem | 'withdrawal_metered';
  readonly source: WaterSource | null;
  readonly destination: WaterDestination | null;
  readonly use: WaterUse | null;
  readonly quality: WaterQuality;
  readonly drawnFrom: Exclude<Gri303Source, 'third_party'> | null;
}

/** One volume of a month as it counts. */
export interface MonthVolume extends VolumePlace {
  readonly month: string;
  readonly volumeM3: CubicMetres;
  readonly basis: VolumeBasis;
  /** the part of the month that is known, 1 for all; what the rest is put at is a volume of its own with the basis `estimated` */
  readonly knownShare: Share;
  readonly origins: readonly VolumeOrigin[];
  /** bases that tell something else of the same month, by more than is allowed */
  readonly differing: readonly { readonly basis: VolumeBasis; readonly differenceShare: string }[];
}

/** Whether the file of basins by which a factory was assessed was published, or made up for trying out. */
export const stressData = ['published', 'synthetic'] as const;

/** Whether a factory takes its water from an area with water stress in a month, and by what that is known. */
export interface StressOfMonth {
  /** null: not assessed by then, or the file says nothing of its basin; that is not no */
  readonly stressed: 'yes' | 'no' | null;
  /** the file of basins; null where there was no assessment */
  readonly stressEdition: string | null;
  readonly stressData: (typeof stressData)[number] | null;
  /** the year of the assessment */
  readonly stressYear: number | null;
}
