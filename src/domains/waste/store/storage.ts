// What does the storage ledger of these factories say in a period, and which containers still stand there at its end?
import { sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';
import { tonnes } from '#units/quantity.ts';
import type { StorageTotals, StoredContainer } from '../model/storage.ts';

/** Some factories by id, or every one that the reader may see. */
export type Sites = readonly string[] | 'all';

const among = (sites: Sites, column: string) =>
  sites === 'all' ? sql`true` : sql`${sql.ref(column)} = any(${[...sites]}::uuid[])`;

/** The stream of one factory with what its ledger books. */
export interface StorageRow {
  site: { id: string; code: string; name: { en: string; zh: string } };
  stream: {
    id: string;
    code: string;
    name: { en: string; zh: string };
    hazardous: boolean;
    nationalCode: string | null;
    storageDays: number | null;
  };
  /** the day of the opening stock; null where nobody recorded one */
  beginsOn: CalendarDate | null;
  totals: StorageTotals;
  /** some of it is not approved yet */
  provisional: boolean;
}

interface Sums {
  site_id: string;
  site_code: string;
  site_en: string;
  site_zh: string;
  stream_id: string;
  stream_code: string;
  stream_en: string;
  stream_zh: string;
  hazardous: boolean;
  national_code: string | null;
  storage_days: number | null;
  begins_on: CalendarDate | null;
  opening: string | null;
  came_in: string;
  taken_out: string;
  on_site: string;
  stock_take: string;
  loads: string;
  provisional: boolean;
}

/**
 * Sums of every stream with a ledger, and of every hazardous one that left without. The ledger begins on the day of its
 * first opening stock: what was booked before, and what left before, is in that stock already. The newest revision of a
 * record is booked whether approved or not, for a drum stands there before anybody approves it.
 */
export async function sumStorage(
  tx: Tx,
  sites: Sites,
  period: { from: CalendarDate; before: CalendarDate },
): Promise<StorageRow[]> {
  const { rows } = await sql<Sums>`
    with moved as (
      select site_id, stream_id, moved_on, movement, mass_tonnes as mass, state <> 'approved' as open
      from waste_storage_movement m where latest and not voided and ${among(sites, 'm.site_id')} and moved_on < ${period.before}::date
    ), ledger as (
      select site_id, stream_id, min(moved_on) filter (where movement = 'opening') as begins_on from moved group by 1, 2
    ), booked as (
      select l.site_id, l.stream_id, l.begins_on,
        sum(case when m.movement = 'opening' and m.moved_on = l.begins_on then m.mass
          when m.moved_on >= ${period.from}::date then 0
          when m.movement in ('in', 'stock_take') then m.mass when m.movement = 'on_site' then -m.mass else 0 end) as opening,
        coalesce(sum(m.mass) filter (where m.movement = 'in' and m.moved_on >= ${period.from}::date), 0) as came_in,
        coalesce(sum(m.mass) filter (where m.movement = 'out' and m.moved_on >= ${period.from}::date), 0) as taken_out,
        coalesce(sum(m.mass) filter (where m.movement = 'on_site' and m.moved_on >= ${period.from}::date), 0) as on_site,
        coalesce(sum(m.mass) filter (where m.movement = 'stock_take' and m.moved_on >= ${period.from}::date), 0) as stock_take,
        bool_or(m.open) as open
      from ledger l join moved m using (site_id, stream_id) where l.begins_on is null or m.moved_on >= l.begins_on group by 1, 2, 3
    ), shipped as (
      select l.site_id, l.stream_id,
        coalesce(sum(l.counting_mass_tonnes) filter (where l.departed_on < ${period.from}::date), 0) as earlier,
        coalesce(sum(l.counting_mass_tonnes) filter (where l.departed_on >= ${period.from}::date), 0) as loads,
        bool_or(l.state <> 'approved') as open
      from waste_load l left join ledger g using (site_id, stream_id) join waste_stream s on s.id = l.stream_id and s.latest
      where l.latest and not l.voided and ${among(sites, 'l.site_id')} and l.departed_on < ${period.before}::date
        and l.departed_on >= coalesce(g.begins_on, ${period.from}::date) and (g.site_id is not null or s.hazardous)
      group by 1, 2
    )
    select n.id as site_id, n.code as site_code, n.name_en as site_en, n.name_zh as site_zh,
      s.id as stream_id, s.code as stream_code, s.name_en as stream_en, s.name_zh as stream_zh, s.hazardous, s.national_code, s.storage_days,
      to_char(b.begins_on, 'YYYY-MM-DD') as begins_on,
      case when b.begins_on is not null then (b.opening - coalesce(h.earlier, 0))::text end as opening,
      coalesce(b.came_in, 0)::text as came_in, coalesce(b.taken_out, 0)::text as taken_out, coalesce(b.on_site, 0)::text as on_site,
      coalesce(b.stock_take, 0)::text as stock_take, coalesce(h.loads, 0)::text as loads, coalesce(b.open, false) or coalesce(h.open, false) as provisional
    from booked b full join shipped h using (site_id, stream_id)
    join scope_node n on n.id = site_id join waste_stream s on s.id = stream_id and s.latest
    order by n.code, s.code`.execute(tx);
  return rows.map((row) => ({
    site: { id: row.site_id, code: row.site_code, name: { en: row.site_en, zh: row.site_zh } },
    stream: {
      id: row.stream_id,
      code: row.stream_code,
      name: { en: row.stream_en, zh: row.stream_zh },
      hazardous: row.hazardous,
      nationalCode: row.national_code,
      storageDays: row.storage_days,
    },
    beginsOn: row.begins_on,
    totals: {
      inMassTonnes: tonnes(row.came_in),
      outMassTonnes: tonnes(row.taken_out),
      onSiteMassTonnes: tonnes(row.on_site),
      stockTakeMassTonnes: tonnes(row.stock_take),
      loadsMassTonnes: tonnes(row.loads),
      ...(row.opening === null ? {} : { openingMassTonnes: tonnes(row.opening) }),
    },
    provisional: row.provisional,
  }));
}

/** A container that still stands in the store of a factory. */
export interface ContainerRow extends StoredContainer {
  siteId: string;
  streamId: string;
}

/** Containers put in and not taken out since, on the last day before `before`; as `containersInStore` says it. */
export async function listContainersInStore(tx: Tx, sites: Sites, before: CalendarDate): Promise<ContainerRow[]> {
  const { rows } = await sql<{ site_id: string; stream_id: string; container: string; since_on: string; mass: string }>`
    with moved as (
      select site_id, stream_id, container, movement, moved_on, taken_at::timestamptz as taken_at, mass_tonnes as mass
      from waste_storage_movement m where latest and not voided and container is not null and ${among(sites, 'm.site_id')} and moved_on < ${before}::date
    ), here as (
      select i.*, min(moved_on) filter (where movement = 'opening') over (partition by site_id, stream_id, container) as restated_on
      from moved i where i.movement in ('opening', 'in') and not exists (
        select 1 from moved o where o.movement = 'out' and o.site_id = i.site_id and o.stream_id = i.stream_id and o.container = i.container
          and (o.moved_on > i.moved_on or (o.moved_on = i.moved_on and (o.taken_at is null or i.taken_at is null or o.taken_at >= i.taken_at))))
    )
    select site_id, stream_id, container, to_char(min(moved_on), 'YYYY-MM-DD') as since_on,
      sum(mass) filter (where restated_on is null or moved_on >= restated_on)::text as mass
    from here group by 1, 2, 3 order by 4, 3`.execute(tx);
  return rows.map((row) => ({
    siteId: row.site_id,
    streamId: row.stream_id,
    container: row.container,
    sinceOn: row.since_on as CalendarDate,
    massTonnes: tonnes(row.mass),
  }));
}
