// What does each month of a site come to, by item, and on what does it rest, when meters, bills, landlords and people tell of it?
import { type CalendarDate, daysBetween, firstDayOf, type Month, monthOf, shiftMonth } from '#period/calendar-date.ts';
import { type Citation, cite } from '#standards/cite.ts';
import { add, type CubicMetres, cubicMetres, Exact, type Share, share, sum } from '#units/quantity.ts';
import type { MonthVolume, VolumeOrigin, VolumePlace } from '../model/month.ts';
import { type VolumeBasis, volumeBases } from '../model/month.ts';
import { billByMonth, billedMonths, type WaterBill } from './bill-proration.ts';
import { type LandlordStatement, landlordVolume, monthlyVolume, type VolumeCandidate } from './monthly-volume.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const monthVolumesCites: readonly Citation[] = [
  cite('GREENFAB-DEFAULT', 'basis of monthly volumes'),
  cite('GREENFAB-DEFAULT', 'proration of bills'),
];

/** A bill with its account and where its water belongs. */
export interface PlacedBill extends WaterBill {
  readonly account: string;
  readonly places: readonly VolumePlace[];
}

/** A landlord's statement for days. */
export interface PlacedStatement {
  readonly id: string;
  readonly from: CalendarDate;
  readonly before: CalendarDate;
  readonly told: LandlordStatement;
  readonly place: VolumePlace;
}

/** A volume by hand. */
export interface PlacedEntry {
  readonly id: string;
  readonly month: Month;
  readonly place: VolumePlace;
  readonly volumeM3: CubicMetres;
}

/** A meter with what its readings tell of each month; a month of which nothing is known is absent. */
export interface PlacedMeter {
  readonly id: string;
  readonly places: readonly VolumePlace[];
  readonly months: ReadonlyMap<
    Month,
    { readonly knownM3: CubicMetres; readonly estimatedM3: CubicMetres; readonly knownShare: Share }
  >;
}

/** Which basis counts from a day on. */
export interface VolumePolicy {
  readonly from: CalendarDate;
  /** these before all others, in this order */
  readonly first: readonly VolumeBasis[];
  readonly basesToleranceShare: Share;
}

/** All that is told of the water of a site. */
export interface ToldOfSite {
  readonly bills: readonly PlacedBill[];
  readonly statements: readonly PlacedStatement[];
  readonly entries: readonly PlacedEntry[];
  readonly meters: readonly PlacedMeter[];
  readonly policies: readonly VolumePolicy[];
}

/** Days without a bill are put at the rate of the bill before for so many months behind it; then the account has ended. */
const MONTHS_AWAITED = 2;

interface Part {
  readonly place: VolumePlace;
  readonly volumeM3: CubicMetres;
  readonly isEstimated: boolean;
  readonly origin: VolumeOrigin;
}

interface Candidate extends VolumeCandidate {
  readonly parts: readonly Part[];
}

/** Volumes compete where they tell of the same water, whatever they say of its quality. */
const keyOf = ({ item, source, destination, use }: VolumePlace) => [item, source, destination, use].join(' ');
const daysIn = (month: Month) => daysBetween(firstDayOf(month), firstDayOf(shiftMonth(month, 1)));

class Candidates {
  readonly #byKey = new Map<string, Map<VolumeBasis, { parts: Part[]; shares: Share[] }>>();

  add(basis: VolumeBasis, knownShare: Share, parts: readonly Part[]): void {
    for (const key of new Set(parts.map(({ place }) => keyOf(place)))) {
      const bases = this.#byKey.get(key) ?? new Map<VolumeBasis, { parts: Part[]; shares: Share[] }>();
      this.#byKey.set(key, bases);
      const known = bases.get(basis) ?? { parts: [], shares: [] };
      bases.set(basis, known);
      known.parts.push(...parts.filter(({ place }) => keyOf(place) === key));
      known.shares.push(knownShare);
    }
  }

  /** Of several accounts or meters on one basis the known share is their mean: one that is silent is missing. */
  *all(): Generator<readonly Candidate[]> {
    for (const bases of this.#byKey.values())
      yield [...bases].map(([basis, { parts, shares }]) => ({
        basis,
        parts,
        volumeM3: sum(parts.map(({ volumeM3 }) => volumeM3)),
        knownShare: share(shares.reduce((total, one) => total.plus(one), new Exact(0)).div(shares.length)),
      }));
  }
}

function addBills(candidates: Candidates, month: Month, { bills }: ToldOfSite, thisMonth: Month): void {
  for (const account of new Set(bills.map((bill) => bill.account))) {
    const own = bills.filter((bill) => bill.account === account && bill.from < bill.before);
    const last = own
      .map(({ before }) => monthOf(before))
      .sort()
      .at(-1);
    const first = own.map(({ from }) => monthOf(from)).sort()[0];
    if (!first || !last || month < first || month > shiftMonth(last, MONTHS_AWAITED)) continue;
    const [billed] = billedMonths(own, month, month).months;
    if (!billed) continue;
    const byId = new Map(own.map((bill) => [bill.id, bill]));
    const parts = billed.parts.flatMap(({ billId, volumeM3 }) =>
      (byId.get(billId)?.places ?? []).map((place) => ({
        ...{ place, volumeM3, isEstimated: false },
        origin: { kind: 'water.bill' as const, id: billId, volumeM3: volumeM3.toFixed() },
      })),
    );
    const before = own
      .filter(({ from }) => monthOf(from) <= month)
      .sort((one, other) => (one.from < other.from ? -1 : 1))
      .at(-1);
    const { estimatedM3 } = billed;
    // Of a month that has not ended nobody knows what its last days will be.
    const awaited = before && estimatedM3?.isZero() === false && month < thisMonth ? before : undefined;
    for (const place of awaited?.places ?? [])
      parts.push({
        ...{ place, volumeM3: estimatedM3 as CubicMetres, isEstimated: true },
        origin: { kind: 'water.bill', id: awaited?.id ?? '', volumeM3: (estimatedM3 as CubicMetres).toFixed() },
      });
    candidates.add('billed', share(new Exact(billed.daysBilled).div(daysIn(month))), parts);
  }
}

function addStatements(candidates: Candidates, month: Month, { statements }: ToldOfSite): void {
  for (const { id, from, before, told, place } of statements) {
    const ours = landlordVolume(told);
    const part = ours && billByMonth({ id, from, before, volumeM3: ours.volumeM3 }).find((one) => one.month === month);
    if (!ours || !part) continue;
    const origin = { kind: 'water.landlord-statement' as const, id, volumeM3: part.volumeM3.toFixed() };
    const whole = share(new Exact(part.days).div(daysIn(month)));
    candidates.add(ours.basis, whole, [{ place, volumeM3: part.volumeM3, isEstimated: false, origin }]);
  }
}

function addMeters(candidates: Candidates, month: Month, { meters }: ToldOfSite): void {
  for (const { id, places, months } of meters) {
    const known = [...months.keys()].sort();
    const [first, last] = [known[0], known.at(-1)];
    // A meter between its first and last month is expected: without readings it is missing, not still.
    if (!first || !last || month < first || month > last) continue;
    const told = months.get(month);
    const zero = cubicMetres(0);
    const parts = (volumeM3: CubicMetres, isEstimated: boolean): Part[] =>
      places.map((place) => ({
        ...{ place, volumeM3, isEstimated },
        origin: { kind: 'water.meter', id, volumeM3: volumeM3.toFixed() },
      }));
    candidates.add('metered', told?.knownShare ?? share(0), [
      ...parts(told?.knownM3 ?? zero, false),
      ...(told?.estimatedM3.isZero() === false ? parts(told.estimatedM3, true) : []),
    ]);
  }
}

function addEntries(candidates: Candidates, month: Month, { entries }: ToldOfSite): void {
  for (const { id, month: of, place, volumeM3 } of entries) {
    if (of !== month) continue;
    const origin = { kind: 'water.month-entry' as const, id, volumeM3: volumeM3.toFixed() };
    candidates.add('hand_entry', share(1), [{ place, volumeM3, isEstimated: false, origin }]);
  }
}

const policyOn = (policies: readonly VolumePolicy[], month: Month): VolumePolicy | undefined =>
  [...policies]
    .filter(({ from }) => from <= firstDayOf(month))
    .sort((one, other) => (one.from < other.from ? -1 : 1))
    .at(-1);

/** What counts of one item, as volumes by quality and by what is estimated. */
function counted(month: Month, candidates: readonly Candidate[], policy: VolumePolicy | undefined): MonthVolume[] {
  // Of two bases that tell nothing, neither counts: a meter without a single known hour is no zero.
  const telling = candidates.filter(
    ({ knownShare, parts }) =>
      knownShare.gt(0) || parts.some(({ isEstimated, volumeM3 }) => isEstimated && !volumeM3.isZero()),
  );
  const chosen = monthlyVolume(
    telling,
    policy && {
      precedence: [...policy.first, ...volumeBases.filter((basis) => !policy.first.includes(basis))],
      toleranceShare: policy.basesToleranceShare,
    },
  );
  if ('noData' in chosen) return [];
  const { basis, differing, inputs } = chosen;
  const parts = telling.find((one) => one.basis === basis)?.parts ?? [];
  const rows = new Map<string, MonthVolume>();
  for (const { place, volumeM3, isEstimated, origin } of parts) {
    if (isEstimated && volumeM3.isZero()) continue;
    const key = [isEstimated, place.quality, place.drawnFrom].join(' ');
    const before = rows.get(key);
    rows.set(key, {
      ...{ ...place, month, knownShare: share(inputs.knownShare), basis: isEstimated ? 'estimated' : basis },
      volumeM3: before ? add(before.volumeM3, volumeM3) : volumeM3,
      origins: [...(before?.origins ?? []), origin],
      differing: differing.map((one) => ({ basis: one.basis, differenceShare: one.differenceShare.toFixed(4) })),
    });
  }
  // What is only estimated has no known part to show.
  const all = [...rows.values()];
  return inputs.knownShare.isZero() ? all.filter((row) => row.basis === 'estimated') : all;
}

/** Metered water is never more of the withdrawal than there is: a rate over one would say that a meter is wrong, not good. */
function cappedMetered(volumes: readonly MonthVolume[]): MonthVolume[] {
  const withdrawn = new Map<string | null, CubicMetres>();
  for (const { item, source, volumeM3 } of volumes)
    if (item === 'withdrawal') withdrawn.set(source, add(withdrawn.get(source) ?? cubicMetres(0), volumeM3));
  return volumes.flatMap((volume) => {
    if (volume.item !== 'withdrawal_metered') return [volume];
    const left = withdrawn.get(volume.source);
    if (!left || left.isZero()) return [];
    const volumeM3 = volume.volumeM3.gt(left) ? left : volume.volumeM3;
    withdrawn.set(volume.source, cubicMetres(new Exact(left).minus(volumeM3)));
    return [{ ...volume, volumeM3 }];
  });
}

/** The volumes of the months from the first to the last. @param thisMonth the month that has not ended yet */
export function monthVolumes(told: ToldOfSite, first: Month, last: Month, thisMonth: Month): MonthVolume[] {
  const volumes: MonthVolume[] = [];
  for (let month = first; month <= last; month = shiftMonth(month, 1)) {
    const candidates = new Candidates();
    addBills(candidates, month, told, thisMonth);
    addStatements(candidates, month, told);
    addMeters(candidates, month, told);
    addEntries(candidates, month, told);
    const policy = policyOn(told.policies, month);
    const own: MonthVolume[] = [];
    for (const one of candidates.all()) own.push(...counted(month, one, policy));
    volumes.push(...cappedMetered(own));
  }
  return volumes;
}

/** Every month that anything tells of: null where nothing does. */
export function monthsTold({ bills, statements, entries, meters }: ToldOfSite): { first: Month; last: Month } | null {
  const months = [
    ...[...bills, ...statements].flatMap(({ from, before }) => [
      monthOf(from),
      shiftMonth(monthOf(before), MONTHS_AWAITED),
    ]),
    ...entries.map(({ month }) => month),
    ...meters.flatMap((meter) => [...meter.months.keys()]),
  ].sort();
  const [first, last] = [months[0], months.at(-1)];
  return first && last ? { first, last } : null;
}
