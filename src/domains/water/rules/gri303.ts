// How many megalitres were withdrawn, discharged and consumed, by source, destination and quality, in all areas and where water is short?
import { type Citation, cite } from '#standards/cite.ts';
import type { Answer, Outcome } from '#units/outcome.ts';
import { type CubicMetres, type Quantity, quantity, subtract, sum } from '#units/quantity.ts';
import { cubicMetresToMegalitres } from '#units/volume.ts';
import {
  type DischargeRow,
  type FlowTable,
  type Gri303Destination,
  type Gri303Source,
  gri303Destinations,
  gri303Sources,
  type WithdrawalRow,
} from '../model/flows.ts';

/** Volume in megalitres, as GRI 303 reports. */
export type Megalitres = Quantity<'ML'>;

/** What these rules cite; printed where they are explained. @public */
export const gri303Cites: readonly Citation[] = [
  cite('GRI-303-2018', '303-3'),
  cite('GRI-303-2018', '303-4'),
  cite('GRI-303-2018', '303-5'),
];

/** A line by quality; `unknown` is what nobody has told the quality of. */
export interface Gri303Line<Id extends string> {
  readonly line: Id;
  readonly freshMl: Megalitres;
  readonly otherMl: Megalitres;
  readonly unknownMl: Megalitres;
}

/** The lines of one kind of area with their total. */
export interface Gri303Area<Id extends string> {
  readonly totalMl: Megalitres;
  readonly lines: readonly Gri303Line<Id>[];
}

/** All areas, and those with water stress; what lies in basins nobody looked up is told apart and is in the first only. */
export interface Gri303Areas<Id extends string> extends Answer<Megalitres, 'totalMl' | 'stressedMl' | 'notLookedUpMl'> {
  readonly all: Gri303Area<Id>;
  readonly stressed: Gri303Area<Id>;
  readonly notLookedUp: Gri303Area<Id>;
}

/** 303-3 with, for stressed areas, what third parties draw their water from. */
export interface Gri303Withdrawal extends Gri303Areas<Gri303Source> {
  readonly thirdPartyBySource: Gri303Area<Exclude<Gri303Source, 'third_party'>>;
  /** Third-party water in stressed areas whose supplier does not say where it comes from. */
  readonly thirdPartySourceUnknown: Gri303Area<'unknown'>;
}

/** 303-4 with what was passed on for others' use, and liquid waste trucked away, for which GRI has no line. */
export interface Gri303Discharge extends Gri303Areas<Gri303Destination> {
  readonly toOthersUseMl: Megalitres;
  readonly truckedMl: Megalitres;
}

/** 303-5: withdrawal less discharge; the change in storage is told beside it and not subtracted. */
export interface Gri303Consumption extends Answer<Megalitres, 'withdrawalMl' | 'dischargeMl'> {
  /** 303-5-b, of what was looked up: the least that it can be while something was not. Null where nothing was. */
  readonly stressedMl: Megalitres | null;
  readonly isAllLookedUp: boolean;
  /** What was consumed in basins nobody looked up. */
  readonly notLookedUpMl: Megalitres;
  readonly storageChangeMl: Megalitres | null;
}

/** Why there is no figure. */
export const gri303Reasons = ['no_withdrawal_recorded', 'no_discharge_recorded'] as const;
type Reason = (typeof gri303Reasons)[number];

interface Row<Id extends string> {
  readonly line: Id;
  readonly quality: WithdrawalRow['quality'];
  readonly stressed: boolean | null;
  readonly volumeM3: CubicMetres;
}

const megalitres = (volumes: Iterable<CubicMetres>): Megalitres =>
  quantity<'ML'>(cubicMetresToMegalitres(sum(volumes)));
const volumesOf = (rows: readonly { readonly volumeM3: CubicMetres }[]) => rows.map(({ volumeM3 }) => volumeM3);

function area<Id extends string>(rows: readonly Row<Id>[], lines: readonly Id[]): Gri303Area<Id> {
  const of = (line: Id, quality: Row<Id>['quality']) =>
    megalitres(volumesOf(rows.filter((row) => row.line === line && row.quality === quality)));
  return {
    totalMl: megalitres(volumesOf(rows)),
    lines: lines.map((line) => ({
      line,
      freshMl: of(line, 'fresh'),
      otherMl: of(line, 'other'),
      unknownMl: of(line, null),
    })),
  };
}

function areas<Id extends string>(rows: readonly Row<Id>[], lines: readonly Id[]): Gri303Areas<Id> {
  const all = area(rows, lines);
  const stressed = area(
    rows.filter((row) => row.stressed === true),
    lines,
  );
  const notLookedUp = area(
    rows.filter((row) => row.stressed === null),
    lines,
  );
  return {
    value: all.totalMl,
    inputs: { totalMl: all.totalMl, stressedMl: stressed.totalMl, notLookedUpMl: notLookedUp.totalMl },
    ...{ all, stressed, notLookedUp },
  };
}

/** GRI 303-3 over the withdrawals of one scope and period. */
export function gri303Withdrawal(rows: readonly WithdrawalRow[], table: FlowTable): Outcome<Gri303Withdrawal, Reason> {
  if (rows.length === 0) return { noData: 'no_withdrawal_recorded' };
  const lined = rows.map((row) => ({ ...row, line: table.source[row.source].gri303 }));
  const thirdParty = lined.filter((row) => row.line === 'third_party' && row.stressed === true);
  const told = thirdParty.flatMap((row) => (row.thirdPartySource ? [{ ...row, line: row.thirdPartySource }] : []));
  const untold = thirdParty.filter((row) => !row.thirdPartySource);
  const own = gri303Sources.filter((line) => line !== 'third_party');
  return {
    ...areas(lined, gri303Sources),
    thirdPartyBySource: area(told, own),
    thirdPartySourceUnknown: area(
      untold.map((row) => ({ ...row, line: 'unknown' as const })),
      ['unknown'],
    ),
  };
}

/** GRI 303-4 over the discharges of one scope and period. Trucked liquid waste has no line and is not in the total. */
export function gri303Discharge(rows: readonly DischargeRow[], table: FlowTable): Outcome<Gri303Discharge, Reason> {
  if (rows.length === 0) return { noData: 'no_discharge_recorded' };
  const lined = rows.flatMap((row) => {
    const line = table.destination[row.destination].gri303;
    return line ? [{ ...row, line }] : [];
  });
  return {
    ...areas(lined, gri303Destinations),
    toOthersUseMl: megalitres(volumesOf(rows.filter((row) => table.destination[row.destination].toOthersUse))),
    truckedMl: megalitres(volumesOf(rows.filter((row) => table.destination[row.destination].gri303 === null))),
  };
}

/** GRI 303-5. */
export function gri303Consumption(
  withdrawals: readonly WithdrawalRow[],
  discharges: readonly DischargeRow[],
  storageChangeM3: CubicMetres | null,
  table: FlowTable,
): Outcome<Gri303Consumption, Reason> {
  const withdrawn = gri303Withdrawal(withdrawals, table);
  if ('noData' in withdrawn) return withdrawn;
  const discharged = gri303Discharge(discharges, table);
  if ('noData' in discharged) return discharged;
  const isAllLookedUp = [withdrawn, discharged].every(({ inputs }) => inputs.notLookedUpMl.isZero());
  const isLookedUp = withdrawn.inputs.notLookedUpMl.lt(withdrawn.value);
  return {
    value: subtract(withdrawn.value, discharged.value),
    inputs: { withdrawalMl: withdrawn.value, dischargeMl: discharged.value },
    stressedMl: isLookedUp ? subtract(withdrawn.stressed.totalMl, discharged.stressed.totalMl) : null,
    isAllLookedUp,
    notLookedUpMl: subtract(withdrawn.notLookedUp.totalMl, discharged.notLookedUp.totalMl),
    storageChangeMl: storageChangeM3 && megalitres([storageChangeM3]),
  };
}
