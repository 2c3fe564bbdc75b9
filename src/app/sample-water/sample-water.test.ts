// The invented meters of the sample company, without a database: both leaks and the reset are found, and hardly anything else.
import { readFileSync } from 'node:fs';
import { Decimal } from 'decimal.js';
import { expect, test } from 'vitest';
import type { MeterInterval, MeterSpan } from '#domains/water/model/meter.ts';
import { type Bucket, buckets, bucketVolume } from '#domains/water/rules/consumption-buckets.ts';
import { meterFindings } from '#domains/water/rules/meter-findings.ts';
import { meterCount } from '#domains/water/rules/meter-intervals.ts';
import { registerCodes } from '#domains/water/rules/water-findings.ts';
import { localDay, zoneOffsets } from '#period/zone-offsets.ts';
import { type SampleMeter, sampleMeters } from './meters.ts';
import { hidden, type SampleReading, type SampleSpan, sampleReadings } from './readings.ts';
import { sampleVolumes } from './volumes.ts';

const HOUR_MS = 3_600_000;
const WHOLE_DAY_MS = 23 * HOUR_MS;
const sites = readFileSync(new URL('../../../samples/sites.csv', import.meta.url), 'utf8')
  .split(/\r?\n/)
  .slice(1)
  .filter(Boolean)
  .map((line) => line.split(','))
  .map((cells) => ({ code: cells[0] ?? '', timeZone: cells[7] ?? '', startedOn: cells[8] ?? '' }));
const meters = sampleMeters(sites);

const spanOf = ({ m3PerCount }: SampleMeter, span: SampleSpan, next: SampleSpan | undefined): MeterSpan => ({
  ...{ fromMs: span.startsAtMs, cause: span.cause },
  startCount: span.startCount === null ? null : new Decimal(span.startCount),
  endCount: next?.endCountBefore ? new Decimal(next.endCountBefore) : null,
  facts: {
    ...{ kind: 'register', m3PerCount: new Decimal(m3PerCount), registerSize: null, maxM3PerHour: null },
    ...{ expectedEveryMs: span.readEveryMinutes * 60_000, backwardCounts: new Decimal(0) },
  },
});

function intervalsOf(meter: SampleMeter, { readings, spans }: { readings: SampleReading[]; spans: SampleSpan[] }) {
  const counted = meterCount(
    readings.map(({ atMs, count }, sequence) => ({ id: String(sequence), atMs, count: new Decimal(count), sequence })),
    spans.map((span, at) => spanOf(meter, span, spans[at + 1])),
  );
  return counted.intervals.filter(({ beforeMs }) => Number.isFinite(beforeMs));
}

const dayOf = ({ fromMs, knownMs, atLeast, estimatedM3, ...bucket }: Bucket, zone: ReturnType<typeof zoneOffsets>) => ({
  day: localDay(zone, fromMs),
  value:
    knownMs >= WHOLE_DAY_MS && !atLeast && estimatedM3.isZero()
      ? bucketVolume({ fromMs, knownMs, atLeast, estimatedM3, ...bucket }).toNumber()
      : null,
});

/** What is found at the meters of one factory, as the server looks at them. */
function findingsAt(own: readonly SampleMeter[]) {
  const zone = zoneOffsets(
    own[0]?.site.timeZone ?? '',
    Date.parse('2021-12-01T00:00:00Z'),
    Date.parse('2024-08-01T00:00:00Z'),
  );
  const made = sampleReadings(own);
  const known = new Map(
    own.map((meter) => {
      const { readings, spans } = made.get(meter.code) ?? { readings: [], spans: [] };
      const intervals: MeterInterval[] = intervalsOf(meter, { readings, spans });
      const flowed = intervals.filter(({ volumeM3 }) => volumeM3 !== null);
      const days = [...buckets(flowed, 'day', zone).values()].map((bucket) => dayOf(bucket, zone));
      return [meter.code, { meter, spans, intervals, flowed, days }];
    }),
  );
  return [...known.values()].flatMap(({ meter, spans, intervals, flowed, days }) => {
    const below = own.filter(({ parent }) => parent === meter.code);
    const valuesOf = new Map(
      below.map(({ code }) => [code, new Map(known.get(code)?.days.map(({ day, value }) => [day, value]))]),
    );
    const unaccounted = days.map(({ day, value }) => ({
      day,
      value: below.reduce<number | null>((sum, { code, feedsIn }) => {
        const other = valuesOf.get(code)?.get(day) ?? null;
        return sum === null || other === null ? null : sum + (feedsIn ? other : -other);
      }, value),
    }));
    const hours = new Map(
      meter.smart
        ? [...buckets(flowed, 'hour', zone)].map(([fromMs, bucket]) => [
            fromMs,
            {
              ...{ volumeM3: bucketVolume(bucket).toNumber(), knownMs: bucket.knownMs, atLeast: bucket.atLeast },
              estimated: !bucket.estimatedM3.isZero(),
            },
          ])
        : [],
    );
    const jumps = intervals.flatMap((one, at) =>
      one.codes.some((code) => registerCodes.includes(code)) ? [intervals.slice(at - 1, at + 2)] : [],
    );
    return meterFindings({
      ...{ zone, days, hours, jumps, spans: spans.map((span, at) => spanOf(meter, span, spans[at + 1])) },
      ...(below.some(({ feedsIn }) => !feedsIn) ? { unaccounted } : {}),
    }).map((finding) => ({ at: `${meter.site.code} ${meter.code}`, ...finding }));
  });
}

test('400 meters stand in the trees of all factories, and show the same each time', () => {
  expect(meters).toHaveLength(400);
  expect(new Set(meters.map(({ site, code }) => `${site.code} ${code}`)).size).toBe(400);
  const own = meters.filter(({ site }) => site.code === 'WX1');
  expect(sampleReadings(own)).toEqual(sampleReadings(own));
});

test('bills end on the 24th, and of two balances that are told one closes and one does not', () => {
  const said = sampleVolumes(meters);
  const bills = said.filter(({ kind }) => kind === 'water.bill').map(({ values }) => values);
  expect(bills).toHaveLength(6);
  expect(bills.every(({ through }) => String(through).endsWith('-24'))).toBe(true);
  expect(bills.map(({ from }) => from).slice(0, 2)).toEqual(['2023-12-25', '2024-01-25']);
  const month = (site: string) => {
    const own = meters.filter((one) => one.site.code === site);
    const made = sampleReadings(own);
    const through = (code: string) => {
      const readings = made.get(code)?.readings ?? [];
      const at = (day: string) => readings.findLast(({ atMs }) => atMs <= Date.parse(`${day}T12:00:00Z`))?.count ?? 0;
      const perCount = Number(own.find((one) => one.code === code)?.m3PerCount ?? 0);
      return (at('2024-06-01') - at('2024-05-01')) * perCount;
    };
    const told = said.filter(({ values, ...one }) => one.site === site && values.month === '2024-05-01');
    const sum = told.reduce((all, { values }) => all + Number((values.volumeM3 as { value: string }).value), 0);
    const all = through('W-01') + through('W-04');
    return Math.abs(all - through('D-01') - sum) / all;
  };
  expect(month('SZ1')).toBeLessThan(0.05);
  expect(month('NB1')).toBeGreaterThan(0.05);
});

test('both leaks and the reset are found, and at most one thing a meter and year that is none', () => {
  const found = [...Map.groupBy(meters, ({ site }) => site.code).values()].flatMap(findingsAt);
  const isAt =
    ({ site, meter }: { site: string; meter: string }) =>
    (one: (typeof found)[number]) =>
      one.at === `${site} ${meter}`;
  expect(found.filter(isAt(hidden.burst))).toMatchObject([{ from: '2024-06-19', foundOn: '2024-06-19', until: null }]);
  expect(found.filter(isAt(hidden.leak))).toMatchObject([{ until: null }]);
  expect(found.filter(isAt(hidden.reset))).toMatchObject([{ kind: 'register', from: hidden.reset.onDay }]);
  const others = found.filter((one) => ![hidden.burst, hidden.leak, hidden.reset].some((is) => isAt(is)(one)));
  const each = [...Map.groupBy(others, ({ at }) => at).values()].map(({ length }) => length);
  expect(Math.max(0, ...each) / 2.5).toBeLessThanOrEqual(1);
  expect(others.length / (400 * 2.5)).toBeLessThan(0.05);
}, 300_000);
