// Why is a factory's rate where it is: which stream is lost to which treatment at which vendor, and since when, after what?
import type { Month } from '#period/calendar-date.ts';
import { type CalendarDate, firstDayOf, shiftMonth } from '#period/calendar-date.ts';
import type { Period } from '#period/period.ts';
import { lastDayOf } from '#period/period.ts';
import { type Share, subtract, sum, type Tonnes } from '#units/quantity.ts';
import { type FlowMonth, type FlowRow, streamNotRecorded } from '../model/flow.ts';
import type { Treatment } from '../model/treatment.ts';
import { type ConvertedRow, type Counting, convertedRows, gapByStream } from './rate-parts.ts';

/** The mass that one stream loses to one treatment, and who takes most of it. */
export interface LossOfStream {
  readonly streamId: string;
  readonly treatment: Treatment;
  readonly vendorId: string;
  /** how many vendors share it */
  readonly vendorsCount: number;
  /** what of the stream is not converted by that treatment */
  readonly lostMassTonnes: Tonnes;
  /** what that mass takes from the rate */
  readonly lostShare: Share;
}

/**
 * The stream that lacks most of the reference (the target's step; everything, where there is no target), and within it
 * the treatment and the vendor that take most of what is lost. Undefined where nothing is lost.
 */
export function lossOfStream(rows: readonly FlowRow[], counting: Counting, reference: Share): LossOfStream | undefined {
  const gap = gapByStream(rows, counting, reference);
  if ('noData' in gap) return undefined;
  const converted = convertedRows(rows, counting).filter((row) => row.streamId !== streamNotRecorded);
  const lost = converted.filter((row) => row.convertedMassTonnes.lt(row.massTonnes));
  const stream = gap.parts.find(
    (part) => part.missingMassTonnes.gt(0) && lost.some((row) => row.streamId === part.streamId),
  );
  if (!stream) return undefined;
  const own = lost.filter((row) => row.streamId === stream.streamId);
  const [treatment, treated] = mostBy(own, (row) => row.treatment);
  const [vendorId] = mostBy(treated, (row) => row.vendorId);
  const lostMassTonnes = lostOf(treated);
  return {
    streamId: stream.streamId,
    treatment,
    vendorId,
    vendorsCount: new Set(treated.map((row) => row.vendorId)).size,
    lostMassTonnes,
    lostShare: lostMassTonnes.div(gap.totalMassTonnes) as Share,
  };
}

const lostOf = (rows: readonly ConvertedRow[]) =>
  sum(rows.map((row) => subtract(row.massTonnes, row.convertedMassTonnes)));

function mostBy<Key extends string>(
  rows: readonly ConvertedRow[],
  keyOf: (row: ConvertedRow) => Key,
): [Key, ConvertedRow[]] {
  const [first] = [...Map.groupBy(rows, keyOf)].sort(
    ([oneKey, one], [otherKey, other]) => lostOf(other).cmp(lostOf(one)) || (oneKey < otherKey ? -1 : 1),
  );
  if (!first) throw new RangeError('nothing to choose from');
  return first;
}

/** A paper that says what a vendor may or does do, from a day to another: a licence, or the proof of a treatment. */
export interface VendorPaper {
  readonly vendorId: string;
  readonly what: 'licence' | 'proof';
  /** of a proof: for which treatment */
  readonly treatment: Treatment | null;
  /** of a licence: the codes and classes it covers; none is all */
  readonly codes: readonly string[];
  /** first day on which it no longer holds */
  readonly before: CalendarDate;
}

/** Where the stream went before it was lost. */
export interface BetterBefore {
  readonly treatment: Treatment;
  readonly vendorId: string;
  /** the last month in which most of it went there */
  readonly last: Month;
  /** the paper of that vendor that ended by then, and on which day */
  readonly ended: { readonly what: VendorPaper['what']; readonly on: CalendarDate } | null;
}

/** What is known of a lost stream over the months before and in the period. */
export interface LossHistory {
  /** first month of the losing treatment since it last went better, of those looked at */
  readonly since: Month | null;
  /** the stream had no loads before the period, in all the months looked at */
  readonly isNew: boolean;
  readonly before: BetterBefore | null;
  /** part of it, or by the end all of it, goes to a better treatment again */
  readonly meanwhile: {
    readonly treatment: Treatment;
    readonly vendorId: string;
    readonly since: Month;
    /** in the last month nothing went to the losing treatment */
    readonly isWhole: boolean;
  } | null;
}

/** Whether the owner's rate counts a treatment as converting, wholly or up to a cap. */
export const convertsBy = (treatment: Treatment, { definition, table }: Counting): boolean => {
  const line = table.of[treatment].ul2799Line;
  return line === 'non_thermal' || (line === 'thermal' && !definition.excludeEnergyRecovery);
};

/** Months over which the history of a lost stream is looked at, its period not counted. */
export const monthsLookedBack = 24;

/**
 * The history of a lost stream from its months, oldest first or not.
 *
 * @param codes of the stream: its national code, and its hazardous class such as HW17
 */
export function lossHistory(
  loss: Pick<LossOfStream, 'treatment'>,
  months: readonly FlowMonth[],
  period: Period,
  papers: readonly VendorPaper[],
  { codes, counting }: { codes: readonly string[]; counting: Counting },
): LossHistory {
  const isBetter = (treatment: Treatment) => treatment !== loss.treatment && convertsBy(treatment, counting);
  const byMonth = [...Map.groupBy(months, (one) => one.month)].sort(([one], [other]) => (one < other ? -1 : 1));
  const better = (rows: readonly FlowMonth[]) => rows.filter((row) => isBetter(row.treatment));
  const losing = (rows: readonly FlowMonth[]) => rows.filter((row) => row.treatment === loss.treatment);
  const massOf = (rows: readonly FlowMonth[]) => sum(rows.map((row) => row.massTonnes));
  const periodFrom = period.from.slice(0, 7) as Month;
  const lastLosing = byMonth.findLast(([, rows]) => losing(rows).length > 0)?.[0] ?? null;
  // A month belongs to the better treatment when at least half of it went there.
  const good = byMonth.findLast(
    ([of, rows]) => lastLosing !== null && of < lastLosing && massOf(better(rows)).gte(massOf(losing(rows))),
  );
  const since =
    byMonth.find(([of, rows]) => losing(rows).length > 0 && (good === undefined || of > good[0]))?.[0] ?? null;
  const again = byMonth.find(([of, rows]) => since !== null && of > since && better(rows).length > 0);
  const isLastWhole = losing(byMonth.at(-1)?.[1] ?? []).length === 0;
  return {
    since,
    isNew: byMonth.length > 0 && !byMonth.some(([of]) => of < periodFrom),
    before: good && massOf(better(good[1])).gt(0) ? betterBefore(good[0], better(good[1]), papers, codes, since) : null,
    meanwhile:
      again && lastDayOf(period) >= firstDayOf(again[0])
        ? { ...mostOf(better(again[1])), since: again[0], isWhole: isLastWhole }
        : null,
  };
}

function mostOf(rows: readonly FlowMonth[]): { treatment: Treatment; vendorId: string } {
  const [first] = [...rows].sort((one, other) => other.massTonnes.cmp(one.massTonnes));
  if (!first) throw new RangeError('nothing to choose from');
  return { treatment: first.treatment, vendorId: first.vendorId };
}

function betterBefore(
  last: Month,
  rows: readonly FlowMonth[],
  papers: readonly VendorPaper[],
  codes: readonly string[],
  since: Month | null,
): BetterBefore {
  const { treatment, vendorId } = mostOf(rows);
  // It ended the way when it ended before the month after the first lost one, and no later paper of the kind holds on.
  const by = firstDayOf(shiftMonth(since ?? last, 1));
  const covering = papers.filter(
    (paper) =>
      paper.vendorId === vendorId &&
      (paper.what === 'proof'
        ? paper.treatment === treatment
        : paper.codes.length === 0 || paper.codes.some((code) => codes.includes(code))),
  );
  const ended = (['licence', 'proof'] as const).flatMap((what) => {
    const on = covering
      .filter((paper) => paper.what === what)
      .map((paper) => paper.before)
      .sort()
      .at(-1);
    return on !== undefined && on < by && on > firstDayOf(last) ? [{ what, on }] : [];
  });
  return { treatment, vendorId, last, ended: ended[0] ?? null };
}
