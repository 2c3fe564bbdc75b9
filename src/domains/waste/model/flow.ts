// How much of which stream went to which treatment at which vendor: the rows of mass that analyses read.
import type { Month } from '#period/calendar-date.ts';
import type { Tonnes } from '#units/quantity.ts';
import type { WasteMassRow } from './masses.ts';
import type { Treatment } from './treatment.ts';

/** Stands for stream and vendor in the yearly totals of a past without records. */
export const streamNotRecorded = 'not_recorded';

/** Mass of one stream that one vendor treated in one way, over a scope and period. */
export interface FlowRow extends WasteMassRow {
  readonly streamId: string;
  readonly vendorId: string;
}

/** The same of one site and stream in one month. */
export interface FlowMonth {
  readonly month: Month;
  readonly treatment: Treatment;
  readonly vendorId: string;
  readonly massTonnes: Tonnes;
}
