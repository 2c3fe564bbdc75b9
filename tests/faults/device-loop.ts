// The program that hears devices: it makes its meter and its connection where they are not there, listens until it is killed, and
// says what is kept when it is asked.
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { openInstallation } from '#app/installation.ts';
import { loadSample } from '#app/sample.ts';
import { readSettings } from '#app/settings.ts';
import { kinds, todayNow } from '#app/wiring.ts';
import { runConnections } from '#domains/water/api/devices/run-connections.ts';
import { meter } from '#domains/water/records/meter.ts';
import { systemActor } from '#platform/db/database.ts';
import { recordMany } from '#platform/records/server/record.ts';

const [dataFolder = '', address = ''] = process.argv.slice(2);
const secret = 'x'.repeat(32);
const say = (what: string) => process.stdout.write(`${what}\n`);
const operator = systemActor('operator');

const installation = await openInstallation(readSettings({ data: dataFolder, port: '0', secret, lang: 'en' }, {}), {
  join: false,
});
const { db } = installation;
const isNew = await db.as(
  operator,
  async (tx) => (await sql`select from water_connection`.execute(tx)).rows.length === 0,
);
if (isNew) {
  await loadSample(installation, () => undefined, { withoutLoads: true });
  await db.as(operator, async (tx) => {
    const { rows } = await sql<{ id: string; code: string }>`
      select id, code from scope_node where type = 'site' order by code limit 1`.execute(tx);
    const [site] = rows;
    const values = { site: site?.id, code: 'K-1', name: { en: 'K', zh: '表' }, role: 'main', feedsIn: false };
    const how = { kinds, via: 'system', todayIn: todayNow, limits: {}, approve: true } as const;
    await recordMany(tx, meter, [{ id: uuidv7(), values }], how);
    const mapping = { meter: `${site?.code}/K-1`, at: '/at', count: '/count' };
    const settings = { filters: ['kill/#'], mapping };
    await sql`insert into water_connection (id, name, way, address, settings, made_by)
      values (${uuidv7()}, 'kill', 'mqtt', ${address}, ${JSON.stringify(settings)}::jsonb, 'operator')`.execute(tx);
  });
}
runConnections({ db, secret: () => secret, dataFolder });

const state = () =>
  db.as(operator, async (tx) => {
    const { rows } = await sql<{ state: string; readings: number; counts: number; refused: number }>`
      select c.state, c.refused, (select count(*)::int from water_reading) as readings,
        (select count(distinct count)::int from water_reading) as counts from water_connection c`.execute(tx);
    return rows[0];
  });
createInterface({ input: process.stdin }).on('line', async () => say(JSON.stringify(await state())));
say('ready');
