// The volumes of months as they count: kept beside the records, each change a new revision, so that what was published stands.
import { sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';
import type { StressOfMonth, VolumeOrigin } from '../model/month.ts';
import type { Sites } from './meters.ts';

/** A volume as it is written: exact decimals, the month by its first day. */
export interface VolumeToKeep extends StressOfMonth {
  month: CalendarDate;
  item: string;
  source: string | null;
  destination: string | null;
  use: string | null;
  quality: string | null;
  drawnFrom: string | null;
  basis: string;
  volumeM3: string;
  knownShare: string;
  origins: readonly VolumeOrigin[];
  differing: readonly unknown[];
}

/**
 * Puts volumes in the place of those of a site from a month to before another. What is the same stays as it is; what
 * differs ends and begins anew with the number of this transaction.
 *
 * @returns the months in which something changed
 */
export async function replaceVolumes(
  tx: Tx,
  siteId: string,
  { from, before }: { from: CalendarDate; before: CalendarDate },
  volumes: readonly VolumeToKeep[],
): Promise<CalendarDate[]> {
  const given = sql`given as materialized (
      select md5(concat_ws('|', ${siteId}::text, month, item, coalesce(source, '-'), coalesce(destination, '-'), coalesce(use, '-'), coalesce(quality, '-'),
        coalesce("drawnFrom", '-'), basis))::uuid as id, *
      from jsonb_to_recordset(${JSON.stringify(volumes)}::jsonb) as g (month date, item text, source text, destination text, use text, quality text, "drawnFrom" text,
        basis text, "volumeM3" numeric, "knownShare" numeric, origins jsonb, differing jsonb, stressed text, "stressEdition" text, "stressData" text, "stressYear" integer)
    )`;
  const ended = await sql<{ month: CalendarDate }>`
    with ${given}
    update water_volume v set ended_seq = app_seq(), latest = false
    where v.site_id = ${siteId} and v.month >= ${from}::date and v.month < ${before}::date and v.ended_seq is null
      and not exists (select from given g where g.id = v.id and (g."volumeM3", g."knownShare", g.origins, g.differing, g.stressed, g."stressEdition", g."stressData", g."stressYear")
          is not distinct from (v.volume_m3, v.known_share, v.origins, v.differing, v.stressed, v.stress_edition, v.stress_data, v.stress_year))
    returning v.month`.execute(tx);
  const written = await sql<{ month: CalendarDate }>`
    with ${given}
    insert into water_volume (id, revision, site_id, month_on, item, source, destination, use, quality, drawn_from, basis, volume_m3, volume_m3_basis, known_share, origins, differing,
      stressed, stress_edition, stress_data, stress_year, approved_seq)
    select g.id, coalesce((select max(n.revision) from water_volume n where n.id = g.id), 0) + 1, ${siteId}, g.month, g.item, g.source, g.destination, g.use, g.quality, g."drawnFrom",
      g.basis, g."volumeM3", g.basis, g."knownShare", g.origins, g.differing,
      g.stressed, g."stressEdition", g."stressData", g."stressYear", app_seq()
    from given g where not exists (select from water_volume n where n.id = g.id and n.ended_seq is null)
    returning month`.execute(tx);
  return [...new Set([...ended.rows, ...written.rows].map(({ month }) => month))].sort();
}

/** A volume as it is read. */
export interface VolumeRow extends StressOfMonth {
  siteId: string;
  month: CalendarDate;
  item: string;
  source: string | null;
  destination: string | null;
  use: string | null;
  quality: 'fresh' | 'other' | null;
  drawnFrom: string | null;
  basis: string;
  volumeM3: string;
  knownShare: string;
  origins: VolumeOrigin[];
  differing: { basis: string; differenceShare: string }[];
}

const columns = sql`v.site_id as "siteId", v.month, v.item, v.source, v.destination, v.use, v.quality, v.drawn_from as "drawnFrom", v.basis,
  trim_scale(v.volume_m3)::text as "volumeM3", trim_scale(v.known_share)::text as "knownShare", v.origins, v.differing,
  v.stressed, v.stress_edition as "stressEdition", v.stress_data as "stressData", v.stress_year as "stressYear"`;

/** The volumes that count of some sites and months, in order of month and item. */
export async function listVolumes(
  tx: Tx,
  sites: Sites,
  { from, before }: { from: CalendarDate; before: CalendarDate },
): Promise<VolumeRow[]> {
  const among = sites === 'all' ? sql`true` : sql`v.site_id = any(${[...sites]}::uuid[])`;
  const { rows } = await sql<VolumeRow>`
    select ${columns} from water_volume v where ${among} and v.month >= ${from}::date and v.month < ${before}::date and v.ended_seq is null
    order by v.month, v.site_id, v.item, v.source, v.destination, v.use, v.basis`.execute(tx);
  return rows;
}

/** A month whose volume of an item is not what it was: a later bill, a late reading, a correction. */
export interface TrueUpRow {
  siteId: string;
  month: CalendarDate;
  item: string;
  source: string | null;
  destination: string | null;
  use: string | null;
  /** as the month stood before its newest change */
  shownM3: string;
  actualM3: string;
}

/** What the newest change of each month did to it; months that were never shown otherwise are absent. */
export async function listTrueUps(
  tx: Tx,
  sites: Sites,
  { from, before }: { from: CalendarDate; before: CalendarDate },
): Promise<TrueUpRow[]> {
  const among = sites === 'all' ? sql`true` : sql`v.site_id = any(${[...sites]}::uuid[])`;
  const { rows } = await sql<TrueUpRow>`
    with volume as materialized (
      select v.* from water_volume v where ${among} and v.month >= ${from}::date and v.month < ${before}::date and v.item in ('withdrawal', 'discharge', 'use')
    ), newest as (
      select site_id, month, item, source, destination, use, max(ended_seq) as seq from volume where ended_seq is not null group by 1, 2, 3, 4, 5, 6
    ), told as (
      select n.*, (select sum(v.volume_m3) from volume v where (v.site_id, v.month, v.item) = (n.site_id, n.month, n.item)
          and (v.source, v.destination, v.use) is not distinct from (n.source, n.destination, n.use) and v.approved_seq < n.seq and coalesce(v.ended_seq, n.seq) >= n.seq) as shown,
        (select sum(v.volume_m3) from volume v where (v.site_id, v.month, v.item) = (n.site_id, n.month, n.item)
          and (v.source, v.destination, v.use) is not distinct from (n.source, n.destination, n.use) and v.ended_seq is null) as actual
      from newest n
    )
    select site_id as "siteId", month, item, source, destination, use, trim_scale(shown)::text as "shownM3", trim_scale(actual)::text as "actualM3"
    from told where shown is distinct from actual and shown is not null and actual is not null order by month, item, source, destination, use`.execute(
    tx,
  );
  return rows;
}
