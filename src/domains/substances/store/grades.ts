// What control grades require, items that have one, and what is held of their makers' parts.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { Disclosure } from '../model/declaration-file-answer.ts';
import type { GradeRequirement, PartAsked } from '../model/grade-requirement.ts';
import type { GradedItem } from '../model/grades-answer.ts';
import type { TestResult } from '../model/test-report.ts';
import { bomOn, counts } from './known.ts';
import { reportsOf } from './test-reports.ts';

/** An item as far as its grade asks of it. */
export interface Graded extends Pick<GradedItem, 'id' | 'number' | 'name' | 'itemClass'> {
  controlGrade: GradedItem['controlGrade'] | null;
  /** a bill of materials is in force: it is made here of parts */
  isMade: boolean;
}

/** What is held of one maker's part: approved declarations and reports, whenever they count. */
export interface HeldOfPart extends Omit<PartAsked, 'asked'> {
  itemId: string;
  declarations: { id: string; called: string; issuedOn: string; until: string | null; disclosure: Disclosure }[];
  reports: {
    id: string;
    called: string;
    testedOn: string;
    until: string;
    voidOn: string | null;
    matrix: string;
    results: Pick<TestResult, 'method' | 'analyte' | 'notDetected' | 'detectionLimit'>[];
  }[];
}

/** Every requirement that is approved, whenever it begins. */
export async function listGradeRequirements(tx: Tx): Promise<GradeRequirement[]> {
  const { rows } = await sql<GradeRequirement>`
    select q.id, q.control_grade as "controlGrade", q.item_class as "itemClass", q.from_on::text as "from", q.disclosure,
      q.declaration_months as "declarationMonths", q.needs_reports as "needsReports", q.report_months as "reportMonths",
      q.lot_screening as "lotScreening", q.audit_months as "auditMonths",
      coalesce((select json_agg(a.analyte order by a.line) from substances_grade_requirement_analyte a where a.record_id = q.id and a.revision = q.revision), '[]') as analytes
    from substances_grade_requirement q where ${counts('q')} order by q.from_on desc, q.id`.execute(tx);
  return rows;
}

const graded = (day: string) => sql`
  i.id, i.number, json_build_object('en', i.name_en, 'zh', i.name_zh) as name, i.item_class as "itemClass",
  i.control_grade as "controlGrade", exists (select from substances_bom b where b.item_id = i.id and ${bomOn('b', day)}) as "isMade"`;

/** These items. */
export async function listGraded(tx: Tx, day: string, items: readonly string[]): Promise<Graded[]> {
  const { rows } = await sql<Graded>`
    select ${graded(day)} from substances_item i where ${counts('i')} and i.id = any(${[...items]}::uuid[])`.execute(
    tx,
  );
  return rows;
}

/** The next items with a grade, in the order of their numbers. */
export async function listNextGraded(
  tx: Tx,
  day: string,
  asked: { grade?: string | undefined; itemClass?: string | undefined; after?: string | undefined; limit: number },
): Promise<Graded[]> {
  const { grade, itemClass, after, limit } = asked;
  const { rows } = await sql<Graded>`
    select ${graded(day)} from substances_item i where ${counts('i')} and i.control_grade is not null
      and (${grade ?? null}::text is null or i.control_grade = ${grade ?? null})
      and (${itemClass ?? null}::text is null or i.item_class = ${itemClass ?? null})
      and (${after ?? null}::text is null or i.number > ${after ?? null})
    order by i.number limit ${limit}`.execute(tx);
  return rows;
}

/** Parts that may be used for these items on a day. A report of another material grade than the part's is none of it. */
export async function listHeld(tx: Tx, day: string, items: readonly string[]): Promise<HeldOfPart[]> {
  if (items.length === 0) return [];
  const named = (supplier: string) =>
    sql`(select json_build_object('en', s.name_en, 'zh', s.name_zh) from suppliers_supplier s where s.id = ${sql.ref(supplier)} and s.latest)`;
  const { rows } = await sql<HeldOfPart>`
    select m.item_id as "itemId", m.id, m.number, ${named('m.maker_id')} as maker, ${named('m.supplier_id')} as supplier,
      coalesce((select json_agg(json_build_object('id', d.id, 'called', d.document, 'issuedOn', d.issued_on, 'until', d.until_on, 'disclosure', d.full_material) order by d.issued_on, d.id)
        from substances_declaration d where d.maker_part_id = m.id and ${counts('d')}), '[]') as declarations,
      coalesce((select json_agg(json_build_object('id', r.id, 'called', r.number, 'testedOn', r.tested_on, 'until', r.until_on, 'voidOn', r.void_on, 'matrix', r.matrix, 'results',
          coalesce((select json_agg(json_build_object('method', t.method, 'analyte', t.analyte, 'notDetected', t.not_detected, 'detectionLimit', t.detection_limit::float8) order by t.line)
            from substances_test_report_result t where t.record_id = r.id and t.revision = r.revision), '[]')) order by r.tested_on, r.id)
        from ${reportsOf('m')} r where ${counts('r')} and (r.grade is null or r.grade is not distinct from m.grade)), '[]') as reports
    from substances_maker_part m where ${counts('m')} and m.item_id = any(${[...items]}::uuid[])
      and m.from_on <= ${day}::date and (m.before_on is null or m.before_on > ${day}::date)
    order by m.number, m.id`.execute(tx);
  return rows;
}
