// The records behind a figure, as a condition: a list of them always sums to the figure's inputs.
import { type RawBuilder, sql } from 'kysely';
import { parsePeriod } from '#period/period.ts';
import type { Tx } from '../db/database.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import type { Kinds } from '../records/server/refs.ts';
import { bindAggregate } from './bind-aggregate.ts';
import { type PartArrays, partsContain } from './cells.ts';
import { type Kpi, type Kpis, kpiOfVersion } from './declare.ts';
import type { Figures } from './figures.ts';
import { findFigures } from './ledger.ts';
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
  const { effective, site } = bindAggregate(kinds, kpi.aggregate, 'counting');
  const condition = sql<boolean>`(${effective} >= ${period.from} and ${effective} < ${period.before} and ${partsContain(parts, site, effective)}
    ${counted(kinds, kpi, parts)})`;
  return { condition, which: figure.key.basis === 'approved' ? 'counting' : 'shown' };
}

/** That a record is none of those which the figure leaves out. */
function counted(kinds: Kinds, kpi: Kpi, parts: PartArrays): RawBuilder<unknown> {
  const { aggregate } = kpi;
  const out = Object.entries(kpi.leavesOut ?? {});
  if (out.length === 0) return sql``;
  const bound = bindAggregate(kinds, { ...aggregate, by: out.map(([name]) => name) }, 'counting');
  const conditions = out.map(([name, value], at) =>
    name === aggregate.receiver && bound.receiver
      ? sql`(${bound.receiver} is null or not ${partsContain(parts, bound.receiver, bound.effective)})`
      : sql`${bound.each[at]} is distinct from ${value}`,
  );
  return sql`and exists (select from (values (1)) as one (row) ${bound.joins} where ${sql.join(conditions, sql` and `)})`;
}
