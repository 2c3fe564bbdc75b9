// One meter: who it is, what flowed through it by the hour, day or month, and what was left out and why.
import { z } from 'zod';
import { type Period, printPeriod } from '#period/period.ts';
import { startOfDay } from '#period/zone-offsets.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import { askedPeriod } from '#platform/records/server/asked.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { bucketSizes } from '../model/meter.ts';
import type { SetAsideReading, ToldExclusion } from '../model/one-meter-answer.ts';
import { calibrationStanding } from '../rules/calibration-standing.ts';
import { meterCount } from '../rules/meter-intervals.ts';
import { doubtedReadings, drawnFlow, findingsWithin, readingsOfDays, toldIntervals } from '../store/drawn-flow.ts';
import { countReadings, exclusionsOf, toldExclusions } from '../store/exclusions.ts';
import { spansOf } from '../store/hours.ts';
import { findMeter, photosOf } from '../store/one-meter.ts';
import { meterPoint } from '../store/readings.ts';
import { siteZone } from './site-zone.ts';

/** Hours of more than two years would be more than anybody sees in one picture. */
const MOST_DRAWN_DAYS = { hour: 2 * 366, day: 20 * 366, month: 100 * 366 } as const;
const DAY_MS = 86_400_000;
const TOLD_AT_MOST = 200;

const asked = z.object({ id: z.uuid(), period: z.string(), lang: z.string().optional() });

/** Readings that do not count, each with what became of it, the newest first. */
async function setAside(
  tx: Tx,
  { meterId, point, timeZone }: { meterId: string; point: number; timeZone: string },
  days: Period,
): Promise<SetAsideReading[]> {
  const spans = await spansOf(tx, meterId);
  const standsFrom = spans[0] ? new Date(spans[0].fromMs).toISOString() : 'infinity';
  const exclusions = (await exclusionsOf(tx, [meterId])).get(meterId) ?? [];
  const near = await doubtedReadings(tx, { point, timeZone, days, standsFrom, exclusions, most: TOLD_AT_MOST });
  const standing = near.filter(({ stands }) => stands);
  const { uses } = meterCount(standing, spans);
  return near
    .filter(({ id, asked: isAsked }) => isAsked && uses.get(id) !== 'counted')
    .map(
      ({ id, atMs, count, path, stands }): SetAsideReading => ({
        ...{
          at: new Date(atMs).toISOString(),
          count: count.toFixed(),
          path,
          use: stands ? (uses.get(id) ?? 'before_meter') : 'withdrawn',
        },
      }),
    )
    .reverse();
}

/** What a person took out within some days, each with how many readings that is. */
async function takenOut(
  tx: Tx,
  { meterId, point }: { meterId: string; point: number },
  fromMs: number,
  beforeMs: number,
) {
  const within = (await toldExclusions(tx, meterId)).filter(
    ({ startsAt, endsBefore }) => Date.parse(startsAt) < beforeMs && Date.parse(endsBefore) > fromMs,
  );
  const told: (ToldExclusion & { readings: number })[] = [];
  for (const one of within)
    told.push({
      ...one,
      readings: await countReadings(tx, point, Date.parse(one.startsAt), Date.parse(one.endsBefore)),
    });
  return told;
}

/** Endpoints of one meter. */
export function oneMeterRoutes({ db }: { db: Database }): Route[] {
  const pointOf = async (tx: Tx, id: string) => {
    const found = await meterPoint(tx, id);
    if (!found) throw new Refused('not_found');
    return found;
  };
  return [
    route({
      method: 'GET',
      path: '/api/v1/water/meters/:id',
      summary: 'One meter: its place in the tree, what stood there, its calibrations and photos',
      query: z.object({ id: z.uuid(), lang: z.string().optional() }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, { id }) =>
        db.as(session.actor, async (tx) => {
          const meter = await findMeter(tx, id);
          if (!meter) throw new Refused('not_found');
          return {
            ...meter,
            calibration: calibrationStanding(
              meter.calibrations.filter(({ approved }) => approved),
              meter.today,
            ),
            photos: session.may('evidence.read', meter.site.id) ? await photosOf(tx, id) : [],
            mayRecord: session.may('records.record', meter.site.id),
          };
        }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/water/meters/:id/flow',
      summary: 'What flowed through a meter in a period by the hour, day or month, as it is drawn, with its findings',
      query: asked.extend({ by: z.enum(bucketSizes).default('day') }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, { id, period, by }) =>
        db.as(session.actor, async (tx) => {
          const days = askedPeriod(period);
          const lasts = (Date.parse(days.before) - Date.parse(days.from)) / DAY_MS;
          if (lasts > MOST_DRAWN_DAYS[by])
            throw new Refused('period_too_long', { most: Math.floor(MOST_DRAWN_DAYS[by] / 30.5) });
          const { point, timeZone } = await pointOf(tx, id);
          const zone = siteZone(timeZone, Date.parse(days.from), Date.parse(days.before));
          const facts = {
            ...{ period: printPeriod(days), by, from: days.from, before: days.before, timeZone },
            ...{ fromMs: startOfDay(zone, days.from), beforeMs: startOfDay(zone, days.before) },
          };
          if (point === null)
            return { ...facts, at: [], volumeM3: [], estimatedM3: [], knownSeconds: [], atLeast: [], findings: [] };
          return {
            ...facts,
            ...(await drawnFlow(tx, { point, timeZone, by, days })),
            findings: await findingsWithin(tx, point, days),
          };
        }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/water/meters/:id/left-out',
      summary:
        'Of the readings of a meter in a period: which do not count and why, and of which intervals there is something to say',
      query: asked,
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, { id, period }) =>
        db.as(session.actor, async (tx) => {
          const days = askedPeriod(period);
          const { point, timeZone } = await pointOf(tx, id);
          if (point === null)
            return { most: TOLD_AT_MOST, readings: 0, late: 0, setAside: [], intervals: [], takenOut: [] };
          const zone = siteZone(timeZone, Date.parse(days.from), Date.parse(days.before));
          return {
            most: TOLD_AT_MOST,
            ...(await readingsOfDays(tx, point, timeZone, days)),
            setAside: await setAside(tx, { meterId: id, point, timeZone }, days),
            takenOut: await takenOut(
              tx,
              { meterId: id, point },
              startOfDay(zone, days.from),
              startOfDay(zone, days.before),
            ),
            intervals: await toldIntervals(tx, point, timeZone, days, TOLD_AT_MOST),
          };
        }),
    }),
  ];
}
