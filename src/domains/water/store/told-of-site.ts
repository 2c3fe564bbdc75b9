// Reads all that is told of the water of a site: approved bills, statements and entries, and what its meters counted.
import { sql } from 'kysely';
import { addDays, type CalendarDate, type Month, monthOf } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Gri303Source, WaterDestination, WaterSource, WaterUse } from '../model/flows.ts';
import type { MonthItem } from '../model/month.ts';

/** A source, destination, use and quality as a record names them. */
export interface PlaceRow {
  source: WaterSource | null;
  destination: WaterDestination | null;
  use: WaterUse | null;
  quality: 'fresh' | 'other' | null;
  drawnFrom: Exclude<Gri303Source, 'third_party'> | null;
}

/** A bill that counts. */
export interface BillRow extends PlaceRow {
  id: string;
  account: string;
  flow: 'withdrawal' | 'discharge';
  from: CalendarDate;
  before: CalendarDate;
  volumeM3: string;
}

/** A landlord's statement that counts. */
export interface StatementRow {
  id: string;
  from: CalendarDate;
  before: CalendarDate;
  buildingM3: string;
  subMeterM3: string | null;
  ourAreaM2: string | null;
  totalAreaM2: string | null;
  ourHeads: number | null;
  totalHeads: number | null;
  source: WaterSource;
  quality: 'fresh' | 'other' | null;
}

/** An entry by hand that counts. */
export interface EntryRow extends Omit<PlaceRow, 'drawnFrom'> {
  id: string;
  month: Month;
  item: MonthItem;
  volumeM3: string;
}

/** A meter of the tree with its months. */
export interface MeterMonthsRow extends Omit<PlaceRow, 'drawnFrom'> {
  id: string;
  role: string;
  parentId: string | null;
  months: { month: Month; knownM3: string; estimatedM3: string; knownSeconds: string }[];
}

/** A policy that counts. */
export interface PolicyRow {
  from: CalendarDate;
  first: string;
  second: string | null;
  third: string | null;
  basesToleranceShare: string;
  balanceToleranceShare: string;
}

/** What is told of a site. */
export interface SiteRows {
  bills: BillRow[];
  statements: StatementRow[];
  entries: EntryRow[];
  meters: MeterMonthsRow[];
  policies: PolicyRow[];
  /** years of which a yearly total was carried in */
  carriedYears: string[];
}

const counts = sql`approved_seq is not null and ended_seq is null and not voided`;

/** The policies of a site in the order of their days. */
export async function listPolicies(tx: Tx, siteId: string): Promise<PolicyRow[]> {
  const { rows } = await sql<PolicyRow>`
    select from_on as from, first, second, third, bases_tolerance_share::text as "basesToleranceShare", balance_tolerance_share::text as "balanceToleranceShare"
    from water_volume_policy where site_id = ${siteId} and ${counts} order by from_on`.execute(tx);
  return rows;
}

async function listMeterMonths(tx: Tx, siteId: string): Promise<MeterMonthsRow[]> {
  const { rows } = await sql<Omit<MeterMonthsRow, 'months'>>`
    select id, role, parent_id as "parentId", source, destination, use, quality from water_meter where site_id = ${siteId} and ${counts}`.execute(
    tx,
  );
  const { rows: months } = await sql<{
    meter: string;
    on: CalendarDate;
    known: string;
    estimated: string;
    seconds: string;
  }>`
    select p.meter_id as meter, m.month_on as on, trim_scale(m.measured_m3 + m.interpolated_m3)::text as known, trim_scale(m.estimated_m3)::text as estimated,
      m.known_seconds::text as seconds
    from water_month m join water_point p on p.id = m.point where p.site_id = ${siteId} order by m.month_on`.execute(
    tx,
  );
  const byMeter = Map.groupBy(months, ({ meter }) => meter);
  return rows.map((meter) => ({
    ...meter,
    months: (byMeter.get(meter.id) ?? []).map(({ on, known, estimated, seconds }) => ({
      ...{ month: monthOf(on), knownM3: known, estimatedM3: estimated, knownSeconds: seconds },
    })),
  }));
}

/** Everything that counts of a site; dates behind the last day, so that both ends are told alike. */
export async function readSite(tx: Tx, siteId: string): Promise<SiteRows> {
  const ofSite = sql`site_id = ${siteId} and ${counts}`;
  const bills = await sql<Omit<BillRow, 'before'> & { through: CalendarDate }>`
    select id, account, flow, from_on as from, through_on as through, volume_m3::text as "volumeM3", source, destination, use, quality, drawn_from as "drawnFrom"
    from water_bill where ${ofSite} order by from_on, id`.execute(tx);
  const statements = await sql<Omit<StatementRow, 'before'> & { through: CalendarDate }>`
    select id, from_on as from, through_on as through, building_m3::text as "buildingM3", sub_meter_m3::text as "subMeterM3", our_area_m2::text as "ourAreaM2",
      total_area_m2::text as "totalAreaM2", our_heads as "ourHeads", total_heads as "totalHeads", source, quality
    from water_landlord_statement where ${ofSite} order by from_on, id`.execute(tx);
  const entries = await sql<Omit<EntryRow, 'month'> & { on: CalendarDate }>`
    select id, month_on as on, item, volume_m3::text as "volumeM3", source, destination, use, quality from water_month_entry where ${ofSite} order by month_on, id`.execute(
    tx,
  );
  const carried = await sql<{ year: string }>`
    select distinct to_char(year_on, 'YYYY') as year from water_carried_total where ${ofSite}`.execute(tx);
  return {
    bills: bills.rows.map(({ through, ...bill }) => ({ ...bill, before: addDays(through, 1) })),
    statements: statements.rows.map(({ through, ...one }) => ({ ...one, before: addDays(through, 1) })),
    entries: entries.rows.map(({ on, ...entry }) => ({ ...entry, month: monthOf(on) })),
    meters: await listMeterMonths(tx, siteId),
    policies: await listPolicies(tx, siteId),
    carriedYears: carried.rows.map(({ year }) => year),
  };
}

/** The zone of a site. */
export async function zoneOf(tx: Tx, siteId: string): Promise<string> {
  const { rows } = await sql<{ zone: string }>`select time_zone as zone from scope_node where id = ${siteId}`.execute(
    tx,
  );
  return rows[0]?.zone ?? 'UTC';
}
