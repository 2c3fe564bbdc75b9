// The readings of the sample on their way in: a factory has all of them or none, and nobody else's meter is given any.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmallCompany, type SmallCompany } from '../../../tests/small-company.ts';
import { readTheSample, recordSampleMeters } from './load.ts';

let company: SmallCompany;
beforeAll(async () => {
  company = await openSmallCompany();
});
afterAll(() => company?.close());

/** Reads until it says this. */
async function readUntil(last: RegExp): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const reading = readTheSample(company.db, (line) => {
    if (last.test(line)) resolve();
  });
  await promise;
  await reading.stop();
}
const readingsAt = (code: string) =>
  company.one<{ readings: number; meters: number }>(sql`
    select count(r.at)::int as readings, count(distinct p.id) filter (where r.at is not null)::int as meters
    from scope_node n left join water_point p on p.site_id = n.id left join water_reading r on r.point = p.id where n.code = ${code}`);

test('what was ended in the middle of a factory is whole after the next start, and a factory put up since is left alone', async () => {
  const { db, id } = company;
  const factory = (code: string) =>
    company.approved('factories.site', {
      ...{ code, name: { en: code, zh: code }, region: id.EC, country: 'CN', timeZone: 'Asia/Shanghai' },
      startedOn: '2020-01-01',
    });
  // Those of which more than meters is told; SZ1 collects rain, and its readings are more than one batch.
  for (const code of ['CD1', 'HN1', 'NB1', 'SZ1']) await factory(code);
  expect(await recordSampleMeters(db)).toBe(7 * 11 + 1);
  const site = await factory('OWN');
  const meter = await company.approved('water.meter', {
    ...{ site, code: 'W-01', name: { en: 'Main', zh: '总表' }, role: 'main', feedsIn: false },
  });
  await company.approved('water.meter-span', {
    ...{ site, meter, startsAt: '2022-01-01T00:00:00Z', cause: 'installed', serial: 'S', sends: 'register' },
    m3PerCount: '0.1',
  });
  await db.asOwner((tx) =>
    sql`create function no_rain() returns trigger language plpgsql as $$ begin
      if exists (select from water_point p join water_meter m on m.id = p.meter_id where p.id = new.point and m.code = 'W-04' and new.at > '2024-06-01')
      then raise exception 'ended in the middle'; end if;
      return new; end $$;
      create trigger no_rain before insert on water_reading for each row execute function no_rain()`.execute(tx),
  );
  await readUntil(/ended in the middle/);
  expect(await readingsAt('SZ1')).toEqual({ readings: 0, meters: 0 });
  await db.asOwner((tx) => sql`drop trigger no_rain on water_reading`.execute(tx));
  await readUntil(/readings kept/);
  expect(await readingsAt('SZ1')).toMatchObject({ meters: 12 });
  expect(await readingsAt('OWN')).toEqual({ readings: 0, meters: 0 });
});
