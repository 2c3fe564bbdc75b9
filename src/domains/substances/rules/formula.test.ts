// Is the share of an element what a chemist gets by hand, and is it left open where a formula does not tell it?
import { Molecule } from 'openchemlib';
import { describe, expect, test } from 'vitest';
import { atomicWeights } from './atomic-weights.ts';
import { elementShare, molarMass, readFormula } from './formula.ts';

const shareOf = (formula: string, element: string) => {
  const { low, high } = elementShare(formula, element);
  expect(low).toBe(high);
  return Number(low.toFixed(4));
};

describe('by hand', () => {
  test.each([
    ['PbO', 'Pb', 0.9283, '207.2 / (207.2 + 15.999)'],
    ['OPb', 'Pb', 0.9283, 'the same, as registers order it'],
    ['Pb(NO3)2', 'Pb', 0.6256, '207.2 / (207.2 + 2·(14.007 + 3·15.999)) = 207.2 / 331.208'],
    ['C8H18Cl2Sn', 'Sn', 0.3907, 'dibutyltin dichloride: 118.71 / 303.842'],
    ['C12H28Sn', 'Sn', 0.4078, 'tributyltin hydride as Sn: 118.71 / 291.066'],
    ['CuSO4·5H2O', 'Cu', 0.2545, '63.546 / (159.602 + 5·18.015)'],
    ['CrO3', 'Cr', 0.52, '51.996 / 99.993'],
    ['K4[Fe(CN)6]', 'Fe', 0.1516, '55.845 / 368.345'],
    ['(C2H3Cl)n', 'Cl', 0.5672, 'PVC by its unit: 35.45 / 62.496'],
    ['(C2F4)n', 'F', 0.7598, 'PTFE by its unit: 75.992 / 100.014'],
    ['C12Br10O', 'Br', 0.8331, 'decaBDE: 799.04 / 959.171'],
    ['H₂O', 'H', 0.1119, '2.016 / 18.015'],
  ] as const)('%s holds %s: %f (%s)', (formula, element, share, _byHand) => {
    expect(shareOf(formula, element)).toBe(share);
  });
  test('a known formula without the element holds none of it', () => {
    expect(elementShare('C2H6O', 'Pb')).toEqual({ low: 0, high: 0 });
  });
});

describe('what a formula does not tell', () => {
  test.each([
    [null, 'formula_blank'],
    ['-', 'formula_blank'],
    ['C20H8Br4O5.xPb', 'formula_of_varying_composition'],
    ['(C2H4)n(C3H6)m', 'formula_of_varying_composition'],
    ['C10H22.Unspecified', 'formula_element_unknown'],
    ['(PbO', 'formula_unreadable'],
    ['Pb)O(', 'formula_unreadable'],
    ['Pb(O]', 'formula_unreadable'],
    ['1/0Pb', 'formula_unreadable'],
    ['lead', 'formula_unreadable'],
    ['Tc', 'formula_element_unknown'],
  ] as const)('%s: %s', (formula, problem) => {
    expect(readFormula(formula)).toEqual({ problem });
    expect(elementShare(formula, 'Pb')).toEqual({ low: 0, high: 1 });
  });
  test('a salt written as acid and metal: lead diacetate is 207.2 / 325.287 = 0.6370, and C2H4O2.1/2Pb counts two hydrogen more', () => {
    const { low, high } = elementShare('C2H4O2.1/2Pb', 'Pb');
    expect(low).toBeCloseTo(207.2 / 327.304, 4);
    expect(low).toBeLessThanOrEqual(207.2 / 325.287);
    expect(high).toBeGreaterThanOrEqual(207.2 / 325.287);
    expect(high - low).toBeLessThan(0.01);
  });
  test('the hydrogen of water of a hydrate is not in doubt', () => {
    const read = readFormula('Cu.5H2O');
    expect('hydrogenInDoubt' in read && read.hydrogenInDoubt.toNumber()).toBe(0);
  });
});

test('every weight agrees with those of OpenChemLib to 3 parts in ten thousand', () => {
  for (const [element, weight] of atomicWeights) {
    if (element === 'D') continue;
    const atom = Molecule.fromSmiles(`[${element}]`);
    // it gives a bare atom the hydrogen that would be on it
    const other = atom.getMolecularFormula().relativeWeight - atom.getAllHydrogens(0) * 1.00794;
    expect(Math.abs(weight - other) / other, element).toBeLessThan(3e-4);
  }
  const water = readFormula('H2O');
  expect('atoms' in water && molarMass(water).toNumber()).toBe(18.015);
});
