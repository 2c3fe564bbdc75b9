// Which lines do GRI 303-3-b and 303-4-c ask of areas with water stress: by source or destination, and by quality?
import { add, type Quantity, sum } from '#units/quantity.ts';
import type { Gri303Source } from '../model/flows.ts';
import type { Gri303Area, Gri303Discharge, Gri303Line, Gri303Withdrawal } from './gri303.ts';

type Megalitres = Quantity<'ML'>;

/** A line of areas with water stress; beside it what of the same line nobody looked up, which is part of neither. */
export interface StressedLine {
  /** a line of GRI 303, or `all` of them */
  readonly line: string;
  /** of third-party water, what the third party draws it from; `unknown` where he does not say */
  readonly from: Exclude<Gri303Source, 'third_party'> | 'unknown' | null;
  readonly freshMl: Megalitres;
  readonly otherMl: Megalitres;
  /** of a quality that nobody told */
  readonly unknownMl: Megalitres;
  readonly totalMl: Megalitres;
  /** not told of a third party's own sources: they are asked for in areas with stress only */
  readonly notLookedUpMl: Megalitres | null;
}

const totalOf = ({ freshMl, otherMl, unknownMl }: Gri303Line<string>) => add(add(freshMl, otherMl), unknownMl);

/** The lines that hold water, and what they come to. */
function linesOf<Id extends string>(stressed: Gri303Area<Id>, notLookedUp: Gri303Area<Id>): StressedLine[] {
  const lines = stressed.lines.flatMap(({ line, ...quality }) => {
    const totalMl = totalOf({ line, ...quality });
    const notLookedUpMl = sum(notLookedUp.lines.filter((one) => one.line === line).map(totalOf));
    return totalMl.isZero() && notLookedUpMl.isZero() ? [] : [{ line, from: null, ...quality, totalMl, notLookedUpMl }];
  });
  if (lines.length === 0) return [];
  const all = {
    ...{ freshMl: sum(lines.map((one) => one.freshMl)), otherMl: sum(lines.map((one) => one.otherMl)) },
    ...{ unknownMl: sum(lines.map((one) => one.unknownMl)), totalMl: stressed.totalMl },
  };
  return [...lines, { line: 'all', from: null, ...all, notLookedUpMl: notLookedUp.totalMl }];
}

/** 303-3-b and -c: the lines that hold water, and below third-party water what it is drawn from. */
export function stressedWithdrawalLines(answer: Gri303Withdrawal): StressedLine[] {
  const drawn = [...answer.thirdPartyBySource.lines, ...answer.thirdPartySourceUnknown.lines].flatMap(
    ({ line, ...quality }) => {
      const totalMl = totalOf({ line, ...quality });
      const from = { line: 'third_party', from: line, ...quality, totalMl, notLookedUpMl: null };
      return totalMl.isZero() ? [] : [from];
    },
  );
  return linesOf(answer.stressed, answer.notLookedUp).flatMap((one) =>
    one.line === 'third_party' ? [one, ...drawn] : [one],
  );
}

/** 303-4-c asks for freshwater and other water of all discharge to areas with stress; its destinations are told as well. */
export const stressedDischargeLines = (answer: Gri303Discharge): StressedLine[] =>
  linesOf(answer.stressed, answer.notLookedUp);
