// What is known of items on a day, as it is judged: items with their makers' parts and what was declared of these, and what is made of what.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { KnownCertificate } from '../model/certificate.ts';
import { COMPOSITION_VERSION } from '../model/composition-version.ts';
import type { DeclaredProduct } from '../model/declaration.ts';
import type { ItemClass } from '../model/restriction.ts';
import type { TestReport } from '../model/test-report.ts';
import { reportsOf } from './test-reports.ts';

const among = (column: string, items: readonly string[]) => sql`${sql.ref(column)} = any(${[...items]}::uuid[])`;
/** A revision that counts now. */
export const counts = (table: string) =>
  sql`${sql.ref(`${table}.approved_seq`)} is not null and ${sql.ref(`${table}.ended_seq`)} is null and not ${sql.ref(`${table}.voided`)}`;
const holdsOn = (table: string, day: string) =>
  sql`${sql.ref(`${table}.from_on`)} <= ${day}::date and (${sql.ref(`${table}.before_on`)} is null or ${sql.ref(`${table}.before_on`)} > ${day}::date)`;

/** The bill of materials that holds for its item on a day: of several the one that began last. */
export const bomOn = (table: string, day: string) =>
  sql`${counts(table)} and ${holdsOn(table, day)} and not exists (select from substances_bom later where later.item_id = ${sql.ref(`${table}.item_id`)}
    and ${counts('later')} and ${holdsOn('later', day)} and (later.from_on, later.id) > (${sql.ref(`${table}.from_on`)}, ${sql.ref(`${table}.id`)}))`;

/** An item as it is judged. */
export interface KnownItem {
  id: string;
  itemClass: ItemClass;
  category: string | null;
  massMg: number | null;
}

/** Where the first page of all begins. */
export const FIRST = '00000000-0000-0000-0000-000000000000';

/** The next items after one, in the order of their ids. */
export async function listNextItems(tx: Tx, after: string, most: number): Promise<KnownItem[]> {
  const { rows } = await sql<KnownItem>`${knownItem} and i.id > ${after} order by i.id limit ${most}`.execute(tx);
  return rows;
}

/** Of these items those that count. */
export async function listKnownItems(tx: Tx, items: readonly string[]): Promise<KnownItem[]> {
  const { rows } = await sql<KnownItem>`${knownItem} and ${among('i.id', items)} order by i.id`.execute(tx);
  return rows;
}

const knownItem = sql`select i.id, i.item_class as "itemClass", i.category, i.mass_mg::float8 as "massMg" from substances_item i where ${counts('i')}`;

/** The next items after one for which any bill of materials counts, whenever it holds. */
export async function listNextMade(tx: Tx, after: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ item: string }>`
    select distinct b.item_id as item from substances_bom b where ${counts('b')} and b.item_id > ${after} order by b.item_id limit ${most}`.execute(
    tx,
  );
  return rows.map(({ item }) => item);
}

/** What these items are made of on a day; of several bills of materials of an item the one that began last. */
export async function listContained(
  tx: Tx,
  day: string,
  items: readonly string[],
): Promise<{ parent: string; child: string; quantity: number }[]> {
  const { rows } = await sql<{ parent: string; child: string; quantity: number }>`
    select b.item_id as parent, p.item_id as child, p.quantity::float8 as quantity
    from substances_bom b join substances_bom_part p on p.record_id = b.id and p.revision = b.revision
    join substances_item i on i.id = b.item_id and ${counts('i')} join substances_item c on c.id = p.item_id and ${counts('c')}
    where ${bomOn('b', day)} and ${among('b.item_id', items)} order by b.item_id, p.line`.execute(tx);
  return rows;
}

/** Items of whose bills of materials any names one of these as a part. */
export async function listMadeOf(tx: Tx, items: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ item: string }>`
    select distinct b.item_id as item from substances_bom_part p join substances_bom b on b.id = p.record_id and b.revision = p.revision and ${counts('b')}
    where ${among('p.item_id', items)}`.execute(tx);
  return rows.map(({ item }) => item);
}

/** A maker's part that may be used for an item on a day, with one of the declarations or certificates that count for it, or with none. */
export interface KnownSource {
  itemId: string;
  makerPartId: string;
  declarationId: string | null;
  /** what a certificate says, whose id stands in the place of that of a declaration */
  certificate: KnownCertificate | null;
  /** what the product comes to, packed; null where none is kept by the rule in use: then the product is here */
  composition: string | null;
  product: DeclaredProduct | null;
  /** laboratories' reports of the part that count on the day */
  reports: TestReport[];
}

/** A laboratory's report that counts for a maker's part on a day: tested by then, not ended, not void, of the grade of the part. */
const reportCounts = (day: string) => sql`${counts('r')} and r.tested_on <= ${day}::date and r.until_on >= ${day}::date
  and (r.void_on is null or r.void_on > ${day}::date) and (r.grade is null or r.grade is not distinct from m.grade)`;

/** Whether a later certificate of the same part says the same or everything under the same pack; one about another limit leaves it. */
export const isOutdated = (table: string, day: string) => sql`exists (select from substances_certificate later
  where later.maker_part_id = ${sql.ref(`${table}.maker_part_id`)} and later.pack = ${sql.ref(`${table}.pack`)} and ${counts('later')}
    and later.issued_on <= ${day}::date and later.issued_on > ${sql.ref(`${table}.issued_on`)}
    and (later.restriction is null or later.restriction = ${sql.ref(`${table}.restriction`)}))`;

/**
 * Of each maker's part the declarations issued last before a day; those whose last day has passed count no more. All of a page
 * are found together: one question for each part would take most of the time of judging all anew.
 */
export async function listSources(tx: Tx, day: string, items: readonly string[]): Promise<KnownSource[]> {
  const { rows } = await sql<KnownSource>`
    with parts as materialized (
      select m.id, m.item_id, m.maker_id, m.grade from substances_maker_part m where ${counts('m')} and ${holdsOn('m', day)} and ${among('m.item_id', items)}
    ), newest as (
      select d.id, d.maker_part_id, d.product_sha256, d.until_on, rank() over (partition by d.maker_part_id order by d.issued_on desc) as nth
      from parts m join substances_declaration d on d.maker_part_id = m.id and ${counts('d')} and d.issued_on <= ${day}::date
    ), said as (
      select c.* from parts m join substances_certificate c on c.maker_part_id = m.id and ${counts('c')} and c.issued_on <= ${day}::date
        and (c.until_on is null or c.until_on >= ${day}::date) and not ${isOutdated('c', day)}
    ), tested as (
      select m.id, json_agg(json_build_object('id', r.id, 'sample', r.sample, 'article', r.article, 'material', r.material, 'matrix', r.matrix,
        'testedOn', r.tested_on, 'results', (select json_agg(json_build_object('method', l.method, 'analyte', l.analyte, 'value', l.value, 'unit', l.unit,
            'sigma', l.sigma, 'detectionLimit', l.detection_limit, 'notDetected', l.not_detected) order by l.line)
          from substances_test_report_result l where l.record_id = r.id and l.revision = r.revision)) order by r.tested_on, r.id) as reports
      from parts m join lateral ${reportsOf('m')} r on ${reportCounts(day)} group by m.id
    )
    select m.item_id as "itemId", m.id as "makerPartId", d.id as "declarationId", coalesce(t.reports, '[]') as reports,
      null::json as certificate, case when c.composition_version = ${COMPOSITION_VERSION} then c.composition end as composition,
      case when c.composition_version = ${COMPOSITION_VERSION} then null else c.product end as product
    from parts m left join newest d on d.maker_part_id = m.id and d.nth = 1 and (d.until_on is null or d.until_on >= ${day}::date)
    left join substances_declared c on c.sha256 = d.product_sha256 left join tested t on t.id = m.id
    union all
    select m.item_id, m.id, s.id, '[]', json_build_object('pack', s.pack, 'says', s.says, 'restriction', s.restriction, 'exemption', s.exemption,
      'asOf', coalesce(s.as_of_on, s.issued_on)), null, null
    from parts m join said s on s.maker_part_id = m.id
    order by 1, 2, 3`.execute(tx);
  return rows;
}

/** What came since a number of the history, as far as verdicts rest on it. */
export interface Since {
  /** everything before this number has been seen: the next question begins there */
  to: number;
  /** something came */
  isChanged: boolean;
  /** items of which something is known otherwise */
  items: string[];
  /** items that came or went themselves */
  came: string[];
  /** items with another bill of materials */
  made: string[];
  /** a substance of one's own has another formula */
  substances: boolean;
}

/**
 * Only what lies before every transaction that still goes on: one that began earlier may yet commit. What an import wrote
 * counts by the number with which the whole of it was committed, since nobody saw it before.
 */
export async function listChangedSince(tx: Tx, seq: number): Promise<Since> {
  const itemsOf = (...what: string[]) =>
    sql`coalesce(array_agg(distinct item_id) filter (where what = any(${what}::text[])), '{}')`;
  const since = (table: string) =>
    sql`((${sql.ref(`${table}.approved_seq`)} > ${seq} and ${sql.ref(`${table}.approved_seq`)} < n.horizon) or ${sql.ref(`${table}.import_id`)} = any(n.imports))`;
  const { rows } = await sql<Since>`
    with n as materialized (
      select app_horizon() as horizon, array(select id from intake_import where committed_seq > ${seq} and committed_seq < app_horizon()) as imports
    ), changed as (
      select 'item' as what, i.id as item_id from n, substances_item i where ${since('i')}
      union all select 'maker part', p.item_id from n, substances_maker_part m join substances_maker_part p on p.id = m.id where ${since('m')}
      union all select 'maker part', m.item_id from n, substances_maker_part c join substances_test_report t on t.maker_part_id = c.id and t.grade is not null
        join substances_maker_part p on p.id = c.id join substances_maker_part m on m.maker_id = p.maker_id and m.grade = t.grade where ${since('c')}
      union all select 'bom', b.item_id from n, substances_bom b where ${since('b')}
      union all select 'declaration', m.item_id from n, substances_declaration d
        join substances_declaration o on o.id = d.id join substances_maker_part m on m.id = o.maker_part_id where ${since('d')}
      union all select 'test report', m.item_id from n, substances_test_report t
        join substances_test_report o on o.id = t.id join substances_maker_part m on m.id = o.maker_part_id where ${since('t')}
      union all select 'test report', m.item_id from n, substances_test_report t join substances_test_report o on o.id = t.id and o.grade is not null
        join substances_maker_part p on p.id = o.maker_part_id join substances_maker_part m on m.maker_id = p.maker_id and m.grade = o.grade where ${since('t')}
      union all select 'certificate', m.item_id from n, substances_certificate w
        join substances_certificate o on o.id = w.id join substances_maker_part m on m.id = o.maker_part_id where ${since('w')}
      union all select 'substance', null from n, substances_substance s where ${since('s')}
    )
    select (select horizon - 1 from n)::text as "to", count(*) > 0 as "isChanged", ${itemsOf('item', 'maker part', 'declaration', 'certificate', 'test report')} as items,
      ${itemsOf('item')} as came, ${itemsOf('bom')} as made, coalesce(bool_or(what = 'substance'), false) as substances from changed`.execute(
    tx,
  );
  const row = rows[0] as Since;
  return { ...row, to: Number(row.to) };
}

/** Whether something was approved since a number that verdicts rest on, judged or not. */
export async function isBehind(tx: Tx, seq: number): Promise<boolean> {
  const { rows } = await sql<{ behind: boolean }>`
    select exists (select from substances_item where approved_seq > ${seq}) or exists (select from substances_maker_part where approved_seq > ${seq})
      or exists (select from substances_bom where approved_seq > ${seq}) or exists (select from substances_declaration where approved_seq > ${seq})
      or exists (select from substances_test_report where approved_seq > ${seq}) or exists (select from substances_certificate where approved_seq > ${seq}) or exists (select from substances_substance where approved_seq > ${seq}) as behind`.execute(
    tx,
  );
  return rows[0]?.behind ?? false;
}

/** Whether there is any item at all. */
export async function hasItems(tx: Tx): Promise<boolean> {
  const { rows } = await sql`select 1 from substances_item limit 1`.execute(tx);
  return rows.length > 0;
}
