// Which targets are set, with their steps by year, now or when the history stood at a number?
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { Target } from '../../model/target.ts';

interface TargetRow {
  id: string;
  revision: number;
  code: string;
  title_en: string;
  title_zh: string;
  measure: Target['measure'];
  kpi: string | null;
  steps_are: 'level' | 'relative' | 'points' | null;
  definition: string | null;
  base_year: number | null;
  owner_en: string | null;
  owner_zh: string | null;
  scope_id: string | null;
  steps: { year: number; value: string }[];
}

const counts = (asOf: number | undefined): RawBuilder<boolean> =>
  asOf === undefined
    ? sql`t.approved_seq is not null and t.ended_seq is null and not t.voided`
    : sql`t.approved_seq < ${asOf} and (t.ended_seq is null or t.ended_seq >= ${asOf}) and not t.voided
        and (t.import_id is null or t.import_id in (select id from intake_import where committed_seq < ${asOf}))`;

/** The group's targets that count, measured ones first, in order of code: what a report speaks of. */
export const listTargets = (tx: Tx, asOf?: number): Promise<Target[]> =>
  targetsWhere(tx, sql`${counts(asOf)} and coalesce(t.site_id, t.entity_id, t.region_id) is null`);

/** All targets that count, the group's first, then those of its parts. */
export const listTargetsOfAllScopes = (tx: Tx): Promise<Target[]> => targetsWhere(tx, counts(undefined));

async function targetsWhere(tx: Tx, condition: RawBuilder<boolean>): Promise<Target[]> {
  const { rows } = await sql<TargetRow>`
    select t.id, t.revision, t.code, t.title_en, t.title_zh, t.measure, t.kpi, t.steps_are, t.definition, extract(year from t.base_year_on)::int as base_year, t.owner_en, t.owner_zh,
      coalesce(t.site_id, t.entity_id, t.region_id) as scope_id,
      coalesce((select jsonb_agg(jsonb_build_object('year', extract(year from s.year_on)::int, 'value', s.value::text) order by s.year_on)
        from targets_target_step s where s.record_id = t.id and s.revision = t.revision), '[]'::jsonb) as steps
    from targets_target t where ${condition}
    order by coalesce(t.site_id, t.entity_id, t.region_id) is not null, t.measure <> 'quantitative', t.kpi is null, t.code`.execute(
    tx,
  );
  return rows.map((row) => ({
    id: row.id,
    revision: row.revision,
    code: row.code,
    title: { en: row.title_en, zh: row.title_zh },
    measure: row.measure,
    kpi: row.kpi,
    baseYear: row.base_year,
    owner:
      row.owner_en === null && row.owner_zh === null
        ? null
        : { en: row.owner_en ?? row.owner_zh ?? '', zh: row.owner_zh ?? row.owner_en ?? '' },
    // Absent rather than null: a report that was frozen before there were scopes says the same of its targets.
    ...(row.scope_id === null ? {} : { scopeId: row.scope_id }),
    ...(row.steps_are === null || row.steps_are === 'level' ? {} : { change: row.steps_are }),
    ...(row.definition === null ? {} : { definition: row.definition }),
    steps: row.steps,
  }));
}
