// How much of a substance is an element, by its molecular formula; what the formula does not tell is not known and not zero.
import { Decimal } from 'decimal.js';
import { atomicWeights } from './atomic-weights.ts';

export const formulaProblemCodes = [
  'formula_blank',
  'formula_unreadable',
  'formula_element_unknown',
  'formula_of_varying_composition',
] as const;
export type FormulaProblem = (typeof formulaProblemCodes)[number];

export interface Formula {
  /** atoms by symbol of element, as the formula counts them; fractions where a part of it is `1/2Pb` */
  atoms: ReadonlyMap<string, Decimal>;
  /**
   * hydrogen atoms that a salt written as acid and metal (`C2H4O2.1/2Pb`) may count too many, as registers write
   * salts: the metal has taken their place. 0 where the formula is not written so.
   */
  hydrogenInDoubt: Decimal;
}

/** A share between bounds; equal where it is known. */
export interface Bounds {
  low: number;
  high: number;
}

/** Nothing is known: it may be all of it or nothing. */
const notKnown: Bounds = { low: 0, high: 1 };
const none: Bounds = { low: 0, high: 0 };

/** More than four hydrogen atoms of its acid no metal takes the place of in a salt. */
const mostHydrogenPerMetal = 4;
const nonMetals = new Set('H D He B C N O F Ne Si P S Cl Ar As Se Br Kr Te I Xe'.split(' '));

/**
 * Atoms by element of a molecular formula: nested brackets, parts joined by dots with a number before them
 * (`CuSO4·5H2O`, `C2H4O2.1/2Pb`), subscripts. A polymer `(C2H4)n` counts as its unit; anything else with an `x` or
 * `n` has no one composition.
 */
export function readFormula(text: string | null): Formula | { problem: FormulaProblem } {
  const plain = (text ?? '')
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[·•⋅∙*]/g, '.');
  if (plain === '' || /^[-.]+$/.test(plain)) return { problem: 'formula_blank' };
  const unit = /^[([]([^()[\]]+)[)\]][nx]$/.exec(plain);
  const parts = (unit?.[1] ?? plain).split('.');
  const atoms = new Map<string, Decimal>();
  let metals = new Decimal(0);
  let hydrogen = new Decimal(0);
  for (const part of parts) {
    const found = readPart(part);
    if ('problem' in found) return found;
    const [only, ...others] = [...found.atoms.keys()];
    for (const [element, count] of found.atoms) {
      const counted = count.times(found.times);
      atoms.set(element, (atoms.get(element) ?? new Decimal(0)).plus(counted));
      if (others.length === 0 && only && !nonMetals.has(only)) metals = metals.plus(counted);
      else if (element === 'H' && !isWater(found.atoms)) hydrogen = hydrogen.plus(counted);
    }
  }
  return { atoms, hydrogenInDoubt: Decimal.min(hydrogen, metals.times(parts.length > 1 ? mostHydrogenPerMetal : 0)) };
}

const isWater = (atoms: ReadonlyMap<string, Decimal>) =>
  atoms.size === 2 && atoms.get('H')?.eq(2) === true && atoms.get('O')?.eq(1) === true;

/** g/mol of the formula as written. */
export function molarMass(formula: Formula): Decimal {
  let mass = new Decimal(0);
  for (const [element, count] of formula.atoms) mass = mass.plus(count.times(atomicWeights.get(element) ?? 0));
  return mass;
}

/** Shares by element of formulas that were read already: groups and packs ask of the same ones again and again. */
const read = new Map<string, ReadonlyMap<string, Bounds> | null>();
/** More than a company declares; then it begins again. */
const READ_AT_MOST = 50_000;

/** Shares by mass of all elements of a formula; null where it cannot be read. */
function sharesOf(text: string | null): ReadonlyMap<string, Bounds> | null {
  const formula = readFormula(text);
  if ('problem' in formula) return null;
  const whole = molarMass(formula);
  const lightest = whole.minus(formula.hydrogenInDoubt.times(atomicWeights.get('H') ?? 0));
  return new Map(
    [...formula.atoms].map(([element, atoms]) => {
      const mass = atoms.times(atomicWeights.get(element) ?? 0);
      return [element, { low: mass.div(whole).toNumber(), high: mass.div(lightest).toNumber() }];
    }),
  );
}

/**
 * Share by mass of an element in a substance, by which a mass of the substance is restated "as Pb", "as Sn": PbO is
 * 207.2 / (207.2 + 15.999) = 0.9283. Zero where the formula is known and has none of it; 0 to 1 where it is not known.
 * @param formula as text, null where none is held
 */
export function elementShare(formula: string | null, element: string): Bounds {
  const text = formula ?? '';
  let shares = read.get(text);
  if (shares === undefined) {
    if (read.size >= READ_AT_MOST) read.clear();
    shares = sharesOf(formula);
    read.set(text, shares);
  }
  return shares === null ? notKnown : (shares.get(element) ?? none);
}

type Part = { times: Decimal; atoms: ReadonlyMap<string, Decimal> };

/** One part between dots, such as `5H2O`, `1/2Pb`, `Pb(NO3)2`. */
function readPart(part: string): Part | { problem: FormulaProblem } {
  const [, first = '', over = '', body = ''] = /^(\d+(?:\.\d+)?)?(?:\/(\d+))?(.*)$/.exec(part) ?? [];
  if (/^[xn]/.test(body) || /[)\]\d][nx]|[a-zA-Z]x(?![a-z])/.test(body))
    return { problem: 'formula_of_varying_composition' };
  const times = new Decimal(first || 1).div(over || 1);
  if (body === '' || !times.isFinite() || times.isZero()) return { problem: 'formula_unreadable' };
  const open: Map<string, Decimal>[] = [new Map()];
  const brackets: string[] = [];
  const tokens = /([A-Z][a-z]?)(\d+)?|([([{])|([)\]}])(\d+)?/y;
  while (tokens.lastIndex < body.length) {
    const token = tokens.exec(body);
    if (!token) return { problem: 'formula_unreadable' };
    const [, element, count, opening, closing, repeat] = token;
    if (opening) {
      open.push(new Map());
      brackets.push(opening);
    } else if (closing) {
      const inner = open.pop();
      const outer = open.at(-1);
      if (!inner || !outer || !matches(brackets.pop(), closing)) return { problem: 'formula_unreadable' };
      for (const [symbol, atoms] of inner) add(outer, symbol, atoms.times(repeat ?? 1));
    } else if (element) {
      if (!atomicWeights.has(element)) return { problem: 'formula_element_unknown' };
      add(open.at(-1) ?? new Map(), element, new Decimal(count ?? 1));
    }
  }
  const [atoms] = open;
  return open.length === 1 && atoms && atoms.size > 0 ? { times, atoms } : { problem: 'formula_unreadable' };
}

const matches = (opening: string | undefined, closing: string) =>
  opening !== undefined && '([{'.indexOf(opening) === ')]}'.indexOf(closing);

const add = (atoms: Map<string, Decimal>, element: string, count: Decimal) =>
  atoms.set(element, (atoms.get(element) ?? new Decimal(0)).plus(count));
