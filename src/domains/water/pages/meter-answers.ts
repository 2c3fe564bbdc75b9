// What the page of one meter is told.
import type { CalendarDate } from '#period/calendar-date.ts';
import type { LocalText } from '#platform/ui/language.tsx';
import { Exact } from '#units/quantity.ts';
import { showNumber } from '#units/show.ts';
import type { FindingKind, FindingUnit } from '../model/finding.ts';
import type { BucketSize, exclusionEffects, ReadingUse } from '../model/meter.ts';
import type { CalibrationState } from '../rules/calibration-standing.ts';

/** A meter as a link to it is written. */
export interface MeterNamed {
  id: string;
  code: string;
  name: LocalText;
}

/** One meter with what is known of it; counts and volumes are exact decimals. */
export interface MeterTold extends MeterNamed {
  site: { id: string; code: string; name: LocalText };
  timeZone: string;
  role: string;
  use: string | null;
  place: LocalText | null;
  above: MeterNamed[];
  below: MeterNamed[];
  spans: {
    id: string;
    startsAt: string;
    cause: string;
    serial: string;
    sends: string;
    m3PerCount: string;
    registerSize: string | null;
    maxM3PerHour: string | null;
    readEveryMinutes: number | null;
    startCount: string | null;
    endCountBefore: string | null;
    reason: string | null;
  }[];
  calibrations: {
    id: string;
    calibratedOn: CalendarDate;
    dueOn: CalendarDate;
    certificate: string;
    laboratory: string | null;
    errorShare: string | null;
    passed: boolean;
    approved: boolean;
  }[];
  /** limits of its own, the newest first */
  limits: { id: string; from: CalendarDate; reason: string }[];
  calibration: { state: CalibrationState; dueOn: CalendarDate | null };
  photos: { sha256: string; fileName: string; at: string }[];
  lastReadAt: string | null;
  mayRecord: boolean;
}

/** What flowed in a period, column by column; one of which nothing is known is absent. */
export interface FlowTold {
  by: BucketSize;
  timeZone: string;
  from: CalendarDate;
  before: CalendarDate;
  /** the ends of the period, milliseconds since 1970 */
  fromMs: number;
  beforeMs: number;
  at: number[];
  volumeM3: string[];
  estimatedM3: string[];
  knownSeconds: number[];
  /** places in the columns */
  atLeast: number[];
  findings: FindingMarked[];
}

/** A finding as it is marked on the drawing. */
export interface FindingMarked {
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

/** What does not count, and of which intervals there is something to say. */
export interface LeftOutTold {
  most: number;
  readings: number;
  late: number;
  setAside: { at: string; count: string; path: string; use: ReadingUse | 'withdrawn' }[];
  intervals: { from: string; before: string; codes: string[]; volumeM3: string | null }[];
  /** what a person took out */
  takenOut: {
    id: string;
    startsAt: string;
    endsBefore: string;
    effect: (typeof exclusionEffects)[number];
    reason: string;
    waits: boolean;
    readings: number;
  }[];
}

/** Cubic metres with as many places as they need, up to the litre. */
export function shownVolume(text: string): string {
  const volume = new Exact(text);
  const size = volume.abs();
  return showNumber(volume, { decimals: size.lt(1) ? 3 : size.lt(100) ? 2 : size.lt(1000) ? 1 : 0 });
}

/** Writes instants by the clock of the factory, always the same way: `2024-05-02 03:00`. */
export function factoryClock(timeZone: string): (ms: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  });
  return (ms) => format.format(ms);
}
