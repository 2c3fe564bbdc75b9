// What does a rule answer: a value with everything it was worked out from, or the reason why there is none.
import type { Decimal } from 'decimal.js';

/** A value and its inputs by name. The name of an input ends with its unit or with what it counts. */
export interface Answer<Value, Input extends string = string> {
  readonly value: Value;
  readonly inputs: Readonly<Record<Input, Decimal>>;
}

/** No value, and why. Missing is never zero. */
export interface NoData<Reason extends string = string> {
  readonly noData: Reason;
}

/** What a rule gives back. */
export type Outcome<Given extends Answer<unknown>, Reason extends string = string> = Given | NoData<Reason>;

/** Whether a rule gave a value. */
export function hasValue<Given extends object>(outcome: Given | NoData): outcome is Given {
  return !('noData' in outcome);
}
