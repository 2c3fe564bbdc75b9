// Works out what the months of a site come to, where anything that they rest on was written. Only the actor `figures` does.
import {
  addMonths,
  type CalendarDate,
  daysBetween,
  firstDayOf,
  type Month,
  monthOf,
  shiftMonth,
  todayIn,
} from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';
import type { WorkedOut } from '#platform/kpi/worked-out.ts';
import { cubicMetres, Exact, share } from '#units/quantity.ts';
import type { MonthVolume, StressOfMonth, VolumeBasis, VolumePlace } from '../model/month.ts';
import { waterVolume } from '../records/volume.ts';
import { monthsTold, monthVolumes, type ToldOfSite } from '../rules/month-volumes.ts';
import type { LandlordStatement } from '../rules/monthly-volume.ts';
import { READINGS_MARK } from '../store/days.ts';
import { type AssessmentRow, listAssessments } from '../store/risk.ts';
import { type MeterMonthsRow, type PlaceRow, readSite, type SiteRows, zoneOf } from '../store/told-of-site.ts';
import { replaceVolumes, type VolumeToKeep } from '../store/volumes.ts';

const DAY_SECONDS = 86_400;
const nowhere = { source: null, destination: null, use: null, quality: null, drawnFrom: null } as const;

const placeOf = (
  item: VolumePlace['item'],
  { source, destination, use, quality, drawnFrom }: PlaceRow,
): VolumePlace => ({
  ...{ item, quality, drawnFrom: item === 'withdrawal' ? drawnFrom : null },
  source: item === 'withdrawal' || item === 'withdrawal_metered' ? source : null,
  destination: item === 'discharge' ? destination : null,
  use: item === 'use' ? use : null,
});

/** What a bill or meter tells: its side, and its purpose where it names one. */
const withUse = (side: VolumePlace[], row: PlaceRow): VolumePlace[] =>
  row.use ? [...side, placeOf('use', row)] : side;

/** Where the water of a meter belongs. Of two meters above each other that both name a use, the upper one is counted. */
function placesOfMeter(meter: MeterMonthsRow, byId: ReadonlyMap<string, MeterMonthsRow>): VolumePlace[] {
  const row = { ...meter, drawnFrom: null };
  if (meter.role === 'discharge') return [placeOf('discharge', row)];
  if (meter.role === 'reuse')
    return [{ ...nowhere, item: meter.use === 'cooling' ? 'circulated_cooling' : 'reclaimed' }];
  const side = meter.role === 'source' ? [placeOf('withdrawal', row), placeOf('withdrawal_metered', row)] : [];
  const seen = new Set<string>([meter.id]);
  for (
    let above = byId.get(meter.parentId ?? '');
    above && !seen.has(above.id);
    above = byId.get(above.parentId ?? '')
  ) {
    if (above.use) return side;
    seen.add(above.id);
  }
  return withUse(side, row);
}

/** Parts of a month that add up to all but this are all of it: the clocks are put forward, a device is a minute late. */
const shareOfMonth = (seconds: string, month: Month) => {
  const days = daysBetween(firstDayOf(month), firstDayOf(shiftMonth(month, 1)));
  const part = new Exact(seconds).div(days * DAY_SECONDS).toDecimalPlaces(6);
  return share(part.gt(1) ? 1 : part);
};

function landlordTold(row: SiteRows['statements'][number]): LandlordStatement {
  return {
    buildingM3: cubicMetres(row.buildingM3),
    ...(row.subMeterM3 === null ? {} : { subMeterM3: cubicMetres(row.subMeterM3) }),
    ...(row.ourAreaM2 === null ? {} : { ourAreaM2: row.ourAreaM2 }),
    ...(row.totalAreaM2 === null ? {} : { totalAreaM2: row.totalAreaM2 }),
    ...(row.ourHeads === null ? {} : { ourHeads: row.ourHeads }),
    ...(row.totalHeads === null ? {} : { totalHeads: row.totalHeads }),
  };
}

/** The rows of a site as the rule reads them. */
export function toldOf({ bills, statements, entries, meters, policies }: SiteRows): ToldOfSite {
  const byId = new Map(meters.map((meter) => [meter.id, meter]));
  return {
    bills: bills.map((bill) => ({
      ...{ id: bill.id, account: `${bill.flow} ${bill.account}`, from: bill.from, before: bill.before },
      ...{ volumeM3: cubicMetres(bill.volumeM3), places: withUse([placeOf(bill.flow, bill)], bill) },
    })),
    statements: statements.map((row) => ({
      ...{ id: row.id, from: row.from, before: row.before, told: landlordTold(row) },
      place: { ...nowhere, item: 'withdrawal', source: row.source, quality: row.quality },
    })),
    entries: entries.map((entry) => ({
      ...{ id: entry.id, month: entry.month, volumeM3: cubicMetres(entry.volumeM3) },
      place: { ...placeOf(entry.item, { ...entry, drawnFrom: null }) },
    })),
    meters: meters.map((meter) => ({
      ...{ id: meter.id, places: placesOfMeter(meter, byId) },
      months: new Map(
        meter.months.map(({ month, knownM3, estimatedM3, knownSeconds }) => [
          month,
          {
            ...{ knownM3: cubicMetres(knownM3), estimatedM3: cubicMetres(estimatedM3) },
            knownShare: shareOfMonth(knownSeconds, month),
          },
        ]),
      ),
    })),
    policies: policies.map(({ from, first, second, third, basesToleranceShare }) => ({
      ...{ from, basesToleranceShare: share(basesToleranceShare) },
      first: [first, second, third].filter((one): one is VolumeBasis => one !== null),
    })),
  };
}

/** What the newest assessment up to the year of a month says; the list has the newest first. */
function stressOf(assessments: readonly AssessmentRow[], month: string): StressOfMonth {
  const found = assessments.find(({ year }) => year <= Number(month.slice(0, 4)));
  if (!found) return { stressed: null, stressEdition: null, stressData: null, stressYear: null };
  const { stressed, edition, synthetic, year } = found;
  return {
    stressed: stressed === 'unknown' ? null : stressed,
    ...{ stressEdition: edition, stressData: synthetic ? 'synthetic' : 'published', stressYear: year },
  };
}

const toKeep = (
  { month, volumeM3, knownShare, ...volume }: MonthVolume,
  assessments: readonly AssessmentRow[],
): VolumeToKeep => ({
  ...volume,
  ...stressOf(assessments, month),
  ...{ month: `${month}-01` as CalendarDate, volumeM3: volumeM3.toFixed(), knownShare: knownShare.toFixed() },
});

const EVER = { from: '1900-01-01' as CalendarDate, before: '3000-01-01' as CalendarDate };

/** Works out months of a site anew, or all that anything tells of. @returns the months that came out otherwise */
async function workOutMonths(tx: Tx, siteId: string, months: readonly CalendarDate[] | 'all'): Promise<CalendarDate[]> {
  const rows = await readSite(tx, siteId);
  const told = toldOf(rows);
  const assessments = await listAssessments(tx, [siteId], { basis: 'approved' });
  const thisMonth = monthOf(todayIn(await zoneOf(tx, siteId), Date.now()));
  const span = monthsTold(told);
  const worked = (first: Month, last: Month) =>
    monthVolumes(told, first, last < thisMonth ? last : thisMonth, thisMonth)
      // A year of which a total was carried in is told by it alone: a bill that reaches back into it counts no day of it twice.
      .filter(({ month }) => !rows.carriedYears.includes(month.slice(0, 4)))
      .map((volume) => toKeep(volume, assessments));
  if (months === 'all') return replaceVolumes(tx, siteId, EVER, span ? worked(span.first, span.last) : []);
  const changed: CalendarDate[] = [];
  for (const from of months)
    changed.push(
      ...(await replaceVolumes(tx, siteId, { from, before: addMonths(from, 1) }, worked(monthOf(from), monthOf(from)))),
    );
  return changed;
}

/**
 * Volumes of months, as sums read them. A reading moves its own month; a bill, a statement or a meter may move any, since
 * days without a bill are put at the rate of the bill before; an assessment of risk those of its year and later ones.
 */
export const waterMonths: WorkedOut = {
  kind: waterVolume,
  from: {
    ...{
      [READINGS_MARK]: 'month',
      'water.month-entry': 'month',
      'water.bill': 'site',
      'water.landlord-statement': 'site',
    },
    'water.carried-total': 'site',
    ...{ 'water.volume-policy': 'site', 'water.meter': 'site', 'water.risk-assessment': 'site' },
  },
  workOut: workOutMonths,
};
