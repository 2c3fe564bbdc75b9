// Laboratories' reports of an item's makers' parts: how each stands on a day, and whose parts its paper is behind too.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { Bilingual } from '../model/item-answer.ts';
import type { ReportNamed, ReportTold } from '../model/test-report-answer.ts';

const KIND = 'substances.test-report';
/** A link of evidence that holds. */
const holds = (link: string) =>
  sql`${sql.ref(`${link}.kind`)} = ${KIND} and not exists (select from evidence_ended e where e.link_id = ${sql.ref(`${link}.id`)})`;

/**
 * Reports that speak of a maker's part: its own, and those of another part of the same maker whose tested material is of the
 * grade of this one (practice 27). Whether a report of its own is of its grade is for the caller to say.
 * @param part a row with `id`, `maker_id` and `grade`
 */
export const reportsOf = (part: string) => {
  const of = (column: string) => sql.ref(`${part}.${column}`);
  return sql`(select own.* from substances_test_report own where own.maker_part_id = ${of('id')}
    union all select given.* from substances_maker_part alike join substances_test_report given on given.maker_part_id = alike.id and given.grade = ${of('grade')}
    where alike.maker_id = ${of('maker_id')} and alike.id <> ${of('id')} and alike.latest and not alike.voided)`;
};

/** Of every maker's part that may stand for an item, the newest test first. */
export async function listReportsOf(
  tx: Tx,
  itemId: string,
  day: string,
): Promise<(ReportTold & { makerPartId: string })[]> {
  const { rows } = await sql<ReportTold & { makerPartId: string }>`
    select m.id as "makerPartId", r.id, r.number, r.laboratory, r.accreditation, r.sample, r.material,
      r.tested_on::text as "testedOn", r.until_on::text as until, r.void_on::text as "voidOn",
      case when r.approved_seq is null or r.ended_seq is not null then 'not_approved' when r.void_on <= ${day}::date then 'void'
        when r.until_on < ${day}::date then 'ended' when r.tested_on > ${day}::date then 'not_yet'
        when r.grade is not null and r.grade is distinct from m.grade then 'other_grade' else 'counts' end as standing,
      (select given.number from substances_maker_part given where given.id = r.maker_part_id and given.latest and given.id <> m.id) as "givenFor"
    from substances_maker_part m join lateral ${reportsOf('m')} r on r.latest and not r.voided
    where m.item_id = ${itemId}::uuid and m.latest and not m.voided order by r.tested_on desc, r.number, r.id`.execute(
    tx,
  );
  const others = await listOtherMakers(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, alsoOf: others.get(row.id) ?? [] }));
}

/** One file behind reports of parts of two makers belongs to one of them at most: the others, by report. */
async function listOtherMakers(tx: Tx, reports: readonly string[]): Promise<ReadonlyMap<string, Bilingual[]>> {
  if (reports.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: Bilingual }>`
    select distinct r.id, s.id as "supplierId", jsonb_build_object('en', s.name_en, 'zh', s.name_zh) as name
    from substances_test_report r join substances_maker_part m on m.id = r.maker_part_id and m.latest
    join evidence_link own on own.record_id = r.id and ${holds('own')}
    join evidence_link link on link.sha256 = own.sha256 and ${holds('link')}
    join substances_test_report other on other.id = link.record_id and other.latest and not other.voided
    join substances_maker_part p on p.id = other.maker_part_id and p.latest and p.maker_id <> m.maker_id
    join suppliers_supplier s on s.id = p.maker_id and s.latest
    where r.latest and r.id = any(${[...reports]}::uuid[]) order by r.id`.execute(tx);
  const byReport = Map.groupBy(rows, ({ id }) => id);
  return new Map([...byReport].map(([id, found]) => [id, found.map(({ name }) => name)]));
}

/** These reports by number and laboratory. */
export async function nameReports(tx: Tx, ids: readonly string[]): Promise<ReportNamed[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<ReportNamed>`
    select id, number, laboratory from substances_test_report where latest and id = any(${[...ids]}::uuid[])`.execute(
    tx,
  );
  return rows;
}
