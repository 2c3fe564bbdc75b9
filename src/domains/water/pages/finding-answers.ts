// How findings are shown: their mark, their numbers, and the water of several.
import type { Status } from '#platform/ui/status-mark.tsx';
import { Exact } from '#units/quantity.ts';
import { showNumber } from '#units/show.ts';
import type { FindingTold } from '../model/finding.ts';

/** How a finding stands: as a mark, and the key of its word. */
export function standingOf({ state, onlySuspected, until }: FindingTold): { status: Status; word: string } {
  if (state === 'answered') return { status: 'on_track', word: 'answered' };
  if (state === 'withdrawn') return { status: 'no_data', word: 'withdrawn' };
  if (onlySuspected) return { status: 'at_risk', word: 'suspected' };
  return until ? { status: 'at_risk', word: 'over' } : { status: 'behind', word: 'open' };
}

/** A flow or volume with as many places as it needs: 0.35, 12.5, 340. */
export function shownFlow(value: number): string {
  const size = Math.abs(value);
  return showNumber(new Exact(value), { decimals: size < 1 ? 2 : size < 100 ? 1 : 0 });
}

/** Whole cubic metres. */
export const shownM3 = (volume: string): string => showNumber(new Exact(volume), { decimals: 0 });

/** Cubic metres of all of them, as far as they are known. */
export const allM3 = (findings: readonly FindingTold[]): string =>
  findings.reduce((sum, { soFarM3 }) => sum.plus(soFarM3 ?? 0), new Exact(0)).toFixed();
