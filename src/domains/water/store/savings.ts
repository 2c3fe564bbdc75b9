// Saving projects with their meters, and how far the intelligent systems of factories are.
import { sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';
import type { KeptProject, RollOutTold } from '../model/saving-answer.ts';
import type { Sites } from './meters.ts';

/** A project: as it was approved, or as it was last written where it never was. */
export interface StoredProject extends KeptProject {
  siteId: string;
  /** first days of months */
  beforeFrom: CalendarDate | null;
  beforeThrough: CalendarDate | null;
  afterFrom: CalendarDate | null;
  afterThrough: CalendarDate | null;
}

const within = (column: string, sites: Sites) =>
  sites === 'all' ? sql`true` : sql`${sql.ref(column)} = any(${[...sites]}::uuid[])`;

/** The projects of sites, or one of them, by site and code. */
export async function listProjects(tx: Tx, sites: Sites, id?: string): Promise<StoredProject[]> {
  const { rows } = await sql<StoredProject>`
    select t.id, t.site_id as "siteId", t.code, jsonb_build_object('en', t.title_en, 'zh', t.title_zh) as title, t.stage, t.approved_seq is not null as "isApproved",
      case when t.measure_en is not null then jsonb_build_object('en', t.measure_en, 'zh', t.measure_zh) end as measure,
      t.before_from_on as "beforeFrom", t.before_through_on as "beforeThrough", t.after_from_on as "afterFrom", t.after_through_on as "afterThrough",
      coalesce(t.drivers, '{}') as drivers, t.claimed_yearly_m3::text as "claimedYearlyM3", t.other_causes_m3::text as "otherCausesM3", t.other_causes as "otherCauses",
      t.currency, t.cost::text as cost, t.yearly_running_cost::text as "yearlyRunningCost", t.price_per_m3::text as "pricePerM3",
      coalesce((select jsonb_agg(jsonb_build_object('meterId', l.meter_id, 'side', l.side, 'code', m.code, 'name', jsonb_build_object('en', m.name_en, 'zh', m.name_zh)) order by l.line)
        from water_saving_project_meter l join water_meter m on m.id = l.meter_id and m.latest where l.record_id = t.id and l.revision = t.revision), '[]'::jsonb) as meters
    from water_saving_project t
    where not t.voided and (t.approved_seq is not null and t.ended_seq is null
        or t.latest and not exists (select from water_saving_project c where c.id = t.id and c.approved_seq is not null and c.ended_seq is null))
      and ${within('t.site_id', sites)} and ${id === undefined ? sql`true` : sql`t.id = ${id}::uuid`} order by t.site_id, t.code`.execute(
    tx,
  );
  return rows;
}

/** A step of a site. */
export interface StoredRollOut extends RollOutTold {
  siteId: string;
}

/** Every step of the sites, the earliest first. */
export async function listRollOut(tx: Tx, sites: Sites): Promise<StoredRollOut[]> {
  const { rows } = await sql<StoredRollOut>`
    select id, site_id as "siteId", reached_on as on, status, note from water_roll_out
    where approved_seq is not null and ended_seq is null and not voided and ${within('site_id', sites)} order by reached_on, id`.execute(
    tx,
  );
  return rows;
}
