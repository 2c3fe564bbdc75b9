// Of bench water: a year of hours of one meter at the API, among those of others, against the bare walk over the same rows.
import { sql } from 'kysely';
import { rollUp } from '#domains/water/store/days.ts';
import { systemActor } from '#platform/db/database.ts';
import { historySeq } from '#platform/history/entry.ts';
import type { Installation } from '../installation.ts';
import type { RunningServer } from '../server.ts';
import { readingTimes } from './readers.ts';
import { percentile } from './scratch.ts';

const operator = systemActor('operator');
const figures = systemActor('figures');
const METERS = 20;
const REQUESTS = 20;
const rounded = (milliseconds: number) => Number(milliseconds.toFixed(1));

/** A year of hours of each of some meters, as readings would have left them. */
async function fillHours({ db }: Installation): Promise<{ meter: string; point: number }> {
  await db.as(operator, async (tx) => {
    const seq = await historySeq(tx);
    await sql`
      insert into water_meter (site_id, code, name_en, name_zh, role, feeds_in, id, revision, kind_version, hash_version, content_hash, written_seq, state, submitted_seq, approved_seq)
      select s.id, 'BENCH-' || n, 'Bench', 'Bench', 'sub', false, gen_random_uuid(), 1, 1, 1, sha256(n::text::bytea), ${seq}::bigint, 'approved', ${seq}::bigint, ${seq}::bigint
      from (select id from scope_node where type = 'site' order by code limit 1) s, generate_series(1, ${sql.lit(METERS)}) n`.execute(
      tx,
    );
    await sql`insert into water_point (meter_id, site_id) select id, site_id from water_meter where code like 'BENCH-%'`.execute(
      tx,
    );
  });
  return db.as(figures, async (tx) => {
    const points = sql`(select p.id, p.meter_id from water_point p join water_meter m on m.id = p.meter_id where m.code like 'BENCH-%')`;
    await sql`
      insert into water_hour (point, from_at, measured_m3, interpolated_m3, estimated_m3, interpolated_in_day_m3, estimated_in_day_m3, interpolated_in_month_m3,
        estimated_in_month_m3, known_seconds, at_least, whole_day)
      select p.id, h, (random() * 9000)::int / 1000.0, 0, 0, 0, 0, 0, 0, 3600, false, false
      from generate_series(timestamptz '2023-12-31T16:00Z', timestamptz '2024-12-31T15:00Z', interval '1 hour') h, ${points} p`.execute(
      tx,
    );
    const { rows: filled } = await sql<{ point: number }>`select id as point from ${points} p`.execute(tx);
    const [fromMs, beforeMs] = [Date.parse('2023-12-31T16:00Z'), Date.parse('2024-12-31T16:00Z')];
    await rollUp(
      tx,
      filled.map(({ point }) => ({ point, fromMs, beforeMs })),
    );
    const { rows } = await sql<{ meter: string; point: number }>`
      select meter_id as meter, id as point from ${points} p order by id offset ${sql.lit(METERS / 2)} limit 1`.execute(
      tx,
    );
    return rows[0] as { meter: string; point: number };
  });
}

/** How long a year of hours takes, asked for by one reader. */
export async function benchMeterYear(installation: Installation, server: RunningServer, cookie: string) {
  const { meter, point } = await fillHours(installation);
  const address = `${server.address}/api/v1/water/meters/${meter}/flow?period=2024&by=hour`;
  const answer = await fetch(address, { headers: { cookie } });
  const { at } = (await answer.json()) as { at: number[] };
  const times: number[] = [];
  for (let ask = 0; ask < REQUESTS; ask++) {
    const asking = performance.now();
    await installation.db.as(operator, (tx) =>
      sql`select from_at, measured_m3 + interpolated_m3 + estimated_m3 from water_hour where point = ${point} and from_at >= '2023-12-31T16:00Z' and from_at < '2024-12-31T16:00Z' order by from_at`.execute(
        tx,
      ),
    );
    times.push(performance.now() - asking);
  }
  const api = await readingTimes(address, [cookie], REQUESTS);
  const bareMs = percentile(
    times.sort((one, other) => one - other),
    0.5,
  );
  return {
    ...{ meters: METERS, hoursOfOne: at.length, api },
    baseline: { what: 'the same hours read by the same process without the API', p50Ms: rounded(bareMs) },
    ratioToBare: Number((api.p50Ms / bareMs).toFixed(2)),
  };
}
