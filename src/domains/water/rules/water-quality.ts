// Is it freshwater: at most 1,000 mg/L of total dissolved solids?
import { type Citation, cite } from '#standards/cite.ts';
import { exact, type Quantity } from '#units/quantity.ts';
import type { WaterQuality } from '../model/flows.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const waterQualityCites: readonly Citation[] = [cite('GRI-303-2018', '303-3-c, freshwater')];

const mostOfFresh = exact(1000);

/** By the measured solids; where nobody measured them, what was stated; else unknown, never "fresh by default". */
export function waterQuality(
  solidsMgPerL: Quantity<'mg/L'> | null,
  stated: Exclude<WaterQuality, null> | null = null,
): WaterQuality {
  if (solidsMgPerL === null) return stated;
  return solidsMgPerL.lte(mostOfFresh) ? 'fresh' : 'other';
}
