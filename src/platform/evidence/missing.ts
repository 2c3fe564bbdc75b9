// Which papers are missing: asked of each kind's policy by one query, for the records that stand, whatever their state.
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import { columnOf, type Field, type PapersWhen, type RecordKind } from '../records/declare/kind.ts';
import { nameOf } from '../records/server/names.ts';
import { findLatest } from '../records/server/read.ts';
import type { Kinds } from '../records/server/refs.ts';
import { holds } from './read-links.ts';

/** Where and when papers are asked for. */
export interface MissingWhere {
  from: string;
  before: string;
  /** undefined for all sites that the reader sees, and the group's own records */
  siteIds: readonly string[] | undefined;
}

/** Of so many records of a factory and month, one has a paper where the policy is a sample. */
export const SAMPLE_OF = 10;

/** A kind's missing papers of a site and month; a kind without a month, or of the group, has none there. */
interface MissingRow {
  siteId: string | null;
  month: string | null;
  vendorId: string | null;
  recordId: string | null;
  /** several records need one each, of those that a statement would not cover */
  each: boolean;
  papers: number;
  records: number;
}

const column = (kind: RecordKind, path: string) => sql.ref(columnOf(path, kind.all.get(path) as Field));
const ofRecord = (kind: RecordKind, path: string, alias: string) =>
  sql.ref(`${alias}.${columnOf(path, kind.all.get(path) as Field)}`);
const isOneOf = (kind: RecordKind, when: PapersWhen | undefined): RawBuilder<boolean> =>
  when ? sql`${ofRecord(kind, when.field, 't')} = any(${[...when.is]}::text[])` : sql`false`;

/** That a record has a file of its own that holds. */
const hasOwn = (kindId: string, alias: string): RawBuilder<boolean> => sql`exists (
  select from evidence_link l where l.kind = ${kindId} and l.record_id = ${sql.ref(`${alias}.id`)} and ${holds('l')})`;

/** Records that stand and of which a paper is asked, as `t`. */
function asked(kind: RecordKind, { from, before, siteIds }: MissingWhere): RawBuilder<unknown> {
  const conditions: RawBuilder<unknown>[] = [sql`t.latest and not t.voided`];
  if (kind.effective) conditions.push(sql`t.month >= date_trunc('month', ${from}::date) and t.month < ${before}::date`);
  if (kind.owner === 'site' && siteIds)
    conditions.push(sql`${ofRecord(kind, kind.site ?? 'site', 't')} = any(${`{${siteIds.join(',')}}`}::uuid[])`);
  if (kind.papers?.never) conditions.push(sql`not ${isOneOf(kind, kind.papers.never)}`);
  return sql`from ${sql.table(kind.table)} t where ${sql.join(conditions, sql` and `)}`;
}

/** That another record's file stands for this one. */
function through(
  kinds: Kinds,
  kind: RecordKind,
  covers: 'record' | 'vendor-month',
  alias: string,
): RawBuilder<boolean> {
  const ways = (kind.papers?.through ?? []).flatMap((way) => {
    const other = kinds.get(way.kind);
    if (!other || way.covers !== covers) return [];
    const same = Object.entries(way.same).map(
      ([theirs, ours]) =>
        sql`${ofRecord(other, theirs, 'o')} = ${sql.ref(`${alias}.`.concat(columnOf(ours, kind.all.get(ours) as Field)))}`,
    );
    if (way.sameMonth) same.push(sql`o.month = ${sql.ref(`${alias}.month`)}`);
    return [
      sql<boolean>`exists (select from ${sql.table(other.table)} o where ${sql.join(same, sql` and `)} and o.latest and not o.voided and ${hasOwn(other.kind, 'o')})`,
    ];
  });
  return ways.length > 0 ? sql`(${sql.join(ways, sql` or `)})` : sql`false`;
}

const siteOf = (kind: RecordKind) =>
  kind.owner === 'site' ? sql`${ofRecord(kind, kind.site ?? 'site', 't')}` : sql`null::uuid`;
const monthOf = (kind: RecordKind) => (kind.effective ? sql`t.month` : sql`null::date`);

/** The missing papers of one kind, one row for each paper or, of a sample, for each factory and month. */
function missingOf(kinds: Kinds, kind: RecordKind, where: MissingWhere): RawBuilder<MissingRow> {
  const [site, month] = [siteOf(kind), monthOf(kind)];
  if (kind.evidence === 'per-vendor-month') {
    const vendor = column(kind, kind.papers?.vendor ?? 'vendor');
    const siteColumn = column(kind, kind.site ?? 'site');
    return sql`
      with bare as materialized (
        select t.id, t.${siteColumn}, t.${vendor}, t.month, ${isOneOf(kind, kind.papers?.each)} as each
        ${asked(kind, where)} and not ${hasOwn(kind.kind, 't')} and not ${through(kinds, kind, 'record', 't')}
      ), due as (
        select ${siteColumn}, ${vendor}, month, each, count(*)::int as records from bare group by 1, 2, 3, 4
      )
      select ${siteColumn} as "siteId", to_char(month, 'YYYY-MM-DD') as month, ${vendor} as "vendorId", null::uuid as "recordId", each,
        case when each then records else 1 end as papers, records
      from due where each or not ${through(kinds, kind, 'vendor-month', 'due')}`;
  }
  if (kind.evidence === 'sample')
    return sql`
      select "siteId", to_char(month, 'YYYY-MM-DD') as month, null::uuid as "vendorId", null::uuid as "recordId", false as each,
        (wanted - have)::int as papers, records::int
      from (
        select ${site} as "siteId", ${month} as month, ceil(count(*) / ${SAMPLE_OF}::numeric) as wanted, count(*) as records,
          count(*) filter (where ${hasOwn(kind.kind, 't')} or ${through(kinds, kind, 'record', 't')}) as have
        ${asked(kind, where)} group by 1, 2
      ) drawn where have < wanted`;
  return sql`
    select ${site} as "siteId", to_char(${month}, 'YYYY-MM-DD') as month, null::uuid as "vendorId", t.id as "recordId", false as each, 1 as papers, 1 as records
    ${asked(kind, where)} and not ${hasOwn(kind.kind, 't')} and not ${through(kinds, kind, 'record', 't')}`;
}

/** Kinds that ask for papers and that the question can be about. */
const asking = (kinds: Kinds, { siteIds }: MissingWhere) =>
  [...kinds.values()].filter((kind) => kind.evidence !== 'none' && (kind.owner === 'site' || siteIds === undefined));

interface SiteName {
  id: string;
  code: string;
  en: string;
  zh: string;
}

async function sitesBy(tx: Tx, ids: readonly string[]): Promise<Map<string, SiteName>> {
  const { rows } = await sql<SiteName>`
    select id, code, name_en as en, name_zh as zh from scope_node where id = any(${`{${ids.join(',')}}`}::uuid[])`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** How many papers a kind misses at a site, by month. */
export interface MissingCount {
  site: SiteName | null;
  kind: string;
  policy: Exclude<RecordKind['evidence'], 'none'>;
  papers: number;
  cells: { month: string | null; papers: number }[];
}

/** The papers that are missing, by factory, kind and month. */
export async function countMissing(
  tx: Tx,
  kinds: Kinds,
  where: MissingWhere,
): Promise<{ months: string[]; rows: MissingCount[]; papers: number }> {
  const rows: (MissingCount & { siteId: string | null })[] = [];
  for (const kind of asking(kinds, where)) {
    const { rows: found } = await sql<{ siteId: string | null; month: string | null; papers: number }>`
      select "siteId", month, sum(papers)::int as papers from (${missingOf(kinds, kind, where)}) missing group by 1, 2 order by 1, 2`.execute(
      tx,
    );
    for (const { siteId, month, papers } of found) {
      let row = rows.find((one) => one.kind === kind.kind && one.siteId === siteId);
      if (!row) {
        row = {
          siteId,
          site: null,
          kind: kind.kind,
          policy: kind.evidence as MissingCount['policy'],
          papers: 0,
          cells: [],
        };
        rows.push(row);
      }
      row.papers += papers;
      row.cells.push({ month, papers });
    }
  }
  const sites = await sitesBy(
    tx,
    rows.flatMap(({ siteId }) => siteId ?? []),
  );
  const named = rows
    .map(({ siteId, ...row }) => ({ ...row, site: siteId ? (sites.get(siteId) ?? null) : null }))
    .sort((a, b) => (a.site?.code ?? '').localeCompare(b.site?.code ?? '') || a.kind.localeCompare(b.kind));
  const months = [...new Set(named.flatMap(({ cells }) => cells.flatMap(({ month }) => month ?? [])))].sort();
  return { months, rows: named, papers: named.reduce((sum, row) => sum + row.papers, 0) };
}

/** What is missing, and where to do something about it. */
export interface MissingItem {
  site: SiteName | null;
  kind: string;
  policy: MissingCount['policy'];
  month: string | null;
  vendor: { code: string; en: string; zh: string } | null;
  /** what the record is called, where one record misses its paper */
  called: string;
  recordId: string | null;
  each: boolean;
  papers: number;
  records: number;
  /** page of the record, or of the list of the records */
  path: string;
}

const MOST_ITEMS = 20_000;

/** Which papers of a kind are missing, in order of site and month. */
export async function listMissing(tx: Tx, kinds: Kinds, kind: RecordKind, where: MissingWhere): Promise<MissingItem[]> {
  if (!asking(kinds, where).includes(kind)) return [];
  const { rows } = await sql<MissingRow>`
    select * from (${missingOf(kinds, kind, where)}) missing order by "siteId", month, "vendorId", each desc, "recordId" limit ${MOST_ITEMS}`.execute(
    tx,
  );
  const sites = await sitesBy(
    tx,
    rows.flatMap(({ siteId }) => siteId ?? []),
  );
  const vendorPath = kind.papers?.vendor ?? 'vendor';
  const vendorField = kind.flat.get(vendorPath);
  const vendorKind = vendorField?.type === 'ref' ? kinds.get(vendorField.to) : undefined;
  const named = async (of: RecordKind | undefined, ids: readonly string[]) =>
    new Map(of ? (await findLatest(tx, of, [...new Set(ids)])).map((one) => [one.id, nameOf(of, one.values)]) : []);
  const vendors = await named(
    vendorKind,
    rows.flatMap(({ vendorId }) => vendorId ?? []),
  );
  const records = await named(
    kind,
    rows.flatMap(({ recordId }) => recordId ?? []),
  );
  return rows.map((row) => {
    const site = row.siteId ? (sites.get(row.siteId) ?? null) : null;
    const query = new URLSearchParams({
      ...(site ? { scope: `site:${site.code}` } : {}),
      ...(row.month ? { period: row.month.slice(0, 7) } : {}),
      ...(row.vendorId ? { [`filter.${vendorPath}`]: row.vendorId } : {}),
      ...(row.each && kind.papers?.each ? { [`filter.${kind.papers.each.field}`]: kind.papers.each.is.join(',') } : {}),
    });
    const { recordId, each, papers, records: count, month } = row;
    return {
      ...{
        site,
        kind: kind.kind,
        policy: kind.evidence as MissingCount['policy'],
        month,
        recordId,
        each,
        papers,
        records: count,
      },
      vendor: row.vendorId ? (vendors.get(row.vendorId) ?? null) : null,
      called: recordId ? (records.get(recordId)?.code ?? '') : '',
      path: recordId ? `/records/${kind.kind}/${recordId}` : `/records/${kind.kind}?${query}`,
    };
  });
}
