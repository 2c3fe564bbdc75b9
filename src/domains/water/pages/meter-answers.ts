// What the page of one meter is told, and how it writes volumes and times.
import { type CalendarDate, calendarDate } from '#period/calendar-date.ts';
import { localInstant, zoneOffsets } from '#period/zone-offsets.ts';
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

const DAY_MS = 86_400_000;

/**
 * The instant of a minute as the clocks of the factory show it, such as `2024-05-02T03:00`, wherever the reader sits. Of an
 * hour that is shown twice it is the first.
 */
export function factoryInstant(timeZone: string, minute: string): string {
  const day = calendarDate(minute.slice(0, 10));
  const about = Date.parse(`${day}T00:00:00Z`);
  const zone = zoneOffsets(timeZone, about - 2 * DAY_MS, about + 3 * DAY_MS);
  const [hours = 0, minutes = 0] = minute.slice(11).split(':').map(Number);
  return new Date(localInstant(zone, day, hours * 60 + minutes).atMs).toISOString();
}
