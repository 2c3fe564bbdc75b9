// Was waste water thinned: what would its concentration be at the drainage that the standard allows for the output?
import { type Citation, cite } from '#standards/cite.ts';
import type { Answer, Outcome } from '#units/outcome.ts';
import {
  type CubicMetres,
  cubicMetres,
  Exact,
  type ExactInput,
  exact,
  type Kilograms,
  kilograms,
  type Quantity,
  sum,
} from '#units/quantity.ts';

/** What these rules cite; printed where they are explained. @public */
export const baseDrainageCites: readonly Citation[] = [cite('GB-39731-2020', 'unit base drainage')];

/** Output of one product, and the drainage allowed for each unit of it. */
export interface DrainedProduct {
  readonly output: ExactInput;
  readonly baseM3PerUnit: ExactInput;
}

/** The concentration to be judged, and whether it was corrected. */
export interface BaseDrainage extends Answer<Quantity<'mg/L'>, 'measuredMgPerL' | 'drainedM3' | 'allowedM3'> {
  readonly corrected: boolean;
}

/** ΣQ ÷ Σ(Y·Q_base) × C where more was drained than allowed; the measured value otherwise. */
export function baseDrainageConcentration(
  measuredMgPerL: Quantity<'mg/L'>,
  drainedM3: CubicMetres,
  products: readonly DrainedProduct[],
): Outcome<BaseDrainage, 'no_output_recorded'> {
  const allowedM3 = sum(
    products.map(({ output, baseM3PerUnit }) => cubicMetres(exact(output).times(exact(baseM3PerUnit)))),
  );
  if (allowedM3.isZero()) return { noData: 'no_output_recorded' };
  const corrected = drainedM3.gt(allowedM3);
  const value = corrected
    ? (new Exact(measuredMgPerL).times(drainedM3).div(allowedM3) as Quantity<'mg/L'>)
    : measuredMgPerL;
  return { value, inputs: { measuredMgPerL, drainedM3, allowedM3 }, corrected };
}

/** What a concentration and a volume carry: mg/L × m³ ÷ 1000. For permitted yearly tonnages and PRTR. */
export const pollutantLoad = (concentration: Quantity<'mg/L'>, volume: CubicMetres): Kilograms =>
  kilograms(new Exact(concentration).times(volume).div(1000));
