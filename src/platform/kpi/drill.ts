// The records behind a figure, as a condition: a list of them always sums to the figure's inputs.
import { type RawBuilder, sql } from 'kysely';
import { parsePeriod } from '#period/period.ts';
import type { Tx } from '../db/database.ts';
import { columnOf, type RecordKind } from '../records/declare/kind.ts';
import type { Kinds } from '../records/server/refs.ts';
import type { Kpis } from './declare.ts';
import type { Figures } from './figures.ts';
import { findFigures, partArrays } from './ledger.ts';

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
  const kpi = figure && kpis.get(figure.key.kpi);
  if (!figure || !kpi || kpi.aggregate.of !== kind.kind || !kinds.has(kind.kind) || !kind.effective) return undefined;
  const { organisation } = await figures.context(tx);
  const parts = partArrays(organisation, figure.key.scopeId);
  const period = parsePeriod(figure.key.period);
  const effective = sql.ref(`t.${columnOf(kind.effective, kind.all.get(kind.effective) as never)}`);
  const site = sql.ref(`t.${kind.site ?? 'site'}_id`);
  const condition = sql<boolean>`(${effective} >= ${period.from} and ${effective} < ${period.before} and exists (
    select 1 from unnest(${`{${parts.siteIds.join(',')}}`}::uuid[], ${`{${parts.from.join(',')}}`}::date[], ${`{${parts.before.join(',')}}`}::date[]) as m (site_id, from_on, before_on)
    where m.site_id = ${site} and ${effective} >= m.from_on and ${effective} < m.before_on))`;
  return { condition, which: figure.key.basis === 'approved' ? 'counting' : 'shown' };
}
