// Does the structure tell a PFAS from what merely has fluorine in it, and show the atoms?
import { describe, expect, test } from 'vitest';
import { pfasEvidence } from './pfas-structure.ts';

describe('the definition of OECD 2021', () => {
  test.each([
    ['OC(=O)C(F)(F)F', 'trifluoroacetic acid', 1],
    ['OC(=O)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)C(F)(F)F', 'PFOA: six CF2 and one CF3', 7],
    ['*C(F)(F)C(F)(F)*', 'the unit of PTFE', 2],
    ['*CC(F)(F)*', 'the unit of PVDF', 1],
    ['C=C(F)C(F)(F)F', 'HFO-1234yf', 1],
    ['FC(F)(F)c1ccccc1', 'benzotrifluoride', 1],
    ['FCC(F)(F)F', 'HFC-134a', 1],
    ['FC(F)(F)C(Cl)Br', 'halothane: CF3 beside a carbon with chlorine and bromine', 1],
    ['COC(F)(F)C(F)(F)C(F)(F)C(F)(F)F', 'HFE-7100', 4],
    ['FC(F)(F)S(=O)(=O)[O-].[Li+]', 'lithium triflate', 1],
    ['FC(F)(F)F', 'tetrafluoromethane', 1],
  ] as const)('%s is one: %s', (smiles, _name, carbons) => {
    const found = pfasEvidence(smiles);
    expect(found).toMatchObject({ isPfas: true });
    expect('carbons' in found && found.carbons).toHaveLength(carbons);
  });
  test.each([
    ['FC(F)F', 'fluoroform: hydrogen on the carbon'],
    ['FC(F)(Cl)C(F)(F)Cl', 'CFC-114: chlorine on both carbons'],
    ['FC(F)(Cl)Cl', 'CFC-12'],
    ['FC(F)(F)Br', 'halon 1301: bromine on the carbon'],
    ['FC(F)(F)I', 'trifluoroiodomethane'],
    ['FC(F)C(F)F', 'HFC-134: hydrogen on both carbons'],
    ['FC(F)=C(F)F', 'tetrafluoroethylene: no saturated carbon'],
    ['C=C(F)F', 'vinylidene fluoride'],
    ['Fc1c(F)c(F)c(F)c(F)c1F', 'hexafluorobenzene'],
    ['Fc1ccccc1', 'fluorobenzene'],
    ['[2H]C(F)(F)F', 'deuterium is hydrogen'],
    ['F[P-](F)(F)(F)(F)F.[Li+]', 'lithium hexafluorophosphate: no carbon'],
    ['CCO', 'ethanol'],
  ] as const)('%s is none: %s', (smiles, _why) => {
    expect(pfasEvidence(smiles)).toEqual({ isPfas: false, carbons: [] });
  });
  test('the atoms are shown as the text writes them', () => {
    expect(pfasEvidence('OC(=O)C(F)(F)F')).toEqual({ isPfas: true, carbons: [{ group: 'CF3', atom: 3 }] });
    expect(pfasEvidence('*CC(F)(F)*')).toEqual({ isPfas: true, carbons: [{ group: 'CF2', atom: 2 }] });
  });
});

test.each([
  [null, 'smiles_blank'],
  ['-', 'smiles_blank'],
  ['C(F)(F', 'smiles_unreadable'],
  ['perfluoro', 'smiles_unreadable'],
] as const)('%j: nothing is known by the structure', (smiles, problem) => {
  expect(pfasEvidence(smiles)).toEqual({ isPfas: null, problem });
});
