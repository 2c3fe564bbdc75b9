// What stands at a meter now, and what it showed last: what somebody needs who reads or replaces it.
import type { registerKinds } from './meter.ts';
import type { Named } from './named.ts';

/** The physical meter that counts there; numbers are exact decimals. */
export interface StandingMeter {
  readonly startsAt: string;
  readonly serial: string;
  readonly sends: (typeof registerKinds)[number];
  readonly m3PerCount: string;
  readonly registerSize: string | null;
  readonly maxM3PerHour: string | null;
  readonly readEveryMinutes: number | null;
  readonly backwardCounts: string | null;
}

/** A meter with what stands there. */
export interface MeterPlace extends Named {
  site: Named;
  /** null where nothing was recorded */
  span: StandingMeter | null;
  last: { at: string; count: string } | null;
}

/** The same, and whether the reader may record there. */
export interface MeterPlaceAnswer extends MeterPlace {
  mayRecord: boolean;
}
