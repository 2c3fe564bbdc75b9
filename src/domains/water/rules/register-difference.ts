// What flowed between two readings of one register: counted on, rolled over, reset, run back, or not to be known?
import type { Decimal } from 'decimal.js';
import { type Citation, cite } from '#standards/cite.ts';
import { type CubicMetres, cubicMetres, Exact, exact } from '#units/quantity.ts';
import type { IntervalCode, MeterFacts } from '../model/meter.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const registerDifferenceCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'meter readings')];

/** The volume, or null where none can be told, with what was seen. */
export interface RegisterDifference {
  readonly volumeM3: CubicMetres | null;
  readonly codes: readonly IntervalCode[];
  /** The true volume is this or more. */
  readonly atLeast: boolean;
}

const hourMs = 3_600_000;
/** A register that went back is taken to have rolled over when it ran on by at most this part of its size. */
const mostOfRegister = exact('0.5');
/** … and where the meter's capacity is not known, by at most this part. */
const mostWithoutCapacity = exact('0.1');

/** Ten litres, and one count at least: household meters of a public trial ran back by one to eight. */
const usuallyBackM3 = exact('0.01');

/** Counts that a register of such a unit may run back, where nobody has set it. */
export const usualBackwardCounts = (m3PerCount: Decimal): Decimal =>
  Exact.max(1, new Exact(usuallyBackM3).div(m3PerCount).floor());

/** Cubic metres of so many counts, to the millilitre. */
export const volumeOf = (counts: Decimal, { m3PerCount }: MeterFacts): CubicMetres =>
  cubicMetres(new Exact(counts).times(m3PerCount).toDecimalPlaces(6));

/** Whether so many counts can have passed in the time; one count more for the one that was about to come. */
function canFlow(counts: Decimal, lastedMs: number, { maxM3PerHour, m3PerCount }: MeterFacts): boolean | 'unknown' {
  if (!maxM3PerHour) return 'unknown';
  return new Exact(counts).minus(1).times(m3PerCount).lte(new Exact(maxM3PerHour).times(lastedMs).div(hourMs));
}

/**
 * What flowed while the register went from one count to another.
 *
 * A register that went back rolled over if its size is known, the meter can have passed what lies between, and that is
 * no more than half its size (a tenth where the capacity is not known). Else it was reset if what it shows can have
 * flowed since. Else nothing can be told, and nothing is counted.
 */
export function registerDifference(
  from: Decimal,
  to: Decimal,
  lastedMs: number,
  facts: MeterFacts,
): RegisterDifference {
  const counts = new Exact(to).minus(from);
  if (counts.gte(0)) return forwards(counts, lastedMs, facts);
  if (counts.neg().lte(facts.backwardCounts)) return counted(counts, facts, ['ran_backwards']);
  const { registerSize } = facts;
  if (registerSize && from.lt(registerSize) && rolledOver(counts.plus(registerSize), lastedMs, facts)) {
    const codes = couldRollAgain(counts.plus(registerSize), lastedMs, facts);
    return counted(counts.plus(registerSize), facts, ['rolled_over', ...codes]);
  }
  const sinceReset = canFlow(to, lastedMs, facts);
  if (sinceReset === true || (sinceReset === 'unknown' && to.lte(new Exact(from).times(mostWithoutCapacity)))) {
    return { volumeM3: volumeOf(to, facts), codes: ['reset_assumed'], atLeast: true };
  }
  return { volumeM3: null, codes: ['negative_unexplained'], atLeast: false };
}

/** What an increment is worth: below zero or more than can flow, it is not counted. */
export function incrementVolume(counts: Decimal, lastedMs: number, facts: MeterFacts): RegisterDifference {
  if (counts.lt(0)) return { volumeM3: null, codes: ['negative_unexplained'], atLeast: false };
  return forwards(counts, lastedMs, { ...facts, registerSize: null });
}

function forwards(counts: Decimal, lastedMs: number, facts: MeterFacts): RegisterDifference {
  if (canFlow(counts, lastedMs, facts) === false) return { volumeM3: null, codes: ['above_capacity'], atLeast: false };
  return counted(counts, facts, couldRollAgain(counts, lastedMs, facts));
}

const counted = (counts: Decimal, facts: MeterFacts, codes: readonly IntervalCode[]): RegisterDifference => ({
  volumeM3: volumeOf(counts, facts),
  codes,
  atLeast: codes.includes('more_roll_overs_possible'),
});

function rolledOver(counts: Decimal, lastedMs: number, facts: MeterFacts): boolean {
  const possible = canFlow(counts, lastedMs, facts);
  const most = possible === 'unknown' ? mostWithoutCapacity : mostOfRegister;
  return possible !== false && counts.lte(new Exact(facts.registerSize ?? 0).times(most));
}

function couldRollAgain(counts: Decimal, lastedMs: number, facts: MeterFacts): IntervalCode[] {
  if (!facts.registerSize) return [];
  return canFlow(new Exact(counts).plus(facts.registerSize), lastedMs, facts) === true
    ? ['more_roll_overs_possible']
    : [];
}
