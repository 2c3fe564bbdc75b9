// Is a result within the strictest limit that applies to it, over it, or can nobody tell?
import type { Decimal } from 'decimal.js';
import type { CalendarDate } from '#period/calendar-date.ts';
import { type Citation, cite } from '#standards/cite.ts';
import { isConcentration, type ResultUnit, toMilligramsPerLitre } from '#units/concentration.ts';
import { Exact } from '#units/quantity.ts';
import type { cannotTellReasons, DischargeLimit, LabResult, verdicts } from '../model/wastewater.ts';

/** What these rules cite; printed where they are explained. @public */
export const exceedanceCites: readonly Citation[] = [
  cite('GB-8978-1996', 'discharge limits'),
  cite('GB-39731-2020', 'discharge limits'),
  cite('CN-DISCHARGE-PERMIT-2021', 'limits of the permit'),
];

/** The verdict with the limit that decided. */
export interface Judgement {
  readonly verdict: (typeof verdicts)[number];
  readonly reason?: (typeof cannotTellReasons)[number];
  readonly limit: DischargeLimit | null;
  /** 超标倍数: value ÷ limit − 1; null within, for pH and where a pollutant must not be found at all. */
  readonly timesOver: Decimal | null;
}

/** In one unit where both are masses in a volume; null where they cannot be compared. */
function inUnit(value: Decimal, from: ResultUnit, to: ResultUnit): Decimal | null {
  if (from === to) return value;
  if (!isConcentration(from) || !isConcentration(to)) return null;
  return new Exact(toMilligramsPerLitre(value, from)).div(toMilligramsPerLitre(1, to));
}

/**
 * Judges one result by all limits that held on its day for its parameter at its kind of outlet: the one that it breaks most, else the
 * strictest. A value that equals its limit is within. Limits for another averaging are not applied, and if there are
 * only such ones, nobody can tell.
 */
export function judge(result: LabResult, limits: readonly DischargeLimit[]): Judgement {
  const own = limits.filter(
    ({ parameter, place, from, before }) =>
      parameter === result.parameter &&
      place === result.place &&
      (from === null || from <= result.sampledOn) &&
      (before === null || result.sampledOn < before),
  );
  if (own.length === 0) return { verdict: 'no_limit', limit: null, timesOver: null };
  const applied = own.filter(({ averaging }) => averaging === null || averaging === result.averaging);
  if (applied.length === 0) return { ...cannotTell('averaging_differs'), limit: own[0] ?? null };
  const judged = applied.map((limit) => byLimit(result, limit));
  const strictest = (list: readonly Judgement[]) => [...list].sort(byStrictness)[0] as Judgement;
  const over = judged.filter(({ verdict }) => verdict === 'exceeds');
  if (over.length > 0) return strictest(over);
  const unsure = judged.filter(({ verdict }) => verdict === 'cannot_tell');
  return strictest(unsure.length > 0 ? unsure : judged);
}

/** Not to be found at all first, then the lowest upper end in one unit. */
function byStrictness({ limit: one }: Judgement, { limit: other }: Judgement): number {
  const size = (limit: DischargeLimit | null) => {
    if (!limit?.upper || limit.notDetected) return new Exact(0);
    return inUnit(limit.upper, limit.unit, 'mg/L') ?? limit.upper;
  };
  return size(one).comparedTo(size(other));
}

const cannotTell = (reason: Judgement['reason']) => ({ verdict: 'cannot_tell', reason, timesOver: null }) as const;

function byLimit(result: LabResult, limit: DischargeLimit): Judgement {
  const { comparator, value, upTo } = result;
  if (limit.notDetected) {
    return { verdict: comparator === 'less' ? 'within' : 'exceeds', limit, timesOver: null };
  }
  if (value === null) return { ...cannotTell('no_detection_limit'), limit };
  const low = inUnit(value, result.unit, limit.unit);
  const high = inUnit(upTo ?? value, result.unit, limit.unit);
  if (low === null || high === null) return { ...cannotTell('units_differ'), limit };
  const { lower, upper } = limit;
  if (comparator === 'less') {
    const fits = upper !== null && low.lte(upper);
    return fits
      ? { verdict: 'within', limit, timesOver: null }
      : { ...cannotTell('detection_limit_above_limit'), limit };
  }
  if (upper && high.gt(upper)) return { verdict: 'exceeds', limit, timesOver: timesOver(high, limit) };
  // Something more than 100 is over a limit of 100 too: it is more.
  if (comparator === 'more' && upper) {
    return high.gte(upper)
      ? { verdict: 'exceeds', limit, timesOver: timesOver(high, limit) }
      : { ...cannotTell('more_than_measured'), limit };
  }
  if (lower && low.lt(lower)) return { verdict: 'exceeds', limit, timesOver: null };
  return { verdict: 'within', limit, timesOver: null };
}

const timesOver = (value: Decimal, { upper, unit }: DischargeLimit) =>
  upper === null || upper.isZero() || unit === 'pH' ? null : new Exact(value).div(upper).minus(1);

/** An exceedance with what came after. A later pass is told beside it and does not erase it. */
export interface Exceedance<Result extends LabResult = LabResult> {
  readonly result: Result;
  readonly judgement: Judgement;
  /** The first later sample at the same kind of outlet that was within. */
  readonly withinAgainOn: CalendarDate | null;
}

/** Every result that exceeds, oldest first. Results are those of one outlet. */
export function exceedances<Result extends LabResult>(
  results: readonly Result[],
  limits: readonly DischargeLimit[],
): Exceedance<Result>[] {
  const ordered = [...results].sort((one, other) => (one.sampledOn < other.sampledOn ? -1 : 1));
  const judged = ordered.map((result) => ({ result, judgement: judge(result, limits) }));
  return judged
    .filter(({ judgement }) => judgement.verdict === 'exceeds')
    .map(({ result, judgement }) => {
      const later = judged.find(
        (one) =>
          one.result.parameter === result.parameter &&
          one.result.place === result.place &&
          one.result.sampledOn > result.sampledOn &&
          one.judgement.verdict === 'within',
      );
      return { result, judgement, withinAgainOn: later?.result.sampledOn ?? null };
    });
}
