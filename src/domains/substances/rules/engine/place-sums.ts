// What adds up against each limit in one place (a material, an article, the whole), with what is exempt kept apart.

import type { ExemptionFails } from '../../model/verdict.ts';
import { OPEN } from './packs-at.ts';

/** Sums of one place by restriction. Emptied at once: what was added in an earlier place is known by its mark. */
export class Sums {
  /** restrictions that something was added to, in the order in which they were met */
  readonly touched: number[] = [];
  /** mg/kg that no exemption covers: no less, no more */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** mg/kg under exemptions that hold */
  readonly exempt: Float64Array;
  readonly exemptHigh: Float64Array;
  /** the first last day among them */
  readonly untilDay: Int32Array;
  readonly #place: Int32Array;
  readonly #fails = new Map<number, ExemptionFails>();
  readonly #lines = new Map<number, number[]>();
  #now = 1;

  constructor(restrictions: number) {
    this.low = new Float64Array(restrictions);
    this.high = new Float64Array(restrictions);
    this.exempt = new Float64Array(restrictions);
    this.exemptHigh = new Float64Array(restrictions);
    this.untilDay = new Int32Array(restrictions);
    this.#place = new Int32Array(restrictions);
  }

  has(restriction: number): boolean {
    return this.#place[restriction] === this.#now;
  }

  /** Makes its sums those of this place. */
  touch(restriction: number): void {
    if (this.#place[restriction] === this.#now) return;
    this.#place[restriction] = this.#now;
    this.touched.push(restriction);
    this.low[restriction] = 0;
    this.high[restriction] = 0;
    this.exempt[restriction] = 0;
    this.exemptHigh[restriction] = 0;
    this.untilDay[restriction] = OPEN;
  }

  /** Notes which lines a sum is of, for who asks why. */
  note(restriction: number, line: number): void {
    const lines = this.#lines.get(restriction);
    if (lines) lines.push(line);
    else this.#lines.set(restriction, [line]);
  }

  lines(restriction: number): readonly number[] {
    return this.#lines.get(restriction) ?? [];
  }

  /** Notes why an exemption that was claimed does not hold. */
  fail(restriction: number, why: ExemptionFails): void {
    this.#fails.set(restriction, why);
  }

  failed(restriction: number): ExemptionFails | null {
    return this.#fails.get(restriction) ?? null;
  }

  empty(): void {
    this.#now++;
    this.touched.length = 0;
    if (this.#fails.size > 0) this.#fails.clear();
    if (this.#lines.size > 0) this.#lines.clear();
  }
}
