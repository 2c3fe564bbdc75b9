// What is told of one meter: who it is, what flowed, and what does not count.
import type { CalendarDate } from '#period/calendar-date.ts';
import type { FindingKind, FindingUnit } from './finding.ts';
import type { exclusionEffects, ReadingUse, registerKinds, spanCauses } from './meter.ts';
import type { Bilingual, Named } from './named.ts';

/** What stood at a meter from an instant on. Counts and cubic metres are exact decimals. */
export interface SpanTold {
  id: string;
  startsAt: string;
  cause: (typeof spanCauses)[number];
  serial: string;
  sends: (typeof registerKinds)[number];
  m3PerCount: string;
  registerSize: string | null;
  maxM3PerHour: string | null;
  readEveryMinutes: number | null;
  startCount: string | null;
  endCountBefore: string | null;
  reason: string | null;
}

/** A calibration, approved or waiting for it. */
export interface CalibrationTold {
  id: string;
  calibratedOn: CalendarDate;
  dueOn: CalendarDate;
  certificate: string;
  laboratory: string | null;
  /** a share: 0.02 is 2 % */
  errorShare: string | null;
  passed: boolean;
  approved: boolean;
}

/** A photo of the meter, or of what stood there. */
export interface MeterPhoto {
  sha256: string;
  fileName: string;
  /** when it was added */
  at: string;
  /** what it shows: the place, a meter as it was put up or taken down, a register as somebody read it */
  of: 'meter' | 'span' | 'reading';
}

/** A meter with what is known of it. */
export interface OneMeter extends Named {
  site: Named;
  timeZone: string;
  role: string;
  use: string | null;
  place: Bilingual | null;
  /** what day it is at its factory */
  today: CalendarDate;
  /** from the root of the tree down to its own main */
  above: Named[];
  below: Named[];
  /** the newest first, as calibrations and limits are */
  spans: SpanTold[];
  calibrations: CalibrationTold[];
  /** limits of its own */
  limits: { id: string; from: CalendarDate; reason: string }[];
  lastReadAt: string | null;
}

/**
 * Buckets in time, column by column, since a year has 8,760 of them. One of which nothing is known is absent. Volumes are
 * exact decimals in m³.
 */
export interface DrawnFlow {
  /** where each begins, milliseconds since 1970 */
  at: number[];
  volumeM3: string[];
  /** the part of a gap in it */
  estimatedM3: string[];
  /** of its time, the seconds for which a volume is known */
  knownSeconds: number[];
  /** places in the columns of those of which part is a lower bound */
  atLeast: number[];
}

/** A finding as it is marked on the drawing. */
export interface MarkedFinding {
  id: string;
  kind: FindingKind;
  unit: FindingUnit;
  from: CalendarDate;
  until: CalendarDate | null;
  usual: number;
  excess: number;
  codes: string[];
  state: 'open' | 'answered';
}

/** An interval between two readings with what is to be said of it; instants in ISO, volume an exact decimal. */
export interface ToldInterval {
  from: string;
  before: string;
  codes: string[];
  volumeM3: string | null;
}

/** A time that was taken out, or is to be. */
export interface ToldExclusion {
  id: string;
  startsAt: string;
  endsBefore: string;
  effect: (typeof exclusionEffects)[number];
  reason: string;
  /** somebody has still to approve it, and until then it changes nothing */
  waits: boolean;
}

/** A reading that does not count; `withdrawn` is one by hand whose record was corrected or voided. */
export interface SetAsideReading {
  at: string;
  count: string;
  path: string;
  use: ReadingUse | 'withdrawn';
}
