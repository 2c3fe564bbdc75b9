// What the KPIs of water sum: volumes of months as they count, and the output of the factories.
import type { Aggregate, ComputeInput, SumRow } from '#platform/kpi/declare.ts';
import type { ProductUnit } from '#units/product.ts';
import { cubicMetres, sum } from '#units/quantity.ts';
import type { DischargeRow, FlowTable, WaterDestination, WithdrawalRow } from '../model/flows.ts';
import type { OutputOfMonth, WithdrawalOfMonth } from '../rules/intake-per-product.ts';
import type { AreaRow } from '../rules/stress-split.ts';

type CarriedBy = NonNullable<Aggregate['carriedIn']>['by'];

/** Volumes of months; of years before them, what was carried in, by those of the same dimensions that a yearly total tells. */
const volumes = (
  id: string,
  item: readonly string[],
  by: readonly string[],
  carriedBy: CarriedBy | null = by.map((field) => ({ field })),
): Aggregate => ({
  ...{ id: `water.${id}`, of: 'water.volume', sum: 'volumeM3', where: { item }, by, basis: 'volumeM3' },
  ...(carriedBy === null
    ? {}
    : { carriedIn: { of: 'water.carried-total', sum: 'volumeM3', where: { item }, by: carriedBy } }),
});
/** Of a past year nobody says in which basins its water was short. */
const stressNotTold = [{ fixed: null }, { fixed: null }, { fixed: null }] as const;

/** Whether the factory lies where water is short, and by which file of basins. */
export const stress = ['stressed', 'stressEdition', 'stressData'] as const;
/** Withdrawal by source, quality, what a third party draws it from, and stress. */
export const withdrawn = volumes(
  'withdrawn',
  ['withdrawal'],
  ['source', 'quality', 'drawnFrom', ...stress],
  [{ field: 'source' }, { field: 'quality' }, { fixed: null }, ...stressNotTold],
);
/** Discharge by destination, quality and stress. */
export const discharged = volumes(
  'discharged',
  ['discharge'],
  ['destination', 'quality', ...stress],
  [{ field: 'destination' }, { field: 'quality' }, ...stressNotTold],
);
/** Water used more than once, by how; circulated cooling water is one of them. */
export const repeated = volumes(
  'repeated',
  ['circulated_cooling', 'circulated_other', 'cascaded', 'reclaimed'],
  ['item'],
);
/** Make-up of cooling water. */
export const coolingMakeUp = volumes('cooling-make-up', ['cooling_make_up'], ['item']);
/** Losses. */
export const lost = volumes('lost', ['loss'], ['item']);
/** What tanks took in, below zero where they gave. */
export const stored = volumes('stored', ['storage_change'], ['item'], null);
/** The part of the withdrawal that went through meters. */
export const meteredWithdrawal = volumes('metered-withdrawal', ['withdrawal_metered'], ['source'], null);
/** Output value and revenue of the factories in CNY. */
export const outputValue: Aggregate = {
  ...{ id: 'water.output-value', of: 'factories.activity', sum: 'outputValueCny', where: {}, by: ['site'] },
};
export const revenue: Aggregate = { ...outputValue, id: 'water.revenue', sum: 'revenueCny' };

/** Withdrawal by factory and month, so that it can be held against what was made in it; a year's total tells no month. */
export const withdrawnByMonth = volumes('withdrawn-by-month', ['withdrawal'], ['site', 'month'], null);
/** What was made in a month of a factory, as it was counted. */
export const made: Aggregate = {
  ...{ id: 'water.made', of: 'factories.activity', lines: true, sum: 'output.amount' },
  by: ['site', 'month', 'output.unit'],
};

/** What each factory takes in and lets out by stress, so that one that tells only the first can be told from the others. */
export const withdrawnBySite = volumes(
  'withdrawn-by-site',
  ['withdrawal'],
  ['site', 'stressed'],
  [{ field: 'site' }, { fixed: null }],
);
export const dischargedBySite = volumes(
  'discharged-by-site',
  ['discharge'],
  ['site', 'stressed', 'destination'],
  [{ field: 'site' }, { fixed: null }, { field: 'destination' }],
);

/** The rows of one of a KPI's aggregates; its first names none. */
export const rowsOf = (input: ComputeInput, aggregate: Aggregate, first: Aggregate): SumRow[] =>
  input.groups.flatMap(({ rows }) => rows).filter(({ of }) => of === (aggregate === first ? undefined : aggregate.id));

/** Rows added up. */
export const volumeOf = (rows: readonly SumRow[]) => sum(rows.map((row) => cubicMetres(row.sum)));

/** The month of a factory of a row that is split by both first. */
const monthOfSite = ({ dims: [site, month] }: SumRow) => `${site} ${month}`;
/** Withdrawals of months of factories. */
export const monthlyWithdrawals = (rows: readonly SumRow[]): WithdrawalOfMonth[] =>
  rows.map((row) => ({ at: monthOfSite(row), volumeM3: cubicMetres(row.sum) }));
/** What was made in months of factories. */
export const monthlyOutputs = (rows: readonly SumRow[]): OutputOfMonth[] =>
  rows.map((row) => ({ at: monthOfSite(row), unit: row.dims[2] as ProductUnit, amount: row.sum }));

/** A code as it stands in a sum: absent where nobody said. */
const stressedBy = (told: string | null | undefined) => (told === 'yes' ? true : told === 'no' ? false : null);

/** Withdrawal as GRI 303 reads it. */
export const withdrawalRows = (rows: readonly SumRow[]): WithdrawalRow[] =>
  rows.map(({ dims: [source, quality, drawnFrom, stressed], sum: volume }) => ({
    ...{ source: source as WithdrawalRow['source'], quality: quality as WithdrawalRow['quality'] },
    ...(drawnFrom ? { thirdPartySource: drawnFrom as NonNullable<WithdrawalRow['thirdPartySource']> } : {}),
    ...{ stressed: stressedBy(stressed), volumeM3: cubicMetres(volume) },
  }));

/** Discharge as GRI 303 reads it. */
export const dischargeRows = (rows: readonly SumRow[]): DischargeRow[] =>
  rows.map(({ dims: [destination, quality, stressed], sum: volume }) => ({
    ...{ destination: destination as DischargeRow['destination'], quality: quality as DischargeRow['quality'] },
    ...{ stressed: stressedBy(stressed), volumeM3: cubicMetres(volume) },
  }));

/** Withdrawal and discharge of factories by stress, without what GRI 303 has no line for. */
export function areaRows(
  withdrawals: readonly SumRow[],
  discharges: readonly SumRow[],
  { destination: destinations }: FlowTable,
): AreaRow[] {
  const areaRow = (flow: AreaRow['flow'], { dims: [siteId, stressed], sum: volume }: SumRow): AreaRow => ({
    ...{ flow, siteId: siteId ?? '', volumeM3: cubicMetres(volume) },
    area: stressed === 'yes' || stressed === 'no' ? stressed : 'unknown',
  });
  const lined = discharges.filter(({ dims }) => destinations[dims[2] as WaterDestination].gri303 !== null);
  return [...withdrawals.map((row) => areaRow('withdrawal', row)), ...lined.map((row) => areaRow('discharge', row))];
}

/** The files of basins by which stress is told, and whether one of them is made up; nothing where none is. */
export function stressToldBy(
  rows: readonly SumRow[],
): { stressEditions: string; stressSynthetic: boolean } | undefined {
  const named = rows.map(({ dims }) => ({ edition: dims.at(-2), data: dims.at(-1) }));
  const editions = [...new Set(named.flatMap(({ edition }) => (edition ? [edition] : [])))].sort();
  if (editions.length === 0) return undefined;
  return { stressEditions: editions.join(', '), stressSynthetic: named.some(({ data }) => data === 'synthetic') };
}
