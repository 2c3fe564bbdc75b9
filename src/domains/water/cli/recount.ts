// Are the hours, days and months that are kept those that the readings give? All worked out anew, and compared.
import { sql } from 'kysely';
import { type Database, systemActor } from '#platform/db/database.ts';
import { countMarked } from '../api/counting.ts';

/** What was compared, and which meters came out otherwise than it was kept. */
export interface WaterRecount {
  meters: number;
  /** `SZ1/W-01 hours`: the first of them */
  unequal: string[];
}

const figures = systemActor('figures');
const NAMED = 20;
const tables = {
  hours: sql`select point, concat_ws(' ', from_at, trim_scale(measured_m3), trim_scale(interpolated_m3), trim_scale(estimated_m3), trim_scale(known_seconds), at_least) as row, from_at::text as place from water_hour`,
  days: sql`select point, concat_ws(' ', on_day, trim_scale(measured_m3), trim_scale(interpolated_m3), trim_scale(estimated_m3), trim_scale(known_seconds), at_least, array_to_string(hour_minutes, ','), array_to_string(hour_m3, ','),
    array_to_string(hour_estimated_m3, ',', '-'), array_to_string(hour_known_seconds, ','), array_to_string(hour_at_least, ',')) as row, on_day::text as place from water_day`,
  months: sql`select point, concat_ws(' ', month_on, trim_scale(measured_m3), trim_scale(interpolated_m3), trim_scale(estimated_m3), trim_scale(known_seconds), at_least) as row, month_on::text as place from water_month`,
};

/** One digest for each meter and table. */
async function kept(db: Database): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const [name, rows] of Object.entries(tables)) {
    const { rows: digests } = await db.as(figures, (tx) =>
      sql<{ meter: string; digest: string }>`
        select n.code || '/' || m.code as meter, md5(string_agg(r.row, e'\\n' order by r.place)) as digest from (${rows}) r
        join water_point p on p.id = r.point join scope_node n on n.id = p.site_id
        join water_meter m on m.id = p.meter_id and m.approved_seq is not null and m.ended_seq is null group by 1`.execute(
        tx,
      ),
    );
    for (const { meter, digest } of digests) found.set(`${meter} ${name}`, digest);
  }
  return found;
}

async function countAll(db: Database): Promise<void> {
  while (await countMarked(db));
}

/** Works out everything anew from the readings, and says where something else was kept. What comes out is kept. */
export async function recountWater(db: Database): Promise<WaterRecount> {
  await countAll(db);
  const before = await kept(db);
  const meters = await db.as(figures, async (tx) => {
    const { numAffectedRows } = await sql`
      insert into water_marked (point, from_at, before_at) select point, min(at), max(at) from water_reading group by 1`.execute(
      tx,
    );
    return Number(numAffectedRows ?? 0n);
  });
  await countAll(db);
  const after = await kept(db);
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return { meters, unequal: names.filter((name) => before.get(name) !== after.get(name)).slice(0, NAMED) };
}
