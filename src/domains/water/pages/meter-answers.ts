// What the page of one meter is told, and how it writes volumes and times.
import type { CalendarDate } from '#period/calendar-date.ts';
import { Exact } from '#units/quantity.ts';
import { showNumber } from '#units/show.ts';
import type { BucketSize } from '../model/meter.ts';
import type {
  DrawnFlow,
  MarkedFinding,
  MeterPhoto,
  OneMeter,
  SetAsideReading,
  ToldExclusion,
  ToldInterval,
} from '../model/one-meter-answer.ts';
import type { CalibrationState } from '../rules/calibration-standing.ts';

/** One meter as its page has it. */
export interface MeterTold extends OneMeter {
  calibration: { state: CalibrationState; dueOn: CalendarDate | null };
  photos: MeterPhoto[];
  mayRecord: boolean;
}

/** What flowed in a period. */
export interface FlowTold extends DrawnFlow {
  by: BucketSize;
  timeZone: string;
  from: CalendarDate;
  before: CalendarDate;
  /** the ends of the period, milliseconds since 1970 */
  fromMs: number;
  beforeMs: number;
  findings: MarkedFinding[];
}

/** What does not count, and of which intervals there is something to say. */
export interface LeftOutTold {
  most: number;
  readings: number;
  late: number;
  setAside: SetAsideReading[];
  intervals: ToldInterval[];
  /** what a person took out */
  takenOut: (ToldExclusion & { readings: number })[];
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
