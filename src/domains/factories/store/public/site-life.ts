// From when to when does a site produce, and in which country and zone?
import { sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';

/** A site's life and whereabouts. */
export interface SiteFacts {
  id: string;
  code: string;
  name: { en: string; zh: string };
  country: string;
  timeZone: string;
  startedOn: CalendarDate;
  closedOn: CalendarDate | null;
}

/** Sites that count, in order of code; of these ids only, when given. */
export async function listSiteFacts(tx: Tx, ids?: readonly string[]): Promise<SiteFacts[]> {
  const { rows } = await sql<Omit<SiteFacts, 'name'> & { name_en: string; name_zh: string }>`
    select id, code, name_en, name_zh, country, time_zone as "timeZone", started_on as "startedOn", closed_on as "closedOn"
    from factories_site where approved_seq is not null and ended_seq is null and not voided
      ${ids ? sql`and id = any(${[...ids]}::uuid[])` : sql``} order by code`.execute(tx);
  return rows.map(({ name_en, name_zh, ...site }) => ({ ...site, name: { en: name_en, zh: name_zh } }));
}
