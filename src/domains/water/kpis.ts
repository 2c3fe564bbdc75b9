// The KPIs of water: GRI 303-3, -4 and -5, the rates of GB/T 7119, and withdrawn water utilisation as the owner defines it.
import type { Decimal } from 'decimal.js';
import { type Computed, type ComputeInput, type Kpi, kpi, type SumRow } from '#platform/kpi/declare.ts';
import type { Pack } from '#standards/pack.ts';
import type { ComparableProductUnit } from '#units/product.ts';
import { add, type CubicMetres, cubicMetres, Exact, exactText, quantity, sum } from '#units/quantity.ts';
import { cubicMetresToMegalitres } from '#units/volume.ts';
import {
  areaRows,
  coolingMakeUp,
  discharged,
  dischargedBySite,
  dischargeRows,
  lost,
  made,
  meteredWithdrawal,
  monthlyOutputs,
  monthlyWithdrawals,
  outputValue,
  repeated,
  revenue,
  rowsOf,
  stored,
  stress,
  stressToldBy,
  volumeOf,
  withdrawalRows,
  withdrawn,
  withdrawnByMonth,
  withdrawnBySite,
} from './kpis/aggregates.ts';
import { type FlowTable, readFlowTable } from './model/flows.ts';
import { type Gri303Area, gri303Cites, gri303Consumption, gri303Discharge, gri303Withdrawal } from './rules/gri303.ts';
import { intakePerProduct, intakePerProductCites } from './rules/intake-per-product.ts';
import { type StressArea, stressSplit } from './rules/stress-split.ts';
import { type StressedLine, stressedDischargeLines, stressedWithdrawalLines } from './rules/stressed-lines.ts';
import {
  coolingCirculationRate,
  leakageRate,
  meteringRate,
  reuseRate,
  waterEfficiencyCites,
  waterPerOutputValue,
} from './rules/water-efficiency.ts';
import {
  type UtilisationDefinition,
  utilisationDefinitions,
  utilisationUnits,
  withdrawnWaterUtilisation,
  withdrawnWaterUtilisationCites,
} from './rules/withdrawn-water-utilisation.ts';

const waterPacks = ['water-sources', 'water-destinations'] as const;
const tables = new WeakMap<Pack, FlowTable>();
/** To which line of GRI 303 each source and destination belongs. @throws when a pack is not loaded */
export function tableOf({ packs }: Pick<ComputeInput, 'packs'>): FlowTable {
  const [sources, destinations] = waterPacks.map((name) => packs[name]);
  if (!sources || !destinations) throw new Error('a water pack is not loaded');
  const table = tables.get(sources) ?? readFlowTable(sources, destinations);
  tables.set(sources, table);
  return table;
}

type Answer = { value: { toFixed(): string }; inputs: Readonly<Record<string, unknown>> } | { noData: string };

/** An answer of a rule as a figure: its value and inputs as exact text. */
function told(answer: Answer, more: Readonly<Record<string, Decimal>> = {}): Computed {
  if ('noData' in answer) return { noData: answer.noData };
  const inputs = Object.entries({ ...answer.inputs, ...more }).map(
    ([name, one]) => [name, exactText(one as Decimal)] as const,
  );
  return { value: answer.value.toFixed(), inputs: Object.fromEntries(inputs) };
}

const camel = (line: string) => line.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Lines and qualities that hold water, each an input of its own: `thirdPartyMl`, `qualityUnknownMl`. */
function linesOf({ lines }: Gri303Area<string>): Record<string, Decimal> {
  const parts: Record<string, Decimal> = {};
  const put = (name: string, volume: Decimal) => {
    if (!volume.isZero()) parts[name] = new Exact(parts[name] ?? 0).plus(volume);
  };
  for (const { line, freshMl, otherMl, unknownMl } of lines) {
    put(`${camel(line)}Ml`, new Exact(freshMl).plus(otherMl).plus(unknownMl));
  }
  for (const { freshMl, otherMl, unknownMl } of lines) {
    put('freshMl', freshMl);
    put('otherQualityMl', otherMl);
    put('qualityUnknownMl', unknownMl);
  }
  return parts;
}

/** Where no basin at all was looked up, water of stressed areas is not known, which is not zero. */
function known<T extends { inputs: { totalMl: Decimal; stressedMl: Decimal; notLookedUpMl: Decimal } }>(
  answer: T,
): Record<string, Decimal> {
  const { notLookedUpMl, ...inputs } = answer.inputs;
  if (notLookedUpMl.isZero()) return inputs;
  const isLookedUp = notLookedUpMl.lt(inputs.totalMl);
  return { totalMl: inputs.totalMl, ...(isLookedUp ? { stressedMl: inputs.stressedMl } : {}), notLookedUpMl };
}

/** Lines of areas with stress as exact text; a third party's own sources say what they are drawn from. */
const textOf = ({ line, from, notLookedUpMl, ...volumes }: StressedLine) => ({
  ...{ line, ...(from ? { from } : {}) },
  ...Object.fromEntries(Object.entries(volumes).map(([name, one]) => [name, exactText(one)])),
  ...(notLookedUpMl ? { notLookedUpMl: exactText(notLookedUpMl) } : {}),
});

/** A figure with the files of basins by which stress is told, and its lines there; without them where it is not. */
function withStress(figure: Computed, rows: readonly SumRow[], lines: readonly StressedLine[] = []): Computed {
  const by = stressToldBy(rows);
  if (!by || !('value' in figure)) return figure;
  return { ...figure, extra: { ...by, ...(lines.length > 0 ? { stressedLines: lines.map(textOf) } : {}) } };
}

/** In the first version no figure knew which factories lie where water is short. */
const withoutStress = (rows: readonly SumRow[]): SumRow[] =>
  rows.map((row) => ({ ...row, dims: row.dims.map((one, at) => (at < row.dims.length - stress.length ? one : null)) }));
/** How a version reads the sums, and whether it tells lines of areas with stress, and of consumption what is known of them. */
interface Telling {
  read: (rows: readonly SumRow[]) => readonly SumRow[];
  tellsLines: boolean;
}
const asTheyAre: Telling['read'] = (rows) => rows;

/** Declares a KPI of GRI 303 in all of its versions. */
const withFormer = (of: (telling: Telling) => Omit<Kpi, 'version'>): Kpi =>
  kpi({
    ...{ ...of({ read: asTheyAre, tellsLines: true }), version: 3 },
    former: [
      { ...of({ read: asTheyAre, tellsLines: false }), version: 2 },
      { ...of({ read: withoutStress, tellsLines: false }), version: 1 },
    ],
  });

export const waterWithdrawal = withFormer(({ read, tellsLines }) => ({
  ...{ id: 'water.withdrawal', unit: 'ML', better: 'lower', counts: 'site', aggregate: withdrawn },
  ...{ parameters: {}, packs: waterPacks, cites: gri303Cites.slice(0, 1), rule: 'gri303' },
  compute: (input) => {
    const rows = read(rowsOf(input, withdrawn, withdrawn));
    const answer = gri303Withdrawal(withdrawalRows(rows), tableOf(input));
    if ('noData' in answer) return answer;
    const figure = told({ value: answer.value, inputs: known(answer) }, linesOf(answer.all));
    return withStress(figure, rows, tellsLines ? stressedWithdrawalLines(answer) : []);
  },
}));

export const waterDischarge = withFormer(({ read, tellsLines }) => ({
  ...{ id: 'water.discharge', unit: 'ML', better: 'lower', counts: 'site', aggregate: discharged },
  ...{ parameters: {}, packs: waterPacks, cites: gri303Cites.slice(1, 2), rule: 'gri303' },
  compute: (input) => {
    const rows = read(rowsOf(input, discharged, discharged));
    const answer = gri303Discharge(dischargeRows(rows), tableOf(input));
    if ('noData' in answer) return answer;
    const { toOthersUseMl, truckedMl } = answer;
    const lines = { ...linesOf(answer.all), toOthersUseMl, truckedMl };
    const figure = told({ value: answer.value, inputs: known(answer) }, lines);
    return withStress(figure, rows, tellsLines ? stressedDischargeLines(answer) : []);
  },
}));

const consumption = ({ read, tellsLines }: Telling): Omit<Kpi, 'version'> => ({
  ...{ id: 'water.consumption', unit: 'ML', better: 'lower', counts: 'site', aggregate: withdrawn },
  ...{ besides: [discharged, stored], parameters: {}, packs: waterPacks, cites: gri303Cites.slice(2), rule: 'gri303' },
  compute: (input) => {
    const change = rowsOf(input, stored, withdrawn);
    const rows = read(rowsOf(input, withdrawn, withdrawn));
    const answer = gri303Consumption(
      withdrawalRows(rows),
      dischargeRows(read(rowsOf(input, discharged, withdrawn))),
      change.length > 0 ? volumeOf(change) : null,
      tableOf(input),
    );
    if ('noData' in answer) return answer;
    const { stressedMl, isAllLookedUp, notLookedUpMl, storageChangeMl } = answer;
    const more = {
      ...(stressedMl && (tellsLines || isAllLookedUp) ? { stressedMl } : {}),
      ...(tellsLines && !isAllLookedUp ? { notLookedUpMl } : {}),
      ...(storageChangeMl ? { storageChangeMl } : {}),
    };
    return withStress(told(answer, more), rows);
  },
});

/**
 * What was consumed by stress: of factories that tell what they take in and what they let out, by the rule of the page. In
 * the versions before, a factory that tells no discharge had consumed all that it withdrew.
 */
function consumptionByStress(input: ComputeInput, figure: Computed): Computed {
  if ('noData' in figure) return figure;
  const table = tableOf(input);
  const areas = stressSplit(
    areaRows(rowsOf(input, withdrawnBySite, withdrawn), rowsOf(input, dischargedBySite, withdrawn), table),
  );
  const ofArea = (area: StressArea) => areas.find((one) => one.area === area);
  const megalitres = (volume: CubicMetres) => exactText(cubicMetresToMegalitres(volume));
  const [stressed, unknown] = [ofArea('yes'), ofArea('unknown')];
  const { stressedMl, notLookedUpMl: _, ...inputs } = figure.inputs;
  const someOf = (volume: CubicMetres | undefined) => (volume?.isZero() ? undefined : volume);
  const volumes = {
    // Where basins were looked up and none of them is short of water, nothing was consumed there.
    stressedMl: stressed ? stressed.toldConsumptionM3 : stressedMl === undefined ? undefined : cubicMetres(0),
    notLookedUpMl: unknown?.toldConsumptionM3,
    stressedWithoutDischargeMl: someOf(stressed?.withoutDischargeM3),
    withoutDischargeMl: someOf(sum(areas.map((one) => one.withoutDischargeM3))),
  };
  const more = Object.entries(volumes).flatMap(([name, volume]) => (volume ? [[name, megalitres(volume)]] : []));
  return { ...figure, inputs: { ...inputs, ...Object.fromEntries(more) } };
}

const consumptionToTell = consumption({ read: asTheyAre, tellsLines: true });
export const waterConsumption = kpi({
  ...{ ...consumptionToTell, version: 4, besides: [discharged, stored, withdrawnBySite, dischargedBySite] },
  compute: (input) => consumptionByStress(input, consumptionToTell.compute(input)),
  former: [
    { ...consumptionToTell, version: 3 },
    { ...consumption({ read: asTheyAre, tellsLines: false }), version: 2 },
    { ...consumption({ read: withoutStress, tellsLines: false }), version: 1 },
  ],
});

/** Water used again, with circulated cooling water told apart, for it swamps the rate. */
const repeatedIn = (input: ComputeInput) => {
  const rows = rowsOf(input, repeated, withdrawn);
  const cooling = volumeOf(rows.filter(({ dims }) => dims[0] === 'circulated_cooling'));
  return { rows, all: volumeOf(rows), cooling };
};
const withdrawnIn = (input: ComputeInput) => volumeOf(rowsOf(input, withdrawn, withdrawn));

export const waterReuseRate = kpi({
  ...{ id: 'water.reuse-rate', version: 1, unit: 'share', better: 'higher', counts: 'site', aggregate: withdrawn },
  ...{ besides: [repeated], parameters: {}, packs: [], cites: waterEfficiencyCites, rule: 'water-efficiency' },
  compute: (input) => {
    const { rows, all, cooling } = repeatedIn(input);
    if (rows.length === 0) return { noData: 'no_repeated_use_recorded' };
    const without = reuseRate(cubicMetres(new Exact(all).minus(cooling)), withdrawnIn(input));
    return told(reuseRate(all, withdrawnIn(input)), {
      circulatedCoolingM3: cooling,
      ...('noData' in without ? {} : { withoutCoolingShare: without.value }),
    });
  },
});

export const waterCoolingCirculation = kpi({
  ...{ id: 'water.cooling-circulation-rate', version: 1, unit: 'share', better: 'higher', counts: 'site' },
  ...{ aggregate: coolingMakeUp, besides: [repeated], parameters: {}, packs: [], cites: waterEfficiencyCites },
  rule: 'water-efficiency',
  compute: (input) => {
    const makeUp = rowsOf(input, coolingMakeUp, coolingMakeUp);
    const circulated = rowsOf(input, repeated, coolingMakeUp).filter(({ dims }) => dims[0] === 'circulated_cooling');
    if (makeUp.length === 0 || circulated.length === 0) return { noData: 'no_cooling_water_recorded' };
    return told(coolingCirculationRate(volumeOf(circulated), volumeOf(makeUp)));
  },
});

export const waterLossRate = kpi({
  ...{ id: 'water.loss-rate', version: 1, unit: 'share', better: 'lower', counts: 'site', aggregate: withdrawn },
  ...{ besides: [lost], parameters: {}, packs: [], cites: waterEfficiencyCites, rule: 'water-efficiency' },
  compute: (input) => {
    const rows = rowsOf(input, lost, withdrawn);
    return rows.length === 0 ? { noData: 'no_loss_recorded' } : told(leakageRate(volumeOf(rows), withdrawnIn(input)));
  },
});

export const waterMeteringRate = kpi({
  ...{ id: 'water.metering-rate', version: 1, unit: 'share', better: 'higher', counts: 'site', aggregate: withdrawn },
  ...{ besides: [meteredWithdrawal], parameters: {}, packs: [], cites: waterEfficiencyCites, rule: 'water-efficiency' },
  compute: (input) => {
    const rows = rowsOf(input, meteredWithdrawal, withdrawn);
    return rows.length === 0
      ? { noData: 'no_meter_of_a_source' }
      : told(meteringRate(volumeOf(rows), withdrawnIn(input)));
  },
});

export const waterIntakePerOutputValue = kpi({
  ...{ id: 'water.intake-per-output-value', version: 1, unit: 'm3_per_10k_cny', better: 'lower', counts: 'site' },
  ...{ aggregate: withdrawn, besides: [outputValue], parameters: {}, packs: [], cites: waterEfficiencyCites },
  rule: 'water-efficiency',
  compute: (input) => {
    const rows = rowsOf(input, outputValue, withdrawn);
    const withdrawal = withdrawnIn(input);
    if (rows.length === 0) return { noData: 'no_output_recorded' };
    if (withdrawal.isZero()) return { noData: 'no_water_recorded' };
    const tenThousands = rows.reduce((total, row) => total.plus(row.sum), new Exact(0)).div(10_000);
    const answer = waterPerOutputValue(withdrawal, quantity<'10k CNY'>(tenThousands));
    // What a factory's output is worth is masked: the figure shows, and its divisor does not.
    return 'noData' in answer ? answer : told({ value: answer.value, inputs: { withdrawalM3: withdrawal } });
  },
});

/** The input that tells what was made in a unit. */
const madeInput = {
  ...{ t: 'madeTonnes', thousand_pcs: 'madeThousandPieces', set: 'madeSets', m: 'madeMetres', m2: 'madeSquareMetres' },
} as const satisfies Record<ComparableProductUnit, string>;

export const waterIntakePerProduct = kpi({
  ...{ id: 'water.intake-per-product', version: 1, unit: 'm3_per_product', better: 'lower', counts: 'site' },
  ...{ aggregate: withdrawn, besides: [withdrawnByMonth, made], parameters: {}, packs: [] },
  ...{ cites: intakePerProductCites, rule: 'intake-per-product' },
  compute: (input) => {
    const answer = intakePerProduct(
      monthlyWithdrawals(rowsOf(input, withdrawnByMonth, withdrawn)),
      monthlyOutputs(rowsOf(input, made, withdrawn)),
    );
    const produced = Object.entries(answer.made).map(([unit, amount]) => [
      madeInput[unit as ComparableProductUnit],
      exactText(amount),
    ]);
    const left = {
      withoutOutputM3: exactText(answer.withoutOutputM3),
      siteMonthsWithoutOutputCount: String(answer.siteMonthsWithoutOutput),
    };
    const inputs = {
      ...{ withdrawalM3: exactText(answer.withdrawalM3), ...Object.fromEntries(produced) },
      ...{ siteMonthsCount: String(answer.siteMonths), ...(answer.siteMonthsWithoutOutput > 0 ? left : {}) },
    };
    if ('noData' in answer) return { noData: answer.noData, inputs };
    return { value: exactText(answer.value), unit: `m3_per_${answer.unit}`, inputs };
  },
});

/** What the owner chose; there is no default, since none can be inferred. */
export interface UtilisationParameters {
  readonly definition: UtilisationDefinition | null;
  readonly output: 'output_value' | 'revenue';
}

const utilisation = (saysItsUnit: boolean): Omit<Kpi, 'version'> => ({
  ...{ id: 'water.utilisation', unit: 'ratio', better: 'higher', counts: 'site', aggregate: withdrawn },
  ...{ besides: [repeated, outputValue, revenue], packs: [], cites: withdrawnWaterUtilisationCites },
  parameters: { definition: null, output: 'output_value' } satisfies UtilisationParameters,
  chosenBy: {
    ...{ parameter: 'definition', codes: utilisationDefinitions },
    ...{ units: utilisationUnits, inverses: ['output_per_withdrawal'] },
  },
  rule: 'withdrawn-water-utilisation',
  compute: (input) => {
    const { definition, output } = input.parameters as unknown as UtilisationParameters;
    if (definition === null) return { noData: 'definition_not_chosen' };
    const { rows, all, cooling } = repeatedIn(input);
    if (definition !== 'output_per_withdrawal' && rows.length === 0) return { noData: 'no_repeated_use_recorded' };
    const outputs = rowsOf(input, output === 'revenue' ? revenue : outputValue, withdrawn);
    const answer = withdrawnWaterUtilisation(
      {
        ...{ withdrawalM3: withdrawnIn(input), repeatedUseM3: all, circulatedCoolingM3: cooling },
        output: outputs.length > 0 ? outputs.reduce((total, row) => total.plus(row.sum), new Exact(0)) : null,
      },
      definition,
    );
    if ('noData' in answer) return answer;
    const { output: _, ...inputs } = answer.inputs;
    const figure = told({
      value: answer.value,
      inputs: { ...inputs, withdrawalM3: add(withdrawnIn(input), cubicMetres(0)) },
    });
    return {
      ...{ ...figure, ...(saysItsUnit ? { unit: utilisationUnits[definition] } : {}) },
      extra: { definition, output, withoutCooling: answer.withoutCooling?.toFixed() ?? null },
    } as Computed;
  },
});

/** In the first version every definition was printed as a plain ratio. */
export const waterUtilisation = kpi({
  ...{ ...utilisation(true), version: 2 },
  former: [{ ...utilisation(false), version: 1 }],
});

export const waterKpis = [
  ...[waterWithdrawal, waterDischarge, waterConsumption, waterReuseRate, waterCoolingCirculation, waterLossRate],
  ...[waterMeteringRate, waterIntakePerProduct, waterIntakePerOutputValue, waterUtilisation],
];
