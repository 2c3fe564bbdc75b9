// What is to be asked of somebody who reads a meter by eye, while he still stands before it?
import type { Decimal } from 'decimal.js';
import { type Citation, cite } from '#standards/cite.ts';
import { Exact } from '#units/quantity.ts';
import type { MeterFacts } from '../model/meter.ts';
import { registerDifference } from './register-difference.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const handReadingCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'meter readings')];

/** Questions; each wants a second look, and a reason where the number stays. */
export const handReadingQuestions = [
  /** less than last time, and the register did not roll over */
  'lower_than_last',
  /** the register began again at zero: right, if so */
  'rolled_over',
  /** more than the meter can pass */
  'more_than_can_flow',
  /** far more, or far less, than this meter usually shows in the time */
  'much_more_than_usual',
  'much_less_than_usual',
  /** as last time, at a meter that usually counts on: read, or copied? */
  'same_as_last',
  /** a digit more or fewer than the register has */
  'wrong_number_of_digits',
] as const;
/** One question. */
export type HandReadingQuestion = (typeof handReadingQuestions)[number];

/** The reading before, and what the meter usually counts in a day. */
export interface LastReading {
  readonly atMs: number;
  readonly count: Decimal;
  /** Null where too little is known of the meter. */
  readonly usualCountsPerDay: Decimal | null;
}

const dayMs = 86_400_000;
/** Times what is usual. */
const muchMore = 5;
const muchLess = 0.1;

/** What to ask; nothing for an ordinary reading. At a new meter only its digits can be judged. */
export function questionsOfReading(
  reading: { readonly atMs: number; readonly count: Decimal },
  last: LastReading | null,
  facts: MeterFacts,
): HandReadingQuestion[] {
  const { count } = reading;
  if (facts.registerSize && count.gte(facts.registerSize)) return ['wrong_number_of_digits'];
  if (!last || reading.atMs <= last.atMs) return [];
  const lastedMs = reading.atMs - last.atMs;
  const { codes } = registerDifference(last.count, count, lastedMs, facts);
  if (codes.includes('rolled_over')) return ['rolled_over'];
  if (count.lt(last.count)) return ['lower_than_last'];
  if (codes.includes('above_capacity')) return ['more_than_can_flow'];
  const usual = last.usualCountsPerDay && new Exact(last.usualCountsPerDay).times(lastedMs).div(dayMs);
  // Less than a few counts say nothing.
  if (!usual?.gte(10)) return [];
  const counted = new Exact(count).minus(last.count);
  if (counted.isZero()) return ['same_as_last'];
  if (counted.gt(usual.times(muchMore))) return ['much_more_than_usual'];
  return counted.lt(usual.times(muchLess)) ? ['much_less_than_usual'] : [];
}
