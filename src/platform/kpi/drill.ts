// The records behind a figure, as a condition: a list of them always sums to the figure's inputs.
import { type RawBuilder, sql } from 'kysely';
import { parsePeriod } from '#period/period.ts';
import type { Tx } from '../db/database.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import type { Kinds } from '../records/server/refs.ts';
import { bindAggregate } from './bind-aggregate.ts';
import { type PartArrays, partsContain } from './cells.ts';
import { countStandings } from './count-standings.ts';
import { type Kpi, type Kpis, kpiOfVersion } from './declare.ts';
import type { Figures } from './figures.ts';
import { type FigureKey, findFigures } from './ledger.ts';
import type { Organisation } from './organisation.ts';
import { partArrays } from './sum-kpi.ts';

/** The condition on the alias `t` for the records of a figure, or undefined when the figure is not of this kind or not the reader's. */
export async function behindFigure(
  tx: Tx,
  kinds: Kinds,
  kpis: Kpis,
  figures: Figures,
  kind: RecordKind,
  figureId: string,
): Promise<{ condition: RawBuilder<boolean>; which: 'counting' | 'shown' } | undefined> {
  const figure = (await findFigures(tx, [figureId])).get(figureId);
  const kpi = figure && kpiOfVersion(kpis, figure.key.kpi, figure.version);
  if (!figure || !kpi || kpi.aggregate.of !== kind.kind || !kinds.has(kind.kind) || !kind.effective) return undefined;
  const { organisation } = await figures.context(tx);
  const parts = partArrays(organisation, figure.key.scopeId);
  const period = parsePeriod(figure.key.period);
  const { effective, site, only } = bindAggregate(kinds, kpi.aggregate, 'counting');
  const condition = sql<boolean>`(${effective} >= ${period.from} and ${effective} < ${period.before} and ${partsContain(parts, site, effective)} and ${only}
    ${counted(kinds, kpi, parts)})`;
  return { condition, which: figure.key.basis === 'approved' ? 'counting' : 'shown' };
}

/** The records in the stored sums of a figure, without yearly totals carried in and without shares: what a list of them adds up to. */
export async function countBehind(
  tx: Tx,
  kinds: Kinds,
  kpi: Kpi,
  organisation: Organisation,
  { scopeId, period, basis }: Pick<FigureKey, 'scopeId' | 'period' | 'basis'>,
  dimension?: { name: string; values: readonly string[] },
): Promise<{ count: number; sum: string }> {
  const { aggregate } = kpi;
  const parts = partArrays(organisation, scopeId);
  const { from, before } = parsePeriod(period);
  if (aggregate.asOf) {
    const { cover } = await countStandings(tx, kinds, aggregate, organisation, parts, parsePeriod(period), { basis });
    return { count: cover.length, sum: String(cover.length) };
  }
  const day = sql`c.from_on`;
  const of = (name: string) => sql`c.dims[${sql.lit(aggregate.by.indexOf(name) + 1)}]`;
  const conditions = [
    partsContain(parts, sql`c.site_id`, day),
    ...(dimension ? [sql`${of(dimension.name)} = any(${[...dimension.values]}::text[])`] : []),
    ...leftIn(kpi, parts, day, of),
  ];
  const { rows } = await sql<{ count: number; sum: string }>`
    select coalesce(sum(${sql.ref(`c.${basis}_rows`)}), 0)::int as count, coalesce(sum(${sql.ref(`c.${basis}`)}), 0)::text as sum
    from kpi_cell c where c.aggregate = ${aggregate.id} and not c.carried and c.from_on >= ${from} and c.before_on <= ${before}
      and ${sql.join(conditions, sql` and `)}`.execute(tx);
  return rows[0] ?? { count: 0, sum: '0' };
}

/** That a record or sum is none of those which the figure leaves out: of a transfer, that its receiver is not in the scope. */
const leftIn = (
  { aggregate, leavesOut }: Kpi,
  parts: PartArrays,
  day: RawBuilder<unknown>,
  of: (name: string) => RawBuilder<unknown>,
): RawBuilder<unknown>[] =>
  Object.entries(leavesOut ?? {}).map(([name, value]) =>
    name === aggregate.receiver
      ? sql`(${of(name)} is null or not ${partsContain(parts, sql`${of(name)}::uuid`, day)})`
      : sql`${of(name)} is distinct from ${value}`,
  );

/** The same of the records themselves, whose dimensions are looked up. */
function counted(kinds: Kinds, kpi: Kpi, parts: PartArrays): RawBuilder<unknown> {
  const by = Object.keys(kpi.leavesOut ?? {});
  if (by.length === 0) return sql``;
  const { each, effective, joins } = bindAggregate(kinds, { ...kpi.aggregate, by }, 'counting');
  const conditions = leftIn(kpi, parts, effective, (name) => sql`${each[by.indexOf(name)]}`);
  return sql`and exists (select from (values (1)) as one (row) ${joins} where ${sql.join(conditions, sql` and `)})`;
}
