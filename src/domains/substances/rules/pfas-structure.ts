// Is a substance a PFAS by its structure, and by which atoms? Evidence beside membership of a list, never instead of it.
import { Molecule } from 'openchemlib';

/** Where the definition is from; shown beside the evidence. @public */
export const pfasDefinition = {
  en: 'OECD 2021 (Series on Risk Management No. 61): at least one fully fluorinated methyl or methylene carbon, without any H, Cl, Br or I on it',
  zh: '经合组织2021年定义（风险管理丛书第61号）：至少含有一个全氟甲基或全氟亚甲基碳原子，且该碳上不连接任何氢、氯、溴、碘原子',
} as const;

/** A carbon that makes it a PFAS. `atom` counts atoms as the SMILES writes them, from 0, without hydrogen. */
export interface PerfluorinatedCarbon {
  group: 'CF3' | 'CF2';
  atom: number;
}

export type PfasEvidence =
  | { isPfas: boolean; carbons: readonly PerfluorinatedCarbon[] }
  /** the structure cannot be read: nothing is known by it */
  | { isPfas: null; problem: 'smiles_blank' | 'smiles_unreadable' };

const FLUORINE = 9;
const CARBON = 6;
/** chlorine, bromine, iodine */
const excluded: ReadonlySet<number> = new Set([17, 35, 53]);

/**
 * Perfluorinated methyl and methylene carbons of a structure. The carbon has four single bonds: two or three of them
 * to fluorine, none to H, Cl, Br or I. So F2C=CF2 is none and the unit of its polymer (`*C(F)(F)C(F)(F)*`) is one.
 * CF4, of which the text says nothing, counts as a CF3 whose fourth neighbour is none of the excluded ones.
 * @param smiles as text; null where no structure is held
 */
export function pfasEvidence(smiles: string | null): PfasEvidence {
  const text = (smiles ?? '').trim();
  if (text === '' || text === '-') return { isPfas: null, problem: 'smiles_blank' };
  const molecule = readStructure(text);
  if (!molecule) return { isPfas: null, problem: 'smiles_unreadable' };
  const carbons: PerfluorinatedCarbon[] = [];
  for (let atom = 0; atom < molecule.getAtoms(); atom++) {
    const group = perfluorinatedGroup(molecule, atom);
    if (group) carbons.push({ group, atom });
  }
  return { isPfas: carbons.length > 0, carbons };
}

/** The library reads an unclosed branch as if it were closed; such a text was cut off. */
const isWhole = (smiles: string) =>
  smiles.split('(').length === smiles.split(')').length && smiles.split('[').length === smiles.split(']').length;

function readStructure(smiles: string): Molecule | null {
  if (!isWhole(smiles)) return null;
  try {
    const molecule = Molecule.fromSmiles(smiles, { noCoordinates: true, noStereo: true });
    molecule.ensureHelperArrays(Molecule.cHelperNeighbours);
    return molecule.getAllAtoms() > 0 ? molecule : null;
  } catch {
    return null;
  }
}

function perfluorinatedGroup(molecule: Molecule, atom: number): PerfluorinatedCarbon['group'] | null {
  if (molecule.getAtomicNo(atom) !== CARBON || molecule.getAllHydrogens(atom) > 0) return null;
  const neighbours = molecule.getConnAtoms(atom);
  if (neighbours !== 4) return null;
  let fluorine = 0;
  for (let at = 0; at < neighbours; at++) {
    const element = molecule.getAtomicNo(molecule.getConnAtom(atom, at));
    if (element === FLUORINE) fluorine++;
    else if (excluded.has(element)) return null;
  }
  if (fluorine >= 3) return 'CF3';
  return fluorine === 2 ? 'CF2' : null;
}
