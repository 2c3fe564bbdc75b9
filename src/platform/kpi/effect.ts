// What would a change do to figures before it counts? The same rules over the same sums, never a second formula: sums of
// some records as they stand are taken out of a figure, and the same sums as they would be put in.
import { sql } from 'kysely';
import { parsePeriod } from '#period/period.ts';
import { Exact } from '#units/quantity.ts';
import type { Tx } from '../db/database.ts';
import { historySeq } from '../history/entry.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import { findLatest, listRevisions } from '../records/server/read.ts';
import { type Given, type RecordOptions, recordMany } from '../records/server/record.ts';
import { endPredecessors } from '../records/server/write.ts';
import { aggregatesOf, type Computed, type Kpi, type SumRow } from './declare.ts';
import { computeFigure, type Figure, type FigureResult, type LedgerContext } from './ledger.ts';
import { type KpiSum, sumKpiOfRecords } from './sum-kpi.ts';
import type { Part } from './sum-records.ts';

/** The sums behind each of some figures, of a part of their records. */
export type SumsBehind = (figure: Figure) => readonly KpiSum[];

const kpiOf = ({ kpis }: LedgerContext, { key }: Figure): Kpi => {
  const kpi = kpis.get(key.kpi);
  if (!kpi) throw new Error(`unknown KPI ${key.kpi}`);
  return kpi;
};

/** Sums, of the records that count now, the part that a change can move. */
export async function sumsBehind(
  tx: Tx,
  context: LedgerContext,
  figures: readonly Figure[],
  part: Part,
): Promise<SumsBehind> {
  // KPIs over the same records have the same sums: taken once.
  const questionOf = (figure: Figure) => {
    const kpi = kpiOf(context, figure);
    return [...aggregatesOf(kpi).map(({ id }) => id), kpi.each, figure.key.scopeId, figure.key.period].join(' ');
  };
  const sums = new Map<string, readonly KpiSum[]>();
  for (const figure of figures) {
    const question = questionOf(figure);
    if (sums.has(question)) continue;
    const { scopeId, period } = figure.key;
    const asked = { scopeId, period: parsePeriod(period), moment: 'counting', part } as const;
    sums.set(question, await sumKpiOfRecords(tx, context.kinds, kpiOf(context, figure), context.organisation, asked));
  }
  return (figure) => sums.get(questionOf(figure)) ?? [];
}

const nameOfSum = ({ dims, of }: Pick<SumRow, 'dims' | 'of'>) => JSON.stringify([of ?? null, dims]);

/** A figure's sums with some of them changed; one that comes to nothing is gone. */
function groupsWith(
  groups: FigureResult['groups'],
  stand: readonly KpiSum[],
  wouldBe: readonly KpiSum[],
): FigureResult['groups'] {
  const changes = [...stand.map((one) => ({ ...one, sum: new Exact(one.sum).negated().toFixed() })), ...wouldBe];
  return groups.map(({ scopeId, rows }) => {
    const sums = new Map(rows.map((row) => [nameOfSum(row), row]));
    const own = changes.filter(({ group_id }) => group_id === scopeId);
    for (const { group_id: _, sum, ...row } of own) {
      const before = sums.get(nameOfSum(row))?.sum ?? 0;
      sums.set(nameOfSum(row), { ...row, sum: new Exact(before).plus(sum).toFixed() });
    }
    for (const row of own) if (new Exact(sums.get(nameOfSum(row))?.sum ?? 1).isZero()) sums.delete(nameOfSum(row));
    return { scopeId, rows: [...sums.values()] };
  });
}

/** A figure as it would be. */
export function figureWith(context: LedgerContext, figure: Figure, stand: SumsBehind, wouldBe: SumsBehind): Computed {
  const groups = groupsWith(figure.result.groups, stand(figure), wouldBe(figure));
  const period = parsePeriod(figure.key.period);
  return computeFigure(kpiOf(context, figure), period, groups, figure.result, figure.parameters, context.packs);
}

/** Figures as they would be if a correction counted: the database sums with it and takes it back. */
export async function figuresIfCorrected(
  tx: Tx,
  context: LedgerContext,
  kind: RecordKind,
  given: Given,
  figures: readonly Figure[],
  options: RecordOptions,
): Promise<Computed[]> {
  const [before] = await findLatest(tx, kind, [given.id]);
  const sites = [before?.values ?? {}, given.values].flatMap((values) => {
    const site = values[kind.site ?? 'site'];
    return typeof site === 'string' ? [site] : [];
  });
  return figuresAsIf(tx, context, sites, figures, async () => {
    await recordMany(tx, kind, [{ ...given, restatement: true }], { ...options, approve: true });
  });
}

/** Figures as they would be if the newest revision of a record, which waits for its approval, counted. */
export async function figuresIfApproved(
  tx: Tx,
  context: LedgerContext,
  kind: RecordKind,
  id: string,
  figures: readonly Figure[],
): Promise<Computed[]> {
  const revisions = await listRevisions(tx, kind, id);
  const sites = revisions.flatMap(({ latest, counts, values }) => {
    const site = values[kind.site ?? 'site'];
    return (latest || counts) && typeof site === 'string' ? [site] : [];
  });
  return figuresAsIf(tx, context, sites, figures, async () => {
    const seq = await historySeq(tx);
    await sql`update ${sql.table(kind.table)} set state = 'approved', approved_seq = ${seq} where id = ${id} and latest`.execute(
      tx,
    );
    await endPredecessors(tx, kind, [id], seq);
  });
}

/** Sums before and after a change that is then taken back. */
async function figuresAsIf(
  tx: Tx,
  context: LedgerContext,
  sites: readonly string[],
  figures: readonly Figure[],
  change: () => Promise<void>,
): Promise<Computed[]> {
  const part = { sites: [...new Set(sites)] };
  const stand = await sumsBehind(tx, context, figures, part);
  await sql`savepoint as_if`.execute(tx);
  await change();
  const wouldBe = await sumsBehind(tx, context, figures, part);
  await sql`rollback to savepoint as_if`.execute(tx);
  return figures.map((figure) => figureWith(context, figure, stand, wouldBe));
}
