// Readings as they come: kept once, never altered, each batch in one statement; what flowed is worked out elsewhere.
import { type RawBuilder, sql } from 'kysely';
import type { Actor, Database, Tx } from '#platform/db/database.ts';

/** A reading to be kept, of a meter that its writer may write to. */
export interface IncomingReading {
  /** the short number of the meter */
  point: number;
  /** when it counts, as `Date.toISOString` writes it, so that the order of texts is that of time */
  at: string;
  /** what the device said, written likewise */
  reportedAt: string;
  /** what the register showed, an exact decimal in counts */
  count: string;
  /** how its time was come by: a clock code of `readingInstant` */
  clock: string;
}

/** What a meter is called on the way in, and the short number of its readings. */
export interface Point {
  point: number;
  meterId: string;
  siteId: string;
  site: string;
  code: string;
  timeZone: string;
}

/**
 * The meters of these codes that the actor may write to, each with the short number under which its readings lie; a
 * meter that never had one gets one. Meters are told by the code of the factory and their own: `SZ1/W-01`.
 */
export async function pointsByCode(tx: Tx, codes: readonly string[]): Promise<Map<string, Point>> {
  const wanted = [...new Set(codes)];
  const found = sql`
    select m.id as meter_id, m.site_id, n.code as site, m.code, n.time_zone, n.code || '/' || m.code as called
    from water_meter m join scope_node n on n.id = m.site_id
    where m.approved_seq is not null and m.ended_seq is null and not m.voided and n.code || '/' || m.code = any(${wanted}::text[])`;
  const writable = sql`(select app_all('app.writes')) or f.site_id = any ((select app_list('app.writes'))::uuid[])`;
  const look = async () => {
    const { rows } = await sql<Omit<Point, 'point'> & { point: number | null; called: string }>`
      select p.id as point, f.meter_id as "meterId", f.site_id as "siteId", f.site, f.code, f.time_zone as "timeZone", f.called
      from (${found}) f left join water_point p on p.meter_id = f.meter_id where ${writable}`.execute(tx);
    return rows;
  };
  let rows = await look();
  if (rows.some(({ point }) => point === null)) {
    await sql`insert into water_point (meter_id, site_id) select f.meter_id, f.site_id from (${found}) f
      where not exists (select from water_point p where p.meter_id = f.meter_id) and (${writable}) on conflict do nothing`.execute(
      tx,
    );
    rows = await look();
  }
  return new Map(rows.map(({ called, point, ...rest }) => [called, { ...rest, point: point as number }]));
}

/** By which way readings came, and when. */
export interface Received {
  path: string;
  receivedAt: string;
}

/**
 * Keeps readings and marks the time that they touch. A reading that is there already is not kept again.
 * @returns how many were new
 */
export async function keepReadings(tx: Tx, readings: readonly IncomingReading[], received: Received): Promise<number> {
  if (readings.length === 0) return 0;
  const insert = insertReadings(readings, received);
  const kept = allNewer(readings) ? await insertNew(tx, insert) : undefined;
  const { numAffectedRows = 0n } =
    kept ?? (await sql`${insert} on conflict (point, reported_at, path, count) do nothing`.execute(tx));
  remember(readings);
  if (numAffectedRows > 0n) await markTouched(readings).execute(tx);
  return Number(numAffectedRows);
}

/**
 * Keeps readings that are all newer than what was seen of their points, as a transaction of one message: where it takes
 * several, the database waits between them for whoever sends, who reads the next readings meanwhile.
 * @param beside a statement of the same transaction, its values within its text
 * @returns false, and nothing was done, where one may be there already: then it is for `keepReadings`
 */
export async function keepNewer(
  db: Database,
  actor: Actor,
  readings: readonly IncomingReading[],
  received: Received,
  beside?: RawBuilder<unknown>,
): Promise<boolean> {
  if (readings.length === 0 || !allNewer(readings)) return false;
  const statements = [insertReadings(readings, received), markTouched(readings), ...(beside ? [beside] : [])];
  try {
    await db.ask(actor, sql.join(statements, sql`; `));
  } catch (error) {
    if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error;
    return false;
  }
  remember(readings);
  return true;
}

/**
 * The newest reading of each point that this process has seen. Whether it is there already is asked of every reading of
 * a batch, at a quarter of what it costs to keep it; a batch of readings that are all newer is taken to hold none that
 * is. That is a guess: the index decides, and where it was wrong the batch is kept the other way.
 */
const newest = new Map<number, string>();
const POINTS_REMEMBERED = 100_000;

/** Whether each reading is newer than what was seen of its point, and none comes twice. */
function allNewer(readings: readonly IncomingReading[]): boolean {
  const within = new Map<number, string>();
  for (const { point, reportedAt } of readings) {
    const before = within.get(point) ?? newest.get(point);
    if (before === undefined || reportedAt <= before) return false;
    within.set(point, reportedAt);
  }
  return true;
}

function remember(readings: readonly IncomingReading[]): void {
  if (newest.size > POINTS_REMEMBERED) newest.clear();
  for (const { point, reportedAt } of readings) {
    const before = newest.get(point);
    if (before === undefined || reportedAt > before) newest.set(point, reportedAt);
  }
}

/** Keeps readings of which none should be there; undefined, and as if nothing had been done, where one is. */
async function insertNew(tx: Tx, insert: ReturnType<typeof insertReadings>) {
  await sql`savepoint readings`.execute(tx);
  try {
    const done = await insert.execute(tx);
    await sql`release savepoint readings`.execute(tx);
    return done;
  } catch (error) {
    if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error;
    await sql`rollback to savepoint readings`.execute(tx);
    return undefined;
  }
}
const UNIQUE_VIOLATION = '23505';

/**
 * An array of what holds no quotes, commas or braces, as the database reads it: written by the driver it takes ten times
 * as long. It stands in the text of its statement, so that several go in one message.
 */
const arrayOf = (values: readonly (string | number)[]) => sql.lit(`{${values.join(',')}}`);

function insertReadings(readings: readonly IncomingReading[], { path, receivedAt }: Received) {
  const at = arrayOf(readings.map((one) => one.at));
  const first = readings[0] as IncomingReading;
  const asReported = readings.every((one) => one.reportedAt === one.at && one.clock === first.clock);
  const [reportedAt, clock] = asReported
    ? [sql.lit(null), sql.lit(null)]
    : [arrayOf(readings.map((one) => one.reportedAt)), arrayOf(readings.map((one) => one.clock))];
  return sql`
    insert into water_reading (point, at, count, reported_at, received_at, path, clock)
    select g.point, g.at, g.count, coalesce(g.reported_at, g.at), ${sql.lit(receivedAt)}::timestamptz, ${sql.lit(path)}, coalesce(g.clock, ${sql.lit(first.clock)})
    from unnest(${arrayOf(readings.map((one) => one.point))}::integer[], ${at}::timestamptz[], ${arrayOf(readings.map((one) => one.count))}::numeric[],
      ${reportedAt}::timestamptz[], ${clock}::text[]) as g (point, at, count, reported_at, clock) order by g.point, g.at`;
}

/** Appends a mark for the time that the readings of each point touch. */
function markTouched(readings: readonly IncomingReading[]) {
  const touched = new Map<number, { from: string; before: string }>();
  for (const { point, at } of readings) {
    const so = touched.get(point);
    if (!so) touched.set(point, { from: at, before: at });
    else if (at < so.from) so.from = at;
    else if (at > so.before) so.before = at;
  }
  const spans = [...touched.values()];
  return sql`
    insert into water_marked (point, from_at, before_at) select * from unnest(${arrayOf([...touched.keys()])}::integer[],
      ${arrayOf(spans.map(({ from }) => from))}::timestamptz[], ${arrayOf(spans.map(({ before }) => before))}::timestamptz[])`;
}

/** The short number of a meter's readings; null where it has none, or is not the reader's to see. */
export async function findPoint(tx: Tx, meterId: string): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`select id from water_point where meter_id = ${meterId}`.execute(tx);
  return rows[0]?.id ?? null;
}

/**
 * The short number of a meter's readings, null where it never had one, and the clocks by which its hours begin; undefined
 * where there is no such meter that the reader may see.
 */
export async function meterPoint(
  tx: Tx,
  meterId: string,
): Promise<{ point: number | null; timeZone: string } | undefined> {
  const { rows } = await sql<{ point: number | null; timeZone: string }>`
    select p.id as point, n.time_zone as "timeZone" from water_meter m join scope_node n on n.id = m.site_id left join water_point p on p.meter_id = m.id
    where m.id = ${meterId} and m.approved_seq is not null and m.ended_seq is null and not m.voided`.execute(tx);
  return rows[0];
}

/** What flowed by the hour between two instants, and what is to be said of the intervals between readings. */
export async function findHours(tx: Tx, point: number, { from, before }: { from: string; before: string }) {
  const { rows: hours } = await sql<{ from: Date; measuredM3: string; interpolatedM3: string; estimatedM3: string }>`
    select from_at as from, trim_scale(measured_m3)::text as "measuredM3", trim_scale(interpolated_m3)::text as "interpolatedM3",
      trim_scale(estimated_m3)::text as "estimatedM3", known_seconds::float8 as "knownSeconds", at_least as "atLeast"
    from water_hour where point = ${point} and not whole_day and from_at >= ${from}::timestamptz and from_at < ${before}::timestamptz order by from_at`.execute(
    tx,
  );
  const { rows: intervals } = await sql<{ from: Date; before: Date; codes: string[]; volumeM3: string | null }>`
    select from_at as from, before_at as before, codes, trim_scale(volume_m3)::text as "volumeM3"
    from water_interval where point = ${point} and from_at < ${before}::timestamptz and before_at > ${from}::timestamptz order by from_at`.execute(
    tx,
  );
  return { hours, intervals };
}
