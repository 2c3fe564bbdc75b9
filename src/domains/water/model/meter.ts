// What is known of a meter: what one count of its register is worth, where the register begins again, which meter stood when.
import type { Decimal } from 'decimal.js';
import type { CubicMetres } from '#units/quantity.ts';

/** One reading as it came. It is never altered; what it is worth is worked out beside it. */
export interface RawReading {
  /** Told apart by this; stored. */
  readonly id: string;
  /** When it was read, by the clock that counts (`readingInstant`), milliseconds since 1970. */
  readonly atMs: number;
  /** What the register showed, in counts: a number of pulses, or the digits of the dial. */
  readonly count: Decimal;
  /** The order in which readings were kept: of two for one instant the later one counts. */
  readonly sequence: number;
}

/** What a device sends: what its register shows, or what flowed since it last sent. */
export const registerKinds = ['register', 'increment'] as const;

/** The properties of one physical meter. */
export interface MeterFacts {
  readonly kind: (typeof registerKinds)[number];
  /** Cubic metres of one count: the pulse factor, or the unit of the last digit of the dial. */
  readonly m3PerCount: Decimal;
  /** The number of counts at which the register begins again at zero: 100,000 for five digits. */
  readonly registerSize: Decimal | null;
  /** The most that can flow through it (Q4, the overload flow of its plate). */
  readonly maxM3PerHour: Decimal | null;
  /** How often it is read; of a device that sends increments, the time that one stands for. */
  readonly expectedEveryMs: number | null;
  /** Counts that a register may run back by pressure waves or a trembling pulse contact. */
  readonly backwardCounts: Decimal;
}

/** Why a span of a meter point begins. */
export const spanCauses = ['installed', 'replaced', 'reset'] as const;

/**
 * A time in which one register counted on: from the installation, the replacement of the meter or a reset that somebody
 * recorded, to the next. Where a reading was not taken it is null, and what flowed beside it is not known.
 */
export interface MeterSpan {
  readonly fromMs: number;
  readonly cause: (typeof spanCauses)[number];
  readonly facts: MeterFacts;
  /** What the register showed at the beginning. */
  readonly startCount: Decimal | null;
  /** What it showed at the end, when the next span began. */
  readonly endCount: Decimal | null;
}

/**
 * What is to be held of the time that a person took out: the register counted on and only what was told of it is wrong, so
 * that its difference over the whole time is what flowed; or what flowed is not known.
 */
export const exclusionEffects = ['counted_on', 'not_known'] as const;

/** A time whose readings a person took out of the count. A reading at its beginning is out, one at its end is not. */
export interface ReadingExclusion {
  readonly fromMs: number;
  readonly beforeMs: number;
  readonly effect: (typeof exclusionEffects)[number];
}

/** What an interval between two readings is: stored, so added and never renamed. */
export const intervalCodes = [
  /** longer than the meter is read; within it, what flowed when is not known */
  'gap',
  /** the register began again at zero by itself */
  'rolled_over',
  /** so long that the register may have begun again once more */
  'more_roll_overs_possible',
  /** the register was set to zero and nobody recorded it: what flowed before is lost, what is counted is at least so much */
  'reset_assumed',
  /** the register ran back a little; counted as it stands, so that the sum stays right */
  'ran_backwards',
  /** the register went back and neither rolled over nor was reset: not counted */
  'negative_unexplained',
  /** more than can flow through the meter: not counted */
  'above_capacity',
  /** the meter was replaced or reset, and what it showed then was not taken */
  'end_reading_missing',
  'start_reading_missing',
  /** a device that sends increments was not heard of: what flowed is not known */
  'not_heard',
  /** two readings for one instant; the later kept one counts */
  'readings_conflict',
  /** a reading within it was left out as misread */
  'reading_left_out',
  /** a person took readings within it out of the count */
  'readings_excluded',
] as const;

/** What an interval is. */
export type IntervalCode = (typeof intervalCodes)[number];

/** What flowed between two readings, or between a reading and a change of the meter. */
export interface MeterInterval {
  readonly fromMs: number;
  readonly beforeMs: number;
  /** Null where it is not known: not zero, and not counted. */
  readonly volumeM3: CubicMetres | null;
  readonly codes: readonly IntervalCode[];
  /** The true volume is this or more. */
  readonly atLeast: boolean;
}

/** What became of a reading. */
export const readingUses = [
  'counted',
  'duplicate',
  'superseded',
  'suspect_high',
  'suspect_low',
  'before_meter',
  'excluded',
] as const;

/** What became of a reading. */
export type ReadingUse = (typeof readingUses)[number];

/** By what consumption is kept. */
export const bucketSizes = ['hour', 'day', 'month'] as const;
/** By what consumption is kept. */
export type BucketSize = (typeof bucketSizes)[number];
