// What does a sheet of full material declaration say, row by row: part, material, substance, how much? Columns in any order, headings in
// English, Chinese and Japanese as suppliers write them.

import type {
  Amount,
  ClaimedExemption,
  Content,
  Declaration,
  DeclaredProduct,
  FileProblem,
  Material,
} from '../../model/declaration.ts';
import { type DateOrder, isEcNumber, orderOfDates, repairCas } from '../cas-number.ts';
import { compareDecimals, unitOf } from './amount-text.ts';
import { checkMaterial, checkWhole, declaredAmount, type WrittenTerm } from './declared-amount.ts';
import { type Place, ProblemList } from './problem-list.ts';
import { columnLetters, isNothing, isTotal, type SheetRow, withPoint } from './sheet-cells.ts';
import {
  type HeadingsFound,
  headingsOf,
  materialColumn,
  type RememberedHeadings,
  type SheetColumn,
} from './sheet-headings.ts';

export interface MaterialSheetRead {
  declaration: Declaration | null;
  problems: FileProblem[];
  /** which column was taken for what, to be shown, corrected and remembered */
  headings: HeadingsFound<SheetColumn> | null;
}

/** What a sheet does not say of itself. */
export interface SheetGiven {
  supplier: Declaration['supplier'];
  issuedOn: string | null;
  remembered?: RememberedHeadings;
}

/**
 * Reads rows that belong together: each row is a substance of a material of a part; a part or a material that is named once above its
 * rows holds for those below it. Totals are skipped and told. A CAS number that a spreadsheet made a date of is repaired where one
 * reading only has a right check digit, and refused by its row where not.
 */
export function readMaterialSheet(rows: readonly SheetRow[], given: SheetGiven): MaterialSheetRead {
  const problems = new ProblemList();
  const headings = headingsOf(rows, materialColumn(given.remembered));
  const none = { declaration: null, headings };
  if (!headings) {
    problems.error('heading_not_known', { line: rows[0]?.row ?? 1, column: 1, at: '' });
    return { ...none, problems: problems.list() };
  }
  for (const column of requiredColumns) {
    if (headings.columns[column] === undefined)
      problems.error('column_missing', { line: headings.row, column: 1, at: '' }, { column });
  }
  if (problems.hasErrors) return { ...none, problems: problems.list() };
  const parts = partsOf(rows, headings, problems);
  if (parts.length === 0 && !problems.hasErrors)
    problems.error('empty_file', { line: headings.row, column: 1, at: '' });
  const products = parts.map((part) => productOf(part, problems));
  if (problems.hasErrors) return { ...none, problems: problems.list() };
  const declaration: Declaration = {
    ...{ format: 'material-sheet', schemaVersion: null, documentId: null, issuedOn: given.issuedOn, requestedOn: null },
    ...{ supplier: given.supplier, requester: null, authorizer: null, contact: null, products },
  };
  return { declaration, problems: problems.list(), headings };
}

const requiredColumns = ['part', 'material', 'substance'] as const satisfies readonly SheetColumn[];

interface SheetMaterial {
  name: string;
  place: Place;
  amount: Amount | null;
  contents: Content[];
}

interface SheetPart {
  number: string;
  name: string | null;
  place: Place;
  massMg: string | null;
  materials: Map<string, SheetMaterial>;
}

function partsOf(
  rows: readonly SheetRow[],
  { first, columns, units }: HeadingsFound<SheetColumn>,
  problems: ProblemList,
): SheetPart[] {
  const parts = new Map<string, SheetPart>();
  const casColumn = columns.cas;
  const order =
    casColumn === undefined ? null : orderOfDates(rows.slice(first).map(({ cells }) => cells[casColumn] ?? ''));
  let part: SheetPart | undefined;
  let material: SheetMaterial | undefined;

  for (const { row, cells } of rows.slice(first)) {
    const cell = (column: SheetColumn) => {
      const at = columns[column];
      return at === undefined ? '' : (cells[at] ?? '').trim();
    };
    const place = (column: SheetColumn): Place => {
      const at = columns[column] ?? 0;
      return { line: row, column: at + 1, at: `${columnLetters(at)}${row}` };
    };
    const amount = (mass: SheetColumn, share: SheetColumn | null) =>
      amountOf(
        termOf(cell(mass), units[mass] ?? cell(`${mass}Unit` as SheetColumn), place(mass)),
        share && termOf(cell(share), units[share] ?? '%', place(share)),
        problems,
      );
    if (cells.every((one) => one.trim() === '')) continue;
    if (cells.some(isTotal)) {
      problems.warning('row_skipped', { line: row, column: 1, at: `A${row}` }, { row });
      continue;
    }
    const agrees = (column: 'partMass' | 'materialMass', known: string | undefined) => {
      const again = amount(column, null)?.massMg;
      if (again !== undefined && known !== undefined && again !== known)
        problems.error('mass_disagrees', place(column), { first: `${known} mg`, again: `${again} mg` });
    };
    if (part) agrees('partMass', sameName(cell('part'), part.number) ? (part.massMg ?? undefined) : undefined);
    if (cell('part') !== '' && cell('part') !== part?.number) {
      const number = cell('part');
      part = parts.get(number) ?? {
        ...{ number, name: cell('partName') || null, place: place('part'), materials: new Map() },
        massMg: amount('partMass', null)?.massMg ?? null,
      };
      parts.set(number, part);
      material = undefined;
    }
    if (!part) {
      problems.error('part_missing', place('part'));
      continue;
    }
    if (material)
      agrees('materialMass', sameName(cell('material'), material.name) ? material.amount?.massMg : undefined);
    if (cell('material') !== '' && cell('material') !== material?.name) {
      const name = cell('material');
      material = part.materials.get(name) ?? {
        ...{ name, place: place('material'), contents: [] },
        amount: amount('materialMass', 'materialShare'),
      };
      part.materials.set(name, material);
    }
    if (!material) {
      problems.error('material_missing', place('material'));
      continue;
    }
    const [name, written] = [cell('substance'), cell('cas')];
    if (name === '' && written === '') {
      if (cell('mass') + cell('share') !== '') problems.error('substance_missing', place('substance'));
      continue;
    }
    material.contents.push({
      ...numbersOf(written, order, place('cas'), problems),
      ...{ name, groups: [], use: null, thresholds: [], intentionallyAdded: null },
      amount: amount('mass', 'share'),
      exemptions: exemptionsOf(cell('exemption')),
    });
  }
  return [...parts.values()];
}

/** An empty cell goes on with what stands above it. */
const sameName = (cell: string, above: string) => cell === '' || cell === above;

const numberAndUnit = /^([<>≤≥]?)\s*([+-]?[\d.,]+(?:[eE][+-]?\d+)?)\s*(.*)$/;
const range = /^([\d.]+)\s*(?:-|–|~|～|to|至)\s*([\d.]+)\s*(.*)$/i;

interface SheetTerm {
  value?: WrittenTerm;
  low?: WrittenTerm;
  high?: WrittenTerm;
  isBound: boolean;
  entered: string;
}

/** A cell such as `0.35`, `12 mg`, `< 50 ppm`, `10 - 20 %`; a unit in the cell stands before that of the heading. */
function termOf(cell: string, headingUnit: string, place: Place): SheetTerm | null {
  const text = cell.normalize('NFKC');
  if (text === '' || isNothing.test(text)) return null;
  const term = (number: string, unit: string): WrittenTerm => ({
    number,
    unit: unit === '' ? headingUnit : unit,
    place,
  });
  const [, from, to, ofRange = ''] = range.exec(text) ?? [];
  const entered = (unit: string) => (unit === '' && headingUnit !== '' ? `${cell} ${headingUnit}` : cell);
  if (from !== undefined && to !== undefined)
    return { low: term(from, ofRange), high: term(to, ofRange), isBound: true, entered: entered(ofRange) };
  const [, bound = '', number = text, unit = ''] = numberAndUnit.exec(text) ?? [];
  const value = term(withPoint(number), unit);
  if (bound === '<' || bound === '≤') return { high: value, isBound: true, entered: entered(unit) };
  if (bound === '>' || bound === '≥') return { low: value, isBound: true, entered: entered(unit) };
  return { value, isBound: false, entered: entered(unit) };
}

const isShare = (unit: string) => {
  const known = unitOf(unit);
  return known !== null && 'share' in known;
};

function amountOf(mass: SheetTerm | null, share: SheetTerm | null, problems: ProblemList): Amount | null {
  // a column of amounts may hold shares: what a cell says of its unit is what it is
  const all = [mass, share].filter((term) => term !== null);
  const known = all.map(({ value }) => value).filter((value) => value !== undefined);
  const terms = { mass: known.find(({ unit }) => !isShare(unit)), share: known.find(({ unit }) => isShare(unit)) };
  const bounded = all.find(({ isBound }) => isBound);
  if (!bounded) return declaredAmount(terms, problems);
  const amount: Amount = { ...declaredAmount(terms, problems), entered: all.map(({ entered }) => entered).join('; ') };
  for (const side of ['low', 'high'] as const) {
    const term = bounded[side];
    if (!term) continue;
    const one = declaredAmount(isShare(term.unit) ? { share: term } : { mass: term }, problems);
    const value = one?.share ?? one?.massMg;
    if (value !== undefined) amount[side] = value;
  }
  const { low, high } = amount;
  if (low !== undefined && high !== undefined && compareDecimals(low, high) > 0 && bounded.low)
    problems.error('range_reversed', bounded.low.place, { low, high });
  return amount;
}

function numbersOf(
  written: string,
  order: DateOrder | null,
  place: Place,
  problems: ProblemList,
): Pick<Content, 'cas' | 'ec' | 'knownAs'> {
  if (written === '' || isNothing.test(written)) return { cas: null, ec: null, knownAs: [] };
  const repaired = repairCas(written, order ?? undefined);
  if ('cas' in repaired) {
    const { cas, reading } = repaired;
    if (reading === 'date' || reading === 'date_serial') problems.warning('cas_date_repaired', place, { written, cas });
    return { cas, ec: null, knownAs: [{ id: cas }] };
  }
  const { problem, candidates } = repaired;
  if (problem === 'cas_date_unreadable' || problem === 'cas_date_ambiguous')
    problems.error('cas_was_date', place, { written, candidates: candidates.join(', ') });
  else if (problem === 'cas_check_digit') problems.warning('cas_check_digit', place, { cas: written });
  return { cas: null, ec: isEcNumber(written) ? written : null, knownAs: [{ id: written }] };
}

const exemptionsOf = (cell: string): ClaimedExemption[] =>
  cell
    .split(/[;；,，、]/)
    .map((one) => one.trim())
    .filter((one) => one !== '' && !isNothing.test(one))
    .map((id) => ({ list: null, id, description: '' }));

function productOf({ number, name, massMg, materials, place }: SheetPart, problems: ProblemList): DeclaredProduct {
  const all = [...materials.values()].map(({ place: at, ...of }): Material => {
    const material: Material = { ...of, knownAs: [], classes: [], isArticle: null };
    checkMaterial(material, at, problems);
    return material;
  });
  const product: DeclaredProduct = {
    ...{ name, number, requesterNumber: null, revision: null, effectiveOn: null, massMg, alsoCovers: [], unit: 'each' },
    ...{ isArticle: null, isFullMaterial: null, statements: [], compositionLists: [], parts: [], materials: all },
    ...{ contents: [], exemptions: [], materialGroups: [] },
  };
  checkWhole(product, place, problems);
  return product;
}
