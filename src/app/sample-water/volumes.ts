// What the sample company tells of its water besides meters, invented like them: bills that end on the 24th, a landlord, and the
// terms of two balances, of which one closes and one does not.
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
const months = ['2024-01', '2024-02', '2024-03', '2024-04', '2024-05', '2024-06'] as const;
/** The water works read a little more than the factory does. */
const billedMore = 1.011;
/** The factory's part of the building, by floor area. */
const area = { ours: 6_200, total: 24_800 } as const;
/** Of what enters: used up in towers and products, and lost on the way, as the factory reckons. */
const terms = { closes: { consumed_in_use: 0.25, loss: 0.025 }, open: { consumed_in_use: 0.1, loss: 0.02 } } as const;

const dayAfter = (day: string) => new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
const nextMonth = (month: string) =>
  new Date(Date.parse(`${month}-15T00:00:00Z`) + 30 * 86_400_000).toISOString().slice(0, 7);
const lastDay = (month: string) =>
  new Date(Date.parse(`${nextMonth(month)}-01T00:00:00Z`) - 1).toISOString().slice(0, 10);

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
  const bills = months.map((month): SampleVolume => {
    const [from, through] = [
      `${new Date(Date.parse(`${month}-01T00:00:00Z`) - 1).toISOString().slice(0, 7)}-25`,
      `${month}-24`,
    ];
    const volume = takenIn(places.billed, 'municipal', from, dayAfter(through)) * billedMore;
    return {
      ...{ kind: 'water.bill', site: places.billed },
      values: {
        ...{
          account: '028-771043',
          number: `${month}-24`,
          supplier: 'Chengdu water works / 成都自来水',
          flow: 'withdrawal',
        },
        ...{ from, through, volumeM3: inM3(volume), source: 'municipal', quality: 'fresh', currency: 'CNY' },
        amount: (Math.round(volume) * 4.43).toFixed(2),
      },
    };
  });
  const statements = months.map((month): SampleVolume => {
    const [from, through] = [`${month}-01`, lastDay(month)];
    const ours = takenIn(places.landlord, 'municipal', from, dayAfter(through)) * 1.02;
    return {
      ...{ kind: 'water.landlord-statement', site: places.landlord },
      values: {
        ...{
          number: `P-${month}`,
          landlord: 'Industrial park / 工业园',
          from,
          through,
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
    months.flatMap((month) => {
      const site = places[which];
      const [from, before] = [`${month}-01`, `${nextMonth(month)}-01`];
      const all = takenIn(site, 'municipal', from, before) + takenIn(site, 'rain', from, before);
      const volumes = {
        consumed_in_use: all * terms[which].consumed_in_use,
        loss: all * terms[which].loss,
        storage_change: 0,
      };
      return Object.entries(volumes).map(
        ([item, volume]): SampleVolume => ({
          ...{ kind: 'water.month-entry', site },
          values: { month: `${month}-01`, item, volumeM3: inM3(volume), method: INVENTED },
        }),
      );
    }),
  );
  return [...bills, ...statements, ...entries];
}
