// GRI 306-3: how much waste was generated, of which composition, hazardous or not?
import { type Citation, cite } from '#standards/cite.ts';
import type { Answer, Outcome } from '#units/outcome.ts';
import type { Tonnes } from '#units/quantity.ts';
import { type CompositionOrNone, compositionNotRecorded, compositions } from '../model/composition.ts';
import { massOf } from '../model/masses.ts';

/** Mass generated, of one composition; see `generatedMass` for how it follows from the storage ledger. */
export interface GeneratedMassRow {
  readonly composition: CompositionOrNone;
  readonly hazardous: boolean;
  readonly massTonnes: Tonnes;
}

/** One line of the disclosure. */
export interface Gri306GeneratedLine {
  readonly composition: CompositionOrNone;
  readonly hazardousMassTonnes: Tonnes;
  readonly nonHazardousMassTonnes: Tonnes;
  readonly massTonnes: Tonnes;
}

/** The two parts of the total. */
export const gri306GeneratedInputs = ['hazardousMassTonnes', 'nonHazardousMassTonnes'] as const;

/** Why there is no total: nothing was recorded as generated. */
export const gri306GeneratedReasons = ['nothing_generated_recorded'] as const;

/** The total generated in tonnes, with a line for each composition. */
export interface Gri306Generated extends Answer<Tonnes, (typeof gri306GeneratedInputs)[number]> {
  /** Only compositions that occur, in the order of the code list, what has none on record last; they add up to the total. */
  readonly lines: readonly Gri306GeneratedLine[];
}

/** Disclosure 306-3. */
export const gri306GeneratedCites: readonly Citation[] = [cite('GRI-306-2020', '306-3')];

/** The total generated and its composition, over rows of one scope and period. */
export function gri306Generated(
  rows: readonly GeneratedMassRow[],
): Outcome<Gri306Generated, (typeof gri306GeneratedReasons)[number]> {
  if (rows.length === 0) return { noData: 'nothing_generated_recorded' };
  const known: readonly CompositionOrNone[] = [...compositions, compositionNotRecorded];
  const occurring = known.filter((each) => rows.some(({ composition }) => composition === each));
  return {
    value: massOf(rows),
    inputs: splitByHazard(rows),
    lines: occurring.map((composition) => {
      const ofIt = rows.filter((row) => row.composition === composition);
      return { composition, ...splitByHazard(ofIt), massTonnes: massOf(ofIt) };
    }),
  };
}

const splitByHazard = (rows: readonly GeneratedMassRow[]) => ({
  hazardousMassTonnes: massOf(rows, (row) => row.hazardous),
  nonHazardousMassTonnes: massOf(rows, (row) => !row.hazardous),
});
