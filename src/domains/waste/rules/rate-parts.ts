// Which stream keeps the conversion rate from its target, and which moved it between two periods: by its treatment or by its weight in the whole?
import type { NoData } from '#units/outcome.ts';
import { Exact, exact, type Share, scale, share, subtract, sum, type Tonnes, tonnes } from '#units/quantity.ts';
import type { FlowRow } from '../model/flow.ts';
import type { TreatmentTable } from '../model/treatment.ts';
import { type ConversionDefinition, conversionRate } from './conversion-rate.ts';

/** How the owner counts: his definition and the edition of the treatments. */
export interface Counting {
  readonly definition: ConversionDefinition;
  readonly table: TreatmentTable;
}

/** A row with what of it the rate counts as converted. */
export interface ConvertedRow extends FlowRow {
  readonly convertedMassTonnes: Tonnes;
}

/** Places to which a part is rounded; the largest takes what is left, so that the parts add up exactly. */
const places = 30;
/** Places of the whole: a difference of two divisions has no end. */
const wholePlaces = 40;

/**
 * The rows that the rate counts, each with its converted mass. They add up to the inputs of `conversionRate`: where a
 * cap holds, energy recovery is credited in proportion, and the last row takes what rounding left.
 */
export function convertedRows(rows: readonly FlowRow[], { definition, table }: Counting): ConvertedRow[] {
  const counted = definition.excludeHazardous ? rows.filter((row) => !row.hazardous) : rows;
  const rate = conversionRate(rows, definition, table);
  if ('noData' in rate) return [];
  const { energyRecoveryMassTonnes: burnt, energyRecoveryCountedMassTonnes: credited } = rate.inputs;
  const lines = counted.map((row) => table.of[row.treatment].ul2799Line);
  const last = lines.lastIndexOf('thermal');
  let left = credited as Tonnes;
  return counted.map((row, at) => {
    if (lines[at] === 'non_thermal') return { ...row, convertedMassTonnes: row.massTonnes };
    if (lines[at] !== 'thermal') return { ...row, convertedMassTonnes: tonnes(0) };
    const part: Tonnes =
      at === last
        ? left
        : credited.eq(burnt)
          ? row.massTonnes
          : (new Exact(row.massTonnes).times(credited).div(burnt).toDecimalPlaces(places) as Tonnes);
    left = subtract(left, part);
    return { ...row, convertedMassTonnes: part };
  });
}

interface StreamMasses {
  readonly streamId: string;
  readonly massTonnes: Tonnes;
  readonly convertedMassTonnes: Tonnes;
}

function byStream(rows: readonly ConvertedRow[]): StreamMasses[] {
  return [...Map.groupBy(rows, (row) => row.streamId)].map(([streamId, own]) => ({
    streamId,
    massTonnes: sum(own.map((row) => row.massTonnes)),
    convertedMassTonnes: sum(own.map((row) => row.convertedMassTonnes)),
  }));
}

/** What a stream lacks of the reference, or gives beyond it. */
export interface GapPart extends StreamMasses {
  /** reference × mass − converted: positive where the stream keeps the rate down */
  readonly missingMassTonnes: Tonnes;
  /** its part of the distance between the reference and the rate */
  readonly share: Share;
}

/** The distance of a rate from a reference, as the sum of what each stream lacks. */
export interface Gap {
  readonly rateShare: Share;
  /** reference − rate; negative where the rate is beyond it */
  readonly gapShare: Share;
  readonly totalMassTonnes: Tonnes;
  /** the largest first */
  readonly parts: readonly GapPart[];
}

/** The distance from a reference such as the target's step, by stream. The parts add up to it exactly. */
export function gapByStream(
  rows: readonly FlowRow[],
  counting: Counting,
  reference: Share,
): Gap | NoData<'nothing_counted'> {
  const streams = byStream(convertedRows(rows, counting));
  const totalMassTonnes = sum(streams.map((stream) => stream.massTonnes));
  if (totalMassTonnes.isZero()) return { noData: 'nothing_counted' };
  const converted = sum(streams.map((stream) => stream.convertedMassTonnes));
  const rateShare = new Exact(converted).div(totalMassTonnes).toDecimalPlaces(wholePlaces) as Share;
  const gapShare = subtract(reference, rateShare);
  const missing = streams.map((stream) => subtract(scale(stream.massTonnes, reference), stream.convertedMassTonnes));
  const shares = addingUp(
    missing.map((mass) => new Exact(mass).div(totalMassTonnes) as Share),
    gapShare,
  );
  const parts = streams
    .map((stream, at) => ({ ...stream, missingMassTonnes: missing[at] as Tonnes, share: shares[at] as Share }))
    .sort((one, other) => other.missingMassTonnes.cmp(one.missingMassTonnes) || compareIds(one, other));
  return { rateShare, gapShare, totalMassTonnes, parts };
}

/** What one stream did to the rate between two periods. */
export interface ChangePart {
  readonly streamId: string;
  readonly massBeforeTonnes: Tonnes;
  readonly massTonnes: Tonnes;
  /** what the stream was converted to, absent in a period without it */
  readonly convertedShareBefore: Share | null;
  readonly convertedShare: Share | null;
  /** because it was treated otherwise */
  readonly treatmentEffect: Share;
  /** because it weighs more or less in the whole than before; a new stream and one that stopped have only this */
  readonly mixEffect: Share;
  readonly effect: Share;
}

/** The change of a rate, as the sum of what each stream did. */
export interface RateChange {
  readonly rateBeforeShare: Share;
  readonly rateShare: Share;
  readonly changeShare: Share;
  /** the largest first, whichever way it moved the rate */
  readonly parts: readonly ChangePart[];
}

/**
 * The change of the rate by stream, split at the middle of both periods (Bennet): w is a stream's part of the total
 * mass, r its own rate, R the rate of all. Treatment: w̄ × Δr. Mix: Δw × (r̄ − R̄). Nothing is left over.
 */
export function changeByStream(
  before: readonly FlowRow[],
  now: readonly FlowRow[],
  counting: Counting,
): RateChange | NoData<'nothing_counted'> {
  const then = new Map(byStream(convertedRows(before, counting)).map((stream) => [stream.streamId, stream]));
  const today = new Map(byStream(convertedRows(now, counting)).map((stream) => [stream.streamId, stream]));
  const totals = [then, today].map((streams) => sum([...streams.values()].map((one) => one.massTonnes)));
  const [totalBefore, total] = totals as [Tonnes, Tonnes];
  if (totalBefore.isZero() || total.isZero()) return { noData: 'nothing_counted' };
  const rateOf = (streams: typeof then, mass: Tonnes) =>
    new Exact(sum([...streams.values()].map((one) => one.convertedMassTonnes)))
      .div(mass)
      .toDecimalPlaces(wholePlaces) as Share;
  const rateBeforeShare = rateOf(then, totalBefore);
  const rateShare = rateOf(today, total);
  const changeShare = subtract(rateShare, rateBeforeShare);
  const middleRate = new Exact(rateBeforeShare).plus(rateShare).div(2);
  const own = (stream: StreamMasses | undefined) =>
    stream && !stream.massTonnes.isZero()
      ? (new Exact(stream.convertedMassTonnes).div(stream.massTonnes) as Share)
      : null;
  const split = [...new Set([...then.keys(), ...today.keys()])].map((streamId) => {
    const [earlier, later] = [then.get(streamId), today.get(streamId)];
    const massBeforeTonnes = earlier?.massTonnes ?? tonnes(0);
    const massTonnes = later?.massTonnes ?? tonnes(0);
    const [rBefore, rNow] = [own(earlier), own(later)];
    const [r0, r1] = [rBefore ?? rNow ?? share(0), rNow ?? rBefore ?? share(0)];
    const [w0, w1] = [new Exact(massBeforeTonnes).div(totalBefore), new Exact(massTonnes).div(total)];
    return {
      streamId,
      massBeforeTonnes,
      massTonnes,
      convertedShareBefore: rBefore,
      convertedShare: rNow,
      treatmentEffect: w0.plus(w1).div(2).times(new Exact(r1).minus(r0)) as Share,
      mixEffect: w1.minus(w0).times(new Exact(r0).plus(r1).div(2).minus(middleRate)) as Share,
    };
  });
  const effects = addingUp(
    split.flatMap((part) => [part.treatmentEffect, part.mixEffect]),
    changeShare,
  );
  const parts = split
    .map((part, at) => {
      const [treatmentEffect, mixEffect] = [effects[2 * at] as Share, effects[2 * at + 1] as Share];
      return { ...part, treatmentEffect, mixEffect, effect: sum([treatmentEffect, mixEffect]) };
    })
    .sort((one, other) => other.effect.abs().cmp(one.effect.abs()) || compareIds(one, other));
  return { rateBeforeShare, rateShare, changeShare, parts };
}

const compareIds = (one: { streamId: string }, other: { streamId: string }) => (one.streamId < other.streamId ? -1 : 1);

/** Rounds parts so that they add up to the whole: what rounding left goes to the largest, where it is least. */
export function addingUp(parts: readonly Share[], whole: Share): Share[] {
  const rounded = parts.map((part) => exact(part).toDecimalPlaces(places) as Share);
  const left = subtract(whole, sum(rounded));
  const largest = rounded.reduce((best, part, at) => (part.abs().gt((rounded[best] as Share).abs()) ? at : best), 0);
  return rounded.map((part, at) => (at === largest ? sum([part, left]) : part));
}
