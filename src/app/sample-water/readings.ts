// What the invented meters of one factory showed: working days and holidays, seasons, noise, forgotten readings; and, hidden
// among them, two leaks and a register that was set to zero. The same on every machine.
import { around, chanceFor } from './chance.ts';
import { dailyM3, END_DAY, FIRST_DAY, type SampleMeter, type SampleSite, SMART_FROM } from './meters.ts';

/** One reading, and what its register showed. */
export interface SampleReading {
  /** milliseconds since 1970 */
  readonly atMs: number;
  /** counts, whole */
  readonly count: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Meters are read at eight in the morning. */
const READ_AT = 8;
/** Days are reckoned in the time of the factories in China and Vietnam, one hour apart; elsewhere by their winter. */
const hoursAhead: Readonly<Record<string, number>> = {
  'Asia/Shanghai': 8,
  'Asia/Ho_Chi_Minh': 7,
  'America/Mexico_City': -6,
  'Europe/Prague': 1,
};

/** A time in which water flows at one rate: a day, or an hour. */
interface Step {
  readonly fromMs: number;
  readonly hours: number;
}

/** What is hidden in the sample, to be found. */
export const hidden = {
  burst: { site: 'HP1', meter: 'W-13', fromDay: '2024-06-18', m3PerHour: 3.2 },
  leak: { site: 'SZ2', meter: 'W-03', fromDay: '2024-05-14', m3PerHour: 1.6 },
  reset: { site: 'DG1', meter: 'W-14', onDay: '2024-05-22' },
} as const;
/** Since this day the baths of one plating line are rinsed in counter-flow: so much less of their water flows. */
export const rinsing = { site: 'WX1', meter: 'W-22', fromDay: '2023-08-14', less: 0.45 } as const;
/** Of what enters here a sixth is used where no meter stands. */
const UNMETERED_SITE = 'NB1';

const msOf = (day: string, { timeZone }: SampleSite): number =>
  Date.parse(`${day}T00:00:00Z`) + (READ_AT - (hoursAhead[timeZone] ?? 8)) * HOUR_MS;

function stepsOf(site: SampleSite, smart: boolean): Step[] {
  const steps: Step[] = [];
  const isNew = site.startedOn > FIRST_DAY;
  const begins = isNew ? site.startedOn : FIRST_DAY;
  const [smartMs, endMs] = [msOf(SMART_FROM, site), msOf(END_DAY, site)];
  for (let at = msOf(begins, site); at < endMs; ) {
    const hours = smart && at >= smartMs ? 1 : 24;
    steps.push({ fromMs: at, hours });
    at += hours * HOUR_MS;
  }
  return steps;
}

/** Days of little work: Spring Festival and the week of October in China, Tet in Vietnam, the turn of the year elsewhere. */
const quiet = [
  ['2022-01-31', '2022-02-08'],
  ['2022-10-01', '2022-10-06'],
  ['2023-01-21', '2023-01-29'],
  ['2023-10-01', '2023-10-06'],
  ['2024-02-09', '2024-02-18'],
] as const;
const isQuiet = (day: string) => quiet.some(([from, before]) => day >= from && day < before);

/** How busy a day is, and how much of what flows by day flows at an hour. */
function busyOn(dayMs: number, use: SampleMeter['use']): number {
  const date = new Date(dayMs);
  const weekday = date.getUTCDay();
  const rest = use === 'domestic' ? 0.85 : 0.55;
  const season = use === 'cooling' ? 0.1 : 0.04;
  const ofYear = (date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / (365 * DAY_MS);
  const summer = 1 + season * Math.cos((ofYear - 0.55) * 2 * Math.PI);
  return (
    (isQuiet(date.toISOString().slice(0, 10)) ? 0.5 : weekday === 0 ? rest : weekday === 6 ? (1 + rest) / 2 : 1) *
    summer
  );
}

/** The shape of a day: seven to eight in the evening at full, the night at its part. */
const ofHour = (hour: number, nightPart: number) => (hour >= 7 && hour < 20 ? 1 : nightPart);

/** What flowed through a leaf in each step, m³. */
function leafFlow(meter: SampleMeter, steps: readonly Step[]): Float64Array {
  const { site, code, part, use, nightPart } = meter;
  const chance = chanceFor('flow', site.code, code);
  const daily = dailyM3(site) * part * around(chance, 0.3);
  const ahead = (hoursAhead[site.timeZone] ?? 8) * HOUR_MS;
  const noise = 0.12 + 0.1 * chance();
  const wholeDay = 13 + 11 * nightPart;
  let day = -1;
  let ofDay = 0;
  return Float64Array.from(steps, ({ fromMs, hours }) => {
    const local = fromMs + ahead;
    if (Math.floor(local / DAY_MS) !== day || hours === 24) {
      day = Math.floor(local / DAY_MS);
      ofDay = daily * busyOn(local, use) * around(chance, noise);
    }
    if (hours === 24) return ofDay;
    const hour = Math.floor((local % DAY_MS) / HOUR_MS);
    return (ofDay / wholeDay) * ofHour(hour, nightPart) * around(chance, noise);
  });
}

/** Takes from each step what the measure saves in it. */
function save(flow: Float64Array, steps: readonly Step[], fromMs: number, less: number): void {
  for (const [at, step] of steps.entries()) if (step.fromMs >= fromMs) flow[at] = (flow[at] ?? 0) * (1 - less);
}

/** Adds to each step what leaked in it. */
function leak(flow: Float64Array, steps: readonly Step[], fromMs: number, m3PerHour: number): void {
  for (const [at, step] of steps.entries())
    if (step.fromMs >= fromMs) flow[at] = (flow[at] ?? 0) + m3PerHour * step.hours;
}

/** What flowed through every meter of a factory in each step: a main sees what its sub-meters see, and a little more. */
function flowsOf(meters: readonly SampleMeter[], steps: readonly Step[]): Map<string, Float64Array> {
  const flows = new Map<string, Float64Array>();
  const flowOf = (meter: SampleMeter): Float64Array => {
    const known = flows.get(meter.code);
    if (known) return known;
    const below = meters.filter(({ parent }) => parent === meter.code);
    const flow = below.length === 0 ? leafFlow(meter, steps) : mainFlow(meter, below);
    for (const one of [hidden.burst, hidden.leak])
      if (one.site === meter.site.code && one.meter === meter.code)
        leak(flow, steps, msOf(one.fromDay, meter.site) + 6 * HOUR_MS, one.m3PerHour);
    if (rinsing.site === meter.site.code && rinsing.meter === meter.code)
      save(flow, steps, msOf(rinsing.fromDay, meter.site), rinsing.less);
    flows.set(meter.code, flow);
    return flow;
  };
  const mainFlow = (meter: SampleMeter, below: readonly SampleMeter[]): Float64Array => {
    const chance = chanceFor('unmetered', meter.site.code, meter.code);
    const share = meter.site.code === UNMETERED_SITE && meter.code === 'W-02' ? 0.2 : 0.012;
    const flow = new Float64Array(steps.length);
    for (const sub of below) {
      const sign = sub.feedsIn ? -1 : 1;
      for (const [at, volume] of flowOf(sub).entries()) flow[at] = (flow[at] ?? 0) + sign * volume;
    }
    return flow.map((volume) => Math.max(0, volume * (1 + share * around(chance, 0.8))));
  };
  for (const meter of meters) if (meter.role !== 'discharge') flowOf(meter);
  const sewer = meters.find(({ role }) => role === 'discharge');
  const source = meters.find(({ code }) => code === 'W-01');
  if (sewer && source) {
    const chance = chanceFor('sewer', sewer.site.code);
    flows.set(
      sewer.code,
      flowOf(source).map((volume) => volume * 0.72 * around(chance, 0.06)),
    );
  }
  return flows;
}

/** The register before its first reading; of a meter that was set to zero it begins again in the middle. */
function readingsOf(meter: SampleMeter, steps: readonly Step[], flow: Float64Array): SampleReading[] {
  const chance = chanceFor('register', meter.site.code, meter.code);
  const perCount = Number(meter.m3PerCount);
  const smartMs = msOf(SMART_FROM, meter.site);
  const resetMs =
    hidden.reset.site === meter.site.code && hidden.reset.meter === meter.code
      ? msOf(hidden.reset.onDay, meter.site) + 3 * HOUR_MS
      : Number.NaN;
  let total = Math.floor(chance() * 40_000);
  const readings: SampleReading[] = [];
  for (const [at, { fromMs }] of steps.entries()) {
    if (meter.smart && fromMs === smartMs) total = 0;
    if (fromMs === resetMs) total = 0;
    const isMorning = (fromMs - smartMs) % DAY_MS === 0;
    const isRead = meter.smart && fromMs >= smartMs ? chance() > 0.002 : isMorning && (at === 0 || chance() > 0.008);
    if (isRead || fromMs === smartMs) readings.push({ atMs: fromMs, count: Math.floor(total / perCount + 1e-6) });
    total += flow[at] ?? 0;
  }
  return readings;
}

/** What stood at a meter: by hand until it was read by the hour, each from an instant on. */
export interface SampleSpan {
  readonly startsAtMs: number;
  readonly cause: 'installed' | 'replaced';
  readonly serial: string;
  readonly readEveryMinutes: number;
  readonly startCount: string | null;
  readonly endCountBefore: string | null;
}

/** The readings of all meters of one factory, by the code of the meter, with the meters in place. */
export function sampleReadings(
  meters: readonly SampleMeter[],
): Map<string, { readings: SampleReading[]; spans: SampleSpan[] }> {
  const steps = stepsOf(
    (meters[0] as SampleMeter).site,
    meters.some(({ smart }) => smart),
  );
  const flows = flowsOf(meters, steps);
  return new Map(
    meters.map((meter) => {
      const readings = readingsOf(meter, steps, flows.get(meter.code) ?? new Float64Array(steps.length));
      return [meter.code, { readings, spans: spansOf(meter, readings) }];
    }),
  );
}

function spansOf(meter: SampleMeter, readings: readonly SampleReading[]): SampleSpan[] {
  const serial = `${meter.site.code}-${meter.code.replace('-', '')}`;
  const first: SampleSpan = {
    ...{ startsAtMs: readings[0]?.atMs ?? 0, cause: 'installed', serial: `${serial}-A` },
    ...{ readEveryMinutes: 1440, startCount: null, endCountBefore: null },
  };
  if (!meter.smart) return [first];
  const smartMs = msOf(SMART_FROM, meter.site);
  const before = readings.findLast(({ atMs }) => atMs < smartMs);
  // The old meter is read when it is taken out: what flowed since its last reading is a day like the one before.
  const earlier = readings.findLast(({ atMs }) => before !== undefined && atMs < before.atMs);
  const daily =
    before && earlier ? (before.count - earlier.count) / Math.max(1, (before.atMs - earlier.atMs) / DAY_MS) : 0;
  const end = before ? Math.round(before.count + (daily * (smartMs - before.atMs)) / DAY_MS) : 0;
  return [
    first,
    {
      ...{ startsAtMs: smartMs, cause: 'replaced', serial: `${serial}-B`, readEveryMinutes: 60 },
      ...{ startCount: '0', endCountBefore: String(end) },
    },
  ];
}
