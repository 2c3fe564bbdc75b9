// Loads the invented meters of the sample company: the meters with the other records, their readings once the server serves,
// through the same keeping of readings as any others and counted by the same actor.
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { listSiteFacts } from '#domains/factories/store/public/site-life.ts';
import { keepReadings, pointsByCode } from '#domains/water/store/readings.ts';
import { type Database, systemActor } from '#platform/db/database.ts';
import { recordMany } from '#platform/records/server/record.ts';
import { kinds, todayNow } from '../wiring.ts';
import { INVENTED, type SampleMeter, sampleMeters } from './meters.ts';
import { type SampleReading, type SampleSpan, sampleReadings } from './readings.ts';
import { sampleVolumes } from './volumes.ts';

const operator = systemActor('operator');
/** Whoever reads the history of such a reading sees that it was invented. */
const PATH = 'sample';
const BATCH = 10_000;
const LOOK_MS = 500;
const TELL_EVERY = 6;

const record = async (db: Database, id: string, given: readonly { id: string; values: Record<string, unknown> }[]) => {
  const kind = kinds.get(id);
  if (!kind) throw new Error(`no kind ${id}`);
  const options = {
    kinds,
    via: 'system',
    reason: 'sample company',
    todayIn: todayNow,
    limits: {},
    approve: true,
  } as const;
  await db.as(operator, (tx) => recordMany(tx, kind, given, options));
};

const meterValues = (meter: SampleMeter, site: string, parent: string | null) => {
  const { code, name, role, feedsIn, use, source, destination, routePlace } = meter;
  return { site, code, name, role, parent, feedsIn, use, source, destination, routePlace };
};

const spanValues = ({ m3PerCount }: SampleMeter, site: string, meter: string, span: SampleSpan) => {
  const { startsAtMs, cause, serial, readEveryMinutes, startCount, endCountBefore } = span;
  return {
    ...{ site, meter, startsAt: new Date(startsAtMs).toISOString(), cause, serial, sends: 'register', m3PerCount },
    ...{ readEveryMinutes, startCount, endCountBefore },
    reason: INVENTED,
  };
};

/** Records the meters of all factories, what stands there, and some bills, statements and terms of balances. @returns how many meters */
export async function recordSampleMeters(db: Database): Promise<number> {
  const sites = await db.as(operator, (tx) => listSiteFacts(tx));
  const meters = sampleMeters(sites);
  const ids = new Map(meters.map((meter) => [`${meter.site.code}/${meter.code}`, uuidv7()]));
  const idOf = (site: string, code: string) => ids.get(`${site}/${code}`) as string;
  const siteIds = new Map(sites.map(({ id, code }) => [code, id]));
  // A meter refers to its main, which must be there before it.
  const depth = ({ site, parent }: SampleMeter): number => {
    const main = meters.find((one) => one.site.code === site.code && one.code === parent);
    return main ? 1 + depth(main) : 0;
  };
  for (const [, of] of [...Map.groupBy(meters, depth)].sort(([one], [other]) => one - other))
    await record(
      db,
      'water.meter',
      of.map((meter) => {
        const parent = meter.parent === null ? null : idOf(meter.site.code, meter.parent);
        const id = idOf(meter.site.code, meter.code);
        return { id, values: meterValues(meter, siteIds.get(meter.site.code) as string, parent) };
      }),
    );
  const spans = [...Map.groupBy(meters, ({ site }) => site.code)].flatMap(([site, of]) => {
    const made = sampleReadings(of);
    return of.flatMap((meter) =>
      (made.get(meter.code)?.spans ?? []).map((span) => ({
        id: uuidv7(),
        values: spanValues(meter, siteIds.get(site) as string, idOf(site, meter.code), span),
      })),
    );
  });
  await record(db, 'water.meter-span', spans);
  for (const [kind, of] of Map.groupBy(sampleVolumes(meters), (one) => one.kind))
    await record(
      db,
      kind,
      of.map(({ site, values }) => ({ id: uuidv7(), values: { ...values, site: siteIds.get(site) } })),
    );
  return meters.length;
}

/** Keeps the readings of one factory, all of them or none: what was ended in the middle begins there anew. */
async function keepOf(db: Database, meters: readonly SampleMeter[]): Promise<number> {
  const made = sampleReadings(meters);
  const codes = meters.map(({ site, code }) => `${site.code}/${code}`);
  const points = await db.as(operator, (tx) => pointsByCode(tx, codes));
  const readings = meters.flatMap(({ site, code }) => {
    const point = points.get(`${site.code}/${code}`)?.point;
    // Somebody may have ended the meter since.
    return point === undefined ? [] : (made.get(code)?.readings ?? []).map((one) => incoming(point, one));
  });
  const receivedAt = new Date().toISOString();
  return db.as(operator, async (tx) => {
    let kept = 0;
    for (let from = 0; from < readings.length; from += BATCH)
      kept += await keepReadings(tx, readings.slice(from, from + BATCH), { path: PATH, receivedAt });
    return kept;
  });
}

const incoming = (point: number, { atMs, count }: SampleReading) => {
  const at = new Date(atMs).toISOString();
  return { point, at, reportedAt: at, count: String(count), clock: 'as_reported' };
};

/** Factories whose invented meters stand there and have no reading yet, as a first start leaves them that was ended in the middle. */
async function sitesWithoutReadings(db: Database): Promise<ReadonlySet<string>> {
  const { rows } = await db.as(operator, (tx) =>
    sql<{ code: string }>`
      select n.code from scope_node n where exists (select from water_meter_span s where s.site_id = n.id and s.reason = ${INVENTED})
        and not exists (select from water_point p where p.site_id = n.id and exists (select from water_reading r where r.point = p.id))`.execute(
      tx,
    ),
  );
  return new Set(rows.map(({ code }) => code));
}

/** Whether everything that was kept has been counted and looked at. */
async function isCounted(db: Database): Promise<boolean> {
  const { rows } = await db.as(systemActor('figures'), (tx) =>
    sql<{
      done: boolean;
    }>`select not exists (select from water_marked) and not exists (select from water_watch where judged_until is null) as done`.execute(
      tx,
    ),
  );
  return rows[0]?.done === true;
}

/** The readings of the sample on their way in. */
export interface ReadingTheSample {
  stop(): Promise<void>;
}

/**
 * Keeps the readings of the sample, factory after factory, while the server serves, and tells how far it is; where it was
 * ended before, it goes on. Nothing is done where all of them are there.
 */
export function readTheSample(db: Database, tell: (line: string) => void): ReadingTheSample {
  let isStopped = false;
  const work = async () => {
    const waiting = await sitesWithoutReadings(db);
    const sites = (await db.as(operator, (tx) => listSiteFacts(tx))).filter(({ code }) => waiting.has(code));
    if (sites.length === 0) return;
    const started = Date.now();
    const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
    let kept = 0;
    for (const [at, of] of [...Map.groupBy(sampleMeters(sites), ({ site }) => site.code).values()].entries()) {
      if (isStopped) return;
      kept += await keepOf(db, of);
      if (at % TELL_EVERY === TELL_EVERY - 1 && at + 1 < sites.length)
        tell(
          `invented meters: ${kept.toLocaleString('en')} readings of ${at + 1} of ${sites.length} factories after ${seconds()}`,
        );
    }
    tell(`invented meters: ${kept.toLocaleString('en')} readings kept in ${seconds()}`);
    while (!isStopped && !(await isCounted(db))) await new Promise((done) => setTimeout(done, LOOK_MS));
    if (!isStopped) tell(`invented meters: counted and looked at after ${seconds()}`);
  };
  const working = work().catch((error: unknown) => tell(`invented meters: ${String(error)}`));
  return {
    stop: async () => {
      isStopped = true;
      await working;
    },
  };
}
