// What became of single streams month by month, what streams are, and until when a vendor's treatment was proved.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import { counts } from './counts.ts';

const counting = counts('t');
const uuids = (list: readonly string[]) => sql`${`{${list.join(',')}}`}::uuid[]`;

/** Mass of one stream that left one site in one month for one treatment at one vendor. */
export interface StreamMonth {
  siteId: string;
  streamId: string;
  /** `2024-06` */
  month: string;
  treatment: string;
  vendorId: string;
  /** exact tonnes */
  mass: string;
}

/** The approved loads of these streams, each at its site and once, by month; both dates are days, the second not counted. */
export async function listStreamMonths(
  tx: Tx,
  pairs: readonly { siteId: string; streamId: string }[],
  from: string,
  before: string,
): Promise<StreamMonth[]> {
  if (pairs.length === 0) return [];
  const { rows } = await sql<StreamMonth>`
    select t.site_id as "siteId", t.stream_id as "streamId", to_char(t.month, 'YYYY-MM') as month, t.treatment, t.vendor_id as "vendorId",
      sum(t.counting_mass_tonnes)::text as mass
    from (select distinct * from unnest(${uuids(pairs.map((one) => one.siteId))}, ${uuids(pairs.map((one) => one.streamId))}) as u (site_id, stream_id)) p
    join waste_load t on t.site_id = p.site_id and t.stream_id = p.stream_id and t.departed_on >= ${from} and t.departed_on < ${before} and ${counting}
    group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`.execute(tx);
  return rows;
}

/** The last month with approved loads of each of these sites, `2024-06`. */
export async function lastMonthOfSites(tx: Tx, siteIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ site: string; month: string }>`
    select t.site_id as site, to_char(max(t.month), 'YYYY-MM') as month from waste_load t
    where t.site_id = any(${uuids(siteIds)}) and ${counting} group by 1`.execute(tx);
  return new Map(rows.map(({ site, month }) => [site, month]));
}

/** A stream as analyses name it. */
export interface NamedStream {
  id: string;
  code: string;
  name: { en: string; zh: string };
  hazardous: boolean;
  inUlScope: boolean;
  composition: string;
  nationalCode: string | null;
}

/** The streams with these ids, as they stand now. */
export async function listNamedStreams(tx: Tx, ids: readonly string[]): Promise<NamedStream[]> {
  const { rows } = await sql<Omit<NamedStream, 'name'> & { en: string; zh: string }>`
    select t.id, t.code, t.name_en as en, t.name_zh as zh, t.hazardous, t.in_ul_scope as "inUlScope", t.composition, t.national_code as "nationalCode"
    from waste_stream t where t.id = any(${uuids(ids)}) and ${counting} order by t.code`.execute(tx);
  return rows.map(({ en, zh, ...row }) => ({ ...row, name: { en, zh } }));
}

/** Until when these vendors' treatments are proved. */
export async function listProofEnds(
  tx: Tx,
  vendorIds: readonly string[],
): Promise<{ vendorId: string; treatment: string; before: string }[]> {
  const { rows } = await sql<{ vendorId: string; treatment: string; before: string }>`
    select t.vendor_id as "vendorId", t.treatment, t.before_on as before from waste_vendor_proof t
    where t.vendor_id = any(${uuids(vendorIds)}) and ${counting} order by t.before_on`.execute(tx);
  return rows;
}
