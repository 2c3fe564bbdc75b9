// How much stands in a cell, in which unit, and how much that is in the unit asked for: exactly, with what was typed kept.
import { type MassUnit, massToTonnes, readMassUnit, tonnesTo } from '#units/mass.ts';
import { exactText } from '#units/quantity.ts';
import { cubicMetresTo, readVolumeUnit, type VolumeUnit, volumeToCubicMetres } from '#units/volume.ts';
import type { CellMark } from '../read/raw-row.ts';
import { type DecimalMark, findNumber, shifted } from './number-text.ts';
import { type CellNote, type CellProblem, type CellResult, quoted, understood } from './problem.ts';

/** The units of one dimension: how they are written, and how an amount passes from one to another. */
export interface UnitFamily<U extends string> {
  read(text: string): { readonly unit: U } | { readonly ambiguous: readonly U[] } | { readonly unknown: string };
  /** exact, as canonical text */
  convert(amount: string, from: U, to: U): string;
  /** what is said of a word that means several of them */
  ambiguous: 'ambiguous_unit' | 'ambiguous_volume';
}

/** Units that differ from the tonne by a power of ten: their decimals are only shifted. */
const powerOfTen: Partial<Record<MassUnit, number>> = { t: 0, kg: -3, g: -6, mg: -9 };

/** What people write as a unit comes back row after row. */
const unitsRead = new Map<string, ReturnType<typeof readMassUnit>>();

function readMassUnitOnce(text: string): ReturnType<typeof readMassUnit> {
  const known = unitsRead.get(text);
  if (known) return known;
  const read = readMassUnit(text);
  if (unitsRead.size < 1000) unitsRead.set(text, read);
  return read;
}

/** Tonnes, kilograms, 斤 and the others. */
export const masses: UnitFamily<MassUnit> = {
  read: readMassUnitOnce,
  convert: (amount, from, to) => {
    const [fromPower, toPower] = [powerOfTen[from], powerOfTen[to]];
    if (fromPower !== undefined && toPower !== undefined) {
      const isNegative = amount.startsWith('-');
      const [integer = '0', fraction = ''] = (isNegative ? amount.slice(1) : amount).split('.');
      return `${isNegative ? '-' : ''}${shifted(integer, fraction, fromPower - toPower)}`;
    }
    const mass = massToTonnes(amount, from);
    return exactText(to === 't' ? mass : tonnesTo(mass, to));
  },
  ambiguous: 'ambiguous_unit',
};

/** Cubic metres, litres, gallons and the others. */
export const volumes: UnitFamily<VolumeUnit> = {
  read: readVolumeUnit,
  convert: (amount, from, to) => {
    const volume = volumeToCubicMetres(amount, from);
    return exactText(to === 'm3' ? volume : cubicMetresTo(volume, to));
  },
  ambiguous: 'ambiguous_volume',
};

/** The units that a quantity kept in this one can be typed in. */
export const familyOf = (unit: string): UnitFamily<string> => (unit === 'm3' ? volumes : masses) as UnitFamily<string>;

/** A quantity as it was typed and as it is kept. */
export interface EnteredQuantity<U extends string> {
  /** exact decimal in the unit asked for */
  amount: string;
  /** exact decimal in the unit it was entered in */
  number: string;
  /** the unit it was entered in, from the cell or from its column */
  unit: U;
  /** the cell's text as typed */
  text: string;
}

export interface QuantityOptions<U extends string> {
  family: UnitFamily<U>;
  /** the unit that amounts are kept in */
  unit: U;
  /** the column's unit, from its heading; without it a cell must name its own */
  columnUnit?: U;
  /** what the heading has for a unit where that is none of the family, or several: told at cells that name none */
  columnUnitWritten?: string;
  /** units that may be entered; all by default */
  enteredIn?: readonly U[];
  decimal?: DecimalMark;
  allowNegative?: boolean;
}

/** The unit written behind a number, or the column's; a cell's own unit wins and is told when the column says another. */
function unitOf<U extends string>(
  rest: string,
  text: string,
  options: QuantityOptions<U>,
): { unit: U; note?: CellNote } | CellProblem {
  const { columnUnit, columnUnitWritten, enteredIn } = options;
  if (rest === '' && columnUnit !== undefined) return { unit: columnUnit };
  if (rest === '' && columnUnitWritten === undefined) return { problem: 'unit_missing', text };
  if (rest === '%' || rest === '‰') return { problem: 'percent_not_wanted', text };
  const written = (rest || (columnUnitWritten ?? '')).replace(/^\((.*)\)$/, '$1').trim();
  const read = options.family.read(written);
  if ('ambiguous' in read) {
    const [first = '', second = ''] = read.ambiguous;
    return { problem: options.family.ambiguous, text, unit: quoted(written), first, second };
  }
  if ('unknown' in read && /\d/.test(written)) return { problem: 'not_a_number', text };
  if ('unknown' in read) return { problem: 'unknown_unit', text, unit: quoted(written) };
  if (enteredIn && !enteredIn.includes(read.unit)) {
    return { problem: 'unit_not_accepted', text, unit: read.unit, accepted: enteredIn.join(', ') };
  }
  if (columnUnit === undefined || columnUnit === read.unit) return { unit: read.unit };
  return { unit: read.unit, note: { note: 'unit_from_cell', unit: read.unit, columnUnit } };
}

/**
 * Reads a quantity such as `1,250`, `１２５０`, `1250.5 kg`, `3 市斤`.
 * A value merged over several rows is refused: taken for each of them it would count several times.
 */
export function parseQuantity<U extends string>(
  text: string,
  kind: CellMark | undefined,
  options: QuantityOptions<U>,
): CellResult<EnteredQuantity<U>> {
  const asTyped = text.trim();
  if (kind === 'merged' && asTyped !== '') return { problem: 'merged_value', text: quoted(asTyped) };
  const found = findNumber(text, kind, options.decimal ?? '.');
  if ('problem' in found) return found;
  const unit = unitOf(found.rest, quoted(asTyped), options);
  if ('problem' in unit) return unit;
  if (found.number.startsWith('-') && !options.allowNegative) return { problem: 'negative', text: quoted(asTyped) };
  const { number } = found;
  const amount = unit.unit === options.unit ? number : options.family.convert(number, unit.unit, options.unit);
  const notes = unit.note ? [...found.notes, unit.note] : found.notes;
  return understood({ amount, number, unit: unit.unit, text: asTyped }, notes);
}
