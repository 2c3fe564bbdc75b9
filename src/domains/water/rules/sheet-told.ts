// What is to be said of the readings of a file: which count, which came twice, and what lies between them, each with its place.
import type { Decimal } from 'decimal.js';
import { type Citation, cite } from '#standards/cite.ts';
import { Exact } from '#units/quantity.ts';
import type { MeterSpan } from '../model/meter.ts';
import type { Told, ToldPlace } from '../model/reading-sheet.ts';
import { meterCount } from './meter-intervals.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const sheetToldCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'meter readings')];

/** A reading of a file. */
export interface FileReading {
  readonly row: number;
  readonly meter: string;
  readonly atMs: number;
  readonly count: Decimal;
  /** what the file says has flowed since the reading before, in counts */
  readonly difference: Decimal | null;
}

const firstOf = 20;

class Tally {
  readonly #told = new Map<string, { rows: number; first: ToldPlace[] }>();

  say(code: string, place: ToldPlace): void {
    const so = this.#told.get(code) ?? { rows: 0, first: [] };
    so.rows += 1;
    if (so.first.length < firstOf) so.first.push(place);
    this.#told.set(code, so);
  }

  all(): Told[] {
    return [...this.#told].map(([code, so]) => ({ code, ...so })).sort((one, other) => other.rows - one.rows);
  }
}

function tellMeter(tally: Tally, readings: readonly FileReading[], spans: readonly MeterSpan[]): void {
  for (const [index, one] of readings.entries()) {
    const before = readings[index - 1];
    if (!before || one.difference === null) continue;
    const went = new Exact(one.count).minus(before.count);
    if (!went.eq(one.difference))
      tally.say('difference_disagrees', { ...one, fromMs: before.atMs, counts: went.toFixed() });
  }
  const raw = readings.map(({ row, atMs, count }, sequence) => ({ id: String(row), atMs, count, sequence }));
  const { intervals, uses } = meterCount(raw, spans);
  const byRow = new Map(readings.map((one) => [String(one.row), one]));
  const endingAt = new Map<number, FileReading>();
  for (const [id, use] of uses) {
    const one = byRow.get(id) as FileReading;
    if (use === 'counted') endingAt.set(one.atMs, one);
    else tally.say(use, { row: one.row, meter: one.meter, fromMs: null, atMs: one.atMs, counts: null });
  }
  for (const { fromMs, beforeMs, codes } of intervals) {
    const [from, to] = [endingAt.get(fromMs), endingAt.get(beforeMs)];
    if (!to) continue;
    const counts = from ? new Exact(to.count).minus(from.count).toFixed() : null;
    for (const code of codes) tally.say(code, { row: to.row, meter: to.meter, fromMs, atMs: to.atMs, counts });
  }
}

/** What there is to say of a file, the most frequent first. `spansOf` are the meters that stood where a name stands for. */
export function tellOfFile(
  readings: readonly FileReading[],
  spansOf: (meter: string, firstMs: number) => readonly MeterSpan[],
): Told[] {
  const tally = new Tally();
  for (const [meter, own] of Map.groupBy(readings, (one) => one.meter)) {
    const firstMs = own.reduce((least, { atMs }) => Math.min(least, atMs), Number.POSITIVE_INFINITY);
    tellMeter(tally, own, spansOf(meter, firstMs));
  }
  return tally.all();
}

/** The usual time between two readings of a file, to the minute; null where no meter was read twice. */
export function usualMinutes(readings: readonly Pick<FileReading, 'meter' | 'atMs'>[]): number | null {
  const minutes: number[] = [];
  for (const own of Map.groupBy(readings, ({ meter }) => meter).values())
    for (let index = 1; index < own.length; index++) {
      const lasted = ((own[index]?.atMs ?? 0) - (own[index - 1]?.atMs ?? 0)) / 60_000;
      if (lasted > 0) minutes.push(lasted);
    }
  if (minutes.length === 0) return null;
  minutes.sort((one, other) => one - other);
  return Math.max(1, Math.round(minutes[Math.floor(minutes.length / 2)] as number));
}
