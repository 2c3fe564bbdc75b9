// What would a correction do to figures, before it is sent? The database sums with it and takes it back: the same rules
// over the same sums, never a second formula.
import { Decimal } from 'decimal.js';
import { sql } from 'kysely';
import { type CalendarDate, type Month, monthOf } from '#period/calendar-date.ts';
import { parsePeriod } from '#period/period.ts';
import type { Tx } from '../db/database.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import { findLatest } from '../records/server/read.ts';
import { type Given, type RecordOptions, recordMany } from '../records/server/record.ts';
import { INSIDE, type PartArrays, partsToSum } from './cells.ts';
import type { Aggregate, Computed } from './declare.ts';
import { computeFigure, type Figure, type FigureResult, type LedgerContext } from './ledger.ts';
import type { SiteMonth } from './organisation.ts';
import { partArrays } from './sum-kpi.ts';
import { sumOverParts } from './sum-records.ts';

/** By how much a sum of a site's part-month changes. */
export interface SumChange {
  siteId: string;
  from: string;
  dims: (string | null)[];
  change: string;
}

interface Summed {
  site_id: string;
  from_on: string;
  dims: (string | null)[];
  total: string;
}

/** How the sums of these aggregates change if the correction counted; nothing of it is kept. */
export async function changesOf(
  tx: Tx,
  context: LedgerContext,
  kind: RecordKind,
  given: Given,
  aggregates: readonly Aggregate[],
  options: RecordOptions,
): Promise<ReadonlyMap<string, readonly SumChange[]>> {
  const [before] = await findLatest(tx, kind, [given.id]);
  const siteMonths: SiteMonth[] = [before?.values ?? {}, given.values].flatMap((values) => {
    const [site, day] = [values[kind.site ?? 'site'], values[kind.effective ?? '']];
    return typeof site === 'string' && typeof day === 'string'
      ? [{ siteId: site, month: monthOf(day as CalendarDate) as Month }]
      : [];
  });
  const distinct = [...new Map(siteMonths.map((one) => [`${one.siteId} ${one.month}`, one])).values()];
  const parts = partsToSum(context.organisation, distinct);
  const summed = async () => {
    const sums = new Map<string, Summed[]>();
    for (const aggregate of aggregates)
      sums.set(
        aggregate.id,
        (await sql<Summed>`select * from (${sumOverParts(context.kinds, aggregate, parts, 'counting')}) s`.execute(tx))
          .rows,
      );
    return sums;
  };
  const then = await summed();
  await sql`savepoint as_if`.execute(tx);
  await recordMany(tx, kind, [{ ...given, restatement: true }], { ...options, approve: true });
  const now = await summed();
  await sql`rollback to savepoint as_if`.execute(tx);
  return new Map(aggregates.map(({ id }) => [id, differenceOf(then.get(id) ?? [], now.get(id) ?? [])]));
}

function differenceOf(then: readonly Summed[], now: readonly Summed[]): SumChange[] {
  const changes = new Map<string, SumChange>();
  for (const [rows, sign] of [
    [then, -1],
    [now, 1],
  ] as const) {
    for (const { site_id: siteId, from_on: from, dims, total } of rows) {
      const key = JSON.stringify([siteId, from, dims]);
      const change = new Decimal(total).times(sign).plus(changes.get(key)?.change ?? 0);
      changes.set(key, { siteId, from, dims, change: change.toFixed() });
    }
  }
  return [...changes.values()].filter(({ change }) => !new Decimal(change).isZero());
}

/** The dimensions as a scope sees them: whether the site that received it belongs to the scope on that day. */
function dimsInGroup({ by, receiver }: Aggregate, parts: PartArrays, group: string, { dims, from }: SumChange) {
  const place = receiver === undefined ? -1 : by.indexOf(receiver);
  const received = dims[place];
  if (!received) return dims;
  const isInside = parts.siteIds.some(
    (site, at) =>
      site === received &&
      parts.groups[at] === group &&
      from >= (parts.from[at] ?? '') &&
      from < (parts.before[at] ?? ''),
  );
  return dims.with(place, isInside ? INSIDE : null);
}

/** A figure as it would be with these changes of its sums: by site, span and share as the figure itself counts them. */
export function figureWith(context: LedgerContext, figure: Figure, changes: readonly SumChange[]): Computed {
  const kpi = context.kpis.get(figure.key.kpi);
  if (!kpi) throw new Error(`unknown KPI ${figure.key.kpi}`);
  const period = parsePeriod(figure.key.period);
  const parts = partArrays(context.organisation, figure.key.scopeId, kpi.each);
  const groups: FigureResult['groups'] = figure.result.groups.map(({ scopeId, rows }) => ({
    scopeId,
    rows: [...rows],
  }));
  for (const one of changes) {
    const { siteId, from, change } = one;
    if (from < period.from || from >= period.before) continue;
    for (const [index, site] of parts.siteIds.entries()) {
      if (site !== siteId || from < (parts.from[index] ?? '') || from >= (parts.before[index] ?? '')) continue;
      const group = groups.find(({ scopeId }) => scopeId === parts.groups[index]);
      if (!group) continue;
      const dims = dimsInGroup(kpi.aggregate, parts, group.scopeId, one);
      const by = new Decimal(change).times(parts.shares[index] ?? '1');
      const at = group.rows.findIndex(
        (row) => row.of === undefined && JSON.stringify(row.dims) === JSON.stringify(dims),
      );
      const known = group.rows[at];
      const sum = by.plus(known?.sum ?? 0);
      if (known) group.rows[at] = { dims: known.dims, sum: sum.toFixed() };
      else group.rows.push({ dims, sum: sum.toFixed() });
    }
  }
  const counted = groups.map(({ scopeId, rows }) => ({
    scopeId,
    rows: rows.filter(({ sum }) => !new Decimal(sum).isZero()),
  }));
  return computeFigure(kpi, period, counted, figure.result, figure.parameters, context.packs);
}
