// Which loads have weights that lie further apart than the policy of their day allows, and is it decided which counts?
import { type RawBuilder, sql } from 'kysely';
import type { CalendarDate, Month } from '#period/calendar-date.ts';
import type { Tx } from '#platform/db/database.ts';

/** How far two weights may lie apart where no policy was ever recorded, exact. */
export interface ToleranceByDefault {
  share: string;
  massTonnes: string;
}

/** Of which loads somebody asks; what is left out does not narrow. */
export interface DisputeQuestion {
  siteIds?: readonly string[];
  from?: CalendarDate;
  before?: CalendarDate;
}

/** The policies that count, and the default from before the first of them. */
const policies = (byDefault: ToleranceByDefault) => sql`
  select from_on, tolerance_share, tolerance_mass_tonnes from waste_weight_policy
  where approved_seq is not null and ended_seq is null and not voided
  union all select '1900-01-01'::date, ${byDefault.share}::numeric, ${byDefault.massTonnes}::numeric`;

/** Whether two weights of the load lie further apart than share and mass allow, whichever allows more. */
const apart = (earlier: string, later: string) => {
  const [one, other] = [sql.ref(`l.${earlier}_mass_tonnes`), sql.ref(`l.${later}_mass_tonnes`)];
  return sql`abs(${other} - ${one}) > greatest(${one} * p.tolerance_share, p.tolerance_mass_tonnes)`;
};

/** Loads whose weights differ too much, as a relation; a load that misses a weight is compared by those it has. */
const disputed = (question: DisputeQuestion, byDefault: ToleranceByDefault): RawBuilder<unknown> => sql`
  from waste_load l
  cross join lateral (select * from (${policies(byDefault)}) each_policy where from_on <= l.departed_on order by from_on desc limit 1) p
  where l.latest and not l.voided and num_nonnulls(l.own_mass_tonnes, l.received_mass_tonnes, l.settled_mass_tonnes) > 1
    ${question.siteIds ? sql`and l.site_id = any(${`{${question.siteIds.join(',')}}`}::uuid[])` : sql``}
    ${question.from ? sql`and l.departed_on >= ${question.from}` : sql``}
    ${question.before ? sql`and l.departed_on < ${question.before}` : sql``}
    and (${apart('own', 'received')} or ${apart('own', 'settled')} or ${apart('received', 'settled')})`;

/** How many loads one answer holds at most; more are counted. */
const MOST_LOADS = 500;

/** A load of the list: which, and whether its month is closed. */
export interface DisputedLoad {
  id: string;
  closed: boolean;
}

/** Loads in dispute, undecided the oldest first, or decided the newest first; and how many there are. */
export async function listDisputes(
  tx: Tx,
  question: DisputeQuestion & { decided: boolean },
  byDefault: ToleranceByDefault,
): Promise<{ loads: DisputedLoad[]; count: number }> {
  const { rows } = await sql<DisputedLoad & { count: number }>`
    select l.id, exists (select from period_closed c where c.kind = 'waste.load' and c.scope_id = l.site_id and c.month = l.month and c.reopened_seq is null) as closed,
      (count(*) over ())::int as count
    ${disputed(question, byDefault)} and l.decided_weight is ${question.decided ? sql`not null` : sql`null`}
    order by l.departed_on ${sql.raw(question.decided ? 'desc' : 'asc')}, l.id limit ${MOST_LOADS}`.execute(tx);
  return { loads: rows.map(({ id, closed }) => ({ id, closed })), count: rows[0]?.count ?? 0 };
}

/** Of these loads, those whose month is closed. */
export async function listClosedOf(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select l.id from waste_load l join period_closed c on c.kind = 'waste.load' and c.scope_id = l.site_id and c.month = l.month and c.reopened_seq is null
    where l.latest and l.id = any(${`{${ids.join(',')}}`}::uuid[])`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** How many undecided disputes each site-month has. */
export async function countDisputes(
  tx: Tx,
  question: DisputeQuestion,
  byDefault: ToleranceByDefault,
): Promise<{ siteId: string; month: Month; count: number }[]> {
  const { rows } = await sql<{ siteId: string; month: Month; count: number }>`
    select l.site_id as "siteId", to_char(l.month, 'YYYY-MM') as month, count(*)::int as count
    ${disputed(question, byDefault)} and l.decided_weight is null group by 1, 2 order by 2, 1`.execute(tx);
  return rows;
}

/** Who decided each of these loads as it stands, and when: the author of the first revision that says so. */
export async function listDecisions(
  tx: Tx,
  ids: readonly string[],
): Promise<{ id: string; at: Date; actor: string; nameEn: string | null; nameZh: string | null }[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string; at: Date; actor: string; nameEn: string | null; nameZh: string | null }>`
    select distinct on (l.id) l.id, e.at, e.actor, a.name_en as "nameEn", a.name_zh as "nameZh"
    from waste_load l
    join waste_load d on d.id = l.id and d.decided_weight = l.decided_weight and d.decided_reason = l.decided_reason
    join history_entry e on e.kind = 'waste.load' and e.action in ('record', 'import')
      and (e.import_id = d.import_id or (d.import_id is null and e.seq = d.written_seq and e.scope_id = d.site_id))
    left join person_attribute a on a.person_id::text = e.actor
    where l.latest and l.id = any(${`{${ids.join(',')}}`}::uuid[])
    order by l.id, d.revision`.execute(tx);
  return rows;
}

/** Mass recorded for each of these site-months, with what is not approved yet. */
export async function sumRecordedMass(
  tx: Tx,
  siteMonths: readonly { siteId: string; month: Month }[],
): Promise<{ siteId: string; month: Month; massTonnes: string }[]> {
  if (siteMonths.length === 0) return [];
  const { rows } = await sql<{ siteId: string; month: Month; massTonnes: string }>`
    select l.site_id as "siteId", to_char(l.month, 'YYYY-MM') as month, sum(l.counting_mass_tonnes)::text as "massTonnes"
    from unnest(${`{${siteMonths.map((one) => one.siteId).join(',')}}`}::uuid[], ${`{${siteMonths.map((one) => `${one.month}-01`).join(',')}}`}::date[]) as m (site_id, month)
    join waste_load l on l.site_id = m.site_id and l.month = m.month and l.latest and not l.voided
    group by 1, 2 order by 2, 1`.execute(tx);
  return rows;
}

/** A paper behind a load. */
export interface LoadFile {
  loadId: string;
  sha256: string;
  fileName: string;
  evidenceKind: string;
}

/** The files of these loads. */
export async function listFilesOf(tx: Tx, ids: readonly string[]): Promise<LoadFile[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<LoadFile>`
    select record_id as "loadId", encode(sha256, 'hex') as sha256, file_name as "fileName", evidence_kind as "evidenceKind"
    from evidence_link l where kind = 'waste.load' and record_id = any(${`{${ids.join(',')}}`}::uuid[])
      and not exists (select from evidence_ended x where x.link_id = l.id) order by at, id`.execute(tx);
  return rows;
}
