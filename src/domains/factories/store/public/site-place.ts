// Where does a site stand, and on which datum was that told?
import { sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';

/** A site with its place as it was told; null where nobody has. */
export interface SitePlace {
  id: string;
  code: string;
  name: { en: string; zh: string };
  /** degrees on `datum`, exact decimals */
  longitude: string | null;
  latitude: string | null;
  datum: 'WGS-84' | 'GCJ-02' | 'BD-09' | null;
  startedOn: CalendarDate;
  closedOn: CalendarDate | null;
}

/** Sites that count, in order of code; of these ids only, when given. */
export async function listSitePlaces(tx: Tx, ids?: readonly string[]): Promise<SitePlace[]> {
  const { rows } = await sql<Omit<SitePlace, 'name'> & { en: string; zh: string }>`
    select id, code, name_en as en, name_zh as zh, trim_scale(longitude)::text as longitude, trim_scale(latitude)::text as latitude, datum,
      started_on as "startedOn", closed_on as "closedOn"
    from factories_site where approved_seq is not null and ended_seq is null and not voided
      ${ids ? sql`and id = any(${[...ids]}::uuid[])` : sql``} order by code`.execute(tx);
  return rows.map(({ en, zh, ...site }) => ({ ...site, name: { en, zh } }));
}
