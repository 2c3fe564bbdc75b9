// What the sample company tells of its water besides meters, invented like them: bills that end on the 24th, a landlord, and the
// terms of two balances, of which one closes and one does not.
import { addDays, calendarDate, firstDayOf, month, shiftMonth } from '#period/calendar-date.ts';
import { INVENTED, type SampleMeter } from './meters.ts';
import { type SampleReading, sampleReadings } from './readings.ts';

/** One record that is no meter: its kind, whose it is, and what it says. */
export interface SampleVolume {
  readonly kind: 'water.bill' | 'water.landlord-statement' | 'water.month-entry';
  /** code of the factory */
  readonly site: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Factories: billed with odd periods, in a park whose landlord is billed, and two whose balances are told. */
const places = { billed: 'CD1', landlord: 'HN1', closes: 'SZ1', open: 'NB1' } as const;
const months = ['2024-01', '2024-02', '2024-03', '2024-04', '2024-05', '2024-06'].map(month);
/** The water works read a little more than the factory does. */
const billedMore = 1.011;
/** The factory's part of the building, by floor area. */
const area = { ours: 6_200, total: 24_800 } as const;
/** Of what enters: used up in towers and products, and lost on the way, as the factory reckons. */
const terms = { closes: { consumed_in_use: 0.25, loss: 0.025 }, open: { consumed_in_use: 0.1, loss: 0.02 } } as const;

/** What flowed between two mornings, whole cubic metres. */
function flowed(readings: readonly SampleReading[], m3PerCount: string, from: string, before: string): number {
  const at = (day: string) => readings.findLast(({ atMs }) => atMs <= Date.parse(`${day}T12:00:00Z`))?.count ?? 0;
  return Math.round((at(before) - at(from)) * Number(m3PerCount));
}

const inM3 = (volume: number) => ({ value: String(Math.round(volume)), entered: `${Math.round(volume)} m3` });

/** Everything of that kind, from the meters of all factories. */
export function sampleVolumes(meters: readonly SampleMeter[]): SampleVolume[] {
  const bySite = Map.groupBy(meters, ({ site }) => site.code);
  const read = new Map(
    [...bySite]
      .filter(([site]) => Object.values<string>(places).includes(site))
      .map(([site, own]) => [site, sampleReadings(own)]),
  );
  /** What came in at a factory between two days, by source. */
  const takenIn = (site: string, source: string, from: string, before: string): number => {
    const own = bySite.get(site) ?? [];
    return own
      .filter((meter) => meter.source === source)
      .reduce(
        (sum, meter) => sum + flowed(read.get(site)?.get(meter.code)?.readings ?? [], meter.m3PerCount, from, before),
        0,
      );
  };
  const bills = months.map((of): SampleVolume => {
    const [from, before] = [calendarDate(`${shiftMonth(of, -1)}-25`), calendarDate(`${of}-25`)];
    const through = addDays(before, -1);
    const volume = takenIn(places.billed, 'municipal', from, before) * billedMore;
    return {
      ...{ kind: 'water.bill', site: places.billed },
      values: {
        ...{
          account: '028-771043',
          number: through,
          supplier: 'Chengdu water works / 成都自来水',
          flow: 'withdrawal',
        },
        ...{ from, through, volumeM3: inM3(volume), source: 'municipal', quality: 'fresh', currency: 'CNY' },
        amount: (Math.round(volume) * 4.43).toFixed(2),
      },
    };
  });
  const statements = months.map((of): SampleVolume => {
    const [from, before] = [firstDayOf(of), firstDayOf(shiftMonth(of, 1))];
    const ours = takenIn(places.landlord, 'municipal', from, before) * 1.02;
    return {
      ...{ kind: 'water.landlord-statement', site: places.landlord },
      values: {
        ...{
          number: `P-${of}`,
          landlord: 'Industrial park / 工业园',
          from,
          through: addDays(before, -1),
          source: 'municipal',
          quality: 'fresh',
        },
        ...{
          buildingM3: inM3((ours * area.total) / area.ours),
          ourAreaM2: String(area.ours),
          totalAreaM2: String(area.total),
        },
      },
    };
  });
  const entries = (['closes', 'open'] as const).flatMap((which) =>
    months.flatMap((of) => {
      const site = places[which];
      const [from, before] = [firstDayOf(of), firstDayOf(shiftMonth(of, 1))];
      const all = takenIn(site, 'municipal', from, before) + takenIn(site, 'rain', from, before);
      const volumes = {
        consumed_in_use: all * terms[which].consumed_in_use,
        loss: all * terms[which].loss,
        storage_change: 0,
      };
      return Object.entries(volumes).map(
        ([item, volume]): SampleVolume => ({
          ...{ kind: 'water.month-entry', site },
          values: { month: from, item, volumeM3: inM3(volume), method: INVENTED },
        }),
      );
    }),
  );
  return [...bills, ...statements, ...entries];
}
