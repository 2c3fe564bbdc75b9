// What moved the conversion rate: how much of its change came from which stream on which way?
import { type Citation, cite } from '#standards/cite.ts';
import { Exact, type Share, share, subtract, sum, type Tonnes, tonnes } from '#units/quantity.ts';
import type { FlowRow } from '../model/flow.ts';
import type { Treatment } from '../model/treatment.ts';
import { conversionRate } from './conversion-rate.ts';
import { addingUp, type Counting, convertedRows } from './rate-parts.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const rateMovementCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'what moved the rate')];

/** What one stream on one way did to the rate. */
export interface MovementPart {
  readonly streamId: string;
  readonly treatment: Treatment;
  readonly massBeforeTonnes: Tonnes;
  readonly massTonnes: Tonnes;
  /** its part of the change of the rate; the parts add up to the change */
  readonly share: Share;
}

/** What one stream did to the rate, on all its ways: a stream that changed its way shows as one. */
export interface MovementOfStream {
  readonly streamId: string;
  readonly share: Share;
  readonly parts: readonly MovementPart[];
}

/** The change of the rate between two sets of loads. */
export interface RateMovement {
  readonly before: Share;
  readonly now: Share;
  readonly change: Share;
  /** those that moved it most first; what did not move it is left out */
  readonly streams: readonly MovementOfStream[];
}

/** Places of the change and of each part: a quotient does not end, and parts must add up to the change as written. */
const places = 30;

interface Cell {
  readonly streamId: string;
  readonly treatment: Treatment;
  mass: Tonnes;
  converted: Tonnes;
}

/**
 * Splits the change of the rate R = C ÷ T, converted over total mass. For each stream on each way, with its converted mass
 * c and its mass m as shares of the total, and with the mean R̄ of both rates:
 *
 * ΔR = Σ Δ(c ÷ T) − R̄ × Δ(m ÷ T)
 *
 * What is converted and weighs more in the whole lifts the rate, what is not lowers it; a factory that makes twice as much
 * of everything moves nothing. It is exact for any two sets, and needs no order in which streams change.
 */
export function rateMovement(
  before: readonly FlowRow[],
  now: readonly FlowRow[],
  counting: Counting,
): RateMovement | { readonly noData: 'no_rate_before' | 'no_rate_now' } {
  const [earlier, later] = [before, now].map((rows) => conversionRate(rows, counting.definition, counting.table)) as [
    ReturnType<typeof conversionRate>,
    ReturnType<typeof conversionRate>,
  ];
  if ('noData' in later) return { noData: 'no_rate_now' };
  if ('noData' in earlier) return { noData: 'no_rate_before' };
  const [rateBefore, rateNow] = [rounded(earlier.value), rounded(later.value)];
  const change = subtract(rateNow, rateBefore);
  const meanRate = new Exact(earlier.value).plus(later.value).div(2);
  const [totalBefore, total] = [earlier.inputs.totalMassTonnes, later.inputs.totalMassTonnes];
  const was = cellsOf(before, counting);
  const is = cellsOf(now, counting);
  const parts = [...new Set([...was.keys(), ...is.keys()])].map((key) => {
    const { streamId, treatment } = (is.get(key) ?? was.get(key)) as Cell;
    const [then, today] = [was.get(key), is.get(key)];
    const massBeforeTonnes = then?.mass ?? tonnes(0);
    const massTonnes = today?.mass ?? tonnes(0);
    const converted = new Exact(today?.converted ?? 0)
      .div(total)
      .minus(new Exact(then?.converted ?? 0).div(totalBefore));
    const weight = new Exact(massTonnes).div(total).minus(new Exact(massBeforeTonnes).div(totalBefore));
    return {
      streamId,
      treatment,
      massBeforeTonnes,
      massTonnes,
      share: converted.minus(meanRate.times(weight)) as Share,
    };
  });
  const shares = addingUp(
    parts.map((part) => part.share),
    change,
  );
  return {
    before: rateBefore,
    now: rateNow,
    change,
    streams: byStream(parts.map((part, at) => ({ ...part, share: shares[at] as Share }))),
  };
}

const mostFirst = (one: { share: Share }, other: { share: Share }) => other.share.abs().cmp(one.share.abs());

function byStream(parts: readonly MovementPart[]): MovementOfStream[] {
  return [...Map.groupBy(parts, (part) => part.streamId)]
    .map(([streamId, own]) => ({ streamId, share: sum(own.map((part) => part.share)), parts: own.sort(mostFirst) }))
    .filter((stream) => stream.parts.some((part) => !part.share.isZero()))
    .sort((one, other) => mostFirst(one, other) || (one.streamId < other.streamId ? -1 : 1));
}

const keyOf = (of: { streamId: string; treatment: Treatment }) => `${of.streamId} ${of.treatment}`;
const rounded = (value: Share): Share => share(new Exact(value).toDecimalPlaces(places));

/** What counts of each stream on each way, above and below the line. */
function cellsOf(rows: readonly FlowRow[], counting: Counting): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const { streamId, treatment, massTonnes, convertedMassTonnes } of convertedRows(rows, counting)) {
    const key = keyOf({ streamId, treatment });
    const cell = cells.get(key) ?? { streamId, treatment, mass: tonnes(0), converted: tonnes(0) };
    cell.mass = sum([cell.mass, massTonnes]);
    cell.converted = sum([cell.converted, convertedMassTonnes]);
    cells.set(key, cell);
  }
  return cells;
}
