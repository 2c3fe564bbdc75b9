// Which parts are in which, by a sheet whose rows stand below each other by a column of levels, as programs of parts and orders write it?

import type { Bom, BomLine } from '../../model/bom.ts';
import type { FileProblem } from '../../model/declaration.ts';
import { countedIn } from '../bom-items.ts';
import { toMg, unitOf } from './amount-text.ts';
import { type LevelColumn, levelColumn } from './level-headings.ts';
import { plainDecimal } from './plain-decimal.ts';
import { type Place, ProblemList } from './problem-list.ts';
import { columnLetters, isNothing, isTotal, type SheetRow, withPoint } from './sheet-cells.ts';
import { type ColumnOf, comparableHeading, type HeadingsFound, headingsOf } from './sheet-headings.ts';
import { type LevelRead, levelReader, standsIn } from './written-level.ts';

/** Columns without which nothing is read, as whoever misses them looks for them. */
const needed = { level: 'Level · 层级', number: 'Part number · 料号', quantity: 'Quantity · 用量' } as const;

/**
 * Reads all rows, or none. A row stands in the nearest one above whose level is one less; those of the lowest level stand in
 * nothing. A row marked as a substitute is left out, with what is below it, and told: it would be counted beside what it replaces.
 * @param remembered what somebody chose for such headings before
 */
export function readLevelSheet(
  rows: readonly SheetRow[],
  remembered?: ColumnOf<LevelColumn>,
): { bom: Bom | null; problems: FileProblem[] } {
  const problems = new ProblemList();
  const found = headingsOf(rows, levelColumn(remembered));
  if (!found) {
    problems.error('heading_not_known', { line: rows[0]?.row ?? 1, column: 1, at: '' });
    return { bom: null, problems: problems.list() };
  }
  const headings = withPositions(found, rows);
  for (const [column, words] of Object.entries(needed))
    if (headings.columns[column as LevelColumn] === undefined)
      problems.error('column_missing', { line: headings.row, column: 1, at: '' }, { column: words });
  if (problems.hasErrors) return { bom: null, problems: problems.list() };
  const lines = linesOf(rowsRead(rows, headings, problems), problems);
  if (lines.length === 0 && !problems.hasErrors)
    problems.error('empty_file', { line: headings.row, column: 1, at: '' });
  return { bom: problems.hasErrors ? null : { name: null, lines }, problems: problems.list() };
}

/** A column of positions is one of levels where none is, and they are written as `1.2.3`; of part numbers where none is. */
function withPositions(found: HeadingsFound<LevelColumn>, rows: readonly SheetRow[]): HeadingsFound<LevelColumn> {
  const { position, ...columns } = found.columns;
  if (position === undefined) return found;
  const isOutline = rows.slice(found.first).some(({ cells }) => /^\d+(\.\d+)+$/.test((cells[position] ?? '').trim()));
  if (columns.level === undefined && isOutline) return { ...found, columns: { ...columns, level: position } };
  return columns.number === undefined ? { ...found, columns: { ...columns, number: position } } : found;
}

interface RowRead {
  level: LevelRead;
  place: Place;
  isSubstitute: boolean;
  /** a substitute stands before it of which no level is told */
  isBehindSubstitute: boolean;
  line: Omit<BomLine, 'parent'>;
}

const yes = /^(y|yes|x|true|是|√|✓|sub|substitute|alt|alternate|alternative|替代|替代料|代用|代替|替)$/i;
const no = /^(n|no|0|false|否|main|primary|主|主料)?$/i;

/** What each row says by itself; which levels it means is told by the whole column. */
function rowsRead(
  rows: readonly SheetRow[],
  { first, row: headingRow, columns, units }: HeadingsFound<LevelColumn>,
  problems: ProblemList,
): RowRead[] {
  const body = rows.slice(first);
  const text = (cells: readonly string[], column: LevelColumn) => (cells[columns[column] ?? -1] ?? '').trim();
  const readLevel = levelReader(body.map(({ cells }) => text(cells, 'level')));
  const heading = comparableHeading(text(rows.find(({ row }) => row === headingRow)?.cells ?? [], 'level'));
  // What stands in brackets behind “quantity” may be a unit, or “per assembly”.
  const ofHeading = units.quantity && countedIn({ number: '1', unit: units.quantity }) ? units.quantity : null;
  if (columns.mass !== undefined && columns.massUnit === undefined && units.mass === undefined)
    problems.warning('unit_missing', placeOf('mass', headingRow));
  let isBehindSubstitute = false;
  return body.flatMap(({ row, cells }): RowRead[] => {
    const cell = (column: LevelColumn) => text(cells, column);
    const place = (column: LevelColumn) => placeOf(column, row);
    const number = cell('number');
    const isLine = number !== '' && cell('level') !== '';
    if (!isLine && cells.some(isTotal)) {
      problems.warning('row_skipped', place('level'), { row });
      return [];
    }
    // The headings again, as they are printed on each page; and notes, which name no part and no quantity.
    if (comparableHeading(cell('level')) === heading) return [];
    const level = readLevel(cell('level'));
    if (number === '' && cell('quantity') === '' && (cell('level') === '' || level === null)) return [];
    if (number === '') problems.error('part_number_missing', place('number'));
    const substitute = cell('substitute');
    const isSubstitute = yes.test(substitute);
    if (!isSubstitute && !no.test(substitute) && !isNothing.test(substitute))
      problems.error('substitute_not_read', place('substitute'), { value: substitute });
    if (level === null && isSubstitute) problems.warning('substitute_left_out', place('number'), { part: number });
    if (level === null) {
      isBehindSubstitute ||= isSubstitute;
      if (!isSubstitute) problems.error('not_a_level', place('level'), { value: cell('level') });
      return [];
    }
    const quantity = numberIn(cell('quantity'), place('quantity'), problems);
    const line = {
      ...{ line: row, partNumber: number, name: cell('name') || null, massMg: massIn(row, cell) },
      quantity: quantity === null ? null : { number: quantity, unit: cell('unit') || ofHeading },
      ...{ materials: [], substances: [], specifications: [], exemptions: [], externalIdentity: null },
    };
    const isBehind = isBehindSubstitute;
    isBehindSubstitute = false;
    return [{ level, place: place('level'), isSubstitute, isBehindSubstitute: isBehind, line }];
  });

  function placeOf(column: LevelColumn, row: number): Place {
    const at = columns[column] ?? 0;
    return { line: row, column: at + 1, at: `${columnLetters(at)}${row}` };
  }

  /** Of one, in mg. Without any unit a mass is not known. */
  function massIn(row: number, cell: (column: LevelColumn) => string): string | null {
    const place = placeOf('mass', row);
    const written = /^([\d.,\s]*\d)\s*(\D*)$/.exec(cell('mass').normalize('NFKC'));
    const [unit = ''] = (written?.[2] || cell('massUnit') || units.mass || '').split('/');
    if (cell('mass') === '' || isNothing.test(cell('mass')) || unit === '') return null;
    const mass = numberIn(written?.[1] ?? cell('mass'), place, problems);
    const known = unitOf(unit);
    if (mass === null) return null;
    if (known && 'mass' in known) return toMg(mass, known.mass);
    problems.error('unknown_unit', place, { unit });
    return null;
  }
}

/** A number that is not less than nothing; null where there is none, or where it is told what is wrong with it. */
function numberIn(cell: string, place: Place, problems: ProblemList): string | null {
  if (cell === '' || isNothing.test(cell)) return null;
  const number = plainDecimal(withPoint(cell.normalize('NFKC').replace(/\s/g, '')));
  if (number === null) problems.error('not_a_number', place, { value: cell.slice(0, 100) });
  else if (number.startsWith('-')) problems.error('negative_amount', place, { value: number });
  else return number;
  return null;
}

/** The rows as lines, each with the place of the one that it stands in. */
function linesOf(read: readonly RowRead[], problems: ProblemList): BomLine[] {
  const lowest = read.reduce((least, { level }) => Math.min(least, level.depth), Number.POSITIVE_INFINITY);
  const lines: BomLine[] = [];
  /** the rows in which the next one may stand, from the outermost on; of one that is left out the place is null */
  const open: { level: LevelRead; nth: number | null }[] = [];
  let deepest = Number.POSITIVE_INFINITY;
  for (const { level, place, isSubstitute, isBehindSubstitute, line } of read) {
    // Whether it is a part of the substitute, or of what that stands for, nobody says.
    const isUnsaid = isBehindSubstitute && level.depth > deepest;
    deepest = level.depth;
    for (let last = open.at(-1); last && last.level.depth >= level.depth; last = open.at(-1)) open.pop();
    const above = open.at(-1);
    const isRight = above ? standsIn(level, above.level) : level.depth === lowest;
    if (!isRight || isUnsaid)
      problems.error('level_without_parent', place, { level: level.written, parent: parentOf(level) });
    const isLeftOut = isSubstitute || above?.nth === null;
    if (isLeftOut) problems.warning('substitute_left_out', place, { part: line.partNumber });
    open.push({ level, nth: isLeftOut ? null : lines.length });
    if (!isLeftOut) lines.push({ parent: above?.nth ?? null, ...line });
  }
  return lines;
}

/** What should stand above a row: the position without its last number, else the level that is one less. */
const parentOf = ({ depth, outline }: LevelRead): string =>
  outline?.includes('.') ? outline.slice(0, outline.lastIndexOf('.')) : String(depth - 1);
